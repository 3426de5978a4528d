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
