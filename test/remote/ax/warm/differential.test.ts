import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axEnvironment } from '../../../../src/remote/ax/environment.js';
import { chooseRunner } from '../../../../src/remote/ax/runner-choice.js';
import type { AxOutcome, AxRunner } from '../../../../src/remote/ax/runner.js';
import type { FaultRule, Sandbox } from '../../../../src/sandbox/index.js';
import { startSandbox } from '../../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../../src/sandbox/profile.js';
import { isInCi, isThorough } from '../../../support/runs.js';

/*
 * A warm ax gives what a plain one gives, to the byte. What a plain one gives stands in recorded/; a plain start costs
 * seconds, so CI holds some of the record against it, and a run at a desk fewer. `AX_GITOPS_RUNS=1000
 * npx vitest run -u` renews it, after the comparison.
 */

type Mode = 'plain' | 'warm';

/** An account of its own, and ax in one mode. */
interface Account {
  readonly sandbox: Sandbox;
  readonly ax: AxRunner;
  /** The ID of what is live by this name. */
  id(type: 'users' | 'organizations' | 'spaces' | 'roles', name: string): string;
  close(): Promise<void>;
}

async function account(mode: Mode): Promise<Account> {
  const sandbox = await startSandbox({ clock: () => new Date('2026-11-24T12:00:00Z') });
  const home = await mkdtemp(join(tmpdir(), 'ax-warm-'));
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  // ax prints a set of names as it comes, which depends on the seed of Python's hashes.
  const env = axEnvironment({ ...process.env, PYTHONHASHSEED: '0' }, home);
  const ax = chooseRunner(mode, { ax: process.env['AX_GITOPS_OWN_AX'] ?? '', env, concurrency: 2 });
  return {
    sandbox,
    ax,
    id(type, name) {
      const all: readonly { readonly id: string; readonly name: string; readonly email?: string }[] =
        sandbox.state[type];
      const found = all.find((object) => object.name === name || object.email === name);
      if (found === undefined) throw new Error(`no ${type} ${name}`);
      return found.id;
    },
    async close() {
      await ax.close();
      await sandbox.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What a command gave, without what differs from one account and moment to the other. */
function written({ sandbox }: Account, args: readonly string[], ended: AxOutcome): string {
  if (ended.type !== 'exited') return `ax ${args.join(' ')}\n${JSON.stringify(ended)}\n`;
  return [
    `ax ${args.map((arg) => JSON.stringify(arg)).join(' ')}`,
    `exit code ${String(ended.exitCode)}`,
    '--- standard output',
    ended.stdout,
    '--- standard error',
    ended.stderr,
  ]
    .join('\n')
    .replaceAll(sandbox.host, 'HOST')
    .replaceAll(/ak-[\w.-]+/g, 'KEY')
    .replaceAll(/'Date': '[^']*'/g, "'Date': '…'");
}

/** The record leaves out what fills lines: ax is given 8,000 columns. */
async function expectRecorded(text: string, name: string): Promise<void> {
  const file = `recorded/${name.replaceAll(/\W+/g, ' ').trim().replaceAll(' ', '-')}.txt`;
  const short = text.replaceAll(/([ ─])\1{99,}/g, '$1…');
  await expect(short).toMatchFileSnapshot(fileURLToPath(new URL(file, import.meta.url)));
}

const json = ['-o', 'json'];
const fault = (rule: FaultRule['fault'], path = '/v2/**', times = 1): FaultRule => ({ path, times, fault: rule });

type Args = (id: Account['id']) => readonly string[];

/** Commands that leave the account as it is, so that asking twice gives the same answer twice. */
const cases: readonly (readonly [name: string, args: Args, rule?: FaultRule])[] = [
  ['users list', () => ['users', 'list', '--limit', '100', ...json]],
  ['organizations list', () => ['organizations', 'list', '--limit', '100', ...json]],
  [
    'spaces list',
    (id) => ['spaces', 'list', '--organization-id', id('organizations', 'Research'), '--limit', '100', ...json],
  ],
  ['roles list', () => ['roles', 'list', '--limit', '100', ...json]],
  ['role-bindings list', () => ['role-bindings', 'list', '--resource-type', 'SPACE', '--limit', '100', ...json]],
  [
    'an idempotent change',
    (id) => [
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
    (id) => ['roles', 'update', id('roles', 'Trace Reader'), '--description', 'Ünï [red] “x”\nline 2', ...json],
  ],
  ['a name that is taken', () => ['organizations', 'create', '--name', 'Research', ...json]],
  [
    'nothing to remove',
    (id) => ['spaces', 'remove-user', id('spaces', 'papers'), '--user-id', id('users', 'eve@example.com'), '--force'],
  ],
  [
    'a deletion that fails and exits with 0',
    (id) => ['users', 'delete', '--id', id('users', 'eve@example.com'), '--force', ...json],
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
  ['a prompt at the end of input', (id) => ['organizations', 'delete', id('organizations', 'Research')]],
  ['--version', () => ['--version']],
  ['a bare group', () => ['users']],
];

/** It prints where ax is installed, which differs from one machine to the other. */
const unrecorded = 'markup that ax can not print';

describe('a warm ax gives what a plain one gives, to the byte', () => {
  const accounts: Partial<Record<Mode, Account>> = {};
  beforeAll(async () => {
    accounts.warm = await account('warm');
    accounts.plain = await account('plain');
  });
  afterAll(async () => {
    await accounts.warm?.close();
    await accounts.plain?.close();
  });

  const run = async (mode: Mode, args: Args, rule: FaultRule | undefined): Promise<string> => {
    const one = accounts[mode];
    if (one === undefined) throw new Error(`no ${mode} ax`);
    const command = args(one.id.bind(one));
    if (rule !== undefined) one.sandbox.addFault(rule);
    return written(one, command, await one.ax.run(command));
  };

  it.each(cases.map(([name, args, rule], index) => ({ name, args, rule, index })))(
    '$name',
    async ({ name, args, rule, index }) => {
      const warm = await run('warm', args, rule);
      if (name === unrecorded || isThorough || index % (isInCi ? 7 : 11) === 0) {
        const plain = await run('plain', args, rule);
        expect(warm).toBe(plain);
      }
      // After the comparison: only what a plain one gives is ever recorded.
      if (name !== unrecorded) await expectRecorded(warm, name);
    },
  );

  it('over every change that ax-gitops makes, and those of users, keys and projects around them', async () => {
    const warm = await walk('warm');
    expect(warm).toHaveLength(33);
    if (isThorough) expect(warm).toEqual(await walk('plain'));
    await expectRecorded(warm.join('\n'), 'walk');
  }, 900_000);
});

/** Goes through all commands; each uses the IDs that the ones before it gave. */
async function walk(mode: Mode): Promise<readonly string[]> {
  const own = await account(mode);
  const ended: string[] = [];
  const go = async (...args: readonly string[]): Promise<string> => {
    const outcome = await own.ax.run(args);
    if (outcome.type !== 'exited') throw new Error(outcome.type);
    ended.push(written(own, args, outcome));
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
    await own.close();
  }
}
