import { join, resolve } from 'node:path';
import type { Context } from './context.js';

/** The journal of the applies in a directory, unless `--journal` names another. */
export const defaultJournal = join('.ax-gitops', 'journal.jsonl');

export interface JournalFlags {
  readonly journal?: string;
}

export function journalPath(flags: JournalFlags, { cwd }: Context): string {
  return resolve(cwd, flags.journal ?? defaultJournal);
}
