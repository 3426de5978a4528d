import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { inPath, sandboxRig } from './rig.js';

const invite = (email: string, invite_mode: string, role: object = { type: 'PREDEFINED', name: 'MEMBER' }): object => ({
  name: 'Some Body',
  email,
  role,
  invite_mode,
});

describe('creating a user depends on who has the email already', () => {
  it.each([
    // existing status, invite mode, answer, status afterwards
    ['none', 'EMAIL_LINK', 201, 'INVITED'],
    ['none', 'TEMPORARY_PASSWORD', 201, 'INVITED'],
    ['none', 'NONE', 201, 'ACTIVE'],
    ['INVITED', 'EMAIL_LINK', 200, 'INVITED'],
    ['INVITED', 'TEMPORARY_PASSWORD', 200, 'INVITED'],
    ['INVITED', 'NONE', 201, 'ACTIVE'],
    ['ACTIVE', 'EMAIL_LINK', 409, 'ACTIVE'],
    ['ACTIVE', 'NONE', 409, 'ACTIVE'],
    ['EXPIRED', 'EMAIL_LINK', 201, 'INVITED'],
    ['INACTIVE', 'EMAIL_LINK', 409, 'INACTIVE'],
    ['INACTIVE', 'NONE', 409, 'INACTIVE'],
  ] as const)('%s, invited with %s: %i', async (existing, mode, status, afterwards) => {
    const users =
      existing === 'none'
        ? defaultSeed.users
        : [...defaultSeed.users, { email: 'who@example.com', name: 'Who', status: existing }];
    const { sandbox, admin } = await sandboxRig({ seed: { ...defaultSeed, users } });
    const reply = await admin('POST', '/users', invite('WHO@example.com', mode));
    expect(reply.status).toBe(status);
    expect(
      sandbox.state.users.filter(({ email }) => email.toLowerCase() === 'who@example.com').map((user) => user.status),
    ).toEqual([afterwards]);
    expect('temporary_password' in reply.body).toBe(status === 201 && mode === 'TEMPORARY_PASSWORD');
    if (status === 200) expect(reply.body).not.toHaveProperty('invite_mode');
    if (status === 200) expect(reply.body['name']).toBe('Who');
  });

  it.each([
    [undefined, true],
    [false, true],
    [true, false],
  ])(
    'whose invitation ran out keeps ID and memberships, or not (new_id_when_reinvited: %s)',
    async (setting, keeps) => {
      const { organizations = [] } = defaultSeed;
      const [first] = organizations;
      if (first === undefined) throw new Error('the seed has no organization');
      const { sandbox, admin } = await sandboxRig({
        seed: {
          ...defaultSeed,
          settings: setting === undefined ? {} : { new_id_when_reinvited: setting },
          users: [...defaultSeed.users, { email: 'who@example.com', name: 'Who', status: 'EXPIRED' }],
          organizations: [{ ...first, members: { ...first.members, 'who@example.com': 'MEMBER' } }],
          bindings: [],
          api_keys: [],
        },
      });
      const find = () => sandbox.state.users.filter(({ email }) => email === 'who@example.com');
      const before = find()[0]?.id ?? '';
      const reply = await admin('POST', '/users', invite('who@example.com', 'EMAIL_LINK'));
      expect(find().map(({ id }) => id)).toEqual([reply.body['id']]);
      expect(reply.body['id'] === before).toBe(keeps);
      expect((await admin('GET', `/users/${inPath(before)}`)).status).toBe(keeps ? 200 : 404);
      const members = sandbox.state.memberships;
      expect(members.some(({ user }) => user === 'who@example.com')).toBe(keeps);
    },
  );

  it('shows the whole user', async () => {
    const { admin, sandbox } = await sandboxRig({ clock: () => new Date('2026-01-02T03:04:05Z') });
    const reply = await admin('POST', '/users', invite('who@example.com', 'EMAIL_LINK'));
    expect(reply.body).toEqual({
      id: sandbox.state.users.at(-1)?.id,
      name: 'Some Body',
      email: 'who@example.com',
      created_at: '2026-01-02T03:04:05.000Z',
      status: 'INVITED',
      role: { type: 'PREDEFINED', name: 'MEMBER' },
      is_developer: true,
      invite_mode: 'EMAIL_LINK',
    });
  });

  it.each([
    ['an unknown field', { ...invite('a@b.co', 'NONE'), is_admin: true }, 422],
    ['no name', { ...invite('a@b.co', 'NONE'), name: '' }, 422],
    ['a blank name', { ...invite('a@b.co', 'NONE'), name: '  ' }, 400],
    ['a name of 256 characters', { ...invite('a@b.co', 'NONE'), name: 'x'.repeat(256) }, 422],
    ['no email address', invite('nobody', 'NONE'), 422],
    ['a bad invite mode', invite('a@b.co', 'PIGEON'), 422],
    ['a bad role', invite('a@b.co', 'NONE', { type: 'PREDEFINED', name: 'KING' }), 422],
    ['a role that is plain text', { ...invite('a@b.co', 'NONE'), role: 'MEMBER' }, 422],
    ['a role that is no ID', invite('a@b.co', 'NONE', { type: 'CUSTOM', id: 'Data Scientist' }), 400],
    ['broken JSON', '{"name": ', 400],
  ])('refuses %s', async (_what, body, status) => {
    const { admin, sandbox } = await sandboxRig();
    expect((await admin('POST', '/users', body)).status).toBe(status);
    expect(sandbox.state.users).toHaveLength(defaultSeed.users.length);
  });

  it('lets members invite members only', async () => {
    const { member } = await sandboxRig();
    expect((await member('POST', '/users', invite('a@b.co', 'EMAIL_LINK'))).status).toBe(201);
    expect(
      (await member('POST', '/users', invite('c@b.co', 'EMAIL_LINK', { type: 'PREDEFINED', name: 'ADMIN' }))).status,
    ).toBe(403);
  });
});

