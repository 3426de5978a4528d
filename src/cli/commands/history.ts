import { readJournal } from '../../apply/journal.js';
import { runsOf } from '../../model/journal.js';
import { historyToJson, printHistory } from '../../report/history-text.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { journalPath } from '../journal-path.js';
import { note, problem, result } from '../say.js';

/** `ax-gitops history`: what was applied, from the journal. */
export async function history(
  flags: { readonly journal?: string; readonly format: 'text' | 'json' },
  context: Context,
): Promise<ExitCode> {
  const path = journalPath(flags, context);
  try {
    const { entries, unreadable } = await readJournal(path);
    if (unreadable.length > 0) note(context, `Lines that can't be read were left out: ${unreadable.join(', ')}.`);
    const runs = runsOf(entries);
    result(context, flags.format === 'json' ? historyToJson(runs) : printHistory(runs, context.style.stdout));
    return exitCode.done;
  } catch (error) {
    problem(
      context,
      `the journal ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      'name another with --journal',
    );
    return exitCode.invalid;
  }
}
