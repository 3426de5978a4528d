// `npm test` on a bare machine: sets up, builds, and runs the tests; what follows goes to vitest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pinnedAx, root, setUp } from './setup.mjs';

await setUp(async () => {
  const { buildIfChanged } = await import('./build.mjs');
  await buildIfChanged();
});
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const ended = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? pinnedAx },
});
process.exit(ended.status ?? 1);
