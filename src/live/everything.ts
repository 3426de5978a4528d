import { kindNames, kinds } from '../kinds/index.js';
import type { LiveNeeds } from '../model/live.js';

/** All that can be read of an account. */
export const everything: LiveNeeds = {
  lists: new Set(kindNames.filter((kind) => kinds[kind].reading !== undefined)),
  spacesOf: 'all',
  membersOf: 'all',
};
