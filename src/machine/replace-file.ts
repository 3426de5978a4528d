import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';

/*
 * Files that take the place of others, whole or not at all. `fs.write`, and what calls it once, leaves but a beginning where
 * the disk is nearly full, and reports no error: `FileHandle.writeFile` goes on until everything is written, or throws.
 */

/** Puts a file where another is, or none. A link stays one. The owner stays, and so does the mode where none is given. */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = await writeBeside(target, text, mode);
  try {
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes what is to take the place of a file beside it, on the disk already; gives the path of that. */
export async function writeBeside(target: string, text: string, mode?: number): Promise<string> {
  // Whoever ignores `.env*` in Git ignores this too.
  const temporary = `${target}.${randomBytes(4).toString('hex')}`;
  const before = await stat(target).catch(() => undefined);
  watch(temporary);
  try {
    const file = await open(temporary, 'wx', mode ?? before?.mode);
    try {
      await file.writeFile(text);
      if (before !== undefined) await permitted(file.chown(before.uid, before.gid));
      await setMode(file, mode ?? before?.mode);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    unwatch(temporary);
  }
  return temporary;
}

async function setMode(file: FileHandle, mode: number | undefined): Promise<void> {
  if (mode !== undefined) await permitted(file.chmod(mode));
}

/** Some disks know no owners and modes, and only root may give a file away: what can't be kept is no reason to write nothing. */
async function permitted(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSYS' || (process.getuid?.() !== 0 && (code === 'EPERM' || code === 'EINVAL'))) return;
    throw error;
  }
}

const unfinished = new Set<string>();

/** A run that is stopped at once leaves no secret in a file that nobody knows of. */
function watch(temporary: string): void {
  if (unfinished.size === 0) process.on('exit', removeUnfinished);
  unfinished.add(temporary);
}

function unwatch(temporary: string): void {
  unfinished.delete(temporary);
  if (unfinished.size === 0) process.off('exit', removeUnfinished);
}

function removeUnfinished(): void {
  for (const temporary of unfinished) rmSync(temporary, { force: true });
}
