import type { Ending } from '../reconcile/outcome.js';
import type { OwnEnd } from './end.js';

/** What the exit codes mean (docs/exit-codes.md). Scripts rely on them. */
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

/** What a command can come to. */
type Ended = Ending | OwnEnd['type'];

/**
 * The one table from endings to exit codes. A step that is neither done nor withheld is a failure, whatever kept it from
 * being done: 0 means that all of it is done.
 */
const codes: Readonly<Record<Ended, ExitCode>> = {
  planned: exitCode.done,
  read: exitCode.done,
  taken: exitCode.done,
  edited: exitCode.done,
  'nothing-to-do': exitCode.done,
  sent: exitCode.done,
  'invalid-files': exitCode.invalid,
  'invalid-former-files': exitCode.invalid,
  'no-former-tree': exitCode.invalid,
  'impossible-target': exitCode.invalid,
  'impossible-glob': exitCode.invalid,
  'no-email': exitCode.invalid,
  'no-such-permission': exitCode.invalid,
  'no-such-place': exitCode.invalid,
  'not-with-a-snapshot': exitCode.invalid,
  'not-comparable': exitCode.invalid,
  'not-written': exitCode.invalid,
  'unusable-sheet': exitCode.invalid,
  'unreadable-plan': exitCode.invalid,
  'unusable-plan': exitCode.invalid,
  'wrong-rows': exitCode.invalid,
  'no-such-run': exitCode.invalid,
  'unmatched-targets': exitCode.invalid,
  'unusable-snapshot': exitCode.invalid,
  'unusable-journal': exitCode.invalid,
  'unusable-lock': exitCode.invalid,
  'unusable-environment': exitCode.invalid,
  'made-otherwise': exitCode.invalid,
  'fewer-variables': exitCode.invalid,
  'no-such-key': exitCode.invalid,
  'no-such-user': exitCode.invalid,
  'invalid-afterwards': exitCode.invalid,
  'refused-edit': exitCode.invalid,
  unproven: exitCode.invalid,
  'wrong-target': exitCode.refused,
  locked: exitCode.refused,
  'other-origin': exitCode.refused,
  'other-digest': exitCode.refused,
  refused: exitCode.refused,
  declined: exitCode.refused,
  'no-terminal': exitCode.refused,
  'impossible-mail': exitCode.refused,
  'interrupted-at-the-question': exitCode.interrupted,
  interrupted: exitCode.interrupted,
  unreadable: exitCode.unreadable,
  done: exitCode.done,
  changes: exitCode.changes,
  'found-invalid': exitCode.invalid,
  'found-unreadable': exitCode.unreadable,
  'not-shown': exitCode.invalid,
  'wrong-use': exitCode.invalid,
  withheld: exitCode.changes,
  failed: exitCode.failed,
  blocked: exitCode.failed,
  skipped: exitCode.failed,
  'not-sent': exitCode.failed,
  impossible: exitCode.changes,
  'still-different': exitCode.failed,
  'not-read-again': exitCode.failed,
};

/** Which code counts where there are several, the gravest first. */
const gravestFirst = [
  exitCode.interrupted,
  exitCode.refused,
  exitCode.failed,
  exitCode.unreadable,
  exitCode.invalid,
  exitCode.changes,
  exitCode.done,
] as const;

/** The exit code of a run that came to all of these; of one that came to nothing, `done`. */
export function exitCodeOf(endings: Iterable<Ended>): ExitCode {
  const found = new Set([...endings].map((ending) => codes[ending]));
  return gravestFirst.find((code) => found.has(code)) ?? exitCode.done;
}
