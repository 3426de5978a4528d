import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runGit } from './git.js';

/** A folder of its own, removed with `await using`. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs Git in the folder, or in one below it. */
  git(args: readonly string[], below?: string): Promise<string>;
  /** Records everything as it is; gives the commit. */
  commit(below?: string): Promise<string>;
}

export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'ax-files-')));
  const git = (args: readonly string[], below = '.') =>
    runGit(join(path, below), ['-c', 'protocol.file.allow=always', ...args]);
  const folder: Folder = {
    path,
    async write(more) {
      for (const [name, text] of Object.entries(more)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), text);
      }
    },
    git,
    async commit(below) {
      await git(['add', '--all'], below);
      await git(['commit', '--quiet', '--allow-empty', '--message', 'x'], below);
      return git(['rev-parse', 'HEAD'], below);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
  await folder.write(files);
  return folder;
}

/** The same as a new Git repository. */
export async function repositoryWith(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const folder = await folderWith(files);
  await folder.git(['init', '--quiet', '--initial-branch=main']);
  return folder;
}
