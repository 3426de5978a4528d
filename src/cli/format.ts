import type { Violation } from '../model/policy.js';
import type { PlanDocument } from '../report/plan-json.js';
import { planToJson, stringifyPlan } from '../report/plan-json.js';
import { planToCommands } from '../report/plan-commands.js';
import { planToMarkdown } from '../report/plan-markdown.js';
import { printPlan } from '../report/plan-text.js';
import type { Context } from './context.js';
import { withFlags } from './next-command.js';
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
  context: Context,
  violations: readonly Violation[] = [],
): string {
  switch (format) {
    case 'json':
      return stringifyPlan(document);
    case 'markdown':
      return planToMarkdown(withFlagsIn(document, context), violations, (text) => withFlags(text, context));
    case 'commands':
      return planToCommands(document);
    case 'text':
      return printPlan(withFlagsIn(document, context), context.style.stdout);
  }
}

/** A plan whose remarks name commands that are about the same as this run. */
function withFlagsIn(document: PlanDocument, context: Context): PlanDocument {
  const { blocked, unobserved, warnings } = document;
  const whole = (text: string) => withFlags(text, context);
  return {
    ...document,
    blocked: blocked.map((one) => ({ ...one, reason: whole(one.reason) })),
    unobserved: unobserved.map(({ needs, ...one }) => ({
      ...{ ...one, reason: whole(one.reason) },
      ...(needs !== undefined && { needs: whole(needs) }),
    })),
    ...(warnings !== undefined && { warnings: warnings.map((one) => ({ ...one, message: whole(one.message) })) }),
  };
}
