import type { ResolvedCall } from '../model/call.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { isNotSeenYet, mayBeThereByNow, patience } from './lag.js';
import { isNotShown } from '../model/not-shown.js';
import type { Trace } from '../kinds/trace.js';
import { traceOf } from '../kinds/traces.js';
import type { Arize, CallResult, RawObject, RemoteFailure } from '../remote/port.js';

export interface Persistence {
  readonly arize: Arize;
  /** Waits before the next try. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly stop?: AbortSignal;
  /**
   * Whether it may be there already, so that a conflict is not waited out: unseen, where it is made sure of, or from before,
   * where somebody was invited anew.
   */
  readonly mayBeThere?: 'unseen' | 'from before';
  /** The IDs of what this run has made. */
  readonly fresh?: ReadonlySet<string>;
  readonly onRetry: (failure: RemoteFailure, delayMs: number, attempt: number) => void;
}

/** What came of a call, and how that is known where the platform did not say it. */
export type Settled = CallResult & {
  readonly note?: string;
  /** A grant that is there already: which role it gives is not shown. */
  readonly isRoleUnknown?: true;
  /** Somebody else made it since the plan. */
  readonly isOfOthers?: true;
};

/** Tries in all; what is still unclear then is said to be. */
const attempts = 3;

/**
 * Makes a call and does not rest at an unclear end: whether it was done is read back before anything is repeated. What
 * makes something new is repeated only where the live state shows that it was not made; everything else does the same
 * twice as once (contract §7), so that repeating it is reading it back.
 */
export async function persistently(call: ResolvedCall, options: Persistence): Promise<Result<Settled, RemoteFailure>> {
  const { arize, pause, stop, onRetry, fresh = new Set(), mayBeThere } = options;
  let doubt: RemoteFailure | undefined;
  for (let attempt = 1; ; attempt++) {
    const result = await arize.call(call, stop);
    if (result.ok)
      return doubt === undefined ? result : ok({ ...result.value, note: `done at try ${String(attempt)}` });
    const failure = result.error;
    if (failure.kind === 'interrupted' || stop?.aborted === true) return result;
    const delayMs = patience[attempt - 1];
    if (mayBeThere !== undefined && failure.kind === 'conflict') {
      const found = await lookUp(call, failure, options);
      // What is hidden from a login stays hidden; what others have just made shows in a moment.
      if (found.ok || mayBeThere === 'unseen' || delayMs === undefined) return found;
      onRetry(failure, delayMs, attempt);
      await pause(delayMs, stop);
      continue;
    }
    const isAnswer = doubt !== undefined && failure.kind === 'conflict';
    if (failure.uncertain) doubt = failure;
    const isInTheWay = doubt === undefined && mayBeThereByNow(failure, call);
    let isOther = false;
    if (isInTheWay || (doubt !== undefined && (failure.uncertain || isAnswer))) {
      const found = await readBack(call, arize, stop, doubt !== undefined);
      if (!found.ok) return failed({ ...failure, uncertain: doubt !== undefined });
      isOther = found.value === 'other';
      if (typeof found.value === 'object')
        return doubt === undefined
          ? ok({ ...found.value, note: 'was there by now', isOfOthers: true })
          : ok({ ...found.value, note: `found done, after: ${doubt.message}` });
    }
    const isLate = (isInTheWay && !isOther) || isNotSeenYet(failure, call, fresh);
    const isWorthIt = isLate || (!isAnswer && (failure.uncertain ? isRepeatable(call) : isTransient(failure)));
    if (!isWorthIt || delayMs === undefined || (!isLate && attempt >= attempts))
      return failed(isOther ? inTheWay(failure) : failure);
    onRetry(failure, delayMs, attempt);
    await pause(delayMs, stop);
  }
}

/** Nothing else is built on what others have made if it gives more than was planned, or may. */
function inTheWay(conflict: RemoteFailure): RemoteFailure {
  return {
    ...conflict,
    message: `${conflict.message}: somebody else has made it since the plan, and what is there differs from the files or can't be compared with them`,
    hint: 'the next plan shows the difference',
    uncertain: false,
  };
}

