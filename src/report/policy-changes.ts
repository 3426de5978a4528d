import type { PlanDocument } from './plan-json.js';
import { clean } from './style.js';

export type PolicyChangeLine = NonNullable<PlanDocument['policy_changes']>[number];

/** One change of a guardrail in one line: what it is, what it was, and where it stands now. */
export function describePolicyChange({ field, before, after, source }: PolicyChangeLine): string {
  const where = source === undefined ? '' : `  (${clean(source.file)}:${String(source.line)})`;
  if (before === null) return `${clean(field)}: added ${clean(after ?? '')}${where}`;
  if (after === null) return `${clean(field)}: removed ${clean(before)}`;
  return `${clean(field)}: ${clean(before)} → ${clean(after)}${where}`;
}
