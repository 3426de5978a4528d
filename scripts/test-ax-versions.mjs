// `npm run test:ax-versions`: one change of each kind through every minor version of ax that is supported, the oldest first;
// a second plan must be empty. What follows are versions instead of all of them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from './build.mjs';
import { pinnedAx, python, root, setUp } from './setup.mjs';

/** From the oldest that copes with newer answers on. */
const supported = ['0.31.1', '0.32.0', '0.33.0', '0.34.0', '0.35.0', '0.36.0', '0.37.0', '0.38.0', '0.39.0'];

await setUp();
await buildIfChanged();
const versions = process.argv.length > 2 ? process.argv.slice(2) : supported;
const failed = versions.filter((version) => {
  const ax = installed(version);
  console.log(`\n== ax ${version}`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const ended = spawnSync(process.execPath, [vitest, 'run', 'test/e2e/older-ax.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, AX_GITOPS_AX: pinnedAx, AX_GITOPS_OLDER_AX: ax },
  });
  return ended.status !== 0;
});
console.log(`\nax versions: ${versions.length - failed.length} passed, ${failed.length} failed ${failed.join(' ')}`);
process.exit(failed.length === 0 ? 0 : 1);

/** The launcher of a version, in a virtual environment of its own. */
function installed(version) {
  const venv = join(root, 'node_modules', '.cache', 'ax', version);
  const ax = join(venv, 'bin', 'ax');
  if (existsSync(ax)) return ax;
  for (const [command, args] of [
    [python(), ['-m', 'venv', '--clear', venv]],
    [
      join(venv, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `arize-ax-cli==${version}`],
    ],
  ]) {
    const ended = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
    if (ended.status !== 0) process.exit(ended.status ?? 1);
  }
  return ax;
}
