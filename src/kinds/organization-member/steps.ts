import { membershipSteps } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn } from '../names.js';
import { memberRoleOf, wordIn } from '../words.js';

export const steps: Steps = membershipSteps({
  add: ({ names, attributes }, ids) => ({
    do: 'organizations.add-user',
    organization: ids(addressIn.organization(names)),
    user: ids(addressIn.user(names)),
    role: memberRoleOf(wordIn(attributes).word),
  }),

  remove: ({ names }, ids) => ({
    do: 'organizations.remove-user',
    organization: ids(addressIn.organization(names)),
    user: ids(addressIn.user(names)),
  }),

  risk: (attributes) => (wordIn(attributes).word === 'admin' ? ['escalates'] : []),
});
