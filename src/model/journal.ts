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
      readonly by?: RunBy;
    }
  /**
   * `brings`: the secret that the answer will hold. `known`: the IDs of the active API keys of that name, before one is
   * made. `owner`: the ID of the person whose user keys those are. `replaces`: the key that goes once the new one is
   * delivered. `from`: as below.
   */
  | ({
      readonly type: 'step-started';
      readonly at: string;
      readonly brings?: Secretive;
      readonly known?: readonly string[];
      readonly keyType?: KeyType;
      readonly owner?: string;
      readonly replaces?: string;
      readonly from?: string;
    } & JournaledStep)
  | ({ readonly type: KeyEvent; readonly at: string; readonly id: string } & JournaledStep)
  /** `isOfOthers`: somebody else had made it by then. `role`: what somebody has there now. `under`: the IDs of the place and the person. `from`: the address before a rename. */
  | ({
      readonly type: 'step-done';
      readonly at: string;
      readonly note?: string;
      readonly isOfOthers?: true;
      readonly role?: string;
      readonly under?: MembershipIds;
      readonly from?: string;
    } & JournaledStep)
  | ({
      readonly type: 'step-failed';
      readonly at: string;
      readonly reason: string;
      readonly uncertain: boolean;
    } & JournaledStep)
  /** `left`: what was written and was otherwise when it was read again. */
  | {
      readonly type: 'run-ended';
      readonly run: string;
      readonly at: string;
      readonly outcome: 'done' | 'failed' | 'interrupted';
      readonly counts: Readonly<Record<string, number>>;
      readonly left?: readonly LeftField[];
    };

/** A field that a run wrote, and that was otherwise when it read again; `''`: the whole was not there. */
export interface LeftField {
  readonly kind: KindName;
  readonly address: string;
  readonly field: string;
}

/** Who began a run, and from what. Nothing of it is more than the surroundings say: it is for people, and decides nothing. */
export interface RunBy {
  /** The login, as plans name it. */
  readonly login?: string;
  /** What Git has checked out where the files are, and who wrote it. */
  readonly commit?: string;
  readonly author?: string;
  /** The address of the run in CI. */
  readonly ci?: string;
}

/** The place and the person that a membership was given to: others at the same address know nothing of it. */
export interface MembershipIds {
  readonly place: string;
  readonly user: string;
}

export type KeyType = 'USER' | 'SERVICE';

/** What holds a secret: a key that is made, one that gets a new secret, or a person with a temporary password. */
export type Secretive = 'new-key' | 'new-secret' | 'password';

/** A key's secret was given; it is where it belongs; or it did not get there, and its key was revoked. */
export type KeyEvent = 'key-created' | 'key-delivered' | 'key-revoked';

/** What is done at once, without a plan. */
export type OneOff = 'resend-invitation' | 'reset-password';

export interface JournaledStep {
  readonly run: string;
  readonly index: number;
  readonly action: Action | OneOff;
  readonly kind: KindName;
  readonly address: string;
  /** Of an assertion: that it is not there. */
  readonly removes?: true;
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
  readonly by?: RunBy;
  readonly planned: number;
  /** How many steps ended how, those that were never begun included; absent if it did not end by itself. */
  readonly counts?: Readonly<Record<string, number>>;
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
      const { run, at, digest, host, profile, steps, by } = entry;
      runs.set(run, {
        run,
        startedAt: at,
        outcome: 'broken off',
        digest,
        host,
        ...(profile !== undefined && { profile }),
        ...readBy(by),
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
      found.counts = entry.counts;
      continue;
    }
    if ('id' in entry) continue;
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

/** What is there as text; a later version may write something else, and that is no reason to lose the run. */
function readBy(by: unknown): { readonly by?: RunBy } {
  const fields = typeof by === 'object' && by !== null ? (by as Readonly<Record<string, unknown>>) : {};
  const told = (['login', 'commit', 'author', 'ci'] as const).flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return told.length === 0 ? {} : { by: Object.fromEntries(told) };
}

/** The runs whose ID begins like this. */
export function runsCalled(runs: readonly JournaledRun[], start: string): readonly JournaledRun[] {
  return runs.filter(({ run }) => run.startsWith(start.toLowerCase()));
}
