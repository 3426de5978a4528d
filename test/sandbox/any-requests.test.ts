import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/sandbox/account.js';
import { appOf } from '../../src/sandbox/app.js';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { accountFromSeed, adminKey } from '../../src/sandbox/plant.js';
import { snapshotOf } from '../../src/sandbox/snapshot.js';
import { runs } from '../support/runs.js';

/*
 * Any sequence of requests, by whomever, right or wrong: each answer has a status that Arize declares for the operation,
 * and the account stays in one piece.
 */

/** Contract §9. */
const declared: Readonly<Record<string, readonly number[]>> = {
  'POST users': [200, 201, 400, 401, 403, 404, 409, 422],
  'DELETE users': [204, 400, 401, 403, 404],
  'GET users': [200, 400, 401, 404],
  'PATCH users': [200, 400, 401, 403, 404, 422],
  'POST users resend-invitation': [204, 400, 401, 403, 404],
  'POST users reset-password': [204, 400, 401, 403, 404],
  'POST organizations': [201, 400, 401, 403, 409, 422],
  'DELETE organizations': [204, 400, 401, 403, 404],
  'PATCH organizations': [200, 400, 401, 403, 404, 409, 422],
  'POST organizations users': [200, 400, 401, 403, 404, 422],
  'DELETE organizations users': [204, 400, 401, 403, 404],
  'POST spaces': [201, 400, 401, 403, 404, 409, 422],
  'DELETE spaces': [204, 400, 401, 403, 404],
  'PATCH spaces': [200, 400, 401, 403, 404, 409, 422],
  'POST spaces users': [200, 400, 401, 403, 404, 422],
  'DELETE spaces users': [204, 400, 401, 403, 404],
  'POST roles': [201, 400, 401, 403, 404, 409, 422],
  'DELETE roles': [204, 400, 401, 403, 404, 409],
  'PATCH roles': [200, 400, 401, 403, 404, 409, 422],
  'POST role-bindings': [201, 400, 401, 403, 404, 409, 422],
  'DELETE role-bindings': [204, 400, 401, 404],
  'PATCH role-bindings': [200, 400, 401, 404, 409, 422],
  'POST resource-restrictions': [200, 400, 401, 403, 404, 422],
  'DELETE resource-restrictions': [204, 400, 401, 403, 404],
  'POST projects': [201, 400, 401, 403, 409, 422],
  'DELETE projects': [204, 400, 401, 403, 404],
  'PATCH projects': [200, 400, 401, 403, 404, 422],
  'POST api-keys': [201, 400, 401, 403, 404, 422],
  'POST api-keys refresh': [200, 400, 401, 403, 404, 422],
  'PUT api-keys revoke': [204, 400, 401, 403, 404],
};

/** Listings, by their path and query, with their statuses (contract §9). */
const listings: Readonly<Record<string, readonly number[]>> = {
  users: [200, 400, 401, 403],
  organizations: [200, 400, 401, 403],
  spaces: [200, 400, 401, 404],
  roles: [200, 400, 401, 403],
  'role-bindings?resource_type=SPACE': [200, 400, 401, 404],
  'role-bindings?resource_type=PROJECT': [200, 400, 401, 404],
  'resource-restrictions': [200, 400, 401],
  projects: [200, 400, 401, 403, 404],
  'api-keys': [200, 400, 401, 403, 404],
  'api-keys?key_type=SERVICE': [200, 400, 401, 403, 404],
};

type Kind = 'users' | 'organizations' | 'spaces' | 'projects' | 'roles' | 'bindings' | 'keys';

/** An object by its place among those of its kind, counted round and round, so that it makes sense in any account. */
interface Reference {
  readonly kind: Kind;
  readonly place: number;
}
const one = (kind: Kind): fc.Arbitrary<Reference> => fc.record({ kind: fc.constant(kind), place: fc.nat(15) });

const name = fc.constantFrom('one', 'two', 'team-alpha', 'Trace Reader', 'Research', '');
const description = fc.constantFrom('text', '', null);
const memberRole = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR') },
  { weight: 1, arbitrary: fc.constantFrom('MEMBER_UI_ONLY', 'KING') },
);
const role = fc.oneof(
  fc.record({ type: fc.constant('PREDEFINED'), name: memberRole }),
  fc.record({ type: fc.constant('CUSTOM'), id: one('roles') }),
);
const permissions = fc.constantFrom(
  ['PROJECT_READ'],
  ['ROLE_BINDING_CREATE', 'ROLE_BINDING_DELETE', 'ROLE_BINDING_READ'],
  ['USER_DELETE', 'USER_READ', 'ROLE_DELETE', 'ROLE_READ'],
  ['SPACE_DELETE', 'PROJECT_RESTRICT'],
  [],
);
const any = fc.constant(undefined);

