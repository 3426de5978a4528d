/** Ctrl-C, twice at most. */
export interface Interrupts {
  /** Aborted by the first: nothing new is begun, what runs is finished. */
  readonly first: AbortSignal;
  /** Aborted by the second: stop now. */
  readonly second: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** Ctrl-C, an end that is asked for, and a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for them until released. */
export function listenForInterrupts(onFirst: () => void): Interrupts {
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
  for (const signal of signals) process.on(signal, listener);
  return {
    first: first.signal,
    second: second.signal,
    release() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
