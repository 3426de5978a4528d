import pLimit from 'p-limit';
import type { Result } from '../model/result.js';
import type { Observation } from './level.js';
import { firstLevel, levelAfter } from './level.js';
import type { FailureKind, RemoteFailure } from './port.js';

/** Lets so many requests be under way at once, and no more. */
export interface Gate {
  readonly width: () => number;
  through<T>(of: Observation['of'], ask: () => Promise<Result<T, RemoteFailure>>): Promise<Result<T, RemoteFailure>>;
}

/** As many as are given, or, where nothing is, as many as the server takes well. */
export function gateOf(fixed: number | undefined, now: () => number = () => performance.now()): Gate {
  let level = firstLevel;
  const limit = pLimit(fixed ?? level.width);
  const observe = (seen: Observation) => {
    level = levelAfter(level, seen);
    if (limit.concurrency !== level.width) limit.concurrency = level.width;
  };
  return {
    width: () => limit.concurrency,
    through: (of, ask) =>
      limit(async () => {
        const start = now();
        const result = await ask();
        if (fixed === undefined)
          observe({
            of,
            went: result.ok ? 'answered' : wentOf(result.error.kind),
            milliseconds: now() - start,
            underWay: limit.activeCount,
          });
        return result;
      }),
  };
}

function wentOf(kind: FailureKind): Observation['went'] {
  if (kind === 'rate-limited') return 'busy';
  return kind === 'server' || kind === 'timeout' || kind === 'unreachable' ? 'failing' : 'refused';
}
