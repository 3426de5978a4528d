import type { RemoteFailure } from './port.js';

/** Waits that are longer are told of: whoever sees nothing happen takes the run for hung. */
export const worthTellingMs = 10_000;

/**
 * Tells of long waits before they begin. Many calls are often told to wait at once: one line says it for all whose wait
 * ends at about the same time.
 */
export function waitTeller(
  host: string,
  tell: (line: string) => void,
  now: () => number = () => performance.now(),
): (failure: RemoteFailure, delayMs: number) => void {
  let toldUntil = 0;
  return ({ message, retryAfter }, delayMs) => {
    const until = now() + delayMs;
    if (delayMs <= worthTellingMs || until <= toldUntil + worthTellingMs) return;
    toldUntil = until;
    const why = (retryAfter ?? 0) > 0 ? `${host} asks to wait` : `${host} does not answer as it should`;
    tell(`${why} (${message}): the next try is in ${durationOf(delayMs)}. Ctrl-C ends the run.`);
  };
}

/**
 * Tells of a question that takes longer than it should, once for all that are under way: where the server asks it to wait,
 * `ax` does so by itself and says nothing (contract §3).
 */
export function slowTeller(tell: (seconds: number) => void): <T>(work: Promise<T>) => Promise<T> {
  let isTold = false;
  return async (work) => {
    const timer = setTimeout(() => {
      if (!isTold) tell(worthTellingMs / 1000);
      isTold = true;
    }, worthTellingMs);
    timer.unref();
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      isTold = false;
    }
  };
}

/** `45 s`, `25 min`, `1 h 30 min`. */
export function durationOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const rest = minutes % 60;
  return `${String(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${String(rest)} min`}`;
}
