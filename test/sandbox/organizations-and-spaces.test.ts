import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { inPath, sandboxRig } from './rig.js';

const predefined = (name: string): object => ({ type: 'PREDEFINED', name });
const researcher = {
  ...defaultSeed,
  api_keys: [...(defaultSeed.api_keys ?? []), { name: 'mei', owner: 'mei@example.com', key: 'mei-key' }],
};

describe('organizations', () => {
  it('have names that are unique in the account', async () => {
    const { admin, id } = await sandboxRig();
    const made = await admin('POST', '/organizations', { name: 'Ops', description: 'Operations' });
    expect([made.status, made.body['name'], made.body['description']]).toEqual([201, 'Ops', 'Operations']);
    expect((await admin('POST', '/organizations', { name: 'Ops' })).status).toBe(409);
    expect(
      (await admin('PATCH', `/organizations/${inPath(id.organization('Research'))}`, { name: 'Ops' })).status,
    ).toBe(409);
  });

  it('keep what an update leaves out; null clears a description', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const path = `/organizations/${inPath(id.organization('Research'))}`;
    expect((await admin('PATCH', path, { name: 'Lab' })).body['description']).toBe('Models that may never ship');
    expect((await admin('PATCH', path, { name: 'Lab', description: null })).body['description']).toBe('');
    expect((await admin('PATCH', path, {})).status).toBe(422);
    expect(sandbox.state.organizations.map(({ name }) => name)).toEqual(['Platform Team', 'Lab']);
    expect((await admin('GET', '/organizations?name=LA')).items.map((one) => one['name'])).toEqual([
      'Platform Team',
      'Lab',
    ]);
  });

  it('take everything in them along', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    expect((await admin('DELETE', `/organizations/${inPath(id.organization('Platform Team'))}`)).status).toBe(204);
    const { state } = sandbox;
    expect(state.spaces.map(({ name }) => name)).toEqual(['playground', 'papers']);
    expect(state.projects.map(({ name }) => name)).toEqual(['agents']);
    expect(state.bindings.map(({ user }) => user)).toEqual(['eve@example.com']);
    expect(state.restrictions).toEqual([]);
    expect(state.memberships.filter(({ organization }) => organization === 'Platform Team')).toEqual([]);
    expect(state.keys.find(({ name }) => name === 'team-alpha-traces')?.status).toBe('REVOKED');
  });

  it('are seen by members and run by their admins', async () => {
    const { as, member, id } = await sandboxRig({ seed: researcher });
    const names = async (send: typeof member): Promise<unknown> =>
      (await send('GET', '/organizations')).items.map((one) => one['name']);
    expect(await names(member)).toEqual(['Platform Team']);
    expect(await names(as('mei-key'))).toEqual(['Platform Team', 'Research']);
    const research = inPath(id.organization('Research'));
    const platform = inPath(id.organization('Platform Team'));
    expect((await as('mei-key')('PATCH', `/organizations/${research}`, { name: 'Lab' })).status).toBe(200);
    expect((await as('mei-key')('PATCH', `/organizations/${platform}`, { name: 'Lab' })).status).toBe(403);
    expect((await member('GET', `/organizations/${research}`)).status).toBe(404);
    expect((await member('POST', '/organizations', { name: 'Mine' })).status).toBe(403);
    expect((await as('mei-key')('DELETE', `/organizations/${research}`)).status).toBe(403);
  });
});

