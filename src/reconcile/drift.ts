import { adoptables } from '../edit/adoptables.js';
import type { Drift } from '../model/drift.js';
import type { Violation } from '../model/policy.js';
import { driftOf } from '../plan/drift.js';
import type { Host } from './host.js';
import type { NotPlanned } from './outcome.js';
import { plan } from './plan.js';
import type { Planned, UnreadPlan } from './planned.js';
import type { PlanRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** How an account differs from its files, and what keeps a plan of that from being applied. */
export interface ReportedDrift extends Drift {
  readonly violations: readonly Violation[];
  /** Access tests that are undetermined. */
  readonly unknownTests: readonly string[];
}

export type FoundDrift =
  | {
      readonly type: 'drift';
      readonly report: ReportedDrift;
      /** How much of it can be taken over into the files. */
      readonly adoptable: number;
      readonly planned: Planned;
    }
  | NotPlanned;

/** How the account differs from the files. Changes nothing. */
export async function drift(request: PlanRequest, at: Surroundings, host: Host): Promise<FoundDrift> {
  const outcome = await plan(request, at, host);
  if (outcome.type !== 'planned') return outcome;
  const { planned } = outcome;
  return { type: 'drift', report: reportOf(planned), adoptable: adoptables(planned.plan).length, planned };
}

/** Also of an account of which nothing was read. */
export function reportOf({ plan: made, violations }: UnreadPlan): ReportedDrift {
  return { ...driftOf(made), violations, unknownTests: made.unknownTests };
}
