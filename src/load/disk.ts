import type { FileHandle } from 'node:fs/promises';
import { constants, lstat, open, readdir, readlink } from 'node:fs/promises';
import type { EntryKind, FileTree } from './tree.js';
import { ReadProblem, readProblems } from './tree.js';

/** Files on this machine's disk. */
export const disk: FileTree = {
  async kindOf(path) {
    try {
      const found = await lstat(path);
      if (found.isSymbolicLink()) return 'link';
      if (found.isDirectory()) return 'directory';
      return found.isFile() ? 'file' : ('special' satisfies EntryKind);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw unreadable(path, error);
    }
  },
  linkTarget: (path) => orProblem(path, readlink(path)),
  namesIn: (directory) => orProblem(directory, readdir(directory)),
  async read(path, limit) {
    // Neither a link nor a pipe that was put in its place since it was looked at is followed or waited for.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await orProblem(path, open(path, flags));
    try {
      if (!(await handle.stat()).isFile()) throw readProblems.special(path);
      return await orProblem(path, readAtMost(handle, limit + 1));
    } finally {
      await handle.close();
    }
  },
};

/** Files of the kernel say that they are empty and are not: what counts is what is read. */
async function readAtMost(handle: FileHandle, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of handle.createReadStream({ start: 0, end: most - 1, autoClose: false }))
    chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function orProblem<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function unreadable(path: string, error: unknown): ReadProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  // The path is in the sentence already.
  const reason = message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/s, '');
  return new ReadProblem('unreadable-file', path, `can't be read: ${reason}${code === undefined ? '' : ` (${code})`}.`);
}
