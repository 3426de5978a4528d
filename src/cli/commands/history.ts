import { requireOwnJournal } from '../../apply/own-journal.js';
import { readJournal } from '../../apply/read-journal.js';
import type { JournaledRun } from '../../model/journal.js';
import { runsCalled, runsOf } from '../../model/journal.js';
import { journalPath, unusable } from '../../reconcile/journal.js';
import { historyToJson, printHistory, printWholeRun } from '../../report/history-text.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { nextCommand } from '../../report/next-command.js';
import { note, problem, result } from '../../report/say.js';

interface HistoryFlags {
  readonly journal?: string;
  readonly format: 'text' | 'json';
}

/** `ax-gitops history [RUN]`: what was applied, from the journal; with the beginning of a run's ID, that run with every step. */
export async function history(flags: HistoryFlags, context: Context, wanted?: string): Promise<ExitCode> {
  const path = journalPath(flags, context);
  try {
    await requireOwnJournal(path, context.env);
    const { entries, unreadable } = await readJournal(path);
    if (unreadable.length > 0) note(context, `Lines that can't be read were left out: ${unreadable.join(', ')}.`);
    const runs = runsOf(entries);
    if (wanted !== undefined) return ofOne(wanted, runs, flags, context);
    const { style } = context;
    const next = {
      plan: nextCommand(context, 'plan'),
      whole: (run: string) => nextCommand(context, 'history', [run]),
    };
    const text = flags.format === 'json' ? historyToJson(runs) : printHistory(runs, style.stdout, next);
    result(context, text);
    return exitCode.done;
  } catch (error) {
    return ended(unusable(error, path), context);
  }
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
