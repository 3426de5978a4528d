import type { Account, Effect, Entry, Grant, Pair, Thing } from '../model/account.js';
import type { Call, ResolvedCall } from '../model/call.js';
import type { Attributes, KindName } from '../model/resource.js';

/** What each call does to an account, by the rules of the platform (contract §7). */
export type Effects = {
  readonly [D in Call['do']]: (account: Account, call: Extract<ResolvedCall, { readonly do: D }>) => Effect;
};

/** Everybody who may have less after a call, and where; the deletion of a person or a place leaves nobody waiting. */
export type Narrowing = {
  readonly [D in Call['do']]?: (account: Account, call: Extract<ResolvedCall, { readonly do: D }>) => readonly Pair[];
};

/** A removal of what is gone already is none, and no failure. */
export const nothing: Effect = { ok: true, changed: [], removed: [] };

export function thing(account: Account, kind: KindName, id: string): Thing | undefined {
  const found = account.find(id);
  return found?.kind === kind ? found : undefined;
}

export function refused(refusal: string): Effect {
  return { ok: false, refusal };
}

export function missing(what: string, id: string): Effect {
  return refused(`there is no ${what} ${id}`);
}

export function make(account: Account, made: Omit<Thing, 'id'>): Effect {
  const whole = { ...made, id: account.newId(made.kind) };
  account.put(whole);
  return { ok: true, made: whole.id, changed: [account.entryOf(whole)], removed: [] };
}

export function amend(account: Account, kind: KindName, id: string, fields: Attributes, name?: string): Effect {
  const found = thing(account, kind, id);
  if (found === undefined) return missing(kind, id);
  if (name !== undefined && name !== found.name && account.named(kind, name, found.parent) !== undefined)
    return refused(`there is a ${kind} ${name} already`);
  const amended = { ...found, name: name ?? found.name, attributes: { ...found.attributes, ...fields } };
  account.put(amended);
  return { ok: true, changed: [account.entryOf(amended)], removed: [] };
}

/** One that is not given stays. */
export function described(description: string | undefined): Attributes {
  return description === undefined ? {} : { description };
}

/** `add-user` is an upsert. Annotators take only `annotator`, and nobody else does. */
export function join(
  account: Account,
  kind: KindName,
  place: { readonly kind: KindName; readonly id: string },
  user: string,
  role: string,
): Effect {
  const person = thing(account, 'user', user);
  if (thing(account, place.kind, place.id) === undefined) return missing(place.kind, place.id);
  if (person === undefined) return missing('user', user);
  const accountRole = person.attributes['role'];
  if (typeof accountRole === 'string' && (accountRole === 'annotator') !== (role === 'ANNOTATOR'))
    return refused(`${person.name} can't be ${role.toLowerCase()} there`);
  const grant: Grant = { kind, place: place.id, user, role: role.toLowerCase() };
  account.give(grant);
  return { ok: true, changed: [account.entryOfGrant(grant)], removed: [] };
}

export function takeAll(account: Account, grants: readonly (Grant | undefined)[]): Entry[] {
  return grants.flatMap((grant) => {
    if (grant === undefined) return [];
    const entry = account.entryOfGrant(grant);
    account.take(grant);
    return [entry];
  });
}

/** Removes a place with everything in it. */
export function removeWhole(account: Account, kind: KindName, id: string): Effect {
  const found = thing(account, kind, id);
  return found === undefined ? nothing : { ok: true, changed: [], removed: dropWhole(account, found) };
}

function dropWhole(account: Account, whole: Thing): Entry[] {
  const removed = account.inside(whole.id).flatMap((part) => dropWhole(account, part));
  removed.push(...takeAll(account, account.grantsIn(whole.id)));
  for (const flag of account.flagsOf(whole.id)) {
    account.lower(flag, whole.id);
    removed.push(account.entryOfFlag(flag, whole));
  }
  removed.push(account.entryOf(whole));
  account.remove(whole.id);
  return removed;
}

/** People at a place and at everything in it. */
export function pairs(account: Account, place: string, users: readonly string[]): readonly Pair[] {
  const places = [
    place,
    ...account.inside(place).flatMap(({ id }) => [id, ...account.inside(id).map((inner) => inner.id)]),
  ];
  return places.flatMap((inner) => users.map((user) => ({ user, place: inner })));
}

/** Whoever has something in a space or above it. */
export function holders(account: Account, space: string | undefined): readonly string[] {
  if (space === undefined) return [];
  const organization = account.find(space)?.parent;
  const above = organization === undefined ? [] : account.grantsIn(organization);
  return [...new Set([...account.grantsIn(space), ...above].map(({ user }) => user))];
}
