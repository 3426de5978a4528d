import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import { creating, deleting, granting, makingSure, renaming } from '../drafts.js';
import type { Steps } from '../kind.js';
import { nameIn } from '../names.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  ...makingSure(({ names, attributes }) => {
    const name = nameIn(names, 'organization');
    return [creating({ do: 'organizations.create', name, ...describedCreate(attributes) }, attributes)];
  }),

  update: (live, desired, changes, ids) => [
    granting({
      action: 'update',
      call: {
        do: 'organizations.update',
        organization: ids(live.address),
        ...describedUpdate(nameIn(desired.names, 'organization'), live, desired.attributes),
      },
      ...changedFields(changes),
    }),
  ],

  rename: (live, from, to) =>
    renaming(
      { do: 'organizations.update', organization: { id: live.id }, name: to, ...knownDescription(live) },
      from,
      to,
    ),

  remove: (live, ids) =>
    deleting({ do: 'organizations.delete', organization: ids(live.address) }, live, { irreversible: true }),
};

/** Names are unique in the account (contract §7). */
export const traces = {
  'organizations.create': (call) => ({
    listing: { list: 'organizations' },
    isIt: ({ name }) => name === call.name,
    by: ['name'],
  }),
} satisfies Partial<Traces>;
