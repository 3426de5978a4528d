import { addressOf } from '../../model/address.js';
import type { Steps } from '../kind.js';
import { asserting, granting, revoking } from '../kind.js';
import { named } from '../names.js';
import type { Traces } from '../trace.js';

const create: Steps['create'] = ({ names, attributes }, ids) => {
  const key = named(names, 'organization', 'space', 'project');
  return [
    granting({
      action: 'create',
      call: { do: 'projects.create', space: ids(addressOf.space(key.organization, key.space)), name: key.project },
      before: null,
      after: attributes,
    }),
  ];
};

export const steps: Steps = {
  create,

  // A name that is taken is refused (409): then it is there.
  assertPresent: (desired, ids, capabilities) => asserting(create(desired, ids, capabilities)),
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
};

/** Names are unique in the space (contract §7). */
export const traces = {
  'projects.create': (call) => ({
    listing: { list: 'projects' },
    isIt: ({ name, space_id: space }) => name === call.name && space === call.space,
  }),
} satisfies Partial<Traces>;
