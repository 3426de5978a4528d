import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { reasonOf } from '../machine/reason.js';
import type { Context } from './context.js';
import { problem } from '../report/say.js';

/** Writes what `--out` asks for, whole or not at all; says so where it can't. */
export async function saved(path: string, text: string, context: Context): Promise<boolean> {
  const at = resolve(context.cwd, path);
  const other = (await notAFile(at)) ?? (await anotherFile(at));
  if (other !== undefined) {
    problem(context, `${path} can't be written: it is ${other.what}.`, other.hint(path));
    return false;
  }
  try {
    await writeFileAtomic(at, text, { mode: 0o600 });
    return true;
  } catch (error) {
    problem(
      context,
      `${path} can't be written: ${reasonOf(error)}.`,
      'give --out a path in a folder that can be written to',
    );
    return false;
  }
}

/** What is there that is no file: a file in its place would take the place of a device. */
async function notAFile(
  path: string,
): Promise<{ readonly what: string; readonly hint: (path: string) => string } | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return undefined;
  if (found.isDirectory())
    return { what: 'a folder', hint: (given) => `name a file in it: --out ${join(given, 'NAME.json')}` };
  const hint = 'leave --out out, or name a file; `--format json > FILE` sends the JSON wherever the shell can';
  return { what: 'a device or pipe, not a file', hint: () => hint };
}

/** A slip such as `--out access.yaml` must not cost the file: only what these commands have written is written over. */
async function anotherFile(path: string): Promise<Awaited<ReturnType<typeof notAFile>>> {
  const beginning = await beginningOf(path);
  if (beginning === '' || beginning.includes('"format_version"')) return undefined;
  const hint = 'give --out another name, or remove the file first';
  return { what: 'there already, and holds something else than `--out` writes', hint: () => hint };
}

/** Nothing of a file that is not there, or that can't be read: writing says why. */
async function beginningOf(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}
