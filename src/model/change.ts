import type { Diagnostic } from './diagnostic.js';
import type { Address } from './address.js';
import type { LiveIndex } from './live-index.js';
import type { FieldChange, Settles } from './plan.js';
import type { DesiredResource, KindName, LiveResource } from './resource.js';
import type { Unobserved } from './visibility.js';

/** One difference between the files and what is live, in no order yet. */
export type Change =
  | {
      readonly type: 'create';
      readonly desired: DesiredResource;
      /**
       * Why, where that is not that it is missing: the one that is listed has expired; it hangs on something that may get another
       * ID; or so does this, which no file manages.
       */
      readonly because?: 'expired' | 'renewed' | 'kept';
      /** What is listed in the place of what is made again. */
      readonly live?: LiveResource;
    }
  /** The name changes; `live` already carries the new one. */
  | {
      readonly type: 'rename';
      readonly desired: DesiredResource;
      readonly live: LiveResource;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly type: 'update';
      readonly desired: DesiredResource;
      readonly live: LiveResource;
      readonly fields: readonly FieldChange[];
      /** What is there now is not known: it is made sure of. */
      readonly isAssertion?: true;
    }
  | {
      readonly type: 'delete';
      readonly desired: DesiredResource;
      readonly live: LiveResource;
      /** No file speaks of it, and `policy.unmanaged` says to remove it. */
      readonly isUnmanaged?: true;
    }
  /** It can't be read whether it is there; it shall be. */
  | { readonly type: 'assert-present'; readonly desired: DesiredResource }
  /** It can't be read whether it is there; it shall not be. */
  | { readonly type: 'assert-absent'; readonly desired: DesiredResource };

/** The end of a key that an earlier apply has left over: no file asks for it. */
export interface Settlement {
  readonly key: LiveResource;
  /** The step in the journal that is settled by it. */
  readonly settles: Settles;
  readonly reason: string;
}

export interface Diff {
  /** By kind and address. */
  readonly changes: readonly Change[];
  readonly unmanaged: readonly LiveResource[];
  readonly blocked: readonly Blocked[];
  readonly unobserved: readonly Unobserved[];
  /** What the files speak of and no step can reach, since what it is or is in may be there unseen. */
  readonly outOfReach: ReadonlySet<DesiredResource>;
  /** What is made anew at its address, and may have another ID afterwards. */
  readonly anew: ReadonlySet<Address>;
  /** Names that were swapped already, and are still asked for. */
  readonly swapped: readonly DesiredResource[];
  /** Live with the new names of what is being renamed: what every later stage looks at. */
  readonly live: LiveIndex;
}

/** Something the files ask for that can't be done. */
export interface Blocked {
  readonly address: Address;
  readonly kind: KindName;
  /** Where it is about one of its fields. */
  readonly field?: string;
  readonly reason: string;
}

/** Either a diff, or what is wrong with the files in the light of the live state. */
export type DiffResult = { readonly diff: Diff } | { readonly diagnostics: readonly Diagnostic[] };
