import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../../src/model/call.js';
import type { AxOptions } from '../../../src/remote/ax/adapter.js';
import { axTransport } from '../../../src/remote/ax/adapter.js';
import { axArguments } from '../../../src/remote/ax/argv.js';
import { classify } from '../../../src/remote/ax/classify.js';
import { axEnvironment } from '../../../src/remote/ax/environment.js';
import { prepareHome } from '../../../src/remote/ax/home.js';
import { plainRunner } from '../../../src/remote/ax/plain-runner.js';
import { axVersion } from '../../../src/remote/ax/version.js';
import type { Arize } from '../../../src/remote/port.js';
import type { Fault, Sandbox } from '../../../src/sandbox/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../src/sandbox/profile.js';

/* How the real ax behaves (contract §2), trap by trap, and what is made of it. Nothing here is assumed of ax: it runs. */

const ax = process.env['AX_GITOPS_AX'] ?? '';
let sandbox: Sandbox;
let home: string;
let arize: Arize;
const waits: number[] = [];

function transport(options: Partial<AxOptions> = {}): Arize {
  return axTransport({
    ax,
    env: process.env,
    home,
    runner: 'warm',
    concurrency: 2,
    wait: (ms) => (waits.push(ms), Promise.resolve()),
    random: () => 0.5,
    ...options,
  });
}

beforeAll(async () => {
  sandbox = await startSandbox();
  home = await mkdtemp(join(tmpdir(), 'ax-traps-'));
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  arize = transport();
});
afterAll(async () => {
  await arize.close();
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});
beforeEach(() => {
  sandbox.clearRequests();
  waits.length = 0;
});

const way = { host: 'api.arize.com', certificates: 'SSL_CERT_FILE' } as const;
/** Plain ax, as by hand. */
const byHand = (...args: readonly string[]) => plainRunner({ ax, env: axEnvironment(process.env, home) }).run(args);
const sent = () => sandbox.requests.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]);
const id = (kind: 'users' | 'organizations' | 'spaces' | 'roles', name: string) => {
  const found = (
    sandbox.state[kind] as readonly { readonly id: string; readonly name: string; readonly email?: string }[]
  ).find((object) => object.name === name || object.email === name);
  return found?.id ?? '';
};
const created = async (call: ResolvedCall): Promise<string> => {
  const result = await arize.call(call);
  if (!result.ok || result.value.id === undefined) throw new Error(JSON.stringify(result));
  return result.value.id;
};

it('an answer that holds the key of who asks is shown without it', async () => {
  const detail = `you sent Bearer ${sandbox.apiKey}`;
  sandbox.addFault({ path: '/v2/users', fault: { type: 'status', status: 400, problem: { detail } } });
  const listed = await arize.list({ list: 'users' });
  expect(listed).toMatchObject({ error: { message: '400 Bad Request: you sent Bearer [the API key]' } });
});

describe('a partial update', () => {
  it('clears the description if it is left out: that is what ax does', async () => {
    const organization = await created({ do: 'organizations.create', name: 'Trap', description: 'kept' });
    sandbox.clearRequests();
    await byHand('organizations', 'update', organization, '--name', 'Trap 2', '-o', 'json');
    expect(sent()).toEqual([['PATCH', { name: 'Trap 2', description: null }]]);
  });

  it('keeps it, changes it or clears it as told, for each kind that has one', async () => {
    const organization = await created({ do: 'organizations.create', name: 'Described', description: 'one' });
    const space = await created({ do: 'spaces.create', organization, name: 'described', description: 'one' });
    const role = await created({
      do: 'roles.create',
      name: 'Described',
      permissions: ['PROJECT_READ'],
      description: 'one',
    });
    sandbox.clearRequests();
    const all = async (description: string, name?: string) => {
      const more = name === undefined ? {} : { name };
      for (const call of [
        { do: 'organizations.update', organization, description, ...more },
        { do: 'spaces.update', space, description, ...more },
        { do: 'roles.update', role, description, ...more },
      ] as const)
        expect(await arize.call(call)).toMatchObject({ ok: true });
    };
    await all('one', 'Renamed');
    await all('two');
    await all('', 'Renamed');
    expect(sent()).toEqual([
      ...Array<unknown>(3).fill(['PATCH', { name: 'Renamed', description: 'one' }]),
      ...Array<unknown>(3).fill(['PATCH', { description: 'two' }]),
      ...Array<unknown>(3).fill(['PATCH', { name: 'Renamed', description: null }]),
    ]);
  });
});

