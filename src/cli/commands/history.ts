import { requireOwnJournal } from '../../apply/own-journal.js';
import { readJournal } from '../../apply/read-journal.js';
import { runsOf } from '../../model/journal.js';
import { journalPath, unusable } from '../../reconcile/journal.js';
import { historyToJson, printHistory } from '../../report/history-text.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { note, result } from '../say.js';

/** `ax-gitops history`: what was applied, from the journal. */
export async function history(
  flags: { readonly journal?: string; readonly format: 'text' | 'json' },
  context: Context,
): Promise<ExitCode> {
  const path = journalPath(flags, context);
  try {
    await requireOwnJournal(path, context.env);
    const { entries, unreadable } = await readJournal(path);
    if (unreadable.length > 0) note(context, `Lines that can't be read were left out: ${unreadable.join(', ')}.`);
    const runs = runsOf(entries);
    result(context, flags.format === 'json' ? historyToJson(runs) : printHistory(runs, context.style.stdout));
    return exitCode.done;
  } catch (error) {
    return ended(unusable(error, path), context);
  }
}
