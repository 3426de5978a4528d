import { styleText } from 'node:util';
import { eastAsianWidth } from 'get-east-asian-width';
import { printableAscii, runnerCommand, unsafe } from '../model/unsafe-text.js';

/** How to write to one stream. */
export interface Style {
  readonly color: boolean;
  /** Columns after which lines are wrapped; `Infinity` for never. */
  readonly width: number;
  /** Whether characters beyond ASCII can be shown. What names hold is shown as it is either way. */
  readonly unicode: boolean;
}

/** The narrowest and the widest terminal that text is laid out for; wider lines are hard to read. */
const widths = { least: 40, most: 120 };

/** How to write to a stream of this process. `color`: what a flag says of colours. */
export function styleOf(stream: NodeJS.WriteStream, color: boolean | undefined, env: NodeJS.ProcessEnv): Style {
  // What goes into a file or another program is not wrapped, so that it can be searched by line.
  const width = stream.isTTY ? Math.min(widths.most, Math.max(widths.least, stream.columns)) : Infinity;
  return { color: color !== false && wantsColor(stream, env), width, unicode: true };
}

/** no-color.org and force-color.org: a value that is set and not empty counts; FORCE_COLOR wins over the terminal. */
function wantsColor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: none, FORCE_COLOR: force, TERM: term } = env;
  if (none !== undefined && none !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY && term !== 'dumb';
}

export type Paint = Parameters<typeof styleText>[0];

/** Colours a text, where the stream takes colour. */
export function paint(style: Style, format: Paint | undefined, text: string): string {
  // Without `validateStream: false`, Node asks standard output and the environment, and not the style.
  return style.color && format !== undefined && text !== '' ? styleText(format, text, { validateStream: false }) : text;
}

const fancy = { arrow: '→', more: '…', dot: '·', dash: '—', ok: '✓', bad: '✗', full: '█', empty: '░' } as const;
const plain = { arrow: '->', more: '...', dot: '-', dash: '-', ok: 'ok', bad: 'x', full: '#', empty: '.' } as const;

/** The few characters that differ where only ASCII can be shown. */
export function glyphsOf({ unicode }: Pick<Style, 'unicode'>): { readonly [K in keyof typeof fancy]: string } {
  return unicode ? fancy : plain;
}

/** The last look at what goes out: nothing of it is a command, not even where a name ends and our own words go on. */
export function withoutCommands(text: string): string {
  // A look behind each character is many times dearer than a look for what nearly no text has.
  return text.includes('::') || text.includes('##') ? text.replace(runnerCommand, escapeOf) : text;
}

/**
 * Makes a text from outside (a name in a file, a message of the platform) harmless: what is unsafe is written as an
 * escape, so that it is seen and does nothing. The result is one line.
 */
export function clean(text: string): string {
  return withoutCommands(printableAscii.test(text) ? text : text.replace(unsafe, escapeOf));
}

/** JSON for terminals and files alike: the same data, with everything unsafe as `\uXXXX`, and what begins a command too. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(unsafe, (character) => (character === '\n' ? character : jsonEscape(character)))
    .replace(runnerCommand, jsonEscape);
}

function jsonEscape(character: string): string {
  return utf16Units(character)
    .map((unit) => `\\u${hex(unit, 4)}`)
    .join('');
}

/** Columns that a clean text takes at a terminal: marks take none, wide characters two. */
export function widthOf(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeOf(character: string): string {
  return shortEscapes[character] ?? `\\u{${hex(character.codePointAt(0) ?? 0, 2)}}`;
}

function utf16Units(character: string): number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
