// `npm run bench`: sets up, builds, and measures; `--quick` leaves out the larger accounts, `--chart=FILE` draws one up to a
// million grants.
import { spawnSync } from 'node:child_process';
import { pinnedAx, root, setUp, setUpBench } from './setup.mjs';

await setUp();
const octodns = await setUpBench();
const { build } = await import('./build.mjs');
await build();
const ended = spawnSync(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? pinnedAx,
    AX_GITOPS_OCTODNS: octodns,
  },
});
process.exit(ended.status ?? 1);