describe('users delete exits with 0 whatever happened', () => {
  const fault = (status: number) => {
    sandbox.addFault({ method: 'DELETE', path: '/v2/users/*', fault: { type: 'status', status } });
  };
  it('so its results are read: refused, gone already, unknown, done', async () => {
    const user = await created({
      do: 'users.create',
      name: 'Del',
      email: 'del@example.com',
      role: 'MEMBER',
      invite: 'NONE',
    });
    const call = { do: 'users.delete', user } as const;
    fault(403);
    const refused = await arize.call(call);
    expect(refused).toEqual({
      ok: false,
      error: { kind: 'forbidden', status: 403, message: 'the user was not deleted: 403 Forbidden', uncertain: false },
    });
    fault(500);
    expect(await arize.call(call)).toMatchObject({
      ok: false,
      error: { kind: 'server', status: 500, uncertain: true },
    });
    fault(404);
    expect(await arize.call(call)).toEqual({ ok: true, value: { alreadyGone: true } });
    expect(await arize.call(call)).toEqual({ ok: true, value: {} });
  });
});

describe('a prompt at the end of input', () => {
  it('exits with 0 and does nothing; that is no success', async () => {
    const outcome = await byHand('organizations', 'delete', id('organizations', 'Research'));
    expect(outcome).toMatchObject({ type: 'exited', exitCode: 0 });
    expect(sent()).toEqual([]);
    expect(classify(outcome, { isWrite: true, printsJson: false }, way)).toMatchObject({
      ok: false,
      error: { kind: 'ax-broken', uncertain: false },
    });
  });

  it('for a missing option exits with 1', async () => {
    const outcome = await byHand('users', 'create', '--full-name', 'x');
    expect(outcome).toMatchObject({ type: 'exited', exitCode: 1 });
    expect(classify(outcome, { isWrite: true, printsJson: true }, way)).toMatchObject({ ok: false });
  });
});

describe('what ax prints is taken as little as can be', () => {
  it('brackets in a message are swallowed by ax; the status is not', async () => {
    sandbox.addFault({
      method: 'POST',
      path: '/v2/roles',
      fault: { type: 'status', status: 409, problem: { detail: 'the [red]role[/red] is [there]' } },
    });
    expect(await arize.call({ do: 'roles.create', name: 'B', permissions: ['PROJECT_READ'] })).toMatchObject({
      ok: false,
      error: { kind: 'conflict', status: 409 },
    });
  });

  it('a message that ax can not print hides what happened, so a change may have been made', async () => {
    const fault: Fault = { type: 'status', status: 400, problem: { detail: 'bad [/foo] tag' } };
    sandbox.addFault({ method: 'POST', path: '/v2/roles', fault });
    expect(await arize.call({ do: 'roles.create', name: 'M', permissions: ['PROJECT_READ'] })).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', uncertain: true },
    });
    sandbox.addFault({ path: '/v2/users', fault });
    expect(await arize.list({ list: 'users' })).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', uncertain: false },
    });
  });

  it('names with brackets, and JSON whatever the terminal is said to be', async () => {
    const noisy = transport({ env: { ...process.env, FORCE_COLOR: '3', COLUMNS: '20', TERM: 'xterm-256color' } });
    const organization = await created({ do: 'organizations.create', name: '[bold]Lab[/bold]' });
    const listed = await noisy.list({ list: 'organizations' });
    expect(listed.ok && listed.value.some(({ name }) => name === '[bold]Lab[/bold]')).toBe(true);
    expect(organization).not.toBe('');
    await noisy.close();
  });

  it('what it says of wrong flags is the same in CI and in a narrow terminal with colours', async () => {
    const printing = { GITHUB_ACTIONS: 'true', PY_COLORS: '1', FORCE_COLOR: '3', COLUMNS: '20', TERMINAL_WIDTH: '20' };
    const env = axEnvironment({ ...process.env, ...printing, TYPER_USE_RICH: '0' }, home);
    const args = ['users', 'list', '--bogus'];
    expect(await plainRunner({ ax, env }).run(args)).toEqual(await byHand(...args));
  });

  it('--version is on standard error', async () => {
    expect(await byHand('--version')).toMatchObject({ exitCode: 0, stdout: '', stderr: 'ax version 0.39.0\n' });
  });

  it('an empty user is `{}` with exit code 0: an answer without an ID is none', async () => {
    sandbox.addFault({ path: '/v2/users{,/}', fault: { type: 'body', body: '{"users": []}' } });
    const outcome = await byHand('users', 'get', '', '-o', 'json');
    expect(outcome).toMatchObject({ exitCode: 0, stdout: '{}\n' });
    sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'body', status: 201, body: '{}' } });
    expect(await arize.call({ do: 'roles.create', name: 'N', permissions: ['PROJECT_READ'] })).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', uncertain: true },
    });
  });

  it('items of api-keys list are unwrapped', async () => {
    const listed = await arize.list({ list: 'api-keys', keyType: 'USER' });
    expect(listed.ok ? listed.value[0] : {}).toMatchObject({
      name: 'admin',
      created_by_user_id: id('users', 'jane@example.com'),
    });
  });
});

