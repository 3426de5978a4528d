import type { Call, IdRef, ResolvedCall } from '../../model/call.js';
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
  return argumentsOf(call, (id) => id);
}

/** The whole command line of a planned change; `{id:ADDRESS}` stands for an ID that does not exist yet. */
export function axCommand(call: Call): readonly string[] {
  return ['ax', ...argumentsOf(call, (ref) => ('id' in ref ? ref.id : `{id:${ref.of}}`))];
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

type CallWith<Id> = Call extends infer C
  ? C extends Call
    ? { readonly [K in keyof C]: C[K] extends IdRef ? Id : C[K] }
    : never
  : never;

function argumentsOf<Id>(call: CallWith<Id>, spell: (id: Id) => string): readonly string[] {
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
        ...['users', 'update', spell(call.user)],
        ...option('--full-name', call.name),
        ...(call.developer === undefined ? [] : [call.developer ? '--is-developer' : '--is-not-developer']),
        ...asJson,
      ];
    case 'users.delete':
      return ['users', 'delete', '--id', spell(call.user), '--force', ...asJson];
    case 'organizations.create':
      return ['organizations', 'create', '--name', call.name, ...option('--description', call.description), ...asJson];
    case 'organizations.update':
      return ['organizations', 'update', spell(call.organization), ...described(call), ...asJson];
    case 'organizations.delete':
      return ['organizations', 'delete', spell(call.organization), '--force'];
    case 'organizations.add-user':
      return [
        'organizations',
        'add-user',
        spell(call.organization),
        '--user-id',
        spell(call.user),
        '--role',
        call.role,
        ...asJson,
      ];
    case 'organizations.remove-user':
      return ['organizations', 'remove-user', spell(call.organization), '--user-id', spell(call.user), '--force'];
    case 'spaces.create':
      return [
        'spaces',
        'create',
        '--name',
        call.name,
        '--organization-id',
        spell(call.organization),
        ...option('--description', call.description),
        ...asJson,
      ];
    case 'spaces.update':
      return ['spaces', 'update', spell(call.space), ...described(call), ...asJson];
    case 'spaces.delete':
      return ['spaces', 'delete', spell(call.space), '--force'];
    case 'spaces.add-user':
      return ['spaces', 'add-user', spell(call.space), '--user-id', spell(call.user), '--role', call.role, ...asJson];
    case 'spaces.remove-user':
      return ['spaces', 'remove-user', spell(call.space), '--user-id', spell(call.user), '--force'];
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
        spell(call.role),
        ...described(call),
        ...option('--permissions', call.permissions?.join(',')),
        ...asJson,
      ];
    case 'roles.delete':
      return ['roles', 'delete', spell(call.role), '--force'];
    case 'role-bindings.create':
      return [
        ...['role-bindings', 'create', '--user-id', spell(call.user), '--role-id', spell(call.role)],
        ...['--resource-type', call.resourceType, '--resource-id', spell(call.resource), ...asJson],
      ];
    case 'role-bindings.update':
      return ['role-bindings', 'update', spell(call.binding), '--role-id', spell(call.role), ...asJson];
    case 'role-bindings.delete':
      return ['role-bindings', 'delete', spell(call.binding), '--force'];
    case 'resource-restrictions.restrict':
      return ['resource-restrictions', 'restrict', '--resource-id', spell(call.resource), ...asJson];
    case 'resource-restrictions.unrestrict':
      return ['resource-restrictions', 'unrestrict', '--resource-id', spell(call.resource), '--force'];
    case 'projects.create':
      return ['projects', 'create', '--name', call.name, '--space', spell(call.space), ...asJson];
    case 'projects.delete':
      return ['projects', 'delete', spell(call.project), '--force'];
  }
}

/**
 * The name, if it changes, and always the description that shall stand. Without the flag ax sends
 * `"description": null`, which is how one is cleared (contract §2); a space refuses an empty text (contract §6).
 */
function described({ name, description }: { readonly name?: string; readonly description: string }): readonly string[] {
  return [...option('--name', name), ...option('--description', description === '' ? undefined : description)];
}

function option(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value];
}
