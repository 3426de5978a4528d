import type { Violation } from '../model/policy.js';
import type { PlanDocument } from '../report/plan-json.js';
import { planToJson, stringifyPlan } from '../report/plan-json.js';
import { planToCommands } from '../report/plan-commands.js';
import { planToMarkdown } from '../report/plan-markdown.js';
import { printPlan } from '../report/plan-text.js';
import type { Context } from './context.js';
import type { MadeFrom } from '../reconcile/made-from.js';
import type { UnreadPlan } from '../reconcile/planned.js';
import { packageVersion } from '../reconcile/version.js';

export const planFormats = ['text', 'json', 'markdown', 'commands'] as const;
export type PlanFormat = (typeof planFormats)[number];

/** A plan in the form that is saved and shown. */
export function planDocument(
  { plan, summary, digest, destructiveDigest }: UnreadPlan,
  createdAt: Date,
  madeFrom?: MadeFrom,
): PlanDocument {
  const facts = { version: packageVersion(), createdAt, summary, digest, destructiveDigest };
  return planToJson(plan, { ...facts, ...(madeFrom !== undefined && { madeFrom }) });
}

/** The one way in which `plan`, `show` and `apply` print a plan. */
export function formatPlan(
  document: PlanDocument,
  format: PlanFormat,
  { style }: Context,
  violations: readonly Violation[] = [],
): string {
  switch (format) {
    case 'json':
      return stringifyPlan(document);
    case 'markdown':
      return planToMarkdown(document, violations);
    case 'commands':
      return planToCommands(document);
    case 'text':
      return printPlan(document, style.stdout);
  }
}
