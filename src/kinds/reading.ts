import { memberAt } from '../model/address.js';
import type { ForeignBinding, LiveNeeds } from '../model/live.js';
import type { Attributes, KindName, LiveResource } from '../model/resource.js';
import type { Sight } from '../model/visibility.js';
import type { Listing, RawObject } from '../remote/port.js';
import { nameIn, personIn } from './names.js';
import { optional } from './raw.js';
import type { Wishes } from './wishes.js';
import { trimmed } from './words.js';

/** How objects of a kind come to be known by the platform's lists. */
export interface Reading {
  /** Whether the files can't do without. */
  isNeeded(wishes: Wishes): boolean;
  /** The lists to ask for; those of one kind may hang on the objects of another, `after` which they are asked for then. */
  listings(needs: LiveNeeds, above: readonly LiveResource[]): readonly Listing[];
  readonly after?: KindName;
  /**
   * One listed object: nothing for what doesn't count, or is in something that was not listed because nothing in the files needs
   * it. What an answer does not contain is not known, and no attribute: never `false`, `''` or an empty list (contract §6).
   */
  read(raw: RawObject, listing: Listing, known: Known): LiveResource | ForeignBinding | undefined;
  /** Which of several with one address count. */
  counting?(found: readonly LiveResource[]): readonly LiveResource[];
  /** The fields that say where it belongs: where one is left out, any place may hold it. */
  readonly belongsBy?: readonly string[];
  /** Why it is not known where the login is not shown the list; where that is not given, there is no plan without. */
  readonly refused?: WhyUnseen;
}

/** Why something is not seen, and what would show it. */
export type WhyUnseen = Pick<Sight, 'reason' | 'needs'>;

/** What was read before, by the platform's IDs, for what refers to it. */
export interface Known {
  of(kind: KindName): ById;
  /** Whether what is not among the listed ones of a kind is none of them. */
  isListed(kind: KindName): boolean;
}

/** Objects by the platform's IDs. */
export type ById = ReadonlyMap<string, LiveResource>;

/** A live grant: somebody's entry at a place, by what is known of both. There may be a hundred thousand of them. */
export function grant(
  kind: KindName,
  place: Pick<LiveResource, 'names' | 'address'>,
  person: Pick<LiveResource, 'names' | 'address'>,
  id: string,
  attributes: Attributes,
): LiveResource {
  const names = personIn(place.names, nameIn(person.names, 'user'));
  return { kind, address: memberAt(place.address, person.address), names, id, attributes };
}

/** Without the blanks around it, which some servers keep and others don't: it differs from no file for them. */
export function textOf(raw: RawObject, field: string): string | undefined {
  const text = optional(raw, field);
  return text === undefined ? undefined : trimmed(text);
}

export const administrator = 'the key of an admin of the account, of the organization or of the space';
