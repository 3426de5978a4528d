import { membershipSteps } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn } from '../names.js';
import { memberRoleOf, wordIn } from '../words.js';

export const steps: Steps = membershipSteps({
  add: ({ names, attributes }, ids) => ({
    do: 'spaces.add-user',
    space: ids(addressIn.space(names)),
    user: ids(addressIn.user(names)),
    role: memberRoleOf(wordIn(attributes).word),
  }),

  remove: ({ names }, ids) => ({
    do: 'spaces.remove-user',
    space: ids(addressIn.space(names)),
    user: ids(addressIn.user(names)),
  }),
});
