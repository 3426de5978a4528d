import type { Account } from '../../model/account.js';
import type { Effects } from '../effects.js';
import { amend, described, make, refused, removeWhole } from '../effects.js';

export const effects = {
  'organizations.create': (account, { name, description }) =>
    account.named('organization', name) === undefined
      ? make(account, { kind: 'organization', name, attributes: { description: description ?? '' } })
      : refused(`there is an organization ${name} already`),
  'organizations.update': (account, { organization, name, description }) =>
    amend(account, 'organization', organization, described(description), name),
  'organizations.delete': (account, { organization }) => removeWhole(account, 'organization', organization),
} satisfies Partial<Effects>;

/** Its members are. */
export function letsIn(account: Account, { id }: { readonly id: string }, user: string): boolean {
  return account.grant('organization-member', id, user) !== undefined;
}
