import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './account.js';

/* What starting costs beside Node itself: one run of each after the other, so that whatever else the machine does slows down all. */

const rounds = 15;
const small = fileURLToPath(new URL('../examples/access.yaml', import.meta.url));

export async function measureStartUp(main: string): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  try {
    const large = join(folder, 'large.yaml');
    const text = filesOf({ name: '', organizations: 5, spaces: 50, users: 500, grants: 10_800 });
    await writeFile(large, text);
    const commands = [
      { what: 'Node alone', args: ['-e', '0'] },
      { what: 'ax-gitops --help', args: [main, '--help'] },
      { what: 'ax-gitops validate, the example', args: [main, 'validate', '-f', small] },
      {
        what: `ax-gitops validate, ${text.split('\n').length.toLocaleString('en')} lines`,
        args: [main, 'validate', '-f', large],
      },
    ].map((command) => ({ ...command, times: [] as number[] }));
    for (let round = 0; round < rounds; round++)
      for (const { args, times } of commands) {
        const start = performance.now();
        await execa(process.execPath, args);
        times.push(performance.now() - start);
      }
    const [alone = 0] = commands.map(({ times }) => median(times));
    return commands.map(({ what, times }) => [what, median(times).toFixed(0), (median(times) / alone).toFixed(2)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
