import { open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../machine/folders.js';
import { isOwnStream } from '../machine/own-streams.js';
import { reasonOf } from '../machine/reason.js';
import { replaceFile } from '../machine/replace-file.js';
import type { NotWritten } from './outcome.js';
import { notWritten } from './outcome.js';
import type { Surroundings } from './surroundings.js';

/* Files that are asked for, whole or not at all, and never over what somebody else wrote. */

/** Files by their names, with what they are to say. */
export type NewFiles = Iterable<readonly [name: string, text: string | Uint8Array]>;

/** Writes what `--out` asks for, in place of what stood there; gives why it can't be. */
export async function saveFile(
  path: string,
  text: string,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<NotWritten | undefined> {
  const file = resolve(cwd, path);
  try {
    const other = (await notAFile(file, path)) ?? (await anotherFile(file, path));
    if (other !== undefined) return other;
    await replaceFile(file, text, 0o600);
    return undefined;
  } catch (error) {
    return notWritten(
      `${path} can't be written: ${reasonOf(error)}.`,
      'give --out a path in a folder that can be written to',
    );
  }
}

/** What is there that is no file: a file in its place would take the place of a device. */
async function notAFile(file: string, path: string): Promise<NotWritten | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || (found.isFile() && !isOwnStream(found))) return undefined;
  return found.isDirectory()
    ? notWritten(`${path} can't be written: it is a folder.`, `name a file in it: --out ${join(path, 'NAME.json')}`)
    : notWritten(
        `${path} can't be written: it is ${found.isFile() ? 'where the output goes already' : 'a device or pipe, not a file'}.`,
        'leave --out out, or name a file; `--format json > FILE` sends the JSON wherever the shell can',
      );
}

/**
 * How a saved plan, a report of drift and a snapshot begin, however they are laid out. Other programs' files have a
 * "format_version" too, such as what `terraform show -json` writes.
 */
const ownFiles = [
  ['"format_version":', '"1\\.\\d+",', '"tool":', '\\{', '"name":', '"ax-gitops"'],
  ['"format_version":', '"1\\.\\d+",', '"outcome":', '"[a-z]+",', '"target":', '\\{', '"transport":'],
  ['"digest":', '"sha256:[0-9a-f]+",', '"format_version":', '"1\\.\\d+",', '"listings":'],
].map((parts) => new RegExp(['^\\{', ...parts].join('\\s*')));

/** A slip such as `--out access.yaml` must not cost the file: only what these commands have written is written over. */
async function anotherFile(file: string, path: string): Promise<NotWritten | undefined> {
  const beginning = await beginningOf(file);
  if (beginning === '' || ownFiles.some((own) => own.test(beginning))) return undefined;
  return notWritten(
    `${path} can't be written: it is there already, and holds something else than \`--out\` writes.`,
    'give --out another name, or remove the file first',
  );
}

/** Nothing of a file that is not there. What can't be read may be anything, and stays. */
async function beginningOf(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}

/** Writes exported files into a new directory, or one of them into a new file; gives why they can't be. */
export async function writeExport(
  files: ReadonlyMap<string, string>,
  out: string,
  isSplit: boolean,
): Promise<NotWritten | undefined> {
  const isFile = !isSplit && /\.ya?ml$/i.test(out);
  try {
    const folders = isFile ? [] : await makeFolder(out);
    if (!isFile && (await readdir(out)).length > 0)
      return notWritten(`${out} is not empty, and nothing is written over.`, 'give --out a new directory');
    await writeNew(
      [...files].map(([name, text]) => [isFile ? out : join(out, name), text]),
      { folders },
    );
    return undefined;
  } catch (error) {
    return notWritten(
      `${out} can't be written: ${reasonOf(error)}.`,
      'give --out a path that is not there yet, in a folder that you can write to',
    );
  }
}

/**
 * Writes review sheets into a folder that is new or empty, for its owner alone: decisions in it are never written over. Gives
 * why they can't be written.
 */
export async function writeSheets(
  out: string,
  files: NewFiles,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<NotWritten | undefined> {
  const folder = resolve(cwd, out);
  const because = (reason: string) =>
    notWritten(
      `${out} can't be written: ${reason}. Nothing was written.`,
      'name a folder that is empty or not there yet',
    );
  try {
    const folders = await makeFolder(folder);
    if ((await readdir(folder)).length > 0) return because('it is not empty, and sheets in it may hold decisions');
    await writeNew(
      [...files].map(([name, text]) => [join(folder, name), text]),
      { mode: 0o600, folders },
    );
    return undefined;
  } catch (error) {
    return because(reasonOf(error));
  }
}

/** Writes files that are not there yet: all of them, or none. `folders`: those that were made for them, the outermost first. */
export async function writeNew(
  files: NewFiles,
  { mode, folders = [] }: { readonly mode?: number; readonly folders?: readonly string[] } = {},
): Promise<void> {
  const made: string[] = [];
  const madeFolders = [...folders];
  try {
    for (const [path, text] of files) {
      madeFolders.push(...(await makeFolder(dirname(path))));
      const file = await open(path, 'wx', mode);
      made.push(path);
      await file.writeFile(text).finally(() => file.close());
    }
  } catch (error) {
    for (const path of made) await rm(path);
    // What somebody else has put something into stays.
    for (const path of madeFolders.reverse()) await rmdir(path).catch(() => undefined);
    throw error;
  }
}
