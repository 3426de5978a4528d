// `npm run test:nodes`: the end-to-end tests under the newest Node of each major version that is supported, from npm's
// package `node`. What follows goes to vitest instead of `test/e2e`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { buildIfChanged } from './build.mjs';
import { pinnedAx, root, setUp } from './setup.mjs';

await setUp();
await buildIfChanged();
const majors = ['20', '22', '24', '26'];
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const failed = [];
for (const major of majors) {
  const node = installed(major);
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`\n== Node ${version}`);
  const what = process.argv.length > 2 ? process.argv.slice(2) : ['test/e2e'];
  const ended = spawnSync(node, [vitest, 'run', ...what], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // npx takes the one on PATH.
      PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`,
      AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? pinnedAx,
    },
  });
  if (ended.status !== 0) failed.push(version);
}
console.log(`\nNode versions: ${majors.length - failed.length} passed, ${failed.length} failed ${failed.join(' ')}`);
process.exit(failed.length === 0 ? 0 : 1);

/** The program of a major version, installed outside the project's own packages. */
function installed(major) {
  const folder = join(root, 'node_modules', '.cache', 'nodes', major);
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const ended = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${major}`], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (ended.status !== 0) process.exit(ended.status ?? 1);
  return node;
}
