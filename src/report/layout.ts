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
  readonly runs: { text: string; readonly paint: Paint | undefined; readonly before: string }[];
  width: number;
}

function add(lines: Line[], piece: Piece, width: number, indent: number): void {
  const size = widthOf(piece.text);
  const isAfterOther = (lines.at(-1)?.runs.length ?? 0) > 0;
  // A piece is not torn apart for the sake of the one before it.
  if (isAfterOther && (lines.at(-1)?.width ?? 0) + gap + size > width) lines.push({ runs: [], width: indent });
  const fits = (lines.at(-1)?.width ?? 0) + size <= width;
  const parts = fits || piece.whole === true ? [piece.text] : wordsOf(piece.text);
  let isFirst = true;
  for (const text of parts) {
    let line = lines.at(-1);
    const space = isFirst ? gap : 1;
    if (line === undefined || (line.runs.length > 0 && line.width + space + widthOf(text) > width)) {
      line = { runs: [], width: indent };
      lines.push(line);
    }
    const last = line.runs.at(-1);
    const before = last === undefined ? '' : ' '.repeat(space);
    if (last === undefined || isFirst) line.runs.push({ text, paint: piece.paint, before });
    else last.text += before + text;
    line.width += before.length + widthOf(text);
    isFirst = false;
  }
}

/** A command of ours is one word: it is copied whole. A clean text has no NUL. */
function wordsOf(text: string): readonly string[] {
  const bound = text.replaceAll(/`ax-gitops [^`]*`/g, (command) => command.replaceAll(' ', '\0'));
  return bound.split(' ').map((word) => word.replaceAll('\0', ' '));
}

/** Sets a paragraph: one piece of running text. */
export function layText(style: Style, indent: number, text: string, format?: Paint): string {
  return lay(style, indent, [format === undefined ? { text } : { text, paint: format }]);
}

/** `1 step`, `2 steps`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
