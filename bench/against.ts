import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreRun } from './core-build.js';
import { buildCore, buildCoreOf, runCore } from './core-build.js';
import { coreSize, writeCoreFiles } from './core.js';
import { printTable } from './table.js';

/*
 * `npm run bench -- --against=REF`: the pure stages of the tree and those of a commit, one after the other in one run, so that
 * whatever else the machine does slows down both.
 */

const rounds = 5;

export async function measureAgainst(ref: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  try {
    const [then, now] = [await buildCoreOf(ref, folder), await buildCore(folder)];
    const rows: string[][] = [];
    for (const grants of [10_000, 100_000]) {
      const size = coreSize(grants);
      const files = join(folder, String(grants));
      await writeCoreFiles(files, size);
      const runs: { readonly then: CoreRun; readonly now: CoreRun }[] = [];
      for (let round = 0; round < rounds; round++)
        runs.push({ then: await runCore(then, files, size.users), now: await runCore(now, files, size.users) });
      rows.push(...rowsOf(`${String(grants)} grants`, runs));
    }
    return printTable(['what', 'size', ref, 'now', 'now / then'], rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(size: string, runs: readonly { readonly then: CoreRun; readonly now: CoreRun }[]): string[][] {
  const row = (what: string, of: (run: CoreRun) => number) => {
    const [then, now] = [median(runs.map((run) => of(run.then))), median(runs.map((run) => of(run.now)))];
    return [what, size, then.toFixed(0), now.toFixed(0), (now / then).toFixed(2)];
  };
  const isSame = runs.every(({ then, now }) => then.digest === now.digest);
  return [
    row('load: YAML to desired state, ms of CPU', ({ load }) => load.cpu),
    row('live, diff, plan, digest, ms of CPU', ({ plan }) => plan.cpu),
    row('plan as text, ms of CPU', ({ text }) => text.cpu),
    row('peak memory, MB', ({ megabytes }) => megabytes),
    ['digest of the plan', size, '', isSame ? 'the same' : 'another', ''],
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
