import { access, lstat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { gitIn } from '../machine/git.js';
import { shellLine } from '../model/shell-word.js';

/** What Git makes of a path. */
export type GitView =
  /** In no repository. */
  | { readonly is: 'outside' }
  /** In a work tree: left out of commits; in the index; or to be committed with the next `git add`. */
  | { readonly is: 'ignored' | 'tracked' | 'untracked' }
  /** In a repository, and Git can't be asked or does not answer; what it said. */
  | { readonly is: 'unknown'; readonly said: string };

/**
 * Asks Git about a file, which need not be there; links are to be followed before. Whether there is a repository at all
 * is looked up without Git, so that one that Git is not there for, or does not want to look at, is not taken for none.
 */
export async function gitView(path: string, env: Readonly<Record<string, string | undefined>>): Promise<GitView> {
  if (!(await isInRepository(dirname(path)))) return { is: 'outside' };
  const cwd = await nearestFolder(dirname(path));
  const name = relative(cwd, path);
  const git = async (...args: readonly string[]) => {
    const answer = await gitIn(env)(cwd, args, { milliseconds: 30_000 });
    if (answer.ok) return { exitCode: 0, said: '' };
    return answer.error === 'too much' ? { said: 'far too much' } : answer.error;
  };
  // Names that differ in case alone are one file on some file systems.
  const listed = await git('ls-files', '--error-unmatch', '--', `:(literal,icase)${name}`);
  if (listed.exitCode === 0) return { is: 'tracked' };
  if (listed.exitCode !== 1) return { is: 'unknown', said: listed.said };
  const ignored = await git('check-ignore', '--quiet', '--', `./${name}`);
  if (ignored.exitCode === 0) return { is: 'ignored' };
  return ignored.exitCode === 1 ? { is: 'untracked' } : { is: 'unknown', said: ignored.said };
}

/** The command that has Git track a file no more, and leaves the file; it works in any folder, whatever the index holds. */
export function untrack(path: string): string {
  return shellLine(['git', '-C', dirname(path), 'rm', '--cached', '--force', '--', basename(path)]);
}

async function isInRepository(folder: string): Promise<boolean> {
  const isHere = await lstat(join(folder, '.git')).then(
    () => true,
    (error: unknown) => !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''),
  );
  const above = dirname(folder);
  return isHere || (above !== folder && (await isInRepository(above)));
}

async function nearestFolder(folder: string): Promise<string> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  const above = dirname(folder);
  return isThere || above === folder ? folder : nearestFolder(above);
}
