import type { Account, StoredOrganization, StoredSpace, StoredUser } from '../account.js';
import { must } from '../account.js';
import { isAccountAdmin, isOrganizationAdmin, seesOrganization } from '../privileges.js';
import type { MemberRole } from '../wire.js';
import { defaultPage } from './complexity.js';

/*
 * Who is listed of a space or an organization, and as what (contract §8).
 */

interface ListedUser {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly bot: boolean;
  readonly role: string | null;
  readonly membership?: string;
  readonly customRole?: { readonly id: string; readonly name: string } | null;
}

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly search?: string | null;
  readonly userType?: 'human' | 'bot' | null;
}

const words: Readonly<Record<MemberRole, string>> = {
  ADMIN: 'admin',
  MEMBER: 'member',
  READ_ONLY: 'readOnly',
  ANNOTATOR: 'annotator',
};

/** What a caller may look at by its ID; nothing for everything else. */
export function nodeOf(account: Account, caller: StoredUser, id: string): object | undefined {
  const space = account.spaces.get(id);
  const organization = account.organizations.get(space?.organizationId ?? id);
  if (organization === undefined || !seesOrganization(organization, caller)) return undefined;
  if (space === undefined) {
    return {
      __typename: 'AccountOrganization',
      id,
      name: organization.name,
      accountOrganizationUsers: (page: PageArguments) => pageOf(organizationUsers(account, organization), page),
    };
  }
  const isIn = space.members.has(caller.id) || !space.private || isOrganizationAdmin(organization, caller);
  return isIn
    ? {
        __typename: 'Space',
        id,
        name: space.name,
        spaceUsers: (page: PageArguments) => pageOf(spaceUsers(account, organization, space), page),
      }
    : undefined;
}

function organizationUsers(account: Account, organization: StoredOrganization): readonly ListedUser[] {
  return [...organization.members].map(([id, { role }]) => listed(must(account.users, id), { role: words[role] }));
}

/** The explicit members, then whoever is in by inheritance. */
function spaceUsers(account: Account, organization: StoredOrganization, space: StoredSpace): readonly ListedUser[] {
  const found = new Map<string, ListedUser>();
  const bindings = account.bindingsByResource.get(space.id) ?? new Map<string, { readonly roleId: string }>();
  for (const id of new Set([...space.members.keys(), ...bindings.keys()])) {
    const role = space.members.get(id)?.role;
    const bound = bindings.get(id);
    const custom = bound === undefined ? undefined : must(account.roles, bound.roleId);
    found.set(
      id,
      listed(must(account.users, id), {
        role: role !== undefined && 'predefined' in role ? words[role.predefined] : null,
        membership: 'EXPLICIT_MEMBERSHIP',
        customRole: custom === undefined ? null : { id: custom.id, name: custom.name },
      }),
    );
  }
  const inherit = (user: StoredUser, membership: string) => {
    if (user.status !== 'INACTIVE' && !found.has(user.id))
      found.set(user.id, listed(user, { role: null, membership, customRole: null }));
  };
  for (const user of account.users.values()) if (isAccountAdmin(user)) inherit(user, 'ACCOUNT_ADMIN');
  for (const [id, { role }] of organization.members) {
    if (role === 'ADMIN') inherit(must(account.users, id), 'ORGANIZATION_ADMIN');
    else if (!space.private) inherit(must(account.users, id), 'PUBLIC_MEMBERSHIP');
  }
  return [...found.values()];
}

function listed(user: StoredUser, as: Omit<ListedUser, 'user' | 'bot'>): ListedUser {
  return { user: { id: user.id, name: user.name, email: user.email }, bot: user.bot, ...as };
}

const largestPage = 100;

function pageOf(all: readonly ListedUser[], { first, after, search, userType }: PageArguments) {
  const text = search?.toLowerCase();
  const matching = all.filter(
    ({ user, bot }) =>
      (userType === undefined || userType === null || bot === (userType === 'bot')) &&
      (text === undefined || `${user.name} ${user.email}`.toLowerCase().includes(text)),
  );
  const size = Math.min(Math.max(first ?? defaultPage, 0), largestPage);
  const start = after === undefined || after === null ? 0 : Number(atob(after)) + 1;
  const edges = matching
    .slice(start, start + size)
    .map((node, index) => ({ node, cursor: btoa(String(start + index)) }));
  return {
    totalCount: matching.length,
    pageInfo: { hasNextPage: start + edges.length < matching.length, endCursor: edges.at(-1)?.cursor ?? null },
    edges,
  };
}
