import type { Account, StoredProject, StoredSpace, StoredUser } from './account.js';
import { emptyAccount, must } from './account.js';
import type { Answer } from './answer.js';
import { newKey, rawKey, setSecret, userOfKey } from './keys.js';
import { isAccountAdmin } from './privileges.js';
import { createUserKey } from './rules/api-keys.js';
import { addOrganizationUser, createOrganization } from './rules/organizations.js';
import { createProject } from './rules/projects.js';
import { restrict } from './rules/resource-restrictions.js';
import { createBinding } from './rules/role-bindings.js';
import { addPredefinedRoles, createRole } from './rules/roles.js';
import { createServiceKey } from './rules/service-keys.js';
import { addSpaceUser } from './rules/space-users.js';
import { createSpace } from './rules/spaces.js';
import { createUser, deleteUser } from './rules/users.js';
import type {
  SandboxSeed,
  SeedBinding,
  SeedCustomRole,
  SeedKey,
  SeedOrganization,
  SeedSpace,
  SeedUser,
} from './seed.js';
import { checkSeed, seedProblems } from './seed.js';
import type { AccountRoleAssignment, MemberRole, SpaceRoleAssignment } from './wire.js';

/**
 * The account that a seed describes. It is made with the same rules as requests, so that a seed can't hold what Arize
 * wouldn't allow. Throws an error that lists everything that is wrong.
 */
export function accountFromSeed(given: SandboxSeed, now: () => string): Account {
  const seed = checkSeed(given, 'the seed');
  const account = emptyAccount(
    {
      saml: seed.settings?.saml ?? false,
      developerAccess: true,
      emptyRestrictionPages: seed.settings?.empty_restriction_pages ?? true,
      newIdWhenReinvited: seed.settings?.new_id_when_reinvited ?? false,
      graphql: {
        enabled: seed.settings?.graphql?.enabled ?? true,
        organizationRole: seed.settings?.graphql?.organization_role ?? true,
      },
    },
    now,
  );
  const bots = new Map<string, StoredUser>();
  const problems: string[] = [];
  const planting: Planting = { account, root, bots, problems };
  addPredefinedRoles(account);
  for (const role of seed.roles ?? []) check(planting, `role ${role.name}`, createRole(account, root, role));
  for (const user of seed.users) plantUser(planting, user);
  for (const organization of seed.organizations ?? []) plantOrganization(planting, organization);
  for (const key of seed.api_keys ?? []) plantKey(planting, key);
  for (const binding of seed.bindings ?? []) plantBinding(planting, binding);
  for (const user of seed.users) {
    const stored = account.usersByEmail.get(user.email.toLowerCase());
    if (user.status === 'INACTIVE' && stored !== undefined)
      check(planting, `user ${user.email}`, deleteUser(account, root, stored.id));
  }
  if (firstAdmin(account) === undefined) problems.push('users: at least one must be an active ADMIN');
  if (problems.length > 0) throw new Error(seedProblems('the seed', problems));
  return { ...account, settings: { ...account.settings, developerAccess: seed.settings?.developer_access ?? true } };
}

/** A raw key of the first account admin: one that the seed names, else a new one. */
export function adminKey(account: Account, seed: SandboxSeed): string {
  const named = (seed.api_keys ?? []).find(({ key }) => {
    const known = key === undefined ? undefined : userOfKey(account, key);
    return known !== undefined && isAccountAdmin(known.user) && known.key.type === 'USER';
  });
  if (named?.key !== undefined) return named.key;
  const admin = firstAdmin(account);
  if (admin === undefined) throw new Error('the account has no active admin');
  const raw = rawKey({});
  newKey(account, raw, { name: 'sandbox', type: 'USER', createdBy: admin.id, actsAs: admin.id });
  return raw;
}

interface Planting {
  readonly account: Account;
  readonly root: StoredUser;
  /** Bot users by the names of their service keys. */
  readonly bots: Map<string, StoredUser>;
  readonly problems: string[];
}

/** Who plants: an account admin who isn't in the account. */
const root: StoredUser = {
  id: '',
  name: 'sandbox',
  email: '',
  role: { type: 'PREDEFINED', name: 'ADMIN' },
  status: 'ACTIVE',
  developer: true,
  password: false,
  bot: true,
  createdAt: '',
  organizations: new Set(),
  spaces: new Set(),
  bindings: new Set(),
  keys: new Set(),
};

