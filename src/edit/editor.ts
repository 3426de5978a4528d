import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import { flowSplices, refuseCommentsInside } from './flow.js';
import type { Entry } from './layout.js';
import { colonOf, columnOf, endOfNode, entryEnd, entryStart, itemLead, startWithComments } from './layout.js';
import { keyOf } from './meaning.js';
import type { Patch, Value } from './patch.js';
import { addedBy } from './patch.js';
import type { Manner } from './render.js';
import { blockEntry, blockMap, inline, inlineEntry, mannerOf, onOneLine } from './render.js';
import type { Splice } from './splices.js';
import { afterLine, lineStart } from './splices.js';
import { Unsafe } from './unsafe.js';

type MapPatch = Patch & { readonly type: 'map' };

/** Finds the stretches of a file's text that a patch changes. */
export class Editor {
  private readonly manner: Manner;
  /** The anchors that are used somewhere. */
  private readonly used = new Set<string>();
  /** The entry that each value stands in. */
  private readonly holders = new Map<ParsedNode, Entry>();
  private readonly splices: Splice[] = [];

  constructor(
    private readonly text: string,
    private readonly root: ParsedNode | null,
  ) {
    this.manner = mannerOf(text);
    if (root === null) return;
    visit(root, {
      Alias: (_key, { source }) => {
        this.used.add(source);
      },
      Pair: (_key, pair) => {
        if (pair.value !== null) this.holders.set(pair.value as ParsedNode, pair as Entry);
      },
    });
  }

  edit(patch: MapPatch): readonly Splice[] {
    if (isHollow(this.root)) {
      const added = addedBy(patch) as Readonly<Record<string, Value>> | undefined;
      if (added !== undefined) this.insertLines(this.text.length, blockMap(added, 0, this.manner));
    } else this.patchNode(this.root, patch);
    return this.splices;
  }

  private patchNode(node: ParsedNode | null, patch: Patch): void {
    if (node !== null) this.refuseShared(node);
    if (patch.type === 'map' && isMap(node)) this.patchMap(node, patch);
    else if (patch.type === 'list' && isSeq(node)) this.patchList(node, patch);
    else
      throw new Unsafe(
        node?.range[0] ?? 0,
        'something else stands here than the change needs',
        'run `ax-gitops validate`, or make the change by hand',
      );
  }

  /** What has an anchor that is used elsewhere, or comes from one, would change there too. */
  private refuseShared(node: ParsedNode): void {
    const again = 'then run the command again';
    if (isAlias(node)) {
      const message = `this value comes from the anchor &${node.source}`;
      throw new Unsafe(node.range[0], message, `write the value out here, ${again}`);
    }
    if (node.anchor === undefined || !this.used.has(node.anchor)) return;
    const message = `this value is also used where *${node.anchor} stands`;
    throw new Unsafe(node.range[0], message, `write the value out there, ${again}`);
  }

  private refuseSharedInside(node: ParsedNode | null): void {
    if (node === null) return;
    visit(node, {
      Node: (_key, found) => {
        if (!isAlias(found)) this.refuseShared(found as ParsedNode);
      },
    });
  }

  private patchMap(map: YAMLMap.Parsed, patch: MapPatch): void {
    const known = entriesOf(map);
    const removed: Entry[] = [];
    const added: (readonly [string, Value])[] = [];
    for (const [key, inside] of patch.entries) {
      const entry = known.get(key);
      if (entry === undefined) {
        const value = addedBy(inside);
        if (value !== undefined) added.push([key, value]);
      } else if (inside.type === 'remove') removed.push(entry);
      else if (inside.type === 'value') this.replace(entry, inside.value, map);
      else this.patchInside(entry, inside, map);
    }
    for (const { value } of removed) this.refuseSharedInside(value);
    const isEmptied = map.items.length > 0 && removed.length === map.items.length && added.length === 0;
    if (isEmptied) this.empty(map);
    else if (map.flow === true) {
      const texts = added.map(([key, value]) => inlineEntry(key, value, this.manner));
      this.splices.push(...flowSplices(this.text, map, removed, texts, this.manner));
    } else this.patchBlock(map, removed, added);
  }

  /** A value inside an entry that stays; where nothing is in it yet, what comes is written whole. */
  private patchInside(entry: Entry, patch: Patch, map: YAMLMap.Parsed): void {
    if (!isHollow(entry.value)) {
      this.patchNode(entry.value, patch);
      return;
    }
    const added = addedBy(patch);
    if (added !== undefined) this.replace(entry, added, map);
  }

  private patchBlock(
    map: YAMLMap.Parsed,
    removed: readonly Entry[],
    added: readonly (readonly [string, Value])[],
  ): void {
    const entries = map.items as readonly Entry[];
    for (const entry of removed) this.cut(entryStart(this.text, entry), entryEnd(this.text, entry));
    const isSorted = isInOrder(entries.map(({ key }) => keyOf(key) ?? ''));
    // Several at one place come out in the order of the map too.
    const inOrder = isSorted ? [...added].sort(([a], [b]) => (a < b ? -1 : 1)) : added;
    for (const [key, value] of inOrder) {
      const next = isSorted ? entries.findIndex((entry) => (keyOf(entry.key) ?? '') > key) : -1;
      const before = entries[(next < 0 ? entries.length : next) - 1];
      const lines = blockEntry(key, value, columnOf(this.text, map), this.manner);
      this.insertLines(before === undefined ? this.beforeFirst(map) : entryEnd(this.text, before), lines);
    }
  }

