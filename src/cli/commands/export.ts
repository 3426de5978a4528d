import { resolve } from 'node:path';
import { exportedFiles } from '../../reconcile/exported.js';
import { writeExport } from '../../reconcile/new-files.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { splitWithoutDirectory } from '../../report/misuse.js';
import { result } from '../../report/say.js';
import { tellExported } from '../../report/written.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done, wrong } from '../end.js';
import { engine } from '../host.js';

export interface ExportFlags extends ReadRequest {
  readonly out?: string;
  readonly split?: boolean;
  readonly suggestGroups?: boolean;
}

/** `ax-gitops export`: the files that say what is live. Never writes over a file. */
export async function exportLive(flags: ExportFlags, context: Context): Promise<CommandEnd> {
  const { out, split = false, suggestGroups = false } = flags;
  if (split && out === undefined) return wrong(splitWithoutDirectory);
  const outcome = await engine(readAccount, flags, context);
  if (outcome.type !== 'read') return outcome;
  const { takenAt } = outcome.connection;
  const wanted = { split, suggestGroups, isPrinted: out === undefined, ...(takenAt !== undefined && { takenAt }) };
  const files = exportedFiles(outcome.live, wanted);
  if (out === undefined) {
    result(context, [...files.values()].join(''));
    return done;
  }
  const path = resolve(context.cwd, out);
  const unwritten = await writeExport(files, path, split);
  if (unwritten !== undefined) return unwritten;
  tellExported(files.size, path, context);
  return done;
}
