import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/* What `--help` loads is what every command waits for before it begins. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = 'src/cli/main.ts';

/** The files that are read when it starts. */
async function loadedBy(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    platform: 'node',
    splitting: true,
    write: false,
    outdir: 'out',
    metafile: true,
    external: ['react-devtools-core'],
    logLevel: 'silent',
  });
  const loaded = new Set([file]);
  for (const path of loaded)
    for (const one of metafile.inputs[path]?.imports ?? [])
      if (one.kind !== 'dynamic-import' && one.external !== true) loaded.add(one.path);
  const kept = new Set(Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)));
  return [...loaded].filter((path) => kept.has(path));
}

it('loads the flags, the names of kinds, and no stage before a command is called', async () => {
  const loaded = await loadedBy(entry);
  const packages = new Set(loaded.map((path) => /^node_modules\/([^/]+)/.exec(path)?.[1]).filter(Boolean));
  const others = loaded.filter((path) => path.startsWith('src/') && !/^src\/(?:cli|kinds|model)\//.test(path));
  expect([...packages].sort()).toEqual(['commander', 'fastest-levenshtein', 'get-east-asian-width']);
  expect(others.sort()).toEqual([
    'src/load/variables.ts',
    'src/load/wildcard.ts',
    'src/machine/whole-output.ts',
    'src/reconcile/package-file.ts',
    'src/reconcile/surroundings.ts',
    'src/reconcile/version.ts',
    'src/remote/profile-variable.ts',
    'src/report/defect.ts',
    'src/report/help.ts',
    'src/report/lost-output.ts',
    'src/report/next-command.ts',
    'src/report/style.ts',
  ]);
  expect(loaded.filter((path) => path.startsWith('src/cli/commands/'))).toEqual([]);
});
