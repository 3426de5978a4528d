import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axEnvironment } from '../../src/remote/ax/environment.js';
import type { AxRunner } from '../../src/remote/ax/runner.js';
import { warmRunner } from '../../src/remote/ax/warm/warm-runner.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import type { Fields, Ids } from './rig.js';
import { idsOf } from './rig.js';

/*
 * The real ax takes every answer of the sandbox, for every command that an administrator uses. It is imported once and
 * forked for each command: that this gives what a plain start gives is shown in test/remote/ax/warm. All chains share
 * one sandbox and keep to their own objects.
 */

let sandbox: Sandbox;
let home: string;
let id: Ids;
let ax: AxRunner;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sandbox-ax-'));
  sandbox = await startSandbox();
  id = idsOf(sandbox);
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  const started = await warmRunner({
    ax: process.env['AX_GITOPS_AX'] ?? '',
    env: axEnvironment(process.env, home),
    concurrency: 2,
  });
  if (!started.ok) throw new Error(started.error);
  ax = started.value;
});
afterAll(async () => {
  await ax.close();
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});

/** Runs ax; what it should print is JSON (or nothing) and its exit code 0. */
async function json(...args: readonly string[]): Promise<Fields> {
  const { exitCode, stdout, stderr } = await run([...args, '-o', 'json']);
  expect({ args, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return stdout === '' ? {} : (JSON.parse(stdout) as Fields);
}

/** Runs a command that prints nothing. */
async function silent(...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await run(args);
  expect({ args, exitCode, stdout, stderr: exitCode === 0 ? '' : stderr }).toEqual({
    args,
    exitCode: 0,
    stdout: '',
    stderr: '',
  });
}

/** Runs a command that is refused with this status: exit code 4. */
async function refused(status: number, ...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await run(args);
  expect({ args, exitCode, stdout, status: /Error: (\d+)/.exec(stderr)?.[1] }).toEqual({
    args,
    exitCode: 4,
    stdout: '',
    status: String(status),
  });
}

async function run(args: readonly string[]) {
  const ended = await ax.run(args, { timeoutMs: 60_000 });
  if (ended.type !== 'exited') throw new Error(`ax ${args.join(' ')}: ${ended.type}`);
  return ended;
}

const itemsOf = (listed: Fields, field: string): readonly Fields[] => listed[field] as Fields[];
const namesOf = (listed: Fields, field: string): unknown => itemsOf(listed, field).map((item) => item['name']);

describe.concurrent('the real ax', { timeout: 300_000 }, () => {
  it('users: list, get, create, update, resend, reset, delete', async () => {
    const listed = await json('users', 'list', '--limit', '100');
    expect(itemsOf(listed, 'users')).toHaveLength(8);
    expect(itemsOf(listed, 'users')[0]).toMatchObject({
      email: 'jane@example.com',
      role: { type: 'PREDEFINED', name: 'ADMIN' },
      status: 'ACTIVE',
      is_developer: true,
    });
    const made = await json(
      'users',
      'create',
      '--full-name',
      'Zoë [Z]',
      '--email',
      'zoe@example.com',
      '--role',
      'MEMBER',
      '--invite-mode',
      'TEMPORARY_PASSWORD',
    );
    expect(made).toMatchObject({ name: 'Zoë [Z]', status: 'INVITED', invite_mode: 'TEMPORARY_PASSWORD' });
    const again = await json(
      'users',
      'create',
      '--full-name',
      'Other',
      '--email',
      'zoe@example.com',
      '--role',
      'MEMBER',
      '--invite-mode',
      'EMAIL_LINK',
    );
    expect(again).toMatchObject({ id: made['id'], name: 'Zoë [Z]', status: 'INVITED' });
    const zoe = String(made['id']);
    expect(await json('users', 'get', 'ZOE@example.com')).toMatchObject({ id: zoe, name: 'Zoë [Z]' });
    expect(await json('users', 'update', zoe, '--full-name', 'Zoe', '--is-not-developer')).toMatchObject({
      name: 'Zoe',
      is_developer: false,
    });
    await silent('users', 'resend-invitation', zoe);
    await refused(400, 'users', 'reset-password', zoe);
    const deleted = await json('users', 'delete', '--id', zoe, '--force');
    expect(deleted['results']).toEqual([expect.objectContaining({ status: 'deleted' })]);
    await refused(
      409,
      'users',
      'create',
      '--full-name',
      'Zoe',
      '--email',
      'zoe@example.com',
      '--role',
      'MEMBER',
      '--invite-mode',
      'EMAIL_LINK',
    );
  });

  it('organizations: create, get, update, members, delete', async () => {
    const made = await json('organizations', 'create', '--name', 'Ops', '--description', 'Operations');
    expect(made).toEqual({
      id: id.organization('Ops'),
      name: 'Ops',
      description: 'Operations',
      created_at: expect.any(String) as unknown,
    });
    const ops = String(made['id']);
    expect(await json('organizations', 'get', 'Ops')).toEqual(made);
    await refused(409, 'organizations', 'create', '--name', 'Ops');
    // Without --description, ax sends null, and that clears it.
    expect((await json('organizations', 'update', ops, '--name', 'Operations'))['description']).toBe('');
    const eve = id.user('eve@example.com');
    expect(await json('organizations', 'add-user', ops, '--user-id', eve, '--role', 'READ_ONLY')).toMatchObject({
      user_id: eve,
      organization_id: ops,
      role: { type: 'PREDEFINED', name: 'READ_ONLY' },
    });
    await refused(400, 'organizations', 'add-user', ops, '--user-id', eve, '--role', 'ANNOTATOR');
    await silent('organizations', 'remove-user', ops, '--user-id', eve, '--force');
    await silent('organizations', 'delete', ops, '--force');
    expect(namesOf(await json('organizations', 'list'), 'organizations')).toEqual(['Platform Team', 'Research']);
  });

  it('spaces: create, get, list, update, members, delete', async () => {
    const research = id.organization('Research');
    const made = await json('spaces', 'create', '--name', 'lab', '--organization-id', research, '--description', 'L');
    expect(made).toEqual({
      id: id.space('lab'),
      organization_id: research,
      name: 'lab',
      description: 'L',
      created_at: expect.any(String) as unknown,
      is_private: false,
    });
    const lab = String(made['id']);
    expect(await json('spaces', 'get', 'lab')).toEqual(made);
    expect(namesOf(await json('spaces', 'list', '--organization-id', research, '--limit', '100'), 'spaces')).toEqual([
      'playground',
      'papers',
      'lab',
    ]);
    expect(await json('spaces', 'update', lab, '--name', 'lab 2', '--description', 'M')).toMatchObject({
      name: 'lab 2',
      description: 'M',
    });
    await refused(400, 'spaces', 'add-user', lab, '--user-id', id.user('raj@example.com'), '--role', 'MEMBER');
    expect(
      await json('spaces', 'add-user', lab, '--user-id', id.user('eve@example.com'), '--role', 'ADMIN'),
    ).toMatchObject({ space_id: lab, role: { type: 'PREDEFINED', name: 'ADMIN' } });
    await silent('spaces', 'remove-user', lab, '--user-id', id.user('eve@example.com'), '--force');
    await silent('spaces', 'delete', lab, '--force');
  });

  it('roles and bindings: create, get, list, update, delete', async () => {
    const made = await json(
      'roles',
      'create',
      '--name',
      'Auditor',
      '--permissions',
      'PROJECT_READ,SPACE_READ',
      '--description',
      'Looks',
    );
    expect(made).toMatchObject({
      name: 'Auditor',
      description: 'Looks',
      permissions: ['PROJECT_READ', 'SPACE_READ'],
      is_predefined: false,
    });
    const role = String(made['id']);
    expect(await json('roles', 'get', 'Auditor')).toEqual(made);
    expect(
      await json('roles', 'update', role, '--permissions', 'DATASET_READ', '--description', 'Looks'),
    ).toMatchObject({ permissions: ['DATASET_READ'], description: 'Looks' });
    const bind = [
      'role-bindings',
      'create',
      '--user-id',
      id.user('raj@example.com'),
      '--role-id',
      role,
      '--resource-type',
      'PROJECT',
      '--resource-id',
      id.project('agents'),
    ];
    const binding = await json(...bind);
    expect(binding).toMatchObject({ role_id: role, resource_type: 'PROJECT', resource_id: id.project('agents') });
    expect(await json('role-bindings', 'get', String(binding['id']))).toEqual(binding);
    await refused(409, ...bind);
    await refused(409, 'roles', 'delete', role, '--force');
    expect(
      await json('role-bindings', 'update', String(binding['id']), '--role-id', id.role('Trace Reader')),
    ).toMatchObject({ role_id: id.role('Trace Reader') });
    expect(
      itemsOf(await json('role-bindings', 'list', '--resource-type', 'PROJECT', '--limit', '100'), 'role_bindings'),
    ).toHaveLength(4);
    await silent('role-bindings', 'delete', String(binding['id']), '--force');
    await silent('roles', 'delete', role, '--force');
    expect(namesOf(await json('roles', 'list', '--limit', '100'), 'roles')).toEqual(
      sandbox.state.roles.map(({ name }) => name),
    );
  });

  it('projects and restrictions: create, get, rename, restrict, list, unrestrict, delete', async () => {
    const made = await json('projects', 'create', '--name', 'forecast', '--space', id.space('papers'));
    expect(made).toMatchObject({ name: 'forecast', space_id: id.space('papers'), project_type: 'APPLICATION' });
    const project = String(made['id']);
    expect(await json('projects', 'get', 'forecast', '--space', id.space('papers'))).toEqual(made);
    expect(await json('projects', 'update', project, '--name', 'outlook')).toEqual({ ...made, name: 'outlook' });
    expect(await json('resource-restrictions', 'restrict', '--resource-id', project)).toMatchObject({
      resource_type: 'PROJECT',
      resource_id: project,
    });
    const first = await json('resource-restrictions', 'list', '--limit', '100');
    expect(first['resource_restrictions']).toEqual([]);
    const { next_cursor, has_more } = first['pagination'] as Fields;
    expect(has_more).toBe(true);
    const second = await json('resource-restrictions', 'list', '--limit', '100', '--cursor', String(next_cursor));
    expect(itemsOf(second, 'resource_restrictions').map((one) => one['resource_id'])).toEqual([
      id.project('chatbot'),
      project,
    ]);
    await silent('resource-restrictions', 'unrestrict', '--resource-id', project, '--force');
    await refused(404, 'resource-restrictions', 'unrestrict', '--resource-id', project, '--force');
    await silent('projects', 'delete', project, '--force');
    expect(namesOf(await json('projects', 'list', '--limit', '100'), 'projects')).toEqual([
      'chatbot',
      'search',
      'recommender',
      'agents',
    ]);
  });

  it('API keys: create, service key, list, refresh, revoke', async () => {
    const made = await json('api-keys', 'create', '--name', 'laptop');
    expect(made).toMatchObject({ name: 'laptop', key_type: 'USER', key: expect.stringMatching(/^ak-/) as unknown });
    const assignments = JSON.stringify([
      { org_id: id.organization('Platform Team'), spaces: [{ space: id.space('team-beta'), role: 'READ_ONLY' }] },
    ]);
    const service = await json('api-keys', 'create-service-key', '--name', 'robot', '--assignments', assignments);
    expect(service).toMatchObject({ key_type: 'SERVICE', bot_user: { name: 'robot (service key)' } });
    const listed = await json('api-keys', 'list', '--key-type', 'SERVICE', '--limit', '100');
    expect(itemsOf(listed, 'api_keys').map((item) => (item['actual_instance'] as Fields)['name'])).toEqual([
      'team-alpha-traces',
      'robot',
    ]);
    const refreshed = await json('api-keys', 'refresh', String(made['id']), '--grace-period-seconds', '10');
    expect(refreshed['id']).toBe(made['id']);
    expect(refreshed['key']).not.toBe(made['key']);
    await silent('api-keys', 'revoke', String(made['id']), '--force');
    expect(sandbox.state.keys.find(({ name }) => name === 'laptop')?.status).toBe('REVOKED');
  });
});
