import { join } from 'node:path';

/** The journal of the applies in a directory, unless `--journal` names another. */
export const defaultJournal = join('.ax-gitops', 'journal.jsonl');
