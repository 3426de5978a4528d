import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import type { Steps } from '../kind.js';
import { asserting, granting, revoking } from '../kind.js';
import { named } from '../names.js';
import type { Traces } from '../trace.js';

const create: Steps['create'] = ({ names, attributes }) => {
  return [
    granting({
      action: 'create',
      call: {
        do: 'organizations.create',
        name: named(names, 'organization').organization,
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

  update: (live, desired, changes, ids) => [
    granting({
      action: 'update',
      call: {
        do: 'organizations.update',
        organization: ids(live.address),
        ...describedUpdate(named(desired.names, 'organization').organization, live, desired.attributes),
      },
      ...changedFields(changes),
    }),
  ],

  rename: (live, from, to) =>
    granting({
      action: 'rename',
      call: {
        do: 'organizations.update',
        organization: { id: live.id },
        name: to,
        ...knownDescription(live),
      },
      before: { name: from },
      after: { name: to },
    }),

  remove: (live, ids) =>
    revoking({
      action: 'delete',
      call: { do: 'organizations.delete', organization: ids(live.address) },
      before: live.attributes,
      after: null,
      irreversible: true,
    }),
};

/** Names are unique in the account (contract §7). */
export const traces = {
  'organizations.create': (call) => ({ listing: { list: 'organizations' }, isIt: ({ name }) => name === call.name }),
} satisfies Partial<Traces>;
