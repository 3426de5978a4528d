import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { CST, isMap, Lexer } from 'yaml';
import type { Entry } from './layout.js';
import type { Manner } from './render.js';
import type { Splice } from './splices.js';
import { afterLine, lineStart } from './splices.js';
import { Unsafe } from './unsafe.js';

type Item = Entry | ParsedNode;

/** What changes between brackets when items go and others, given as text, come behind the last one. */
export function flowSplices(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  removed: readonly Item[],
  added: readonly string[],
  manner: Manner,
): readonly Splice[] {
  const items = node.items as readonly Item[];
  const close = node.range[1] - 1;
  const last = items.at(-1);
  if (last === undefined) return added.length === 0 ? [] : [wholeInside(text, node, added)];
  const kept = items.filter((item) => !removed.includes(item)).at(-1);
  if (kept === undefined) return [wholeInside(text, node, added)];
  const tail = closingRun(text, node, removed);
  const alone = removed.filter((item) => !tail.includes(item)).map((item) => removal(text, node, item));
  const gone = tail.length === 0 ? alone : [...alone, removalOfRun(text, kept, tail)];
  if (added.length === 0) return gone;
  // Where what followed is taken out, its comma goes with it.
  if (kept !== last) return [...gone, insertion(endOf(kept), added.map((item) => `, ${item}`).join(''))];
  return [
    ...gone,
    ...(opensLine(text, kept) && text.slice(endOf(kept), close).includes('\n')
      ? onLines(text, kept, close, added, manner)
      : onSameLine(text, kept, close, added)),
  ];
}

/** Everything between the brackets. */
function wholeInside(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed, added: readonly string[]): Splice {
  const [from, end] = node.range;
  refuseCommentsInside(text, node);
  const inside = added.join(', ');
  return { from: from + 1, to: end - 1, text: isMap(node) ? ` ${inside} ` : inside };
}

function onSameLine(text: string, last: Item, close: number, added: readonly string[]): readonly Splice[] {
  const comma = commaAfter(text, endOf(last), close);
  return comma === undefined
    ? [insertion(endOf(last), `, ${added.join(', ')}`)]
    : [insertion(comma + 1, ` ${added.join(', ')},`)];
}

/** Each item on a line of its own, as the last one stands; a comment behind that stays behind it. */
function onLines(
  text: string,
  last: Item,
  close: number,
  added: readonly string[],
  { lineEnd }: Manner,
): readonly Splice[] {
  const lead = text.slice(lineStart(text, startOf(last)), startOf(last));
  const comma = commaAfter(text, endOf(last), close);
  const lines = added.map((item, index) => {
    const isLast = index === added.length - 1;
    return `${lead}${item}${isLast && comma === undefined ? '' : ','}${lineEnd}`;
  });
  const behind = comma === undefined ? endOf(last) : comma + 1;
  const missing = comma === undefined ? [insertion(endOf(last), ',')] : [];
  return [...missing, insertion(afterLine(text, behind), lines.join(''))];
}

/** The last items, where they go and no comma closes them: they go in one piece, with the comma of the one before. */
function closingRun(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed, removed: readonly Item[]): readonly Item[] {
  const items = node.items as readonly Item[];
  const last = items.at(-1);
  if (last === undefined || !removed.includes(last)) return [];
  const hasComma = commaAfter(text, endOf(last), node.range[1] - 1) !== undefined;
  if (hasComma || hasOwnLine(text, last, endOf(last))) return [];
  const kept = items.findLastIndex((item) => !removed.includes(item));
  return items.slice(kept + 1);
}

function removalOfRun(text: string, kept: Item, run: readonly Item[]): Splice {
  let end = endOf(kept);
  for (const item of run) {
    refuseComments(text, end, startOf(item));
    end = endOf(item);
  }
  return { from: endOf(kept), to: end, text: '' };
}

/** Whether an item begins its line and nothing else but a comment stands behind it. */
function hasOwnLine(text: string, item: Item, end: number): boolean {
  return opensLine(text, item) && restOfLine.test(text.slice(end));
}

const restOfLine = /^[ \t]*(?:#[^\n]*)?\r?\n/;

/** An item with its comma, and with its line where it has one to itself. */
function removal(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed, item: Item): Splice {
  const start = startOf(item);
  const end = endOf(item);
  const comma = commaAfter(text, end, node.range[1] - 1);
  const to = comma === undefined ? end : comma + 1;
  refuseComments(text, end, to);
  // The last of several lines leaves the comma of the one before it, which YAML allows.
  if (hasOwnLine(text, item, to)) return { from: lineStart(text, start), to: afterLine(text, to), text: '' };
  const blanks = /^[ \t]+/.exec(text.slice(to))?.[0].length ?? 0;
  return { from: start, to: to + (comma === undefined ? 0 : blanks), text: '' };
}

/** A comment inside something that is written anew would be lost; one inside quotes is none. */
export function refuseCommentsInside(text: string, { range: [from, to] }: YAMLMap.Parsed | YAMLSeq.Parsed): void {
  for (const token of new Lexer().lex(text.slice(from, to)))
    if (CST.tokenType(token) === 'comment') refuseComment(from);
}

/** A comment between an item and its comma, or between brackets with nothing else, would lose its place. */
function refuseComments(text: string, from: number, to: number): void {
  const found = /#[^\n]*/.exec(text.slice(from, to));
  if (found !== null) refuseComment(from + found.index);
}

function refuseComment(at: number): never {
  throw new Unsafe(
    at,
    'a comment stands where the change would have to be made',
    'move the comment to a line of its own, then run the command again',
  );
}

function insertion(at: number, text: string): Splice {
  return { from: at, to: at, text };
}

function opensLine(text: string, item: Item): boolean {
  return text.slice(lineStart(text, startOf(item)), startOf(item)).trim() === '';
}

function startOf(item: Item): number {
  return 'key' in item ? item.key.range[0] : item.range[0];
}

function endOf(item: Item): number {
  if (!('key' in item)) return item.range[1];
  return Math.max(item.key.range[1], item.value?.range[1] ?? 0);
}

/** The offset of the comma behind an item, if there is one before the bracket closes. */
function commaAfter(text: string, from: number, to: number): number | undefined {
  const found = /^(?:\s|#[^\n]*\n)*,/.exec(text.slice(from, to));
  return found === null ? undefined : from + found[0].length - 1;
}
