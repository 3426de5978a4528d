import type { IdType } from './ids.js';
import { makeId } from './ids.js';
import type { Permission } from './permissions.js';
import type { AccountRoleAssignment, BindingResourceType, MemberRole, ProjectType, UserStatus } from './wire.js';

/*
 * The store: everything that one Arize account holds, with the indexes that keep every rule's look-ups constant-time.
 * It keeps indexes and objects in step and knows no rules; those are in `rules/`.
 */

export interface StoredUser {
  readonly id: string;
  name: string;
  readonly email: string;
  role: AccountRoleAssignment;
  /** `INACTIVE` is terminal and never shown. */
  status: UserStatus | 'INACTIVE';
  developer: boolean;
  /** Whether there is a password to reset; SSO users have none. */
  password: boolean;
  /** A service key's bot user: listed nowhere, but it has memberships and bindings like anybody. */
  readonly bot: boolean;
  readonly createdAt: string;
  readonly organizations: Set<string>;
  readonly spaces: Set<string>;
  readonly bindings: Set<string>;
  readonly keys: Set<string>;
}

export interface StoredOrganization {
  readonly id: string;
  name: string;
  description: string;
  readonly createdAt: string;
  readonly members: Map<string, OrganizationMember>;
  readonly spaces: Map<string, string>;
}

export interface OrganizationMember {
  readonly id: string;
  role: MemberRole;
}

export interface StoredSpace {
  readonly id: string;
  readonly organizationId: string;
  name: string;
  description: string;
  private: boolean;
  readonly createdAt: string;
  readonly members: Map<string, SpaceMember>;
  readonly projects: Map<string, string>;
}

export interface SpaceMember {
  readonly id: string;
  role: StoredSpaceRole;
}

/** A custom role of a member is backed by a binding of that role on the space. */
export type StoredSpaceRole = { readonly predefined: MemberRole } | { readonly custom: string };

export interface StoredProject {
  readonly id: string;
  readonly spaceId: string;
  name: string;
  type?: ProjectType;
  readonly createdAt: string;
}

