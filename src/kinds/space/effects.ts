import type { Account, Thing } from '../../model/account.js';
import type { Effects, Narrowing } from '../effects.js';
import { amend, described, holders, make, missing, pairs, refused, removeWhole, thing } from '../effects.js';

export const effects = {
  'spaces.create': (account, { organization, name, description, private: isPrivate }) => {
    if (thing(account, 'organization', organization) === undefined) return missing('organization', organization);
    if (account.named('space', name, organization) !== undefined) return refused(`there is a space ${name} already`);
    return make(account, {
      kind: 'space',
      name,
      parent: organization,
      attributes: { description: description ?? '', private: isPrivate ?? false },
    });
  },
  'spaces.update': (account, { space, name, description, private: isPrivate }) =>
    amend(
      account,
      'space',
      space,
      { ...described(description), ...(isPrivate !== undefined && { private: isPrivate }) },
      name,
    ),
  'spaces.delete': (account, { space }) => removeWhole(account, 'space', space),
} satisfies Partial<Effects>;

export const narrowing: Narrowing = {
  'spaces.update': (account, call) =>
    call.private === true ? pairs(account, call.space, holders(account, call.space)) : [],
};

/** Whoever has something there, administers the organization, or is in it where the space is public (contract §7 "Spaces"). */
export function letsIn(account: Account, { id, parent, attributes }: Thing, user: string): boolean {
  if (parent === undefined || account.find(parent) === undefined) return false;
  if (account.grant('space-member', id, user) ?? account.grant('space-role-binding', id, user)) return true;
  const inOrganization = account.grant('organization-member', parent, user);
  return inOrganization?.role === 'admin' || (attributes['private'] !== true && inOrganization !== undefined);
}
