import { diffStates } from '../diff/index.js';
import { needsOf, readLive } from '../live/index.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { guardPlan } from '../guard/index.js';
import type { Plan } from '../model/plan.js';
import type { DestructiveLimit, Violation } from '../model/policy.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { makePlan } from '../plan/index.js';
import type { Counterexample } from '../simulation/prove.js';
import { provePlan } from '../simulation/prove.js';
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
}

/** Reads the live state and plans: the one way from files to a plan, for every command. */
export async function planAgainst(
  arize: Arize,
  connection: Connection,
  desired: DesiredState,
  signal?: AbortSignal,
  maxDestructive?: DestructiveLimit,
): Promise<Result<GuardedPlan, PlanFailure>> {
  const live = await readLive(arize, needsOf(desired), signal);
  if (!live.ok) return failed({ type: 'remote', failure: live.error });
  const { capabilities, notWarm: _, ...target } = connection;
  const compared = diffStates(desired, live.value, capabilities);
  if ('diagnostics' in compared) return failed({ type: 'files', diagnostics: compared.diagnostics });
  const planned = makePlan({
    diff: compared.diff,
    target,
    capabilities,
    protect: desired.policy.protect,
    locate: desired.locate,
    spell: axCommand,
  });
  if ('diagnostics' in planned) return failed({ type: 'files', diagnostics: planned.diagnostics });
  const counterexample = provePlan({
    plan: planned.plan,
    live: live.value,
    desired: desired.resources,
    capabilities,
  });
  if (counterexample !== undefined) return failed({ type: 'unproven', counterexample });
  const violations = guardPlan({
    plan: planned.plan,
    live: compared.diff.live.state,
    desired: desired.resources,
    policy: desired.policy,
    ...(maxDestructive !== undefined && { maxDestructive }),
  });
  return ok({ plan: planned.plan, violations });
}
