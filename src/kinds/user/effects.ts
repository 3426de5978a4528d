import { addressOf } from '../../model/address.js';
import type { Account, Effect, Thing } from '../../model/account.js';
import type { Attributes } from '../../model/resource.js';
import type { Effects } from '../effects.js';
import { amend, make, nothing, refused, takeAll, thing } from '../effects.js';

export const effects = {
  'users.create': (account, { email, name, role, invite }) => {
    const person = email.toLowerCase();
    if (account.wasDeactivated(person)) return refused(`${person} was deactivated and can't be invited again`);
    const found = account.named('user', person);
    if (found === undefined)
      return make(account, {
        kind: 'user',
        name: person,
        // What a new user's developer access is, the platform does not say.
        attributes: {
          developer: null,
          name,
          role: role.toLowerCase(),
          status: invite === 'NONE' ? 'active' : 'invited',
        },
      });
    // An invitation that ran out is made anew.
    if (found.attributes['status'] === 'expired') return inviteAnew(account, found, { name, role: role.toLowerCase() });
    // Whoever is invited already stays so, as it was.
    return found.attributes['status'] === 'invited' && invite !== 'NONE'
      ? { ok: true, made: found.id, changed: [], removed: [] }
      : refused(`there is a user ${person} already`);
  },
  'users.update': (account, { user, name, developer }) =>
    amend(account, 'user', user, {
      ...(name !== undefined && { name }),
      ...(developer !== undefined && { developer }),
    }),
  'users.delete': (account, { user }) => {
    const found = thing(account, 'user', user);
    if (found === undefined) return nothing;
    const removed = [...takeAll(account, account.grantsOf(user)), account.entryOf(found)];
    account.remove(user);
    account.deactivate(found.name);
    return { ok: true, changed: [], removed };
  },

  'users.resend-invitation': (account, { user }) => amend(account, 'user', user, {}),
  'users.reset-password': (account, { user }) => amend(account, 'user', user, {}),
} satisfies Partial<Effects>;

/** The person keeps the ID, and all that hangs on it, or gets another one, under which there is nothing: as the account has it. */
function inviteAnew(account: Account, { id, name, attributes }: Thing, fields: Attributes): Effect {
  const person = { kind: 'user', name, attributes: { ...attributes, ...fields, status: 'invited' } } as const;
  if (!account.givesNewIds) {
    account.put({ ...person, id });
    account.inviteAnew(id);
    return { ok: true, made: id, changed: [{ kind: 'user', address: addressOf.user(name) }], removed: [] };
  }
  const lapsed = takeAll(account, account.grantsOf(id));
  account.remove(id);
  const made = make(account, person);
  return made.ok ? { ...made, lapsed } : made;
}
