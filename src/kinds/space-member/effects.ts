import type { Effects, Narrowing } from '../effects.js';
import { join, missing, pairs, refused, takeAll, thing } from '../effects.js';

export const effects = {
  'spaces.add-user': (account, { space, user, role }) => {
    const parent = thing(account, 'space', space)?.parent;
    if (parent === undefined) return missing('space', space);
    const isMember = account.grant('organization-member', parent, user) !== undefined;
    if (!isMember && account.knowsWhetherIn('organization-member', parent, user))
      return refused(`${user} is not a member of the organization`);
    return join(account, 'space-member', { kind: 'space', id: space }, user, role);
  },
  // It takes the person's bindings on the space along, and finds nothing where there is no membership.
  'spaces.remove-user': (account, { space, user }) => {
    const found = account.grant('space-member', space, user);
    const binding = account.grant('space-role-binding', space, user);
    return { ok: true, changed: [], removed: takeAll(account, found === undefined ? [] : [binding, found]) };
  },
} satisfies Partial<Effects>;

export const narrowing: Narrowing = {
  'spaces.add-user': (account, { space, user }) => pairs(account, space, [user]),
  'spaces.remove-user': (account, { space, user }) => pairs(account, space, [user]),
};
