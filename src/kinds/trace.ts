import type { ResolvedCall } from '../model/call.js';
import type { Listing, RawObject } from '../remote/port.js';

/** Where what a call has made shows, once its end is not known. */
export interface Trace {
  readonly listing: Listing;
  readonly isIt: (object: RawObject) => boolean;
}

/** Makes something new: made twice it might be there twice. All other calls do the same twice as once (contract §7). */
export type Creation = Extract<ResolvedCall, { readonly do: `${string}.create${string}` }>;

type TraceOf<Do extends Creation['do']> =
  | ((call: Extract<Creation, { readonly do: Do }>) => Trace)
  /** What it makes can't be told from what was there; it is not made again before somebody knows. */
  | 'never-repeated';

/** For every creation: a new one without a trace does not compile. */
export type Traces = { readonly [Do in Creation['do']]: TraceOf<Do> };
