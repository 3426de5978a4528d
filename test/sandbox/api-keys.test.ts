import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import type { Fields } from './rig.js';
import { inPath, sandboxRig } from './rig.js';

const start = new Date('2026-01-01T00:00:00Z');
const inDays = (days: number): string => new Date(start.getTime() + days * 86_400_000).toISOString();

describe('user keys', () => {
  it('show their raw key once, and work', async () => {
    const { admin, as, id } = await sandboxRig({ clock: () => start });
    const made = await admin('POST', '/api-keys', { key_type: 'USER', name: 'ci', description: 'CI' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: id.key('ci'),
      name: 'ci',
      description: 'CI',
      key_type: 'USER',
      status: 'ACTIVE',
      redacted_key: expect.stringMatching(/^ak-.{3}\.\.\..{4}$/) as unknown,
      created_at: start.toISOString(),
      created_by_user_id: id.user('jane@example.com'),
      key: expect.stringMatching(/^ak-/) as unknown,
    });
    expect((await as(String(made.body['key']))('GET', '/users?limit=1')).status).toBe(200);
    const listed = await admin('GET', '/api-keys');
    expect(listed.items.map((key) => key['name'])).toEqual(['admin', 'ci']);
    expect(JSON.stringify(listed.body)).not.toContain(String(made.body['key']));
  });

  it("are one's own; account admins see those of others", async () => {
    const { admin, member, id } = await sandboxRig();
    const names = async (send: typeof admin, query: string): Promise<unknown> => {
      const reply = await send('GET', `/api-keys${query}`);
      return reply.status === 200 ? reply.items.map((key) => key['name']) : reply.status;
    };
    expect(await names(member, '')).toEqual(['notebook']);
    expect(await names(admin, `?user_id=${inPath(id.user('raj@example.com'))}`)).toEqual(['notebook']);
    expect(await names(member, `?user_id=${inPath(id.user('jane@example.com'))}`)).toBe(403);
  });

  it('are revoked as often as you like, and then only listed when asked for', async () => {
    const { admin, member, id } = await sandboxRig();
    const path = `/api-keys/${inPath(id.key('notebook'))}/revoke`;
    expect((await member('PUT', `/api-keys/${inPath(id.key('admin'))}/revoke`)).status).toBe(404);
    expect((await member('PUT', path)).status).toBe(204);
    expect((await member('GET', '/users')).status).toBe(401);
    expect((await admin('PUT', path)).status).toBe(204);
    const query = `user_id=${inPath(id.user('raj@example.com'))}`;
    expect((await admin('GET', `/api-keys?${query}`)).items).toEqual([]);
    expect((await admin('GET', `/api-keys?${query}&status=REVOKED`)).items).toHaveLength(1);
  });

  it.each([
    ['no key type', { name: 'x' }],
    ['a past expiry', { key_type: 'USER', name: 'x', expires_at: inDays(-1) }],
    ['an expiry that is no timestamp', { key_type: 'USER', name: 'x', expires_at: 'soon' }],
    ['an unknown field', { key_type: 'USER', name: 'x', organizations: [] }],
    ['a name of 257 characters', { key_type: 'USER', name: 'x'.repeat(257) }],
  ])('are refused with %s', async (_what, body) => {
    const { admin } = await sandboxRig({ clock: () => start });
    expect((await admin('POST', '/api-keys', body)).status).toBe(422);
  });
});

describe('refreshing a key', () => {
  it('gives a new secret under the same ID, at once or after a grace period', async () => {
    let now = start;
    const { admin, as, id } = await sandboxRig({ clock: () => now });
    const path = `/api-keys/${inPath(id.key('notebook'))}/refresh`;
    const old = as('sandbox-member-key');
    const first = await admin('POST', path, { grace_period_seconds: 60 });
    expect([first.status, first.body['id']]).toEqual([200, id.key('notebook')]);
    const second = as(String(first.body['key']));
    expect((await old('GET', '/users')).status).toBe(200);
    now = new Date(start.getTime() + 61_000);
    expect((await old('GET', '/users')).status).toBe(401);
    const again = await second('POST', path);
    expect(again.status).toBe(200);
    expect((await second('GET', '/users')).status).toBe(401);
  });

  it('never extends a life', async () => {
    const { admin } = await sandboxRig({ clock: () => start });
    const made = await admin('POST', '/api-keys', { key_type: 'USER', name: 'ci', expires_at: inDays(30) });
    const path = `/api-keys/${made.idInPath}/refresh`;
    expect((await admin('POST', path, {})).status).toBe(422);
    expect((await admin('POST', path, { expires_at: inDays(31) })).status).toBe(422);
    expect((await admin('POST', path, { expires_at: inDays(10), grace_period_seconds: 86_401 })).status).toBe(422);
    expect((await admin('POST', path, { expires_at: inDays(10) })).body['expires_at']).toBe(inDays(10));
    await admin('PUT', `/api-keys/${made.idInPath}/revoke`);
    expect((await admin('POST', path, { expires_at: inDays(5) })).status).toBe(400);
  });

  it('a key stops working when it expires', async () => {
    let now = start;
    const { admin, as } = await sandboxRig({ clock: () => now });
    const made = await admin('POST', '/api-keys', { key_type: 'USER', name: 'ci', expires_at: inDays(1) });
    now = new Date(inDays(1));
    expect((await as(String(made.body['key']))('GET', '/users')).status).toBe(401);
  });
});

