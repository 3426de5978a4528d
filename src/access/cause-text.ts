import type { AccessChange, Escalation } from '../model/access.js';
import { isAdmin } from '../model/access.js';
import { kindAt, roleKind } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { placeTitle, segmentsOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { AttributedStep } from './attribution.js';
import type { Event } from './events.js';
import { gives, isPersonal, takes } from './events.js';
import { placeTitles } from './place-titles.js';

/** What is to be said of a cause. */
export interface Told {
  readonly events: readonly Event[];
  readonly steps: readonly AttributedStep[];
  /** The changes that are worth a word, with the people and places in them. */
  readonly changes: readonly AccessChange[];
  readonly people: readonly string[];
  readonly places: readonly string[];
  /** How many spaces each organization has. */
  readonly spaces: ReadonlyMap<string, number>;
}

/** So much is named; the rest is counted. */
const named = { people: 2, places: 2, permissions: 5, clauses: 3 };
/** And so much where there is room. */
const spelledOut = { names: 12, lines: 100 };

/** Who gains or loses what, in one sentence without its full stop. */
export function sentenceOf(told: Told): string {
  const [event] = told.events;
  if (event === undefined) return '';
  return isPersonal(event) ? personal(told) : isRole(event) ? ofRole(event, told) : ofPlace(event, told);
}

/** Who they are and where, one line for all to whom the same happens; empty where the sentence names them already. */
export function detailsOf(told: Told): readonly string[] {
  const [event] = told.events;
  if (event === undefined || event.sense === 'leaves') return [];
  if (!isPersonal(event)) return whoAndWhere(told, told.places);
  const own = placesOf(told.events);
  // Whoever is in an organization is in its public spaces; that an admin is everywhere below goes without saying.
  const also = event.sense === 'admin' ? [] : told.places.filter((place) => !own.includes(place));
  return [
    ...whoAndWhere(told, own),
    ...(also.length === 0 ? [] : [`with it: ${some(placeTitles(also, told.spaces))}`]),
  ];
}

function whoAndWhere({ changes, people, spaces }: Told, own: readonly string[]): readonly string[] {
  const isWhereNamed = own.length <= named.places;
  if (isWhereNamed) return people.length <= named.people ? [] : [some(people)];
  const shown = new Set(own);
  const inner = new Map<string, Set<string>>();
  for (const { user, on } of changes) if (shown.has(on)) inner.set(user, (inner.get(user) ?? new Set()).add(on));
  const groups = new Map<string, string[]>();
  for (const [user, at] of inner) {
    const where = some(placeTitles([...at].sort(compareText), spaces));
    const found = groups.get(where);
    if (found === undefined) groups.set(where, [user]);
    else found.push(user);
  }
  const lines = [...groups]
    .map(([where, users]) => (people.length === 1 ? where : `${some(users.sort(compareText))}: ${where}`))
    .sort(compareText);
  const more = lines.length - spelledOut.lines;
  return more > 1 ? [...lines.slice(0, spelledOut.lines), `and ${String(more)} more`] : lines;
}

/** The list of all has the rest. */
function some(names: readonly string[]): string {
  const more = names.length - spelledOut.names;
  return more > 1 ? `${names.slice(0, spelledOut.names).join(', ')} and ${String(more)} more` : names.join(', ');
}

/** Why a reviewer should stop, each reason once with how many people it holds for. */
export function notesOf(escalations: readonly Escalation[], people: number): readonly string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { note, user } of escalations) {
    if (note === undefined) continue;
    const users = reasons.get(note) ?? new Set();
    reasons.set(note, user === undefined ? users : users.add(user));
  }
  return [...reasons].map(([note, users]) =>
    users.size === 0 || users.size === people ? note : `${String(users.size)} of them ${note}`,
  );
}

function personal({ events, people, changes, spaces }: Told): string {
  const units = new Map<string, { readonly event: Event; readonly places: Set<string> }>();
  for (const event of events) {
    const key = JSON.stringify([event.place === 'account', roles(event.from), roles(event.to), event.groups]);
    const unit = units.get(key) ?? { event, places: new Set() };
    units.set(key, unit);
    unit.places.add(event.place);
  }
  const clauses = [...units.values()]
    .map(({ event, places }) => ({ event, places: [...places].sort(compareText) }))
    .sort((a, b) => compareText(a.places[0] ?? '', b.places[0] ?? ''))
    .map(({ event, places }) => clause(event, placesText(places, spaces), people.length <= 1));
  const rest = clauses.length - named.clauses;
  const shown = clauses
    .slice(0, rest > 1 ? named.clauses : undefined)
    .map(({ verb, what }, index) => (verb === clauses[index - 1]?.verb ? what : `${verb} ${what}`));
  const doubt = changes.some(({ isPartlyUnknown, before }) => isPartlyUnknown === true && before.length === 0)
    ? '; what they had before is not fully known'
    : '';
  return `${subject(people)} ${listed([...shown, ...(rest > 1 ? [`${String(rest)} more`] : [])])}${doubt}`;
}

