import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import type { Fields } from './rig.js';
import { inPath, sandboxRig } from './rig.js';

describe('roles', () => {
  it('are predefined or custom, and only custom ones change', async () => {
    const { admin, id } = await sandboxRig();
    const names = async (query: string): Promise<unknown> =>
      (await admin('GET', `/roles${query}`)).items.map((role) => role['name']);
    expect(await names('?is_predefined=true')).toEqual([
      'Space Admin',
      'Space Member',
      'Space Read-Only',
      'Space Annotator',
    ]);
    expect(await names('?is_predefined=false')).toEqual(['Data Scientist', 'Trace Reader']);
    const predefined = `/roles/${inPath(id.role('Space Admin'))}`;
    expect((await admin('PATCH', predefined, { name: 'Boss' })).status).toBe(400);
    expect((await admin('DELETE', predefined)).status).toBe(400);
  });

  it('have unique names, at least one known permission, and permissions that are replaced whole', async () => {
    const { admin } = await sandboxRig();
    const made = await admin('POST', '/roles', {
      name: 'Reader',
      permissions: ['SPACE_READ', 'PROJECT_READ', 'SPACE_READ'],
    });
    expect(made.status).toBe(201);
    expect(made.body).not.toHaveProperty('description');
    expect(made.body['permissions']).toEqual(['PROJECT_READ', 'SPACE_READ']);
    const path = `/roles/${made.idInPath}`;
    expect((await admin('PATCH', path, { permissions: ['DATASET_READ'] })).body['permissions']).toEqual([
      'DATASET_READ',
    ]);
    expect((await admin('PATCH', path, { description: 'Reads' })).body['description']).toBe('Reads');
    expect((await admin('PATCH', path, { name: 'Reader', description: null })).body).not.toHaveProperty('description');
    expect((await admin('PATCH', path, { name: 'Data Scientist' })).status).toBe(409);
    expect((await admin('POST', '/roles', { name: 'Reader', permissions: ['SPACE_READ'] })).status).toBe(409);
    for (const body of [
      { name: 'R', permissions: [] },
      { name: 'R', permissions: ['FLY'] },
      { name: 'R' },
      { name: 'Rôle', permissions: ['SPACE_READ'] },
      { name: 'R', permissions: ['SPACE_READ'], is_predefined: true },
    ]) {
      expect((await admin('POST', '/roles', body)).status).toBe(422);
    }
  });

  it('can be deleted once nothing is bound to them', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const path = `/roles/${inPath(id.role('Data Scientist'))}`;
    expect((await admin('DELETE', path)).status).toBe(409);
    const binding = sandbox.state.bindings.find(({ role }) => role === 'Data Scientist');
    expect((await admin('DELETE', `/role-bindings/${inPath(binding?.id ?? '')}`)).status).toBe(204);
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
  });

  it('can be deleted once no user has them in the account; those who are gone do not count', async () => {
    const { admin, sandbox, id } = await sandboxRig({
      seed: {
        ...defaultSeed,
        users: [...defaultSeed.users, { email: 'cus@example.com', name: 'Cus Tom', role: { custom: 'Trace Reader' } }],
        bindings: [],
      },
    });
    const path = `/roles/${inPath(id.role('Trace Reader'))}`;
    expect((await admin('DELETE', path)).status).toBe(409);
    expect((await admin('DELETE', `/users/${inPath(id.user('cus@example.com'))}`)).status).toBe(204);
    expect((await admin('DELETE', path)).status).toBe(204);
    expect(sandbox.state.users.at(-1)).toMatchObject({ status: 'INACTIVE', role: '(deleted role)' });
  });

  it('are read by members and changed by account admins', async () => {
    const { member, id } = await sandboxRig();
    expect((await member('GET', '/roles')).status).toBe(200);
    expect((await member('POST', '/roles', { name: 'R', permissions: ['SPACE_READ'] })).status).toBe(403);
    expect((await member('DELETE', `/roles/${inPath(id.role('Trace Reader'))}`)).status).toBe(403);
  });
});