describe('members of an organization', () => {
  it('are upserted and removed, from its spaces too', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const organization = id.organization('Platform Team');
    const path = `/organizations/${inPath(organization)}/users`;
    const mei = id.user('mei@example.com');
    const made = await admin('POST', path, { user_id: mei, role: predefined('READ_ONLY') });
    expect([made.status, made.body]).toEqual([
      200,
      { id: expect.any(String) as unknown, user_id: mei, organization_id: organization, role: predefined('READ_ONLY') },
    ]);
    const again = await admin('POST', path, { user_id: mei, role: predefined('ADMIN') });
    expect(again.body['id']).toBe(made.body['id']);
    const ofMei = (): unknown =>
      sandbox.state.memberships.filter(
        ({ user, organization: name }) => user === 'mei@example.com' && name === 'Platform Team',
      );
    expect(ofMei()).toEqual([
      { user: 'mei@example.com', organization: 'Platform Team', role: 'ADMIN' },
      { user: 'mei@example.com', organization: 'Platform Team', space: 'team-beta', role: 'MEMBER' },
    ]);
    expect((await admin('DELETE', `${path}/${inPath(mei)}`)).status).toBe(204);
    expect(ofMei()).toEqual([]);
    expect((await admin('DELETE', `${path}/${inPath(mei)}`)).status).toBe(404);
  });

  it.each([
    ['ann@example.com', 'MEMBER', 400],
    ['ann@example.com', 'ANNOTATOR', 200],
    ['raj@example.com', 'ANNOTATOR', 400],
    ['raj@example.com', 'KING', 422],
  ])('%s as %s: %i', async (email, role, status) => {
    const { admin, id } = await sandboxRig();
    const path = `/organizations/${inPath(id.organization('Research'))}/users`;
    expect((await admin('POST', path, { user_id: id.user(email), role: predefined(role) })).status).toBe(status);
  });

  it('are added by organization admins', async () => {
    const { member, as, id } = await sandboxRig({ seed: researcher });
    const body = { user_id: id.user('old@example.com'), role: predefined('MEMBER') };
    expect(
      (await member('POST', `/organizations/${inPath(id.organization('Platform Team'))}/users`, body)).status,
    ).toBe(403);
    expect(
      (await as('mei-key')('POST', `/organizations/${inPath(id.organization('Research'))}/users`, body)).status,
    ).toBe(200);
  });
});

describe('spaces', () => {
  it('have names that are unique in the organization only', async () => {
    const { admin, id } = await sandboxRig();
    const create = (organization: string, name: string): Promise<{ status: number }> =>
      admin('POST', '/spaces', { name, organization_id: id.organization(organization) });
    expect((await create('Platform Team', 'playground')).status).toBe(201);
    expect((await create('Platform Team', 'team-alpha')).status).toBe(409);
    expect((await admin('PATCH', `/spaces/${inPath(id.space('team-beta'))}`, { name: 'team-alpha' })).status).toBe(409);
    expect((await admin('PATCH', `/spaces/${inPath(id.space('team-beta'))}`, { name: 'team-beta' })).status).toBe(200);
  });

  it('show all their fields and can be made private', async () => {
    const { admin, sandbox, id } = await sandboxRig({ clock: () => new Date('2026-01-02T03:04:05Z') });
    const path = `/spaces/${inPath(id.space('team-beta'))}`;
    expect((await admin('PATCH', path, { is_private: true, description: 'B' })).body).toEqual({
      id: id.space('team-beta'),
      organization_id: id.organization('Platform Team'),
      name: 'team-beta',
      description: 'B',
      created_at: '2026-01-02T03:04:05.000Z',
      is_private: true,
    });
    expect((await admin('PATCH', path, { description: '' })).status).toBe(422);
    expect((await admin('PATCH', path, { description: null })).body['description']).toBe('');
    expect(sandbox.state.spaces.find(({ name }) => name === 'team-beta')?.is_private).toBe(true);
  });

  it('are listed by organization and by part of the name, where the caller can see them', async () => {
    const { admin, member, id } = await sandboxRig();
    const names = async (send: typeof admin, query: string): Promise<unknown> =>
      (await send('GET', `/spaces?${query}`)).items.map((one) => one['name']);
    expect(await names(admin, `org_id=${inPath(id.organization('Research'))}`)).toEqual(['playground', 'papers']);
    expect(await names(admin, 'name=TEAM')).toEqual(['team-alpha', 'team-beta']);
    expect(await names(member, '')).toEqual(['team-alpha', 'team-beta']);
    expect((await member('GET', `/spaces?org_id=${inPath(id.organization('Research'))}`)).status).toBe(404);
    expect((await member('GET', `/spaces/${inPath(id.space('papers'))}`)).status).toBe(404);
    expect(
      (await member('POST', '/spaces', { name: 'x', organization_id: id.organization('Platform Team') })).status,
    ).toBe(403);
  });

  it('take projects, bindings and memberships along', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    expect((await admin('DELETE', `/spaces/${inPath(id.space('team-alpha'))}`)).status).toBe(204);
    expect(sandbox.state.projects.map(({ name }) => name)).toEqual(['recommender', 'agents']);
    expect(sandbox.state.bindings.map(({ user }) => user)).toEqual(['eve@example.com']);
    expect(sandbox.state.restrictions).toEqual([]);
    expect(sandbox.state.memberships.filter(({ space }) => space === 'team-alpha')).toEqual([]);
  });
});

