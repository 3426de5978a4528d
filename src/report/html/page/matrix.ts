import type { Cell } from './columns.js';
import { cellsOf, columnOfEach, columnsOf } from './columns.js';
import { make } from './dom.js';
import type { Found } from './filter.js';
import type { Range, Spot } from './in-sight.js';
import { inSight, spotOf } from './in-sight.js';
import type { Person, Place } from './model.js';
import { linkTo } from './route.js';
import { classOf } from './words.js';

/*
 * People by places. Rows and columns out of sight are not in the document: the table stands where those in sight belong, in an
 * area as large as all of it, and its head and first column stick.
 */

const rowHeight = 30;
const headHeight = 50;
/** How many more than those in sight are there on each side; it is drawn anew when so many have passed. */
const spareRows = 6;
const spareColumns = 2;

export interface MatrixEvents {
  /** A cell is asked about. */
  open(person: Person, place: Place): void;
  /** What lies in a place is to have columns, or none any more. */
  toggle(place: Place): void;
}

export class Matrix {
  private found: Found | undefined;
  private columns: readonly Place[] = [];
  /** The column that stands for each place, by its index. */
  private columnOf: readonly number[] = [];
  private isOpen: (place: Place) => boolean = () => false;
  private readonly cells = new Map<Person, ReadonlyMap<number, Cell>>();
  private spot: Spot = { row: 0, column: 0 };
  private drawn = '';
  /** The columns that are drawn, and the rows with these. */
  private across = '';
  private rows = new Map<number, HTMLElement>();
  private readonly area = make('div', { class: 'area' });
  private readonly table = make('table', { role: 'grid', 'aria-label': 'People by places' });
  private readonly head = make('thead');
  private readonly body = make('tbody');

  constructor(
    private readonly grid: HTMLElement,
    private readonly events: MatrixEvents,
  ) {
    this.table.append(this.head, this.body);
    this.area.append(this.table);
    grid.append(this.area);
    grid.addEventListener('scroll', () =>
      requestAnimationFrame(() => {
        this.draw();
      }),
    );
    new ResizeObserver(() => {
      this.draw();
    }).observe(grid);
    this.table.addEventListener('focusin', (event) => {
      this.spot = spotOf(event.target) ?? this.spot;
    });
    this.table.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
    this.table.addEventListener('click', (event) => {
      this.onClick(event);
    });
  }

  show(found: Found, isOpen: (place: Place) => boolean): void {
    const isSame = this.found?.query.open !== found.query.open && sameFilters(this.found, found);
    this.found = found;
    this.isOpen = isOpen;
    this.columns = columnsOf(found, isOpen);
    this.columnOf = columnOfEach(this.columns);
    this.cells.clear();
    if (!isSame) {
      this.spot = { row: 0, column: 0 };
      this.grid.scrollTo(0, 0);
    }
    this.redraw();
  }

  get size(): { readonly people: number; readonly places: number } {
    return {
      people: this.found?.people.length ?? 0,
      places: this.found?.at.reduce((sum, one) => sum + Number(one > 0), 0) ?? 0,
    };
  }

  focus(): void {
    this.moveTo(this.spot);
  }

  private redraw(): void {
    this.drawn = '';
    this.across = '';
    this.draw();
  }

  private get columnWidth(): number {
    return this.grid.clientWidth < 600 ? 116 : 148;
  }

  private get nameWidth(): number {
    return Math.round(Math.min(250, Math.max(128, this.grid.clientWidth * 0.36)));
  }

  /** Puts the rows and columns that are in sight into the table. */
  private draw(): void {
    const { grid, columnWidth, nameWidth } = this;
    if (this.found === undefined || grid.clientHeight === 0) return;
    const persons = this.found.people;
    const rows = inSight(grid.scrollTop, grid.clientHeight - headHeight, rowHeight, persons.length, spareRows);
    const columns = inSight(
      grid.scrollLeft,
      grid.clientWidth - nameWidth,
      columnWidth,
      this.columns.length,
      spareColumns,
    );
    const now = [...rows, ...columns, nameWidth, columnWidth].join(' ');
    if (now === this.drawn) return;
    const hadFocus = this.table.contains(document.activeElement);
    this.drawn = now;
    const { style } = grid;
    style.setProperty('--name', `${String(nameWidth)}px`);
    style.setProperty('--column', `${String(columnWidth)}px`);
    this.area.style.height = `${String(headHeight + persons.length * rowHeight)}px`;
    this.area.style.width = `${String(nameWidth + this.columns.length * columnWidth)}px`;
    this.table.style.top = `${String(rows[0] * rowHeight)}px`;
    this.table.style.left = `${String(columns[0] * columnWidth)}px`;
    this.table.setAttribute('aria-rowcount', String(persons.length + 1));
    this.table.setAttribute('aria-colcount', String(this.columns.length + 1));
    const shown = this.columns.slice(...columns);
    this.drawRows(persons, rows, shown, columns);
    if (hadFocus) this.cellAt(this.spot)?.focus({ preventScroll: true });
    this.keepReachable();
  }

