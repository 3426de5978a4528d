// `npm run bench`: sets up, builds, and measures; `--quick` leaves out the larger accounts, `--only=PARTS` all but some parts,
// `--chart=FILE` draws one up to a million grants. `--against=REF` measures nothing but the pure stages, beside those of
// another commit.
import { spawnSync } from 'node:child_process';
import { pinnedAx, root, setUp, setUpBench } from './setup.mjs';

const isAgainst = process.argv.some((argument) => argument.startsWith('--against='));
const only = process.argv.find((argument) => argument.startsWith('--only='));
const isBeside = !isAgainst && (only === undefined || only.includes('beside'));
await setUp();
const octodns = isBeside ? await setUpBench() : '';
if (!isAgainst) await (await import('./build.mjs')).build();
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
