import type { Address } from '../model/address.js';
import { compareAddresses } from '../model/address.js';
import type { Change, Diff } from '../model/change.js';
import type { Call } from '../model/call.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Plan, Step, Target } from '../model/plan.js';
import type { Locate } from '../model/source.js';
import type { Capabilities } from '../remote/port.js';
import { withCascades } from './cascade.js';
import { orderSteps } from './order.js';
import type { Outline } from './outline.js';
import { outlineSteps } from './outline.js';

export interface PlanInput {
  readonly diff: Diff;
  readonly target: Target;
  readonly capabilities: Capabilities;
  /** Globs over addresses that are never removed. */
  readonly protect: readonly string[];
  readonly locate: Locate;
  /** How a call is written as an `ax` command line. */
  readonly spell: (call: Call) => readonly string[];
}

/** Turns differences into ordered steps. Pure: the same input gives the same plan. */
export function makePlan({
  diff,
  target,
  capabilities,
  protect,
  locate,
  spell,
}: PlanInput): { readonly plan: Plan } | { readonly diagnostics: readonly Diagnostic[] } {
  const outlines = outlineSteps(diff.changes, diff.live, capabilities);
  const cascaded = withCascades(outlines, diff.live, declared(diff.changes), protect, locate);
  if (cascaded.diagnostics.length > 0) return { diagnostics: cascaded.diagnostics };
  const steps = orderSteps(cascaded.steps).map(({ step, dependsOn }): Step => {
    const { draft, source } = step;
    const place = locate(source, 'key');
    return {
      address: step.address,
      kind: step.kind,
      action: draft.action,
      destructive: draft.destructive,
      irreversible: draft.irreversible,
      risk: draft.risk,
      before: draft.before,
      after: draft.after,
      changes: step.changes,
      cascade: cascadeOf(step),
      dependsOn,
      call: draft.call,
      command: spell(draft.call),
      source: { file: place.file, line: place.start.line, column: place.start.column },
      reason: step.reason,
    };
  });
  return {
    plan: {
      target,
      steps,
      unmanaged: diff.unmanaged.map(({ address, kind, id }) => ({ address, kind, id })),
      blocked: [...diff.blocked, ...cascaded.blocked]
        .sort((a, b) => compareAddresses(a.address, b.address))
        .map(({ address, reason }) => ({ address, reason })),
      unobserved: diff.unobserved.map(({ scope, reason }) => ({ scope, reason })),
    },
  };
}

function cascadeOf({ taken, address: own }: Outline): readonly Address[] {
  const addresses = new Set(taken.map(({ address }) => address));
  addresses.delete(own);
  return [...addresses].sort(compareAddresses);
}

/** What a plan's changes are meant to leave in place. */
function declared(changes: readonly Change[]) {
  return changes.flatMap((change) =>
    change.type === 'delete' || change.type === 'assert-absent' ? [] : [change.desired],
  );
}
