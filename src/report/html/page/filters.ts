import { byId, field, make } from './dom.js';
import { people, permissions, roles } from './model.js';
import type { Query } from './route.js';
import { emptyQuery } from './route.js';

/* The bar with the search and the filters. */

const fields = { q: 'search', can: 'permission', role: 'by-role', status: 'status', way: 'way', sort: 'sort' } as const;

export function fillFilters(): void {
  const options = (id: string, texts: Iterable<string>) => {
    byId(id).append(...[...texts].map((text) => make('option', { value: text }, text)));
  };
  options('permission', permissions);
  options('by-role', roles.map(({ name }) => name).toSorted());
  options('status', [...new Set(people.map(({ status }) => status))].toSorted());
}

/** What the bar says; which columns are open, it does not. */
export function queryOfFilters(open: string): Query {
  const said = Object.fromEntries(Object.entries(fields).map(([name, id]) => [name, field(id).value]));
  return { ...emptyQuery, ...said, all: (byId('all') as HTMLInputElement).checked ? '1' : '', open };
}

/** Puts a query into the bar; what the page does not have is left out. */
export function showQuery(query: Query): void {
  for (const [name, id] of Object.entries(fields) as [keyof typeof fields, string][]) {
    const node = field(id);
    if (node.value !== query[name]) node.value = query[name];
    if (node instanceof HTMLSelectElement && node.selectedIndex < 0) node.value = '';
  }
  (byId('all') as HTMLInputElement).checked = query.all === '1';
  const isNarrowed = [query.can, query.role, query.status, query.way, query.all, query.sort].filter(
    (text) => text !== '',
  ).length;
  byId('narrow').textContent = isNarrowed === 0 ? 'Filters' : `Filters (${String(isNarrowed)})`;
  byId('clear').hidden = isNarrowed === 0 && query.q === '';
}

/** Tells of every change; where there is little room, the filters are behind a button. */
export function onFilter(changed: (isCleared: boolean) => void): void {
  const form = byId('filters');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  form.addEventListener('input', () => {
    changed(false);
  });
  byId('clear').addEventListener('click', () => {
    changed(true);
  });
  byId('narrow').addEventListener('click', () => {
    const isOpen = form.classList.toggle('wide-open');
    byId('narrow').setAttribute('aria-expanded', String(isOpen));
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== '/' || isTyping) return;
    event.preventDefault();
    field('search').focus();
  });
}
