import { lay, layText } from './layout.js';
import type { ReviewItem } from './plan-review.js';
import type { ReviewState } from './plan-review-keys.js';
import { shownItems } from './plan-review-keys.js';
import type { Style } from './style.js';
import { clean, widthOf } from './style.js';

/** The lines of a review, as many as `rows` at most, each within the width of the style. */
export function reviewScreen(
  title: string,
  items: readonly ReviewItem[],
  state: ReviewState,
  style: Style,
  rows: number,
): readonly string[] {
  const shown = shownItems(items, state);
  const head = [fit(title, style, 'bold'), fit(whereOf(state, shown, items.length), style, 'dim')];
  const foot = fit(footOf(state), style, 'dim');
  const room = Math.max(1, rows - head.length - 1);
  const body =
    shown.length === 0
      ? ['  Nothing here matches. Escape shows everything.']
      : bodyOf(items, shown, state, style, room);
  return [...head, ...body.map((line) => cutLine(line, style)), foot];
}

function whereOf({ item, filter }: ReviewState, shown: readonly number[], all: number): string {
  const place = shown.indexOf(item) + 1;
  const only = filter === '' ? '' : ` about ${JSON.stringify(filter)}, ${String(all)} in all`;
  return clean(`${String(place)} of ${String(shown.length)}${only}`);
}

const help = 'arrows move, Enter opens, f person or place, / search, n next, q leaves';

function footOf({ typing }: ReviewState): string {
  if (typing === undefined) return help;
  return clean(`${typing.what === 'filter' ? 'Only about the person or place:' : 'Search:'} ${typing.text}_`);
}

/** The lines around the cursor: what is laid out is what is seen, however much there is. */
function bodyOf(
  items: readonly ReviewItem[],
  shown: readonly number[],
  state: ReviewState,
  style: Style,
  room: number,
): readonly string[] {
  const at = shown.indexOf(state.item);
  const linesOf = (place: number) => {
    const index = shown[place];
    const item = index === undefined ? undefined : items[index];
    return item === undefined || index === undefined ? undefined : itemLines(item, index, state, style);
  };
  const own = linesOf(at) ?? { lines: [], cursor: 0 };
  let lines: string[] = [...own.lines];
  let cursor = own.cursor;
  for (let place = at - 1; cursor < room; place--) {
    const before = linesOf(place);
    if (before === undefined) break;
    lines = [...before.lines, ...lines];
    cursor += before.lines.length;
  }
  for (let place = at + 1; lines.length - cursor < room; place++) {
    const after = linesOf(place);
    if (after === undefined) break;
    lines.push(...after.lines);
  }
  const first = Math.max(0, Math.min(cursor - Math.floor(room / 2), lines.length - room));
  return lines.slice(first, first + room);
}

function itemLines(item: ReviewItem, index: number, state: ReviewState, style: Style) {
  const { mark, paint, text, at, parts } = item;
  const isHere = state.item === index;
  const isOpen = state.open.has(index);
  const sign = parts.length === 0 ? ' ' : isOpen ? 'v' : '>';
  const point = (part: number) => (isHere && state.part === part ? '*' : ' ');
  const inner = { ...style, width: Math.max(10, style.width - 4) };
  const pieces = [
    { text: `${mark} ${text}`, paint },
    ...(at === '' ? [] : [{ text: `(${at})`, paint: 'dim' as const }]),
  ];
  const blocks = [
    lay(inner, 0, pieces)
      .split('\n')
      .map((line, row) => `${row === 0 ? `${point(0)} ${sign}` : '   '} ${line}`),
    ...(isOpen ? parts : []).map((part, place) =>
      layText(inner, part.text.startsWith('    ') ? 4 : 2, part.text.trimStart(), part.paint)
        .split('\n')
        .map((line, row) => `${row === 0 ? point(place + 1) : ' '}   ${line}`),
    ),
  ];
  const cursor = isHere ? blocks.slice(0, state.part).flat().length : 0;
  return { lines: blocks.flat(), cursor };
}

function fit(text: string, style: Style, format: 'bold' | 'dim'): string {
  return layText({ ...style, width: Infinity }, 0, cutLine(text, style), format);
}

/** What is not to be broken may be longer than a line. Colour codes take no room and are kept. */
function cutLine(line: string, { width }: Style): string {
  if (widthOf(withoutColor(line)) <= width) return line;
  let room = width - 1;
  const kept = line.split(colorCode).map((part, index) => {
    if (index % 2 === 1) return part;
    let text = '';
    for (const character of part) {
      room -= widthOf(character);
      if (room < 0) break;
      text += character;
    }
    return text;
  });
  return `${kept.join('')}…`;
}

const colorCode = /(\u001B\[[\d;]*m)/;

function withoutColor(line: string): string {
  return line
    .split(colorCode)
    .filter((_, index) => index % 2 === 0)
    .join('');
}
