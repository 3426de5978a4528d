import { execa } from 'execa';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* A door that nobody tries may stand open: each rule must fire on a file that breaks it. */

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-doors-'));
  await Promise.all(
    ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'].map((name) =>
      cp(join(root, name), join(folder, name)),
    ),
  );
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const broken: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['model-stands-alone', 'src/model/a.ts', "import '../kinds/target.js';"],
  ['door-of-kinds', 'src/kinds/a.ts', "import '../plan/target.js';"],
  ['door-of-machine', 'src/machine/a.ts', "import '../load/target.js';"],
  ['door-of-load', 'src/load/a.ts', "import '../desired/target.js';"],
  ['door-of-desired', 'src/desired/a.ts', "import '../diff/target.js';"],
  ['door-of-remote', 'src/remote/a.ts', "import '../live/target.js';"],
  ['door-of-live', 'src/live/a.ts', "import '../diff/target.js';"],
  ['door-of-diff', 'src/diff/a.ts', "import '../plan/target.js';"],
  ['door-of-plan', 'src/plan/a.ts', "import '../diff/target.js';"],
  ['door-of-guard', 'src/guard/a.ts', "import '../plan/target.js';"],
  ['door-of-access', 'src/access/a.ts', "import '../plan/target.js';"],
  ['door-of-apply', 'src/apply/a.ts', "import '../plan/target.js';"],
  ['door-of-report', 'src/report/a.ts', "import '../plan/target.js';"],
  ['door-of-action', 'src/action/a.ts', "import '../plan/target.js';"],
  ['door-of-simulation', 'src/simulation/a.ts', "import '../plan/target.js';"],
  ['door-of-export', 'src/export/a.ts', "import '../plan/target.js';"],
  ['door-of-edit', 'src/edit/a.ts', "import '../plan/target.js';"],
  ['door-of-reconcile', 'src/reconcile/a.ts', "import '../cli/target.js';"],
  ['door-of-reconcile', 'src/reconcile/b.ts', "import '../report/target.js';"],
  ['door-of-the-library', 'src/index.ts', "import './report/target.js';"],
  ['sandbox-stands-alone', 'src/sandbox/a.ts', "import '../kinds/target.js';"],
  ['only-cli-sees-all', 'src/plan/b.ts', "import '../cli/target.js';"],
  ['door-of-apply', 'src/apply/b.ts', "import '../reconcile/target.js';"],
  ['port-by-type-only', 'src/diff/b.ts', "import { x } from '../remote/target.js'; export const y = x;"],
  ['outcomes-by-type-only', 'src/report/d.ts', "import { x } from '../reconcile/target.js'; export const y = x;"],
  ['documents-by-type-only', 'src/desired/b.ts', "import { x } from '../load/target.js'; export const y = x;"],
  ['effects-at-the-edges', 'src/plan/c.ts', "import 'node:fs';"],
  ['effects-at-the-edges', 'src/report/c.ts', "import 'execa';"],
  ['terminal-in-report-and-cli', 'src/apply/c.ts', "import 'ink';"],
  ['terminal-in-report-and-cli', 'src/reconcile/c.ts', "import 'commander';"],
  ['no-cycles', 'src/model/cycle.ts', "import './target.js';"],
  ['no-tests-in-src', 'src/cli/c.ts', "import '../../test/target.js';"],
];

describe('the doors', () => {
  it('all close', async () => {
    const targets = ['kinds', 'plan', 'desired', 'diff', 'live', 'cli', 'remote', 'load', 'report', 'reconcile'].map(
      (room) => [`src/${room}/target.ts`, 'export const x = 1;'] as const,
    );
    const files = [
      ...targets,
      ['test/target.ts', 'export const x = 1;'] as const,
      ['src/model/target.ts', "import './cycle.js'; export const x = 1;"] as const,
      ...broken.map(([, file, text]) => [file, text] as const),
    ];
    for (const [file, text] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${text}\nexport const z = 1;\n`);
    }
    const { stdout } = await execa(
      'node_modules/.bin/depcruise',
      ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      { cwd: folder, reject: false },
    );
    const { summary } = JSON.parse(stdout) as {
      readonly summary: {
        readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
      };
    };
    const fired = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
    expect(fired).toEqual(expect.arrayContaining(broken.map(([rule, file]) => `${rule} ${file}`)));
  });

  it('are closed in this code', async () => {
    const { exitCode, stdout } = await execa(
      'node_modules/.bin/depcruise',
      ['src', '--config', '.dependency-cruiser.cjs'],
      { cwd: root, reject: false },
    );
    expect(stdout).toContain('no dependency violations found');
    expect(exitCode).toBe(0);
  });
});

/** What writes to the terminal without being handed one. */
const prints = /\b(?:console\.\w|process\.(?:stdout|stderr|stdin)\b)/;

it.each(["console.log('x')", "process.stdout.write('x')", 'const { isTTY } = process.stderr;'])(
  '%s is found to print',
  (text) => {
    expect(text).toMatch(prints);
  },
);

it('only the command line and the action hold the streams of the process; report is handed them', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.gen)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const printing = files.filter((path) => prints.test(readFileSync(path, 'utf8')));
  expect(new Set(printing.map((path) => relative(join(root, 'src'), path).split('/')[0]))).toEqual(
    new Set(['action', 'cli']),
  );
});
