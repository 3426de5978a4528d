import type { ResolvedCall } from '../model/call.js';
import type { Listing, RawObject } from '../remote/port.js';

/** Where what a call has made shows, once its end is not known. */
export interface Trace<Field = string> {
  readonly listing: Listing;
  readonly isIt: (object: RawObject) => boolean;
  /** The fields that it is found by, of which there is one at most: whether the others are as asked shows only where it is listed. */
  readonly by: readonly Field[];
  /** Whether it gives what was asked for, where something else of its name could give more; not known where the list doesn't say. */
  readonly gives?: (object: RawObject) => boolean | undefined;
  /** Whether what is gone may still be in the way of a new one. */
  readonly mayBeGone?: true;
}

/** Makes something new: made twice it might be there twice. All other calls do the same twice as once (contract §7). */
export type Creation = Extract<ResolvedCall, { readonly do: `${string}.create${string}` | `${string}.refresh` }>;

type CreationOf<Do> = Extract<Creation, { readonly do: Do }>;

type TraceOf<Do extends Creation['do']> =
  | ((call: CreationOf<Do>) => Trace<Exclude<keyof CreationOf<Do>, 'do'>>)
  /** What it makes can't be told from what was there; it is not made again before somebody knows. */
  | 'never-repeated';

/** For every creation: a new one without a trace does not compile. */
export type Traces = { readonly [Do in Creation['do']]: TraceOf<Do> };
