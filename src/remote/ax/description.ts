import type { ResolvedCall } from '../../model/call.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { unreadable } from '../pages.js';
import type { RawObject, RemoteFailure } from '../port.js';

/** The calls that set a description, whatever else they change. */
type Described = Extract<ResolvedCall, { readonly do: 'organizations.update' | 'spaces.update' | 'roles.update' }>;

/**
 * The call as `ax` may be given it: it sends `"description": null` where none is given, which clears it (contract §2; measured for
 * organizations, spaces and roles, the only updates that do). One that is not known is read first. Where that answer has none
 * either, there is none to be kept.
 */
export async function withDescription(
  call: ResolvedCall,
  read: (args: readonly string[]) => Promise<Result<RawObject, RemoteFailure>>,
): Promise<Result<ResolvedCall, RemoteFailure>> {
  if (!isDescribed(call) || call.description !== undefined) return ok(call);
  const found = await read([...getting(call), '-o', 'json']);
  if (!found.ok) return failed(notRead(found.error));
  const { id, description } = found.value;
  // An answer of another shape is printed as `{}`, with exit code 0 (contract §3).
  if (typeof id !== 'string') return failed(notRead(unreadable('the answer has no ID')));
  return ok(typeof description === 'string' && description !== '' ? { ...call, description } : call);
}

function notRead(failure: RemoteFailure): RemoteFailure {
  const message = `its description could not be read first, and ax would clear it: ${failure.message}`;
  return { ...failure, message, uncertain: false };
}

function isDescribed(call: ResolvedCall): call is Described {
  return call.do === 'organizations.update' || call.do === 'spaces.update' || call.do === 'roles.update';
}

function getting(call: Described): readonly string[] {
  switch (call.do) {
    case 'organizations.update':
      return ['organizations', 'get', call.organization];
    case 'spaces.update':
      return ['spaces', 'get', call.space];
    case 'roles.update':
      return ['roles', 'get', call.role];
  }
}
