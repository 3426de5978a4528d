import type { Account, StoredSpaceRole } from './account.js';
import { must } from './account.js';
import type { AccountRoleAssignment } from './wire.js';

/** The state of the account in names, for reading and for assertions. Deactivated users are in it, bots are not users. */
export interface SandboxState {
  readonly users: readonly {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: string;
    readonly status: string;
    readonly is_developer: boolean;
  }[];
  readonly organizations: readonly { readonly id: string; readonly name: string; readonly description: string }[];
  readonly spaces: readonly {
    readonly id: string;
    readonly organization: string;
    readonly name: string;
    readonly description: string;
    readonly is_private: boolean;
  }[];
  /** Without `space`: of the organization. A custom role is its name. */
  readonly memberships: readonly {
    readonly user: string;
    readonly organization: string;
    readonly space?: string;
    readonly role: string;
  }[];
  readonly roles: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly permissions: readonly string[];
    readonly is_predefined: boolean;
  }[];
  readonly bindings: readonly {
    readonly id: string;
    readonly user: string;
    readonly role: string;
    readonly organization: string;
    readonly space: string;
    readonly project?: string;
  }[];
  readonly restrictions: readonly { readonly organization: string; readonly space: string; readonly project: string }[];
  readonly projects: readonly {
    readonly id: string;
    readonly organization: string;
    readonly space: string;
    readonly name: string;
  }[];
  readonly keys: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly status: string;
    readonly owner: string;
    readonly expires_at?: string;
  }[];
}

export function snapshotOf(account: Account): SandboxState {
  const who = (userId: string): string => {
    const user = must(account.users, userId);
    return user.bot ? user.name : user.email;
  };
  const placeOfSpace = (spaceId: string): { organization: string; space: string } => {
    const space = must(account.spaces, spaceId);
    return { organization: must(account.organizations, space.organizationId).name, space: space.name };
  };
  const placeOfProject = (projectId: string): { organization: string; space: string; project: string } => {
    const project = must(account.projects, projectId);
    return { ...placeOfSpace(project.spaceId), project: project.name };
  };
  const roleName = (role: StoredSpaceRole): string =>
    'predefined' in role ? role.predefined : must(account.roles, role.custom).name;
  return {
    users: [...account.users.values()]
      .filter((user) => !user.bot)
      .map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        role: accountRoleName(account, user.role),
        status: user.status,
        is_developer: user.developer,
      })),
    organizations: [...account.organizations.values()].map(({ id, name, description }) => ({ id, name, description })),
    spaces: [...account.spaces.values()].map((space) => ({
      id: space.id,
      organization: must(account.organizations, space.organizationId).name,
      name: space.name,
      description: space.description,
      is_private: space.private,
    })),
    memberships: [
      ...[...account.organizations.values()].flatMap((organization) =>
        [...organization.members].map(([userId, member]) => ({
          user: who(userId),
          organization: organization.name,
          role: member.role,
        })),
      ),
      ...[...account.spaces.values()].flatMap((space) =>
        [...space.members].map(([userId, member]) => ({
          user: who(userId),
          ...placeOfSpace(space.id),
          role: roleName(member.role),
        })),
      ),
    ],
    roles: [...account.roles.values()].map(({ id, name, description, permissions, predefined }) => ({
      id,
      name,
      description,
      permissions,
      is_predefined: predefined,
    })),
    bindings: [...account.bindings.values()].map((binding) => ({
      id: binding.id,
      user: who(binding.userId),
      role: must(account.roles, binding.roleId).name,
      ...(binding.resourceType === 'SPACE' ? placeOfSpace(binding.resourceId) : placeOfProject(binding.resourceId)),
    })),
    restrictions: [...account.restrictions.keys()].map(placeOfProject),
    projects: [...account.projects.values()].map((project) => ({
      id: project.id,
      ...placeOfSpace(project.spaceId),
      name: project.name,
    })),
    keys: [...account.keys.values()].map((key) => ({
      id: key.id,
      name: key.name,
      type: key.type,
      status: key.status,
      owner: who(key.createdBy),
      ...(key.expiresAt !== undefined && { expires_at: key.expiresAt }),
    })),
  };
}

/** A deactivated user's custom role may have been deleted since: nothing holds it back any more. */
function accountRoleName(account: Account, role: AccountRoleAssignment): string {
  return role.type === 'PREDEFINED' ? role.name : (account.roles.get(role.id)?.name ?? '(deleted role)');
}