function plantUser(planting: Planting, user: SeedUser): void {
  const { account } = planting;
  const status = user.status ?? 'ACTIVE';
  if (account.usersByEmail.has(user.email.toLowerCase())) {
    planting.problems.push(`user ${user.email}: it is there twice`);
    return;
  }
  const role = accountRole(planting, user);
  if (role === undefined) return;
  const active = status === 'ACTIVE' || status === 'INACTIVE';
  const made = check(
    planting,
    `user ${user.email}`,
    createUser(account, root, {
      name: user.name,
      email: user.email,
      role,
      invite_mode: active ? 'NONE' : 'EMAIL_LINK',
    }),
  );
  if (made === undefined) return;
  made.user.password = active && user.sign_in !== 'sso';
  if (status === 'EXPIRED') made.user.status = 'EXPIRED';
  if (user.is_developer !== undefined) made.user.developer = user.is_developer;
}

function plantOrganization(planting: Planting, seed: SeedOrganization): void {
  const { account } = planting;
  const organization = check(
    planting,
    `organization ${seed.name}`,
    createOrganization(account, root, {
      name: seed.name,
      ...(seed.description !== undefined && { description: seed.description }),
    }),
  );
  if (organization === undefined) return;
  for (const [email, role] of Object.entries(seed.members ?? {})) {
    const where = `organization ${seed.name}, member ${email}`;
    const user = userOf(planting, where, email);
    if (user === undefined) continue;
    check(
      planting,
      where,
      addOrganizationUser(account, root, organization.id, {
        user_id: user.id,
        role: { type: 'PREDEFINED', name: role },
      }),
    );
  }
  for (const space of seed.spaces ?? [])
    plantSpace(planting, organization.id, `space ${seed.name}/${space.name}`, space);
}

function plantSpace(planting: Planting, organizationId: string, where: string, seed: SeedSpace): void {
  const { account } = planting;
  const space = check(
    planting,
    where,
    createSpace(account, root, {
      name: seed.name,
      organization_id: organizationId,
      ...(seed.description !== undefined && { description: seed.description }),
      ...(seed.private !== undefined && { is_private: seed.private }),
    }),
  );
  if (space === undefined) return;
  for (const [email, role] of Object.entries(seed.members ?? {})) {
    const user = userOf(planting, `${where}, member ${email}`, email);
    const assigned = spaceRole(planting, `${where}, member ${email}`, role);
    if (user === undefined || assigned === undefined) continue;
    check(
      planting,
      `${where}, member ${email}`,
      addSpaceUser(account, root, space.id, { user_id: user.id, role: assigned }),
    );
  }
  for (const entry of seed.projects ?? []) {
    const project = typeof entry === 'string' ? { name: entry } : entry;
    const made = check(
      planting,
      `${where}, project ${project.name}`,
      createProject(account, root, { name: project.name, space_id: space.id }),
    );
    if (made === undefined) continue;
    if (project.type !== undefined) made.type = project.type;
    if (project.restricted === true)
      check(planting, `${where}, project ${project.name}`, restrict(account, root, made.id));
  }
}

function plantKey(planting: Planting, seed: SeedKey): void {
  const { account } = planting;
  const where = `API key ${seed.name}`;
  const owner = userOf(planting, where, seed.owner);
  if (owner === undefined) return;
  const about = {
    name: seed.name,
    ...(seed.description !== undefined && { description: seed.description }),
    ...(seed.expires_at !== undefined && { expires_at: seed.expires_at }),
  };
  const organizations =
    seed.service === undefined ? undefined : serviceAccess(planting, where, seed.service.organizations);
  if (seed.service !== undefined && organizations === undefined) return;
  const made = check(
    planting,
    where,
    organizations === undefined
      ? createUserKey(account, owner, about)
      : createServiceKey(account, owner, {
          ...about,
          organizations,
          ...(seed.service?.account_role !== undefined && {
            account_role: { type: 'PREDEFINED', name: seed.service.account_role },
          }),
        }),
  );
  if (made === undefined) return;
  if (seed.key !== undefined) setSecret(account, made.key, seed.key);
  if (made.key.type === 'SERVICE') planting.bots.set(seed.name, must(account.users, made.key.actsAs));
}

