import type { JournalEntry, JournaledStep, KeyType, Secretive } from './journal.js';

/** A step with a secret that is not settled: it broke off, or its secret did not get where it belongs. */
export interface OpenSecret extends JournaledStep {
  readonly startedAt: string;
  /** Its run's place among those of the journal. */
  readonly runNumber: number;
  readonly brings: Secretive;
  readonly keyType?: KeyType;
  /** The active keys of that name before. */
  readonly known: readonly string[];
  /** Whose user keys were listed then, by their ID: nobody else is shown them. */
  readonly owner?: string;
  /** The key that was to go once the new one was delivered. */
  readonly replaces?: string;
  /** The key whose secret was given, and how far it came. */
  readonly created?: string;
  readonly delivered?: true;
  readonly revoked?: true;
  /** A later step has put a new secret where its own was to go. */
  readonly renewed?: true;
}

/** What earlier applies to an account have left open. */
export interface LeftOpen {
  /** In the order in which it was begun. */
  readonly secrets: readonly OpenSecret[];
  /** Every key that was made and written down, by its ID. */
  readonly made: ReadonlyMap<string, { readonly runNumber: number; readonly keyType: KeyType | undefined }>;
  /** Every key that was revoked on account of one: a list that shows it lags behind. */
  readonly revoked: ReadonlySet<string>;
}

export const nothingOpen: LeftOpen = { secrets: [], made: new Map(), revoked: new Set() };

/** Collects what is open from the entries of the applies to one account, one after the other. */
export class OpenSecrets {
  private readonly open = new Map<string, OpenSecret>();
  private readonly made = new Map<string, { readonly runNumber: number; readonly keyType: KeyType | undefined }>();
  private readonly revoked = new Set<string>();
  /** The last key whose secret arrived, by its address. */
  private readonly inPlace = new Map<string, OpenSecret>();
  /** Keys that others were made beside, by their ID. */
  private readonly superseded = new Map<string, OpenSecret>();
  private runNumber = 0;

  take(entry: JournalEntry): void {
    if (entry.type === 'run-started') this.runNumber++;
    if (entry.type === 'run-started' || entry.type === 'run-ended') return;
    const key = keyOf(entry);
    if (entry.type === 'step-started') {
      const begun = begunBy(entry, this.runNumber);
      if (begun !== undefined) this.open.set(key, begun);
      return;
    }
    if (entry.type === 'key-revoked') {
      this.revoked.add(entry.id);
      this.superseded.delete(entry.id);
    }
    const found = this.open.get(key);
    if (found === undefined) return;
    if (entry.type === 'step-done' && found.replaces !== undefined) this.revoked.add(found.replaces);
    if (entry.type === 'key-created' && found.brings === 'new-key')
      this.made.set(entry.id, { runNumber: this.runNumber, keyType: found.keyType });
    if (entry.type === 'key-delivered' && found.brings === 'new-key') this.putInPlace(found);
    if (entry.type === 'step-done' && bringsNew(found)) this.renewOthers(found);
    const now = after(entry, found);
    if (now === undefined) this.open.delete(key);
    else this.open.set(key, now);
  }

  state(): LeftOpen {
    return { secrets: [...this.open.values(), ...this.superseded.values()], made: this.made, revoked: this.revoked };
  }

  /** Where a list lagged behind, a key was made beside one that was there: that is replaced by it too. */
  private putInPlace(open: OpenSecret): void {
    const former = this.inPlace.get(open.address);
    this.inPlace.set(open.address, open);
    if (former?.created === undefined || former.created === open.replaces) return;
    this.superseded.set(former.created, { ...former, delivered: true, replaces: former.created });
  }

  /** What earlier steps left uncertain about the sink of the same key or person is over. */
  private renewOthers({ address, runNumber }: OpenSecret): void {
    for (const [key, other] of this.open) {
      if (other.address !== address || other.runNumber >= runNumber) continue;
      // Whether a key is left over of it is another matter.
      if (other.brings === 'new-key' && other.revoked !== true) this.open.set(key, { ...other, renewed: true });
      else this.open.delete(key);
    }
  }
}

function keyOf({ run, index }: Pick<JournaledStep, 'run' | 'index'>): string {
  return `${run} ${String(index)}`;
}

type StepEntry = Exclude<JournalEntry, { readonly type: 'run-started' | 'run-ended' }>;
type Begun = Extract<JournalEntry, { readonly type: 'step-started' }>;

function begunBy(entry: Begun, runNumber: number): OpenSecret | undefined {
  const { run, index, action, kind, address, at: startedAt, brings, known = [], keyType } = entry;
  const { owner, replaces } = entry;
  if (brings === undefined) return undefined;
  const own = { run, index, action, kind, address, startedAt, runNumber, brings, known };
  return {
    ...own,
    ...(keyType !== undefined && { keyType }),
    ...(owner !== undefined && { owner }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** What is left of an open secret after an entry about it; nothing where that settles it. */
function after(entry: Exclude<StepEntry, Begun>, open: OpenSecret): OpenSecret | undefined {
  switch (entry.type) {
    case 'key-created':
      return { ...open, created: entry.id };
    case 'key-delivered':
      return { ...open, delivered: true };
    case 'key-revoked': {
      if (open.delivered === true) return entry.id === open.replaces ? undefined : open;
      if (open.created !== undefined && open.created !== entry.id) return open;
      const revoked = { ...open, revoked: true as const };
      return isStale(revoked) ? revoked : undefined;
    }
    case 'step-done':
      return undefined;
    case 'step-failed':
      return entry.uncertain || hasLeftSomething(open) ? open : undefined;
  }
}

/** Whether something is still to be done about a step that surely failed. */
function hasLeftSomething(open: OpenSecret): boolean {
  return open.created !== undefined && (open.revoked !== true || isStale(open));
}

function bringsNew({ brings, delivered }: OpenSecret): boolean {
  return brings === 'password' || delivered === true;
}

/**
 * Whether the sink may hold a secret that is no good, or soon none: another one was given and may have got there. That goes
 * for a first key too: where the list lagged behind it may have been the second.
 */
export function isStale({ action, brings, created, delivered, renewed }: OpenSecret): boolean {
  if (brings === 'password' || delivered === true || renewed === true) return false;
  // Whether a key got a new secret before the answer was lost, no listing tells.
  return created !== undefined || (brings === 'new-secret' && action === 'rotate');
}