  /** Before what is said of a map's first entry; at the top of the file behind what is said of the file. */
  private beforeFirst(map: YAMLMap.Parsed): number {
    const [first] = map.items as readonly Entry[];
    const isTop = map === this.root && first !== undefined;
    return isTop ? entryStart(this.text, first) : startWithComments(this.text, map);
  }

  private patchList(list: YAMLSeq.Parsed, patch: Patch & { readonly type: 'list' }): void {
    const items = list.items as readonly ParsedNode[];
    for (const item of items) if (isAlias(item)) this.refuseShared(item);
    const removed = items.filter((item) => patch.remove.includes(keyOf(item) ?? ''));
    const kept = new Set(items.filter((item) => !removed.includes(item)).map((item) => keyOf(item)));
    const added = patch.add.filter((text) => !kept.has(text));
    for (const item of removed) this.refuseSharedInside(item);
    if (items.length > 0 && kept.size + added.length === 0) this.empty(list);
    else if (list.flow === true) {
      const texts = added.map((text) => inline(text, this.manner));
      this.splices.push(...flowSplices(this.text, list, removed, texts, this.manner));
    } else {
      const lead = itemLead(this.text, list);
      for (const item of removed) this.cut(lineStart(this.text, item.range[0]), afterLine(this.text, item.range[1]));
      const lines = added.map((text) => `${lead}${onOneLine(text, this.manner)}`);
      this.insertLines(afterLine(this.text, endOfNode(list)), lines);
    }
  }

  /** Takes out all that is in a map or a list, which stays as an empty one. */
  private empty(node: YAMLMap.Parsed | YAMLSeq.Parsed): void {
    const nothing = isMap(node) ? '{}' : '[]';
    if (node.flow === true) {
      refuseCommentsInside(this.text, node);
      this.splices.push({ from: node.range[0], to: node.range[1], text: nothing });
      return;
    }
    const holder = this.holders.get(node);
    if (holder === undefined)
      throw new Unsafe(node.range[0], 'nothing would be left in the file', 'delete the file instead');
    const behind = colonOf(holder) + 1;
    this.splices.push({ from: behind, to: behind, text: ` ${nothing}` });
    this.cutLines(node);
  }

  /** Writes another value behind a key. What is said behind the key, or behind a value on its line, stays. */
  private replace(entry: Entry, value: Value, map: YAMLMap.Parsed): void {
    const { value: old } = entry;
    this.refuseSharedInside(old);
    if (isAlias(old)) this.refuseShared(old);
    if (old !== null && !isAlias(old) && (old.anchor !== undefined || (old.tag ?? '') !== ''))
      throw new Unsafe(old.range[0], 'this value has a tag or an anchor', 'remove it, then run the command again');
    const isFlow = map.flow === true;
    const lines = isFlow ? [] : blockEntry(keyOf(entry.key) ?? '', value, columnOf(this.text, map), this.manner);
    const below = lines.slice(1);
    const text = below.length > 0 ? '' : ` ${isFlow ? inline(value, this.manner) : onOneLine(value, this.manner)}`;
    const behind = colonOf(entry) + 1;
    const isBlockText = isScalar(old) && (old.type === 'BLOCK_LITERAL' || old.type === 'BLOCK_FOLDED');
    const isBelow = old !== null && old.range[1] > old.range[0] && this.text.slice(behind, old.range[0]).includes('\n');
    const end = Math.max(behind, old === null ? 0 : isBelow || isBlockText ? endOfNode(old) : old.range[1]);
    if (isBelow) {
      this.splices.push({ from: behind, to: behind, text });
      this.cutLines(old);
    } else this.splices.push({ from: behind, to: end, text: `${text}${isBlockText ? this.manner.lineEnd : ''}` });
    this.insertLines(afterLine(this.text, end), below);
  }

  /** The lines of a value that begins below its key. */
  private cutLines(node: ParsedNode): void {
    const [first] = isMap(node) && node.flow !== true ? (node.items as readonly Entry[]) : [];
    const start = first === undefined ? lineStart(this.text, node.range[0]) : entryStart(this.text, first);
    this.cut(start, afterLine(this.text, endOfNode(node)));
  }

  private cut(from: number, to: number): void {
    this.splices.push({ from, to, text: '' });
  }

  private insertLines(at: number, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const { lineEnd } = this.manner;
    // The last line of a file may have no end.
    const isCut = at > 0 && this.text[at - 1] !== '\n';
    const put = lines.map((line) => (isCut ? `${lineEnd}${line}` : `${line}${lineEnd}`)).join('');
    this.splices.push({ from: at, to: at, text: put });
  }
}

/** Nothing at all, or an empty map or list. */
function isHollow(node: ParsedNode | null): boolean {
  if (node === null) return true;
  return isMap(node) || isSeq(node)
    ? node.items.length === 0 && !isAlias(node)
    : isScalar(node) && node.source === '' && node.type === 'PLAIN';
}

function entriesOf(map: YAMLMap.Parsed): ReadonlyMap<string, Entry> {
  const known = new Map<string, Entry>();
  for (const entry of map.items as readonly Entry[]) {
    const key = keyOf(entry.key);
    const at = entry.key.range[0];
    if (key === undefined) throw new Unsafe(at, 'a key here is not plain text', 'write it as text');
    if (known.has(key)) throw new Unsafe(at, `${JSON.stringify(key)} stands here twice`, 'keep one of the two');
    known.set(key, entry);
  }
  return known;
}

function isInOrder(keys: readonly string[]): boolean {
  return keys.length > 1 && keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
}
