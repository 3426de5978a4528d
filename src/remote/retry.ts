import { setMaxListeners } from 'node:events';
import type { Result } from '../model/result.js';
import { failed } from '../model/result.js';
import type { RemoteFailure } from './port.js';
import { durationOf } from './waits.js';

export interface RetryPolicy {
  /** A change is made again only where it surely was not made; a question may be asked again whenever that may help. */
  readonly isWrite: boolean;
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubles with each, up to `longestDelayMs`. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1; spreads the retries of calls that failed together. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Told of each wait before it begins. */
  readonly onWait?: ((failure: RemoteFailure, delayMs: number) => void) | undefined;
}

/** What is waited and tried for where the platform asks for nothing: about half a minute in all. */
export const retryDefaults = { attempts: 6, firstDelayMs: 500, longestDelayMs: 20_000 } as const;

/** How long the platform may make one call wait, all its requests to wait taken together. */
const longestAskedSeconds = 3_600;

/** Calls until it works, the failure is one that no repetition mends, or the tries are used up. */
export async function withRetry<T>(
  attempt: () => Promise<Result<T, RemoteFailure>>,
  policy: RetryPolicy,
): Promise<Result<T, RemoteFailure>> {
  let asked = 0;
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (result.ok || policy.signal?.aborted === true) return result;
    if (tries >= Math.min(policy.attempts, mostTries(result.error, policy.isWrite))) return result;
    asked += result.error.retryAfter ?? 0;
    if (asked > longestAskedSeconds) return failed(tooLong(result.error));
    const delayMs = delayBefore(result.error, tries, policy);
    policy.onWait?.(result.error, delayMs);
    await policy.sleep(delayMs, policy.signal);
  }
}

/** How often it may be tried in all: somebody is waiting, and most of what is not there now is not there in a while. */
function mostTries({ kind }: RemoteFailure, isWrite: boolean): number {
  // 429 is told before anything is done (contract §7).
  if (kind === 'rate-limited') return Infinity;
  if (isWrite) return 1;
  if (kind === 'server') return 4;
  if (kind === 'unreachable') return 3;
  return kind === 'timeout' ? 2 : 1;
}

/**
 * What the platform asks for comes on top of the usual wait: it says when not to come before, and calls that were all told
 * the same must not come back all at once. A request for no wait at all, or until a moment that is past, adds nothing.
 */
function delayBefore({ retryAfter = 0 }: RemoteFailure, tries: number, policy: RetryPolicy): number {
  const full = Math.min(policy.firstDelayMs * 2 ** (tries - 1), policy.longestDelayMs);
  return retryAfter * 1000 + Math.round(full / 2 + (full / 2) * policy.random());
}

function tooLong(failure: RemoteFailure): RemoteFailure {
  const asked = durationOf((failure.retryAfter ?? 0) * 1000);
  return {
    ...failure,
    message: `${failure.message}; the server asks for a wait of ${asked}, and more than an hour in all is not waited`,
    hint: 'run the same command again later',
  };
}

/** Waits; an abort ends the wait at once. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    // Many calls wait at once where the platform asks them to: Node would take that for a leak, and print it.
    if (signal !== undefined) setMaxListeners(0, signal);
    signal?.addEventListener('abort', done, { once: true });
  });
}
