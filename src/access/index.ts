import { bindingKinds, personKind, placeKinds, roleKind } from '../kinds/index.js';
import type { AccessEntry } from '../model/access.js';
import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { LiveResource } from '../model/resource.js';
import { isReadEverywhere } from '../model/visibility.js';
import { rolesOf } from '../kinds/permits.js';
import type { Access } from './evaluation.js';
import { Evaluation, nothing } from './evaluation.js';

/** Looks up who can do what in one state of an account (contract §7). Each look-up is about constant in time. */
export interface AccessMap {
  /** In lower case, in order; whoever can't log in any more is not among them. */
  readonly people: readonly string[];
  /** `account`, organizations, spaces and projects, in order. */
  readonly places: readonly string[];
  /** Every permission that is known: what an administrator has. */
  readonly everything: ReadonlySet<string>;
  /** Whether there may be places that the login is not shown. */
  readonly mayHidePlaces: boolean;
  of(user: string, place: string): Access;
  /** The same in a state that holds only what this look-up hangs on; predefined roles are as here. */
  inPart(state: LiveState, user: string, place: string): Access;
}

/**
 * Works out effective access. `catalog`: the permissions that are known beside those of the listed roles. What a
 * predefined role permits comes from the list of roles; one that is not there permits something that is not known.
 */
export function accessMap(live: LiveState, catalog: Iterable<string>): AccessMap {
  const { resources } = live;
  const roles = rolesOf(resources[roleKind].values(), catalog);
  const users = new Map(
    [...resources[personKind].values()].filter((user) => !isGone(user)).map((user) => [user.names.user ?? '', user]),
  );
  const evaluate = new Evaluation(live, roles);
  return {
    inPart(state, email, place) {
      const { byName } = rolesOf(state.resources[roleKind].values(), []);
      const user = state.resources[personKind].get(addressOf.user(email));
      return user === undefined || isGone(user)
        ? nothing
        : accessAt(new Evaluation(state, { ...roles, byName }), state, user, place as Address);
    },
    people: [...users.keys()].sort(compareText),
    places: ['account', ...placeKinds.flatMap((kind) => [...resources[kind].keys()])].sort(compareText),
    everything: roles.everything,
    mayHidePlaces: !placeKinds.every((kind) => isReadEverywhere(live.visibility, kind)),
    of(email, place) {
      const user = users.get(email);
      return user === undefined ? nothing : accessAt(evaluate, live, user, place as Address);
    },
  };
}

/** Whoever can't log in any more. */
function isGone({ attributes }: LiveResource): boolean {
  return attributes['status'] === 'expired' || attributes['status'] === 'inactive';
}

function accessAt(evaluate: Evaluation, { resources }: LiveState, user: LiveResource, place: Address): Access {
  if (String(place) === 'account') return evaluate.account(user);
  for (const kind of placeKinds) {
    const found = resources[kind].get(place);
    if (found !== undefined) return evaluate.place(user, found);
  }
  return nothing;
}

/** Whether role bindings may be there that the login is not shown. */
export function hidesGrants({ visibility }: LiveState): boolean {
  return !bindingKinds.every((kind) => isReadEverywhere(visibility, kind));
}

/** What a look-up found, as it is listed. */
export function entryOf(user: string, on: string, { ways, permissions, isPartlyUnknown }: Access): AccessEntry {
  return { user, on, roles: ways.map(({ label }) => label), permissions: sorted(permissions), isPartlyUnknown };
}

const lists = new WeakMap<ReadonlySet<string>, readonly string[]>();

/** In order; sorted once for each set. */
export function sorted(permissions: ReadonlySet<string>): readonly string[] {
  const found = lists.get(permissions) ?? [...permissions].sort(compareText);
  lists.set(permissions, found);
  return found;
}
