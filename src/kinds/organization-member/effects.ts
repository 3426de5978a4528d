import type { Effects, Narrowing } from '../effects.js';
import { join, pairs, takeAll } from '../effects.js';

export const effects = {
  'organizations.add-user': (account, { organization, user, role }) =>
    join(account, 'organization-member', { kind: 'organization', id: organization }, user, role),
  'organizations.remove-user': (account, { organization, user }) => {
    const found = account.grant('organization-member', organization, user);
    const below = account.inside(organization).flatMap(({ id }) => account.grant('space-member', id, user) ?? []);
    return { ok: true, changed: [], removed: takeAll(account, found === undefined ? [] : [...below, found]) };
  },
} satisfies Partial<Effects>;

export const narrowing: Narrowing = {
  'organizations.add-user': (account, { organization, user }) => pairs(account, organization, [user]),
  'organizations.remove-user': (account, { organization, user }) => pairs(account, organization, [user]),
};
