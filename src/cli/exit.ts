import type { StepOutcome } from '../model/event.js';

/** What the exit codes mean (README, "Exit codes"). Scripts rely on them. */
export const exitCode = {
  /** Done; nothing left to change. */
  done: 0,
  /** The files, flags or environment are wrong; nothing was changed. */
  invalid: 1,
  /** There are changes, or steps were withheld or blocked. */
  changes: 2,
  /** A guardrail, a stale plan, a digest, a wrong target or a person said no; nothing was changed. */
  refused: 3,
  /** Some steps failed. */
  failed: 4,
  /** The live state could not be read; nothing was changed. */
  unreadable: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Everything that an apply can come to: what was answered, what became of each step, and what is so afterwards. */
export type Ending =
  | 'declined'
  | 'no-terminal'
  | 'interrupted'
  | StepOutcome
  /** The files ask for something that no step can do. */
  | 'impossible'
  /** It was applied, and live is not so. */
  | 'still-different'
  /** Whether live is as it should be could not be read. */
  | 'not-read-again';

/**
 * The one table from endings to exit codes. A step that is neither done nor withheld is a failure, whatever kept it from
 * being done: 0 means that all of it is done.
 */
const codes: Readonly<Record<Ending, ExitCode>> = {
  declined: exitCode.refused,
  'no-terminal': exitCode.refused,
  interrupted: exitCode.interrupted,
  done: exitCode.done,
  withheld: exitCode.changes,
  failed: exitCode.failed,
  blocked: exitCode.failed,
  skipped: exitCode.failed,
  impossible: exitCode.changes,
  'still-different': exitCode.failed,
  'not-read-again': exitCode.failed,
};

/** Which code counts where there are several, the gravest first. */
const gravestFirst = [
  exitCode.interrupted,
  exitCode.refused,
  exitCode.failed,
  exitCode.changes,
  exitCode.done,
] as const;

/** The exit code of a run that came to all of these; of one that came to nothing, `done`. */
export function exitCodeOf(endings: Iterable<Ending>): ExitCode {
  const found = new Set([...endings].map((ending) => codes[ending]));
  return gravestFirst.find((code) => found.has(code)) ?? exitCode.done;
}
