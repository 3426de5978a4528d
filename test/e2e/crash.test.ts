import { execa } from 'execa';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { killedOnce, until } from '../support/while-it-runs.js';

/* kill -9 in the middle: the journal knows what was under way, and the next run does what is missing, nothing twice. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  const roles = Array.from({ length: 8 }, (_, index) => `  R${String(index)}: { permissions: [PROJECT_READ] }\n`).join(
    '',
  );
  await rig.write('access.yaml', `version: 1\nroles:\n${roles}`);
});
afterEach(() => rig.close());

it.each([
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
])('over %s', async (_name, flags) => {
  // Without it the run might end before it is killed.
  rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', skip: 2, fault: { type: 'hang' } });
  const child = execa(process.execPath, [main, 'apply', '--auto-approve', '--concurrency', '2', ...flags], {
    cwd: rig.folder,
    env: { HOME: rig.home },
    reject: false,
  });
  await killedOnce(child, () => rig.sandbox.requests.filter(({ method }) => method === 'POST').length >= 3);

  const told = JSON.parse((await rig.run(['history', '--format', 'json'])).stdout) as {
    outcome: string;
    steps: { outcome: string }[];
  }[];
  expect(told.map(({ outcome }) => outcome)).toEqual(['broken off']);

  const again = await rig.run(['apply', '--auto-approve', ...flags]);
  expect(again.exitCode).toBe(0);
  expect(again.stderr).toContain('did not end by itself');
  expect(
    rig
      .state()
      .roles.filter(({ name }) => /^R\d$/.test(name))
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Array.from({ length: 8 }, (_, index) => `R${String(index)}`));
  const history = await rig.run(['history']);
  expect(history.stdout).toMatch(/ {2}done {2}profile sandbox at .*\n[\s\S]* {2}broken off {2}/);
  expect(history.stdout).toMatch(/^ {2}Login: jane@example\.com/m);
  const [, id = ''] = /^ {2}Run (\w{8})/m.exec(history.stdout) ?? [];
  expect((await rig.run(['history', id])).stdout).toMatch(/^ {2}✓ create role\/R\d {2}\d{4}-/m);
  expect(JSON.parse((await rig.run(['history', id, '--format', 'json'])).stdout)).toMatchObject({ outcome: 'done' });
  expect(await rig.run(['history', 'zz'])).toMatchObject({
    exitCode: 1,
    stderr: 'error: no run in the journal has an ID that begins with "zz".\n  hint: for all runs: ax-gitops history\n',
  });
  expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
});

it('two applies in one directory, whatever their journals: the second changes nothing until the first is gone', async () => {
  rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'hang' }, times: 1 });
  const first = execa(process.execPath, [main, 'apply', '--auto-approve', '--transport', 'api'], {
    cwd: rig.folder,
    env: { HOME: rig.home },
    reject: false,
  });
  const writes = () => rig.sandbox.requests.filter(({ method }) => method === 'POST').length;
  await until(first, () => writes() > 0);
  const requests = rig.sandbox.requests.length;
  const second = ['apply', '--auto-approve', '--transport', 'api', '--journal', 'other/journal.jsonl'];
  const refused = await rig.run(second);
  expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
  expect(refused.stderr).toContain(`another apply (process ${String(first.pid)} on`);
  expect(refused.stderr).toContain('runs in this directory');
  expect(rig.sandbox.requests.slice(requests).filter(({ method }) => method === 'GET')).toEqual([]);
  first.kill('SIGKILL');
  await first;
  expect(await rig.run(second)).toMatchObject({ exitCode: 0 });
});

it('a journal that can not be written refuses the apply before anything is done', async () => {
  await writeFile(join(rig.folder, 'blocked'), '');
  const refused = await rig.run([
    'apply',
    '--auto-approve',
    '--transport',
    'api',
    '--journal',
    'blocked/journal.jsonl',
  ]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('--journal');
  expect(rig.sandbox.requests).toEqual([]);
});

// Permissions do not bind root.
describe.skipIf(process.getuid?.() === 0)('where something may only be read', () => {
  it.each([
    ["the journal's folder", 'there', ['--journal', 'there/journal.jsonl']],
    ['the folder with the files', '.', []],
  ])('%s, nothing is begun', async (_name, folder, flags) => {
    await mkdir(join(rig.folder, 'there'));
    await chmod(join(rig.folder, folder), 0o555);
    try {
      const refused = await rig.run(['apply', '--auto-approve', '--transport', 'api', ...flags]);
      expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
      expect(refused.stderr).toContain('--journal');
      expect(rig.sandbox.requests).toEqual([]);
    } finally {
      await chmod(join(rig.folder, folder), 0o755);
    }
  });

  it('a journal of before, nothing is changed', async () => {
    expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
    const writes = () => rig.sandbox.requests.filter(({ method }) => method !== 'GET').length;
    const before = writes();
    await rig.write('access.yaml', 'version: 1\nroles:\n  More: { permissions: [PROJECT_READ] }\n');
    await chmod(join(rig.folder, '.ax-gitops', 'journal.jsonl'), 0o444);
    const refused = await rig.run(['apply', '--auto-approve', '--transport', 'api']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('--journal');
    expect(writes()).toBe(before);
  });
});

it('holds no key', async () => {
  await rig.run(['apply', '--auto-approve'], { ARIZE_API_KEY: undefined });
  expect(await readFile(join(rig.folder, '.ax-gitops', 'journal.jsonl'), 'utf8')).not.toContain(rig.sandbox.apiKey);
});
