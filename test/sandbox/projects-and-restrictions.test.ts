import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { inPath, sandboxRig } from './rig.js';

describe('projects', () => {
  it('have names that are unique in the space', async () => {
    const { admin, id } = await sandboxRig();
    const made = await admin('POST', '/projects', { name: 'search', space_id: id.space('team-beta') });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'search', space_id: id.space('team-beta'), project_type: 'APPLICATION' });
    expect((await admin('POST', '/projects', { name: 'search', space_id: id.space('team-beta') })).status).toBe(409);
    const path = `/projects/${made.idInPath}`;
    expect((await admin('PATCH', path, { name: 'recommender' })).status).toBe(422);
    expect((await admin('PATCH', path, { name: 'find' })).body['name']).toBe('find');
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
  });

  it('are listed for the account, a space, part of a name or of a space name', async () => {
    const { admin, member, id } = await sandboxRig();
    const names = async (send: typeof admin, query: string): Promise<unknown> =>
      (await send('GET', `/projects?${query}`)).items.map((one) => one['name']);
    expect(await names(admin, '')).toEqual(['chatbot', 'search', 'recommender', 'agents']);
    expect(await names(admin, `space_id=${inPath(id.space('team-alpha'))}`)).toEqual(['chatbot', 'search']);
    expect(await names(admin, 'space_name=TEAM')).toEqual(['chatbot', 'search', 'recommender']);
    expect(await names(admin, 'name=A')).toEqual(['chatbot', 'search', 'agents']);
    // chatbot is restricted: membership of its space does not count.
    expect(await names(member, '')).toEqual(['search', 'recommender']);
    expect((await member('GET', `/projects/${inPath(id.project('chatbot'))}`)).status).toBe(404);
    expect(
      (await admin('GET', `/projects?space_id=${inPath(Buffer.from('Space:999:abcd').toString('base64'))}`)).status,
    ).toBe(404);
  });

  it('are not created where the caller may not', async () => {
    const { member, id } = await sandboxRig();
    expect((await member('POST', '/projects', { name: 'x', space_id: id.space('papers') })).status).toBe(403);
    expect((await member('POST', '/projects', { name: 'x', space_id: id.space('team-beta') })).status).toBe(201);
    expect((await member('POST', '/projects', { name: 'x', space_id: 'team-beta' })).status).toBe(400);
  });
});

describe('restrictions', () => {
  it('are idempotent to set, and a 404 to lift twice', async () => {
    const { admin, sandbox, id } = await sandboxRig();
    const search = id.project('search');
    const first = await admin('POST', '/resource-restrictions', { resource_id: search });
    expect([first.status, first.body]).toEqual([
      200,
      { resource_type: 'PROJECT', resource_id: search, created_at: expect.any(String) as unknown },
    ]);
    expect((await admin('POST', '/resource-restrictions', { resource_id: search })).body).toEqual(first.body);
    expect(sandbox.state.restrictions.map(({ project }) => project)).toEqual(['chatbot', 'search']);
    expect((await admin('DELETE', `/resource-restrictions/${inPath(search)}`)).status).toBe(204);
    expect((await admin('DELETE', `/resource-restrictions/${inPath(search)}`)).status).toBe(404);
  });

  it('are for projects only', async () => {
    const { admin, id } = await sandboxRig();
    expect((await admin('POST', '/resource-restrictions', { resource_id: id.space('team-alpha') })).status).toBe(400);
    expect(
      (
        await admin('POST', '/resource-restrictions', {
          resource_id: Buffer.from('Dashboard:4:abcd').toString('base64'),
        })
      ).status,
    ).toBe(400);
    expect(
      (await admin('POST', '/resource-restrictions', { resource_id: Buffer.from('Model:999:abcd').toString('base64') }))
        .status,
    ).toBe(404);
  });

  it('come after an empty page that has more to come', async () => {
    const { admin, member, id } = await sandboxRig();
    const first = await admin('GET', '/resource-restrictions?limit=100');
    expect(first.body).toEqual({
      resource_restrictions: [],
      pagination: { has_more: true, next_cursor: expect.any(String) as unknown },
    });
    const cursor = first.cursor;
    const second = await admin('GET', `/resource-restrictions?limit=100&cursor=${cursor}`);
    expect(second.items.map((one) => one['resource_id'])).toEqual([id.project('chatbot')]);
    expect(second.body['pagination']).toEqual({ has_more: false });
    // Who can't manage it doesn't see it, and gets pages all the same.
    expect((await member('GET', `/resource-restrictions?cursor=${cursor}`)).body).toEqual({
      resource_restrictions: [],
      pagination: { has_more: false },
    });
    expect((await admin('GET', '/resource-restrictions?resource_type=DASHBOARD')).body).toEqual({
      resource_restrictions: [],
      pagination: { has_more: false },
    });
  });

  it('come at once where there are none, or where the seed says so', async () => {
    const { admin } = await sandboxRig({ seed: { ...defaultSeed, settings: { empty_restriction_pages: false } } });
    expect((await admin('GET', '/resource-restrictions')).items).toHaveLength(1);
    const empty = await sandboxRig({ seed: { users: defaultSeed.users } });
    expect((await empty.admin('GET', '/resource-restrictions')).body).toEqual({
      resource_restrictions: [],
      pagination: { has_more: false },
    });
  });

  it('need space admin or PROJECT_RESTRICT', async () => {
    const { member, id } = await sandboxRig();
    expect((await member('POST', '/resource-restrictions', { resource_id: id.project('search') })).status).toBe(403);
    expect((await member('DELETE', `/resource-restrictions/${inPath(id.project('chatbot'))}`)).status).toBe(403);
  });
});
