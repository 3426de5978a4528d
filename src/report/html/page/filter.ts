import type { Kind, Person, Place, Role, Way } from './model.js';
import { kinds, people, permissions, places, rankOf } from './model.js';
import type { Query } from './route.js';

/** One way in which a person has something at a place. */
export interface Line {
  readonly person: Person;
  readonly place: Place;
  readonly way: Way;
  readonly isPartlyUnknown: boolean;
}

/** What the filters leave. */
export interface Found {
  readonly query: Query;
  /** In the order that is asked for. */
  readonly people: readonly Person[];
  /** How many people have something that counts at each place, by its index; in `inside`, there or further in. */
  readonly at: Uint32Array;
  readonly inside: Uint32Array;
  readonly hasWords: boolean;
  /** Whether what nobody has, and nobody is in, is shown too. */
  readonly isWhole: boolean;
  /** The ways that count of a person at a place. */
  ways(person: Person, place: Place, kind: Kind): readonly Way[];
  lines(only?: Only): Generator<Line>;
}

export interface Only {
  readonly person?: Person | undefined;
  readonly place?: Place | undefined;
  readonly role?: Role | undefined;
}

/** Words may stand in the name of the person, of the place or of the role, in any order. */
export function find(query: Query): Found {
  const words = query.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 12);
  const whole = (1 << words.length) - 1;
  const bitsOf = (text: string) => {
    const low = text.toLowerCase();
    return words.reduce((bits, word, index) => (low.includes(word) ? bits | (1 << index) : bits), 0);
  };
  const inPerson = people.map(({ email }) => bitsOf(email));
  const inPlace = places.map(({ title }) => bitsOf(title));
  const counting = kinds.map(({ ways }) => ways.filter(passes(query)));
  const inKind = counting.map((ways) => bitsOf(ways.map(({ role }) => role.name).join(' ')));
  const isHit = (person: number, place: number, kind: number) =>
    (counting[kind]?.length ?? 0) > 0 &&
    ((inPerson[person] ?? 0) | (inPlace[place] ?? 0) | (inKind[kind] ?? 0)) === whole;
  const strength = counting.map((ways) => Math.min(...ways.map(({ role }) => rankOf(role))));
  const isMeant = ({ status }: Person) => query.status === '' || query.status === status;

  const at = new Uint32Array(places.length);
  const inside = new Uint32Array(places.length);
  const lastSeen = new Int32Array(places.length).fill(-1);
  const order: Standing[] = [];
  for (const person of people) {
    if (!isMeant(person)) continue;
    let reached = 0;
    let rank = Infinity;
    for (const [place, kind] of pairsOf(person)) {
      if (!isHit(person.index, place, kind)) continue;
      at[place] = (at[place] ?? 0) + 1;
      if (places[place]?.address !== 'account') reached += 1;
      rank = Math.min(rank, strength[kind] ?? Infinity);
      for (let one = place; one >= 0 && lastSeen[one] !== person.index; one = places[one]?.parent ?? -1) {
        lastSeen[one] = person.index;
        inside[one] = (inside[one] ?? 0) + 1;
      }
    }
    const isFound = rank < Infinity || (query.all === '1' && ((inPerson[person.index] ?? 0) === whole || whole === 0));
    if (isFound) order.push({ person, reached, rank });
  }
  const ways = (person: Person, place: Place, kind: Kind) =>
    isHit(person.index, place.index, kind.index) ? (counting[kind.index] ?? []) : [];
  const sorted = inOrder(order, query.sort).map(({ person }) => person);
  return {
    query,
    people: sorted,
    at,
    inside,
    hasWords: words.length > 0,
    isWhole: query.all === '1' || isUnfiltered(query),
    ways,
    lines: (only = {}) =>
      linesOf(only.person === undefined ? sorted : sorted.filter((one) => one === only.person), ways, only),
  };
}

function isUnfiltered(query: Query): boolean {
  return Object.values({ ...query, sort: '', open: '' }).every((text) => text === '');
}

interface Standing {
  readonly person: Person;
  readonly reached: number;
  readonly rank: number;
}

/** Names are in order already, and stay so among equals. */
function inOrder(found: readonly Standing[], sort: string): readonly Standing[] {
  if (sort === 'number') return found.toSorted((a, b) => b.reached - a.reached);
  return sort === 'rank' ? found.toSorted((a, b) => a.rank - b.rank || b.reached - a.reached) : found;
}

function* linesOf(persons: readonly Person[], ways: Found['ways'], { place, role }: Only): Generator<Line> {
  for (const person of persons)
    for (const [at, of] of pairsOf(person)) {
      const [where, kind] = [places[at], kinds[of]];
      if (where === undefined || kind === undefined || (place !== undefined && where !== place)) continue;
      for (const way of ways(person, where, kind))
        if (role === undefined || way.role === role)
          yield { person, place: where, way, isPartlyUnknown: kind.isPartlyUnknown };
    }
}

/** The place and the kind of what a person has, by index. */
export function* pairsOf({ cells }: Person): Generator<readonly [place: number, kind: number]> {
  for (let at = 0; at + 1 < cells.length; at += 2) yield [cells[at] ?? 0, cells[at + 1] ?? 0];
}

function passes({ can, role, way }: Query): (one: Way) => boolean {
  const permission = can === '' ? -1 : permissions.indexOf(can);
  return (one) =>
    (can === '' || one.role.permissions.includes(permission)) &&
    (role === '' || one.role.name === role) &&
    (way === '' ||
      (way === 'group' ? one.group !== undefined : one.how === way && (way !== 'direct' || one.group === undefined)));
}
