import { journaledRuns, runCalled } from '../../reconcile/journal.js';
import type { JournalRequest } from '../../reconcile/request.js';
import { historyToJson, printHistory, printWholeRun } from '../../report/history-text.js';
import { nextCommand } from '../../report/next-command.js';
import { note, result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';

interface HistoryFlags extends JournalRequest {
  readonly format: 'text' | 'json';
}

/** `ax-gitops history [RUN]`: what was applied, from the journal; with the beginning of a run's ID, that run with every step. */
export async function history(flags: HistoryFlags, context: Context, wanted?: string): Promise<CommandEnd> {
  const journal = await journaledRuns(flags, context);
  if (!journal.ok) return journal.error;
  const { runs, unreadable } = journal.value;
  if (unreadable.length > 0) note(context, `Lines that can't be read were left out: ${unreadable.join(', ')}.`);
  if (wanted !== undefined) {
    const run = runCalled(wanted, runs);
    if (!run.ok) return run.error;
    result(
      context,
      flags.format === 'json' ? historyToJson(run.value) : printWholeRun(run.value, context.style.stdout),
    );
    return done;
  }
  const next = {
    plan: nextCommand(context, 'plan'),
    whole: (run: string) => nextCommand(context, 'history', [run]),
  };
  result(context, flags.format === 'json' ? historyToJson(runs) : printHistory(runs, context.style.stdout, next));
  return done;
}
