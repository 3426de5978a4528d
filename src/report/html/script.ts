/*
 * The page's own script, in plain JavaScript for every browser. Rows out of sight are not in the document, so that a
 * thousand people open at once. Names are set as text, never as markup.
 */
export const script = `
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const grid = byId('grid'), head = grid.querySelector('thead'), body = grid.querySelector('tbody'), detail = byId('detail');
const rowHeight = 32, columnWidth = 160, spare = 8;
const kindOf = data.people.map(() => new Map());
for (let i = 0; i < data.cells.length; i += 3) kindOf[data.cells[i]].set(data.cells[i + 1], data.cells[i + 2]);
let rows = [], columns = [], first = '', focus = { row: 0, column: 0 };

const make = (name, text, attributes = {}) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};
for (const permission of data.permissions) byId('permission').append(make('option', permission, { value: permission }));
for (const note of data.notes) byId('notes').append(make('p', note, { class: 'note' }));

/** Which kinds of access the chosen permission is in. */
const shownKinds = () => {
  const wanted = byId('permission').value;
  if (wanted === '') return data.kinds.map(() => true);
  const index = data.permissions.indexOf(wanted);
  return data.kinds.map(([, permissions]) => permissions.includes(index));
};
let isShown = [], isHit = () => true;

/** Which of the words are in a name, as bits. */
const bitsOf = (words, name) => { const text = name.toLowerCase(); let bits = 0; words.forEach((word, index) => { if (text.includes(word)) bits |= 1 << index; }); return bits; };

/** Words may stand in the name of the person, of the place or of the role, in any order. */
const filter = () => {
  const words = byId('search').value.trim().toLowerCase().split(/\\s+/).filter((word) => word !== '').slice(0, 12), all = byId('all').checked;
  const whole = (1 << words.length) - 1;
  isShown = shownKinds();
  const personBits = data.people.map((name) => bitsOf(words, name)), placeBits = data.places.map((name) => bitsOf(words, name)), kindBits = data.kinds.map(([roles]) => bitsOf(words, roles.join(' ')));
  isHit = (row, column, kind) => (personBits[row] | placeBits[column] | (kind === undefined ? 0 : kindBits[kind])) === whole;
  const hitRows = new Set(), hitColumns = new Set();
  kindOf.forEach((own, row) => own.forEach((kind, column) => { if (isShown[kind] && isHit(row, column, kind)) { hitRows.add(row); hitColumns.add(column); } }));
  if (all) data.people.forEach((_, row) => data.places.forEach((__, column) => { if (isHit(row, column)) { hitRows.add(row); hitColumns.add(column); } }));
  rows = data.people.map((_, index) => index).filter((index) => hitRows.has(index));
  columns = data.places.map((_, index) => index).filter((index) => hitColumns.has(index));
  focus = { row: 0, column: 0 };
  byId('count').textContent = rows.length + ' people, ' + columns.length + ' places';
  grid.scrollTop = 0;
  grid.scrollLeft = 0;
  first = '';
  draw();
  remember();
};

const cell = (row, column, rowAt, columnAt) => {
  const kind = kindOf[row].get(column);
  const node = make('td', undefined, { tabindex: rowAt === focus.row && columnAt === focus.column ? '0' : '-1', 'data-row': rowAt, 'data-column': columnAt });
  if (kind === undefined || !isShown[kind] || !isHit(row, column, kind)) return node;
  const [roles, , unknown] = data.kinds[kind];
  node.textContent = roles.join(', ') + (unknown ? ' ?' : '');
  node.title = node.textContent;
  node.className = unknown ? 'unknown' : roles.some((role) => role === 'admin' || role.startsWith('admin (')) ? 'admin' : 'has';
  return node;
};

/** What a place is in stands above its own name. */
const placeHead = (column) => {
  const name = data.places[column], at = name.lastIndexOf(' / ') + 3, node = make('th', undefined, { scope: 'col', title: name });
  if (at > 2) node.append(make('small', name.slice(0, at)));
  node.append(make('span', at > 2 ? name.slice(at) : name));
  return node;
};

/** Puts the rows and columns that are in sight into the table, and empty space for the others. */
const draw = () => {
  const nameWidth = Math.min(260, Math.max(130, grid.clientWidth * 0.4));
  const start = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - spare);
  const end = Math.min(rows.length, start + Math.ceil(grid.clientHeight / rowHeight) + 2 * spare);
  const left = Math.max(0, Math.floor(grid.scrollLeft / columnWidth) - 2);
  const right = Math.min(columns.length, left + Math.ceil(grid.clientWidth / columnWidth) + 4);
  const now = [start, end, left, right, nameWidth].join();
  if (now === first) return;
  first = now;
  grid.style.setProperty('--name', nameWidth + 'px');
  const seen = columns.slice(left, right);
  const space = (name, width) => { const node = make(name, undefined, { class: 'gap', 'aria-hidden': 'true' }); node.style.width = node.style.minWidth = width + 'px'; return node; };
  const framed = (name, title, cells) => [title, space(name, left * columnWidth), ...cells, space(name, (columns.length - right) * columnWidth)];
  const line = make('tr');
  line.append(...framed('td', make('th', 'Person', { scope: 'col' }), seen.map(placeHead)));
  head.replaceChildren(line);
  const gap = (height) => { const row = make('tr', undefined, { class: 'gap', 'aria-hidden': 'true' }); const cell = make('td'); cell.style.height = height + 'px'; row.append(cell); return row; };
  const lines = [];
  for (let at = start; at < end; at++) {
    const row = make('tr', undefined, { 'aria-rowindex': at + 2 });
    row.append(...framed('td', make('th', data.people[rows[at]], { scope: 'row', title: data.people[rows[at]] }), seen.map((column, index) => cell(rows[at], column, at, left + index))));
    lines.push(row);
  }
  body.replaceChildren(gap(start * rowHeight), ...lines, gap((rows.length - end) * rowHeight));
};

/** The address of the page says what is looked for, so that it can be sent to somebody. */
const remember = () => {
  const parts = new URLSearchParams();
  if (byId('search').value !== '') parts.set('q', byId('search').value);
  if (byId('permission').value !== '') parts.set('can', byId('permission').value);
  if (byId('all').checked) parts.set('all', '1');
  const text = parts.toString(), hash = text === '' ? '' : '#' + text;
  if (location.hash !== hash) history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
};
const recall = () => {
  const parts = new URLSearchParams(location.hash.slice(1));
  byId('search').value = parts.get('q') ?? '';
  byId('permission').value = data.permissions.includes(parts.get('can')) ? parts.get('can') : '';
  byId('all').checked = parts.get('all') === '1';
  filter();
};

/** On paper there is everything that the filter leaves, as a list. */
const onPaper = () => {
  const table = make('table'), top = make('tr');
  top.append(...['Person', 'Place', 'Role', 'Permissions'].map((text) => make('th', text, { scope: 'col' })));
  const thead = make('thead'), tbody = make('tbody');
  thead.append(top);
  for (const row of rows) for (const column of columns) {
    const kind = kindOf[row].get(column);
    if (kind === undefined || !isShown[kind] || !isHit(row, column, kind)) continue;
    const [roles, permissions, unknown] = data.kinds[kind], line = make('tr');
    line.append(make('th', data.people[row], { scope: 'row' }), make('td', data.places[column]), make('td', roles.join(', ')), make('td', permissions.length + (unknown ? ' or more' : '')));
    tbody.append(line);
  }
  table.append(thead, tbody);
  byId('print').replaceChildren(table);
};
window.addEventListener('beforeprint', onPaper);
window.addEventListener('afterprint', () => byId('print').replaceChildren());
window.addEventListener('hashchange', recall);

const moveTo = (row, column) => {
  focus = { row: Math.min(Math.max(row, 0), rows.length - 1), column: Math.min(Math.max(column, 0), columns.length - 1) };
  const top = focus.row * rowHeight, view = grid.clientHeight - 2 * rowHeight;
  if (top < grid.scrollTop || top > grid.scrollTop + view) grid.scrollTop = Math.max(0, top - view / 2);
  const from = focus.column * columnWidth, wide = grid.clientWidth - 2 * columnWidth - 130;
  if (from < grid.scrollLeft || from > grid.scrollLeft + wide) grid.scrollLeft = Math.max(0, from - wide / 2);
  first = '';
  draw();
  const node = body.querySelector('td[data-row="' + focus.row + '"][data-column="' + focus.column + '"]');
  if (node) { node.focus(); node.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }
};

const open = (row, column) => {
  const kind = kindOf[rows[row]]?.get(columns[column]);
  if (kind === undefined) return;
  const [roles, permissions, unknown] = data.kinds[kind];
  const list = (items) => { const node = make('ul'); node.append(...items.map((item) => make('li', item))); return node; };
  const close = make('button', 'Close', { type: 'button' });
  close.addEventListener('click', shut);
  detail.replaceChildren(make('h2', data.people[rows[row]]), make('p', data.places[columns[column]]), close,
    make('h3', 'Through'), list(roles), make('h3', permissions.length === 0 ? 'No permissions are listed for it' : permissions.length + ' permissions'), list(permissions.map((index) => data.permissions[index])));
  if (unknown) detail.insertBefore(make('p', 'There may be more: not everything can be seen.'), close);
  detail.hidden = false;
  focus = { row, column };
  detail.focus();
};
const shut = () => { detail.hidden = true; moveTo(focus.row, focus.column); };

grid.addEventListener('scroll', () => requestAnimationFrame(draw));
window.addEventListener('resize', () => { first = ''; draw(); });
body.addEventListener('click', (event) => {
  const node = event.target.closest('td[data-row]');
  if (node) open(Number(node.dataset.row), Number(node.dataset.column));
});
grid.addEventListener('keydown', (event) => {
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [15, 0], PageUp: [-15, 0] };
  if (steps[event.key]) { const [down, right] = steps[event.key]; const isIn = event.target.matches('td'); moveTo(focus.row + (isIn ? down : 0), focus.column + (isIn ? right : 0)); event.preventDefault(); }
  else if (event.key === 'Home' || event.key === 'End') { moveTo(focus.row, event.key === 'Home' ? 0 : columns.length - 1); event.preventDefault(); }
  else if (event.key === 'Enter' || event.key === ' ') { open(focus.row, focus.column); event.preventDefault(); }
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !detail.hidden) shut(); });
byId('filters').addEventListener('submit', (event) => event.preventDefault());
for (const id of ['search', 'permission', 'all']) byId(id).addEventListener('input', filter);
recall();
document.documentElement.dataset.ready = 'yes';
`;
