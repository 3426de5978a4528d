import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './account.js';

const child = fileURLToPath(new URL('core-once.ts', import.meta.url));

/** The stages without Arize at growing sizes, each in a process of its own; and what starting costs over Node itself. */
export async function measureCore(main: string): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const rows: string[][] = [];
  try {
    for (const grants of [1_000, 10_000, 20_000, 100_000]) {
      const size = {
        name: '',
        organizations: Math.max(1, grants / 5_000),
        spaces: Math.ceil(grants / 100),
        users: grants / 10,
        grants,
      };
      const file = join(folder, `${String(grants)}.yaml`);
      await writeFile(file, filesOf(size));
      const { stdout } = await execa('node', ['--import', 'tsx', child, file, String(size.users)], {
        preferLocal: true,
      });
      const { load, plan, text, megabytes } = JSON.parse(stdout) as Readonly<Record<string, number>>;
      const ms = (value: number | undefined) => (value ?? 0).toFixed(0);
      rows.push([`load (YAML to desired state)`, `${String(grants)} grants`, ms(load), '']);
      rows.push([`live, diff, plan, digest`, `${String(grants)} grants`, ms(plan), '']);
      rows.push([`plan as text`, `${String(grants)} grants`, ms(text), ms(megabytes)]);
    }
    const lines = join(folder, 'lines.yaml');
    await writeFile(lines, filesOf({ name: '', organizations: 5, spaces: 50, users: 500, grants: 4_850 }));
    const best = async (args: readonly string[]) => {
      const times: number[] = [];
      for (let index = 0; index < 7; index++) {
        const start = performance.now();
        await execa(process.execPath, args);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    rows.push(['start: node alone', '', (await best(['-e', '0'])).toFixed(0), '']);
    rows.push(['start: ax-gitops --help', '', (await best([main, '--help'])).toFixed(0), '']);
    rows.push([
      'start: ax-gitops validate',
      '5,000 lines',
      (await best([main, 'validate', '-f', lines])).toFixed(0),
      '',
    ]);
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