/**
 * What was to be made is there already: it is looked up. A binding of another role gets the one that was asked for. What
 * the login is not shown even now is there all the same, but whether as the files ask, nobody can tell.
 */
async function lookUp(
  call: ResolvedCall,
  conflict: RemoteFailure,
  { arize, stop, mayBeThere }: Persistence,
): Promise<Result<Settled, RemoteFailure>> {
  const trace = traceOf(call);
  if (typeof trace !== 'object') return failed(conflict);
  const listed = await arize.list(trace.listing, stop);
  if (!listed.ok) return isNotShown(listed.error) ? notShown(call, trace, conflict, mayBeThere) : failed(conflict);
  const found = listed.value.find(trace.isIt);
  if (typeof found?.['id'] === 'string') return ok({ id: found['id'], note: 'was there already' });
  const other = call.do === 'role-bindings.create' ? listed.value.find(isInPlaceOf(call)) : undefined;
  if (call.do === 'role-bindings.create' && typeof other?.['id'] === 'string') {
    const changed = await arize.call({ do: 'role-bindings.update', binding: other['id'], role: call.role }, stop);
    return changed.ok ? ok({ ...changed.value, note: 'was there already, with another role' }) : changed;
  }
  return notShown(call, trace, conflict, mayBeThere);
}

function notShown(
  call: ResolvedCall,
  { by, mayBeGone }: Trace,
  conflict: RemoteFailure,
  mayBeThere: Persistence['mayBeThere'],
): Result<Settled, RemoteFailure> {
  // Of somebody whom no list has nothing tells whether they are there or were deleted.
  if (mayBeGone === true) return failed(conflict);
  if (call.do === 'role-bindings.create' && mayBeThere === 'unseen')
    return ok({ note: 'is there already; this login is not shown with which role', isRoleUnknown: true });
  const fields = Object.keys(call)
    .filter((field) => field !== 'do' && !by.includes(field))
    .sort();
  if (fields.length === 0) return ok({ note: 'is there already; this login is not shown it' });
  return failed({
    ...conflict,
    message: `${conflict.message}: it is there already, but this login is not shown it, so ax-gitops can't see whether it has the ${fields.join(' and ')} of the files`,
    hint: 'apply with a login that is shown it, such as an account admin',
  });
}

/** The binding of the same person on the same resource: there is one at most (contract §7). */
function isInPlaceOf(call: Extract<ResolvedCall, { readonly do: 'role-bindings.create' }>) {
  return ({ user_id: user, resource_id: resource }: RawObject) => user === call.user && resource === call.resource;
}

function isRepeatable(call: ResolvedCall): boolean {
  return traceOf(call) !== 'never-repeated';
}

/** Surely not done, and may work in a moment. */
function isTransient({ kind }: RemoteFailure): boolean {
  return kind === 'unreachable' || kind === 'server' || kind === 'timeout';
}

/**
 * What the call should have made, if it is there; nothing for calls that may be repeated as they are. `mayBeOurs`: it was
 * probably made by this call. `other`: what is there is not, or gives something else.
 */
async function readBack(
  call: ResolvedCall,
  arize: Arize,
  signal: AbortSignal | undefined,
  mayBeOurs: boolean,
): Promise<Result<CallResult | 'other' | undefined, RemoteFailure>> {
  const trace = traceOf(call);
  if (typeof trace !== 'object') return ok(undefined);
  const listed = await arize.list(trace.listing, signal);
  if (!listed.ok) return listed;
  const found = listed.value.find(trace.isIt);
  const id = found?.['id'];
  if (found !== undefined && !isAsAsked(found, trace, mayBeOurs)) return ok('other');
  if (call.do === 'role-bindings.create' && listed.value.some(isInPlaceOf(call)) && found === undefined)
    return ok('other');
  return ok(typeof id === 'string' ? { id } : undefined);
}

/** What is not known is taken as asked for only of what this call has probably made. */
function isAsAsked(found: RawObject, { gives }: Trace, mayBeOurs: boolean): boolean {
  return gives === undefined || (gives(found) ?? mayBeOurs);
}
