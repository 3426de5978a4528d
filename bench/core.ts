import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Size } from './account.js';
import { filesOf } from './account.js';
import { buildCore, runCore } from './core-build.js';

/** What planning so many grants takes. */
export interface Point {
  readonly grants: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** The stages without Arize at growing sizes, each in a process of its own. */
export async function measureCore(
  isToAMillion: boolean,
): Promise<{ readonly rows: readonly (readonly string[])[]; readonly points: readonly Point[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const rows: string[][] = [];
  const points: Point[] = [];
  try {
    const program = await buildCore(folder);
    for (const grants of [1_000, 10_000, 100_000, ...(isToAMillion ? [1_000_000] : [])]) {
      const size = coreSize(grants);
      const files = join(folder, String(grants));
      await writeCoreFiles(files, size);
      const { load, plan, text, megabytes } = await runCore(program, files, size.users);
      points.push({ grants, seconds: (load.wall + plan.wall + text.wall) / 1000, megabytes });
      const ms = (value: number) => value.toFixed(0);
      rows.push([`load (YAML to desired state)`, `${String(grants)} grants`, ms(load.wall), '']);
      rows.push([`live, diff, plan, digest`, `${String(grants)} grants`, ms(plan.wall), '']);
      rows.push([`plan as text`, `${String(grants)} grants`, ms(text.wall), ms(megabytes)]);
    }
    return { rows, points };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function coreSize(grants: number): Size {
  return {
    name: '',
    organizations: Math.max(1, grants / 5_000),
    spaces: Math.ceil(grants / 100),
    users: grants / 10,
    grants,
  };
}

/** About half of the largest file that is read. */
const charactersInFile = 8_000_000;

/** Splits the files between organizations, as large accounts have them. */
export async function writeCoreFiles(folder: string, size: Size): Promise<void> {
  const [head = '', ...organizations] = filesOf(size).split(/^(?= {2}Organization )/m);
  const files: string[] = [];
  for (const organization of organizations) {
    const last = files.at(-1);
    if (last !== undefined && last.length < charactersInFile) files[files.length - 1] = last + organization;
    else files.push(head + organization);
  }
  await mkdir(folder);
  await Promise.all(files.map((file, index) => writeFile(join(folder, `${String(index)}.yaml`), file)));
}
