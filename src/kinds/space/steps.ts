import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import { creating, deleting, granting, makingSure, renaming } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn, flag, nameIn } from '../names.js';
import * as raw from '../raw.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  ...makingSure(({ names, attributes }, ids, capabilities) => {
    const isPrivate = capabilities.privateSpaces ? flag(attributes, 'private') : undefined;
    const { private: _, ...rest } = attributes;
    const call = {
      do: 'spaces.create' as const,
      organization: ids(addressIn.organization(names)),
      name: nameIn(names, 'space'),
      ...describedCreate(attributes),
      ...(isPrivate !== undefined && { private: isPrivate }),
    };
    return [creating(call, isPrivate === undefined ? rest : attributes)];
  }),

  update(live, desired, changes, ids) {
    const isPrivate = changes.find(({ field }) => field === 'private')?.after;
    return [
      granting({
        action: 'update',
        call: {
          do: 'spaces.update',
          space: ids(live.address),
          ...describedUpdate(nameIn(desired.names, 'space'), live, desired.attributes),
          ...(typeof isPrivate === 'boolean' && { private: isPrivate }),
        },
        ...changedFields(changes),
        risk: isPrivate === true ? ['reduces'] : [],
      }),
    ];
  },

  rename: (live, from, to) =>
    renaming({ do: 'spaces.update', space: { id: live.id }, name: to, ...knownDescription(live) }, from, to),

  remove: (live, ids) => deleting({ do: 'spaces.delete', space: ids(live.address) }, live, { irreversible: true }),
};

/** Names are unique in the organization (contract §7). */
export const traces = {
  'spaces.create': (call) => ({
    listing: { list: 'spaces', organization: call.organization },
    isIt: ({ name }) => name === call.name,
    by: ['organization', 'name'],
    // A public one would let the whole organization in.
    gives: (object) => call.private !== true || raw.flag(object, 'is_private'),
  }),
} satisfies Partial<Traces>;
