import { addressIn, texts } from '../names.js';
import { given } from '../raw.js';
import type { Kind } from '../kind.js';
import { effects } from './effects.js';
import { exported } from './export.js';
import { reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly role: unknown;
  }
}

/** A custom role of the account. Facts: contract §7 "Roles". */
export const role: Kind<typeof traces, typeof effects> = {
  name: 'role',
  role: 'role',
  ownName: 'role',
  word: 'role',
  title: 'role',
  addressOf: addressIn.role,
  references: () => [],
  section: 'roles',
  fields: ['description', 'permissions'],
  declared: (entry) => ({
    attributes: {
      ...given('description', entry['description']),
      permissions: [...new Set(texts(entry, 'permissions'))].sort(),
    },
  }),
  exported,
  unsayable: 'it has permissions that this version does not know',
  accessFields: ['permissions'],
  createOnly: [],
  assertable: ['description'],
  fixed: () => undefined,

  // A role that is still bound can't be deleted (409), so nothing goes with it.
  cascade: () => [],

  ...steps,
  reading,
  traces,
  effects,
};