describe('a description that is not known', () => {
  interface Named {
    readonly id: string;
    readonly name: string;
  }
  const updates: readonly (readonly [
    list: 'organizations' | 'spaces' | 'roles',
    update: (found: Named) => ResolvedCall,
  ])[] = [
    ['organizations', ({ id: organization, name }) => ({ do: 'organizations.update', organization, name })],
    ['spaces', ({ id: space, name }) => ({ do: 'spaces.update', space, name })],
    ['roles', ({ id: role, name }) => ({ do: 'roles.update', role, name, permissions: ['PROJECT_READ'] })],
  ];

  it.each(updates)('is kept by an update of %s, although ax by itself clears it', async (list, update) => {
    const made: Readonly<Record<typeof list, ResolvedCall>> = {
      organizations: { do: 'organizations.create', name: 'Kept', description: 'to be kept' },
      spaces: {
        ...{ do: 'spaces.create', organization: id('organizations', 'Research') },
        ...{ name: 'Kept', description: 'to be kept' },
      },
      roles: { do: 'roles.create', name: 'Kept', description: 'to be kept', permissions: ['ROLE_READ'] },
    };
    const call = update({ id: await created(made[list]), name: 'Kept' });
    const now = () => sandbox.state[list].find(({ name }) => name === 'Kept')?.description;
    expect(await arize.call(call)).toMatchObject({ ok: true });
    expect(now()).toBe('to be kept');
    sandbox.addFault({ method: 'GET', path: `/v2/${list}/*`, fault: { type: 'status', status: 403 } });
    const refused = await arize.call(call);
    expect(refused).toMatchObject({ ok: false, error: { kind: 'forbidden', uncertain: false } });
    expect(refused.ok ? '' : refused.error.message).toMatch(
      /^its description could not be read first, and ax would clear it: /,
    );
    expect(now()).toBe('to be kept');
    // ax prints `{}` for an answer of another shape: that says nothing of the description (contract §3).
    sandbox.addFault({ method: 'GET', path: `/v2/${list}/*`, fault: { type: 'body', body: '{}' } });
    expect(await arize.call(call)).toMatchObject({ ok: false, error: { kind: 'unreadable', uncertain: false } });
    expect(now()).toBe('to be kept');
    expect(await byHand(...axArguments(call))).toMatchObject({ exitCode: 0 });
    expect(now()).toBe('');
  });
});

describe('names and IDs', () => {
  it('a name that looks like an ID is a name, since only IDs are given', async () => {
    const odd = Buffer.from('Role:1:x').toString('base64');
    const role = await created({ do: 'roles.create', name: odd, permissions: ['PROJECT_READ'] });
    expect(await arize.call({ do: 'roles.update', role, description: 'found' })).toMatchObject({ ok: true });
    expect(sandbox.state.roles.find(({ name }) => name === odd)).toMatchObject({ id: role, description: 'found' });
    expect(sandbox.requests.filter(({ method }) => method === 'GET')).toEqual([]);
  });

  it.each([
    '-starts with a dash',
    '--force',
    'a,b,c',
    'k=v',
    'it\'s "quoted"',
    'Zoë 🦊',
    'x'.repeat(255),
    '$(id) `id` ${HOME}',
    '  spaces  ',
  ])('%s arrives as it is', async (name) => {
    const organization = await created({ do: 'organizations.create', name, description: `${name}\nsecond line` });
    expect(sandbox.state.organizations.find((found) => found.id === organization)).toMatchObject({
      // The platform trims what it stores.
      name: name.trim(),
      description: `${name}\nsecond line`.trim(),
    });
    const project = await created({ do: 'projects.create', space: id('spaces', 'papers'), name });
    expect(sandbox.state.projects.find((found) => found.id === project)).toMatchObject({ name: name.trim() });
  });
});

