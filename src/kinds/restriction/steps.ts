import { creating, deleting, makingSure, revoking } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn } from '../names.js';

/** Lifting a restriction opens the project to everyone in the space: it escalates rather than reduces. */
const lifting = { risk: ['escalates'] } as const;

export const steps: Steps = {
  ...makingSure(({ names, attributes }, ids) => {
    const resource = ids(addressIn.project(names));
    return [creating({ do: 'resource-restrictions.restrict', resource }, attributes, ['reduces'])];
  }),
  update: () => [],

  remove: (live) => deleting({ do: 'resource-restrictions.unrestrict', resource: { id: live.id } }, live, lifting),

  // Where there is none, nothing is found to be lifted.
  assertAbsent: ({ names }, ids) =>
    revoking({
      action: 'assert',
      call: { do: 'resource-restrictions.unrestrict', resource: ids(addressIn.project(names)) },
      before: null,
      after: null,
      ...lifting,
    }),
};
