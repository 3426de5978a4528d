import { addressIn } from '../names.js';
import type { Kind } from '../kind.js';
import { normaliseWord } from '../words.js';
import { effects } from './effects.js';
import { exported } from './export.js';
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
  section: 'users',
  fields: ['name', 'role', 'developer'],
  // Where the secret of an invitation goes is no part of the person.
  declared: ({ secret: _secret, role, invite, ...rest }) => ({
    attributes: {
      ...rest,
      ...(typeof role === 'string' && { role: normaliseWord(role) }),
      ...(typeof invite === 'string' && { invite: normaliseWord(invite) }),
    },
  }),
  exported,
  unsayable: 'the invitation has run out, or the email is none that files take',
  accessFields: ['role', 'status'],
  createOnly: ['invite'],

  // An invitation that ran out is made anew, under the same ID or another (contract §7).
  isOver: ({ attributes }) => attributes['status'] === 'expired',

  fixed: (field) =>
    field === 'role' ? 'the account role cannot be changed through ax; change it in the UI' : undefined,
  brings: (call) => (call.do === 'users.create' && call.invite === 'TEMPORARY_PASSWORD' ? 'password' : undefined),
  cascade: ({ address }, live) => live.grantsOf(address),

  ...steps,
  reading,
  traces,
  effects,
};
