import { execa } from 'execa';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axEnvironment } from '../../../../src/remote/ax/environment.js';
import { plainRunner } from '../../../../src/remote/ax/plain-runner.js';
import { chooseRunner } from '../../../../src/remote/ax/runner-choice.js';
import type { AxOutcome, AxRunner } from '../../../../src/remote/ax/runner.js';
import { interpreterOf } from '../../../../src/remote/ax/warm/interpreter.js';
import { warmRunner } from '../../../../src/remote/ax/warm/warm-runner.js';
import type { FaultRule, Sandbox } from '../../../../src/sandbox/index.js';
import { startSandbox } from '../../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../../src/sandbox/profile.js';

const ax = process.env['AX_GITOPS_AX'] ?? '';
let sandbox: Sandbox;
let home: string;
let env: Readonly<Record<string, string | undefined>>;
let warm: AxRunner;
let plain: AxRunner;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => new Date('2026-11-24T12:00:00Z') });
  home = await mkdtemp(join(tmpdir(), 'ax-warm-'));
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  env = axEnvironment(process.env, home);
  plain = plainRunner({ ax, env });
  warm = await startWarm();
});
afterAll(async () => {
  await warm.close();
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});

async function startWarm(options: { readonly concurrency?: number } = {}): Promise<AxRunner> {
  const started = await warmRunner({ ax, env, concurrency: options.concurrency ?? 4 });
  if (!started.ok) throw new Error(started.error);
  return started.value;
}

