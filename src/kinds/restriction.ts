import { addressOf, memberAt } from '../model/address.js';
import type { Kind } from './kind.js';
import { asserting, granting, revoking } from './kind.js';
import { named } from './names.js';
import { shortfall } from './permits.js';
import { cutOff, roleIn } from './standing.js';

/** That only explicit bindings count on a project. Facts: contract §7 "Restrictions". */
export const restriction: Kind = {
  name: 'restriction',
  role: 'flag',
  title: 'project restriction',
  isFlag: true,
  addressOf(names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.restriction(key.organization, key.space, key.project);
  },
  containerOf(names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.project(key.organization, key.space, key.project);
  },
  references({ names }) {
    const key = named(names, 'organization', 'space', 'project');
    return [addressOf.project(key.organization, key.space, key.project)];
  },
  createOnly: [],
  fixed: () => undefined,

  create({ names, attributes }, ids) {
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
  },

  // Restricting twice is as once.
  assertPresent: (desired, ids, capabilities) => asserting(restriction.create(desired, ids, capabilities)),

  update: () => [],
  // Whoever got in through the space needs a binding on the project from now on, unless they administer the space.
  reduces({ names, action }, standing) {
    const { live } = standing;
    const key = named(names, 'organization', 'space', 'project');
    const project = live.find('project', addressOf.project(key.organization, key.space, key.project));
    const space = live.find('space', addressOf.space(key.organization, key.space));
    // In a project that the plan makes there is nobody yet; one that may be there unseen may have anybody in it.
    if (project === undefined || space === undefined)
      return action === 'assert' ? { who: 'unknown', why: unseenProject } : undefined;
    const isKept: Parameters<typeof cutOff>[1] = (person, { ways }) => {
      const address = memberAt(project.address, person.address);
      const binding =
        standing.given('project-role-binding', address) ?? live.find('project-role-binding', address)?.attributes;
      return (
        binding !== undefined &&
        ways.every((way) => shortfall(roleIn(binding), way, standing.had, standing.has) === undefined)
      );
    };
    return cutOff(space, isKept, live);
  },
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

  cascade: () => [],
};

const unseenProject = 'this may cut people off: the project may be there, and this login is not shown it';
