import type { createClient } from '@arizeai/ax-client';
import type { Permission } from './permissions.js';

/*
 * The bodies of Arize's REST API. They are derived from what the official client's own methods answer, through the
 * package's public entry (its generated types can't be imported by name), and widened where the SDK 8.61 is newer
 * (contract §6). A field that Arize does not send, or a missing one, does not compile.
 */

declare const _client: ReturnType<typeof createClient>;

type Data<Method extends (...args: never[]) => unknown> =
  Extract<Awaited<ReturnType<Method>>, { error?: never }> extends { data: infer Body } ? Body : never;
type Item<List extends readonly unknown[]> = List[number];
type Widen<Body, Newer> = Omit<Body, keyof Newer> & Newer;

type ClientUser = Item<Data<typeof _client.GET<'/v2/users', object>>['users']>;
type ClientSpace = Item<Data<typeof _client.GET<'/v2/spaces', object>>['spaces']>;
type ClientRole = Item<Data<typeof _client.GET<'/v2/roles', object>>['roles']>;
type ClientProject = Item<Data<typeof _client.GET<'/v2/projects', object>>['projects']>;
type ClientCreatedUser = Extract<Data<typeof _client.POST<'/v2/users', { body: never }>>, { invite_mode: unknown }>;
type ClientRefreshedKey = Data<
  typeof _client.POST<'/v2/api-keys/{api_key_id}/refresh', { params: never; body: never }>
>;
type ClientOrganizationMembership = Data<
  typeof _client.POST<'/v2/organizations/{org_id}/users', { params: never; body: never }>
>;
type ClientSpaceMembership = Data<typeof _client.POST<'/v2/spaces/{space_id}/users', { params: never; body: never }>>;
type ClientServiceKey = Extract<Data<typeof _client.POST<'/v2/api-keys', { body: never }>>, { bot_user: unknown }>;
type ClientPredefined = Extract<ClientUser['role'], { type: 'PREDEFINED' }>;

export type Pagination = Data<typeof _client.GET<'/v2/users', object>>['pagination'];

export type AccountRole = ClientPredefined['name'] | 'MEMBER_UI_ONLY';
export type UserStatus = ClientUser['status'];
export type CustomRole = Extract<ClientUser['role'], { type: 'CUSTOM' }>;
export type AccountRoleAssignment = { type: 'PREDEFINED'; name: AccountRole } | CustomRole;
export type User = Widen<ClientUser, { role: AccountRoleAssignment }>;
export type CreatedUser = Widen<ClientCreatedUser, { role: AccountRoleAssignment }>;
export type InviteMode = CreatedUser['invite_mode'];

export type Organization = Item<Data<typeof _client.GET<'/v2/organizations', object>>['organizations']>;
export type OrganizationMembership = ClientOrganizationMembership;
export type OrganizationRoleAssignment = OrganizationMembership['role'];
export type MemberRole = Extract<OrganizationRoleAssignment, { type: 'PREDEFINED' }>['name'];

export type Space = ClientSpace & { organization_id: string };
export type SpaceMembership = ClientSpaceMembership;
export type SpaceRoleAssignment = SpaceMembership['role'];

/** Fails to compile once the client knows a permission that the sandbox doesn't. */
type Covers<All, Known extends All> = Known extends All ? All : never;
export type Role = Widen<ClientRole, { permissions: Covers<Permission, Item<ClientRole['permissions']>>[] }>;
export type RoleBinding = Item<Data<typeof _client.GET<'/v2/role-bindings', { params: never }>>['role_bindings']>;
export type BindingResourceType = RoleBinding['resource_type'];

/** SDK 8.61 knows DASHBOARD and PROMPT too; only projects can be restricted through the API (contract §7). */
export type ResourceRestriction = Item<
  Data<typeof _client.GET<'/v2/resource-restrictions', object>>['resource_restrictions']
>;

export type ProjectType = 'APPLICATION' | 'HARNESS' | 'EXPERIMENT';
export type Project = ClientProject & { project_type?: ProjectType };

export type ApiKey = Item<Data<typeof _client.GET<'/v2/api-keys', object>>['api_keys']>;
/** The client's generator loses the discriminator of nested roles (`Omit<…, "type">`); Arize sends it. */
export interface BotUser extends Omit<ClientServiceKey['bot_user'], 'account_role' | 'organizations'> {
  account_role: AccountRoleAssignment;
  organizations: {
    org_id: string;
    role: OrganizationRoleAssignment;
    spaces: { space_id: string; role: SpaceRoleAssignment }[];
  }[];
}
export type ListedApiKey = (ApiKey & { key_type: 'USER' }) | (ApiKey & { key_type: 'SERVICE'; bot_user: BotUser });
export type CreatedApiKey = ListedApiKey & { key: string };
export type RefreshedApiKey = ClientRefreshedKey;

/** What each listing lists, by the field of its answer. */
export interface Listed {
  users: User;
  organizations: Organization;
  spaces: Space;
  roles: Role;
  role_bindings: RoleBinding;
  resource_restrictions: ResourceRestriction;
  projects: Project;
  api_keys: ListedApiKey;
}

/** RFC 9457, as Arize's types have it. */
export interface Problem {
  title: string;
  status: number;
  type?: string;
  detail?: string;
  instance?: string;
}