export interface StoredRole {
  readonly id: string;
  name: string;
  description: string;
  permissions: readonly Permission[];
  readonly predefined: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

export interface StoredBinding {
  readonly id: string;
  roleId: string;
  readonly userId: string;
  readonly resourceType: BindingResourceType;
  readonly resourceId: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface StoredRestriction {
  readonly projectId: string;
  readonly createdAt: string;
}

export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: 'USER' | 'SERVICE';
  status: 'ACTIVE' | 'REVOKED';
  /** SHA-256 of the raw key, which is not kept. */
  hash: string;
  redacted: string;
  /** The key before a refresh, which is still good for a while. */
  previous?: { readonly hash: string; readonly until: string };
  expiresAt?: string;
  lastUsedAt?: string;
  readonly createdBy: string;
  /** Whom the key acts as: its owner, or the bot user. */
  readonly actsAs: string;
  readonly createdAt: string;
}

/** Switches of the account as a whole. */
export interface Settings {
  /** SAML login is enforced: no invitation can be sent again. */
  readonly saml: boolean;
  /** Off: no user key works and no keys can be made (contract §7). */
  readonly developerAccess: boolean;
  /** Whether listing restrictions begins with an empty page that has more to come, as Arize may do. */
  readonly emptyRestrictionPages: boolean;
  /** Whether somebody whose expired invitation is made anew gets a new ID, which is unverified of Arize's (contract §7). */
  readonly newIdWhenReinvited: boolean;
  readonly graphql: GraphqlSettings;
}

export interface GraphqlSettings {
  /** Off: every query is refused. */
  readonly enabled: boolean;
  /** Whether the schema tells the roles of an organization's members, which is unverified of Arize's (contract §8). */
  readonly organizationRole: boolean;
}

export interface Account {
  readonly settings: Settings;
  readonly now: () => string;
  /** What raw keys and temporary passwords are, for tests; random ones unless given. */
  secret?: () => string;
  readonly numbers: Map<IdType, number>;
  readonly users: Map<string, StoredUser>;
  /** By lower-case email; deactivated users too, bots not. */
  readonly usersByEmail: Map<string, StoredUser>;
  readonly organizations: Map<string, StoredOrganization>;
  readonly organizationsByName: Map<string, StoredOrganization>;
  readonly spaces: Map<string, StoredSpace>;
  readonly projects: Map<string, StoredProject>;
  readonly roles: Map<string, StoredRole>;
  readonly rolesByName: Map<string, StoredRole>;
  readonly bindings: Map<string, StoredBinding>;
  /** Resource → user → binding. */
  readonly bindingsByResource: Map<string, Map<string, StoredBinding>>;
  readonly bindingsByRole: Map<string, Set<string>>;
  readonly restrictions: Map<string, StoredRestriction>;
  readonly keys: Map<string, StoredKey>;
  readonly keysByHash: Map<string, StoredKey>;
}

export function emptyAccount(settings: Settings, now: () => string): Account {
  return {
    settings,
    now,
    numbers: new Map(),
    users: new Map(),
    usersByEmail: new Map(),
    organizations: new Map(),
    organizationsByName: new Map(),
    spaces: new Map(),
    projects: new Map(),
    roles: new Map(),
    rolesByName: new Map(),
    bindings: new Map(),
    bindingsByResource: new Map(),
    bindingsByRole: new Map(),
    restrictions: new Map(),
    keys: new Map(),
    keysByHash: new Map(),
  };
}

export function nextId(account: Account, type: IdType): string {
  const number = (account.numbers.get(type) ?? 0) + 1;
  account.numbers.set(type, number);
  return makeId(type, number);
}

export function putUser(account: Account, user: StoredUser): void {
  account.users.set(user.id, user);
  if (!user.bot) account.usersByEmail.set(user.email.toLowerCase(), user);
}

export function putOrganization(account: Account, organization: StoredOrganization): void {
  account.organizations.set(organization.id, organization);
  account.organizationsByName.set(organization.name, organization);
}

export function renameOrganization(account: Account, organization: StoredOrganization, name: string): void {
  account.organizationsByName.delete(organization.name);
  organization.name = name;
  account.organizationsByName.set(name, organization);
}

export function dropOrganization(account: Account, organization: StoredOrganization): void {
  for (const spaceId of [...organization.spaces.values()]) dropSpace(account, must(account.spaces, spaceId));
  for (const userId of [...organization.members.keys()]) dropOrganizationMember(account, organization, userId);
  account.organizations.delete(organization.id);
  account.organizationsByName.delete(organization.name);
}

export function putOrganizationMember(
  account: Account,
  organization: StoredOrganization,
  userId: string,
  role: MemberRole,
): OrganizationMember {
  const existing = organization.members.get(userId);
  const member = existing ?? { id: nextId(account, 'OrganizationMember'), role };
  member.role = role;
  organization.members.set(userId, member);
  must(account.users, userId).organizations.add(organization.id);
  return member;
}

/** Takes the memberships of the organization's spaces along, and what those take. */
export function dropOrganizationMember(account: Account, organization: StoredOrganization, userId: string): void {
  const user = must(account.users, userId);
  for (const spaceId of [...user.spaces]) {
    const space = must(account.spaces, spaceId);
    if (space.organizationId === organization.id) dropSpaceMember(account, space, userId);
  }
  organization.members.delete(userId);
  user.organizations.delete(organization.id);
}

export function putSpace(account: Account, space: StoredSpace): void {
  account.spaces.set(space.id, space);
  must(account.organizations, space.organizationId).spaces.set(space.name, space.id);
}

export function renameSpace(account: Account, space: StoredSpace, name: string): void {
  const siblings = must(account.organizations, space.organizationId).spaces;
  siblings.delete(space.name);
  space.name = name;
  siblings.set(name, space.id);
}

export function dropSpace(account: Account, space: StoredSpace): void {
  for (const projectId of [...space.projects.values()]) dropProject(account, must(account.projects, projectId));
  dropBindingsOn(account, space.id);
  for (const userId of [...space.members.keys()]) dropSpaceMember(account, space, userId);
  account.spaces.delete(space.id);
  must(account.organizations, space.organizationId).spaces.delete(space.name);
}

export function putSpaceMember(
  account: Account,
  space: StoredSpace,
  userId: string,
  role: StoredSpaceRole,
): SpaceMember {
  const existing = space.members.get(userId);
  const member = existing ?? { id: nextId(account, 'SpaceMember'), role };
  member.role = role;
  space.members.set(userId, member);
  must(account.users, userId).spaces.add(space.id);
  return member;
}

/** Takes the user's binding on that space along (contract §7). */
export function dropSpaceMember(account: Account, space: StoredSpace, userId: string): void {
  space.members.delete(userId);
  const user = must(account.users, userId);
  user.spaces.delete(space.id);
  const binding = account.bindingsByResource.get(space.id)?.get(userId);
  if (binding !== undefined) dropBinding(account, binding);
  if (user.bot && user.spaces.size === 0) for (const key of user.keys) must(account.keys, key).status = 'REVOKED';
}

export function putProject(account: Account, project: StoredProject): void {
  account.projects.set(project.id, project);
  must(account.spaces, project.spaceId).projects.set(project.name, project.id);
}

export function renameProject(account: Account, project: StoredProject, name: string): void {
  const siblings = must(account.spaces, project.spaceId).projects;
  siblings.delete(project.name);
  project.name = name;
  siblings.set(name, project.id);
}

export function dropProject(account: Account, project: StoredProject): void {
  dropBindingsOn(account, project.id);
  account.restrictions.delete(project.id);
  account.projects.delete(project.id);
  must(account.spaces, project.spaceId).projects.delete(project.name);
}

export function putRole(account: Account, role: StoredRole): void {
  account.roles.set(role.id, role);
  account.rolesByName.set(role.name, role);
}

export function renameRole(account: Account, role: StoredRole, name: string): void {
  account.rolesByName.delete(role.name);
  role.name = name;
  account.rolesByName.set(name, role);
}

export function dropRole(account: Account, role: StoredRole): void {
  account.roles.delete(role.id);
  account.rolesByName.delete(role.name);
}

export function putBinding(account: Account, binding: StoredBinding): void {
  account.bindings.set(binding.id, binding);
  getOrMake(account.bindingsByResource, binding.resourceId, () => new Map<string, StoredBinding>()).set(
    binding.userId,
    binding,
  );
  getOrMake(account.bindingsByRole, binding.roleId, () => new Set<string>()).add(binding.id);
  must(account.users, binding.userId).bindings.add(binding.id);
}

export function changeBindingRole(account: Account, binding: StoredBinding, roleId: string): void {
  account.bindingsByRole.get(binding.roleId)?.delete(binding.id);
  binding.roleId = roleId;
  binding.updatedAt = account.now();
  getOrMake(account.bindingsByRole, roleId, () => new Set<string>()).add(binding.id);
}

export function dropBinding(account: Account, binding: StoredBinding): void {
  account.bindings.delete(binding.id);
  account.bindingsByResource.get(binding.resourceId)?.delete(binding.userId);
  account.bindingsByRole.get(binding.roleId)?.delete(binding.id);
  must(account.users, binding.userId).bindings.delete(binding.id);
}

export function putKey(account: Account, key: StoredKey): void {
  account.keys.set(key.id, key);
  account.keysByHash.set(key.hash, key);
  if (key.previous !== undefined) account.keysByHash.set(key.previous.hash, key);
  must(account.users, key.actsAs).keys.add(key.id);
}

/** An entry that an index points to. Its absence is a defect of the store. */
export function must<T>(entries: ReadonlyMap<string, T>, id: string): T {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`the store points to ${id}, which it does not hold`);
  return entry;
}

function dropBindingsOn(account: Account, resourceId: string): void {
  for (const binding of [...(account.bindingsByResource.get(resourceId)?.values() ?? [])])
    dropBinding(account, binding);
  account.bindingsByResource.delete(resourceId);
}

function getOrMake<V>(map: Map<string, V>, key: string, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}
