import type { ResolvedCall } from '../../model/call.js';
import { pageSize } from '../pages.js';
import type { Listing } from '../port.js';

/** One REST request, in the platform's terms (contract §3). */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the path's parameters still in braces, as the official client takes it. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Nobody makes it a second time where its end is not known: it must not meet a kept connection as that is closed. */
  readonly isAlone?: true;
}

/** The request for one page of a listing. */
export function listRequest(listing: Listing, cursor: string | undefined): ApiRequest {
  const page = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
  const request = (query: Readonly<Record<string, string>> = {}): ApiRequest => ({
    method: 'GET',
    path: `/v2/${listing.list}`,
    query: { ...query, ...page },
  });
  switch (listing.list) {
    case 'spaces':
      return request({ org_id: listing.organization });
    case 'role-bindings':
      return request({ resource_type: listing.resourceType });
    case 'resource-restrictions':
      return request({ resource_type: 'PROJECT' });
    case 'api-keys':
      return request({ key_type: listing.keyType });
    case 'users':
    case 'organizations':
    case 'roles':
    case 'projects':
      return request();
  }
}

/** The request that makes a change. */
export function callRequest(call: ResolvedCall): ApiRequest {
  switch (call.do) {
    case 'users.create':
      return post('/v2/users', {
        name: call.name,
        email: call.email,
        role: predefined(call.role),
        invite_mode: call.invite,
      });
    case 'users.update':
      return patch(
        '/v2/users/{user_id}',
        { user_id: call.user },
        given({ name: call.name, is_developer: call.developer }),
      );
    case 'users.delete':
      return remove('/v2/users/{user_id}', { user_id: call.user });
    case 'users.resend-invitation':
      return alone({ method: 'POST', path: '/v2/users/{user_id}/resend-invitation', params: { user_id: call.user } });
    case 'users.reset-password':
      return alone({ method: 'POST', path: '/v2/users/{user_id}/reset-password', params: { user_id: call.user } });
    case 'organizations.create':
      return post('/v2/organizations', given({ name: call.name, description: call.description }));
    case 'organizations.update':
      return patch('/v2/organizations/{org_id}', { org_id: call.organization }, described(call));
    case 'organizations.delete':
      return remove('/v2/organizations/{org_id}', { org_id: call.organization });
    case 'organizations.add-user':
      return post(
        '/v2/organizations/{org_id}/users',
        { user_id: call.user, role: predefined(call.role) },
        { org_id: call.organization },
      );
    case 'organizations.remove-user':
      return remove('/v2/organizations/{org_id}/users/{user_id}', { org_id: call.organization, user_id: call.user });
    case 'spaces.create':
      return post(
        '/v2/spaces',
        given({
          name: call.name,
          organization_id: call.organization,
          description: call.description,
          is_private: call.private,
        }),
      );
    case 'spaces.update':
      return patch(
        '/v2/spaces/{space_id}',
        { space_id: call.space },
        { ...described(call), ...given({ is_private: call.private }) },
      );
    case 'spaces.delete':
      return remove('/v2/spaces/{space_id}', { space_id: call.space });
    case 'spaces.add-user':
      return post(
        '/v2/spaces/{space_id}/users',
        { user_id: call.user, role: predefined(call.role) },
        { space_id: call.space },
      );
    case 'spaces.remove-user':
      return remove('/v2/spaces/{space_id}/users/{user_id}', { space_id: call.space, user_id: call.user });
    case 'roles.create':
      return post(
        '/v2/roles',
        given({ name: call.name, description: call.description, permissions: call.permissions }),
      );
    case 'roles.update':
      return patch(
        '/v2/roles/{role_id}',
        { role_id: call.role },
        { ...described(call), ...given({ permissions: call.permissions }) },
      );
    case 'roles.delete':
      return remove('/v2/roles/{role_id}', { role_id: call.role });
    case 'role-bindings.create':
      return post('/v2/role-bindings', {
        role_id: call.role,
        user_id: call.user,
        resource_type: call.resourceType,
        resource_id: call.resource,
      });
    case 'role-bindings.update':
      return patch('/v2/role-bindings/{binding_id}', { binding_id: call.binding }, { role_id: call.role });
    case 'role-bindings.delete':
      return remove('/v2/role-bindings/{binding_id}', { binding_id: call.binding });
    case 'resource-restrictions.restrict':
      return post('/v2/resource-restrictions', { resource_id: call.resource });
    case 'resource-restrictions.unrestrict':
      return remove('/v2/resource-restrictions/{resource_id}', { resource_id: call.resource });
    case 'projects.create':
      return post('/v2/projects', { name: call.name, space_id: call.space });
    case 'projects.update':
      return patch('/v2/projects/{project_id}', { project_id: call.project }, { name: call.name });
    case 'projects.delete':
      return remove('/v2/projects/{project_id}', { project_id: call.project });
    case 'api-keys.create':
      return alone(post('/v2/api-keys', { key_type: 'USER', ...newKey(call) }));
    case 'api-keys.create-service':
      return alone(post('/v2/api-keys', newServiceKey(call)));
    case 'api-keys.refresh':
      return alone(
        post(
          '/v2/api-keys/{api_key_id}/refresh',
          given({ expires_at: call.expires, grace_period_seconds: call.graceSeconds }),
          { api_key_id: call.key },
        ),
      );
    case 'api-keys.revoke':
      return { method: 'PUT', path: '/v2/api-keys/{api_key_id}/revoke', params: { api_key_id: call.key } };
  }
}

function newServiceKey(
  call: Extract<ResolvedCall, { readonly do: 'api-keys.create-service' }>,
): Readonly<Record<string, unknown>> {
  return {
    key_type: 'SERVICE',
    ...newKey(call),
    account_role: predefined(call.accountRole),
    organizations: call.organizations.map(({ organization, role, spaces }) => ({
      org_id: organization,
      role: predefined(role),
      spaces: spaces.map(({ space, role: inside }) => ({
        space_id: space,
        role: typeof inside === 'string' ? predefined(inside) : { type: 'CUSTOM', id: inside.role },
      })),
    })),
  };
}

function newKey({
  name,
  description,
  expires,
}: {
  readonly name: string;
  readonly description?: string;
  readonly expires?: string;
}) {
  return given({ name, description, expires_at: expires });
}

function alone(request: ApiRequest): ApiRequest {
  return { ...request, isAlone: true };
}

function post(
  path: string,
  body: Readonly<Record<string, unknown>>,
  params?: Readonly<Record<string, string>>,
): ApiRequest {
  return { method: 'POST', path, body, ...(params !== undefined && { params }) };
}

function patch(
  path: string,
  params: Readonly<Record<string, string>>,
  body: Readonly<Record<string, unknown>>,
): ApiRequest {
  return { method: 'PATCH', path, params, body };
}

function remove(path: string, params: Readonly<Record<string, string>>): ApiRequest {
  return { method: 'DELETE', path, params };
}

function predefined(name: string): { readonly type: 'PREDEFINED'; readonly name: string } {
  return { type: 'PREDEFINED', name };
}

/** `null` clears a description; a space refuses an empty one (contract §6). One that is left out stays. */
function described({
  name,
  description,
}: {
  readonly name?: string;
  readonly description?: string;
}): Readonly<Record<string, unknown>> {
  return given({ name, description: description === '' ? null : description });
}

function given(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