describe('a failure', () => {
  const read = { list: 'users' } as const;
  const write: ResolvedCall = { do: 'projects.create', space: 'U3BhY2U6MTph', name: 'X' };
  it.each<[string, Fault, object, object]>([
    [
      '401',
      { type: 'status', status: 401 },
      { kind: 'unauthorized', status: 401 },
      { kind: 'unauthorized', uncertain: false },
    ],
    [
      '403',
      { type: 'status', status: 403 },
      { kind: 'forbidden', status: 403 },
      { kind: 'forbidden', uncertain: false },
    ],
    ['404', { type: 'status', status: 404 }, { kind: 'not-found' }, { kind: 'not-found', uncertain: false }],
    ['408', { type: 'status', status: 408 }, { kind: 'server' }, { kind: 'server', uncertain: true }],
    ['422', { type: 'status', status: 422 }, { kind: 'invalid' }, { kind: 'invalid', uncertain: false }],
    ['500', { type: 'status', status: 500 }, { kind: 'server' }, { kind: 'server', uncertain: true }],
    ['a dropped connection', { type: 'drop' }, { kind: 'unreachable' }, { kind: 'unreachable', uncertain: true }],
    ['broken JSON', { type: 'body', body: '{"a":' }, { kind: 'unreadable' }, { kind: 'unreadable', uncertain: true }],
    [
      'HTML',
      { type: 'body', body: '<html></html>', contentType: 'text/html' },
      { kind: 'unreadable' },
      { uncertain: true },
    ],
  ])('%s', async (_name, fault, ofRead, ofWrite) => {
    // ax itself asks again where a connection broke off (contract §3), and so do we.
    sandbox.addFault({ method: 'GET', path: '/v2/users', times: 16, fault });
    expect(await arize.list(read)).toMatchObject({ ok: false, error: { uncertain: false, ...ofRead } });
    while (!(await arize.list(read)).ok);
    sandbox.addFault({ method: 'POST', path: '/v2/projects', fault });
    sandbox.clearRequests();
    expect(await arize.call(write)).toMatchObject({ ok: false, error: ofWrite });
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('a word that ax does not know fails a listing, and says to upgrade', async () => {
    sandbox.addFault({ path: '/v2/roles', fault: { type: 'unknown-word', field: 'permissions', word: 'NEW_THING' } });
    const listed = await arize.list({ list: 'roles' });
    expect(listed).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    expect(listed.ok ? '' : listed.error.hint).toContain('pipx upgrade arize-ax-cli');
  });

  it('429 is waited for and tried again, for changes too', async () => {
    sandbox.addFault({ method: 'POST', path: '/v2/roles', times: 2, fault: { type: 'status', status: 429 } });
    expect(await arize.call({ do: 'roles.create', name: 'Patient', permissions: ['PROJECT_READ'] })).toMatchObject({
      ok: true,
    });
    expect(waits).toEqual([375, 750]);
  });

  it('a server that hangs is given up, since ax has no time-out of its own', async () => {
    const impatient = transport({ runner: 'plain', timeoutMs: 4_000 });
    sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'hang' } });
    expect(await impatient.call({ do: 'roles.create', name: 'Hung', permissions: ['PROJECT_READ'] })).toMatchObject({
      ok: false,
      error: { kind: 'timeout', uncertain: true },
    });
    await impatient.close();
  });

  it('of a removal of what is not there is none', async () => {
    expect(
      await arize.call({
        do: 'spaces.remove-user',
        space: id('spaces', 'papers'),
        user: id('users', 'eve@example.com'),
      }),
    ).toEqual({ ok: true, value: { alreadyGone: true } });
  });

  it('that is not found is not gone where it is not Arize that says so', async () => {
    const [space, user] = [id('spaces', 'papers'), id('users', 'eve@example.com')];
    const page = { type: 'body', body: '<html>no such page</html>', status: 404, contentType: 'text/html' } as const;
    sandbox.addFault({ path: '/v2/**', times: 2, fault: page });
    for (const call of [
      { do: 'spaces.remove-user', space, user },
      { do: 'users.delete', user },
    ] as const)
      expect(await arize.call(call)).toMatchObject({
        ok: false,
        error: {
          kind: 'not-found',
          status: 404,
          message: expect.stringMatching(
            /^404 Not Found(?: from \S+)?, without Arize's explanation: whether it is removed is unknown$/,
          ) as string,
        },
      });
  });

  it('of a key that is not found is none of its end: this login may not be shown it', async () => {
    const key = Buffer.from('ApiKey:404:mac').toString('base64');
    expect(await arize.call({ do: 'api-keys.revoke', key })).toMatchObject({
      ok: false,
      error: { kind: 'not-found', status: 404, uncertain: false },
    });
  });
});

