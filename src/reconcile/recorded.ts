import { randomUUID } from 'node:crypto';
import type { Journal } from '../apply/journal.js';
import { openJournal } from '../apply/journal.js';
import type { ApplyReport } from '../model/event.js';
import type { JournalEntry } from '../model/journal.js';
import { reasonOf } from '../machine/reason.js';
import { journalPath, unusable } from './journal.js';
import type { UnusableJournal } from './outcome.js';
import type { Planned } from './planned.js';
import { runBy } from './run-by.js';
import type { Session } from './session.js';
import { recordSettled } from './settled.js';

/** One apply's place in the journal. */
export interface Recording {
  readonly journal: Journal;
  readonly run: string;
}

/** What is written down of how a run ended. */
export interface Recorded {
  readonly report: ApplyReport;
  readonly ending: RunEnded['outcome'];
  readonly left: NonNullable<RunEnded['left']>;
}

type RunEnded = Extract<JournalEntry, { readonly type: 'run-ended' }>;

/** Runs `work` with a journal. */
export async function recorded<Outcome extends Recorded>(
  { plan, digest, settled }: Planned,
  { journal: request, at, host, madeFrom: { files } }: Session,
  work: (recording: Recording) => Promise<Outcome>,
): Promise<Outcome | UnusableJournal> {
  const path = journalPath(request, at);
  const run = randomUUID();
  const now = () => at.now().toISOString();
  const { host: account, profile } = plan.target;
  let journal: Journal;
  try {
    journal = await openJournal(path);
    const by = await runBy(at, { files, ...(plan.login !== undefined && { login: plan.login }) });
    const target = { host: account, ...(profile !== undefined && { profile }), ...(by !== undefined && { by }) };
    await journal.record({ type: 'run-started', run, at: now(), digest, ...target, steps: plan.steps.length });
    await recordSettled(journal, settled, now());
  } catch (error) {
    return unusable(error, path);
  }
  try {
    const outcome = await work({ journal, run });
    const counts = countsOf(outcome.report);
    try {
      const left = outcome.left.map(({ kind, address, field }) => ({ kind, address, field }));
      const more = left.length === 0 ? {} : { left };
      await journal.record({ type: 'run-ended', run, at: now(), outcome: outcome.ending, counts, ...more });
    } catch (error) {
      host.notify({ type: 'end-not-recorded', of: 'run', reason: reasonOf(error) });
    }
    return outcome;
  } finally {
    await journal.close();
  }
}

function countsOf({ outcomes }: ApplyReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
