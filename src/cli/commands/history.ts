import type { JournaledRun } from '../../model/journal.js';
import { runsCalled } from '../../model/journal.js';
import { journaledRuns } from '../../reconcile/journal.js';
import type { JournalRequest } from '../../reconcile/request.js';
import { historyToJson, printHistory, printWholeRun } from '../../report/history-text.js';
import { nextCommand } from '../../report/next-command.js';
import { note, problem, result } from '../../report/say.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';

interface HistoryFlags extends JournalRequest {
  readonly format: 'text' | 'json';
}

/** `ax-gitops history [RUN]`: what was applied, from the journal; with the beginning of a run's ID, that run with every step. */
export async function history(flags: HistoryFlags, context: Context, wanted?: string): Promise<ExitCode> {
  const journal = await journaledRuns(flags, context);
  if (!journal.ok) return ended(journal.error, context);
  const { runs, unreadable } = journal.value;
  if (unreadable.length > 0) note(context, `Lines that can't be read were left out: ${unreadable.join(', ')}.`);
  if (wanted !== undefined) return ofOne(wanted, runs, flags, context);
  const next = {
    plan: nextCommand(context, 'plan'),
    whole: (run: string) => nextCommand(context, 'history', [run]),
  };
  result(context, flags.format === 'json' ? historyToJson(runs) : printHistory(runs, context.style.stdout, next));
  return exitCode.done;
}

function ofOne(wanted: string, runs: readonly JournaledRun[], flags: HistoryFlags, context: Context): ExitCode {
  const found = runsCalled(runs, wanted);
  const [run] = found;
  if (run === undefined || found.length > 1) {
    const what = found.length === 0 ? 'no run in the journal has' : `${String(found.length)} runs in the journal have`;
    problem(
      context,
      `${what} an ID that begins with ${JSON.stringify(wanted)}.`,
      `for all runs: ${nextCommand(context, 'history')}`,
    );
    return exitCode.invalid;
  }
  result(context, flags.format === 'json' ? historyToJson(run) : printWholeRun(run, context.style.stdout));
  return exitCode.done;
}
