import { byId, counted, make } from './dom.js';
import type { Found, Line } from './filter.js';
import { personLink, placeLink, roleLink } from './lines.js';
import type { Person, Place } from './model.js';
import { holdersOf, permissions } from './model.js';
import { wayText } from './words.js';

/** What one person has at one place and inside it, beside the matrix. */
export class Detail {
  private readonly panel = byId('detail');

  constructor(private readonly onClose: () => void) {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.panel.hidden) this.close();
    });
  }

  show(person: Person, place: Place, found: Found): void {
    const lines = [...found.lines({ person })];
    const here = lines.filter((line) => line.place === place);
    const inside = lines.filter((line) => holdersOf(line.place).includes(place));
    const close = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
    close.addEventListener('click', () => {
      this.close();
    });
    this.panel.replaceChildren(
      close,
      make('h2', {}, personLink(person)),
      make('p', {}, placeLink(place)),
      ...(here.length === 0 ? [make('p', { class: 'note' }, 'Nothing at the place itself.')] : wayList(here)),
      ...(here.some(({ isPartlyUnknown }) => isPartlyUnknown)
        ? [make('p', { class: 'note' }, 'There may be more: not everything can be seen.')]
        : []),
      ...permissionList(here),
      ...(inside.length === 0 ? [] : [make('h3', {}, `Inside ${place.name}`), insideList(inside)]),
    );
    this.panel.hidden = false;
    this.panel.focus();
  }

  hide(): void {
    this.panel.hidden = true;
  }

  private close(): void {
    this.hide();
    this.onClose();
  }
}

function wayList(lines: readonly Line[]): readonly Node[] {
  const items = lines.map((line) => make('li', {}, roleLink(line.way.role), ` ${wayText(line)}`));
  return [make('ul', { class: 'ways' }, ...items)];
}

function insideList(lines: readonly Line[]): HTMLElement {
  const most = 50;
  const items = lines
    .slice(0, most)
    .map(({ place, way }) => make('li', {}, placeLink(place, place.name), ` ${way.role.title}`));
  const left = lines.length - most;
  return make('ul', {}, ...items, ...(left > 0 ? [make('li', {}, `and ${String(left)} more`)] : []));
}

function permissionList(lines: readonly Line[]): readonly Node[] {
  const own = new Set(lines.flatMap(({ way }) => way.role.permissions));
  const dangerous = new Set(lines.flatMap(({ way }) => way.role.dangerous));
  if (lines.length === 0) return [];
  if (own.size === 0) return [make('h3', {}, 'No permissions are listed for it')];
  const order = [...own].toSorted((a, b) => Number(dangerous.has(b)) - Number(dangerous.has(a)) || a - b);
  const items = order.map((one) =>
    make('li', { class: dangerous.has(one) ? 'danger' : undefined }, permissions[one] ?? ''),
  );
  return [make('h3', {}, counted(own.size, 'permission')), make('ul', { class: 'permissions' }, ...items)];
}
