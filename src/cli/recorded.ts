import { randomUUID } from 'node:crypto';
import type { Journal } from '../apply/journal.js';
import { openJournal } from '../apply/journal.js';
import type { Lock } from '../apply/lock.js';
import { takeLock } from '../apply/lock.js';
import { requireOwnJournal } from '../apply/own-journal.js';
import { eachEntry } from '../apply/read-journal.js';
import { reasonOf } from '../machine/reason.js';
import type { ApplyReport } from '../model/event.js';
import type { JournalEntry } from '../model/journal.js';
import { runsOf } from '../model/journal.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import { exitCode } from './exit.js';
import type { ExitCode } from './exit.js';
import { journalPath, unusable } from './journal.js';
import type { JournalFlags } from './journal.js';
import { note, problem } from './say.js';
import type { Planned } from './session.js';
import { recordSettled } from './settled.js';

/** One apply's place in the journal. */
export interface Recording {
  readonly journal: Journal;
  readonly run: string;
}

/**
 * Runs `work` as the only apply in this directory. The lock is taken before anything is read: two applies one after the
 * other must not both go by what was live before the first.
 */
export async function underLock(
  flags: JournalFlags,
  context: Context,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const journal = journalPath(flags, context);
  const lock = await takeLock({ directory: context.cwd, journal }, context.now());
  if (lock.type !== 'taken') return notLocked(lock, journal, context);
  try {
    try {
      await tellUnfinished(journal, context);
    } catch (error) {
      return unusable(error, `the journal ${journal}`, context);
    }
    return await work();
  } finally {
    await lock.release();
  }
}

/** Runs `work` with a journal. */
export async function recorded(
  { plan, digest, settled }: Planned,
  flags: JournalFlags,
  context: Context,
  work: (recording: Recording) => Promise<{ readonly code: ExitCode; readonly report: ApplyReport }>,
): Promise<ExitCode> {
  const path = journalPath(flags, context);
  const run = randomUUID();
  const at = () => context.now().toISOString();
  const { host, profile } = plan.target;
  let journal: Journal;
  try {
    journal = await openJournal(path);
    const target = { host, ...(profile !== undefined && { profile }) };
    await journal.record({ type: 'run-started', run, at: at(), digest, ...target, steps: plan.steps.length });
    await recordSettled(journal, settled, at());
  } catch (error) {
    return unusable(error, `the journal ${path}`, context);
  }
  try {
    const { code, report } = await work({ journal, run });
    const outcome = report.interrupted ? 'interrupted' : code === exitCode.failed ? 'failed' : 'done';
    try {
      await journal.record({ type: 'run-ended', run, at: at(), outcome, counts: countsOf(report) });
    } catch (error) {
      problem(
        context,
        `the end of this run could not be written to the journal: ${reasonOf(error)}`,
        'make room; what was done stands above',
      );
    }
    return code;
  } finally {
    await journal.close();
  }
}

function notLocked(lock: Exclude<Lock, { readonly type: 'taken' }>, journal: string, context: Context): ExitCode {
  if (lock.type === 'unusable') {
    problem(context, `${lock.path} can't be locked: ${clean(lock.reason)}. Nothing was changed.`, lock.hint);
    return exitCode.invalid;
  }
  const { holder } = lock;
  const who = holder && ` (process ${String(holder.pid)} on ${clean(holder.host)}, since ${clean(holder.since)})`;
  const where = lock.what === 'directory' ? 'runs in this directory' : `writes to the journal ${journal}`;
  problem(
    context,
    `another apply${who ?? ''} ${where}. Nothing was changed.`,
    'wait until it has ended, then run this again; a process that is gone holds no lock',
  );
  return exitCode.refused;
}

async function tellUnfinished(path: string, context: Context): Promise<void> {
  await requireOwnJournal(path, context.env);
  let latest: JournalEntry[] = [];
  const unreadable = await eachEntry(path, (entry) => {
    if (entry.type === 'run-started') latest = [];
    latest.push(entry);
  });
  if (unreadable.length > 0)
    note(context, `The journal has lines that can't be read (${unreadable.join(', ')}); a crash tears one off.`);
  const last = runsOf(latest).at(-1);
  if (last === undefined) return;
  const unclear = last.steps.filter(({ outcome }) => outcome === 'unknown');
  if (last.outcome !== 'broken off' && unclear.length === 0) return;
  note(
    context,
    `The apply of ${last.startedAt} did not end by itself. What it was doing is not known from here; the plan is made from what is live now:`,
  );
  for (const { action, address } of unclear) note(context, `  ${action} ${clean(address)}`);
}

function countsOf({ outcomes }: ApplyReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
