import { resourceKey } from '../model/resource.js';
import { diffStates, pendingRenames } from '../diff/index.js';
import { findLeftovers } from '../diff/leftover.js';
import { originOf } from '../diff/origin.js';
import type { Previous } from '../desired/index.js';
import { inTodaysNames } from '../desired/index.js';
import { keyKind, personKind, placesByName } from '../kinds/index.js';
import { everything } from '../live/everything.js';
import { asNamedLive, needsOf, readLive, withBelieved } from '../live/index.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { guardPlan } from '../guard/index.js';
import { unknownLogin } from '../guard/own-login.js';
import { lookAlikes } from '../guard/look-alikes.js';
import { spacesElsewhere } from '../live/elsewhere.js';
import { policyChanges } from '../guard/policy-changes.js';
import { unmatchedPatterns } from '../guard/unmatched.js';
import type { PastGrants } from '../kinds/past.js';
import type { LeftOpen, OpenSecret } from '../model/open-secret.js';
import { nothingOpen } from '../model/open-secret.js';
import type { Plan } from '../model/plan.js';
import type { DestructiveLimit, Violation } from '../model/policy.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { makePlan } from '../plan/index.js';
import type { Counterexample } from '../simulation/prove.js';
import { provePlan } from '../simulation/prove.js';
import { reviewAccess } from './access-review.js';
import { axCommand } from '../remote/ax/argv.js';
import type { Arize, Connection, RemoteFailure } from '../remote/port.js';

/** Why there is no plan. */
export type PlanFailure =
  | { readonly type: 'remote'; readonly failure: RemoteFailure }
  | { readonly type: 'files'; readonly diagnostics: readonly Diagnostic[] }
  /** The plan failed its proof: a defect of ours. */
  | { readonly type: 'unproven'; readonly counterexample: Counterexample };

/** A plan, and what forbids to apply it. */
export interface GuardedPlan {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  /** What earlier applies left open and turns out to be done with. */
  readonly settled: readonly OpenSecret[];
  /** What was read for it, under the names that renames give. */
  readonly live: LiveState;
}

export interface PlanRequest {
  readonly arize: Arize;
  readonly connection: Connection;
  readonly desired: DesiredState;
  /** What the files said before, where that is to be known; `desired` then holds what was dropped since. */
  readonly previous?: Previous;
  /** What earlier applies to the account have left open. */
  readonly left?: LeftOpen;
  /** What earlier applies to it gave other names. */
  readonly renamedTo?: PastGrants['renamedTo'];
  readonly isRosterRequired?: boolean;
  /** Not only what the files need. */
  readonly readsAll?: boolean;
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** From a flag. */
  readonly maxDestructive?: DestructiveLimit;
}

/** Reads the live state and plans: the one way from files to a plan, for every command. */
export async function planAgainst(request: PlanRequest): Promise<Result<GuardedPlan, PlanFailure>> {
  const { arize, connection, previous, now, signal, maxDestructive, left = nothingOpen } = request;
  const base = request.readsAll === true ? everything : needsOf(request.desired);
  const needs: LiveNeeds = {
    ...base,
    ...(request.isRosterRequired === true && { isRosterRequired: true }),
    // What is open is about keys, and whose login it is says which of them are shown.
    lists: left.secrets.length > 0 ? new Set([personKind, keyKind, ...base.lists]) : base.lists,
  };
  const read = await readLive(arize, needs, signal);
  if (!read.ok) return failed({ type: 'remote', failure: read.error });
  const leftover = findLeftovers(read.value, request.desired, left);
  const { desired } = leftover;
  const former = previous === undefined ? [] : inTodaysNames(previous.state.resources, desired.resources);
  const past = {
    ...(request.renamedTo !== undefined && { renamedTo: request.renamedTo }),
    ...(previous !== undefined && { former: previous.state.resources }),
  };
  const live =
    previous === undefined
      ? leftover.live
      : withBelieved(
          leftover.live,
          asNamedLive(previous.state.resources, former, pendingRenames(desired, leftover.live, past)),
          desired.resources,
          previous,
        );
  const { capabilities, notWarm: _, ...target } = connection;
  const compared = diffStates(desired, live, capabilities, now, past);
  if ('diagnostics' in compared) return failed({ type: 'files', diagnostics: compared.diagnostics });
  const { diff } = compared;
  const planned = makePlan({
    diff,
    settlements: leftover.settlements,
    target,
    capabilities,
    desired,
    now,
    ...(previous !== undefined && {
      origin: originOf(former, desired.resources, diff.live),
      former: {
        ref: previous.ref,
        resources: former.filter(({ kind, address }) => !previous.removed.has(resourceKey({ kind, address }))),
      },
    }),
    spell: axCommand,
  });
  if ('diagnostics' in planned) return failed({ type: 'files', diagnostics: planned.diagnostics });
  const { plan } = planned;
  const reached = desired.resources.filter((resource) => !diff.outOfReach.has(resource));
  const proof = provePlan({ plan, live, desired: reached, capabilities });
  if ('counterexample' in proof) return failed({ type: 'unproven', counterexample: proof.counterexample });
  const review = reviewAccess(
    diff.live.state,
    plan.steps.length === 0 ? diff.live.state : proof.after(),
    desired,
    needs,
    plan.steps,
  );
  const violations = guardPlan({
    plan,
    live: diff.live.state,
    desired: desired.resources,
    policy: desired.policy,
    ...(maxDestructive !== undefined && { maxDestructive }),
  });
  const isPlaceNew = plan.steps.some(({ action, kind }) => action === 'create' && placesByName.includes(kind));
  const elsewhere = isPlaceNew ? await spacesElsewhere(arize, live, needs, signal) : [];
  const alike = lookAlikes(plan, desired, diff.live.state, elsewhere);
  const warnings = [
    ...alike.warnings,
    ...unmatchedPatterns(desired, diff.live.state, needs),
    ...unknownLogin({ plan, live: diff.live.state }),
    ...plan.warnings,
    ...leftover.warnings,
    ...diff.swapped.map(({ address, renamedFrom }) => ({
      address,
      message: `has swapped names with ${JSON.stringify(renamedFrom?.name)} already; remove renamed_from from both`,
    })),
  ];
  return ok({
    plan: {
      ...plan,
      ...review.shown,
      warnings,
      ...(previous !== undefined && { policyChanges: policyChanges(previous.state, request.desired) }),
    },
    violations: [...violations, ...alike.violations, ...review.violations],
    settled: leftover.settled,
    live: diff.live.state,
  });
}
