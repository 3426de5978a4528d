/*
 * The page's own script, in plain JavaScript for every browser. Rows out of sight are not in the document, so that a
 * thousand people open at once. Names are set as text, never as markup.
 */
export const script = `
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const grid = byId('grid'), head = grid.querySelector('thead'), body = grid.querySelector('tbody'), detail = byId('detail');
const rowHeight = 32, spare = 8;
const kindOf = data.people.map(() => new Map());
for (let i = 0; i < data.cells.length; i += 3) kindOf[data.cells[i]].set(data.cells[i + 1], data.cells[i + 2]);
let rows = [], columns = [], first = -1, focus = { row: 0, column: 0 };

const make = (name, text, attributes = {}) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};
for (const permission of data.permissions) byId('permission').append(make('option', permission, { value: permission }));
for (const note of data.notes) document.querySelector('header').append(make('p', note, { class: 'note' }));

/** Which kinds of access the chosen permission is in. */
const shownKinds = () => {
  const wanted = byId('permission').value;
  if (wanted === '') return data.kinds.map(() => true);
  const index = data.permissions.indexOf(wanted);
  return data.kinds.map(([, permissions]) => permissions.includes(index));
};
let isShown = [];

const filter = () => {
  const text = byId('search').value.trim().toLowerCase(), all = byId('all').checked;
  isShown = shownKinds();
  const hits = (name) => name.toLowerCase().includes(text);
  const people = data.people.map((_, index) => index), places = data.places.map((_, index) => index);
  const peopleHit = people.filter((index) => hits(data.people[index])), placesHit = places.filter((index) => hits(data.places[index]));
  // A text that is in names of people narrows the people, else it narrows the places.
  rows = text === '' || peopleHit.length === 0 ? people : peopleHit;
  columns = text === '' || (peopleHit.length > 0 && placesHit.length === 0) ? places : placesHit.length > 0 ? placesHit : places;
  if (text !== '' && peopleHit.length === 0 && placesHit.length === 0) rows = [];
  if (!all) {
    const has = (row, column) => { const kind = kindOf[row].get(column); return kind !== undefined && isShown[kind]; };
    rows = rows.filter((row) => columns.some((column) => has(row, column)));
    columns = columns.filter((column) => rows.some((row) => has(row, column)));
  }
  focus = { row: 0, column: 0 };
  byId('count').textContent = rows.length + ' people, ' + columns.length + ' places';
  const line = make('tr');
  line.append(make('th', 'Person', { scope: 'col' }), ...columns.map((column) => make('th', data.places[column], { scope: 'col', title: data.places[column] })));
  head.replaceChildren(line);
  grid.scrollTop = 0;
  first = -1;
  draw();
};

const cell = (row, column, rowAt, columnAt) => {
  const kind = kindOf[row].get(column);
  const node = make('td', undefined, { tabindex: rowAt === focus.row && columnAt === focus.column ? '0' : '-1', 'data-row': rowAt, 'data-column': columnAt });
  if (kind === undefined || !isShown[kind]) return node;
  const [roles, , unknown] = data.kinds[kind];
  node.textContent = roles.join(', ') + (unknown ? ' ?' : '');
  node.title = node.textContent;
  node.className = unknown ? 'unknown' : roles.some((role) => role === 'admin' || role.startsWith('admin (')) ? 'admin' : 'has';
  return node;
};

/** Puts the rows that are in sight into the table, and empty space for the others. */
const draw = () => {
  const start = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - spare);
  if (start === first) return;
  first = start;
  const end = Math.min(rows.length, start + Math.ceil(grid.clientHeight / rowHeight) + 2 * spare);
  const gap = (height) => { const line = make('tr', undefined, { class: 'gap', 'aria-hidden': 'true' }); const space = make('td'); space.style.height = height + 'px'; line.append(space); return line; };
  const lines = [];
  for (let at = start; at < end; at++) {
    const line = make('tr', undefined, { 'aria-rowindex': at + 2 });
    line.append(make('th', data.people[rows[at]], { scope: 'row', title: data.people[rows[at]] }), ...columns.map((column, index) => cell(rows[at], column, at, index)));
    lines.push(line);
  }
  body.replaceChildren(gap(start * rowHeight), ...lines, gap((rows.length - end) * rowHeight));
};

const moveTo = (row, column) => {
  focus = { row: Math.min(Math.max(row, 0), rows.length - 1), column: Math.min(Math.max(column, 0), columns.length - 1) };
  const top = focus.row * rowHeight, view = grid.clientHeight - 2 * rowHeight;
  if (top < grid.scrollTop || top > grid.scrollTop + view) grid.scrollTop = Math.max(0, top - view / 2);
  first = -1;
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
window.addEventListener('resize', () => { first = -1; draw(); });
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
filter();
document.documentElement.dataset.ready = 'yes';
`;
