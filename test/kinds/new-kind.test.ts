import { build } from 'esbuild';
import { execa } from 'execa';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { isInCi } from '../support/runs.js';
import { edits, files } from './evaluator/by-hand.js';

/*
 * CONTRIBUTING, "A new kind of object", followed on a copy of the tree: the scaffold, what is written by hand after it, the types,
 * and in CI the new kind end to end, on a sandbox that has it.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'new-kind-'));
const newKind = (...args: readonly string[]) =>
  execFileSync(process.execPath, [join(root, 'scripts', 'new-kind.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, AX_GITOPS_ROOT: folder },
    stdio: 'pipe',
  });

beforeAll(() => {
  for (const name of ['src', 'schema', 'scripts']) cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  newKind('evaluator', 'space');
  newKind('eval-set');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('a new kind takes 14 files of the core at most', () => {
  for (const { file, at, text } of edits) {
    const before = readFileSync(join(folder, file), 'utf8');
    const places = before.match(new RegExp(at, 'g')) ?? [];
    expect(
      places.length,
      `${file} has ${String(places.length)} places like ${String(at)}: correct evaluator/by-hand.ts`,
    ).toBe(1);
    writeFileSync(join(folder, file), before.replace(at, text));
  }
  for (const [from, to] of Object.entries(files))
    cpSync(join(root, 'test', 'kinds', 'evaluator', from), join(folder, to));
  const core = touched().filter((file) => !file.startsWith('src/sandbox/') && !file.startsWith('src/kinds/eval-set/'));
  expect(core.length, core.join('\n')).toBeLessThanOrEqual(14);
});

it('what is written has no mistake of types', { timeout: 300_000 }, async () => {
  const written = touched().map((file) => join(folder, file));
  // In CI with all that hangs on it, which takes longer.
  if (isInCi)
    await execa(process.execPath, ['--import', 'tsx', join(folder, 'scripts', 'generate.ts')], { cwd: folder });
  const { options } = ts.parseJsonConfigFileContent({ ...tsconfig(), include: ['src'] }, ts.sys, folder);
  const program = ts.createProgram(written, options);
  const isMeant = ({ fileName }: ts.SourceFile) =>
    isInCi ? fileName.startsWith(join(folder, 'src')) : written.includes(fileName);
  const mistakes = program
    .getSourceFiles()
    .filter(isMeant)
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .map(
      ({ file, messageText }) =>
        `${basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  expect(mistakes).toEqual([]);
});

it.skipIf(!isInCi)('is made, changed, exported and removed', { timeout: 300_000 }, async () => {
  const out = join(folder, 'dist', 'cli');
  await build({
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    entryPoints: { main: 'src/cli/main.ts', sandbox: 'src/sandbox/index.ts' },
    outdir: out,
    splitting: true,
    external: ['react-devtools-core'],
    banner: {
      js: `import { createRequire as require_ } from 'node:module';
const require = require_(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`,
    },
    logLevel: 'error',
  });
  for (const entry of readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true }))
    if (entry.isFile() && !/\.tsx?$/.test(entry.name))
      cpSync(join(entry.parentPath, entry.name), join(out, entry.name));
  const { startSandbox: start } = (await import(pathToFileURL(join(out, 'sandbox.js')).href)) as {
    readonly startSandbox: typeof startSandbox;
  };
  const sandbox = await start();
  try {
    const home = join(folder, 'home');
    mkdirSync(home);
    await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
    const run = async (...args: readonly string[]) => {
      const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' };
      const all = [join(out, 'main.js'), ...args];
      const { exitCode, stdout, stderr } = await execa(process.execPath, all, {
        cwd: home,
        env,
        extendEnv: false,
        reject: false,
      });
      return { exitCode, stdout, output: `${stdout}\n${stderr}` };
    };
    const say = (entry: string) => {
      writeFileSync(
        join(home, 'access.yaml'),
        `version: 1
roles: { Judge: { permissions: [PROJECT_READ] }, Arbiter: { permissions: [PROJECT_READ] } }
organizations: { Platform Team: { spaces: { team-alpha: { evaluators: { tone: ${entry} } } } } }
policy: { protect: ['organization/*/space/*/evaluator/kept'], unmanaged: { evaluator: report } }
`,
      );
    };
    const api = ['--transport', 'api'];
    const done = { exitCode: 0, output: expect.stringMatching(/./) as unknown };
    const empty = { exitCode: 0, output: expect.stringContaining('No changes') as unknown };

    say('{ description: Finds insults, role: Judge }');
    expect(await run('apply', ...api, '--auto-approve')).toMatchObject(done);
    expect(await run('plan', ...api)).toMatchObject(empty);
    expect(await run('drift', ...api)).toMatchObject({ exitCode: 0 });
    say('{ description: Finds insults and threats, role: Arbiter }');
    expect((await run('apply', ...api, '--auto-approve')).output).toContain('Finds insults and threats');
    expect(await run('plan', ...api)).toMatchObject(empty);
    expect(await run('snapshot', ...api, '--out', 'live.json')).toMatchObject({ exitCode: 0 });
    expect(await run('plan', '--live', 'live.json')).toMatchObject(empty);
    expect(evaluatorsIn(await run('export', ...api))).toEqual({
      tone: { description: 'Finds insults and threats', role: 'Arbiter' },
    });
    say('absent');
    expect(await run('apply', ...api, '--auto-approve')).toMatchObject({ exitCode: 2 });
    expect(await run('apply', ...api, '--auto-approve', '--allow-destructive')).toMatchObject({ exitCode: 0 });
    expect(evaluatorsIn(await run('export', ...api))).toBe(undefined);
  } finally {
    await sandbox.close();
  }
});

it('writes over nothing, and says where a place is missing', () => {
  expect(() => newKind('eval-set')).toThrow('there is a kind eval-set already');
  expect(() => newKind('other', 'nothing')).toThrow('there is no kind nothing that could hold it');
  const port = join(folder, 'src', 'remote', 'port.ts');
  writeFileSync(port, readFileSync(port, 'utf8').replace('export type Listing =', 'export type List ='));
  expect(() => newKind('other')).toThrow('src/remote/port.ts has 0 places like');
  expect(existsSync(join(folder, 'src', 'kinds', 'other'))).toBe(false);
});

it('the files that CONTRIBUTING names for it are there', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = text.slice(text.indexOf('## A new kind of object'), text.indexOf('## Tests'));
  const paths = [...section.matchAll(/`((?:src|schema|test)\/[^`]+)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !path.includes('NAME') && !existsSync(join(root, path)))).toEqual([]);
});

/** The files of src that differ from those of the tree, but for what is generated. */
function touched(): readonly string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.gen.ts'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(
      (file) =>
        !existsSync(join(root, file)) || !readFileSync(join(root, file)).equals(readFileSync(join(folder, file))),
    )
    .sort();
}

function evaluatorsIn({ stdout }: { readonly stdout: string }): unknown {
  const file = parse(stdout) as {
    readonly organizations: Readonly<
      Record<string, { readonly spaces: Readonly<Record<string, { readonly evaluators?: unknown }>> }>
    >;
  };
  return file.organizations['Platform Team']?.spaces['team-alpha']?.evaluators;
}

function tsconfig(): object {
  return ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as object;
}
