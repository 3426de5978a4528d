import { groupBy } from '../model/group-by.js';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Grants, Place, Role } from './grants.js';

/** In how many places the same people must have the same role. */
const leastPlaces = 3;

/**
 * Finds the people who have the same role in three places or more, and names them as a group. A group stands only for
 * exactly the people that have a role in a place, so that nobody gets anything by it.
 */
export function suggestGroups(places: Grants): {
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly places: Grants;
} {
  const found = new Map<
    string,
    { readonly role: Role; readonly people: readonly string[]; readonly where: Address[] }
  >();
  for (const [address, { entries }] of places) {
    for (const [key, people] of peopleByRole(entries)) {
      if (people.length < 2) continue;
      const id = JSON.stringify([key, people]);
      const role = entries.get(people[0] ?? '');
      if (role === undefined) continue;
      const known = found.get(id) ?? { role, people, where: [] };
      found.set(id, known);
      known.where.push(address);
    }
  }
  const named = new Map<string, readonly string[]>();
  const grouped = new Map(places);
  const order = [...found].sort(([a], [b]) => compareText(a, b));
  for (const [, { role, people, where }] of order) {
    if (where.length < leastPlaces) continue;
    const group = nameFor(role, people, named);
    named.set(group, people);
    for (const address of where) {
      const place = grouped.get(address);
      if (place !== undefined) grouped.set(address, withGroup(place, group, role, people));
    }
  }
  return { named, places: grouped };
}

function peopleByRole(entries: Place['entries']): ReadonlyMap<string, readonly string[]> {
  const people = [...entries].filter(([person]) => !person.startsWith('@'));
  const byRole = groupBy(people, ([, role]) => JSON.stringify(role));
  return new Map([...byRole].map(([role, own]) => [role, own.map(([person]) => person).sort()]));
}

/** The same people may have one role here and another there: that is still one group. */
function nameFor(role: Role, people: readonly string[], named: ReadonlyMap<string, readonly string[]>): string {
  for (const [name, known] of named) if (JSON.stringify(known) === JSON.stringify(people)) return name;
  const text = 'word' in role ? role.word : role.name;
  const base =
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'group';
  let name = `${base}s`;
  for (let n = 2; named.has(name); n++) name = `${base}s-${String(n)}`;
  return name;
}

function withGroup(place: Place, group: string, role: Role, people: readonly string[]): Place {
  const members = new Set(people);
  const rest = [...place.entries].filter(([person]) => !members.has(person));
  return { ...place, entries: new Map([[`@${group}`, role], ...rest]) };
}
