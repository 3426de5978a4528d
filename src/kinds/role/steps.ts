import type { Risk } from '../../model/plan.js';
import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import { creating, deleting, granting, makingSure, renaming, revoking } from '../drafts.js';
import type { Steps } from '../kind.js';
import { nameIn, texts } from '../names.js';
import { list } from '../raw.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  ...makingSure(({ names, attributes }) => {
    const permissions = texts(attributes, 'permissions');
    const name = nameIn(names, 'role');
    return [creating({ do: 'roles.create', name, permissions, ...describedCreate(attributes) }, attributes)];
  }),

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
        ...describedUpdate(nameIn(desired.names, 'role'), live, desired.attributes),
        ...(replaced && { permissions }),
      },
      ...changedFields(changes),
      risk,
    };
    return [lost ? revoking(draft) : granting(draft)];
  },

  rename: (live, from, to) =>
    renaming({ do: 'roles.update', role: { id: live.id }, name: to, ...knownDescription(live) }, from, to),

  remove: (live, ids) => deleting({ do: 'roles.delete', role: ids(live.address) }, live, { irreversible: true }),
};

/** Names are unique in the account (contract §7). */
export const traces = {
  'roles.create': (call) => ({
    listing: { list: 'roles' },
    isIt: ({ name }) => name === call.name,
    by: ['name'],
    gives: (object) => {
      const permissions = list(object, 'permissions');
      return permissions === undefined ? undefined : isSameSet(permissions, call.permissions);
    },
  }),
} satisfies Partial<Traces>;

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [new Set(some), new Set(others)];
  return one.size === other.size && [...one].every((text) => other.has(text));
}