describe('members of a space', () => {
  it('must be in the organization first', async () => {
    const { admin, id } = await sandboxRig();
    const body = { user_id: id.user('eve@example.com'), role: predefined('MEMBER') };
    const path = `/spaces/${inPath(id.space('team-alpha'))}/users`;
    expect((await admin('POST', path, body)).status).toBe(400);
    await admin('POST', `/organizations/${inPath(id.organization('Platform Team'))}/users`, body);
    expect((await admin('POST', path, body)).status).toBe(200);
  });

  it.each([
    ['ann@example.com', predefined('READ_ONLY'), 400],
    ['ann@example.com', predefined('ANNOTATOR'), 200],
    ['raj@example.com', predefined('ANNOTATOR'), 400],
    ['raj@example.com', predefined('ADMIN'), 200],
  ])('%s as %o: %i', async (email, role, status) => {
    const { admin, id } = await sandboxRig();
    expect(
      (await admin('POST', `/spaces/${inPath(id.space('team-beta'))}/users`, { user_id: id.user(email), role })).status,
    ).toBe(status);
  });

  it('lose their binding on the space with the membership; who has only a binding is no member', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const space = id.space('team-alpha');
    const mei = id.user('mei@example.com');
    const onSpace = (): number =>
      sandbox.state.bindings.filter(({ user, project }) => user === 'mei@example.com' && project === undefined).length;
    expect((await admin('DELETE', `/spaces/${inPath(space)}/users/${inPath(mei)}`)).status).toBe(404);
    expect(onSpace()).toBe(1);
    await admin('POST', `/spaces/${inPath(space)}/users`, { user_id: mei, role: predefined('MEMBER') });
    expect((await admin('DELETE', `/spaces/${inPath(space)}/users/${inPath(mei)}`)).status).toBe(204);
    expect(onSpace()).toBe(0);
    expect(
      sandbox.state.bindings.filter(({ user }) => user === 'mei@example.com').map(({ project }) => project),
    ).toEqual(['chatbot']);
  });

  it('can have a custom role, which is a binding on the space', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const space = inPath(id.space('team-beta'));
    const raj = id.user('raj@example.com');
    const custom = { type: 'CUSTOM', id: id.role('Data Scientist') };
    const made = await admin('POST', `/spaces/${space}/users`, { user_id: raj, role: custom });
    expect([made.status, made.body['role']]).toEqual([200, { ...custom, name: 'Data Scientist' }]);
    const bound = (): unknown =>
      sandbox.state.bindings.filter(({ user }) => user === 'raj@example.com').map(({ role }) => role);
    expect(bound()).toEqual(['Data Scientist']);
    await admin('POST', `/spaces/${space}/users`, { user_id: raj, role: predefined('MEMBER') });
    expect(bound()).toEqual([]);
    expect(
      sandbox.state.memberships.filter(({ user, space: name }) => user === 'raj@example.com' && name === 'team-beta'),
    ).toEqual([{ user: 'raj@example.com', organization: 'Platform Team', space: 'team-beta', role: 'MEMBER' }]);
  });

  it('are added by space admins', async () => {
    const { member, admin, id } = await sandboxRig();
    const body = { user_id: id.user('old@example.com'), role: predefined('MEMBER') };
    const path = `/spaces/${inPath(id.space('team-alpha'))}/users`;
    expect((await member('POST', path, body)).status).toBe(403);
    expect((await member('DELETE', `${path}/${inPath(id.user('old@example.com'))}`)).status).toBe(403);
    await admin('POST', path, { user_id: id.user('raj@example.com'), role: predefined('ADMIN') });
    expect((await member('POST', path, body)).status).toBe(200);
  });
});
