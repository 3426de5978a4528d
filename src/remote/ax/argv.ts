import type { Call, ResolvedCall } from '../../model/call.js';
import { mapIds } from '../../model/resolve-call.js';
import { pageSize } from '../pages.js';
import type { Listing } from '../port.js';

/*
 * How each call is spelt for `ax`. These forms are the same in every supported version (contract §5); a form that
 * came to differ would be told apart here and nowhere else. IDs are always given, never names, so that ax has nothing
 * to look up; `-v` never is, since it writes logs into the JSON (contract §2).
 */

const asJson = ['-o', 'json'];

/** The arguments of a change, with every ID known. Includes `--force` where ax would ask. */
export function axArguments(call: ResolvedCall): readonly string[] {
  return argumentsOf(call);
}

/** The whole command line of a planned change; `{id:ADDRESS}` stands for an ID that does not exist yet. */
export function axCommand(call: Call): readonly string[] {
  return ['ax', ...argumentsOf(mapIds(call, (ref) => ('id' in ref ? ref.id : `{id:${ref.of}}`)) as ResolvedCall)];
}

/** The arguments of one page of a listing. */
export function listArguments(listing: Listing, cursor?: string): readonly string[] {
  const page = ['--limit', String(pageSize), ...(cursor === undefined ? [] : ['--cursor', cursor]), ...asJson];
  switch (listing.list) {
    case 'spaces':
      return ['spaces', 'list', '--organization-id', listing.organization, ...page];
    case 'role-bindings':
      return ['role-bindings', 'list', '--resource-type', listing.resourceType, ...page];
    case 'resource-restrictions':
      return ['resource-restrictions', 'list', '--resource-type', 'PROJECT', ...page];
    case 'api-keys':
      return ['api-keys', 'list', '--key-type', listing.keyType, ...page];
    case 'users':
    case 'organizations':
    case 'roles':
    case 'projects':
      return [listing.list, 'list', ...page];
  }
}

function argumentsOf(call: ResolvedCall): readonly string[] {
  switch (call.do) {
    case 'users.create':
      return [
        'users',
        'create',
        '--full-name',
        call.name,
        '--email',
        call.email,
        '--role',
        call.role,
        '--invite-mode',
        call.invite,
        ...asJson,
      ];
    case 'users.update':
      return [
        ...['users', 'update', call.user],
        ...option('--full-name', call.name),
        ...(call.developer === undefined ? [] : [call.developer ? '--is-developer' : '--is-not-developer']),
        ...asJson,
      ];
    case 'users.delete':
      return ['users', 'delete', '--id', call.user, '--force', ...asJson];
    case 'users.resend-invitation':
      return ['users', 'resend-invitation', call.user];
    case 'users.reset-password':
      return ['users', 'reset-password', call.user];
    case 'organizations.create':
      return ['organizations', 'create', '--name', call.name, ...option('--description', call.description), ...asJson];
    case 'organizations.update':
      return ['organizations', 'update', call.organization, ...described(call), ...asJson];
    case 'organizations.delete':
      return ['organizations', 'delete', call.organization, '--force'];
    case 'organizations.add-user':
      return ['organizations', 'add-user', call.organization, '--user-id', call.user, '--role', call.role, ...asJson];
    case 'organizations.remove-user':
      return ['organizations', 'remove-user', call.organization, '--user-id', call.user, '--force'];
    case 'spaces.create':
      return [
        'spaces',
        'create',
        '--name',
        call.name,
        '--organization-id',
        call.organization,
        ...option('--description', call.description),
        ...asJson,
      ];
    case 'spaces.update':
      return ['spaces', 'update', call.space, ...described(call), ...asJson];
    case 'spaces.delete':
      return ['spaces', 'delete', call.space, '--force'];
    case 'spaces.add-user':
      return ['spaces', 'add-user', call.space, '--user-id', call.user, '--role', call.role, ...asJson];
    case 'spaces.remove-user':
      return ['spaces', 'remove-user', call.space, '--user-id', call.user, '--force'];
    case 'roles.create':
      return [
        'roles',
        'create',
        '--name',
        call.name,
        '--permissions',
        call.permissions.join(','),
        ...option('--description', call.description),
        ...asJson,
      ];
    case 'roles.update':
      return [
        'roles',
        'update',
        call.role,
        ...described(call),
        ...option('--permissions', call.permissions?.join(',')),
        ...asJson,
      ];
    case 'roles.delete':
      return ['roles', 'delete', call.role, '--force'];
    case 'role-bindings.create':
      return [
        ...['role-bindings', 'create', '--user-id', call.user, '--role-id', call.role],
        ...['--resource-type', call.resourceType, '--resource-id', call.resource, ...asJson],
      ];
    case 'role-bindings.update':
      return ['role-bindings', 'update', call.binding, '--role-id', call.role, ...asJson];
    case 'role-bindings.delete':
      return ['role-bindings', 'delete', call.binding, '--force'];
    case 'resource-restrictions.restrict':
      return ['resource-restrictions', 'restrict', '--resource-id', call.resource, ...asJson];
    case 'resource-restrictions.unrestrict':
      return ['resource-restrictions', 'unrestrict', '--resource-id', call.resource, '--force'];
    case 'projects.create':
      return ['projects', 'create', '--name', call.name, '--space', call.space, ...asJson];
    case 'projects.update':
      return ['projects', 'update', call.project, '--name', call.name, ...asJson];
    case 'projects.delete':
      return ['projects', 'delete', call.project, '--force'];
    case 'api-keys.create':
      return ['api-keys', 'create', '--name', call.name, ...newKey(call), ...asJson];
    case 'api-keys.create-service':
      return [
        ...['api-keys', 'create-service-key', '--name', call.name, '--assignments', assignments(call), ...newKey(call)],
        ...['--account-role', call.accountRole, ...asJson],
      ];
    case 'api-keys.refresh':
      return [
        ...['api-keys', 'refresh', call.key, ...option('--expires-at', call.expires)],
        ...['--grace-period-seconds', String(call.graceSeconds), ...asJson],
      ];
    case 'api-keys.revoke':
      return ['api-keys', 'revoke', call.key, '--force'];
  }
}

function newKey({ description, expires }: { readonly description?: string; readonly expires?: string }) {
  return [...option('--description', description), ...option('--expires-at', expires)];
}

/** As ax wants them: JSON, IDs for organizations, IDs or names for spaces (contract §4). */
function assignments({ organizations }: Extract<ResolvedCall, { readonly do: 'api-keys.create-service' }>): string {
  return JSON.stringify(
    organizations.map(({ organization, role, spaces }) => ({
      org_id: organization,
      role,
      spaces: spaces.map(({ space, role: inside }) => ({
        space,
        role: typeof inside === 'string' ? inside : { type: 'CUSTOM', id: inside.role },
      })),
    })),
  );
}

/**
 * The name, if it changes, and always the description that shall stand. Without the flag ax sends
 * `"description": null`, which is how one is cleared (contract §2); a space refuses an empty text (contract §6).
 */
function described({
  name,
  description,
}: {
  readonly name?: string;
  readonly description?: string;
}): readonly string[] {
  return [...option('--name', name), ...option('--description', description === '' ? undefined : description)];
}

function option(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value];
}
