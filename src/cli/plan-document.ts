import type { MadeFrom } from '../reconcile/made-from.js';
import type { UnreadPlan } from '../reconcile/planned.js';
import { packageVersion } from '../reconcile/version.js';
import type { PlanDocument } from '../report/plan-json.js';
import { planToJson } from '../report/plan-json.js';

/** A plan in the form that is saved and shown. */
export function planDocument(
  { plan, summary, digest, destructiveDigest }: UnreadPlan,
  createdAt: Date,
  madeFrom?: MadeFrom,
): PlanDocument {
  const facts = { version: packageVersion(), createdAt, summary, digest, destructiveDigest };
  return planToJson(plan, { ...facts, ...(madeFrom !== undefined && { madeFrom }) });
}
