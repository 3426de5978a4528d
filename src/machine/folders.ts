import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { reasonOf } from './reason.js';

/**
 * Makes a folder, and those above it, where they are missing. (Node's own `recursive` never comes back from a place where
 * the kernel makes no folder and says that there is none, such as /proc.) Gives those that it made, the outermost first.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<readonly string[]> {
  const end = await tryToMake(path, mode);
  if (!(end instanceof Error)) return end;
  const above = dirname(path);
  const made = (await isFolder(above)) ? [] : await makeFolder(above, mode);
  // Once more, whoever has made what is above by now.
  const again = await tryToMake(path, mode);
  if (again instanceof Error) throw again;
  return [...made, ...again];
}

/** Makes a folder, or finds it; gives what it made, or the error of one that is missing above it. */
async function tryToMake(path: string, mode: number): Promise<readonly string[] | Error> {
  try {
    await mkdir(path, { mode });
    return [path];
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    if (error.code === 'ENOENT') return error;
    if (error.code !== 'EEXIST') throw error;
    if (await isFolder(path)) return [];
    throw Object.assign(new Error(`${path} is not a folder`), { code: 'ENOTDIR' });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Why there is no temporary folder, and what gives one. */
export interface NoFolder {
  readonly message: string;
  readonly hint: string;
}

/** A new folder of the user alone, where temporary ones are. */
export async function temporaryFolder(prefix: string): Promise<Result<string, NoFolder>> {
  const parent = tmpdir();
  try {
    return ok(await mkdtemp(join(parent, prefix)));
  } catch (error) {
    return failed(noFolderIn(parent, error));
  }
}

/** That a temporary folder can't be made, or not be written to. */
export function noFolderIn(parent: string, error: unknown): NoFolder {
  const other = parent === '/tmp' ? '"$HOME"' : '/tmp';
  return {
    message: `there is no temporary folder to work in: ${parent} can't be written to: ${reasonOf(error)}.`,
    hint: `name one that can be, such as: export TMPDIR=${other}`,
  };
}
