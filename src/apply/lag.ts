import type { ResolvedCall } from '../model/call.js';
import type { RemoteFailure } from '../remote/port.js';

/*
 * Arize may take some seconds until everything that it has made shows everywhere: what a run has just made is not found, and
 * what somebody else has just made is in the way and not listed.
 */

/** Tries in all where that may be the cause: with waits that double, some seven seconds. */
export const patientAttempts = 5;

/** Whether it may work in a moment, since the platform does not know yet what this run has just made. */
export function isNotSeenYet(failure: RemoteFailure, call: ResolvedCall, fresh: ReadonlySet<string>): boolean {
  return failure.kind === 'not-found' && fresh.size > 0 && mentions(call, fresh);
}

/**
 * Whether what the call should make is in the way of itself: single sign-on makes people, and somebody else the same grant,
 * between plan and apply. Other things of the same name may differ in what they hold, so they are left to the next plan.
 */
export function mayBeThereByNow(failure: RemoteFailure, call: ResolvedCall): boolean {
  return failure.kind === 'conflict' && (call.do === 'users.create' || call.do === 'role-bindings.create');
}

function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, ids));
}
