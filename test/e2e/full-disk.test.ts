import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * The disk is full from some byte on: files of the run can't grow beyond a limit. Wherever in the journal that hits, the
 * exit code is 0 only if everything is done, and the next apply, with room, does what is missing.
 */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const roles = Array.from({ length: 12 }, (_, index) => `  Role ${String(index)}: { permissions: [PROJECT_READ] }\n`);

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.write('access.yaml', `version: 1\nroles:\n${roles.join('')}`);
});
afterEach(() => rig.close());

const made = () => rig.state().roles.filter(({ name }) => name.startsWith('Role ')).length;

function applyWithFilesUpTo(kilobytes: number) {
  const script = `trap '' XFSZ; ulimit -f ${String(kilobytes)}; exec "$@"`;
  const command = [process.execPath, main, 'apply', '--transport', 'api', '--auto-approve', '--concurrency', '1'];
  return execa('bash', ['-c', script, 'bash', ...command], {
    cwd: rig.folder,
    env: { HOME: rig.home },
    reject: false,
  });
}

it.each([1, 2, 3])('a journal that ends after %i kB ends the run with 4', async (kilobytes) => {
  const ended = await applyWithFilesUpTo(kilobytes);
  expect(ended).toMatchObject({ exitCode: 4 });
  expect(ended.stdout).toMatch(/Applied \d+ of 12 steps: .*skipped/);
  expect(ended.stdout).toContain('Not tried, because the run could not go on');
  expect(ended.stdout).toContain("the journal can't be written: EFBIG");
  expect(made()).toBeLessThan(12);

  expect(await rig.run(['apply', '--transport', 'api', '--auto-approve'])).toMatchObject({ exitCode: 0 });
  expect(made()).toBe(12);
});
