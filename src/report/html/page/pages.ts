import { counted, make } from './dom.js';
import type { Found, Line } from './filter.js';
import {
  permissionsColumn,
  personColumn,
  placeColumn,
  placeLink,
  roleColumn,
  roleLink,
  statusColumn,
  wayColumn,
} from './lines.js';
import { listOf } from './lists.js';
import type { Person, Place, Role } from './model.js';
import { holdersOf, isFolded, people, permissions, places, roles } from './model.js';
import type { Route } from './route.js';
import { linkTo } from './route.js';
import { levelText, permissionsText, sortOfPlace } from './words.js';

/* The pages of one person, one place and one role, and the lists of places and roles. */

/** What a page is of, as what the lines on it have in common. */
export interface Subject {
  readonly person?: Person | undefined;
  readonly place?: Place | undefined;
  readonly role?: Role | undefined;
}

export function subjectOf({ view, of }: Route): Subject {
  if (of === '') return {};
  if (view === 'people') return { person: people.find(({ email }) => email === of) };
  if (view === 'places') return { place: places.find(({ address }) => address === of) };
  return view === 'roles' ? { role: roles.find(({ name }) => name === of) } : {};
}

export function pageOf(route: Route, found: Found): readonly Node[] {
  const { person, place, role } = subjectOf(route);
  if (person !== undefined) return personPage(person, [...found.lines({ person })]);
  if (place !== undefined) return placePage(place, found);
  if (role !== undefined) return rolePage(role, [...found.lines({ role })]);
  if (route.of === '' && route.view === 'places') return [placesList(found)];
  if (route.of === '' && route.view === 'roles') return [rolesList(found)];
  return [
    make('h2', { tabindex: -1 }, 'Not on this page'),
    make('p', {}, `${route.of} is not among the ${route.view} here.`),
  ];
}

function personPage(person: Person, lines: readonly Line[]): readonly Node[] {
  return [
    above('people', 'People'),
    heading(person.email),
    facts([
      ['Status', person.status],
      ['Role in the account', person.role === '' ? 'not known' : person.role],
      ['Places', person.reach.toLocaleString('en')],
    ]),
    lines.length === 0
      ? make('p', {}, 'No access to any place that the filters leave.')
      : listOf(`What ${person.email} has`, [placeColumn, roleColumn, wayColumn, permissionsColumn], lines),
  ];
}

function placePage(place: Place, found: Found): readonly Node[] {
  const lines = [...found.lines({ place })];
  const inside = place.inside.filter(({ index }) => found.isWhole || (found.inside[index] ?? 0) > 0);
  const holders = holdersOf(place);
  return [
    above('places', 'Places', holders),
    heading(place.name),
    facts([
      ['Kind', place.mark === '' ? sortOfPlace(place) : `${place.mark} ${sortOfPlace(place)}`],
      ['People', (found.at[place.index] ?? 0).toLocaleString('en')],
    ]),
    ...(place.isOutside ? [make('p', { class: 'note' }, 'This page was made for what lies in it only.')] : []),
    ...(isFolded && holders.length > 0
      ? [make('p', { class: 'note' }, 'Who has access from further out is listed there.')]
      : []),
    lines.length === 0
      ? make('p', {}, 'Nobody whom the filters leave.')
      : listOf(
          `People in ${place.title}`,
          [personColumn, roleColumn, wayColumn, permissionsColumn, statusColumn],
          lines,
        ),
    ...(inside.length === 0 ? [] : [placesTable(`Inside ${place.title}`, inside, found)]),
  ];
}

function rolePage(role: Role, lines: readonly Line[]): readonly Node[] {
  const others = role.permissions.filter((one) => !role.dangerous.includes(one));
  const list = (items: readonly number[], mark: string) =>
    make('ul', { class: `permissions ${mark}` }, ...items.map((one) => make('li', {}, permissions[one] ?? '')));
  return [
    above('roles', 'Roles'),
    heading(role.name),
    facts([
      ['Given in', levelText(role)],
      ['People', new Set(lines.map(({ person }) => person)).size.toLocaleString('en')],
      ['Permissions', permissionsText(role)],
    ]),
    ...(role.permissions.length === 0
      ? [make('p', { class: 'note' }, 'Arize lists no permissions of this role.')]
      : []),
    ...(role.dangerous.length === 0
      ? []
      : [make('h3', {}, `Dangerous permissions (${String(role.dangerous.length)})`), list(role.dangerous, 'danger')]),
    ...(others.length === 0 ? [] : [make('h3', {}, `Other permissions (${String(others.length)})`), list(others, '')]),
    lines.length === 0
      ? make('p', {}, 'Nobody whom the filters leave has it.')
      : listOf(`Who has ${role.name}`, [personColumn, placeColumn, wayColumn, statusColumn], lines),
  ];
}

