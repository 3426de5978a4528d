import { Detail } from './detail.js';
import { byId, counted } from './dom.js';
import type { Found } from './filter.js';
import { find } from './filter.js';
import { fillFilters, onFilter, queryOfFilters, showQuery } from './filters.js';
import { Matrix } from './matrix.js';
import { linkNames } from './link-names.js';
import type { Place } from './model.js';
import { notes, places } from './model.js';
import { pageOf, subjectOf, summaryOf } from './pages.js';
import { printsAll } from './paper.js';
import type { Query, Route } from './route.js';
import { emptyQuery, hashOf, routeOf, views } from './route.js';

/* The page: what its address says is shown, and what is chosen is said in its address. */

/** With no more places than these, the matrix begins with a column for each. */
const fewPlaces = 40;

let route: Route = routeOf('');
let found: Found = find(emptyQuery);

const detail = new Detail(() => {
  matrix.focus();
});
const matrix = new Matrix(byId('grid'), {
  open: (person, place) => {
    detail.show(person, place, found);
  },
  toggle: (place) => {
    const open = new Set(places.filter(isOpen));
    if (!open.delete(place)) open.add(place);
    const text = [...open].map(({ index }) => index).join('.');
    go({ ...route, query: { ...route.query, open: text === '' ? 'none' : text } });
  },
});

/** Whether what lies in a place has columns of its own. */
function isOpen({ index, inside }: Place): boolean {
  const { open } = route.query;
  if (inside.length === 0) return false;
  if (open === '') return places.length <= fewPlaces;
  return open === 'all' || open.split('.').includes(String(index));
}

function go(next: Route): void {
  const hash = hashOf(next);
  if (next.view === route.view && next.of === route.of) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  show(next);
}

function show(next: Route): void {
  const isOther = next.view !== route.view || next.of !== route.of;
  route = next;
  showQuery(route.query);
  if (differs(found.query, route.query)) found = find(route.query);
  document.body.dataset['view'] = isMatrix() ? 'matrix' : route.view;
  for (const view of views) mark(view);
  byId('overview').hidden = route.view !== 'overview';
  byId('matrix').hidden = !isMatrix();
  byId('page').hidden = route.view === 'overview' || isMatrix();
  detail.hide();
  if (isMatrix()) matrix.show(found, isOpen);
  else byId('page').replaceChildren(...(route.view === 'overview' ? [] : pageOf(route, found)));
  byId('count').textContent = countText();
  if (isOther) {
    window.scrollTo(0, 0);
    byId('page').querySelector<HTMLElement>('h2[tabindex]')?.focus();
  }
}

function isMatrix(): boolean {
  return route.view === 'people' && route.of === '';
}

function countText(): string {
  if (route.view === 'overview') return '';
  if (!isMatrix()) return summaryOf(found, subjectOf(route));
  const { people, places: size } = matrix.size;
  return `${counted(people, 'person', 'people')}, ${counted(size, 'place')}`;
}

function mark(view: string): void {
  const tab = document.querySelector(`#tabs a[href="#/${view}"]`);
  if (view === route.view) tab?.setAttribute('aria-current', route.of === '' ? 'page' : 'true');
  else tab?.removeAttribute('aria-current');
}

function differs(one: Query, other: Query): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

fillFilters();
linkNames();
onFilter((isCleared) => {
  const query = isCleared ? { ...emptyQuery, open: route.query.open } : queryOfFilters(route.query.open);
  go(route.view === 'overview' ? { view: 'people', of: '', query } : { ...route, query });
});
for (const id of ['open-all', 'close-all'] as const)
  byId(id).addEventListener('click', () => {
    go({ ...route, query: { ...route.query, open: id === 'open-all' ? 'all' : 'none' } });
  });
printsAll(() => [found, subjectOf(route)]);
window.addEventListener('hashchange', () => {
  show(routeOf(location.hash));
});
window.addEventListener('popstate', () => {
  show(routeOf(location.hash));
});
for (const id of ['tabs', 'filters']) byId(id).hidden = false;
byId('unseen').hidden = notes.length === 0;
// The matrix has all the room below the head.
const header = document.querySelector('header');
new ResizeObserver(() => {
  document.documentElement.style.setProperty('--top', `${String(header?.offsetHeight ?? 0)}px`);
}).observe(header ?? document.body);
show(routeOf(location.hash));
document.documentElement.dataset['ready'] = 'yes';
