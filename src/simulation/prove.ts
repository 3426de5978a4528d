import { equal } from '../model/equal.js';
import { kinds, sharing } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { completesReplacement } from '../kinds/along.js';
import { withoutDestructive } from '../model/dependencies.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import { madeBefore, resolveCall } from '../model/resolve-call.js';
import { givenRole } from '../model/resource.js';
import type { DesiredResource } from '../model/resource.js';
import type { Capabilities } from '../remote/port.js';
import { AccountCopy } from './account.js';
import { perform } from './effects.js';
import { AccessWatch } from './gaps.js';

export interface ProofInput {
  readonly plan: Plan;
  /** As it was read, before any rename. */
  readonly live: LiveState;
  readonly desired: readonly DesiredResource[];
  readonly capabilities: Capabilities;
}

/** What a plan that holds leaves behind, or why it does not hold. */
export type Proof = { readonly after: () => LiveState } | { readonly counterexample: Counterexample };

/** Why a plan must not be shown: a defect of ours, with the place where it shows. */
export interface Counterexample {
  /** How many steps were done before. */
  readonly after: number;
  readonly step?: Step;
  readonly problem: string;
}

/**
 * Tries a plan on a copy of the account, step by step, and with the destructive steps withheld: every step finds what it
 * needs, does what it says and nothing else, nobody who keeps access loses it in between, and what is there in the end
 * is what the files ask for. Since each prefix is looked at, this also holds for a run that breaks off anywhere. Where somebody
 * is invited anew it must hold on both sorts of platform: on one that keeps their ID, and on one that gives them another.
 */
export function provePlan({ plan, live, desired, capabilities }: ProofInput): Proof {
  if (plan.steps.length === 0) return { after: () => live };
  const proof = proveOn({}, { plan, live, desired, capabilities });
  const invitesAnew = plan.steps.some(
    ({ kind, action, address }) => action === 'create' && live.resources[kind].has(address),
  );
  if ('counterexample' in proof || !invitesAnew) return proof;
  const other = proveOn({ givesNewIds: true }, { plan, live, desired, capabilities });
  return 'counterexample' in other ? other : proof;
}

function proveOn(server: Server, { plan, live, desired, capabilities }: ProofInput): Proof {
  const whole = trySteps(plan.steps, live, server);
  if ('counterexample' in whole) return whole;
  const wrong = wrongEnd(whole.account, plan, desired, capabilities);
  if (wrong !== undefined) return { counterexample: { after: plan.steps.length, problem: wrong } };
  const proven: Proof = { after: () => whole.account.toLive() };
  const approvedAlone = withoutDestructive(plan.steps);
  if (approvedAlone.length === plan.steps.length) return proven;
  const partly = trySteps(approvedAlone, live, server);
  return 'counterexample' in partly ? partly : proven;
}

/** What the platform leaves open; plans hold either way. */
interface Server {
  /** Whether who is invited anew gets another ID. */
  readonly givesNewIds?: boolean;
}

/** Does steps one after the other to a copy of an account. */
export function trySteps(
  steps: readonly Step[],
  live: LiveState,
  server: Server = {},
): { readonly account: AccountCopy } | { readonly counterexample: Counterexample } {
  const account = AccountCopy.of(live, server).begin();
  const watch = new AccessWatch(account);
  const made = new Map<Address, string>();
  const gone = new Set<Address>();
  for (const [index, step] of steps.entries()) {
    const fail = (problem: string) => ({ counterexample: { after: index, step, problem } });
    const unmade = madeBefore(step.call).find((address) => !made.has(address));
    if (unmade !== undefined) return fail(`it needs ${unmade}, which no earlier step makes`);
    const call = resolveCall(step.call, made);
    watch.before(call);
    const effect = perform(account, call);
    if (!effect.ok) return fail(`Arize would refuse it: ${effect.refusal}`);
    watch.after(index);
    // The one gap that the platform leaves no way around.
    if (completesReplacement(steps[index - 1], step)) watch.forgiveRestored(index - 1);
    if (effect.made !== undefined) made.set(step.address, effect.made);

    if (step.replaces !== undefined) account.remove(step.replaces);
    const touched = [...effect.changed, ...effect.removed].map(({ address }) => address);
    const named = new Set([step.address, ...step.cascade]);
    const unnamed = touched.find((address) => !named.has(address));
    if (unnamed !== undefined) return fail(`it would also touch ${unnamed}, which it does not say`);
    for (const { address } of [...effect.removed, ...(effect.lapsed ?? [])]) gone.add(address);
    const kept = step.cascade.find((address) => !gone.has(address));
    if (kept !== undefined) return fail(`it says that ${kept} is removed too, which it is not`);
  }
  const [gap] = watch.gaps();
  if (gap === undefined) return { account };
  const step = steps[gap.step];
  const person = account.find(gap.user)?.name ?? gap.user;
  const place = account.find(gap.place)?.name ?? gap.place;
  const problem = `${person} would lose the way into ${place} in between`;
  return { counterexample: { after: gap.step, ...(step !== undefined && { step }), problem } };
}

function wrongEnd(
  account: AccountCopy,
  { blocked }: Plan,
  desired: readonly DesiredResource[],
  capabilities: Capabilities,
): string | undefined {
  const isBlocked = new Set(blocked.map(({ address }) => address));
  for (const resource of desired) {
    // Where a field can't be changed, the others still are; where a removal is blocked, all stays as it is; what is held
    // back is not there.
    if (isBlocked.has(resource.address) && staysAsItIs(resource, account)) continue;
    const problem = differenceOf(resource, account, capabilities);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function staysAsItIs({ kind, names, ensure }: DesiredResource, account: AccountCopy): boolean {
  const isGrant = ['grant', 'key'].includes(kinds[kind].role);
  return ensure === 'absent' || isGrant || account.attributesAt(kind, names) === undefined;
}

function differenceOf(
  { kind, names, address, ensure, attributes }: DesiredResource,
  account: AccountCopy,
  capabilities: Capabilities,
): string | undefined {
  const found = account.attributesAt(kind, names);
  const title = () => `the ${kinds[kind].title} ${address}`;
  if (ensure === 'absent') return found === undefined ? undefined : `${title()} would still be there`;
  if (found === undefined) return `${title()} would not be there`;
  // Nothing of a key can be changed in place, so what is there was made as asked.
  if (kinds[kind].role === 'key') return undefined;
  for (const [field, wanted] of Object.entries(attributes)) {
    if (kinds[kind].createOnly.includes(field) || kinds[kind].fixed(field, capabilities) !== undefined) continue;
    // What was never told of it can't be told of it now.
    if (field in found && !equal(found[field] ?? null, wanted))
      return `${title()} would have ${field} ${JSON.stringify(found[field] ?? null)} instead of ${JSON.stringify(wanted)}`;
  }
  // A grant whose role nothing tells (`''`) may be this very one, listed as a membership too.
  if (sharing(kind).some((other) => (givenRole(account.attributesAt(other, names)) ?? '') !== ''))
    return `${title()} would be there twice, with a built-in and a custom role`;
  return undefined;
}
