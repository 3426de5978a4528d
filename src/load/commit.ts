import { execa } from 'execa';
import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { FileReader } from './files.js';
import { decode } from './files.js';

/** Why the files of a commit can't be read. */
export interface CommitProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * Files as they were at a commit, read from Git's objects: the work tree is never touched. Symbolic links are not
 * followed. `directory` is any directory of the repository.
 */
export async function commitReader(ref: string, directory: string): Promise<Result<FileReader, CommitProblem>> {
  const git = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await execa('git', args, {
      cwd: directory,
      env: { ARIZE_API_KEY: undefined },
      reject: false,
      encoding: 'buffer',
    });
    return { isFine: exitCode === 0, stdout };
  };
  const top = await git('rev-parse', '--show-toplevel');
  if (!top.isFine) {
    const { exitCode } = await execa('git', ['--version'], { reject: false });
    return failed(exitCode === 0 ? noRepository(directory) : noGit);
  }
  // A name that begins with a dash would be an option of git's.
  const found = ref.startsWith('-')
    ? { isFine: false, stdout: new Uint8Array() }
    : await git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
  if (!found.isFine) return failed(await noCommit(ref, git));
  const commit = text(found.stdout).trim();
  const root = text(top.stdout).replace(/\n$/, '');
  const listed = await git('ls-tree', '-r', '-z', '--full-tree', '--name-only', commit);
  const files = new Set(
    text(listed.stdout)
      .split('\0')
      .filter((name) => name !== ''),
  );
  const inside = async (path: string) =>
    relative(root, await realpathOf(path))
      .split(sep)
      .join('/');
  return ok({
    async kindOf(path) {
      const name = await inside(path);
      if (files.has(name)) return 'file';
      const isDirectory = name === '' || [...files].some((file) => file.startsWith(`${name}/`));
      return isDirectory ? 'directory' : undefined;
    },
    async filesBelow(path) {
      const name = await inside(path);
      return [...files].filter((file) => name === '' || file.startsWith(`${name}/`)).map((file) => join(root, file));
    },
    canonical: async (path) => join(root, await inside(path)),
    async read(path, shown) {
      const blob = await git('cat-file', 'blob', `${commit}:${await inside(path)}`);
      return decode(blob.stdout, shown);
    },
  });
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** As Git sees it: the folders above may be links, the file itself may be gone since. */
async function realpathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = join(path, '..');
    return above === path ? path : join(await realpathOf(above), relative(above, path));
  }
}

const noGit: CommitProblem = { message: "git can't be run, and --since reads the files from it.", hint: 'install git' };

function noRepository(directory: string): CommitProblem {
  return {
    message: `${directory} is in no Git repository, so there are no files of a commit.`,
    hint: 'run it in the repository that holds the files, or leave --since out',
  };
}

async function noCommit(
  ref: string,
  git: (...args: readonly string[]) => Promise<{ readonly stdout: Uint8Array }>,
): Promise<CommitProblem> {
  const { stdout } = await git('rev-parse', '--is-shallow-repository');
  const isShallow = text(stdout).trim() === 'true';
  return isShallow
    ? {
        message: `this clone is shallow and does not hold the commit ${JSON.stringify(ref)}, so what was managed before is not known.`,
        hint: 'fetch more: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout',
      }
    : {
        message: `there is no commit ${JSON.stringify(ref)} here.`,
        hint: 'look it up with `git log`; branches need a fetch first',
      };
}
