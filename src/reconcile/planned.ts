import type { OpenSecret } from '../model/open-secret.js';
import type { Plan, Summary } from '../model/plan.js';
import type { Violation } from '../model/policy.js';
import { destructiveDigestOf, digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { GuardedPlan } from './planning.js';

/** A plan with what is said of it as a whole. */
export interface Planned {
  readonly plan: Plan;
  readonly summary: Summary;
  readonly digest: string;
  readonly destructiveDigest: string;
  /** What forbids to apply it. */
  readonly violations: readonly Violation[];
  /** What earlier applies left open and turns out to be done with. */
  readonly settled: readonly OpenSecret[];
  /** What was read for it. */
  readonly live: GuardedPlan['live'];
}

export function describePlan({ plan, violations, settled, live }: GuardedPlan): Planned {
  return {
    plan,
    summary: summarise(plan),
    digest: digestOf(plan.steps),
    destructiveDigest: destructiveDigestOf(plan.steps),
    violations,
    settled,
    live,
  };
}
