import { memberAt } from '../../model/address.js';
import { addressIn } from '../names.js';
import { shortfall } from '../permits.js';
import { cutOff, roleIn } from '../standing.js';
import type { Kind } from '../kind.js';
import { effects, narrowing } from './effects.js';
import { partly, reading } from './read.js';
import { steps } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly restriction: unknown;
  }
}

/** That only explicit bindings count on a project. Facts: contract §7 "Restrictions". */
export const restriction: Kind<object, typeof effects> = {
  name: 'restriction',
  role: 'flag',
  holder: 'project',
  word: 'restriction',
  title: 'project restriction',
  isDoor: () => true,
  addressOf: addressIn.restriction,
  references: ({ names }) => [addressIn.project(names)],
  section: 'restricted',
  fields: [],
  accessFields: [],
  createOnly: [],
  fixed: () => undefined,

  // Whoever got in through the space needs a binding on the project from now on, unless they administer the space.
  reduces({ names, action }, standing) {
    const { live } = standing;
    const project = live.find('project', addressIn.project(names));
    const space = live.find('space', addressIn.space(names));
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
  cascade: () => [],

  ...steps,
  partly,
  reading,
  // What it makes is made twice as it is made once.
  traces: {},
  effects,
  narrowing,
};

const unseenProject = 'this may cut people off: the project may be there, and this login is not shown it';
