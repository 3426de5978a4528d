import type { Address } from '../model/address.js';
import type { ApplyEvent, ApplyReport, StepOutcome } from '../model/event.js';
import type { Step } from '../model/plan.js';
import type { Arize, RemoteFailure } from '../remote/port.js';
import { resolveCall } from './resolve.js';
import { schedule } from './schedule.js';

export interface ApplyOptions {
  readonly arize: Arize;
  /** Whether the destructive steps were approved. Without it they and what depends on them are withheld. */
  readonly destructive: boolean;
  /** How many steps may run at once. */
  readonly concurrency: number;
  readonly emit: (event: ApplyEvent) => void;
  /** Once aborted, no step is begun any more; those that run are finished. */
  readonly signal: AbortSignal;
  /** Once aborted, the calls under way are given up too; whether they were done is then not known. */
  readonly stop?: AbortSignal;
}

/** Carries out the steps of a plan, as planned: nothing is compared or decided anew here. */
export async function applyPlan(steps: readonly Step[], options: ApplyOptions): Promise<ApplyReport> {
  const { arize, emit, signal } = options;
  const ids = new Map<Address, string>();
  const outcomes = new Map<number, { readonly outcome: StepOutcome; readonly reason?: string }>();

  const settle = (index: number, outcome: StepOutcome, reason?: string) => {
    outcomes.set(index, reason === undefined ? { outcome } : { outcome, reason });
    return outcome === 'done';
  };

  const run = async (step: Step, index: number): Promise<boolean> => {
    emit({ type: 'step-started', step, index });
    const call = resolveCall(step.call, ids);
    const result = await arize.call(call, options.stop);
    if (!result.ok) {
      const { reason, uncertain } = explain(result.error);
      emit({ type: 'step-failed', step, index, reason, uncertain });
      return settle(index, 'failed', reason);
    }
    if (step.action === 'create' && result.value.id !== undefined) ids.set(step.address, result.value.id);
    emit({ type: 'step-done', step, index, ...(result.value.alreadyGone === true && { note: 'was already gone' }) });
    return settle(index, 'done');
  };

  await schedule(steps, {
    concurrency: options.concurrency,
    run,
    refuse: (step, index, cause) => {
      if (signal.aborted) {
        emit({ type: 'step-skipped', step, index });
        settle(index, 'skipped');
        return 'skipped';
      }
      if (!options.destructive && (step.destructive || cause?.type === 'withheld')) {
        emit({ type: 'step-withheld', step, index });
        settle(index, 'withheld');
        return 'withheld';
      }
      if (cause !== undefined) {
        emit({ type: 'step-blocked', step, index, by: cause.step });
        settle(index, 'blocked', `needs ${cause.step.address}`);
        return 'blocked';
      }
      return undefined;
    },
  });

  return {
    outcomes: steps.map((step, index) => ({ step, ...(outcomes.get(index) ?? { outcome: 'skipped' as const }) })),
    interrupted: signal.aborted,
  };
}

function explain(failure: RemoteFailure): { readonly reason: string; readonly uncertain: boolean } {
  const hint = failure.hint === undefined ? '' : ` (${failure.hint})`;
  const doubt = failure.uncertain ? '; it may have been done all the same' : '';
  return { reason: `${failure.message}${doubt}${hint}`, uncertain: failure.uncertain };
}