const json = ['-o', 'json'];
const id = (type: 'users' | 'organizations' | 'spaces' | 'roles', name: string): string => {
  const found = (
    sandbox.state[type] as readonly { readonly id: string; readonly name: string; readonly email?: string }[]
  ).find((object) => object.name === name || object.email === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found.id;
};
const fault = (rule: FaultRule['fault'], path = '/v2/**', times = 1): FaultRule => ({ path, times, fault: rule });

/** Commands that leave the account as it is, so that asking twice gives the same answer twice. */
const cases: readonly (readonly [string, () => readonly string[], FaultRule?])[] = [
  ['users list', () => ['users', 'list', '--limit', '100', ...json]],
  ['organizations list', () => ['organizations', 'list', '--limit', '100', ...json]],
  [
    'spaces list',
    () => ['spaces', 'list', '--organization-id', id('organizations', 'Research'), '--limit', '100', ...json],
  ],
  ['roles list', () => ['roles', 'list', '--limit', '100', ...json]],
  ['role-bindings list', () => ['role-bindings', 'list', '--resource-type', 'SPACE', '--limit', '100', ...json]],
  [
    'an idempotent change',
    () => [
      'organizations',
      'add-user',
      id('organizations', 'Research'),
      '--user-id',
      id('users', 'eve@example.com'),
      '--role',
      'MEMBER',
      ...json,
    ],
  ],
  [
    'an update',
    () => ['roles', 'update', id('roles', 'Trace Reader'), '--description', 'Ünï [red] “x”\nline 2', ...json],
  ],
  ['a name that is taken', () => ['organizations', 'create', '--name', 'Research', ...json]],
  [
    'nothing to remove',
    () => ['spaces', 'remove-user', id('spaces', 'papers'), '--user-id', id('users', 'eve@example.com'), '--force'],
  ],
  [
    'a deletion that fails and exits with 0',
    () => ['users', 'delete', '--id', id('users', 'eve@example.com'), '--force', ...json],
    fault({ type: 'status', status: 403 }, '/v2/users/*'),
  ],
  ['401', () => ['users', 'list', ...json], fault({ type: 'status', status: 401 })],
  ['429', () => ['users', 'list', ...json], fault({ type: 'status', status: 429 })],
  ['500', () => ['users', 'list', ...json], fault({ type: 'status', status: 500 })],
  ['a dropped connection', () => ['organizations', 'create', '--name', 'X', ...json], fault({ type: 'drop' })],
  ['broken JSON', () => ['users', 'list', ...json], fault({ type: 'body', body: '{"users": [' })],
  [
    'a word that ax does not know',
    () => ['roles', 'list', ...json],
    fault({ type: 'unknown-word', field: 'permissions', word: 'NEW_THING' }),
  ],
  [
    'markup that ax can not print',
    () => ['users', 'list', ...json],
    fault({ type: 'status', status: 400, problem: { detail: 'bad [/foo] tag' } }),
  ],
  ['a wrong flag', () => ['users', 'list', '--bogus']],
  ['a missing option that is prompted for', () => ['users', 'create', '--full-name', 'x']],
  ['a prompt at the end of input', () => ['organizations', 'delete', id('organizations', 'Research')]],
  ['--version', () => ['--version']],
  ['a bare group', () => ['users']],
];

describe('a warm ax gives what a plain one gives, to the byte', () => {
  it.each(cases.map(([name, args, rule]) => ({ name, args, rule })))('$name', async ({ args, rule }) => {
    const command = args();
    if (rule !== undefined) sandbox.addFault(rule);
    const expected = await plain.run(command);
    if (rule !== undefined) sandbox.addFault(rule);
    const found = await warm.run(command);
    expect(withoutDates(found)).toEqual(withoutDates(expected));
    expect(found.type).toBe('exited');
  });

  it('over every change that ax-gitops makes, and those of users, keys and projects around them', async () => {
    const [plainEnds, warmEnds] = await Promise.all([walk('plain'), walk('warm')]);
    expect(warmEnds).toEqual(plainEnds);
    expect(plainEnds).toHaveLength(33);
  }, 300_000);
});

/** The answer of the HTTP server tells the time of day in an error that ax passes on. */
function withoutDates(outcome: AxOutcome): AxOutcome {
  return outcome.type === 'exited'
    ? { ...outcome, stdout: outcome.stdout.replaceAll(/'Date': '[^']*'/g, "'Date': '…'") }
    : outcome;
}

/** Goes through all commands on an account of its own; each uses the IDs that the ones before it gave. */
async function walk(mode: 'plain' | 'warm'): Promise<readonly unknown[]> {
  const own = await startSandbox({ clock: () => new Date('2026-11-24T12:00:00Z') });
  const ownHome = await mkdtemp(join(tmpdir(), 'ax-warm-'));
  await writeSandboxProfile(ownHome, { host: own.host, scheme: 'http', apiKey: own.apiKey });
  const runner = chooseRunner(mode, {
    ax,
    env: axEnvironment({ ...process.env, PYTHONHASHSEED: '0' }, ownHome),
    concurrency: 2,
  });
  const ended: unknown[] = [];
  // ax prints a set of names as it comes, which depends on the seed of Python's hashes.
  const go = async (...args: readonly string[]): Promise<string> => {
    const outcome = await runner.run(args);
    if (outcome.type !== 'exited') throw new Error(outcome.type);
    // Raw keys are random, and each account has a port of its own.
    const plainText = (text: string) => text.replaceAll(own.host, 'HOST').replaceAll(/ak-[\w.-]+/g, 'KEY');
    ended.push({
      args: args.slice(0, 2),
      exitCode: outcome.exitCode,
      stdout: plainText(outcome.stdout),
      stderr: plainText(outcome.stderr),
    });
    return outcome.stdout.trimStart().startsWith('{')
      ? String((JSON.parse(outcome.stdout) as { readonly id?: string }).id)
      : '';
  };
  try {
    const user = await go(
      'users',
      'create',
      '--full-name',
      'Zoë',
      '--email',
      'zoe@example.com',
      '--role',
      'MEMBER',
      '--invite-mode',
      'EMAIL_LINK',
      ...json,
    );
    await go('users', 'update', user, '--full-name', 'Zoë Z', '--is-developer', ...json);
    await go('users', 'resend-invitation', user);
    await go('users', 'reset-password', user);
    await go('users', 'get', '', ...json);
    const organization = await go('organizations', 'create', '--name', '[Lab]', '--description', '-d', ...json);
    await go('organizations', 'update', organization, '--name', 'Lab', ...json);
    await go('organizations', 'add-user', organization, '--user-id', user, '--role', 'ANNOTATOR', ...json);
    await go('organizations', 'add-user', organization, '--user-id', user, '--role', 'MEMBER', ...json);
    const space = await go('spaces', 'create', '--name', 'one', '--organization-id', organization, ...json);
    await go('spaces', 'update', space, '--description', 'Eins', ...json);
    await go('spaces', 'add-user', space, '--user-id', user, '--role', 'READ_ONLY', ...json);
    const role = await go('roles', 'create', '--name', 'Tester', '--permissions', 'PROJECT_READ,ROLE_READ', ...json);
    await go('roles', 'create', '--name', 'Bad', '--permissions', 'NO_SUCH', ...json);
    await go('roles', 'update', role, '--permissions', 'PROJECT_READ', '--description', 'd', ...json);
    const project = await go('projects', 'create', '--name', 'bot', '--space', space, ...json);
    await go('projects', 'list', '--limit', '100', ...json);
    const binding = await go(
      'role-bindings',
      'create',
      '--user-id',
      user,
      '--role-id',
      role,
      '--resource-type',
      'PROJECT',
      '--resource-id',
      project,
      ...json,
    );
    await go(
      'role-bindings',
      'create',
      '--user-id',
      user,
      '--role-id',
      role,
      '--resource-type',
      'PROJECT',
      '--resource-id',
      project,
      ...json,
    );
    await go('role-bindings', 'update', binding, '--role-id', role, ...json);
    await go('roles', 'delete', role, '--force');
    await go('role-bindings', 'delete', binding, '--force');
    await go('roles', 'delete', role, '--force');
    await go('resource-restrictions', 'restrict', '--resource-id', project, ...json);
    await go('resource-restrictions', 'list', '--resource-type', 'PROJECT', '--limit', '100', ...json);
    await go('resource-restrictions', 'unrestrict', '--resource-id', project, '--force');
    await go('projects', 'delete', project, '--force');
    await go('spaces', 'remove-user', space, '--user-id', user, '--force');
    await go('spaces', 'delete', space, '--force');
    await go('organizations', 'remove-user', organization, '--user-id', user, '--force');
    await go('organizations', 'delete', organization, '--force');
    await go('api-keys', 'list', '--key-type', 'SERVICE', '--limit', '100', ...json);
    await go('users', 'delete', '--id', user, '--force', ...json);
    return ended;
  } finally {
    await runner.close();
    await own.close();
    await rm(ownHome, { recursive: true, force: true });
  }
}

describe('the helper', () => {
  it('runs several commands at once', async () => {
    const found = await Promise.all(Array.from({ length: 12 }, () => warm.run(['organizations', 'list', ...json])));
    expect(new Set(found.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(found[0]).toMatchObject({ type: 'exited', exitCode: 0 });
  });

  it('carries large outputs whole', async () => {
    const text = 'x'.repeat(3_000_000);
    sandbox.addFault(
      fault({
        type: 'body',
        body: JSON.stringify({ organizations: [{ id: 'a', name: text }], pagination: { has_more: false } }),
      }),
    );
    const found = await warm.run(['organizations', 'list', ...json]);
    expect(found.type === 'exited' ? found.stdout.length : 0).toBeGreaterThan(text.length);
  });

  it('ends a command at its time-out and at an abort, and goes on', async () => {
    sandbox.addFault(fault({ type: 'hang' }, '/v2/users', 2));
    expect(await warm.run(['users', 'list', ...json], { timeoutMs: 1_500 })).toEqual({
      type: 'timeout',
      timeoutMs: 1_500,
    });
    const abort = new AbortController();
    const running = warm.run(['users', 'list', ...json], { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 500);
    expect(await running).toEqual({ type: 'aborted' });
    expect(await warm.run(['users', 'list', ...json])).toMatchObject({ type: 'exited', exitCode: 0 });
  });

  it('grows by less than a fifth over 1,000 commands', async () => {
    const helper = helpers()[0];
    if (helper === undefined) throw new Error('no helper');
    const measure = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(helper)}/status`, 'utf8'))?.[1]);
    await Promise.all(Array.from({ length: 20 }, () => warm.run(['--version'])));
    const before = measure();
    for (let round = 0; round < 20; round++)
      await Promise.all(Array.from({ length: 50 }, () => warm.run(['--version'])));
    expect(measure() / before).toBeLessThan(1.2);
  }, 300_000);

  it('is gone after close, and closing twice is no harm', async () => {
    const before = helpers();
    const runner = await startWarm();
    const [own] = helpers().filter((pid) => !before.includes(pid));
    expect(own).toBeDefined();
    await runner.close();
    await runner.close();
    expect(existsSync(`/proc/${String(own)}`)).toBe(false);
    expect(await runner.run(['--version'])).toMatchObject({ type: 'not-started' });
  });

  it('says that a command may have been done when the helper dies under it, and falls back afterwards', async () => {
    const before = helpers();
    const chosen = chooseRunner('auto', { ax, env, concurrency: 4 });
    await chosen.run(['--version']);
    const [own] = helpers().filter((pid) => !before.includes(pid));
    sandbox.addFault(fault({ type: 'hang' }, '/v2/users'));
    const running = chosen.run(['users', 'list', ...json]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(own ?? 0, 'SIGKILL');
    expect(await running).toMatchObject({ type: 'killed' });
    expect(await chosen.run(['organizations', 'list', ...json])).toMatchObject({ type: 'exited', exitCode: 0 });
    expect(chosen.note()).toContain('has ended');
    await chosen.close();
  });

  it('leaves within 5 s when its parent is killed, and holds no secret in its arguments', async () => {
    const script = fileURLToPath(new URL('hold-a-helper.ts', import.meta.url));
    const before = helpers();
    const parent = execa('npx', ['tsx', script, ax], { env: { ...env }, reject: false, cleanup: true, detached: true });
    await new Promise<void>((resolve) =>
      parent.stdout.once('data', () => {
        resolve();
      }),
    );
    const [own] = helpers().filter((pid) => !before.includes(pid));
    expect(own).toBeDefined();
    expect(readFileSync(`/proc/${String(own)}/cmdline`, 'utf8')).not.toContain(sandbox.apiKey);
    process.kill(-(parent.pid ?? 0), 'SIGKILL');
    const deadline = Date.now() + 5_000;
    while (existsSync(`/proc/${String(own)}`) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(existsSync(`/proc/${String(own)}`)).toBe(false);
  });
});

describe('where ax can not be kept warm', () => {
  it('says why, and plain calls are made instead', async () => {
    const wrapper = join(home, 'wrapper');
    await writeFile(wrapper, `#!/bin/sh\nexec ${ax} "$@"\n`);
    await chmod(wrapper, 0o755);
    expect(await warmRunner({ ax: wrapper, env, concurrency: 1 })).toEqual({
      ok: false,
      error: `${wrapper} is not the usual script of pip, pipx or uv`,
    });
    const chosen = chooseRunner('auto', { ax: wrapper, env, concurrency: 1 });
    expect(await chosen.run(['--version'])).toMatchObject({ type: 'exited', exitCode: 0 });
    expect(chosen.note()).toContain('not the usual script');
    const forced = chooseRunner('warm', { ax: wrapper, env, concurrency: 1 });
    expect(await forced.run(['--version'])).toMatchObject({ type: 'not-started' });
  });

  it('says so when its Python has no ax', async () => {
    const broken = join(home, 'broken');
    await writeFile(broken, `#!/usr/bin/python3\nfrom ax.cli import app\napp()\n`);
    const started = await warmRunner({ ax: broken, env: { ...env, PYTHONPATH: '' }, concurrency: 1 });
    expect(started.ok ? '' : started.error).toMatch(/ModuleNotFoundError|can't be run/);
  });
});

describe('the interpreter of a launcher', () => {
  it.each([
    ['#!/opt/venv/bin/python3', '/opt/venv/bin/python3'],
    ['#!/opt/venv/bin/python', '/opt/venv/bin/python'],
    [`#!/bin/sh\n'''exec' "/opt/with space/bin/python" "$0" "$@"\n' '''`, '/opt/with space/bin/python'],
    [`#!/bin/sh\n'''exec' /opt/long/bin/python3.12 "$0" "$@"\n' '''`, '/opt/long/bin/python3.12'],
  ])('%s', async (head, python) => {
    const launcher = join(home, 'launcher');
    await writeFile(launcher, `${head}\nimport sys\nfrom ax.cli import app\nsys.exit(app())\n`);
    expect(await interpreterOf(launcher)).toEqual({ ok: true, value: python });
  });
});

/** The process IDs of warm helpers that this test's processes own. */
function helpers(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parts = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        // Forked children carry the same command line; the helper itself is the one that leads its group.
        const group = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
        return (parts[1]?.endsWith('warm_ax.py') ?? false) && group === Number(pid) && isHelper(pid);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function isHelper(pid: string): boolean {
  const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] ?? '';
  try {
    return !readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes('warm_ax.py');
  } catch {
    return true;
  }
}
