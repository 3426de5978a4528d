import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { readSeed } from '../../src/sandbox/seed.js';
import { inPath, sandboxRig } from './rig.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the log of requests', () => {
  it('has method, path with query, status and body, and can be cleared', async () => {
    const { sandbox, admin } = await sandboxRig();
    await admin('GET', '/users?limit=1');
    await admin('POST', '/organizations', { name: 'Ops' });
    expect(sandbox.requests).toEqual([
      { method: 'GET', path: '/v2/users?limit=1', status: 200 },
      { method: 'POST', path: '/v2/organizations', status: 201, body: { name: 'Ops' } },
    ]);
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });

  it('other paths are problems too', async () => {
    const { sandbox, admin } = await sandboxRig();
    expect([(await admin('GET', '/nothing')).status, (await admin('PUT', '/users')).status]).toEqual([404, 404]);
    expect((await fetch(`${sandbox.url}/graphiql`, { method: 'POST' })).status).toBe(404);
  });
});

describe('faults', () => {
  it('answer with a status and Retry-After, for the requests that they match', async () => {
    const fault = { type: 'status', status: 429, retryAfter: 7, problem: { detail: 'slow down' } } as const;
    const { admin, sandbox } = await sandboxRig({
      faults: [{ method: 'get', path: '/v2/users/*', skip: 1, times: 2, fault }],
    });
    const path = `/users/${inPath(sandbox.state.users[0]?.id ?? '')}`;
    const replies = [
      await admin('GET', path),
      await admin('GET', '/users'),
      await admin('GET', path),
      await admin('GET', path),
      await admin('GET', path),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429, 429, 200]);
    expect(replies[2]?.headers.get('retry-after')).toBe('7');
    expect(replies[2]?.body).toMatchObject({ title: 'Too Many Requests', status: 429, detail: 'slow down' });
  });

  it('drop the connection before or after the request is carried out', async () => {
    const { admin, sandbox } = await sandboxRig();
    sandbox.addFault({ method: 'POST', path: '/v2/organizations', fault: { type: 'drop' } });
    sandbox.addFault({ method: 'POST', path: '/v2/organizations', skip: 1, fault: { type: 'drop-answer' } });
    await expect(admin('POST', '/organizations', { name: 'lost' })).rejects.toThrow('fetch failed');
    await expect(admin('POST', '/organizations', { name: 'made' })).rejects.toThrow('fetch failed');
    expect(sandbox.state.organizations.map(({ name }) => name)).toEqual(['Platform Team', 'Research', 'made']);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([0, 201]);
    expect((await admin('POST', '/organizations', { name: 'fine' })).status).toBe(201);
  });

  it('hang until the sandbox is closed', async () => {
    const { admin, sandbox } = await sandboxRig({ faults: [{ path: '/v2/**', fault: { type: 'hang' } }] });
    const hanging = expect(admin('GET', '/users')).rejects.toThrow();
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await sandbox.close();
    await hanging;
  });

  it('give bodies that are no JSON, unknown words, and answers of older servers', async () => {
    const { admin, sandbox } = await sandboxRig();
    sandbox.addFault({ path: '/v2/users', fault: { type: 'body', body: '{"users": [', status: 200 } });
    await expect(admin('GET', '/users')).rejects.toThrow(SyntaxError);
    sandbox.addFault({
      path: '/v2/users',
      fault: { type: 'body', body: '<html>', status: 502, contentType: 'text/html' },
    });
    const html = await fetch(`${sandbox.url}/v2/users`);
    expect([html.status, html.headers.get('content-type'), await html.text()]).toEqual([502, 'text/html', '<html>']);
    sandbox.addFault({ path: '/v2/roles', fault: { type: 'unknown-word', field: 'permissions', word: 'TELEPORT' } });
    expect((await admin('GET', '/roles')).items[0]?.['permissions']).toContain('TELEPORT');
    sandbox.addFault({ path: '/v2/users', fault: { type: 'unknown-word', field: 'status', word: 'FROZEN' } });
    expect((await admin('GET', '/users?limit=1')).items[0]?.['status']).toBe('FROZEN');
    sandbox.addFault({ path: '/v2/spaces', fault: { type: 'omit-field', field: 'organization_id' } });
    expect((await admin('GET', '/spaces')).items[0]).not.toHaveProperty('organization_id');
  });
});

