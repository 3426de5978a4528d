import { constants } from 'node:os';

/** Ctrl-C, twice at most. */
export interface ListenedInterrupts {
  /** Aborted by the first of them. */
  readonly first: AbortSignal;
  /** Aborted by the second. */
  readonly second: AbortSignal;
  /** From now on the signals don't end the process. */
  listen(): void;
  /** Gives the signals back to the process. */
  release(): void;
}

/** Ctrl-C, an end that is asked for, and a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Interrupts by the signals of this process. Until they are listened to, a signal ends it, in the way that lets go of what
 * is to be removed at its end.
 */
export function processInterrupts(onFirst: () => void): ListenedInterrupts {
  const first = new AbortController();
  const second = new AbortController();
  const listener = () => {
    if (first.signal.aborted) {
      second.abort();
      return;
    }
    first.abort();
    onFirst();
  };
  const leave = (signal: NodeJS.Signals) => {
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, leave);
  return {
    first: first.signal,
    second: second.signal,
    listen() {
      // Once, however often that is asked for: what is heard twice is meant to stop at once.
      for (const signal of signals) process.off(signal, leave).off(signal, listener).on(signal, listener);
    },
    release() {
      for (const signal of signals) process.off(signal, leave).off(signal, listener);
    },
  };
}

/** Resolves at the first of them. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const interrupts = processInterrupts(() => {
      interrupts.release();
      resolve();
    });
    interrupts.listen();
  });
}