function clause(
  { from, to, sense, groups }: Event,
  where: string,
  isOne: boolean,
): { readonly verb: string; readonly what: string } {
  const s = isOne ? 's' : '';
  const was = from.length === 0 ? '' : ` (was ${roles(from)})`;
  const through = groups.length === 0 ? '' : ` (${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')})`;
  if (sense === 'asserts')
    return { verb: `${isOne ? 'is' : 'are'} set to`, what: `${roles(to)} in ${where}${through}` };
  if (to.length === 0) return { verb: `leave${s}`, what: `${where}${was}` };
  if (isAdmin(to)) return { verb: `become${s} admin of`, what: `${where}${was}${through}` };
  if (from.length === 0) return { verb: `join${s}`, what: `${where} as ${roles(to)}${through}` };
  return { verb: `become${s}`, what: `${roles(to)} instead of ${roles(from)} in ${where}${through}` };
}

/** Roles without the place that they come from. */
function roles(labels: readonly string[]): string {
  const own = labels.map((label) => label.replace(/ \((account|organization|space|organization, public space)\)$/, ''));
  return [...new Set(own)].join(' and ');
}

function isRole({ place }: Event): boolean {
  return kindAt(place as Address) === roleKind;
}

function ofRole({ place }: Event, { changes, people, places, spaces }: Told): string {
  const role = segmentsOf(place as Address)[1] ?? '';
  if (people.length === 0) return `role ${role} changed; nobody who can be seen holds it`;
  const s = people.length === 1 ? 's' : '';
  const gained = permissionsText(changes.flatMap((change) => change.gained));
  const lost = permissionsText(changes.flatMap((change) => change.lost));
  const parts = [...(gained === '' ? [] : [`gain${s} ${gained}`]), ...(lost === '' ? [] : [`lose${s} ${lost}`])];
  const what = parts.length === 0 ? `can do something else` : parts.join(' and ');
  const few = places.length <= named.places ? 'on' : 'in';
  return `${subject(people)} ${what} ${few} ${placesText(places, spaces)} (role ${role} changed)`;
}

function ofPlace({ place, lead }: Event, { changes, steps }: Told): string {
  const title = place.endsWith('/restriction') ? placeTitle(place.slice(0, place.lastIndexOf('/'))) : placeTitle(place);
  const gone = peopleIn(changes.filter((change) => takes(change)));
  const come = peopleIn(changes.filter((change) => gives(change)));
  const parts = [
    ...(come.length > 0 ? [`${subject(come)} get${come.length === 1 ? 's' : ''} in`] : []),
    ...(gone.length > 0 ? [`${subject(gone)} lose${gone.length === 1 ? 's' : ''} access`] : []),
  ];
  const who = parts.length === 0 ? 'nobody who can be seen gains access by that' : parts.join(', ');
  return `${title} ${whatHappens(steps[lead], gone.length > come.length)}: ${who}`;
}

function whatHappens(step: AttributedStep | undefined, isClosing: boolean): string {
  if (step === undefined) return 'changes';
  if (step.address.endsWith('/restriction'))
    return step.action === 'delete' ? 'is no longer restricted' : 'is restricted';
  if (step.action === 'delete') return 'is deleted';
  if (step.action === 'create') return 'is new';
  if (step.action === 'assert') return "is made if it isn't there";
  return isClosing ? 'becomes private' : 'becomes public';
}

function peopleIn(changes: readonly AccessChange[]): readonly string[] {
  return [...new Set(changes.map(({ user }) => user))].sort(compareText);
}

function subject(people: readonly string[]): string {
  return people.length > named.people ? `${String(people.length)} people` : people.join(' and ');
}

function placesOf(events: readonly Event[]): readonly string[] {
  return [...new Set(events.map(({ place }) => place))];
}

function placesText(places: readonly string[], spaces: ReadonlyMap<string, number>): string {
  const titles = placeTitles(places, spaces);
  return titles.length > named.places ? `${String(places.length)} places` : titles.join(' and ');
}

function permissionsText(permissions: readonly string[]): string {
  const all = [...new Set(permissions)].sort(compareText);
  const shown = all.slice(0, named.permissions).join(', ');
  return all.length > named.permissions ? `${String(all.length)} permissions (${shown}, …)` : shown;
}

function listed(parts: readonly string[]): string {
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
