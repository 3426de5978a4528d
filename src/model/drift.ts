import type { Address } from './address.js';
import type { Origin, Plan, Step } from './plan.js';

/** How the account differs from the files. */
export type DriftType =
  /** Live is other than the files say, or is there although they say `absent`. */
  | 'changed'
  /** Declared and not live. */
  | 'missing'
  /** Live and in no file, where that is to be known at once: it counts. */
  | 'alert'
  /** Live and in no file: listed, and not counted. */
  | 'unmanaged'
  /** Live past the end of its term. */
  | 'expired';

export interface DriftItem {
  readonly type: DriftType;
  readonly address: Address;
  /** In words, for people. */
  readonly detail: string;
  readonly source: Step['source'];
  readonly origin?: Origin;
  /** An administrator that no file names comes first. */
  readonly isAdmin?: true;
}

/** Whether there is anything to act on; what is only listed is not. */
export function isDrift({ items }: Pick<Drift, 'items'>): boolean {
  return items.some(counts);
}

export function counts({ type }: Pick<DriftItem, 'type'>): boolean {
  return type !== 'unmanaged';
}

export interface Drift {
  readonly target: Plan['target'];
  /** By address. */
  readonly items: readonly DriftItem[];
  /** What nobody can tell. */
  readonly unobserved: Plan['unobserved'];
  readonly expiring: Plan['expiring'];
}
