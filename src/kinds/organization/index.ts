import { addressIn } from '../names.js';
import type { Kind } from '../kind.js';
import { effects, letsIn } from './effects.js';
import { partly, reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly organization: unknown;
  }
}

/** An organization of the account. Facts: contract §7 "Organizations". */
export const organization: Kind<typeof traces, typeof effects> = {
  name: 'organization',
  role: 'place',
  ownName: 'organization',
  word: 'organization',
  title: 'organization',
  addressOf: addressIn.organization,
  references: () => [],
  section: 'organizations',
  fields: ['description'],
  accessFields: [],
  createOnly: [],
  assertable: ['description'],
  fixed: () => undefined,
  cascade: ({ address }, live) => live.inside(address),

  ...steps,
  partly,
  reading,
  traces,
  effects,
  letsIn,
};
