import type { InitRequest } from '../../reconcile/init.js';
import { writeFirstFiles } from '../../reconcile/init.js';
import { askToExport, tellBeginning } from '../../report/first-files.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { engine } from '../host.js';

export type InitFlags = Omit<InitRequest, 'askToExport'>;

/** `ax-gitops init`: writes the files to start with, from what is live or to be filled in. Never overwrites any. */
export async function init(flags: InitFlags, context: Context): Promise<CommandEnd> {
  const ask: InitRequest['askToExport'] = (login, folder) => askToExport(login, folder, context);
  const request = { ...flags, ...(context.stdin.isTTY === true && { askToExport: ask }) };
  const outcome = await engine(writeFirstFiles, request, context);
  if (outcome.type !== 'begun') return outcome;
  for (const written of outcome.written) tellBeginning(written, context);
  return outcome.failure ?? done;
}
