import type { Violation } from '../model/policy.js';
import type { MadeFrom } from '../reconcile/made-from.js';
import type { UnreadPlan } from '../reconcile/planned.js';
import { withFlags } from './next-command.js';
import { planToCommands } from './plan-commands.js';
import type { PlanDocument } from './plan-json.js';
import { planToJson, stringifyPlan } from './plan-json.js';
import { planToMarkdown } from './plan-markdown.js';
import { sealed } from './plan-seal.js';
import { printPlan } from './plan-text.js';
import type { Terminal } from './terminal.js';

export type PlanFormat = 'text' | 'json' | 'markdown' | 'commands';

/** A plan in the form that is shown. */
export function planDocument(
  { plan, summary, digest, destructiveDigest }: UnreadPlan,
  { version, now }: Pick<Terminal, 'version' | 'now'>,
  madeFrom?: MadeFrom,
): PlanDocument {
  const facts = { version, createdAt: now(), summary, digest, destructiveDigest };
  return planToJson(plan, { ...facts, ...(madeFrom !== undefined && { madeFrom }) });
}

/** The same as these flags ask for it: sealed where it is saved or goes to a program. */
export function documentFor(
  { format, out }: { readonly format: PlanFormat; readonly out?: string },
  ...plan: Parameters<typeof planDocument>
): PlanDocument {
  const document = planDocument(...plan);
  return out === undefined && format !== 'json' ? document : sealed(document);
}

/** The one way in which `plan`, `show` and `apply` print a plan. */
export function formatPlan(
  document: PlanDocument,
  format: PlanFormat,
  terminal: Terminal,
  violations: readonly Violation[] = [],
): string {
  switch (format) {
    case 'json':
      return stringifyPlan(document);
    case 'markdown':
      return planToMarkdown(withFlagsIn(document, terminal), violations, (text) => withFlags(text, terminal));
    case 'commands':
      return planToCommands(document);
    case 'text':
      return printPlan(withFlagsIn(document, terminal), terminal.style.stdout);
  }
}

/** A plan whose remarks name commands that are about the same as this run. */
function withFlagsIn(document: PlanDocument, terminal: Terminal): PlanDocument {
  const { blocked, unobserved, warnings } = document;
  const whole = (text: string) => withFlags(text, terminal);
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