/** Operation → its path, in which references become IDs, and its body. */
const operations: readonly fc.Arbitrary<readonly [string, readonly (string | Reference)[], unknown]>[] = [
  request('POST users', [], {
    name,
    email: fc.constantFrom('raj@example.com', 'NEW@example.com', 'x@example.com', 'y@example.com'),
    role,
    invite_mode: fc.constantFrom('NONE', 'EMAIL_LINK', 'TEMPORARY_PASSWORD'),
  }),
  // Never false: without developer access every operation is a 403, declared or not.
  request('PATCH users', [one('users')], { name, is_developer: fc.constant(true) }),
  request('DELETE users', [one('users')]),
  request('POST users resend-invitation', [one('users'), fc.constant('resend-invitation')]),
  request('POST users reset-password', [one('users'), fc.constant('reset-password')]),
  request('POST organizations', [], { name, description }),
  request('PATCH organizations', [one('organizations')], { name, description }),
  request('DELETE organizations', [one('organizations')]),
  request('POST organizations users', [one('organizations'), fc.constant('users')], { user_id: one('users'), role }),
  request('DELETE organizations users', [one('organizations'), fc.constant('users'), one('users')]),
  request('POST spaces', [], { name, organization_id: one('organizations'), is_private: fc.boolean() }),
  request('PATCH spaces', [one('spaces')], { name, description }),
  request('DELETE spaces', [one('spaces')]),
  request('POST spaces users', [one('spaces'), fc.constant('users')], { user_id: one('users'), role }),
  request('DELETE spaces users', [one('spaces'), fc.constant('users'), one('users')]),
  request('POST roles', [], { name, permissions }),
  request('PATCH roles', [one('roles')], { name, description, permissions }),
  request('DELETE roles', [one('roles')]),
  request('POST role-bindings', [], {
    role_id: one('roles'),
    user_id: one('users'),
    resource_type: fc.constant('SPACE'),
    resource_id: one('spaces'),
  }),
  request('POST role-bindings', [], {
    role_id: one('roles'),
    user_id: one('users'),
    resource_type: fc.constantFrom('SPACE', 'PROJECT'),
    resource_id: one('projects'),
  }),
  request('PATCH role-bindings', [one('bindings')], { role_id: one('roles') }),
  request('DELETE role-bindings', [one('bindings')]),
  request('POST resource-restrictions', [], { resource_id: fc.oneof(one('projects'), one('spaces')) }),
  request('DELETE resource-restrictions', [one('projects')]),
  request('POST projects', [], { name, space_id: one('spaces') }),
  request('PATCH projects', [one('projects')], { name }),
  request('DELETE projects', [one('projects')]),
  request('POST api-keys', [], { key_type: fc.constant('USER'), name }),
  request('POST api-keys', [], {
    key_type: fc.constant('SERVICE'),
    name,
    organizations: fc.array(
      fc.record({
        org_id: one('organizations'),
        spaces: fc.array(fc.record({ space_id: one('spaces'), role }), { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  request('POST api-keys refresh', [one('keys'), fc.constant('refresh')], { grace_period_seconds: any }),
  request('PUT api-keys revoke', [one('keys'), fc.constant('revoke')]),
];

function request(
  operation: string,
  path: readonly fc.Arbitrary<string | Reference>[],
  body?: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<readonly [string, readonly (string | Reference)[], unknown]> {
  // Fields may be missing: all of them in a change, some by mistake elsewhere.
  const fields =
    body === undefined
      ? any
      : fc.oneof(
          { weight: 4, arbitrary: fc.record(body) },
          { weight: 1, arbitrary: fc.record(body, { requiredKeys: [] }) },
        );
  return fc.tuple(fc.constant(operation), fc.tuple(...path), fields);
}

const requests = fc.array(
  fc.record({
    caller: fc.oneof(
      { weight: 4, arbitrary: fc.constant('admin') },
      { weight: 1, arbitrary: fc.constantFrom('sandbox-member-key', 'sandbox-service-key', 'mei-key') },
    ),
    sent: fc.oneof(...operations),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

const seed = {
  ...defaultSeed,
  users: [
    ...defaultSeed.users,
    { email: 'cus@example.com', name: 'Cus Tom', role: { custom: 'Helper' } },
    { email: 'gone@example.com', name: 'Gone', status: 'EXPIRED' as const },
  ],
  roles: [...(defaultSeed.roles ?? []), { name: 'Helper', permissions: ['USER_READ', 'USER_DELETE'] as const }],
  api_keys: [...(defaultSeed.api_keys ?? []), { name: 'mei', owner: 'mei@example.com', key: 'mei-key' }],
};

describe('any requests', () => {
  it('are answered as declared and leave the account in one piece', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (sequence) => {
        const account = accountFromSeed(seed, () => '2026-01-02T03:04:05.000Z');
        const admin = adminKey(account, seed);
        const app = appOf(account);
        const send = async (key: string, method: string, path: string, body?: unknown): Promise<number> =>
          (
            await app.request(`/v2/${path}`, {
              method,
              headers: { authorization: `Bearer ${key}` },
              ...(body !== undefined && { body: JSON.stringify(body) }),
            })
          ).status;
        for (const { caller, sent } of sequence) {
          const [operation, places, body] = sent;
          const [method, resource] = operation.split(' ') as [string, string];
          const path = [resource, ...places.map((place) => encodeURIComponent(String(resolved(account, place))))];
          const key = caller === 'admin' ? admin : caller;
          const status = await send(key, method, path.join('/'), resolved(account, body));
          expect(declared[operation], `${operation} as ${caller}: ${String(status)}`).toContain(status);
        }
        for (const [listing, statuses] of Object.entries(listings)) {
          for (const key of [admin, 'sandbox-member-key', 'sandbox-service-key', 'mei-key'])
            expect(statuses, listing).toContain(await send(key, 'GET', listing));
        }
        expectInOnePiece(account);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});

/** References become IDs; the last place stands for something that never was. */
function resolved(account: Account, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => resolved(account, item));
  if (typeof value !== 'object' || value === null) return value;
  if ('kind' in value && 'place' in value) {
    const { kind, place } = value as Reference;
    const ids = [...account[kind].keys()];
    return (place === 15 ? undefined : ids[place % ids.length]) ?? Buffer.from('User:999:abcd').toString('base64');
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, resolved(account, inner)]),
  );
}

function expectInOnePiece(account: Account): void {
  const { users, organizations, spaces, memberships, roles, bindings, projects } = snapshotOf(account);
  const twice = (keys: readonly unknown[]): unknown[] => {
    const texts = keys.map((key) => JSON.stringify(key));
    return texts.filter((text, index) => texts.indexOf(text) !== index);
  };
  expect(twice(users.map(({ email }) => email.toLowerCase()))).toEqual([]);
  expect(twice(organizations.map((one) => one.name))).toEqual([]);
  expect(twice(spaces.map((one) => [one.organization, one.name]))).toEqual([]);
  expect(twice(projects.map((one) => [one.organization, one.space, one.name]))).toEqual([]);
  expect(twice(roles.map((one) => one.name))).toEqual([]);
  expect(twice([...account.bindings.values()].map((one) => [one.userId, one.resourceId]))).toEqual([]);

  const inOrganization = new Set(
    memberships.filter(({ space }) => space === undefined).map((one) => `${one.organization} ${one.user}`),
  );
  expect(memberships.filter((one) => !inOrganization.has(`${one.organization} ${one.user}`))).toEqual([]);
  const inactive = new Set(users.filter(({ status }) => status === 'INACTIVE').map(({ email }) => email));
  expect([...memberships, ...bindings].filter(({ user }) => inactive.has(user))).toEqual([]);
  for (const space of account.spaces.values()) {
    for (const [userId, { role: held }] of space.members) {
      if ('custom' in held) expect(account.bindingsByResource.get(space.id)?.get(userId)?.roleId).toBe(held.custom);
    }
  }
  for (const binding of account.bindings.values()) {
    expect(account.bindingsByRole.get(binding.roleId)?.has(binding.id)).toBe(true);
    expect(account.users.get(binding.userId)?.bindings.has(binding.id)).toBe(true);
  }
}
