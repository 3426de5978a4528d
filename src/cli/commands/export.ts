import { resolve } from 'node:path';
import { exportedFiles } from '../../reconcile/exported.js';
import { writeExport } from '../../reconcile/new-files.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { count } from '../../report/layout.js';
import { note, problem, result } from '../../report/say.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';

export interface ExportFlags extends ReadRequest {
  readonly out?: string;
  readonly split?: boolean;
  readonly suggestGroups?: boolean;
}

/** `ax-gitops export`: the files that say what is live. Never writes over a file. */
export async function exportLive(flags: ExportFlags, context: Context): Promise<ExitCode> {
  const { out, split = false, suggestGroups = false } = flags;
  if (split && out === undefined) {
    problem(context, '--split writes several files and needs a directory to put them in.', 'add --out DIRECTORY');
    return exitCode.invalid;
  }
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'read') return ended(outcome, context);
  const { takenAt } = outcome.connection;
  const wanted = { split, suggestGroups, isPrinted: out === undefined, ...(takenAt !== undefined && { takenAt }) };
  const files = exportedFiles(outcome.live, wanted);
  if (out === undefined) {
    result(context, [...files.values()].join(''));
    return exitCode.done;
  }
  return writeAll(files, resolve(context.cwd, out), split, context);
}

/** Writes exported files where there are none yet. */
export async function writeAll(
  files: ReadonlyMap<string, string>,
  out: string,
  isSplit: boolean,
  context: Context,
): Promise<ExitCode> {
  const written = await writeExport(files, out, isSplit);
  if (!written.ok) return ended(written.error, context);
  note(context, `Wrote ${count(files.size, 'file')} to ${out}.`);
  return exitCode.done;
}
