import { basename, dirname } from 'node:path';
import { gitText } from '../model/command-text.js';
import type { DiagnosticCode } from '../model/diagnostic-code.js';

/** What stands at one path. A submodule of Git is a directory. */
export type EntryKind = 'file' | 'directory' | 'link' | 'special';

/** Where files come from: the disk, or a commit. Paths are absolute; no link is followed by any of these. */
export interface FileTree {
  /** What stands at exactly this path; nothing there is `undefined`. */
  kindOf(path: string): Promise<EntryKind | undefined>;
  /** Where a link leads, as it is written in it. */
  linkTarget(path: string): Promise<string>;
  /** The names in a directory. */
  namesIn(directory: string): Promise<readonly string[]>;
  /** The bytes of a regular file; one more than `limit` at most. */
  read(path: string, limit: number): Promise<Uint8Array>;
}

/**
 * Something that must be read and can't be: thrown inside this room alone, and caught where files are found and read.
 * What it says holds the path and never anything of what is there.
 */
export class ReadProblem extends Error {
  constructor(
    readonly code: DiagnosticCode,
    readonly path: string,
    /** What follows the path in the sentence. */
    readonly what: string,
    readonly hint?: string,
  ) {
    super(`${path} ${what}`);
  }
}

/** The command that checks out a submodule. */
export function checkOut(folder: string): string {
  return gitText(dirname(folder), 'submodule', 'update', '--init', '--', basename(folder));
}

export const readProblems = {
  outside: (path: string, root: string) =>
    new ReadProblem(
      'outside-root',
      path,
      `leads out of ${root}, the folder that files are read from; nothing outside it is read.`,
      'put the file inside; that folder is the Git work tree around the first -f path, or its own folder where there is none',
    ),
  git: (path: string) =>
    new ReadProblem('outside-root', path, 'belongs to Git itself; nothing there is read.', 'name another file'),
  special: (path: string) =>
    new ReadProblem(
      'not-a-file',
      path,
      'is not a regular file (a device, a pipe or a socket), so it is not read.',
      'put a file there, or leave it out',
    ),
  loop: (path: string) =>
    new ReadProblem('link-loop', path, 'is a link that leads back to where it stands.', 'remove the link'),
  /** In a list of names, and not found under its own: Node gives names that are no UTF-8 with other characters. */
  unnamed: (path: string) =>
    path.includes('\uFFFD')
      ? new ReadProblem('unreadable-file', path, 'has a name that is not UTF-8, so it is not read.', 'rename it')
      : new ReadProblem('unreadable-file', path, 'went away while it was looked for.', 'run the command again'),
  leftOut: (path: string, folder: string) =>
    new ReadProblem(
      'git-cannot-tell',
      path,
      'is a submodule that is not checked out, so what it says is not known.',
      `check it out: ${checkOut(folder)}, or \`submodules: true\` for actions/checkout`,
    ),
  broken: (path: string) =>
    new ReadProblem('broken-link', path, 'is a link that leads nowhere.', 'remove it, or restore its target'),
} as const;
