import { count } from './layout.js';

/* Markdown for GitHub in which everything that comes from names stands in code, and which is never too long. */

/** GitHub takes no comment and no issue that is longer, in characters. */
const longest = 65_536;
/** What is kept free of that, for whoever puts a line above or below. */
const reserve = 1_000;
/** A single line is never longer than this; the JSON form has the rest. */
const longestLine = 2_000;
/** Whatever its content, a section needs its frame and, where it is cut, the line that says so. */
const frame = 400;

export interface Section {
  readonly title: string;
  readonly folded: boolean;
  /** In a `diff` block, `-` is red, `+` green, `!` orange and `#` grey; long ones are wrapped. */
  readonly lines: readonly string[];
  /** Instead of lines. */
  readonly items?: readonly Item[];
}

/** One point of a list, its texts as they are: they are shown as code, where names can't become anything else. */
export interface Item {
  readonly text: string;
  /** Where it comes from. */
  readonly at: string;
  readonly notes: readonly string[];
  /** What is behind a fold, with the fold's own title. */
  readonly details: { readonly title: string; readonly lines: readonly string[] };
}

/** Sections between a head and a foot, those without lines left out; what there is no room for is counted. */
export function documentOf(head: string, sections: readonly Section[], foot: string, whole: string): string {
  const filled = sections.filter(({ lines, items = [] }) => lines.length + items.length > 0);
  const frames = filled.reduce((sum, { title }) => sum + title.length + frame, 0);
  const room = { left: longest - reserve - head.length - foot.length - frames };
  const rendered = filled.map((section) => render(section, room, whole));
  return `${[head, ...rendered, foot].filter((text) => text !== '').join('\n')}\n`;
}

interface Room {
  left: number;
}

function render({ title, folded, lines, items }: Section, room: Room, whole: string): string {
  const { block, hidden } = items === undefined ? diffOf(lines, room) : listOf(items, room);
  const what = items === undefined ? count(hidden, 'more line') : count(hidden, 'more entry', 'more entries');
  const note = hidden === 0 ? [] : ['', `**${what} not shown here**: ${whole}.`];
  const body = [...block, ...note].join('\n');
  return folded ? `<details><summary>${title}</summary>\n\n${body}\n\n</details>\n` : `#### ${title}\n\n${body}\n`;
}

interface Rendered {
  readonly block: readonly string[];
  /** How many there was no room for. */
  readonly hidden: number;
}

function diffOf(lines: readonly string[], room: Room): Rendered {
  let fence = '```';
  const shown: string[] = [];
  let number = 0;
  for (const line of lines) {
    const text = wrapped(line.length > longestLine ? `${cut(line, longestLine)}…` : line);
    const wider = fenceFor(text, fence);
    const cost = text.length + 1 + 2 * (wider.length - fence.length);
    if (cost > room.left) break;
    room.left -= cost;
    fence = wider;
    shown.push(text);
    number += 1;
  }
  return { block: shown.length === 0 ? [] : [`${fence}diff`, ...shown, fence], hidden: lines.length - number };
}

/** Longer lines of a code block would have to be scrolled where a comment is 760 pixels wide. */
const columns = 84;

/** A line broken between its pieces, or at spaces; what follows has the mark of the first part, which is its colour. */
function wrapped(line: string): string {
  if (line.length <= columns) return line;
  const [start = ''] = /^[-+!#]? */.exec(line) ?? [];
  const indent = `${start.slice(0, 1)}${' '.repeat(Math.min(start.length + 4, 8))}`;
  const lines = [start];
  const add = (text: string, gap: string) => {
    const last = lines.at(-1) ?? '';
    const isFirst = last === start || last === indent;
    const isWhole = !text.includes(' ');
    if (last.length + (isFirst ? 0 : gap.length) + text.length <= columns || (isFirst && isWhole))
      lines[lines.length - 1] = `${last}${isFirst ? '' : gap}${text}`;
    else if (isWhole || indent.length + text.length <= columns) lines.push(`${indent}${text}`);
    else for (const word of text.split(' ')) add(word, ' ');
  };
  for (const piece of line.slice(start.length).split('  ')) add(piece, '  ');
  return lines.join('\n');
}

/** What is behind folds goes first where there is no room for everything. */
function listOf(items: readonly Item[], room: Room): Rendered {
  const block: string[] = [];
  let number = 0;
  for (const item of items) {
    const head = headOf(item);
    if (head.length + 1 > room.left) break;
    room.left -= head.length + 1;
    block.push(head);
    number += 1;
    const fold = foldOf(item);
    if (fold.length + 1 > Math.min(room.left, longestFold)) continue;
    room.left -= fold.length + 1;
    if (fold !== '') block.push(fold);
  }
  return { block, hidden: items.length - number };
}

/** No fold takes the room of what others have to say. */
const longestFold = 8_000;

function headOf({ text, at, notes, details }: Item): string {
  const said = text.length > longestLine ? `${cut(text, longestLine)}…` : text;
  return [
    `- ${codeSpan(said)}${at === '' ? '' : ` (${codeSpan(cut(at, 300))})`}`,
    ...notes.map((note) => `  - ${codeSpan(note.length > longestLine ? `${cut(note, longestLine)}…` : note)}`),
    ...(foldOf({ details }).length > longestFold
      ? [`  - ${details.title}: too much to show here; \`--format json\` has all of it`]
      : []),
  ].join('\n');
}

function foldOf({ details: { title, lines } }: Pick<Item, 'details'>): string {
  if (lines.length === 0) return '';
  return [
    `  <details><summary>${title}</summary>`,
    '',
    ...lines.map((line) => `  - ${codeSpan(line)}`),
    '',
    '  </details>',
  ].join('\n');
}

/** A fence that the text can't close: longer than any run of backticks in it, and at least as long as the one so far. */
export function fenceFor(text: string, least: string): string {
  return [...text.matchAll(/`+/g)].reduce((fence, [run]) => (run.length >= fence.length ? `${run}\`` : fence), least);
}

/** Cuts a text without cutting a character in half. */
export function cut(text: string, length: number): string {
  const end = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(end) ? end.slice(0, -1) : end;
}

export function codeSpan(text: string): string {
  if (text.trim() === '') return '';
  const fence = fenceFor(text, '`');
  const space = text.includes('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
