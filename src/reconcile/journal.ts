import { join, resolve } from 'node:path';
import { JournalProblem } from '../apply/journal-problem.js';
import { requireOwnJournal } from '../apply/own-journal.js';
import { eachEntry, readJournal } from '../apply/read-journal.js';
import { reasonOf } from '../machine/reason.js';
import type { JournaledRun } from '../model/journal.js';
import { runsCalled, runsOf } from '../model/journal.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Connection } from '../remote/port.js';
import type { JournalState } from './journal-state.js';
import { JournalReading } from './journal-state.js';
import type { NoSuchRun, UnusableJournal } from './outcome.js';
import type { JournalRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** The journal of the applies in a directory, unless another is named. */
export const defaultJournal = join('.ax-gitops', 'journal.jsonl');

export function journalPath({ journal = defaultJournal }: JournalRequest, { cwd }: Pick<Surroundings, 'cwd'>): string {
  return resolve(cwd, journal);
}

/** What earlier runs on an account have written down. */
export async function journalState(
  request: JournalRequest,
  { host, profile }: Pick<Connection, 'host' | 'profile'>,
  at: Surroundings,
): Promise<Result<JournalState, UnusableJournal>> {
  const path = journalPath(request, at);
  const reading = new JournalReading({ host, ...(profile !== undefined && { profile }) });
  try {
    await requireOwnJournal(path, at.env);
    await eachEntry(path, (entry) => {
      reading.take(entry);
    });
  } catch (error) {
    return failed(unusable(error, path));
  }
  return ok(reading.state());
}

/** What was applied, run by run, and the numbers of the lines that can't be read. */
export async function journaledRuns(
  request: JournalRequest,
  at: Surroundings,
): Promise<
  Result<{ readonly runs: readonly JournaledRun[]; readonly unreadable: readonly number[] }, UnusableJournal>
> {
  const path = journalPath(request, at);
  try {
    await requireOwnJournal(path, at.env);
    const { entries, unreadable } = await readJournal(path);
    return ok({ runs: runsOf(entries), unreadable });
  } catch (error) {
    return failed(unusable(error, path));
  }
}

/** All runs, or the one whose ID begins so. */
export function runsNamed(
  start: string | undefined,
  runs: readonly JournaledRun[],
): Result<JournaledRun | readonly JournaledRun[], NoSuchRun> {
  return start === undefined ? ok(runs) : runCalled(start, runs);
}

/** The run whose ID begins so, where it is the only one. */
export function runCalled(start: string, runs: readonly JournaledRun[]): Result<JournaledRun, NoSuchRun> {
  const found = runsCalled(runs, start);
  const [run] = found;
  return run === undefined || found.length > 1 ? failed({ type: 'no-such-run', start, found: found.length }) : ok(run);
}

/** That a journal can't be used; only before anything was changed. */
export function unusable(error: unknown, path: string): UnusableJournal {
  // Anything else is a defect of ours, not of the disk.
  const isKnown = error instanceof JournalProblem || (error as NodeJS.ErrnoException).code !== undefined;
  if (!isKnown) throw error;
  const hint =
    error instanceof JournalProblem
      ? error.hint
      : 'make room, or give --journal a path in a folder that can be written to';
  return { type: 'unusable-journal', path, reason: reasonOf(error), hint };
}
