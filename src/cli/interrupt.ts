/** Ctrl-C, twice at most. */
export interface Interrupts {
  /** Aborted by the first: nothing new is begun, what runs is finished. */
  readonly first: AbortSignal;
  /** Aborted by the second: stop now. */
  readonly second: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** Listens for SIGINT and SIGTERM until released. */
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
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    first: first.signal,
    second: second.signal,
    release() {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
