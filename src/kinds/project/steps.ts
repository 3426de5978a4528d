import { creating, deleting, makingSure, renaming } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn, nameIn } from '../names.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  ...makingSure(({ names, attributes }, ids) => {
    const name = nameIn(names, 'project');
    return [creating({ do: 'projects.create', space: ids(addressIn.space(names)), name }, attributes)];
  }),
  update: () => [],
  rename: (live, from, to) => renaming({ do: 'projects.update', project: { id: live.id }, name: to }, from, to),
  remove: (live, ids) => deleting({ do: 'projects.delete', project: ids(live.address) }, live),
};

/** Names are unique in the space (contract §7). */
export const traces = {
  'projects.create': (call) => ({
    listing: { list: 'projects' },
    isIt: ({ name, space_id: space }) => name === call.name && space === call.space,
    by: ['space', 'name'],
  }),
} satisfies Partial<Traces>;
