import { isAdmin } from '../model/access.js';
import { compareAddresses, placeTitle } from '../model/address.js';
import type { PlanDocument } from './plan-json.js';
import { clean } from './style.js';

/** The same change for several people, or at several places. */
export interface AccessGroup {
  readonly people: readonly string[];
  readonly places: readonly string[];
  readonly sentence: string;
  readonly isAdmin: boolean;
}

type Change = PlanDocument['access'][number];

/** How many names are spelt out. */
const shown = { people: 3, places: 3, permissions: 6 };

/**
 * Who gains and who loses, one line for everybody to whom the same happens at the same places; admins first. Gains and
 * losses apart.
 */
export function accessGroups(access: PlanDocument['access'], side: 'gained' | 'lost'): readonly AccessGroup[] {
  const byPerson = new Map<string, { readonly change: Change; readonly person: string; readonly places: string[] }>();
  for (const change of access) {
    if (!concerns(change, side)) continue;
    const key = JSON.stringify([change.user, ...sameFor(change, side)]);
    const found = byPerson.get(key) ?? { change, person: change.user, places: [] };
    byPerson.set(key, found);
    found.places.push(change.on);
  }
  const groups = new Map<
    string,
    { readonly change: Change; readonly people: string[]; readonly places: readonly string[] }
  >();
  for (const { change, person, places } of byPerson.values()) {
    const key = JSON.stringify([places, ...sameFor(change, side)]);
    const found = groups.get(key) ?? { change, people: [], places };
    groups.set(key, found);
    found.people.push(person);
  }
  return [...groups.values()]
    .map(({ change, people, places }) => ({
      people,
      places,
      sentence: sentenceOf(change, people, places, side),
      isAdmin: isAdmin(side === 'gained' ? change.after : change.before),
    }))
    .sort((a, b) => Number(b.isAdmin) - Number(a.isAdmin) || compareAddresses(a.sentence, b.sentence));
}

/** What a line says beside people and places. */
function sameFor(change: Change, side: 'gained' | 'lost'): readonly unknown[] {
  return [change.before, change.after, change[side], side === 'gained' ? change.groups : undefined];
}

/** A change of roles that moves no permission that is known is a loss where it only takes roles, else a gain. */
function concerns(change: Change, side: 'gained' | 'lost'): boolean {
  if (change[side].length > 0) return true;
  if (change.gained.length > 0 || change.lost.length > 0) return false;
  const onlyTakes = change.after.every((role) => change.before.includes(role));
  return onlyTakes === (side === 'lost');
}

function sentenceOf(
  change: Change,
  people: readonly string[],
  places: readonly string[],
  side: 'gained' | 'lost',
): string {
  const permissions = change[side];
  const isOne = people.length === 1;
  const moves = `${side === 'gained' ? 'gain' : 'lose'}${isOne ? 's' : ''}`;
  const verb = permissions.length === 0 && side === 'gained' ? (isOne ? 'has now' : 'have now') : moves;
  const roles = side === 'gained' ? change.after : change.before.filter((role) => !change.after.includes(role));
  const what =
    permissions.length === 0
      ? named(roles, shown.permissions)
      : permissions.length > 60
        ? `${String(permissions.length)} permissions`
        : named(permissions, shown.permissions);
  const from = change.before.length === 0 ? 'nothing' : change.before.join(', ');
  const to = change.after.length === 0 ? 'nothing' : change.after.join(', ');
  const groups = side === 'gained' ? (change.groups ?? []) : [];
  const through =
    groups.length === 0 ? '' : `, through ${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')}`;
  const doubt = change.partly_unknown === true ? '; what was there before is not fully known' : '';
  return clean(
    `${named(people, shown.people, 'people')} ${verb} ${what} on ${named(places.map(placeTitle), shown.places, 'places')}${through} (${from} → ${to}${doubt})`,
  );
}

function named(names: readonly string[], most: number, noun?: string): string {
  if (names.length <= most + 1) return names.join(', ');
  const rest = names.length - most;
  const total = noun === undefined ? '' : `${String(names.length)} ${noun}: `;
  return `${total}${names.slice(0, most).join(', ')} and ${String(rest)} more`;
}