describe('role bindings', () => {
  it('are one per user and resource, and only their role changes', async () => {
    const { admin, id } = await sandboxRig();
    const body = {
      role_id: id.role('Trace Reader'),
      user_id: id.user('raj@example.com'),
      resource_type: 'PROJECT',
      resource_id: id.project('search'),
    };
    const made = await admin('POST', '/role-bindings', body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(body);
    expect((await admin('POST', '/role-bindings', { ...body, role_id: id.role('Data Scientist') })).status).toBe(409);
    const path = `/role-bindings/${made.idInPath}`;
    expect((await admin('PATCH', path, { role_id: id.role('Data Scientist') })).body).toMatchObject({
      id: made.body['id'],
      role_id: id.role('Data Scientist'),
    });
    expect((await admin('PATCH', path, { role_id: id.role('Data Scientist'), user_id: body.user_id })).status).toBe(
      422,
    );
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
    expect((await admin('DELETE', path)).status).toBe(404);
    expect((await admin('POST', '/role-bindings', body)).status).toBe(201);
  });

  it.each([
    ['a resource of another type', { resource_type: 'PROJECT', resource: 'space' }, 400],
    ['a resource that is not there', { resource: 'missing' }, 403],
    ['a user who is not there', { user: 'missing' }, 404],
    ['a role that is not there', { role: 'missing' }, 404],
    ['a bad resource type', { resource_type: 'MODEL' }, 422],
  ] as const)(
    'refuses %s',
    async (
      _what,
      wrong: {
        readonly resource_type?: string;
        readonly resource?: string;
        readonly user?: string;
        readonly role?: string;
      },
      status,
    ) => {
      const { admin, id } = await sandboxRig();
      const missing = (type: string): string => Buffer.from(`${type}:999:abcd`).toString('base64');
      const body = {
        role_id: wrong.role === 'missing' ? missing('Role') : id.role('Trace Reader'),
        user_id: wrong.user === 'missing' ? missing('User') : id.user('raj@example.com'),
        resource_type: wrong.resource_type ?? 'SPACE',
        resource_id: wrong.resource === 'missing' ? missing('Space') : id.space('team-beta'),
      };
      expect((await admin('POST', '/role-bindings', body)).status).toBe(status);
    },
  );

  it('are listed by resource type and user, and only where the caller may read them', async () => {
    const { admin, member, id } = await sandboxRig();
    const ofType = async (send: typeof admin, query: string): Promise<unknown> => {
      const reply = await send('GET', `/role-bindings?${query}`);
      return reply.status === 200 ? reply.items.length : reply.status;
    };
    expect(await ofType(admin, 'resource_type=SPACE')).toBe(1);
    expect(await ofType(admin, 'resource_type=PROJECT')).toBe(3);
    expect(await ofType(admin, `resource_type=PROJECT&user_id=${inPath(id.user('mei@example.com'))}`)).toBe(1);
    expect(
      await ofType(admin, `resource_type=PROJECT&user_id=${inPath(Buffer.from('User:999:abcd').toString('base64'))}`),
    ).toBe(404);
    expect(await ofType(admin, '')).toBe(400);
    expect(await ofType(admin, 'resource_type=MODEL')).toBe(400);
    expect(await ofType(member, 'resource_type=PROJECT')).toBe(0);
  });

  it("of a service key are its bot user's", async () => {
    const { admin, sandbox } = await sandboxRig();
    const keys = await admin('GET', '/api-keys?key_type=SERVICE');
    const bot = String((keys.items[0]?.['bot_user'] as Fields)['id']);
    expect((await admin('GET', `/role-bindings?resource_type=PROJECT&user_id=${inPath(bot)}`)).items).toHaveLength(1);
    expect(sandbox.state.users.map(({ id }) => id)).not.toContain(bot);
  });

  it('out of reach are not found', async () => {
    const { member, sandbox, id } = await sandboxRig();
    const path = `/role-bindings/${inPath(sandbox.state.bindings[0]?.id ?? '')}`;
    expect((await member('GET', path)).status).toBe(404);
    expect((await member('PATCH', path, { role_id: id.role('Trace Reader') })).status).toBe(404);
    expect((await member('DELETE', path)).status).toBe(404);
  });
});

describe('what roles permit', () => {
  const seed = {
    ...defaultSeed,
    roles: [
      ...(defaultSeed.roles ?? []),
      { name: 'Gatekeeper', permissions: ['ROLE_BINDING_CREATE', 'ROLE_BINDING_DELETE', 'ROLE_BINDING_READ'] as const },
    ],
    bindings: [{ user: 'raj@example.com', role: 'Gatekeeper', organization: 'Platform Team', space: 'team-beta' }],
  };

  it('a binding gives exactly its permissions on its resource', async () => {
    const { member, id } = await sandboxRig({ seed });
    const body = {
      role_id: id.role('Trace Reader'),
      user_id: id.user('old@example.com'),
      resource_type: 'SPACE',
      resource_id: id.space('team-beta'),
    };
    expect((await member('POST', '/role-bindings', body)).status).toBe(201);
    expect((await member('POST', '/role-bindings', { ...body, resource_id: id.space('team-alpha') })).status).toBe(403);
    expect((await member('GET', '/role-bindings?resource_type=SPACE')).items).toHaveLength(2);
    expect((await member('DELETE', `/spaces/${inPath(id.space('team-beta'))}`)).status).toBe(403);
  });
});