describe('deleting a user', () => {
  it('is terminal and takes memberships, bindings and own keys along', async () => {
    const { sandbox, admin, member, id } = await sandboxRig();
    const raj = id.user('raj@example.com');
    expect((await member('GET', '/spaces')).status).toBe(200);
    expect((await admin('DELETE', `/users/${inPath(raj)}`)).status).toBe(204);
    expect((await admin('DELETE', `/users/${inPath(raj)}`)).status).toBe(204);
    expect((await admin('GET', `/users/${inPath(raj)}`)).status).toBe(404);
    const listed = await admin('GET', '/users?limit=100');
    expect(listed.items.map((user) => user['email'])).not.toContain('raj@example.com');
    expect(sandbox.state.memberships.filter(({ user }) => user === 'raj@example.com')).toEqual([]);
    expect(sandbox.state.keys.filter(({ owner }) => owner === 'raj@example.com').map(({ status }) => status)).toEqual([
      'REVOKED',
    ]);
    expect((await member('GET', '/spaces')).status).toBe(401);

    expect((await admin('DELETE', `/users/${inPath(id.user('mei@example.com'))}`)).status).toBe(204);
    expect(sandbox.state.bindings.filter(({ user }) => user === 'mei@example.com')).toEqual([]);
  });

  it('refuses oneself, strangers, and callers who may not', async () => {
    const { admin, member, id } = await sandboxRig();
    expect((await admin('DELETE', `/users/${inPath(id.user('jane@example.com'))}`)).status).toBe(400);
    expect((await admin('DELETE', `/users/${inPath(Buffer.from('User:999:abcd').toString('base64'))}`)).status).toBe(
      404,
    );
    expect((await admin('DELETE', '/users/raj@example.com')).status).toBe(400);
    expect((await member('DELETE', `/users/${inPath(id.user('old@example.com'))}`)).status).toBe(403);
  });
});

