import { addressOf } from '../../model/address.js';
import { changedFields, describedCreate, describedUpdate, knownDescription } from '../described.js';
import type { Steps } from '../kind.js';
import { asserting, granting, revoking } from '../kind.js';
import { flag, named } from '../names.js';
import type { Traces } from '../trace.js';

const create: Steps['create'] = ({ names, attributes }, ids, capabilities) => {
  const key = named(names, 'organization', 'space');
  const isPrivate = capabilities.privateSpaces ? flag(attributes, 'private') : undefined;
  const { private: _, ...rest } = attributes;
  return [
    granting({
      action: 'create',
      call: {
        do: 'spaces.create',
        organization: ids(addressOf.organization(key.organization)),
        name: key.space,
        ...describedCreate(attributes),
        ...(isPrivate !== undefined && { private: isPrivate }),
      },
      before: null,
      after: isPrivate === undefined ? rest : attributes,
    }),
  ];
};

export const steps: Steps = {
  create,

  // A name that is taken is refused (409): then it is there.
  assertPresent: (desired, ids, capabilities) => asserting(create(desired, ids, capabilities)),

  update(live, desired, changes, ids) {
    const isPrivate = changes.find(({ field }) => field === 'private')?.after;
    return [
      granting({
        action: 'update',
        call: {
          do: 'spaces.update',
          space: ids(live.address),
          ...describedUpdate(named(desired.names, 'space').space, live, desired.attributes),
          ...(typeof isPrivate === 'boolean' && { private: isPrivate }),
        },
        ...changedFields(changes),
        risk: isPrivate === true ? ['reduces'] : [],
      }),
    ];
  },

  rename: (live, from, to) =>
    granting({
      action: 'rename',
      call: {
        do: 'spaces.update',
        space: { id: live.id },
        name: to,
        ...knownDescription(live),
      },
      before: { name: from },
      after: { name: to },
    }),

  remove: (live, ids) =>
    revoking({
      action: 'delete',
      call: { do: 'spaces.delete', space: ids(live.address) },
      before: live.attributes,
      after: null,
      irreversible: true,
    }),
};

/** Names are unique in the organization (contract §7). */
export const traces = {
  'spaces.create': (call) => ({
    listing: { list: 'spaces', organization: call.organization },
    isIt: ({ name }) => name === call.name,
  }),
} satisfies Partial<Traces>;
