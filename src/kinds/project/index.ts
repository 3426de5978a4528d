import { addressIn } from '../names.js';
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
  ownName: 'project',
  holder: 'space',
  word: 'project',
  title: 'project',
  addressOf: addressIn.project,
  references: ({ names }) => [addressIn.space(names)],
  section: 'projects',
  fields: [],
  declared: ({ create }) => ({ ...(create !== true && { ensure: 'existing' }), attributes: {} }),
  comesByItself: true,
  accessFields: [],
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