function placesList(found: Found): Node {
  const hit = places.filter(({ index }) => found.isWhole || (found.at[index] ?? 0) > 0);
  const number = ({ index }: Place) => found.at[index] ?? 0;
  const sorted = found.query.sort === 'number' ? hit.toSorted((a, b) => number(b) - number(a)) : hit;
  return placesTable('Places', sorted, found);
}

function placesTable(caption: string, items: readonly Place[], found: Found): HTMLElement {
  const isTree = found.query.sort !== 'number' && !found.hasWords && caption === 'Places';
  const name = (place: Place) => {
    const link = placeLink(place, isTree ? place.name : place.title);
    if (isTree) link.className = `depth${String(place.depth)}`;
    return link;
  };
  return listOf(
    caption,
    [
      { title: 'Place', cell: name },
      { title: 'Kind', cell: sortOfPlace },
      {
        title: 'Open to',
        cell: ({ mark }) => (mark === 'public' ? 'its organization' : mark === 'restricted' ? 'its own members' : ''),
      },
      { title: 'People', cell: ({ index }) => (found.at[index] ?? 0).toLocaleString('en'), isNumber: true },
      {
        title: 'Places inside',
        cell: ({ inside }) => (inside.length === 0 ? '' : inside.length.toLocaleString('en')),
        isNumber: true,
      },
    ],
    items,
  );
}

function rolesList(found: Found): Node {
  const holders = new Map<Role, Set<Person>>(roles.map((role) => [role, new Set()]));
  const grants = new Map<Role, number>();
  for (const { person, way } of found.lines()) {
    holders.get(way.role)?.add(person);
    grants.set(way.role, (grants.get(way.role) ?? 0) + 1);
  }
  const size = (role: Role) => holders.get(role)?.size ?? 0;
  const hit = roles.filter((role) => found.isWhole || size(role) > 0);
  const order: Readonly<Record<string, (a: Role, b: Role) => number>> = {
    number: (a, b) => size(b) - size(a),
    rank: (a, b) => b.dangerous.length - a.dangerous.length || b.permissions.length - a.permissions.length,
  };
  const byName = (a: Role, b: Role) => (a.name < b.name ? -1 : 1);
  return listOf(
    'Roles',
    [
      { title: 'Role', cell: roleLink },
      { title: 'Given in', cell: levelText },
      { title: 'People', cell: (role) => size(role).toLocaleString('en'), isNumber: true },
      { title: 'Places', cell: (role) => (grants.get(role) ?? 0).toLocaleString('en'), isNumber: true },
      { title: 'Permissions', cell: permissionsText, isNumber: true },
      { title: 'Dangerous', cell: ({ dangerous }) => dangerousText(dangerous) },
    ],
    hit.toSorted(order[found.query.sort] ?? byName),
  );
}

function dangerousText(dangerous: readonly number[]): string {
  const names = dangerous.slice(0, 3).map((one) => permissions[one] ?? '');
  return [...names, ...(dangerous.length > 3 ? [`and ${String(dangerous.length - 3)} more`] : [])].join(', ');
}

function heading(text: string): HTMLElement {
  return make('h2', { tabindex: -1 }, text);
}

/** Where a page lies: the list that it is from, and the places around a place. */
function above(view: Route['view'], title: string, holders: readonly Place[] = []): HTMLElement {
  const links = [make('a', { href: linkTo(view) }, title), ...holders.map((place) => placeLink(place, place.name))];
  return make(
    'nav',
    { class: 'above', 'aria-label': 'Where this is' },
    ...links.flatMap((link) => [link, ' › ']).slice(0, -1),
  );
}

function facts(items: readonly (readonly [name: string, value: string])[]): HTMLElement {
  return make('dl', {}, ...items.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));
}

/** How much there is, for the line beside the filters. */
export function summaryOf(found: Found, { person, place, role }: Subject): string {
  const lines = [...found.lines({ person, place, role })];
  const size = (of: (line: Line) => unknown) => new Set(lines.map(of)).size;
  if (person !== undefined)
    return counted(
      size((line) => line.place),
      'place',
    );
  return place === undefined
    ? `${counted(
        size((line) => line.person),
        'person',
        'people',
      )}, ${counted(
        size((line) => line.place),
        'place',
      )}`
    : counted(
        size((line) => line.person),
        'person',
        'people',
      );
}
