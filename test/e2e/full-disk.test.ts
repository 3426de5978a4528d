import { execa } from 'execa';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * The disk is full from some byte on: files of the run can't grow beyond a limit. Wherever in the journal that hits, the
 * exit code is 0 only if everything is done, and the next apply, with room, does what is missing.
 */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const roles = Array.from({ length: 12 }, (_, index) => `  Role ${String(index)}: { permissions: [PROJECT_READ] }\n`);
/** Takes more than 1 kB, and is not laid out as `fmt` does it. */
const long = `version: 1\nroles:\n${[...roles].reverse().join('')}# ${'x'.repeat(1024)}\n`;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.write('access.yaml', `version: 1\nroles:\n${roles.join('')}`);
});
afterEach(() => rig.close());

const made = () => rig.state().roles.filter(({ name }) => name.startsWith('Role ')).length;

const applied = ['apply', '--transport', 'api', '--auto-approve', '--concurrency', '1'];

function runWithFilesUpTo(kilobytes: number, args: readonly string[], redirection = '') {
  const script = `ulimit -f ${String(kilobytes)}; exec "$@" ${redirection}`;
  return execa('bash', ['-c', script, 'bash', process.execPath, main, ...args], {
    cwd: rig.folder,
    env: { HOME: rig.home },
    reject: false,
  });
}

it.each([1, 2, 3])('a journal that ends after %i kB ends the run with 4', async (kilobytes) => {
  const ended = await runWithFilesUpTo(kilobytes, applied);
  expect(ended).toMatchObject({ exitCode: 4 });
  expect(ended.stdout).toMatch(/Applied \d+ of 12 steps: .*skipped/);
  expect(ended.stdout).toContain('Not tried, because the run could not go on');
  expect(ended.stdout).toContain("the journal can't be written: EFBIG");
  expect(made()).toBeLessThan(12);

  expect(await rig.run(['apply', '--transport', 'api', '--auto-approve'])).toMatchObject({ exitCode: 0 });
  expect(made()).toBe(12);
});

// A write of which nothing fits fails; one of which a part fits writes that part, and says how much.
describe.each([0, 1])('with room for %i kB', (kilobytes) => {
  it.each([
    [['fmt'], 'access.yaml'],
    [['snapshot', '--transport', 'api', '--out', 'live.json'], 'live.json'],
    [['plan', '--transport', 'api', '--out', 'plan.json'], 'plan.json'],
    [['access', 'review', '--transport', 'api', '--out', 'sheets'], 'sheets'],
    [['export', '--transport', 'api', '--split', '--out', 'exported'], 'exported'],
  ])('%j says that its files have no room, and leaves none of them', async (args, file) => {
    await rig.write('access.yaml', long);
    const ended = await runWithFilesUpTo(kilobytes, args);
    expect(ended).toMatchObject({ exitCode: 1 });
    expect(ended.stderr).toContain(`${file} can't be written: file too large (EFBIG).`);
    expect((await readdir(rig.folder)).filter((name) => name !== 'home')).toEqual(['access.yaml']);
    expect(await rig.read('access.yaml')).toBe(long);
  });

  it('output that goes to a file and does not fit is an error', async () => {
    const args = ['plan', '--transport', 'api', '--format', 'json'];
    const ended = await runWithFilesUpTo(kilobytes, args, '> plan.json');
    expect(ended).toMatchObject({ exitCode: 1 });
    expect(ended.stderr).toContain("error: the output can't be written: EFBIG");
  });
});

it('a secret whose file has no room costs nothing that is in the file, and its key is revoked', async () => {
  const before = `OTHER='${'x'.repeat(9 * 1024)}'\n`;
  await rig.write('.env', before);
  await rig.write(
    'access.yaml',
    'version: 1\napi_keys:\n  mine: { type: user, secret: env }\nsecrets:\n  env: { env_file: .env }\n',
  );
  const ended = await runWithFilesUpTo(8, applied);
  expect(ended).toMatchObject({ exitCode: 4 });
  expect(ended.stdout).toContain('EFBIG');
  expect(await rig.read('.env')).toBe(before);
  expect(rig.state().keys.filter(({ name, status }) => name === 'mine' && status === 'ACTIVE')).toEqual([]);
  expect((await readdir(rig.folder)).filter((name) => name.startsWith('.env'))).toEqual(['.env']);
});
