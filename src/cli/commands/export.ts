import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../machine/folders.js';
import { reasonOf } from '../../machine/reason.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { exportedFiles } from '../../reconcile/exported.js';
import { withHost } from '../host.js';
import { note, problem, result } from '../../report/say.js';

export interface ExportFlags extends ReadRequest {
  readonly out?: string;
  readonly split?: boolean;
  readonly suggestGroups?: boolean;
}

/** `ax-gitops export`: the files that say what is live. Never writes over a file. */
export async function exportLive(flags: ExportFlags, context: Context): Promise<ExitCode> {
  if (flags.split === true && flags.out === undefined) {
    problem(context, '--split writes several files and needs a directory to put them in.', 'add --out DIRECTORY');
    return exitCode.invalid;
  }
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'read') return ended(outcome, context);
  const { takenAt } = outcome.connection;
  const files = exportedFiles(outcome.live, {
    split: flags.split ?? false,
    suggestGroups: flags.suggestGroups ?? false,
    isPrinted: flags.out === undefined,
    ...(takenAt !== undefined && { takenAt }),
  });
  if (flags.out !== undefined) return writeExport(files, resolve(context.cwd, flags.out), flags, context);
  result(context, [...files.values()].join(''));
  return exitCode.done;
}

/** Writes exported files into a new directory, or one of them into a new file. */
export async function writeExport(
  files: ReadonlyMap<string, string>,
  out: string,
  { split }: Pick<ExportFlags, 'split'>,
  context: Context,
): Promise<ExitCode> {
  const isFile = split !== true && /\.ya?ml$/i.test(out);
  try {
    if (!isFile) await makeFolder(out);
    if (!isFile && (await readdir(out)).length > 0) {
      problem(context, `${out} is not empty, and nothing is written over.`, 'give --out a new directory');
      return exitCode.invalid;
    }
    for (const [name, text] of files) {
      const path = isFile ? out : join(out, name);
      await makeFolder(dirname(path));
      await writeFile(path, text, { flag: 'wx' });
    }
  } catch (error) {
    problem(
      context,
      `${out} can't be written: ${reasonOf(error)}.`,
      'give --out a path that is not there yet, in a folder that you can write to',
    );
    return exitCode.invalid;
  }
  note(context, `Wrote ${String(files.size)} ${files.size === 1 ? 'file' : 'files'} to ${out}.`);
  return exitCode.done;
}
