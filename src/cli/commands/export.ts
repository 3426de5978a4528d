import { resolve } from 'node:path';
import { exportedFiles } from '../../reconcile/exported.js';
import { writeExport } from '../../reconcile/new-files.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { count } from '../../report/layout.js';
import { note, result } from '../../report/say.js';
import type { Context } from '../context.js';
import { ended, invalid } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { engine } from '../host.js';

export interface ExportFlags extends ReadRequest {
  readonly out?: string;
  readonly split?: boolean;
  readonly suggestGroups?: boolean;
}

/** `ax-gitops export`: the files that say what is live. Never writes over a file. */
export async function exportLive(flags: ExportFlags, context: Context): Promise<ExitCode> {
  const { out, split = false, suggestGroups = false } = flags;
  if (split && out === undefined)
    return invalid(
      context,
      '--split writes several files and needs a directory to put them in.',
      'add --out DIRECTORY',
    );
  const outcome = await engine(readAccount, flags, context);
  if (outcome.type !== 'read') return ended(outcome, context);
  const { takenAt } = outcome.connection;
  const wanted = { split, suggestGroups, isPrinted: out === undefined, ...(takenAt !== undefined && { takenAt }) };
  const files = exportedFiles(outcome.live, wanted);
  if (out === undefined) {
    result(context, [...files.values()].join(''));
    return exitCode.done;
  }
  const path = resolve(context.cwd, out);
  const written = await writeExport(files, path, split);
  if (!written.ok) return ended(written.error, context);
  note(context, `Wrote ${count(files.size, 'file')} to ${path}.`);
  return exitCode.done;
}
