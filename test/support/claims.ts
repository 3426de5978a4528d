import type { Plan, Step } from '../../src/model/plan.js';
import { driftOf } from '../../src/plan/drift.js';

/** What one plan claims to know and another, made with more to see, does not. */
export function claimedBeyond(plan: Plan, whole: Plan): readonly string[] {
  // What goes along with a removal needs none of its own.
  const taken = whole.steps.flatMap(({ cascade }) =>
    cascade.flatMap((address) => [`delete ${address}`, `differs ${address}`]),
  );
  // A grant that is taken and made anew is changed, whichever way the other one goes.
  const gone = new Set(whole.steps.flatMap(({ action, address }) => (action === 'delete' ? [address] : [])));
  const replaced = whole.steps.flatMap(({ action, kind, address }) =>
    action === 'create' && gone.has(address) ? [`update ${kind} ${address}`] : [],
  );
  const known = new Set([...claims(whole), ...taken, ...replaced]);
  return claims(plan).filter((claim) => !known.has(claim));
}

/** Steps that change something for sure, and where there is drift. */
function claims(plan: Plan): readonly string[] {
  return [
    ...plan.steps.filter(({ action }) => action !== 'assert').map(claimOf),
    ...driftOf(plan).items.map(({ address }) => `differs ${address}`),
  ];
}

/** Both sorts of grants in a space are removed at one address. */
function claimOf({ action, kind, address }: Step): string {
  return action === 'delete' ? `delete ${address}` : `${action} ${kind} ${address}`;
}
