import type { Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { Action } from '../model/plan.js';
import type { Attributes } from '../model/resource.js';
import type { IdOf, Kind } from './kind.js';
import { granting, revoking } from './kind.js';
import { named } from './names.js';
import { entryReduces } from './standing.js';
import { memberRoleOf, wordIn } from './words.js';

/** A person's membership of a space with a predefined role. REST can't list it. Facts: contract §7 "Spaces", §8. */
export const spaceMember: Kind = {
  name: 'space-member',
  role: 'grant',
  slot: 'space grant',
  title: 'space member',
  isMembership: true,
  addressOf(names) {
    const key = named(names, 'organization', 'space', 'user');
    return addressOf.spaceMember(key.organization, key.space, key.user);
  },
  containerOf(names) {
    const key = named(names, 'organization', 'space');
    return addressOf.space(key.organization, key.space);
  },
  references({ names }) {
    const key = named(names, 'organization', 'space', 'user');
    return [
      addressOf.space(key.organization, key.space),
      addressOf.user(key.user),
      // Who isn't a member of the organization is refused (400).
      addressOf.organizationMember(key.organization, key.user),
    ];
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
  reduces: (step, standing) => entryReduces(wordIn(step.after), step, standing),

  // `remove-user` takes the person's role bindings on this space along.
  cascade({ address }, live) {
    const binding = live.find('space-role-binding', address);
    return binding === undefined ? [] : [binding];
  },
};

function add(action: Action, names: Names, before: Attributes | null, after: Attributes, ids: IdOf) {
  const key = named(names, 'organization', 'space', 'user');
  return granting({
    action,
    call: {
      do: 'spaces.add-user',
      space: ids(addressOf.space(key.organization, key.space)),
      user: ids(addressOf.user(key.user)),
      role: memberRoleOf(wordIn(after).word),
    },
    before,
    after,
  });
}

function remove(action: Action, names: Names, before: Attributes | null, ids: IdOf) {
  const key = named(names, 'organization', 'space', 'user');
  return revoking({
    action,
    call: {
      do: 'spaces.remove-user',
      space: ids(addressOf.space(key.organization, key.space)),
      user: ids(addressOf.user(key.user)),
    },
    before,
    after: null,
  });
}
