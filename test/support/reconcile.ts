import type { ApplyOptions } from '../../src/apply/index.js';
import { applyPlan } from '../../src/apply/index.js';
import type { PlanRequest } from '../../src/reconcile/planning.js';
import { planAgainst } from '../../src/reconcile/planning.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { ApplyEvent, ApplyReport } from '../../src/model/event.js';
import type { Plan } from '../../src/model/plan.js';
import type { Arize } from '../../src/remote/port.js';

type PlanOptions = Partial<
  Pick<PlanRequest, 'previous' | 'now' | 'maxDestructive' | 'left' | 'renamedTo' | 'readsAll'>
>;

/** Plans against an Arize; a failure to plan fails the test. */
export async function planOf(desired: DesiredState, arize: Arize, options: PlanOptions = {}): Promise<Plan> {
  const planned = await tryPlan(desired, arize, options);
  if (!planned.ok) throw new Error(`no plan: ${JSON.stringify(planned.error)}`);
  return planned.value.plan;
}

export async function tryPlan(desired: DesiredState, arize: Arize, options: PlanOptions = {}) {
  const connection = await arize.describe();
  if (!connection.ok) throw new Error(connection.error.message);
  return planAgainst({ arize, connection: connection.value, desired, now: new Date(0), ...options });
}

/** Carries a plan out, everything approved unless told otherwise. */
export async function carryOut(
  { steps }: Plan,
  arize: Arize,
  options: {
    readonly destructive?: boolean;
    readonly concurrency?: number;
    readonly signal?: AbortSignal;
    readonly journal?: ApplyOptions['journal'];
    readonly run?: string;
    readonly deliver?: ApplyOptions['deliver'];
  } = {},
): Promise<{ readonly report: ApplyReport; readonly events: readonly ApplyEvent[] }> {
  const events: ApplyEvent[] = [];
  const report = await applyPlan(steps, {
    arize,
    destructive: options.destructive ?? true,
    atOnce: () => options.concurrency ?? 4,
    emit: (event) => events.push(event),
    signal: options.signal ?? new AbortController().signal,
    run: options.run ?? 'test',
    now: () => new Date(0),
    pause: () => Promise.resolve(),
    // Whatever comes arrives; nobody looks at it.
    deliver: options.deliver ?? (() => Promise.resolve()),
    ...(options.journal !== undefined && { journal: options.journal }),
  });
  return { report, events };
}

/** A plan in one line per step, for reading in tests. */
export function lines({ steps }: Plan): readonly string[] {
  return steps.map(
    ({ action, kind, address, destructive }) => `${destructive ? '!' : ' '}${action} ${kind} ${address}`,
  );
}
