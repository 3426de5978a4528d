import type { Address } from './address.js';
import { segmentsOf } from './address.js';
import type { Json } from './json.js';
import type { KindName } from './resource.js';

/** How much was seen of the objects of one kind in one place: all, some, or none of them. */
export type Extent = 'read' | 'partly' | 'hidden';

/** What was seen of one kind in one place. Only what was `read` is known to hold nothing else. */
export interface Sight {
  readonly extent: Extent;
  /** Why not all of it; absent where all was read. */
  readonly reason?: string;
  /** What would show the rest. */
  readonly needs?: string;
  /** Of grants that are read partly: the people who were looked for. Of each of them it is known what they have. */
  readonly lookedFor?: ReadonlySet<Address>;
}

/** Whose key or session it is, as far as that could be determined. */
export interface Login {
  /** The person; absent for a service key, and where nothing tells. */
  readonly user?: Address;
  /** Why nothing tells whose login it is, though it may be a person's. */
  readonly unknownBecause?: string;
  /** Their role in the account: a word, or `{custom: NAME}`. */
  readonly accountRole?: Json;
  /** Where they are known to be an administrator: everywhere, or in these organizations and spaces. */
  readonly administers: 'account' | ReadonlySet<Address>;
}

/**
 * What the login was shown (contract §6, §7): made by the reading of the live state, and used by everything after it.
 * Whatever is not known to be read may hold more than is listed: that is never "none", "missing" or "different".
 */
export interface Visibility {
  /** Absent where nobody asked. */
  readonly login?: Login;
  /** By kind, wherever no place says otherwise. A kind that is not here was read. */
  readonly kinds: Partial<Readonly<Record<KindName, Sight>>>;
  /** By kind and place; what holds for a place holds for all inside it. */
  readonly places: Partial<Readonly<Record<KindName, ReadonlyMap<Address, Sight>>>>;
}

const read: Sight = { extent: 'read' };

/** Everything was seen, in places that have no more to say. */
export const everythingSeen: Visibility = { kinds: {}, places: {} };

/** What was seen of a kind in a container; of what belongs to the account itself, without one. */
export function sightOf({ kinds, places }: Visibility, kind: KindName, container?: Address): Sight {
  const known = places[kind];
  if (known !== undefined && known.size > 0)
    for (let place = container; place !== undefined; place = around(place)) {
      const sight = known.get(place);
      if (sight !== undefined) return sight;
    }
  return kinds[kind] ?? read;
}

/** Whether everything of a kind in the whole account was seen. */
export function isReadEverywhere({ kinds, places }: Visibility, kind: KindName): boolean {
  const isWhole = (sight: Sight | undefined) => sight === undefined || sight.extent === 'read';
  return isWhole(kinds[kind]) && [...(places[kind]?.values() ?? [])].every(isWhole);
}

/** Whether everything of a kind in a container was seen. */
export function isRead(visibility: Visibility, kind: KindName, container?: Address): boolean {
  return sightOf(visibility, kind, container).extent === 'read';
}

/** Whether something of a kind may be in a container without our seeing it; with `person`, something of theirs. */
export function mayHide(visibility: Visibility, kind: KindName, container?: Address, person?: Address): boolean {
  const { extent, lookedFor } = sightOf(visibility, kind, container);
  return extent !== 'read' && (person === undefined || lookedFor?.has(person) !== true);
}

/** The same where places have other addresses: what a rename leads to. */
export function relocated(visibility: Visibility, locate: (place: Address) => Address): Visibility {
  const moved = <T>(map: ReadonlyMap<Address, T>) => new Map([...map].map(([place, value]) => [locate(place), value]));
  const { login } = visibility;
  return {
    ...visibility,
    ...(login !== undefined && { login: relocatedLogin(login, locate) }),
    places: Object.fromEntries(Object.entries(visibility.places).map(([kind, map]) => [kind, moved(map)])),
  };
}

function relocatedLogin(login: Login, locate: (place: Address) => Address): Login {
  const { administers } = login;
  return administers === 'account' ? login : { ...login, administers: new Set([...administers].map(locate)) };
}

/** The same with more places of which some kinds are known as given. */
export function withSight(
  visibility: Visibility,
  kinds: Iterable<KindName>,
  places: Iterable<Address>,
  sight: Sight = read,
): Visibility {
  const all = [...places];
  if (all.length === 0) return visibility;
  const known: Partial<Record<KindName, ReadonlyMap<Address, Sight>>> = { ...visibility.places };
  for (const kind of kinds)
    known[kind] = new Map([...(known[kind] ?? []), ...all.map((place) => [place, sight] as const)]);
  return { ...visibility, places: known };
}

/** The place that a place is in. */
function around(place: Address): Address | undefined {
  const end = place.lastIndexOf('/', place.lastIndexOf('/') - 1);
  return end < 0 ? undefined : (place.slice(0, end) as Address);
}

/** A stretch of the account that was not seen to its end. `scope` is a glob over addresses. */
export interface Unobserved {
  readonly scope: string;
  readonly reason: string;
  /** What would make it known. */
  readonly needs?: string;
}

/** The login as a person says it: `jane@example.com (account admin)`. */
export function loginTitle(login: Login): string {
  if (login.user === undefined) return 'a login that could not be determined';
  const email = segmentsOf(login.user)[1] ?? '';
  const role = accountRoleTitle(login.accountRole);
  return role === undefined ? email : `${email} (account ${role})`;
}

function accountRoleTitle(role: Json | undefined): string | undefined {
  if (typeof role === 'string') return role.replaceAll('_', ' ');
  if (typeof role !== 'object' || role === null || Array.isArray(role)) return undefined;
  const { custom } = role as { readonly custom?: Json };
  return typeof custom === 'string' ? `role ${JSON.stringify(custom)}` : undefined;
}
