import { make } from './dom.js';
import type { Line } from './filter.js';
import type { Column } from './lists.js';
import type { Person, Place, Role } from './model.js';
import { linkTo } from './route.js';
import { permissionsText, wayText } from './words.js';

/* The columns that tables of grants are put together from. */

export const personColumn: Column<Line> = { title: 'Person', cell: ({ person }) => personLink(person) };
export const placeColumn: Column<Line> = { title: 'Place', cell: ({ place }) => placeLink(place) };
export const wayColumn: Column<Line> = { title: 'Way', cell: wayText };
export const roleColumn: Column<Line> = {
  title: 'Role',
  cell: ({ way: { role }, isPartlyUnknown }) => {
    const link = roleLink(role);
    return isPartlyUnknown
      ? make('span', { title: 'There may be more: not everything can be seen' }, link, ' ?')
      : link;
  },
};
export const permissionsColumn: Column<Line> = {
  title: 'Permissions',
  cell: ({ way }) => permissionsText(way.role),
  isNumber: true,
};
export const statusColumn: Column<Line> = { title: 'Status', cell: ({ person }) => person.status };

export function personLink({ email }: Person): HTMLElement {
  return make('a', { href: linkTo('people', email) }, email);
}

export function placeLink({ address, title }: Place, text = title): HTMLElement {
  return make('a', { href: linkTo('places', address) }, text);
}

export function roleLink(role: Role): HTMLElement {
  return make('a', { href: linkTo('roles', role.name), class: role.isAdmin ? 'pill admin' : 'pill' }, role.name);
}
