import type {
  Account,
  OrganizationMember,
  StoredBinding,
  StoredKey,
  StoredOrganization,
  StoredProject,
  StoredRestriction,
  StoredRole,
  StoredSpace,
  StoredSpaceRole,
  StoredUser,
} from './account.js';
import { must } from './account.js';
import type { MadeKey } from './rules/api-keys.js';
import type { SpaceMembershipResult } from './rules/space-users.js';
import type { InvitedUser } from './rules/users.js';
import type * as wire from './wire.js';

/* What is stored, as Arize's API shows it. */

export function userBody(account: Account, user: StoredUser): wire.User {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    created_at: user.createdAt,
    status: user.status === 'INACTIVE' ? 'EXPIRED' : user.status,
    role: accountRole(account, user.role),
    is_developer: user.developer,
  };
}

export function createdUserBody(account: Account, invited: InvitedUser, mode: wire.InviteMode): wire.CreatedUser {
  return {
    ...userBody(account, invited.user),
    invite_mode: mode,
    ...(invited.temporaryPassword !== undefined && { temporary_password: invited.temporaryPassword }),
  };
}

export function organizationBody(organization: StoredOrganization): wire.Organization {
  return {
    id: organization.id,
    name: organization.name,
    description: organization.description,
    created_at: organization.createdAt,
  };
}

export function organizationMembershipBody(result: {
  readonly organization: StoredOrganization;
  readonly user: StoredUser;
  readonly member: OrganizationMember;
}): wire.OrganizationMembership {
  return {
    id: result.member.id,
    user_id: result.user.id,
    organization_id: result.organization.id,
    role: { type: 'PREDEFINED', name: result.member.role },
  };
}

export function spaceBody(space: StoredSpace): wire.Space {
  return {
    id: space.id,
    organization_id: space.organizationId,
    name: space.name,
    description: space.description,
    created_at: space.createdAt,
    is_private: space.private,
  };
}

export function spaceMembershipBody(
  account: Account,
  { member, user, space }: SpaceMembershipResult,
): wire.SpaceMembership {
  return { id: member.id, user_id: user.id, space_id: space.id, role: spaceRole(account, member.role) };
}

/** An empty description is left out (the types of `CreateRoleRequest`). */
export function roleBody(role: StoredRole): wire.Role {
  return {
    id: role.id,
    name: role.name,
    ...(role.description !== '' && { description: role.description }),
    permissions: [...role.permissions],
    is_predefined: role.predefined,
    created_at: role.createdAt,
    updated_at: role.updatedAt,
  };
}

export function bindingBody(binding: StoredBinding): wire.RoleBinding {
  return {
    id: binding.id,
    role_id: binding.roleId,
    user_id: binding.userId,
    resource_type: binding.resourceType,
    resource_id: binding.resourceId,
    created_at: binding.createdAt,
    updated_at: binding.updatedAt,
  };
}

export function restrictionBody(restriction: StoredRestriction): wire.ResourceRestriction {
  return { resource_type: 'PROJECT', resource_id: restriction.projectId, created_at: restriction.createdAt };
}

export function projectBody(project: StoredProject): wire.Project {
  return {
    id: project.id,
    name: project.name,
    space_id: project.spaceId,
    created_at: project.createdAt,
    ...(project.type !== undefined && { project_type: project.type }),
  };
}

/** `withPlaces` is off in a listing by space, where Arize leaves the bot's organizations empty. */
export function keyBody(account: Account, key: StoredKey, withPlaces = true): wire.ListedApiKey {
  const shared = plainKeyBody(key);
  if (key.type === 'USER') return { ...shared, key_type: 'USER' };
  const bot = must(account.users, key.actsAs);
  return {
    ...shared,
    key_type: 'SERVICE',
    bot_user: {
      id: bot.id,
      name: bot.name,
      account_role: accountRole(account, bot.role),
      organizations: withPlaces ? placesOf(account, bot) : [],
    },
  };
}

export function createdKeyBody(account: Account, made: MadeKey): wire.CreatedApiKey {
  return { ...keyBody(account, made.key), key: made.raw };
}

/** Unlike creation, a refresh doesn't show the bot user. */
export function refreshedKeyBody(made: MadeKey): wire.RefreshedApiKey {
  return { ...plainKeyBody(made.key), key: made.raw };
}

function plainKeyBody(key: StoredKey): wire.ApiKey {
  return {
    id: key.id,
    name: key.name,
    ...(key.description !== undefined && { description: key.description }),
    key_type: key.type,
    status: key.status,
    redacted_key: key.redacted,
    created_at: key.createdAt,
    ...(key.expiresAt !== undefined && { expires_at: key.expiresAt }),
    created_by_user_id: key.createdBy,
    ...(key.lastUsedAt !== undefined && { last_used_at: key.lastUsedAt }),
  };
}

function placesOf(account: Account, bot: StoredUser): wire.BotUser['organizations'] {
  const spaces = [...bot.spaces].map((id) => must(account.spaces, id));
  return [...bot.organizations].map((id) => {
    const organization = must(account.organizations, id);
    return {
      org_id: id,
      role: { type: 'PREDEFINED', name: must(organization.members, bot.id).role },
      spaces: spaces
        .filter((space) => space.organizationId === id)
        .map((space) => ({ space_id: space.id, role: spaceRole(account, must(space.members, bot.id).role) })),
    };
  });
}

function accountRole(account: Account, role: wire.AccountRoleAssignment): wire.AccountRoleAssignment {
  return role.type === 'PREDEFINED' ? role : { type: 'CUSTOM', id: role.id, name: must(account.roles, role.id).name };
}

function spaceRole(account: Account, role: StoredSpaceRole): wire.SpaceRoleAssignment {
  return 'predefined' in role
    ? { type: 'PREDEFINED', name: role.predefined }
    : { type: 'CUSTOM', id: role.custom, name: must(account.roles, role.custom).name };
}
