/**
 * How long what is under way is waited for: one timer for all of it, and one listener for each signal. Those of its own for
 * each request cost as much as asking.
 */
export interface Patience {
  /** Whether nothing more is to be asked. */
  isOver(stop: AbortSignal | undefined): boolean;
  /** Hands in a signal that says stop when the time is up, or with `stop`. */
  during<T>(stop: AbortSignal | undefined, ask: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Gives up all that is under way. */
  end(): void;
}

interface UnderWay {
  readonly until: number;
  readonly stop: AbortSignal | undefined;
}

export function patience(milliseconds: number): Patience {
  /** What began first is first, and its time is up first. */
  const underWay = new Map<AbortController, UnderWay>();
  const heard = new WeakSet<AbortSignal>();
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const lookIn = (wait: number) => {
    timer = setTimeout(look, Math.ceil(wait)).unref();
  };
  const look = () => {
    timer = undefined;
    const now = performance.now();
    for (const [controller, { until }] of underWay) {
      if (until > now) {
        lookIn(until - now);
        return;
      }
      controller.abort(new DOMException('the time is up', 'TimeoutError'));
      underWay.delete(controller);
    }
  };
  const hear = (signal: AbortSignal) => {
    if (heard.has(signal)) return;
    heard.add(signal);
    signal.addEventListener('abort', () => {
      for (const [controller, { stop }] of underWay)
        if (signal === stop || signal === ending.signal) controller.abort(signal.reason);
    });
  };
  hear(ending.signal);

  return {
    isOver: (stop) => ending.signal.aborted || stop?.aborted === true,
    async during(stop, ask) {
      if (stop !== undefined) hear(stop);
      const controller = new AbortController();
      underWay.set(controller, { until: performance.now() + milliseconds, stop });
      if (timer === undefined) lookIn(milliseconds);
      try {
        return await ask(controller.signal);
      } finally {
        underWay.delete(controller);
      }
    },
    end() {
      clearTimeout(timer);
      ending.abort();
    },
  };
}
