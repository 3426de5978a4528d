import { byId } from './dom.js';
import type { PageData } from './page-data.js';

/* What the page is about, made once from its data. */

export interface Person {
  readonly index: number;
  readonly email: string;
  readonly status: string;
  readonly role: string;
  readonly reach: number;
  /** Place and kind, place and kind … in the order of places. */
  readonly cells: readonly number[];
}

export interface Place {
  readonly index: number;
  readonly name: string;
  /** With what it lies in: `Platform Team / team-alpha`. */
  readonly title: string;
  readonly address: string;
  readonly parent: number;
  readonly depth: number;
  readonly inside: readonly Place[];
  readonly mark: '' | 'public' | 'restricted';
  /** Whether the page was made for what lies in it only. */
  readonly isOutside: boolean;
}

export interface Role {
  readonly index: number;
  readonly name: string;
  /** The name without where it is given. */
  readonly title: string;
  readonly level: 0 | 1 | 2;
  readonly permissions: readonly number[];
  readonly dangerous: readonly number[];
  readonly isAdmin: boolean;
}

export type How = 'direct' | 'group' | 'inherited' | 'public';

export interface Way {
  readonly role: Role;
  readonly how: Exclude<How, 'group'>;
  readonly group: string | undefined;
  readonly end: string | undefined;
}

export interface Kind {
  readonly index: number;
  readonly ways: readonly Way[];
  readonly isPartlyUnknown: boolean;
}

const data = JSON.parse(byId('data').textContent) as PageData;
const risky = new Set(data.dangerous);

export const { permissions, notes, isFolded } = data;

export const roles: readonly Role[] = data.roles.map(([name, level, own], index) => ({
  index,
  name,
  title: name.replace(/ \((?:account|organization)\)$/, ''),
  level,
  permissions: own,
  dangerous: own.filter((one) => risky.has(one)),
  isAdmin: name === 'admin' || name.startsWith('admin ('),
}));

const hows = ['direct', 'inherited', 'public'] as const;

export const kinds: readonly Kind[] = data.kinds.map(([ways, isPartlyUnknown], index) => ({
  index,
  isPartlyUnknown: isPartlyUnknown === 1,
  ways: ways.flatMap(([role, how, group, end]): readonly Way[] => {
    const known = roles[role];
    if (known === undefined) return [];
    return [{ role: known, how: hows[how], group: data.groups[group], end: data.ends[end] }];
  }),
}));

export const people: readonly Person[] = data.people.map(([email, status, role, reach, row], index) => ({
  index,
  email,
  status: status === '' ? 'not known' : status,
  role,
  reach,
  cells: data.rows[row] ?? [],
}));

export const places: readonly Place[] = placesOf(data.places);

function placesOf(listed: PageData['places']): readonly Place[] {
  const found: (Omit<Place, 'inside'> & { readonly inside: Place[] })[] = [];
  for (const [index, [name, address, parent, mark]] of listed.entries()) {
    const above = found[parent];
    const place: (typeof found)[number] = {
      index,
      name,
      title: above === undefined ? name : `${above.title} / ${name}`,
      address,
      parent,
      depth: above === undefined ? 0 : above.depth + 1,
      inside: [],
      mark: (mark & 1) === 1 ? 'public' : (mark & 2) === 2 ? 'restricted' : '',
      isOutside: (mark & 4) === 4,
    };
    found.push(place);
    above?.inside.push(place);
  }
  return found;
}

/** What a place is in, from outside inwards, without itself. */
export function holdersOf({ parent }: Place): readonly Place[] {
  const above = places[parent];
  return above === undefined ? [] : [...holdersOf(above), above];
}

/** Where a way that counts at a place is given; nothing for the account where the page has no such place. */
export function givenAt({ how, role }: Way, place: Place): Place | undefined {
  if (how === 'direct') return place;
  if (role.level === 0) return places.find(({ address }) => address === 'account');
  const holders = holdersOf(place);
  return how === 'public' || role.level === 1 ? (holders[0] ?? place) : holders[1];
}

/** The strongest first: administrators, then by how much a role permits. */
export function rankOf({ isAdmin, level, permissions: own }: Role): number {
  return isAdmin ? level : 1_000 - own.length;
}
