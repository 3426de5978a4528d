import { build } from 'esbuild';
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildOptions } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What one run of the pure stages took; times in milliseconds. */
export interface CoreRun {
  readonly load: Time;
  readonly plan: Time;
  readonly text: Time;
  readonly megabytes: number;
  readonly digest: string;
  readonly characters: number;
}

export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

export async function runCore(program: string, files: string, users: number): Promise<CoreRun> {
  const { stdout } = await execa(process.execPath, [program, files, String(users)]);
  return JSON.parse(stdout) as CoreRun;
}

/** The pure stages of the tree as one program, built as what is shipped is built; its path. */
export function buildCore(folder: string): Promise<string> {
  return bundleOf(root, join(folder, 'core-now.mjs'));
}

/**
 * The same of a commit, in a folder of its own: its sources and its way of building them, and today's bench, which fits those
 * since 25 November 2026.
 */
export async function buildCoreOf(ref: string, folder: string): Promise<string> {
  const tree = join(folder, 'tree');
  await mkdir(tree);
  const archive = await execa('git', ['archive', ref], { cwd: root, encoding: 'buffer', maxBuffer: 1 << 30 });
  await execa('tar', ['-x', '-C', tree], { input: archive.stdout });
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  if (!existsSync(join(tree, 'src', 'load', 'validator.gen.ts')))
    await execa(process.execPath, ['--import', 'tsx', 'scripts/generate.ts'], { cwd: tree });
  for (const file of ['core-once.ts', 'account.ts']) await cp(join(root, 'bench', file), join(tree, 'bench', file));
  return bundleOf(tree, join(folder, 'core-then.mjs'));
}

async function bundleOf(tree: string, outfile: string): Promise<string> {
  const { options } = (await import(pathToFileURL(join(tree, 'scripts', 'build.mjs')).href)) as {
    readonly options?: BuildOptions;
  };
  const plain: BuildOptions = { absWorkingDir: tree, bundle: true, format: 'esm', platform: 'node', target: 'node20' };
  await build({
    ...plain,
    banner: { js: requireForCommonJs },
    ...options,
    entryPoints: ['bench/core-once.ts'],
    outfile,
  });
  return outfile;
}

const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
