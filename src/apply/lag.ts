import type { ResolvedCall } from '../model/call.js';
import { traceOf } from '../kinds/traces.js';
import type { RemoteFailure } from '../remote/port.js';

/*
 * Arize may take some seconds until everything that it has made shows everywhere: what a run has just made is not found, and
 * what somebody else has just made is in the way and not listed.
 */

/** Milliseconds before each further look where that may be the cause: some seven seconds in all. */
export const patience = [500, 1_000, 2_000, 4_000] as const;

/** Whether it may work in a moment, since the platform does not know yet what this run has just made. */
export function isNotSeenYet(failure: RemoteFailure, call: ResolvedCall, fresh: ReadonlySet<string>): boolean {
  return failure.kind === 'not-found' && fresh.size > 0 && mentions(call, fresh);
}

/**
 * Whether what the call should make is in the way of itself: single sign-on makes people, and somebody else the same grant or
 * the same place, between plan and apply.
 */
export function mayBeThereByNow(failure: RemoteFailure, call: ResolvedCall): boolean {
  return failure.kind === 'conflict' && typeof traceOf(call) === 'object';
}

function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, ids));
}
