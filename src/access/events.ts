import { kinds } from '../kinds/index.js';
import type { AccessChange } from '../model/access.js';
import { isAdmin } from '../model/access.js';
import type { Address } from '../model/address.js';
import { placeOfMember, segmentsOf } from '../model/address.js';
import type { AttributedStep } from './attribution.js';

/** What one step comes to: for one person by an entry of their own, or for all whom a role or a place concerns. */
export interface Event {
  /** Index of the step. */
  readonly lead: number;
  /** Of an entry of somebody's own: who that is. */
  readonly user?: string;
  /** Where the entry stands, or the address of the role or place. */
  readonly place: string;
  /** The roles there before and after, as they are shown. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** `leaves`: the account. `asserts`: whether it is new can't be read. */
  readonly sense: 'admin' | 'leaves' | 'loses' | 'gains' | 'asserts';
  readonly groups: readonly string[];
  /** Indexes of the changes and of all steps that have a part in them. */
  readonly changes: readonly number[];
  readonly steps: readonly number[];
}

export function isPersonal({ user }: Event): boolean {
  return user !== undefined;
}

/** The event of a step with the changes of access that it leads to. */
export function eventOf(
  lead: number,
  changes: readonly number[],
  steps: readonly number[],
  all: { readonly steps: readonly AttributedStep[]; readonly changes: readonly AccessChange[] },
): Event {
  const step = all.steps[lead];
  const own = changes.flatMap((index) => all.changes[index] ?? []);
  const address = step?.address ?? ('account' as Address);
  const user = step === undefined ? undefined : personOf(step);
  if (step === undefined || user === undefined) {
    // A place that is not seen may be there, and then nothing changes.
    const gain = step?.action === 'assert' ? 'asserts' : 'gains';
    const sense = own.some(takes) ? 'loses' : gain;
    return { lead, place: address, from: [], to: [], sense, groups: [], changes, steps };
  }
  const place = kinds[step.kind].role === 'person' ? 'account' : placeOfMember(address);
  const there = own.find(({ on }) => on === place) ?? own[0];
  const { before: from = [], after: to = [], groups = [] } = there ?? {};
  return { lead, user, place, from, to, sense: senseOf(step, place, there), groups, changes, steps };
}

/** Whose entry a step is about; nothing for roles and places. */
function personOf({ kind, address }: AttributedStep): string | undefined {
  return ['person', 'grant'].includes(kinds[kind].role) ? segmentsOf(address).at(-1) : undefined;
}

function senseOf({ action, risk }: AttributedStep, place: string, change: AccessChange | undefined): Event['sense'] {
  if (change === undefined) return 'gains';
  if (isAdmin(change.after) && !isAdmin(change.before)) return 'admin';
  if (change.after.length === 0) return place === 'account' ? 'leaves' : 'loses';
  // Where the permissions are known they decide: a removal may leave somebody with a larger role from further out.
  const isTold = change.gained.length + change.lost.length > 0;
  const isLoss = takes(change) || (!isTold && risk.includes('reduces'));
  if (change.before.length > 0 && isLoss) return 'loses';
  return action === 'assert' ? 'asserts' : 'gains';
}

/** Whether somebody can do less afterwards, or has fewer roles where nobody knows what those permit. */
export function takes({ before, after, gained, lost }: AccessChange): boolean {
  if (lost.length > 0) return true;
  return gained.length === 0 && after.every((role) => before.includes(role));
}

export function gives({ before, after, gained, lost }: AccessChange): boolean {
  if (gained.length > 0) return true;
  return lost.length === 0 && !after.every((role) => before.includes(role));
}
