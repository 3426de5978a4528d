import { addressOf } from '../../model/address.js';
import { named } from '../names.js';
import type { Kind } from '../kind.js';
import { effects, letsIn } from './effects.js';
import { partly, reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly project: unknown;
  }
}

/** A project of a space. Facts: contract §7 "Projects". */
export const project: Kind<typeof traces, typeof effects> = {
  name: 'project',
  role: 'place',
  nameField: 'project',
  ownName: 'project',
  holder: 'space',
  word: 'project',
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
  cascade: ({ address }, live) => live.inside(address),

  ...steps,
  partly,
  reading,
  traces,
  effects,
  letsIn,
};
