import { addressIn } from '../names.js';
import type { Kind } from '../kind.js';
import { effects } from './effects.js';
import { reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly user: unknown;
  }
}

/** A person with a login in the account. Facts: contract §7 "Users". */
export const user: Kind<typeof traces, typeof effects> = {
  name: 'user',
  role: 'person',
  ownName: 'user',
  word: 'user',
  title: 'user',
  addressOf: addressIn.user,
  references: () => [],
  createOnly: ['invite'],

  // An invitation that ran out is made anew, under the same ID or another (contract §7).
  isOver: ({ attributes }) => attributes['status'] === 'expired',

  fixed: (field) =>
    field === 'role' ? 'the account role cannot be changed through ax; change it in the UI' : undefined,
  cascade: ({ address }, live) => live.grantsOf(address),

  ...steps,
  reading,
  traces,
  effects,
};
