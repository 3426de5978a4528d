import type { Risk } from '../../model/plan.js';
import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import type { Steps } from '../kind.js';
import { asserting, granting, revoking } from '../kind.js';
import { named, texts } from '../names.js';
import type { Traces } from '../trace.js';

const create: Steps['create'] = ({ names, attributes }) => {
  const permissions = texts(attributes, 'permissions');
  return [
    granting({
      action: 'create',
      call: {
        do: 'roles.create',
        name: named(names, 'role').role,
        permissions,
        ...describedCreate(attributes),
      },
      before: null,
      after: attributes,
    }),
  ];
};

export const steps: Steps = {
  create,

  // A name that is taken is refused (409): then it is there.
  assertPresent: (desired, ids, capabilities) => asserting(create(desired, ids, capabilities)),

  update(live, desired, changes, ids) {
    const replaced = changes.some(({ field }) => field === 'permissions');
    const permissions = texts(desired.attributes, 'permissions');
    const held = new Set(texts(live.attributes, 'permissions'));
    const wanted = new Set(permissions);
    // A role permits something: where nothing is listed, what it permits was not read.
    const lost = replaced && (held.size === 0 || [...held].some((permission) => !wanted.has(permission)));
    const gained = replaced && permissions.some((permission) => !held.has(permission));
    const risk: Risk[] = [...(gained ? (['escalates'] as const) : []), ...(lost ? (['reduces'] as const) : [])];
    const draft = {
      action: 'update' as const,
      call: {
        do: 'roles.update' as const,
        role: ids(live.address),
        ...describedUpdate(named(desired.names, 'role').role, live, desired.attributes),
        ...(replaced && { permissions }),
      },
      ...changedFields(changes),
      risk,
    };
    return [lost ? revoking(draft) : granting(draft)];
  },

  rename: (live, from, to) =>
    granting({
      action: 'rename',
      call: {
        do: 'roles.update',
        role: { id: live.id },
        name: to,
        ...knownDescription(live),
      },
      before: { name: from },
      after: { name: to },
    }),

  remove: (live, ids) =>
    revoking({
      action: 'delete',
      call: { do: 'roles.delete', role: ids(live.address) },
      before: live.attributes,
      after: null,
      irreversible: true,
    }),
};

/** Names are unique in the account (contract §7). */
export const traces = {
  'roles.create': (call) => ({ listing: { list: 'roles' }, isIt: ({ name }) => name === call.name }),
} satisfies Partial<Traces>;