describe('service keys', () => {
  it('come with a bot user; what is left out gets the least role', async () => {
    const { admin, as, id, sandbox } = await sandboxRig();
    const organization = id.organization('Research');
    const custom = { type: 'CUSTOM', id: id.role('Trace Reader') };
    const made = await admin('POST', '/api-keys', {
      key_type: 'SERVICE',
      name: 'exporter',
      organizations: [
        {
          org_id: organization,
          spaces: [{ space_id: id.space('playground') }, { space_id: id.space('papers'), role: custom }],
        },
      ],
    });
    expect(made.status).toBe(201);
    expect(made.body['bot_user']).toEqual({
      id: expect.any(String) as unknown,
      name: 'exporter (service key)',
      account_role: { type: 'PREDEFINED', name: 'MEMBER' },
      organizations: [
        {
          org_id: organization,
          role: { type: 'PREDEFINED', name: 'READ_ONLY' },
          spaces: [
            { space_id: id.space('playground'), role: { type: 'PREDEFINED', name: 'MEMBER' } },
            { space_id: id.space('papers'), role: { ...custom, name: 'Trace Reader' } },
          ],
        },
      ],
    });
    const spaces = await as(String(made.body['key']))('GET', '/spaces');
    expect(spaces.items.map((space) => space['name'])).toEqual(['playground', 'papers']);
    const listed = await admin('GET', '/api-keys?key_type=SERVICE');
    expect(listed.items.at(-1)?.['bot_user']).toEqual(made.body['bot_user']);
    const inSpace = await admin('GET', `/api-keys?space_id=${inPath(id.space('papers'))}`);
    expect(inSpace.items.map((key) => [key['name'], (key['bot_user'] as Fields)['organizations']])).toEqual([
      ['exporter', []],
    ]);
    await admin('DELETE', `/organizations/${inPath(organization)}`);
    expect(sandbox.state.keys.find(({ name }) => name === 'exporter')?.status).toBe('REVOKED');
  });

  it('take roles at or below one’s own, and no custom or annotator ones above a space', async () => {
    const { admin, member, id } = await sandboxRig();
    const organizations = (organization: object = {}, space: object = {}): object[] => [
      {
        org_id: id.organization('Platform Team'),
        spaces: [{ space_id: id.space('team-alpha'), ...space }],
        ...organization,
      },
    ];
    const role = (name: string): object => ({ role: { type: 'PREDEFINED', name } });
    const create = async (send: typeof admin, body: object): Promise<number> =>
      (await send('POST', '/api-keys', { key_type: 'SERVICE', name: 'k', ...body })).status;
    const custom = { role: { type: 'CUSTOM', id: id.role('Trace Reader') } };
    expect(await create(admin, { organizations: organizations(custom) })).toBe(422);
    expect(await create(admin, { organizations: organizations(role('ANNOTATOR')) })).toBe(422);
    expect(await create(admin, { organizations: organizations({}, role('ANNOTATOR')) })).toBe(422);
    expect(
      await create(admin, { organizations: organizations(), account_role: { type: 'PREDEFINED', name: 'ANNOTATOR' } }),
    ).toBe(400);
    expect(
      await create(admin, {
        organizations: organizations(),
        account_role: { type: 'PREDEFINED', name: 'MEMBER_UI_ONLY' },
      }),
    ).toBe(400);
    expect(await create(admin, { organizations: organizations({ spaces: [{ space_id: id.space('papers') }] }) })).toBe(
      422,
    );
    expect(await create(admin, { organizations: [] })).toBe(422);
    expect(await create(admin, { organizations: [...organizations(), ...organizations()] })).toBe(422);
    expect(await create(member, { organizations: organizations(role('ADMIN')) })).toBe(422);
    expect(await create(member, { organizations: organizations({}, role('ADMIN')) })).toBe(422);
    expect(
      await create(member, { organizations: organizations(), account_role: { type: 'PREDEFINED', name: 'ADMIN' } }),
    ).toBe(422);
    expect(await create(member, { organizations: organizations() })).toBe(201);
    expect(
      await create(admin, {
        organizations: organizations(role('ADMIN'), role('ADMIN')),
        account_role: { type: 'PREDEFINED', name: 'ADMIN' },
      }),
    ).toBe(201);
  });

  it('of others are revoked by account and space admins only', async () => {
    const { member, admin, id } = await sandboxRig();
    const path = `/api-keys/${inPath(id.key('team-alpha-traces'))}/revoke`;
    expect((await member('PUT', path)).status).toBe(403);
    await admin('POST', `/spaces/${inPath(id.space('team-alpha'))}/users`, {
      user_id: id.user('raj@example.com'),
      role: { type: 'PREDEFINED', name: 'ADMIN' },
    });
    expect((await member('PUT', path)).status).toBe(204);
  });

  it('cannot be made where developer access is off', async () => {
    const { as, id } = await sandboxRig({ seed: { ...defaultSeed, settings: { developer_access: false } } });
    const body = {
      key_type: 'SERVICE',
      name: 'k',
      organizations: [{ org_id: id.organization('Platform Team'), spaces: [{ space_id: id.space('team-alpha') }] }],
    };
    expect((await as('sandbox-service-key')('POST', '/api-keys', body)).status).toBe(403);
  });
});
