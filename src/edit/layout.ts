import type { Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { afterLine, lineStart } from './splices.js';
import { Unsafe } from './unsafe.js';

/*
 * Where things stand in the text of a file. In a block map each entry has lines of its own; comments and blank lines behind
 * it are not part of it. Offsets are UTF-16 units.
 */

export type Entry = Pair<ParsedNode, ParsedNode | null>;

/** The column of a block map's keys. */
export function columnOf(text: string, map: YAMLMap.Parsed): number {
  const [first] = map.items as readonly Entry[];
  return first === undefined ? 0 : (/^ */.exec(text.slice(entryStart(text, first)))?.[0].length ?? 0);
}

/** Where the lines of an entry of a block map begin. */
export function entryStart(text: string, { key }: Entry): number {
  const start = lineStart(text, key.range[0]);
  // `? key`, a tag or an anchor may stand before the key; anything else is another thing's line.
  if (/^ *(?:\?[ \t]+)?(?:[!&]\S*[ \t]+)*$/.test(text.slice(start, key.range[0]))) return start;
  throw new Unsafe(
    key.range[0],
    'this entry begins in the middle of a line',
    'let it begin on a line of its own, then run the command again',
  );
}

/** Where the line after an entry of a block map begins. */
export function entryEnd(text: string, entry: Entry): number {
  return afterLine(text, endOfEntry(entry));
}

function endOfEntry({ key, value }: Entry): number {
  return Math.max(key.range[1], value === null ? 0 : endOfNode(value));
}

/** Where a value ends, without the comments and blank lines that the parser counts as part of it. */
export function endOfNode(node: ParsedNode): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1) as Entry | undefined;
    return last === undefined ? node.range[1] : endOfEntry(last);
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? node.range[1] : Math.max(node.range[0], endOfNode(last));
  }
  return node.range[1];
}

/** Where the lines begin that stand before the first entry of a block map and belong to it: its comments. */
export function startWithComments(text: string, map: YAMLMap.Parsed): number {
  const [first] = map.items as readonly Entry[];
  let at = first === undefined ? 0 : entryStart(text, first);
  while (at > 0) {
    const previous = lineStart(text, at - 1);
    if (!/^[ \t]*(?:#[^\n]*)?\r?\n$/.test(text.slice(previous, at))) break;
    at = previous;
  }
  return at;
}

/** The offset of the colon behind a key. */
export function colonOf(entry: Entry): number {
  const colon = entry.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  if (colon !== undefined) return colon.offset;
  throw new Unsafe(entry.key.range[0], 'this key has no value', 'write `{}` behind it, then run the command again');
}

/** What stands before an item of a block list on its line: `  - `. */
export function itemLead(text: string, list: YAMLSeq.Parsed): string {
  const first = list.items[0];
  const start = first?.range[0] ?? list.range[0];
  const lead = text.slice(lineStart(text, start), start);
  if (/^ *- +$/.test(lead)) return lead;
  throw new Unsafe(
    start,
    'this list begins in the middle of a line',
    'let each item stand on a line of its own, then run the command again',
  );
}
