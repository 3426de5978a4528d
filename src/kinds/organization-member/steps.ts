import { addressOf } from '../../model/address.js';
import type { IdOf } from '../kind.js';
import type { Steps } from '../kind.js';
import { granting, revoking } from '../kind.js';
import type { Names } from '../../model/address.js';
import type { Action } from '../../model/plan.js';
import type { Attributes } from '../../model/resource.js';
import { named } from '../names.js';
import { memberRoleOf, wordIn } from '../words.js';

export const steps: Steps = {
  create: ({ names, attributes }, ids) => [add('create', names, null, attributes, ids)],

  // `add-user` is an upsert: it also changes the role of who is a member already.
  update: (live, desired, _changes, ids) => [add('update', desired.names, live.attributes, desired.attributes, ids)],
  assertPresent: ({ names, attributes }, ids) => [add('assert', names, null, attributes, ids)],
  remove: (live, ids) => remove('delete', live.names, live.attributes, ids),
  assertAbsent: ({ names }, ids) => remove('assert', names, null, ids),
};

function add(action: Action, names: Names, before: Attributes | null, after: Attributes, ids: IdOf) {
  const key = named(names, 'organization', 'user');
  const { word: role } = wordIn(after);
  return granting({
    action,
    call: {
      do: 'organizations.add-user',
      organization: ids(addressOf.organization(key.organization)),
      user: ids(addressOf.user(key.user)),
      role: memberRoleOf(role),
    },
    before,
    after,
    risk: role === 'admin' ? ['escalates'] : [],
  });
}

function remove(action: Action, names: Names, before: Attributes | null, ids: IdOf) {
  const key = named(names, 'organization', 'user');
  return revoking({
    action,
    call: {
      do: 'organizations.remove-user',
      organization: ids(addressOf.organization(key.organization)),
      user: ids(addressOf.user(key.user)),
    },
    before,
    after: null,
  });
}
