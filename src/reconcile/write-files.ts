import { access, constants, readFile, realpath, rename, rm } from 'node:fs/promises';
import { writeBeside } from '../machine/replace-file.js';

/** A file that is to be written over: what it said when it was read, and what it is to say. */
export interface Rewrite {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes all of the files or none: each is written in full beside its place first, and only then do they change places. A
 * file that somebody else has changed since it was read is not written over. Rejects with the reason, and then nothing
 * has changed.
 */
export async function writeFiles(files: readonly Rewrite[]): Promise<void> {
  const staged: { readonly path: string; readonly temporary: string; readonly before: string }[] = [];
  try {
    for (const { path, before, after } of files) {
      // A link stays one: what it leads to is written.
      const target = await realpath(path);
      const current = await readFile(target, 'utf8');
      // Whoever reads a text takes the mark off; the file keeps it.
      const mark = current.startsWith(byteOrderMark) ? byteOrderMark : '';
      if (current !== `${mark}${before}`) throw new Error(`${path} was changed in the meantime`);
      // Its folder alone decides whether another file can take its place.
      await access(target, constants.W_OK);
      const temporary = await writeBeside(target, `${mark}${after}`);
      staged.push({ path: target, temporary, before: current });
    }
    await moveAll(staged);
  } finally {
    for (const { temporary } of staged) await rm(temporary, { force: true });
  }
}

const byteOrderMark = '\uFEFF';

async function moveAll(
  staged: readonly { readonly path: string; readonly temporary: string; readonly before: string }[],
): Promise<void> {
  const moved: { readonly path: string; readonly before: string }[] = [];
  try {
    for (const { path, temporary, before } of staged) {
      await rename(temporary, path);
      moved.push({ path, before });
    }
  } catch (error) {
    for (const { path, before } of moved) await rename(await writeBeside(path, before), path);
    throw error;
  }
}