describe('updating a user', () => {
  it('changes name and developer flag, and nothing else', async () => {
    const { admin, id } = await sandboxRig();
    const path = `/users/${inPath(id.user('old@example.com'))}`;
    expect((await admin('PATCH', path, { name: ' Olga ', is_developer: true })).body).toMatchObject({
      name: 'Olga',
      is_developer: true,
    });
    expect((await admin('PATCH', path, {})).status).toBe(422);
    expect((await admin('PATCH', path, { role: { type: 'PREDEFINED', name: 'ADMIN' } })).status).toBe(422);
    expect((await admin('PATCH', path, { name: '   ' })).status).toBe(400);
  });

  it('needs account admin', async () => {
    const { member, id } = await sandboxRig();
    const path = `/users/${inPath(id.user('old@example.com'))}`;
    expect((await member('PATCH', path, { name: 'Olga' })).status).toBe(403);
    expect((await member('PATCH', path, { is_developer: true })).status).toBe(403);
  });
});

describe('listing users', () => {
  it('is oldest first, filtered by part of the email and by status', async () => {
    const { admin } = await sandboxRig();
    const emails = async (query: string): Promise<unknown> =>
      (await admin('GET', `/users?${query}`)).items.map((user) => user['email']);
    expect(await emails('limit=100')).toEqual(defaultSeed.users.map(({ email }) => email));
    expect(await emails('email=E%40EXAMPLE')).toEqual(['jane@example.com', 'eve@example.com']);
    expect(await emails('status=INVITED')).toEqual(['new@example.com']);
    expect(await emails('status=INVITED&status=EXPIRED')).toEqual(['new@example.com']);
  });

  it('goes on behind a cursor, also when its object is gone', async () => {
    const { admin, id } = await sandboxRig();
    const first = await admin('GET', '/users?limit=3');
    expect(first.body['pagination']).toEqual({ has_more: true, next_cursor: expect.any(String) as unknown });
    await admin('DELETE', `/users/${inPath(id.user('raj@example.com'))}`);
    const second = await admin('GET', `/users?limit=5&cursor=${first.cursor}`);
    expect(second.items.map((user) => user['email'])).toEqual(defaultSeed.users.slice(3).map(({ email }) => email));
    expect(second.body['pagination']).toEqual({ has_more: false });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=nonsense', 'status=ASLEEP'])('refuses %s', async (query) => {
    const { admin } = await sandboxRig();
    expect((await admin('GET', `/users?${query}`)).status).toBe(400);
  });
});

describe('invitations and passwords', () => {
  it.each([
    ['resend-invitation', 'new@example.com', 204],
    ['resend-invitation', 'raj@example.com', 400],
    ['reset-password', 'raj@example.com', 204],
    ['reset-password', 'eve@example.com', 400],
    ['reset-password', 'new@example.com', 400],
  ])('%s for %s: %i', async (what, email, status) => {
    const { admin, member, id } = await sandboxRig();
    expect((await admin('POST', `/users/${inPath(id.user(email))}/${what}`)).status).toBe(status);
    expect((await member('POST', `/users/${inPath(id.user(email))}/${what}`)).status).toBe(403);
  });

  it('no invitation is sent again where SAML is enforced', async () => {
    const { admin, id } = await sandboxRig({ seed: { ...defaultSeed, settings: { saml: true } } });
    expect((await admin('POST', `/users/${inPath(id.user('new@example.com'))}/resend-invitation`)).status).toBe(400);
  });
});

describe('who is calling', () => {
  it('is told by the key: unknown ones get 401, people without developer access 403', async () => {
    const { admin, member, as, id } = await sandboxRig();
    const refused = await as('nonsense')('GET', '/users');
    expect([refused.status, refused.contentType]).toEqual([401, 'application/problem+json']);
    expect(refused.body).toEqual({
      title: 'Unauthorized',
      status: 401,
      type: 'https://arize.com/docs/ax/rest-reference/errors#unauthorized',
      detail: 'the API key is missing, unknown, revoked or expired',
      instance: '/v2/users',
    });
    await admin('PATCH', `/users/${inPath(id.user('raj@example.com'))}`, { is_developer: false });
    expect((await member('GET', '/users')).status).toBe(403);
  });

  it('the account-wide switch leaves service keys alone', async () => {
    const { admin, as } = await sandboxRig({ seed: { ...defaultSeed, settings: { developer_access: false } } });
    expect((await admin('GET', '/spaces')).status).toBe(403);
    expect((await as('sandbox-service-key')('GET', '/spaces')).items.map((space) => space['name'])).toContain(
      'team-alpha',
    );
  });
});
