import type { InitRequest } from '../../reconcile/init.js';
import { folderName, writeFirstFiles } from '../../reconcile/init.js';
import { findLogin } from '../../remote/login.js';
import { askLine } from '../../report/ask-line.js';
import { tellBeginning } from '../../report/first-files.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { engine } from '../host.js';

export interface InitFlags extends Omit<InitRequest, 'isExported'> {
  /** Start from what is live, or don't; unset: a person at a terminal is asked. */
  readonly export?: boolean;
}

/** `ax-gitops init`: writes the files to start with, from what is live or to be filled in. Never overwrites any. */
export async function init({ export: given, ...flags }: InitFlags, context: Context): Promise<CommandEnd> {
  const isExported = () => (given === undefined ? isExportWanted(context) : Promise.resolve(given));
  const outcome = await engine(writeFirstFiles, { ...flags, isExported }, context);
  if (outcome.type !== 'begun') return outcome;
  for (const written of outcome.written) tellBeginning(written, context);
  return outcome.failure ?? done;
}

/** Asked at a terminal, where there is a login to export with. */
async function isExportWanted(context: Context): Promise<boolean | 'interrupted'> {
  if (context.stdin.isTTY !== true) return false;
  const login = await findLogin(context);
  if (!login.ok) return false;
  const { profile, apiUrl } = login.value;
  const whose = `${profile === undefined ? 'ARIZE_API_KEY' : `profile ${profile}`} at ${new URL(apiUrl).host}`;
  const question = `Found a login: ${clean(whose)}. Export what is live into ${folderName}/? [Y/n] `;
  const reply = await askLine(question, context);
  if (reply.type === 'interrupted') return 'interrupted';
  return reply.type === 'line' && /^(?:y(?:es)?)?$/i.test(reply.text);
}
