import { addressOf } from '../../model/address.js';
import type { Steps } from '../kind.js';
import { asserting, granting, revoking } from '../kind.js';
import { named } from '../names.js';

const create: Steps['create'] = ({ names, attributes }, ids) => {
  const key = named(names, 'organization', 'space', 'project');
  return [
    granting({
      action: 'create',
      call: {
        do: 'resource-restrictions.restrict',
        resource: ids(addressOf.project(key.organization, key.space, key.project)),
      },
      before: null,
      after: attributes,
      risk: ['reduces'],
    }),
  ];
};

export const steps: Steps = {
  create,

  // Restricting twice is as once.
  assertPresent: (desired, ids, capabilities) => asserting(create(desired, ids, capabilities)),
  update: () => [],

  // Lifting a restriction opens the project to everyone in the space: it escalates rather than reduces.
  remove: (live) =>
    revoking({
      action: 'delete',
      call: { do: 'resource-restrictions.unrestrict', resource: { id: live.id } },
      before: live.attributes,
      after: null,
      risk: ['escalates'],
    }),

  // Where there is none, nothing is found to be lifted.
  assertAbsent: ({ names }, ids) => {
    const key = named(names, 'organization', 'space', 'project');
    return revoking({
      action: 'assert',
      call: {
        do: 'resource-restrictions.unrestrict',
        resource: ids(addressOf.project(key.organization, key.space, key.project)),
      },
      before: null,
      after: null,
      risk: ['escalates'],
    });
  },
};
