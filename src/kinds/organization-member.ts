import { addressOf } from '../model/address.js';
import type { IdOf, Kind } from './kind.js';
import { granting, revoking } from './kind.js';
import type { Names } from '../model/address.js';
import type { Action } from '../model/plan.js';
import type { Attributes } from '../model/resource.js';
import { named } from './names.js';
import { shortfall } from './permits.js';
import { memberRoleOf, wordIn } from './words.js';

/** A person's membership of an organization. REST can't list it. Facts: contract §7 "Organizations", §8. */
export const organizationMember: Kind = {
  name: 'organization-member',
  role: 'grant',
  title: 'organization member',
  isMembership: true,
  addressOf(names) {
    const key = named(names, 'organization', 'user');
    return addressOf.organizationMember(key.organization, key.user);
  },
  containerOf: (names) => addressOf.organization(named(names, 'organization').organization),
  references({ names }) {
    const key = named(names, 'organization', 'user');
    return [addressOf.organization(key.organization), addressOf.user(key.user)];
  },
  createOnly: [],
  fixed: () => undefined,

  create: ({ names, attributes }, ids) => [add('create', names, null, attributes, ids)],
  // `add-user` is an upsert: it also changes the role of who is a member already.
  update: (live, desired, _changes, ids) => [add('update', desired.names, live.attributes, desired.attributes, ids)],
  assertPresent: ({ names, attributes }, ids) => [add('assert', names, null, attributes, ids)],
  remove: (live, ids) => remove('delete', live.names, live.attributes, ids),
  assertAbsent: ({ names }, ids) => remove('assert', names, null, ids),

  gives: wordIn,
  reduces({ names, before, after }, { had, has }) {
    const why = before === undefined ? undefined : shortfall(wordIn(after), before, had, has);
    return why === undefined ? undefined : { who: [named(names, 'user').user], why };
  },

  // The platform takes the memberships of the child spaces along. It does not say that it takes the role bindings
  // there, so those are not promised here, and are removed by steps of their own where the files say so.
  cascade({ names }, live) {
    const key = named(names, 'organization', 'user');
    return live
      .inside(addressOf.organization(key.organization))
      .filter((resource) => resource.kind === 'space-member' && resource.names.user === key.user);
  },
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
