/*
 * How many requests may be under way at once, found from what comes of them: one more while answers stay as fast as they were
 * at their fastest, half as many where the server has too much to do. Pure: whoever sends says what was seen.
 */

export interface Level {
  /** How many requests may be under way. */
  readonly width: number;
  /** It never grows beyond this: below where the server asked to wait. */
  readonly most: number;
  /** The median of the fastest round so far, in milliseconds: a page of a list takes longer than a change. */
  readonly fastest: Readonly<Record<Observation['of'], number>>;
  /** What the answers of this round took. A round is as many answers of one sort as may be under way. */
  readonly took: readonly number[];
  readonly of: Observation['of'];
  /** The most that were under way at once in this round. */
  readonly used: number;
  /** Answers to requests that were sent before the width was halved; they say nothing of the new one. */
  readonly stale: number;
}

/** One request that has ended. */
export interface Observation {
  readonly of: 'question' | 'change';
  /** `busy`: the server asked to wait, `failing`: it failed or did not answer; `answered`: anything else. */
  readonly went: 'answered' | 'busy' | 'failing';
  readonly milliseconds: number;
  /** How many requests were under way when it ended, this one included. */
  readonly underWay: number;
}

export const firstWidth = 4;
export const mostWidth = 16;
/** Answers that take no longer than this many times the fastest median are fast; from twice as long on they are slow. */
const fast = 1.5;
const slow = 2;

export const firstLevel: Level = {
  width: firstWidth,
  most: mostWidth,
  fastest: { question: Infinity, change: Infinity },
  took: [],
  of: 'question',
  used: 0,
  stale: 0,
};

/** The level after one more request has ended. */
export function levelAfter(level: Level, seen: Observation): Level {
  if (level.stale > 0) return { ...level, stale: level.stale - 1 };
  if (seen.went === 'busy') return halved({ ...level, most: Math.max(1, level.width - 1) }, 1, seen);
  if (seen.went === 'failing') return halved(level, 1, seen);
  const round = seen.of === level.of ? level : { ...level, of: seen.of, took: [], used: 0 };
  const took = [...round.took, seen.milliseconds];
  const used = Math.max(round.used, seen.underWay);
  return took.length < level.width ? { ...round, took, used } : afterRound({ ...round, took, used }, seen);
}

function afterRound(level: Level, seen: Observation): Level {
  const median = medianOf(level.took);
  const fastest = Math.min(level.fastest[level.of], median);
  const next = { ...level, fastest: { ...level.fastest, [level.of]: fastest }, took: [], used: 0 };
  // A server that has become slower for another reason is not asked less than it was at first.
  if (median >= slow * fastest) return halved(next, Math.min(level.width, firstWidth), seen);
  const isUsed = 2 * level.used > level.width;
  return isUsed && median <= fast * fastest ? { ...next, width: Math.min(level.width + 1, level.most) } : next;
}

function halved(level: Level, least: number, { underWay }: Observation): Level {
  const width = Math.max(least, Math.floor(level.width / 2));
  return { ...level, width, took: [], used: 0, stale: underWay - 1 };
}

function medianOf(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