  /** The table is entered by its one cell with a tab stop; where that has been scrolled out of the document, by another. */
  private keepReachable(): void {
    if (this.table.querySelector('[data-row][tabindex="0"]') === null)
      this.body.querySelector('td[data-row]')?.setAttribute('tabindex', '0');
  }

  /** With the same columns, rows that stay in sight are kept as they are. */
  private drawRows(persons: readonly Person[], rows: Range, shown: readonly Place[], columns: Range): void {
    const across = columns.join(' ');
    if (across !== this.across) {
      this.across = across;
      this.rows = new Map();
      this.body.replaceChildren();
      this.head.replaceChildren(this.headRow(shown, columns[0]));
    }
    const kept = this.rows;
    this.rows = new Map();
    for (const [index, person] of persons.slice(...rows).entries()) {
      const at = rows[0] + index;
      this.rows.set(at, kept.get(at) ?? this.row(person, at, shown, columns[0]));
    }
    for (const [at, row] of kept) if (!this.rows.has(at)) row.remove();
    let before: Node | null = null;
    for (const row of [...this.rows.values()].toReversed()) {
      if (row.parentNode !== this.body || row.nextSibling !== before) this.body.insertBefore(row, before);
      before = row;
    }
  }

  private headRow(shown: readonly Place[], first: number): HTMLElement {
    const corner = make('th', { scope: 'col', 'aria-colindex': 1, ...this.spotted(-1, -1) }, 'Person');
    return make(
      'tr',
      { 'aria-rowindex': 1 },
      corner,
      ...shown.map((place, index) => this.headCell(place, first + index)),
    );
  }

  /** What a place is in stands above its own name. */
  private headCell(place: Place, column: number): HTMLElement {
    const cell = make('th', {
      scope: 'col',
      title: place.title,
      'aria-colindex': column + 2,
      ...this.spotted(-1, column),
    });
    const above = place.depth === 0 ? '' : place.title.slice(0, -place.name.length - 3);
    if (above !== '') cell.append(make('small', {}, above));
    const link = make('a', { href: linkTo('places', place.address), tabindex: -1 }, place.name);
    const line = make('span', {}, link);
    if (place.inside.length > 0 && this.found?.hasWords === false) {
      const isOpen = this.isOpen(place);
      cell.setAttribute('aria-expanded', String(isOpen));
      line.prepend(
        make(
          'button',
          {
            type: 'button',
            tabindex: -1,
            'data-toggle': place.index,
            'aria-label': `${isOpen ? 'Close' : 'Open'} ${place.name}`,
          },
          isOpen ? '−' : '+',
        ),
      );
    }
    cell.append(line);
    return cell;
  }

  private row(person: Person, row: number, shown: readonly Place[], first: number): HTMLElement {
    const name = make(
      'th',
      { scope: 'row', title: person.email, 'aria-colindex': 1, ...this.spotted(row, -1) },
      make('a', { href: linkTo('people', person.email), tabindex: -1 }, person.email),
    );
    const own = this.cellsOf(person);
    const cells = shown.map((_, index) => this.cell(own.get(first + index), row, first + index));
    return make('tr', { 'aria-rowindex': row + 2, class: row % 2 === 1 ? 'odd' : undefined }, name, ...cells);
  }

