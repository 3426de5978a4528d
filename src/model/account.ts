import type { Address } from './address.js';
import type { Attributes, KindName } from './resource.js';

/** What has an ID and a name of its own. */
export interface Thing {
  readonly kind: KindName;
  readonly id: string;
  /** The email of a user. */
  readonly name: string;
  /** The ID of what holds it. */
  readonly parent?: string;
  readonly attributes: Attributes;
  readonly builtIn?: true | 'unknown';
}

/** What one person has in one place. */
export interface Grant {
  readonly kind: KindName;
  /** The ID of the organization, space or project. */
  readonly place: string;
  readonly user: string;
  /** A predefined role's word for a membership, a role's ID for a binding. */
  readonly role: string;
  /** A binding's own ID. */
  readonly binding?: string;
}

/** One object or grant, as plans name it. */
export interface Entry {
  readonly kind: KindName;
  readonly address: Address;
}

/**
 * A copy of an account that steps can be tried on, as far as the account is known. It keeps what belongs together and
 * knows no rules; those are the effects that the kinds say of their calls.
 */
export interface Account {
  /** Whether who is invited anew gets another ID, which the platform does not say (contract §7 "Users"). */
  readonly givesNewIds: boolean;
  find(id: string): Thing | undefined;
  /** The thing of that name below a parent. */
  named(kind: KindName, name: string, parent?: string): Thing | undefined;
  /** Adds it, or puts it in the place of the one with its ID. */
  put(thing: Thing): void;
  remove(id: string): void;
  inside(id: string): readonly Thing[];
  grant(kind: KindName, place: string, user: string): Grant | undefined;
  boundAs(binding: string): Grant | undefined;
  give(grant: Grant): void;
  take(grant: Grant): void;
  grantsIn(place: string): readonly Grant[];
  grantsOf(user: string): readonly Grant[];
  /** Whether anybody has a role by a binding, also somebody who is not listed. */
  isBound(role: string): boolean;
  /** Sets a flag of the thing with an ID. */
  raise(flag: KindName, id: string): void;
  /** Takes it away; whether it was there. */
  lower(flag: KindName, id: string): boolean;
  isRaised(flag: KindName, id: string): boolean;
  /** The flags of a thing. */
  flagsOf(id: string): readonly KindName[];
  /** Whether it is known that somebody has no grant of a kind in a place in which none was read. */
  knowsWhetherIn(kind: KindName, place: string, user: string): boolean;
  /** The platform takes back nobody who was deleted (contract §7 "Users"). */
  deactivate(email: string): void;
  wasDeactivated(email: string): boolean;
  inviteAnew(id: string): void;
  wasInvitedAnew(id: string): boolean;
  newId(kind: string): string;
  entryOf(thing: Thing): Entry;
  entryOfGrant(grant: Grant): Entry;
  entryOfFlag(flag: KindName, thing: Thing): Entry;
}

/** What one call does to an account, or why Arize would refuse it. */
export type Effect =
  | {
      readonly ok: true;
      /** The ID of what was made. */
      readonly made?: string;
      readonly changed: readonly Entry[];
      /** What is gone afterwards, cascades included. */
      readonly removed: readonly Entry[];
      /** What ended with an ID that somebody had: what the plan makes anew is there again, and the rest was no access. */
      readonly lapsed?: readonly Entry[];
    }
  | { readonly ok: false; readonly refusal: string };

/** One person at one place. */
export interface Pair {
  readonly user: string;
  readonly place: string;
}
