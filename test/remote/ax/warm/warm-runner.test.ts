import { execa } from 'execa';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axEnvironment } from '../../../../src/remote/ax/environment.js';
import { chooseRunner } from '../../../../src/remote/ax/runner-choice.js';
import type { AxRunner } from '../../../../src/remote/ax/runner.js';
import { interpreterOf } from '../../../../src/remote/ax/warm/interpreter.js';
import { warmRunner } from '../../../../src/remote/ax/warm/warm-runner.js';
import type { FaultRule, Sandbox } from '../../../../src/sandbox/index.js';
import { startSandbox } from '../../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../../src/sandbox/profile.js';
import { isInCi, isThorough } from '../../../support/runs.js';

const ax = process.env['AX_GITOPS_OWN_AX'] ?? '';
let sandbox: Sandbox;
let home: string;
let env: Readonly<Record<string, string | undefined>>;
let warm: AxRunner;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => new Date('2026-11-24T12:00:00Z') });
  home = await mkdtemp(join(tmpdir(), 'ax-warm-'));
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  env = axEnvironment(process.env, home);
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
const commands = isThorough ? 1_000 : isInCi ? 200 : 100;
const fault = (rule: FaultRule['fault'], path = '/v2/**', times = 1): FaultRule => ({ path, times, fault: rule });

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
    expect(await warm.run(['users', 'list', ...json], { timeoutMs: 500 })).toEqual({
      type: 'timeout',
      timeoutMs: 500,
    });
    sandbox.clearRequests();
    const abort = new AbortController();
    const running = warm.run(['users', 'list', ...json], { signal: abort.signal });
    await arrived('/v2/users');
    abort.abort();
    expect(await running).toEqual({ type: 'aborted' });
    expect(await warm.run(['organizations', 'list', ...json])).toMatchObject({ type: 'exited', exitCode: 0 });
  });

  it(`grows by less than a fifth over ${String(commands)} commands`, async () => {
    const helper = helpersOf(process.pid)[0];
    if (helper === undefined) throw new Error('no helper');
    const measure = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(helper)}/status`, 'utf8'))?.[1]);
    await Promise.all(Array.from({ length: 20 }, () => warm.run(['--version'])));
    const before = measure();
    for (let round = 0; round < commands / 50; round++)
      await Promise.all(Array.from({ length: 50 }, () => warm.run(['--version'])));
    expect(measure() / before).toBeLessThan(1.2);
  }, 300_000);

  it('is gone after close, and closing twice is no harm', async () => {
    const before = helpersOf(process.pid);
    const runner = await startWarm();
    const [own] = helpersOf(process.pid).filter((pid) => !before.includes(pid));
    expect(own).toBeDefined();
    await runner.close();
    await runner.close();
    expect(existsSync(`/proc/${String(own)}`)).toBe(false);
    expect(await runner.run(['--version'])).toMatchObject({ type: 'not-started' });
  });

  it('says that a command may have been done when the helper dies under it, and falls back afterwards', async () => {
    const before = helpersOf(process.pid);
    const chosen = chooseRunner('auto', { ax, env, concurrency: 4 });
    await chosen.run(['--version']);
    const [own] = helpersOf(process.pid).filter((pid) => !before.includes(pid));
    sandbox.addFault(fault({ type: 'hang' }, '/v2/users'));
    sandbox.clearRequests();
    const running = chosen.run(['users', 'list', ...json]);
    await arrived('/v2/users');
    process.kill(own ?? 0, 'SIGKILL');
    expect(await running).toMatchObject({ type: 'killed' });
    expect(await chosen.run(['organizations', 'list', ...json])).toMatchObject({ type: 'exited', exitCode: 0 });
    expect(chosen.note()).toContain('has ended');
    await chosen.close();
  });

  it('begins before there is a command, and is ended at once where none comes', async () => {
    const before = helpersOf(process.pid);
    const chosen = chooseRunner('auto', { ax, env, concurrency: 4 });
    chosen.getReady();
    let own: number | undefined;
    while (own === undefined) {
      await setTimeout(5);
      own = helpersOf(process.pid).find((pid) => !before.includes(pid));
    }
    await chosen.close();
    expect(await chosen.run(['--version'])).toEqual({ type: 'not-begun' });
    // Until then: the test's own time-out.
    while (existsSync(`/proc/${String(own)}`)) await setTimeout(20);
  });

  it('leaves when its parent is killed, and holds no secret in its arguments', async () => {
    const script = fileURLToPath(new URL('hold-a-helper.ts', import.meta.url));
    const parent = execa(process.execPath, ['--import', 'tsx', script, ax], { env: { ...env }, reject: false });
    await once(parent.stdout, 'data');
    const [own] = helpersOf(parent.pid ?? 0);
    expect(own).toBeDefined();
    expect(readFileSync(`/proc/${String(own)}/cmdline`, 'utf8')).not.toContain(sandbox.apiKey);
    parent.kill('SIGKILL');
    await parent;
    // Until then: the test's own time-out.
    while (existsSync(`/proc/${String(own)}`)) await setTimeout(20);
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

/** Until this has been asked for: what follows does not depend on how long that takes. */
async function arrived(path: string): Promise<void> {
  while (!sandbox.requests.some((request) => request.path.startsWith(path))) await setTimeout(2);
}

/** The process IDs of the warm helpers that a process has started; other tests have theirs at the same time. */
function helpersOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const isHelper = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1]?.endsWith('warm_ax.py') ?? false;
        return isHelper && Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === parent;
      } catch {
        // Gone by now.
        return false;
      }
    })
    .map(Number);
}
