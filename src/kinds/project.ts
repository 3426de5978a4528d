import { addressOf } from '../model/address.js';
import type { Kind } from './kind.js';
import { asserting, granting, revoking } from './kind.js';
import { named } from './names.js';
import type { Traces } from './trace.js';

/** A project of a space. Facts: contract §7 "Projects". */
export const project: Kind = {
  name: 'project',
  role: 'place',
  nameField: 'project',
  title: 'project',
  addressOf(names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.project(key.organization, key.space, key.project);
  },
  containerOf(names) {
    const key = named(names, 'organization', 'space');
    return addressOf.space(key.organization, key.space);
  },
  references({ names }) {
    const key = named(names, 'organization', 'space');
    return [addressOf.space(key.organization, key.space)];
  },
  createOnly: [],
  fixed: () => undefined,

  create({ names, attributes }, ids) {
    const key = named(names, 'organization', 'space', 'project');
    return [
      granting({
        action: 'create',
        call: { do: 'projects.create', space: ids(addressOf.space(key.organization, key.space)), name: key.project },
        before: null,
        after: attributes,
      }),
    ];
  },

  // A name that is taken is refused (409): then it is there.
  assertPresent: (desired, ids, capabilities) => asserting(project.create(desired, ids, capabilities)),

  update: () => [],
  rename: (live, from, to) =>
    granting({
      action: 'rename',
      call: { do: 'projects.update', project: { id: live.id }, name: to },
      before: { name: from },
      after: { name: to },
    }),

  remove: (live, ids) =>
    revoking({
      action: 'delete',
      call: { do: 'projects.delete', project: ids(live.address) },
      before: live.attributes,
      after: null,
    }),

  cascade: ({ address }, live) => live.inside(address),
};

/** Names are unique in the space (contract §7). */
export const projectTraces: Pick<Traces, 'projects.create'> = {
  'projects.create': (call) => ({
    listing: { list: 'projects' },
    isIt: ({ name, space_id: space }) => name === call.name && space === call.space,
  }),
};
