import type { OpenSecret } from '../model/open-secret.js';
import type { Plan, Summary } from '../model/plan.js';
import type { Violation } from '../model/policy.js';
import { destructiveDigestOf, digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { GuardedPlan } from './planning.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Connection } from '../remote/port.js';

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
  /** Fields that the last run wrote and found otherwise: `KIND ADDRESS FIELD`. */
  readonly notKept: ReadonlySet<string>;
  /** What was read for it. */
  readonly live: GuardedPlan['live'];
}

export function describePlan({ plan, violations, settled, live }: GuardedPlan, notKept: ReadonlySet<string>): Planned {
  return {
    plan,
    summary: summarise(plan),
    digest: digestOf(plan.steps),
    destructiveDigest: destructiveDigestOf(plan.steps),
    violations,
    settled,
    notKept,
    live,
  };
}

/** What there is of a plan for an account that nothing was read of. */
export type UnreadPlan = Omit<Planned, 'live'>;

/** The plan for an account that the files are not for: no step, and nothing of it is known. */
export function unreadPlan(
  { capabilities: _, notWarm: _notWarm, ...target }: Connection,
  refused: readonly Diagnostic[],
): UnreadPlan {
  const plan: Plan = {
    target,
    steps: [],
    unmanaged: [],
    blocked: [],
    unobserved: [{ scope: '**', reason: 'the files are for another account, so nothing was read' }],
    access: [],
    causes: [],
    accessOmitted: 0,
    escalations: [],
    unknownTests: [],
    warnings: [],
    expiring: [],
  };
  return {
    plan,
    summary: summarise(plan),
    digest: digestOf([]),
    destructiveDigest: destructiveDigestOf([]),
    violations: refused.map(({ message, hint = '' }) => ({
      rule: 'target',
      message: message.replace(/\.$/, ''),
      hint,
    })),
    settled: [],
    notKept: new Set(),
  };
}
