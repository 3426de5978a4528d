/** The most that ax may print for one command: more than any page of 100 objects takes. */
export const outputLimit = 32 * 1024 * 1024;

/** Runs one `ax` command line. Plain (a process each) and warm (a fork of one that has ax imported) are the two. */
export interface AxRunner {
  /**
   * `args` are those after `ax`. Standard input is closed, standard output and error are kept apart.
   * Never throws and never rejects: what went wrong is in the outcome.
   */
  run(
    args: readonly string[],
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<AxOutcome>;
  /** Ends every process that the runner started. Safe to repeat. */
  close(): Promise<void>;
}

export type AxOutcome =
  /** ax ended by itself. */
  | { readonly type: 'exited'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  /** ax was ended after `timeoutMs`; what it had asked for may have been done. */
  | { readonly type: 'timeout'; readonly timeoutMs: number }
  /** ax was ended since it printed more than `limit` bytes; what it had asked for may have been done. */
  | { readonly type: 'too-much'; readonly limit: number }
  /** ax was ended by a signal that was not ours; what it had asked for may have been done. */
  | { readonly type: 'killed'; readonly signal: string }
  /** The caller's signal ended it; what it had asked for may have been done. */
  | { readonly type: 'aborted' }
  /** The caller's signal came before it was started. Nothing was done. */
  | { readonly type: 'not-begun' }
  /** There is no such program, or it can't be run. Nothing was done. */
  | { readonly type: 'not-started'; readonly reason: string };
