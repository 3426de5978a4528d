import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { until } from '../support/while-it-runs.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  const roles = Array.from({ length: 6 }, (_, index) => `  R${String(index)}: { permissions: [PROJECT_READ] }\n`).join(
    '',
  );
  await rig.write('access.yaml', `version: 1\nroles:\n${roles}`);
});
afterEach(() => rig.close());

const made = () => rig.state().roles.filter(({ name }) => /^R\d$/.test(name)).length;

/** Starts an apply, and interrupts it while its second write is under way, which is made once the signal has been heard. */
async function interrupted(flags: readonly string[], signal: NodeJS.Signals = 'SIGINT') {
  const child = start(flags);
  const heard = said(child, 'Stopping after');
  rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', skip: 1, fault: { type: 'wait', until: heard } });
  await until(child, () => posts() >= 2);
  child.kill(signal);
  return child;
}

function start(flags: readonly string[]) {
  return execa(process.execPath, [main, 'apply', '--auto-approve', '--concurrency', '1', ...flags], {
    cwd: rig.folder,
    env: { HOME: rig.home, NO_COLOR: '1' },
    reject: false,
  });
}

/** Until a process has written this to standard error. */
async function said(child: ReturnType<typeof start>, text: string): Promise<void> {
  let all = '';
  for await (const chunk of child.stderr) {
    all += String(chunk);
    if (all.includes(text)) return;
  }
}

/** The writes that have arrived. */
const posts = () => rig.sandbox.requests.filter(({ method }) => method === 'POST').length;

it.each([
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
])(
  'Ctrl-C once: what runs is finished, nothing new begins, and the next run does the rest, over %s',
  async (_name, flags) => {
    const ended = await interrupted(flags);
    expect(ended.exitCode).toBe(130);
    expect(ended.stderr).toContain('Stopping after the steps in progress');
    expect(made()).toBe(2);
    expect(ended.stdout).toContain('Applied 2 of 6 steps');
    expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
    expect(made()).toBe(6);
  },
);

it.each(['SIGHUP', 'SIGTERM'] as const)('%s interrupts like Ctrl-C', async (signal) => {
  const ended = await interrupted(['--transport', 'api'], signal);
  expect(ended.exitCode).toBe(130);
  expect(made()).toBe(2);
  expect(await rig.read('.ax-gitops/lock')).toBe('');
  expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
  expect(made()).toBe(6);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s while the files are read leaves nothing of the login behind', async (signal, byItself) => {
  const temporary = join(rig.folder, 'tmp');
  await mkdir(temporary);
  const many = Array.from({ length: 20_000 }, (_, index) => `  u${String(index)}@example.com: { name: U }\n`);
  await rig.write('access.yaml', `version: 1\nusers:\n${many.join('')}`);
  const child = execa(process.execPath, [main, 'plan'], {
    cwd: rig.folder,
    env: { TMPDIR: temporary, ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_BASE_URL: rig.sandbox.url },
    reject: false,
  });
  await until(child, async () => (await readdir(temporary, { recursive: true })).length > 1);
  child.kill(signal);
  const { stdout, exitCode } = await child;
  expect(stdout).toBe('');
  // Once the files are read, all of them are heard as one.
  expect([byItself, 130]).toContain(exitCode);
  expect(await readdir(temporary)).toEqual([]);
});

it.runIf(existsSync('/dev/full'))('output that can not be written ends no apply, and is said elsewhere', async () => {
  const apply = [main, 'apply', '--auto-approve', '--transport', 'api'];
  const options = { cwd: rig.folder, env: { HOME: rig.home }, reject: false } as const;
  const ended = await execa('sh', ['-c', '"$0" "$@" >/dev/full 2>/dev/full', process.execPath, ...apply], options);
  expect(ended.exitCode).toBe(0);
  expect(made()).toBe(6);
  const read = await execa('sh', ['-c', '"$0" "$@" >/dev/full', process.execPath, main, 'validate'], options);
  expect(read.exitCode).toBe(1);
  expect(read.stderr).toContain("the output can't be written: ENOSPC");
  expect(read.stderr).not.toContain('    at ');
});

it('Ctrl-C twice stops at once, also where the server hangs, and says what is not known', async () => {
  rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'hang' } });
  const child = start(['--transport', 'api']);
  const heard = said(child, 'Stopping after');
  await until(child, () => posts() >= 1);
  child.kill('SIGINT');
  await heard;
  child.kill('SIGINT');
  const ended = await child;
  expect(ended.exitCode).toBe(130);
  expect(ended.stdout).toContain('may have been done');
});

it.each([
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
])('Ctrl-C while the live state is read ends at once and leaves nothing behind, over %s', async (_name, flags) => {
  rig.sandbox.addFault({ path: '/v2/roles', times: 9, fault: { type: 'hang' } });
  const home = join(rig.folder, 'nobody');
  const temporary = join(rig.folder, 'tmp');
  await Promise.all([mkdir(home), mkdir(temporary)]);
  const env = { HOME: home, TMPDIR: temporary, ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_BASE_URL: rig.sandbox.url };
  const child = execa(process.execPath, [main, 'plan', ...flags], { cwd: rig.folder, env, reject: false });
  await until(child, () => rig.sandbox.requests.length > 0);
  child.kill('SIGINT');
  const ended = await child;
  expect(ended.exitCode).toBe(130);
  expect(ended.stdout).toBe('');
  expect(await readdir(temporary)).toEqual([]);
});
