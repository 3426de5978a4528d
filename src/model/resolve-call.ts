import type { Address } from './address.js';
import type { Call, IdRef, ResolvedCall } from './call.js';

/** Puts the IDs of what earlier steps created into a call. */
export function resolveCall(call: Call, created: ReadonlyMap<Address, string>): ResolvedCall {
  const fields = Object.entries(call).map(([field, value]: [string, unknown]) => [
    field,
    isIdRef(value) ? idOf(value, created) : value,
  ]);
  return Object.fromEntries(fields) as ResolvedCall;
}

function isIdRef(value: unknown): value is IdRef {
  return typeof value === 'object' && value !== null && ('id' in value || 'of' in value);
}

function idOf(ref: IdRef, created: ReadonlyMap<Address, string>): string {
  if ('id' in ref) return ref.id;
  const id = created.get(ref.of);
  if (id === undefined) throw new TypeError(`no step created ${ref.of} before it was needed`);
  return id;
}
