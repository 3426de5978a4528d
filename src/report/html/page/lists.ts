import { counted, make } from './dom.js';

/* Tables of any length: the first lines at once, the others when they are asked for. */

const atOnce = 300;

export interface Column<T> {
  readonly title: string;
  readonly cell: (item: T) => string | Node;
  readonly isNumber?: true;
}

/** A table with its name. The first column names the line. */
export function listOf<T>(caption: string, columns: readonly Column<T>[], items: readonly T[]): HTMLElement {
  const body = make('tbody');
  const table = make(
    'table',
    {},
    make('caption', {}, `${caption} (${items.length.toLocaleString('en')})`),
    headOf(columns),
    body,
  );
  const frame = make('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': caption }, table);
  const more = make('button', { type: 'button', class: 'more' });
  let shown = 0;
  const add = () => {
    const next = items.slice(shown, shown + atOnce * (shown === 0 ? 1 : 10));
    shown += next.length;
    body.append(...next.map((item) => lineOf(columns, item)));
    more.hidden = shown >= items.length;
    more.textContent = `Show more: ${counted(items.length - shown, 'line')} left`;
  };
  add();
  more.addEventListener('click', add);
  return make('section', {}, frame, more);
}

function headOf<T>(columns: readonly Column<T>[]): HTMLElement {
  return make(
    'thead',
    {},
    make(
      'tr',
      {},
      ...columns.map(({ title, isNumber }) => make('th', { scope: 'col', class: isNumber && 'number' }, title)),
    ),
  );
}

function lineOf<T>(columns: readonly Column<T>[], item: T): HTMLElement {
  const cells = columns.map(({ cell, isNumber }, index) =>
    index === 0 ? make('th', { scope: 'row' }, cell(item)) : make('td', { class: isNumber && 'number' }, cell(item)),
  );
  return make('tr', {}, ...cells);
}

/** All of it at once, for paper. */
export function wholeTable<T>(caption: string, columns: readonly Column<T>[], items: readonly T[]): HTMLElement {
  return make(
    'table',
    {},
    make('caption', {}, caption),
    headOf(columns),
    make('tbody', {}, ...items.map((item) => lineOf(columns, item))),
  );
}
