import { journaledRuns, runsNamed } from '../../reconcile/journal.js';
import type { JournalRequest } from '../../reconcile/request.js';
import { showHistory, tellLeftOut } from '../../report/history-text.js';
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
  tellLeftOut(unreadable, context);
  const shown = runsNamed(wanted, runs);
  if (!shown.ok) return shown.error;
  showHistory(shown.value, flags.format, context);
  return done;
}