describe('the state file', () => {
  it('holds each change before it is answered, and no raw key', async () => {
    const stateFile = join(folder, 'state.json');
    const first = await sandboxRig({ stateFile });
    const made = await first.admin('POST', '/api-keys', { key_type: 'USER', name: 'ci' });
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => first.admin('POST', '/organizations', { name })));
    await first.admin('POST', `/api-keys/${inPath(first.id.key('notebook'))}/refresh`, { grace_period_seconds: 3600 });
    const saved = await readFile(stateFile, 'utf8');
    const before = first.sandbox.state;
    expect(saved).not.toContain(String(made.body['key']));
    expect(saved).not.toContain('sandbox-admin-key');

    // Started from a copy of the file, so that nothing written on closing counts.
    const copy = join(folder, 'copy.json');
    await writeFile(copy, saved);
    const second = await sandboxRig({
      stateFile: copy,
      seed: { users: [{ email: 'a@b.co', name: 'Unused', role: 'ADMIN' }] },
    });
    expect({ ...second.sandbox.state, keys: second.sandbox.state.keys.slice(0, -1) }).toEqual(before);
    expect((await second.as(String(made.body['key']))('GET', '/users')).status).toBe(200);
    expect((await second.member('GET', '/users')).status).toBe(200);
    expect((await second.admin('POST', '/organizations', { name: 'e' })).status).toBe(201);
    expect(
      (await second.admin('DELETE', `/organizations/${inPath(second.id.organization('Platform Team'))}`)).status,
    ).toBe(204);
    expect(new Set(second.sandbox.state.organizations.map(({ id }) => id)).size).toBe(6);
  });

  it('that is none is refused', async () => {
    const stateFile = join(folder, 'state.json');
    await writeFile(stateFile, '{"version": 2}');
    await expect(sandboxRig({ stateFile })).rejects.toThrow(
      `${stateFile} is not a saved state of the sandbox: its version is 2, not 1`,
    );
  });
});

describe('seeds', () => {
  it('the example file is the account that the sandbox has without a seed', async () => {
    const file = new URL('../../examples/sandbox-seed.yaml', import.meta.url);
    expect(readSeed(await readFile(file, 'utf8'), 'sandbox-seed.yaml')).toEqual(defaultSeed);
  });

  it('what is wrong in a file is all said at once', () => {
    const text =
      'users:\n  - {email: a@b.co, nom: A}\norganizations:\n  - name: O\n    members: {a@b.co: KING}\nfriends: []\n';
    expect(() => readSeed(text, 'seed.yaml')).toThrow(
      new Error(
        [
          'seed.yaml is not a valid seed:',
          '  / must NOT have additional properties: friends',
          "  /users/0 must have required property 'name'",
          '  /users/0 must NOT have additional properties: nom',
          '  /organizations/0/members/a@b.co must be equal to one of the allowed values: ADMIN, MEMBER, READ_ONLY, ANNOTATOR',
        ].join('\n'),
      ),
    );
    expect(() => readSeed('users: [\n', 'seed.yaml')).toThrow(/^seed\.yaml is not a valid seed:\n {2}\d+:\d+ /);
  });

  it('what Arize would not allow is refused, by name', async () => {
    const seed = {
      users: [{ email: 'a@b.co', name: 'A' }],
      organizations: [
        { name: 'O', members: { 'x@b.co': 'MEMBER' }, spaces: [{ name: 'S', members: { 'a@b.co': 'MEMBER' } }] },
      ],
      bindings: [{ user: 'a@b.co', role: 'R', organization: 'O', space: 'T' }],
    } as const;
    await expect(sandboxRig({ seed })).rejects.toThrow(
      new Error(
        [
          'the seed is not a valid seed:',
          '  organization O, member x@b.co: there is no user x@b.co',
          "  space O/S, member a@b.co: the user is not a member of the space's organization",
          '  binding of R to a@b.co: there is no space O/T',
          '  binding of R to a@b.co: there is no such role',
          '  users: at least one must be an active ADMIN',
        ].join('\n'),
      ),
    );
  });

  it('have stable IDs', async () => {
    const [one, two] = [await sandboxRig(), await sandboxRig()];
    expect(one.sandbox.state).toEqual(two.sandbox.state);
    expect(Buffer.from(one.id.user('jane@example.com'), 'base64').toString()).toMatch(/^User:1:[\w-]{4}$/);
  });
});

describe('a large account', () => {
  it('is listed in pages of 100', async () => {
    const users = Array.from({ length: 10_000 }, (_, index) => ({
      email: `user${String(index)}@example.com`,
      name: 'User',
      role: 'ADMIN' as const,
    }));
    const { admin } = await sandboxRig({ seed: { users } });
    const seen: unknown[] = [];
    for (let query = 'limit=100'; ;) {
      const page = await admin('GET', `/users?${query}`);
      seen.push(...page.items.map((user) => user['email']));
      if (page.body['pagination'] === undefined || page.cursor === 'undefined') break;
      query = `limit=100&cursor=${page.cursor}`;
    }
    expect(seen).toEqual(users.map(({ email }) => email));
  });
});

describe('the profile for ax', () => {
  it('is written into the given home', async () => {
    const lines = await writeSandboxProfile(folder, { host: '127.0.0.1:8080', scheme: 'http' });
    expect(lines).toEqual([
      'In another terminal, point ax and ax-gitops at it:',
      `  export HOME=${folder}`,
      '  ax users list',
    ]);
    expect(await readFile(join(folder, '.arize/.active_profile'), 'utf8')).toBe('sandbox');
    expect(await readFile(join(folder, '.arize/profiles/sandbox.toml'), 'utf8')).toContain(
      'api_key = "sandbox-admin-key"',
    );
  });
});
