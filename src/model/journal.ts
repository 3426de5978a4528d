import type { Action } from './plan.js';
import type { KindName } from './resource.js';

/** One line of the journal. Holds no secret: addresses, what was done, and what the platform said. */
export type JournalEntry =
  | {
      readonly type: 'run-started';
      readonly run: string;
      readonly at: string;
      readonly digest: string;
      readonly host: string;
      readonly profile?: string;
      readonly steps: number;
    }
  /** `known`: the IDs of the active API keys of that name, before one is made. */
  | ({ readonly type: 'step-started'; readonly at: string; readonly known?: readonly string[] } & JournaledStep)
  /** A key was made, and (`key-delivered`) its secret is where it belongs. */
  | ({ readonly type: 'key-created'; readonly at: string; readonly id: string } & JournaledStep)
  | ({ readonly type: 'key-delivered'; readonly at: string; readonly id: string } & JournaledStep)
  | ({ readonly type: 'step-done'; readonly at: string; readonly note?: string } & JournaledStep)
  | ({
      readonly type: 'step-failed';
      readonly at: string;
      readonly reason: string;
      readonly uncertain: boolean;
    } & JournaledStep)
  | {
      readonly type: 'run-ended';
      readonly run: string;
      readonly at: string;
      readonly outcome: 'done' | 'failed' | 'interrupted';
      readonly counts: Readonly<Record<string, number>>;
    };

/** What is done at once, without a plan. */
export type OneOff = 'resend-invitation' | 'reset-password';

export interface JournaledStep {
  readonly run: string;
  readonly index: number;
  readonly action: Action | OneOff;
  readonly kind: KindName;
  readonly address: string;
}

/** One apply, put together from its entries. */
export interface JournaledRun {
  readonly run: string;
  readonly startedAt: string;
  /** Absent if it did not end by itself. */
  readonly endedAt?: string;
  readonly outcome: 'done' | 'failed' | 'interrupted' | 'broken off';
  readonly digest: string;
  readonly host: string;
  readonly profile?: string;
  readonly planned: number;
  readonly steps: readonly (JournaledStep & {
    readonly at: string;
    /** `unknown`: it was begun, and its end is not written down. */
    readonly outcome: 'done' | 'failed' | 'unknown';
    readonly reason?: string;
  })[];
}

/** Puts the entries of a journal together by run, in the order in which the runs began. */
export function runsOf(entries: readonly JournalEntry[]): readonly JournaledRun[] {
  const runs = new Map<
    string,
    { -readonly [K in keyof JournaledRun]: JournaledRun[K] } & { steps: JournaledRun['steps'][number][] }
  >();
  for (const entry of entries) {
    if (entry.type === 'run-started') {
      const { run, at, digest, host, profile, steps } = entry;
      runs.set(run, {
        run,
        startedAt: at,
        outcome: 'broken off',
        digest,
        host,
        ...(profile !== undefined && { profile }),
        planned: steps,
        steps: [],
      });
      continue;
    }
    const found = runs.get(entry.run);
    if (found === undefined) continue;
    if (entry.type === 'run-ended') {
      found.endedAt = entry.at;
      found.outcome = entry.outcome;
      continue;
    }
    if (entry.type === 'key-created' || entry.type === 'key-delivered') continue;
    const { run, index, action, kind, address, at } = entry;
    const step = { run, index, action, kind, address, at };
    if (entry.type === 'step-started') found.steps.push({ ...step, outcome: 'unknown' });
    else {
      const place = found.steps.findLastIndex((other) => other.index === index);
      const ended =
        entry.type === 'step-done'
          ? { ...step, outcome: 'done' as const }
          : { ...step, outcome: 'failed' as const, reason: entry.reason };
      if (place < 0) found.steps.push(ended);
      else found.steps[place] = ended;
    }
  }
  return [...runs.values()];
}
