import type { Grant } from '../../model/account.js';
import type { Effects, Narrowing } from '../effects.js';
import { missing, pairs, refused, takeAll, thing } from '../effects.js';

export const effects = {
  'role-bindings.create': (account, { user, role, resourceType, resource }) => {
    const [kind, place] =
      resourceType === 'SPACE'
        ? (['space-role-binding', 'space'] as const)
        : (['project-role-binding', 'project'] as const);
    if (thing(account, place, resource) === undefined) return missing(place, resource);
    if (thing(account, 'user', user) === undefined) return missing('user', user);
    if (thing(account, 'role', role) === undefined) return missing('role', role);
    const before = account.grant(kind, resource, user);
    // What somebody has from before they were invited anew is looked up, and given the role.
    if (before !== undefined && !account.wasInvitedAnew(user)) return refused(`${user} has a role there already`);
    const grant: Grant = { kind, place: resource, user, role, binding: before?.binding ?? account.newId('binding') };
    account.give(grant);
    return { ok: true, changed: [account.entryOfGrant(grant)], removed: [] };
  },
  'role-bindings.update': (account, { binding, role }) => {
    const found = account.boundAs(binding);
    if (found === undefined) return missing('role binding', binding);
    if (thing(account, 'role', role) === undefined) return missing('role', role);
    account.give({ ...found, role });
    return { ok: true, changed: [account.entryOfGrant(found)], removed: [] };
  },
  'role-bindings.delete': (account, { binding }) => {
    const found = account.boundAs(binding);
    return { ok: true, changed: [], removed: takeAll(account, [found]) };
  },
} satisfies Partial<Effects>;

export const narrowing: Narrowing = {
  'role-bindings.delete': (account, { binding }) => {
    const grant = account.boundAs(binding);
    return grant === undefined ? [] : pairs(account, grant.place, [grant.user]);
  },
};