describe('the version of ax', () => {
  const never = { run: () => Promise.reject(new Error('asked')), close: () => Promise.resolve() };
  const script = async (name: string, text: string) => {
    const path = join(home, name);
    await writeFile(path, text);
    await chmod(path, 0o755);
    return path;
  };

  it('is read beside the usual launcher, without asking it', async () => {
    expect(await axVersion(ax, never)).toEqual({ ok: true, value: '0.39.0' });
  });

  it('is asked for behind any other', async () => {
    const wrapper = await script('wrapper', `#!/bin/sh\nexec ${ax} "$@"\n`);
    expect(await axVersion(wrapper, plainRunner({ ax: wrapper, env: process.env }))).toEqual({
      ok: true,
      value: '0.39.0',
    });
  });

  it.each([
    ['0.31.0', 'ax-too-old'],
    ['0.28.1', 'ax-too-old'],
    ['0.9.9', 'ax-too-old'],
    ['0.31.1', undefined],
    ['1.0.0', undefined],
  ])('%s', async (version, kind) => {
    const fake = await script('fake', `#!/bin/sh\necho "ax version ${version}" >&2\n`);
    const told = await axVersion(fake, plainRunner({ ax: fake, env: process.env }));
    expect(told.ok ? undefined : told.error.kind).toBe(kind);
  });
});

describe('the home of ax', () => {
  it("is the user's own where a profile is active, untouched", async () => {
    const prepared = await prepareHome({ home, env: {} });
    expect(prepared.ok && prepared.value.path).toBe(home);
    if (prepared.ok) await prepared.value.remove();
    expect(await readdir(home)).toContain('.arize');
  });

  it('is a private one with a profile that refers to the variable, until it is removed', async () => {
    const empty = join(home, 'empty');
    await mkdir(empty);
    const prepared = await prepareHome({
      home: empty,
      env: { ARIZE_API_KEY: 'very-secret', ARIZE_BASE_URL: 'http://127.0.0.1:5' },
    });
    if (!prepared.ok) throw new Error(prepared.error.message);
    const { path } = prepared.value;
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    const profile = join(path, '.arize', 'profiles', 'environment.toml');
    expect((await stat(profile)).mode & 0o777).toBe(0o600);
    const text = await readFile(profile, 'utf8');
    expect(text).toContain('api_key = "${ARIZE_API_KEY}"');
    expect(text).toContain('api_host = "127.0.0.1:5"');
    expect(text).not.toContain('very-secret');
    expect(await readdir(empty)).toEqual([]);
    await prepared.value.remove();
    await expect(stat(path)).rejects.toThrow();
  });
});

describe('exit codes of ax', () => {
  it.each([
    [['users', 'list', '--bogus'], 2],
    [['nonsense'], 2],
    [['roles', 'create', '--name', 'x', '--permissions', 'NOPE', '-o', 'json'], 2],
    [
      [
        'users',
        'create',
        '--full-name',
        'x',
        '--email',
        'e@x.y',
        '--role',
        'NOPE',
        '--invite-mode',
        'NONE',
        '-o',
        'json',
      ],
      4,
    ],
  ] as const)('%j: %i', async (args, exitCode) => {
    const { exitCode: found } = await execa(ax, args, { reject: false, stdin: 'ignore', env: { HOME: home } });
    expect(found).toBe(exitCode);
    expect(sent()).toEqual([]);
  });
});
