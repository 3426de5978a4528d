import type { Address } from './address.js';
import type { Call, IdRef, ResolvedCall } from './call.js';

/** Puts the IDs of what earlier steps created into a call. */
export function resolveCall(call: Call, created: ReadonlyMap<Address, string>): ResolvedCall {
  return mapIds(call, (ref) => idOf(ref, created)) as ResolvedCall;
}

/** A call with something else in the place of its IDs. */
export function mapIds(value: unknown, replace: (ref: IdRef) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => mapIds(item, replace));
  if (isIdRef(value)) return replace(value);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]: [string, unknown]) => [field, mapIds(inner, replace)]),
  );
}

/** The addresses of what a call needs that is not there yet. */
export function madeBefore(call: Call): readonly Address[] {
  const found: Address[] = [];
  mapIds(call, (ref) => {
    if ('of' in ref) found.push(ref.of);
    return ref;
  });
  return found;
}

function isIdRef(value: object): value is IdRef {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'id' || keys[0] === 'of');
}

function idOf(ref: IdRef, created: ReadonlyMap<Address, string>): string {
  if ('id' in ref) return ref.id;
  const id = created.get(ref.of);
  if (id === undefined) throw new TypeError(`no step created ${ref.of} before it was needed`);
  return id;
}
