import type { RetryPolicy } from '../retry.js';

/** Arize lets 100 queries a minute through (contract §8); the retries of a query count too, so some are left for them. */
const mostInAMinute = 90;
const minuteMs = 60_000;

export interface QueryBudget {
  /** Queries that may still be made. */
  left(): number;
  /** Waits until one more may be made, and counts it; false where none is left. */
  take(signal?: AbortSignal): Promise<boolean>;
  readonly used: number;
}

/**
 * Counts queries, and keeps the rate that Arize allows. `recent`: when the last ones were made, shared by all budgets of one
 * login, since that rate is.
 */
export function queryBudget(
  most: number,
  wait: RetryPolicy['sleep'],
  recent: number[] = [],
  now: () => number = () => performance.now(),
): QueryBudget {
  let used = 0;
  return {
    left: () => most - used,
    async take(signal) {
      if (used >= most) return false;
      const [oldest] = recent;
      if (recent.length >= mostInAMinute && oldest !== undefined) {
        const early = oldest + minuteMs - now();
        if (early > 0) await wait(early, signal);
        recent.shift();
      }
      recent.push(now());
      used++;
      return true;
    },
    get used() {
      return used;
    },
  };
}
