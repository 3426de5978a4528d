import { givenRole } from '../model/resource.js';
import type { Address } from '../model/address.js';
import { siblingOf } from '../model/address.js';
import type { ResolvedCall } from '../model/call.js';
import type { ApplyEvent, ApplyReport, StepOutcome } from '../model/event.js';
import type { JournalEntry } from '../model/journal.js';
import type { Step } from '../model/plan.js';
import type { Arize, RemoteFailure } from '../remote/port.js';
import { ok } from '../model/result.js';
import type { Settled } from './doubt.js';
import { persistently } from './doubt.js';
import type { ActiveKeys, Deliver } from './secrets.js';
import { activeKeys, keyTypeOf, secretOf, withSecret } from './secrets.js';
import { completesReplacement, givenUnder } from '../kinds/along.js';
import { madeBefore, resolveCall } from '../model/resolve-call.js';
import { schedule } from './schedule.js';

export interface ApplyOptions {
  readonly arize: Arize;
  /** Whether the destructive steps were approved. Without it they and what depends on them are withheld. */
  readonly destructive: boolean;
  /** How many steps may run at once; asked before each. */
  readonly atOnce: () => number;
  readonly emit: (event: ApplyEvent) => void;
  /** Once aborted, no step is begun any more, but the other half of a replaced role; those that run are finished. */
  readonly signal: AbortSignal;
  /** Written before and after each step; where that fails, no further step is begun. */
  readonly journal?: { record(entry: JournalEntry): Promise<void> };
  /** Names this run in the journal. */
  readonly run: string;
  readonly now: () => Date;
  /** Waits between two tries of a call. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Steps that can't work, with why: they are not begun. */
  readonly refused?: ReadonlyMap<Step, string>;
  /** Puts a secret that the platform shows once where it belongs; fails without it in the message. */
  readonly deliver: Deliver;
  /** Once aborted, the calls under way are given up too; whether they were done is then not known. */
  readonly stop?: AbortSignal;
}

/** What one type of entry says beyond whose step it is. */
type EntryOf<Type extends JournalEntry['type']> =
  Extract<JournalEntry, { readonly type: Type }> extends infer Entry
    ? Entry extends JournalEntry
      ? Omit<Entry, 'run' | 'index' | 'action' | 'kind' | 'address' | 'at'>
      : never
    : never;