  private cell(cell: Cell | undefined, row: number, column: number): HTMLElement {
    const node = make('td', { role: 'gridcell', 'aria-colindex': column + 2, ...this.spotted(row, column) });
    if (cell === undefined) return node;
    const { ways, inside, isPartlyUnknown } = cell;
    node.className = ways.length > 0 ? classOf(ways, isPartlyUnknown) : 'inner';
    const text = ways.map(({ role }) => role.title).join(', ');
    const further =
      inside === 0 ? '' : `${ways.length > 0 ? '+' : ''}${String(inside)}${ways.length > 0 ? '' : ' inside'}`;
    node.textContent = text + (isPartlyUnknown && ways.length > 0 ? ' ?' : '');
    if (further !== '') node.append(make('b', {}, further));
    node.title = [
      ...ways.map(({ role, how }) => `${role.name}, ${how}`),
      ...(inside === 0 ? [] : [`${String(inside)} more inside`]),
    ].join('; ');
    return node;
  }

  private spotted(row: number, column: number): Readonly<Record<string, string | number>> {
    const isHere = row === this.spot.row && column === this.spot.column;
    return { 'data-row': row, 'data-column': column, tabindex: isHere ? 0 : -1 };
  }

  private cellsOf(person: Person): ReadonlyMap<number, Cell> {
    const known = this.cells.get(person);
    if (known !== undefined || this.found === undefined) return known ?? new Map<number, Cell>();
    const cells = cellsOf(person, this.found, this.columns, this.columnOf);
    this.cells.set(person, cells);
    return cells;
  }

  private cellAt({ row, column }: Spot): HTMLElement | null {
    return this.table.querySelector(`[data-row="${String(row)}"][data-column="${String(column)}"]`);
  }

  private moveTo({ row, column }: Spot): void {
    const { grid, columnWidth, nameWidth } = this;
    const within = (value: number, count: number) => Math.min(Math.max(value, -1), count - 1);
    this.spot = { row: within(row, this.found?.people.length ?? 0), column: within(column, this.columns.length) };
    const into = (at: number, size: number, scroll: number, room: number) =>
      at < 0 || (at * size >= scroll && (at + 1) * size <= scroll + room)
        ? scroll
        : at * size < scroll
          ? at * size
          : (at + 1) * size - room;
    grid.scrollTo(
      into(this.spot.column, columnWidth, grid.scrollLeft, grid.clientWidth - nameWidth),
      into(this.spot.row, rowHeight, grid.scrollTop, grid.clientHeight - headHeight),
    );
    this.draw();
    const cell = this.cellAt(this.spot);
    this.table.querySelector('[data-row][tabindex="0"]')?.setAttribute('tabindex', '-1');
    cell?.setAttribute('tabindex', '0');
    cell?.focus({ preventScroll: true });
  }

  private onKey(event: KeyboardEvent): void {
    const { row, column } = this.spot;
    const page = Math.max(1, Math.floor((this.grid.clientHeight - headHeight) / rowHeight) - 1);
    const last = this.columns.length - 1;
    const isFar = event.ctrlKey || event.metaKey;
    const moves: Readonly<Record<string, Spot>> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      PageDown: { row: row + page, column },
      PageUp: { row: Math.max(0, row - page), column },
      Home: { row: isFar ? 0 : row, column: isFar ? 0 : -1 },
      End: { row: isFar ? Infinity : row, column: last },
    };
    const move = moves[event.key];
    if (move !== undefined) this.moveTo(move);
    else if (event.key === 'Enter') this.enter(this.spot);
    else if (event.key === ' ') this.toggle(column);
    else return;
    event.preventDefault();
  }

  private onClick(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const spot = spotOf(target);
    if (spot === undefined) return;
    this.spot = spot;
    if (target.closest('button') !== null) this.toggle(this.spot.column);
    else if (target.closest('a') === null) {
      if (this.spot.row >= 0) this.enter(this.spot);
      else this.focus();
    }
  }

  /** A name leads to its page; a cell tells more of itself. */
  private enter({ row, column }: Spot): void {
    const [person, place] = [this.found?.people[row], this.columns[column]];
    if (person !== undefined && place !== undefined) this.events.open(person, place);
    else this.cellAt({ row, column })?.querySelector('a')?.click();
  }

  private toggle(column: number): void {
    const place = this.columns[column];
    if (place !== undefined && place.inside.length > 0 && this.found?.hasWords === false) this.events.toggle(place);
  }
}

function sameFilters(one: Found | undefined, other: Found): boolean {
  return (
    one !== undefined && JSON.stringify({ ...one.query, open: '' }) === JSON.stringify({ ...other.query, open: '' })
  );
}
