import { spawnSync } from 'node:child_process';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf } from '../machine/reason.js';
import { prepareFolder } from './journal.js';

/** Who holds a lock. For people only: nothing is decided by it, since PIDs and clocks come again. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

export type Lock =
  | { readonly type: 'taken'; release(): Promise<void> }
  | { readonly type: 'held'; readonly what: 'directory' | 'journal'; readonly holder: Holder | undefined }
  | { readonly type: 'unusable'; readonly path: string; readonly reason: string; readonly hint: string };

/**
 * Keeps every other apply out of a directory, and out of a journal, wherever that is. The locks are the kernel's
 * (flock): it gives each to one process alone and frees it when that process ends, however it ends. So the files stay
 * where they are, what stands in them decides nothing, and there is never a stale lock to be taken over or removed.
 */
export async function takeLock(
  { directory, journal }: { readonly directory: string; readonly journal: string },
  now: Date,
): Promise<Lock> {
  const outer = await lockDirectory(directory, now);
  if (outer.type !== 'taken') return outer;
  const inner = await lockJournal(journal);
  if (inner.type === 'taken')
    return {
      type: 'taken',
      async release() {
        await inner.release();
        await outer.release();
      },
    };
  await outer.release();
  return inner;
}

async function lockDirectory(directory: string, now: Date): Promise<Lock> {
  const path = join(directory, '.ax-gitops', 'lock');
  try {
    const file = await lockFileOrDirectory(path, directory);
    if (file === undefined) return { type: 'held', what: 'directory', holder: await holderIn(path) };
    const own: Holder = { pid: process.pid, host: hostname(), since: now.toISOString() };
    await sign(file, `${JSON.stringify(own)}\n`);
    return {
      type: 'taken',
      async release() {
        await sign(file, '');
        await file.close();
      },
    };
  } catch (error) {
    return unusable(path, error);
  }
}

/** Where that fails (a full disk, a file that may only be read), the lock is held all the same, without a name on it. */
async function sign(file: FileHandle, text: string): Promise<void> {
  try {
    await file.truncate();
    await file.write(text, 0);
  } catch {
    // Nothing depends on it.
  }
}

/**
 * In a directory that may not be written to, the lock file of somebody who may is locked, or, where nobody has made one
 * yet, the directory itself. (So somebody who may write, and makes it just then, is not kept out by somebody who may not.)
 */
async function lockFileOrDirectory(path: string, directory: string): Promise<FileHandle | undefined> {
  const { O_RDONLY, O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  try {
    await prepareFolder(dirname(path));
    return await openLocked(path, O_RDWR | O_CREAT | O_NOFOLLOW);
  } catch (error) {
    // On a file system that is read-only, Node says ENOENT of a folder that it can't make.
    if (!isOneOf(error, ['EACCES', 'EPERM', 'EROFS', 'ENOENT'])) throw error;
  }
  try {
    return await openLocked(path, O_RDONLY | O_NOFOLLOW);
  } catch (error) {
    if (!isOneOf(error, ['EACCES', 'ENOENT'])) throw error;
  }
  return openLocked(directory, O_RDONLY);
}

/** The journal's own file is locked, so that however it is called from wherever, it is the same lock. */
async function lockJournal(path: string): Promise<Lock> {
  // A device such as /dev/null keeps nothing that two could mix up, and belongs to everybody.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => true,
  );
  if (!isFile) return { type: 'taken', release: () => Promise.resolve() };
  try {
    await prepareFolder(dirname(path));
    const file = await openLocked(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    if (file === undefined) return { type: 'held', what: 'journal', holder: undefined };
    return { type: 'taken', release: () => file.close() };
  } catch (error) {
    return unusable(path, error);
  }
}

/** The file, open and locked; nothing where another one has it. */
function openLocked(path: string, flags: number, mode = 0o644): Promise<FileHandle | undefined> {
  return opensLocked ? openWithLock(path, flags, mode) : openThenLock(path, flags, mode);
}

/** BSD's kernels, macOS's among them, lock a file while they open it. Elsewhere the flag means nothing. */
const O_EXLOCK = 0x20;
const opensLocked = ['darwin', 'freebsd', 'openbsd', 'netbsd'].includes(process.platform);

async function openWithLock(path: string, flags: number, mode: number): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags | O_EXLOCK | constants.O_NONBLOCK, mode);
  } catch (error) {
    if (isOneOf(error, ['EAGAIN'])) return undefined;
    throw error;
  }
}

async function openThenLock(path: string, flags: number, mode: number): Promise<FileHandle | undefined> {
  const file = await open(path, flags, mode);
  try {
    if (flock(file)) return file;
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/** Not through PATH alone: a PATH made for something else must not cost the lock. */
const flockPrograms = ['/usr/bin/flock', '/bin/flock', 'flock'];

/**
 * Node has no call for flock(2), so flock(1) makes it, on the open file that it is given. The lock belongs to that open
 * file, not to the process that asked for it: it stays when flock(1) has ended, and ends with us. (Files that Node opens
 * are closed in every other child.)
 */
function flock(file: FileHandle): boolean {
  for (const program of flockPrograms) {
    const { error, status, signal, stderr } = spawnSync(program, ['-n', '3'], {
      stdio: ['ignore', 'ignore', 'pipe', file.fd],
      encoding: 'utf8',
    });
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') continue;
    if (status === 0) return true;
    // util-linux and BusyBox say nothing where another one has it, and the reason where it can't be locked at all.
    if (status === 1 && stderr === '') return false;
    const end = error?.message ?? `flock ended with ${signal ?? `exit code ${String(status)}`}`;
    throw new LockError(stderr.trim() || end, onOtherDisk);
  }
  throw new LockError('the program flock is missing', 'install it: it is part of util-linux, and of BusyBox');
}

/** The kernel or its file system gives no lock here. */
class LockError extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const onOtherDisk =
  'run it in a directory on a file system that has locks, such as a local disk; `-f` names the files, `--journal` the journal';

const hints: Readonly<Record<string, string>> = {
  ELOOP: 'remove it: the lock is a file, never a link',
  ENOSPC: 'free some disk space',
  EDQUOT: 'free some disk space',
  ENOTSUP: onOtherDisk,
  EOPNOTSUPP: onOtherDisk,
};

function unusable(path: string, error: unknown): Lock {
  if (error instanceof LockError) return { type: 'unusable', path, reason: error.message, hint: error.hint };
  const { code } = error as NodeJS.ErrnoException;
  // Anything without a code is a defect of ours, not of the disk.
  if (code === undefined) throw error;
  const hint = hints[code] ?? 'give --journal a path in a folder that you can write to';
  return { type: 'unusable', path, reason: reasonOf(error), hint };
}

async function holderIn(path: string): Promise<Holder | undefined> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.host === 'string' && typeof value.since === 'string'
      ? { pid: value.pid, host: value.host, since: value.since }
      : undefined;
  } catch {
    return undefined;
  }
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
