import { stringify } from 'yaml';
import type { Value } from './patch.js';
import { isList } from './patch.js';

/** How a file is written, as far as new text has to fit in. */
export interface Manner {
  readonly lineEnd: '\n' | '\r\n';
  /** Blanks by which a block map stands further in than the one around it. */
  readonly step: number;
  readonly singleQuote: boolean;
  /** Written as JSON, which other programs may read: every text in double quotes. */
  readonly isJson: boolean;
}

/** How a file is written today; where it does not say, as `fmt` writes. */
export function mannerOf(text: string): Manner {
  const steps = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(text);
  const step = steps === null ? 2 : (steps[2] ?? '').length - (steps[1] ?? '').length;
  const count = (quote: RegExp) => text.match(quote)?.length ?? 0;
  return {
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    step: step > 0 ? step : 2,
    isJson: /^\s*\{\s*"/.test(text),
    singleQuote: count(/(?:^|[\s[{,:])'/gm) >= count(/(?:^|[\s[{,:])"/gm),
  };
}

/** A value on one line, as it may stand between braces too. */
export function inline(value: Value, manner: Manner): string {
  if (typeof value !== 'object') return scalar(value, manner, 'flow');
  if (isList(value)) return `[${value.map((item) => inline(item, manner)).join(', ')}]`;
  const inside = Object.entries(value).map(([key, field]) => inlineEntry(key, field, manner));
  return inside.length === 0 ? '{}' : `{ ${inside.join(', ')} }`;
}

/** `key: value` on one line. */
export function inlineEntry(key: string, value: Value, manner: Manner): string {
  // A key is text whatever it looks like, and is never searched for variables.
  return `${written(key, manner, 'flow')}: ${inline(value, manner)}`;
}

/** A value that stands behind a key or a dash, to the end of the line. */
export function onOneLine(value: Value, manner: Manner): string {
  return typeof value === 'object' ? inline(value, manner) : scalar(value, manner, 'block');
}

type Around = 'flow' | 'block';

function scalar(value: string | number | boolean, manner: Manner, around: Around): string {
  return typeof value === 'string' ? written(escapeVariables(value), manner, around) : String(value);
}

/** Text with the quotes that it needs between brackets (`flow`) or on a line of its own (`block`). */
function written(text: string, { singleQuote, isJson }: Manner, around: Around): string {
  if (isJson) return JSON.stringify(text);
  // The library writes it as it stands, and that is a merge key.
  if (text === '<<') return singleQuote ? "'<<'" : '"<<"';
  // Text of several lines stands on one, with its line breaks as escapes.
  const hasLines = /[\n\r\u0085\u2028\u2029]/.test(text);
  const options = {
    lineWidth: 0,
    singleQuote: hasLines ? false : singleQuote,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    blockQuote: false,
    flowCollectionPadding: false,
  } as const;
  if (around === 'block' || hasLines) return stringify(text, options).replace(/\n$/, '');
  return stringify([text], { ...options, collectionStyle: 'flow' })
    .trim()
    .slice(1, -1);
}

/** `key: value` as lines of a block map, the first one at `indent`: a map of plain fields on one line, others below each other. */
export function blockEntry(key: string, value: Value, indent: number, manner: Manner): readonly string[] {
  const blanks = ' '.repeat(indent);
  const name = written(key, manner, 'block');
  if (isOnOneLine(value)) return [`${blanks}${name}: ${onOneLine(value, manner)}`];
  return [`${blanks}${name}:`, ...blockMap(value as Readonly<Record<string, Value>>, indent + manner.step, manner)];
}

/** The entries of a map as lines at `indent`. */
export function blockMap(value: Readonly<Record<string, Value>>, indent: number, manner: Manner): readonly string[] {
  return Object.entries(value).flatMap(([key, inside]) => blockEntry(key, inside, indent, manner));
}

/** Scalars, lists, empty maps, and what describes one thing: `{ role: member, until: 2026-12-31 }`. */
function isOnOneLine(value: Value): boolean {
  if (typeof value !== 'object' || isList(value)) return true;
  const inside = Object.entries(value);
  if (inside.length === 0) return true;
  return inside.every(([key, field]) => typeof field !== 'object' && entryFields.has(key));
}

/** The fields of a person's entry: such a map stands on one line. */
const entryFields: ReadonlySet<string> = new Set([
  'custom',
  'developer',
  'from',
  'invite',
  'name',
  'reason',
  'role',
  'secret',
  'until',
]);

/** Text that is meant as it stands is no place for variables. */
export function escapeVariables(text: string): string {
  return text.replaceAll('${', () => '$${');
}
