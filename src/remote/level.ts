/*
 * How many requests may be under way at once, found from what comes of them: one more while answers stay about as fast as they
 * were at their fastest, half as many where the server has too much to do. What it was at first it comes back to by itself: a
 * server that has failed, or asked to wait, for a while is not asked less for good. Pure: whoever sends says what was seen.
 */

export interface Level {
  /** How many requests may be under way. */
  readonly width: number;
  /** It does not grow beyond this: below where the server asked to wait, and one more after each `enough` rounds without that. */
  readonly most: number;
  /** The median of the fastest round of late, in milliseconds: a page of a list takes longer than a change. */
  readonly fastest: Readonly<Record<Observation['of'], number>>;
  /** What the answers of this round took. A round is as many answers of one sort as may be under way, and at least `fewest`. */
  readonly took: readonly number[];
  readonly of: Observation['of'];
  /** The most that were under way at once in this round. */
  readonly used: number;
  /** Rounds since the server last failed or asked to wait, or `most` last grew. */
  readonly clean: number;
  /** Answers to requests that were sent before the width was halved; they say nothing of the new one. */
  readonly stale: number;
}

/** One request that has ended. */
export interface Observation {
  readonly of: 'question' | 'change';
  /** `busy`: the server asked to wait, `failing`: it failed or did not answer; `refused`: it had nothing to do for it. */
  readonly went: 'answered' | 'refused' | 'busy' | 'failing';
  readonly milliseconds: number;
  /** How many requests were under way when it ended, this one included. */
  readonly underWay: number;
}

export const firstWidth = 4;
export const mostWidth = 16;
/** The median of fewer answers is one outlier. */
const fewest = 4;
/** Answers that take no longer than this many times the fastest median are fast; from twice as long on they are slow. */
const fast = 1.5;
const slow = 2;
/**
 * What was fastest is forgotten by so much a round: a server that has become slower for good is measured by what it is now. So
 * little, that one which takes longer the more it is asked is asked little more.
 */
const forgetting = 1.01;
/** After so many rounds one more is tried than where the server asked to wait. */
const enough = 20;

export const firstLevel: Level = {
  width: firstWidth,
  most: mostWidth,
  fastest: { question: Infinity, change: Infinity },
  took: [],
  of: 'question',
  used: 0,
  clean: 0,
  stale: 0,
};

/** The level after one more request has ended. */
export function levelAfter(level: Level, seen: Observation): Level {
  if (level.stale > 0) return { ...level, stale: level.stale - 1 };
  switch (seen.went) {
    case 'busy':
      return { ...halved(level, 1, seen), most: Math.max(1, level.width - 1), clean: 0 };
    case 'failing':
      return { ...halved(level, 1, seen), clean: 0 };
    case 'refused':
      // However quick that was, it says nothing of how quick the server is at what it does.
      return level;
    case 'answered':
      return answered(level, seen);
  }
}

function answered(level: Level, seen: Observation): Level {
  const round = seen.of === level.of ? level : { ...level, of: seen.of, took: [], used: 0 };
  const took = [...round.took, seen.milliseconds];
  const used = Math.max(round.used, seen.underWay);
  const next = { ...round, took, used };
  return took.length < Math.max(level.width, fewest) ? next : afterRound(next, seen);
}

function afterRound(level: Level, seen: Observation): Level {
  const median = medianOf(level.took);
  const fastest = Math.min(level.fastest[level.of] * forgetting, median);
  const next = { ...recovered(level), fastest: { ...level.fastest, [level.of]: fastest }, took: [], used: 0 };
  const wider = { ...next, width: Math.min(level.width + 1, next.most) };
  // A server that has become slower for another reason is not asked less than it was at first.
  if (level.width < firstWidth) return wider;
  if (median >= slow * fastest && level.width > firstWidth) return halved(next, firstWidth, seen);
  const isUsed = 2 * level.used > level.width;
  return isUsed && median <= fast * fastest ? wider : next;
}

function recovered(level: Level): Level {
  return level.clean + 1 < enough
    ? { ...level, clean: level.clean + 1 }
    : { ...level, most: Math.min(level.most + 1, mostWidth), clean: 0 };
}

function halved(level: Level, least: number, { underWay }: Observation): Level {
  const width = Math.max(least, Math.floor(level.width / 2));
  return { ...level, width, took: [], used: 0, stale: underWay - 1 };
}

function medianOf(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
