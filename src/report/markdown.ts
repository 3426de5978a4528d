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
  /** In a `diff` block, `-` is red, `+` green, `!` orange and `#` grey. */
  readonly lines: readonly string[];
}

/** Sections between a head and a foot, those without lines left out; what there is no room for is counted. */
export function documentOf(head: string, sections: readonly Section[], foot: string, whole: string): string {
  const filled = sections.filter(({ lines }) => lines.length > 0);
  const frames = filled.reduce((sum, { title }) => sum + title.length + frame, 0);
  const room = { left: longest - reserve - head.length - foot.length - frames };
  const rendered = filled.map((section) => render(section, room, whole));
  return `${[head, ...rendered, foot].filter((text) => text !== '').join('\n')}\n`;
}

function render({ title, folded, lines }: Section, room: { left: number }, whole: string): string {
  let fence = '```';
  const shown: string[] = [];
  for (const line of lines) {
    const text = line.length > longestLine ? `${cut(line, longestLine)}…` : line;
    const wider = fenceFor(text, fence);
    const cost = text.length + 1 + 2 * (wider.length - fence.length);
    if (cost > room.left) break;
    room.left -= cost;
    fence = wider;
    shown.push(text);
  }
  const hidden = lines.length - shown.length;
  const block = shown.length === 0 ? [] : [`${fence}diff`, ...shown, fence];
  const note = hidden === 0 ? [] : ['', `**${count(hidden, 'more line')} not shown here**: ${whole}.`];
  const body = [...block, ...note].join('\n');
  return folded ? `<details><summary>${title}</summary>\n\n${body}\n\n</details>\n` : `#### ${title}\n\n${body}\n`;
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
  const fence = fenceFor(text, '`');
  const space = text.includes('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
