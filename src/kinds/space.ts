import { addressOf, memberAt } from '../model/address.js';
import { changedFields, describedCreate, describedUpdate, knownDescription } from './described.js';
import type { Kind } from './kind.js';
import { asserting, granting, revoking } from './kind.js';
import { flag, named } from './names.js';
import { cutOff } from './standing.js';
import type { Traces } from './trace.js';

const entryKinds = ['space-member', 'space-role-binding'] as const;

/** A space of an organization. Facts: contract §7 "Spaces". */
export const space: Kind = {
  name: 'space',
  role: 'place',
  nameField: 'space',
  title: 'space',
  addressOf(names) {
    const key = named(names, 'organization', 'space');
    return addressOf.space(key.organization, key.space);
  },
  containerOf: (names) => addressOf.organization(named(names, 'organization').organization),
  references: ({ names }) => [addressOf.organization(named(names, 'organization').organization)],
  createOnly: [],
  assertable: ['description'],
  fixed: (field, capabilities) =>
    field === 'private' && !capabilities.privateSpaces
      ? 'whether a space is private cannot be changed through ax; use --transport api, or change it in the UI'
      : undefined,

  create({ names, attributes }, ids, capabilities) {
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
  },

  // A name that is taken is refused (409): then it is there.
  assertPresent: (desired, ids, capabilities) => asserting(space.create(desired, ids, capabilities)),

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
  // Whoever is only in the organization is in a public space, and not in a private one.
  reduces({ names, after }, { live, given }) {
    const key = named(names, 'organization', 'space');
    const space = live.find('space', addressOf.space(key.organization, key.space));
    if (after['private'] !== true || space === undefined) return undefined;
    const isKept: Parameters<typeof cutOff>[1] = ({ address }, { isInherited }) =>
      !isInherited || entryKinds.some((kind) => given(kind, memberAt(space.address, address)) !== undefined);
    return cutOff(space, isKept, live);
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

  cascade: ({ address }, live) => live.inside(address),
};

/** Names are unique in the organization (contract §7). */
export const spaceTraces: Pick<Traces, 'spaces.create'> = {
  'spaces.create': (call) => ({
    listing: { list: 'spaces', organization: call.organization },
    isIt: ({ name }) => name === call.name,
  }),
};