function serviceAccess(
  planting: Planting,
  where: string,
  organizations: NonNullable<SeedKey['service']>['organizations'],
) {
  const resolved = organizations.map((entry) => {
    const organization = planting.account.organizationsByName.get(entry.organization);
    const spaces = entry.spaces.map(({ space, role }) => {
      const found = spaceOf(planting, where, entry.organization, space);
      const assigned = role === undefined ? undefined : spaceRole(planting, where, role);
      return found === undefined
        ? undefined
        : { space_id: found.id, ...(assigned !== undefined && { role: assigned }) };
    });
    if (organization === undefined || spaces.includes(undefined)) return undefined;
    return {
      org_id: organization.id,
      ...(entry.role !== undefined && { role: { type: 'PREDEFINED' as const, name: entry.role } }),
      spaces: spaces.filter((space) => space !== undefined),
    };
  });
  return resolved.includes(undefined) ? undefined : resolved.filter((entry) => entry !== undefined);
}

function plantBinding(planting: Planting, seed: SeedBinding): void {
  const { account } = planting;
  const who = seed.user ?? seed.service_key ?? 'nobody';
  const where = `binding of ${seed.role} to ${who}`;
  const user = seed.user !== undefined ? userOf(planting, where, seed.user) : planting.bots.get(who);
  const role = account.rolesByName.get(seed.role);
  const space = spaceOf(planting, where, seed.organization, seed.space);
  if (user === undefined && seed.user === undefined)
    planting.problems.push(`${where}: there is no service key of that name`);
  if (role === undefined) planting.problems.push(`${where}: there is no such role`);
  if (user === undefined || role === undefined || space === undefined) return;
  const project = seed.project === undefined ? undefined : projectOf(planting, where, space, seed.project);
  if (seed.project !== undefined && project === undefined) return;
  check(
    planting,
    where,
    createBinding(account, root, {
      role_id: role.id,
      user_id: user.id,
      resource_type: project === undefined ? 'SPACE' : 'PROJECT',
      resource_id: project?.id ?? space.id,
    }),
  );
}

function userOf(planting: Planting, where: string, email: string): StoredUser | undefined {
  const user = planting.account.usersByEmail.get(email.toLowerCase());
  if (user === undefined) planting.problems.push(`${where}: there is no user ${email}`);
  return user;
}

function spaceOf(planting: Planting, where: string, organization: string, space: string): StoredSpace | undefined {
  const id = planting.account.organizationsByName.get(organization)?.spaces.get(space);
  if (id === undefined) planting.problems.push(`${where}: there is no space ${organization}/${space}`);
  return id === undefined ? undefined : must(planting.account.spaces, id);
}

function projectOf(planting: Planting, where: string, space: StoredSpace, project: string): StoredProject | undefined {
  const id = space.projects.get(project);
  if (id === undefined) planting.problems.push(`${where}: the space has no project ${project}`);
  return id === undefined ? undefined : must(planting.account.projects, id);
}

function accountRole(planting: Planting, user: SeedUser): AccountRoleAssignment | undefined {
  if (typeof user.role !== 'object') return { type: 'PREDEFINED', name: user.role ?? 'MEMBER' };
  return customRole(planting, `user ${user.email}`, user.role.custom);
}

function spaceRole(
  planting: Planting,
  where: string,
  role: MemberRole | SeedCustomRole,
): SpaceRoleAssignment | undefined {
  return typeof role === 'string' ? { type: 'PREDEFINED', name: role } : customRole(planting, where, role.custom);
}

function customRole(planting: Planting, where: string, name: string): { type: 'CUSTOM'; id: string } | undefined {
  const role = planting.account.rolesByName.get(name);
  if (role === undefined) planting.problems.push(`${where}: there is no role ${name}`);
  return role === undefined ? undefined : { type: 'CUSTOM', id: role.id };
}

function check<T>(planting: Planting, where: string, answer: Answer<T>): T | undefined {
  if (answer.ok) return answer.value;
  planting.problems.push(`${where}: ${answer.error.detail}`);
  return undefined;
}

function firstAdmin(account: Account): StoredUser | undefined {
  return [...account.users.values()].find((user) => !user.bot && user.status === 'ACTIVE' && isAccountAdmin(user));
}