/** Carries out the steps of a plan, as planned: nothing is compared or decided anew here. */
export async function applyPlan(steps: readonly Step[], options: ApplyOptions): Promise<ApplyReport> {
  const { arize, emit, signal } = options;
  const ids = new Map<Address, string>();
  const fresh = new Set<string>();
  /** The IDs of what others have made since the plan: nothing is known of who has what there, or what they have. */
  const ofOthers = new Set<string>();
  const outcomes = new Map<number, Omit<ApplyReport['outcomes'][number], 'step'>>();

  const settle = (index: number, outcome: StepOutcome, reason?: string) => {
    outcomes.set(index, reason === undefined ? { outcome } : { outcome, reason });
    return outcome === 'done';
  };

  let halted: string | undefined;
  /** Whether it is on the disk; what is not written down must not be begun, and what was done must not be repeated. */
  const record = async (
    entry: EntryOf<Exclude<JournalEntry['type'], 'run-started' | 'run-ended'>>,
    { action, kind, address, after }: Step,
    index: number,
    run = options.run,
  ) => {
    const removes = action === 'assert' && after === null ? { removes: true as const } : {};
    const own = { run, index, action, kind, address, ...removes, at: options.now().toISOString() };
    try {
      await options.journal?.record({ ...own, ...entry });
      return true;
    } catch (error) {
      halted = `the journal can't be written: ${error instanceof Error ? error.message : String(error)}`;
      return false;
    }
  };

  const skip = (step: Step, index: number) => {
    emit({ type: 'step-skipped', step, index, ...(halted !== undefined && { reason: halted }) });
    return settle(index, 'skipped', halted);
  };

  /** Of a step that was begun. */
  const fail = async (
    step: Step,
    index: number,
    failure: { readonly reason: string; readonly uncertain: boolean },
    free?: () => void,
  ) => {
    const recorded = record({ type: 'step-failed', ...failure }, step, index);
    free?.();
    await recorded;
    emit({ type: 'step-failed', step, index, ...failure });
    return settle(index, 'failed', failure.reason);
  };

  /** Whether it gives back what the step before has just taken: until then somebody has no way in. */
  const completesWhatIsDone = (step: Step, index: number) =>
    completesReplacement(steps[index - 1], step) && outcomes.get(index - 1)?.outcome === 'done';

  const run = async (step: Step, index: number, free: () => void): Promise<boolean> => {
    const refusal = options.refused?.get(step);
    if (refusal !== undefined) {
      emit({ type: 'step-failed', step, index, reason: refusal, uncertain: false });
      return settle(index, 'failed', refusal);
    }
    const brings = secretOf(step);
    const known = brings === 'new-key' ? await activeKeys(arize, step, options.stop) : ok<ActiveKeys>({ ids: [] });
    if (!known.ok) {
      const { reason, uncertain } = explain(known.error, step);
      emit({ type: 'step-failed', step, index, reason: `${reason}; nothing was made`, uncertain });
      return settle(index, 'failed', reason);
    }
    const { ids: active, ...whose } = known.value;
    const intent = {
      ...(brings !== undefined && { brings }),
      ...(brings === 'new-key' && { known: active, keyType: keyTypeOf(step), ...whose }),
      ...(step.replaces !== undefined && { replaces: step.replaces }),
      ...formerlyAt(step),
    };
    const isRecorded = await record({ type: 'step-started', ...intent }, step, index);
    // Also where it is the end of another step that could not be written down.
    if (!isRecorded || halted !== undefined) return skip(step, index);
    emit({ type: 'step-started', step, index });
    const unknown = madeBefore(step.call).find((address) => !ids.has(address));
    if (unknown !== undefined) {
      const reason = `it needs the ID of ${unknown}, which Arize does not show this login; nothing was made`;
      return fail(step, index, { reason, uncertain: false });
    }
    const call = resolveCall(step.call, ids);
    if (ofOthers.has(givenUnder(call)?.place ?? '')) {
      const reason =
        'somebody else has made the place since the plan, and may have given another role there; the next plan shows it';
      return fail(step, index, { reason, uncertain: false });
    }
    const persistence = {
      arize,
      pause: options.pause,
      fresh,
      ...(step.action === 'assert'
        ? { mayBeThere: 'unseen' as const }
        : isOfSomebodyInvitedNow(call, fresh, ofOthers) && { mayBeThere: 'from before' as const }),
      ...(options.stop !== undefined && { stop: options.stop }),
      onRetry: ({ message: reason }: RemoteFailure, delayMs: number, attempt: number) => {
        emit({ type: 'step-retried', step, index, attempt, reason, delayMs });
      },
    };
    const result =
      step.delivery === undefined
        ? await persistently(call, persistence)
        : await withSecret(step, call, {
            ...persistence,
            known: active,
            deliver: options.deliver,
            record: (type, id) => record({ type, id }, step, index),
          });
    if (!result.ok) {
      const { reason: cause, uncertain } = explain(result.error, step);
      const reason = completesWhatIsDone(step, index)
        ? `${cause}; the built-in role in this space is gone already, so apply again soon`
        : cause;
      return fail(step, index, { reason, uncertain }, free);
    }
    const said = result.value.note ?? (result.value.alreadyGone === true ? 'was already gone' : undefined);
    const note = said === undefined ? {} : { note: said };
    if (step.settles !== undefined && call.do === 'api-keys.revoke')
      await record({ type: 'key-revoked', id: call.key }, step, step.settles.index, step.settles.run);
    const recorded = record({ type: 'step-done', ...note, ...outcomeOf(step, call, result.value) }, step, index);
    // What begins now is written down behind it, and synced with it.
    free();
    await recorded;
    if (result.value.id !== undefined) {
      ids.set(step.address, result.value.id);
      if (call.do.includes('.create')) fresh.add(result.value.id);
      if (result.value.isOfOthers === true) ofOthers.add(result.value.id);
    }
    emit({ type: 'step-done', step, index, ...note });
    outcomes.set(index, { outcome: 'done', ...(result.value.id !== undefined && { id: result.value.id }) });
    return true;
  };

  await schedule(steps, {
    atOnce: options.atOnce,
    run,
    refuse: (step, index, cause) => {
      const isInterrupted = signal.aborted && (options.stop?.aborted === true || !completesWhatIsDone(step, index));
      if (isInterrupted || halted !== undefined) {
        skip(step, index);
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

/** What they have already they have from an earlier invitation. */
function isOfSomebodyInvitedNow(
  call: ResolvedCall,
  fresh: ReadonlySet<string>,
  ofOthers: ReadonlySet<string>,
): boolean {
  return call.do === 'role-bindings.create' && fresh.has(call.user) && !ofOthers.has(call.user);
}

/** What later runs need to know of what nobody lists: who has what now, and where it was before a rename. */
function outcomeOf(
  step: Step,
  call: ResolvedCall,
  { isRoleUnknown, isOfOthers }: Settled,
): Pick<EntryOf<'step-done'>, 'isOfOthers' | 'role' | 'under' | 'from'> {
  const role = isRoleUnknown === true ? undefined : givenRole(step.after);
  const under = givenUnder(call);
  return {
    ...(isOfOthers === true && { isOfOthers }),
    ...(typeof role === 'string' && { role }),
    ...(under !== undefined && { under }),
    ...formerlyAt(step),
  };
}

function formerlyAt({ action, address, before }: Step): { readonly from?: string } {
  const former = action === 'rename' ? before?.['name'] : undefined;
  return typeof former === 'string' ? { from: siblingOf(address, former) } : {};
}

function explain(failure: RemoteFailure, step: Step): { readonly reason: string; readonly uncertain: boolean } {
  // The platform takes nobody back (contract §7 "Users").
  const isGone = step.call.do === 'users.create' && failure.kind === 'conflict';
  if (isGone)
    return {
      reason: `${failure.message} (whoever was deleted can't be invited again: use another address, or ask Arize)`,
      uncertain: false,
    };
  const hint = failure.hint === undefined ? '' : ` (${failure.hint})`;
  const doubt = failure.uncertain ? '; it may have been done all the same' : '';
  return { reason: `${failure.message}${doubt}${hint}`, uncertain: failure.uncertain };
}
