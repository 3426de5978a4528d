import { printableAscii } from '../model/unsafe-text.js';
import type { Paint, Style } from './style.js';
import { paint, widthOf } from './style.js';

/** A stretch of a line that belongs together; its text is clean already. */
export interface Piece {
  readonly text: string;
  readonly paint?: Paint;
  /** Is never broken, not even where it is longer than a line: addresses, so that they can be copied. */
  readonly whole?: true;
}

/**
 * Sets pieces on a line, two spaces apart. Where the line is too long it is broken between pieces, and within those
 * that are longer than a line, at spaces; never within words. `indent` goes before the first line, the lines after
 * it are indented four columns more.
 */
export function lay(style: Style, indent: number, pieces: readonly Piece[]): string {
  const filled = pieces.filter(({ text }) => text !== '');
  const whole = filled.reduce((sum, { text }) => sum + widthOf(text) + gap, indent - gap);
  if (whole <= style.width) {
    return (
      ' '.repeat(indent) + filled.map(({ text, paint: format }) => paint(style, format, text)).join(' '.repeat(gap))
    );
  }
  const lines: Line[] = [{ runs: [], width: indent }];
  for (const piece of filled) add(lines, piece, style.width, indent + hanging);
  return lines
    .map(({ runs }, index) => {
      const start = ' '.repeat(index === 0 ? indent : indent + hanging);
      return start + runs.map((run) => run.before + paint(style, run.paint, run.text)).join('');
    })
    .join('\n');
}

const gap = 2;
const hanging = 4;

interface Line {
  readonly runs: { readonly text: string; readonly paint: Paint | undefined; readonly before: string }[];
  width: number;
}

function add(lines: Line[], { text, paint: format, whole }: Piece, width: number, indent: number): void {
  const size = widthOf(text);
  let line = lines.at(-1) ?? begin(lines, indent);
  // A piece is not torn apart for the sake of the one before it.
  if (line.runs.length > 0 && line.width + gap + size > width) line = begin(lines, indent);
  if (whole === true || line.width + size <= width) {
    const before = line.runs.length === 0 ? '' : ' '.repeat(gap);
    line.runs.push({ text, paint: format, before });
    line.width += before.length + size;
    return;
  }
  for (const row of rowsOf(text, width - line.width, width - indent)) {
    if (line.runs.length > 0) line = begin(lines, indent);
    line.runs.push({ text: row, paint: format, before: '' });
    line.width += widthOf(row);
  }
}

function begin(lines: Line[], width: number): Line {
  const line = { runs: [], width };
  lines.push(line);
  return line;
}

/** Breaks a text at spaces, so that each row has as many words as there is room for. */
function rowsOf(text: string, first: number, room: number): readonly string[] {
  // A command of ours is one word: it is copied whole. A clean text has no NUL.
  const words = text.replaceAll(/`ax-gitops [^`]*`/g, (command) => command.replaceAll(' ', '\0'));
  const endOf = printableAscii.test(text) ? endOfPlainRow : endOfRow;
  const rows: string[] = [];
  for (let start = 0; start <= text.length;) {
    const end = endOf(words, start, rows.length === 0 ? first : room);
    rows.push(text.slice(start, end));
    start = end + 1;
  }
  return rows;
}

/** Where each character takes one column, nothing has to be measured. */
function endOfPlainRow(words: string, start: number, room: number): number {
  if (words.length - start <= room) return words.length;
  const last = room < 0 ? -1 : words.lastIndexOf(' ', start + room);
  return last >= start ? last : endOfWord(words, start);
}

function endOfRow(words: string, start: number, room: number): number {
  let end = endOfWord(words, start);
  let width = widthOf(words.slice(start, end));
  while (end < words.length) {
    const next = endOfWord(words, end + 1);
    width += widthOf(words.slice(end, next));
    if (width > room) break;
    end = next;
  }
  return end;
}

function endOfWord(words: string, start: number): number {
  const space = words.indexOf(' ', start);
  return space < 0 ? words.length : space;
}

/** Sets a paragraph: one piece of running text. */
export function layText(style: Style, indent: number, text: string, format?: Paint): string {
  return lay(style, indent, [format === undefined ? { text } : { text, paint: format }]);
}

/** `1 step`, `2 steps`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
