import type { Account, StoredOrganization, StoredSpace, StoredUser } from '../account.js';
import { must } from '../account.js';
import { isAccountAdmin } from '../privileges.js';
import type { MemberRole } from '../wire.js';

/* Who is listed of a space or an organization, and as what (contract §8). By user ID, oldest user first. */

/** How GraphQL spells the predefined roles. */
export type RoleWord = 'admin' | 'member' | 'readOnly' | 'annotator';

export interface SpaceUser {
  readonly role: RoleWord | null;
  readonly membership: 'ACCOUNT_ADMIN' | 'ORGANIZATION_ADMIN' | 'EXPLICIT_MEMBERSHIP' | 'PUBLIC_MEMBERSHIP';
  readonly customRole: { readonly id: string; readonly name: string } | null;
  readonly user: StoredUser;
}

export interface OrganizationUser {
  readonly role: RoleWord;
  readonly user: StoredUser;
}

/** How many places' lists are kept: queries walk the pages of few places at a time. */
const placesKept = 32;

/** Lists of who is where, each made once until something changes: or else each page would cost as much as all of them. */
export interface Rosters {
  readonly spaceUsers: (space: StoredSpace) => ReadonlyMap<string, SpaceUser>;
  readonly organizationUsers: (organization: StoredOrganization) => ReadonlyMap<string, OrganizationUser>;
  /** To be called after each change of the account. */
  readonly forget: () => void;
}

export function rostersOf(account: Account): Rosters {
  const spaces = new Map<string, ReadonlyMap<string, SpaceUser>>();
  const organizations = new Map<string, ReadonlyMap<string, OrganizationUser>>();
  const above = new Map<string, ReadonlyMap<string, SpaceUser>>();
  const fromAbove = ({ organizationId, private: isPrivate }: StoredSpace) =>
    kept(above, `${organizationId} ${String(isPrivate)}`, () =>
      inheritedUsers(account, must(account.organizations, organizationId), isPrivate),
    );
  return {
    spaceUsers: (space) => kept(spaces, space.id, () => spaceUsers(account, space, fromAbove(space))),
    organizationUsers: (organization) =>
      kept(organizations, organization.id, () => organizationUsers(account, organization)),
    forget: () => {
      spaces.clear();
      organizations.clear();
      above.clear();
    },
  };
}

function kept<T>(lists: Map<string, T>, id: string, make: () => T): T {
  const list = lists.get(id) ?? make();
  lists.delete(id);
  lists.set(id, list);
  const [oldest] = lists.keys();
  if (lists.size > placesKept && oldest !== undefined) lists.delete(oldest);
  return list;
}

/** All who can enter the space, each once: what is explicit hides what is inherited, which all such spaces share. */
function spaceUsers(
  account: Account,
  space: StoredSpace,
  fromAbove: ReadonlyMap<string, SpaceUser>,
): ReadonlyMap<string, SpaceUser> {
  const bound = account.bindingsByResource.get(space.id);
  if (space.members.size === 0 && (bound?.size ?? 0) === 0) return fromAbove;
  const listed = new Map<string, SpaceUser>();
  for (const user of account.users.values()) {
    const entry = explicit(account, space, user) ?? fromAbove.get(user.id);
    if (entry !== undefined) listed.set(user.id, entry);
  }
  return listed;
}

/** Who can enter a space of the organization without being its member. */
function inheritedUsers(
  account: Account,
  organization: StoredOrganization,
  isPrivate: boolean,
): ReadonlyMap<string, SpaceUser> {
  const listed = new Map<string, SpaceUser>();
  for (const user of account.users.values()) {
    const entry = inherited(organization, isPrivate, user);
    if (entry !== undefined) listed.set(user.id, entry);
  }
  return listed;
}

/** Its explicit members, the bot users of service keys too; not the account admins, who need no membership. */
function organizationUsers(account: Account, organization: StoredOrganization): ReadonlyMap<string, OrganizationUser> {
  const listed = new Map<string, OrganizationUser>();
  for (const user of account.users.values()) {
    const member = organization.members.get(user.id);
    if (member !== undefined) listed.set(user.id, { role: words[member.role], user });
  }
  return listed;
}

const words: Readonly<Record<MemberRole, RoleWord>> = {
  ADMIN: 'admin',
  MEMBER: 'member',
  READ_ONLY: 'readOnly',
  ANNOTATOR: 'annotator',
};

/**
 * A predefined role is the membership's. A custom role is a binding on the space, be it made as a membership or for
 * itself: both ways, GraphQL shows a member (contract §8), though REST removes only the first as one (§7).
 */
function explicit(account: Account, space: StoredSpace, user: StoredUser): SpaceUser | undefined {
  const role = space.members.get(user.id)?.role;
  if (role !== undefined && 'predefined' in role)
    return { membership: 'EXPLICIT_MEMBERSHIP', role: words[role.predefined], customRole: null, user };
  const bound = role?.custom ?? account.bindingsByResource.get(space.id)?.get(user.id)?.roleId;
  if (bound === undefined) return undefined;
  const { id, name } = must(account.roles, bound);
  return { membership: 'EXPLICIT_MEMBERSHIP', role: null, customRole: { id, name }, user };
}

/** Access that comes from above, which has no role of its own in the space. */
function inherited(organization: StoredOrganization, isPrivate: boolean, user: StoredUser): SpaceUser | undefined {
  if (user.status === 'INACTIVE') return undefined;
  const none = { role: null, customRole: null, user };
  if (isAccountAdmin(user)) return { ...none, membership: 'ACCOUNT_ADMIN' };
  const above = organization.members.get(user.id)?.role;
  if (above === 'ADMIN') return { ...none, membership: 'ORGANIZATION_ADMIN' };
  return above === undefined || isPrivate ? undefined : { ...none, membership: 'PUBLIC_MEMBERSHIP' };
}
