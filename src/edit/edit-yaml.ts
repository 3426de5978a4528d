import equal from 'fast-deep-equal';
import type { Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Patch, Value } from './patch.js';
import { addedBy } from './patch.js';
import type { Meaning } from './meaning.js';
import { keyOf, meaningOf, patched } from './meaning.js';
import type { Manner } from './render.js';
import { blockEntry, blockMap, inline, inlineEntry, mannerOf, onOneLine } from './render.js';
import type { Splice } from './splices.js';
import { afterLine, lineStart, withSplices } from './splices.js';

/** Why a file can't be edited safely, and where. */
export interface EditProblem {
  readonly message: string;
  readonly hint: string;
  /** Counted from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

type Entry = Pair<ParsedNode, ParsedNode | null>;

/**
 * A YAML file with some of its values changed and everything else as it was, to the byte: comments, order, blank lines,
 * quotes, flow or block style, line ends. The result is parsed again and must say exactly what was asked for; what can't
 * be changed so (what an anchor gives, several documents) is a problem with its line.
 */
export function editYaml(text: string, patch: Patch & { readonly type: 'map' }): Result<string, EditProblem> {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const lines = new LineCounter();
  const documents = parseAllDocuments(body, { ...parsing, lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const [document, second] = 'empty' in documents ? [] : documents;
    if (second !== undefined)
      throw new Unsafe(second.range[0], 'the file holds more than one YAML document', 'keep one document in each file');
    const [error] = document?.errors ?? [];
    if (error !== undefined)
      throw new Unsafe(error.pos[0], 'the file is not valid YAML', 'run `ax-gitops validate` and repair it first');
    const root = document?.contents ?? null;
    refuseGenerated(body);
    const before = meaningOf(root);
    const made = new Editor(body, root).edit(patch);
    const written = withSplices(body, made);
    confirm(written, patched(before, patch));
    return ok(`${bom}${written}`);
  } catch (error) {
    if (!(error instanceof Unsafe)) throw error;
    return failed({ message: error.message, hint: error.hint, ...at(error.offset) });
  }
}

const parsing = {
  prettyErrors: false,
  keepSourceTokens: true,
  uniqueKeys: false,
  merge: false,
  logLevel: 'silent',
} as const;

class Unsafe extends Error {
  constructor(
    readonly offset: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Who writes a file by program writes it anew, and the edit would be lost. */
function refuseGenerated(body: string): void {
  const head = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(body)?.[0] ?? '';
  const mark = /@generated|do not edit/i.exec(head);
  if (mark !== null)
    throw new Unsafe(
      mark.index,
      'the file says that it is generated',
      'change what it is generated from, or remove that comment',
    );
}

/** The last line of defence: what is written must say what was asked for, and nothing else may have changed. */
function confirm(written: string, wanted: Meaning): void {
  const documents = parseAllDocuments(written, parsing);
  const [document, second] = 'empty' in documents ? [] : documents;
  const isWhole = second === undefined && (document === undefined || document.errors.length === 0);
  if (isWhole && equal(meaningOf(document?.contents ?? null), wanted)) return;
  throw new Unsafe(0, 'the change does not fit the way the file is written', 'make it by hand');
}

/** Finds the stretches of text that have to change. */
class Editor {
  private readonly manner: Manner;
  private readonly shared: ReadonlySet<string>;
  private readonly splices: Splice[] = [];

  constructor(
    private readonly text: string,
    private readonly root: ParsedNode | null,
  ) {
    this.manner = mannerOf(text);
    const aliases = new Set<string>();
    if (root !== null)
      visit(root, {
        Alias: (_key, { source }) => {
          aliases.add(source);
        },
      });
    this.shared = aliases;
  }

  edit(patch: Patch & { readonly type: 'map' }): readonly Splice[] {
    if (
      this.root === null ||
      (isScalar(this.root) && this.root.value === null && this.root.range[0] === this.root.range[1])
    ) {
      const added = addedBy(patch) as Readonly<Record<string, Value>> | undefined;
      if (added !== undefined) this.insertLines(this.text.length, blockMap(added, 0, this.manner));
    } else this.patchNode(this.root, patch, 0);
    return this.splices;
  }

  private patchNode(node: ParsedNode | null, patch: Patch, indent: number): void {
    if (node !== null) this.refuseShared(node);
    if (patch.type === 'map' && isMap(node)) this.patchMap(node, patch, indent);
    else if (patch.type === 'list' && isSeq(node)) this.patchList(node, patch);
    else throw this.misfit(node);
  }

  private misfit(node: ParsedNode | null): Unsafe {
    return new Unsafe(
      node?.range[0] ?? 0,
      'something else stands here than the change needs',
      'run `ax-gitops validate`, or make the change by hand',
    );
  }

  /** What has an anchor that is used elsewhere, or comes from one, would change there too. */
  private refuseShared(node: ParsedNode): void {
    if (isAlias(node))
      throw new Unsafe(
        node.range[0],
        `this value comes from the anchor &${node.source}`,
        'write the value out here, then run the command again',
      );
    if (node.anchor !== undefined && this.shared.has(node.anchor))
      throw new Unsafe(
        node.range[0],
        `this value is also used where *${node.anchor} stands`,
        'write the value out there, then run the command again',
      );
  }

  private refuseSharedInside(node: ParsedNode | null): void {
    if (node === null) return;
    visit(node, {
      Node: (_key, found) => {
        if (!isAlias(found)) this.refuseShared(found as ParsedNode);
      },
    });
  }

  private patchMap(map: YAMLMap.Parsed, patch: Patch & { readonly type: 'map' }, indent: number): void {
    const known = new Map<string, Entry>();
    for (const entry of map.items) {
      const key = keyOf(entry.key);
      if (key === undefined) throw new Unsafe(entry.key.range[0], 'a key here is no plain text', 'write it as text');
      if (known.has(key))
        throw new Unsafe(entry.key.range[0], `${JSON.stringify(key)} stands here twice`, 'keep one of the two');
      known.set(key, entry);
    }
    const removed: Entry[] = [];
    const added: (readonly [string, Value])[] = [];
    for (const [key, inside] of patch.entries) {
      const entry = known.get(key);
      if (entry === undefined) {
        const value = addedBy(inside);
        if (value !== undefined) added.push([key, value]);
      } else if (inside.type === 'remove') removed.push(entry);
      else if (inside.type === 'value') this.replace(entry, inside.value, map, indent);
      else this.patchInside(entry, inside, map, indent);
    }
    const isEmptied = map.items.length > 0 && removed.length === map.items.length;
    for (const { value } of removed) this.refuseSharedInside(value);
    if (isEmptied && added.length === 0) this.empty(map);
    else if (map.flow === true)
      this.patchFlow(map, removed, added, (entry) => inlineEntry(entry[0], entry[1], this.manner));
    else this.patchBlock(map, removed, added);
  }

  /** A value inside an entry that stays. */
  private patchInside(entry: Entry, patch: Patch, map: YAMLMap.Parsed, indent: number): void {
    const { value } = entry;
    const isHollow =
      value === null ||
      ((isMap(value) || isSeq(value)) && value.items.length === 0) ||
      (isScalar(value) && value.source === '');
    const added = isHollow ? addedBy(patch) : undefined;
    if (isHollow && added === undefined) return;
    if (added === undefined) this.patchNode(value, patch, indent);
    else this.replace(entry, added, map, indent);
  }

  private patchBlock(
    map: YAMLMap.Parsed,
    removed: readonly Entry[],
    added: readonly (readonly [string, Value])[],
  ): void {
    const column = this.columnOf(map);
    const entries = map.items as readonly Entry[];
    for (const entry of removed)
      this.splices.push({ from: this.entryStart(entry), to: this.entryEnd(entry), text: '' });
    const isSorted = isInOrder(entries.map(({ key }) => keyOf(key) ?? ''));
    // New entries in the order of the map, so that several at one place come out in it too.
    const inOrder = isSorted ? [...added].sort(([a], [b]) => (a < b ? -1 : 1)) : added;
    for (const [key, value] of inOrder) {
      const lines = blockEntry(key, value, column, this.manner);
      const next = isSorted ? entries.findIndex((entry) => (keyOf(entry.key) ?? '') > key) : -1;
      const before = entries[(next < 0 ? entries.length : next) - 1];
      this.insertLines(before === undefined ? this.beforeFirst(map) : this.entryEnd(before), lines);
    }
  }

  /** The column of a block map's keys. */
  private columnOf(map: YAMLMap.Parsed): number {
    const [first] = map.items as readonly Entry[];
    if (first === undefined) return 0;
    const start = this.entryStart(first);
    const lead = this.text.slice(lineStart(this.text, start), start);
    if (lead.trim() !== '')
      throw new Unsafe(start, 'this map begins in the middle of a line', 'let it begin on a line of its own');
    return start - lineStart(this.text, start) === 0 ? this.leadOf(start) : start - lineStart(this.text, start);
  }

  private leadOf(start: number): number {
    return /^ */.exec(this.text.slice(start))?.[0].length ?? 0;
  }

  /** Where the lines of an entry begin. */
  private entryStart({ key }: Entry): number {
    const start = lineStart(this.text, key.range[0]);
    const lead = this.text.slice(start, key.range[0]);
    // `? key`, a tag or an anchor may stand before the key; anything else is another thing's line.
    if (/^[ ]*(?:\?[ \t]+)?(?:[!&]\S*[ \t]+)*$/.test(lead)) return start;
    throw new Unsafe(key.range[0], 'this entry begins in the middle of a line', 'let it begin on a line of its own');
  }

  /** Where the line after an entry begins; comments and blank lines that follow are not part of it. */
  private entryEnd(entry: Entry): number {
    return afterLine(this.text, this.endOf(entry));
  }

  private endOf({ key, value }: Entry): number {
    return Math.max(key.range[1], value === null ? 0 : this.endOfNode(value));
  }

  private endOfNode(node: ParsedNode): number {
    if (isMap(node) && node.flow !== true) {
      const last = node.items.at(-1) as Entry | undefined;
      return last === undefined ? node.range[1] : this.endOf(last);
    }
    if (isSeq(node) && node.flow !== true) {
      const last = node.items.at(-1) as ParsedNode | undefined;
      return last === undefined ? node.range[1] : Math.max(node.range[0], this.endOfNode(last));
    }
    return node.range[1];
  }

  /** Right behind the line of the key that a map stands under, before what is said of its first entry. */
  private beforeFirst(map: YAMLMap.Parsed): number {
    const [first] = map.items as readonly Entry[];
    const start = first === undefined ? 0 : this.entryStart(first);
    if (map === this.root) return start;
    let at = start;
    for (;;) {
      const previous = lineStart(this.text, Math.max(0, at - 1));
      if (at === 0 || !/^[ \t]*(?:#[^\n]*)?\r?\n?$/.test(this.text.slice(previous, at))) return at;
      at = previous;
    }
  }

  private insertLines(at: number, lines: readonly string[]): void {
    const { lineEnd } = this.manner;
    const isCut = at > 0 && this.text[at - 1] !== '\n';
    const put = lines.map((line) => (isCut ? `${lineEnd}${line}` : `${line}${lineEnd}`)).join('');
    this.splices.push({ from: at, to: at, text: put });
  }

  private patchFlow<T>(
    node: YAMLMap.Parsed | YAMLSeq.Parsed,
    removed: readonly (Entry | ParsedNode)[],
    added: readonly T[],
    write: (item: T) => string,
  ): void {
    const items = node.items as readonly (Entry | ParsedNode)[];
    for (const item of removed) this.removeFlowItem(node, item);
    if (added.length === 0) return;
    const texts = added.map(write);
    const close = node.range[1] - 1;
    const last = items.at(-1);
    if (last === undefined) {
      const isPadded = isMap(node);
      this.refuseComments(node.range[0] + 1, close);
      this.splices.push({
        from: node.range[0] + 1,
        to: close,
        text: isPadded ? ` ${texts.join(', ')} ` : texts.join(', '),
      });
      return;
    }
    if (removed.length === items.length) throw this.crowded(node);
    const kept = items.filter((item) => !removed.includes(item)).at(-1) ?? last;
    const end = this.flowEnd(kept);
    const comma = this.commaAfter(end, close);
    const gap = this.text.slice(end, close);
    const isOnOwnLine =
      gap.includes('\n') &&
      this.text.slice(lineStart(this.text, this.flowStart(kept)), this.flowStart(kept)).trim() === '';
    const separator = comma === undefined ? ',' : '';
    const after = comma === undefined ? end : comma + 1;
    if (kept !== last) {
      // What followed is taken out, and its comma with it.
      this.splices.push({ from: end, to: end, text: texts.map((text) => `, ${text}`).join('') });
    } else if (isOnOwnLine) {
      const lead = this.text.slice(lineStart(this.text, this.flowStart(kept)), this.flowStart(kept));
      if (separator !== '') this.splices.push({ from: end, to: end, text: separator });
      const at = afterLine(this.text, after);
      const tail = comma === undefined ? '' : ',';
      const lines = texts.map(
        (text, index) => `${lead}${text}${index < texts.length - 1 ? ',' : tail}${this.manner.lineEnd}`,
      );
      this.splices.push({ from: at, to: at, text: lines.join('') });
    } else {
      const put = `${separator} ${texts.join(', ')}${comma === undefined ? '' : ','}`;
      this.splices.push({ from: after, to: after, text: put });
    }
  }

  private crowded(node: ParsedNode): Unsafe {
    return new Unsafe(node.range[0], 'everything in these brackets would be replaced', 'make the change by hand');
  }

  private flowStart(item: Entry | ParsedNode): number {
    return 'key' in item ? item.key.range[0] : item.range[0];
  }

  private flowEnd(item: Entry | ParsedNode): number {
    if (!('key' in item)) return item.range[1];
    return Math.max(item.key.range[1], item.value?.range[1] ?? 0);
  }

  /** The offset of the comma behind an item, if there is one before the bracket closes. */
  private commaAfter(from: number, to: number): number | undefined {
    const found = /^(?:\s|#[^\n]*\n)*,/.exec(this.text.slice(from, to));
    return found === null ? undefined : from + found[0].length - 1;
  }

  private removeFlowItem(node: YAMLMap.Parsed | YAMLSeq.Parsed, item: Entry | ParsedNode): void {
    const items = node.items as readonly (Entry | ParsedNode)[];
    const start = this.flowStart(item);
    const end = this.flowEnd(item);
    const comma = this.commaAfter(end, node.range[1] - 1);
    const to = comma === undefined ? end : comma + 1;
    this.refuseComments(end, to);
    const opensLine = this.text.slice(lineStart(this.text, start), start).trim() === '';
    const rest = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(this.text.slice(to));
    if (opensLine && rest !== null)
      this.splices.push({ from: lineStart(this.text, start), to: to + rest[0].length, text: '' });
    else if (comma !== undefined)
      this.splices.push({ from: start, to: to + (/^[ \t]+/.exec(this.text.slice(to))?.[0].length ?? 0), text: '' });
    else {
      const previous = items[items.indexOf(item) - 1];
      const from = previous === undefined ? start : this.flowEnd(previous);
      this.refuseComments(from, start);
      this.splices.push({ from, to: end, text: '' });
      return;
    }
    // The last of several lines leaves the comma of the one before, which YAML allows.
  }

  private refuseComments(from: number, to: number): void {
    const found = /#[^\n]*/.exec(this.text.slice(from, to));
    if (found !== null)
      throw new Unsafe(
        from + found.index,
        'a comment stands where the change would have to be made',
        'move the comment to a line of its own',
      );
  }

  /** Takes out all that is in a map or list, which stays as an empty one. */
  private empty(node: YAMLMap.Parsed | YAMLSeq.Parsed): void {
    const nothing = isMap(node) ? '{}' : '[]';
    if (node.flow === true) {
      this.refuseComments(node.range[0], node.range[1]);
      this.splices.push({ from: node.range[0], to: node.range[1], text: nothing });
      return;
    }
    if (node === this.root)
      throw new Unsafe(node.range[0], 'nothing would be left in the file', 'delete the file instead');
    const holder = this.holderOf(node);
    const colon = this.colonOf(holder);
    const [first] = node.items as readonly (Entry | ParsedNode)[];
    const start = first === undefined ? node.range[0] : this.flowStart(first);
    this.splices.push({ from: colon + 1, to: colon + 1, text: ` ${nothing}` });
    this.splices.push({ from: lineStart(this.text, start), to: afterLine(this.text, this.endOfNode(node)), text: '' });
  }

  private holderOf(node: ParsedNode): Entry {
    let holder: Entry | undefined;
    if (this.root !== null)
      visit(this.root, {
        Pair: (_key, pair) => {
          if (pair.value !== node) return undefined;
          holder = pair as Entry;
          return visit.BREAK;
        },
      });
    if (holder === undefined) throw this.misfit(node);
    return holder;
  }

  private colonOf(entry: Entry): number {
    const colon = entry.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
    if (colon === undefined) throw new Unsafe(entry.key.range[0], 'this key has no value', 'write `key: {}`');
    return colon.offset;
  }

  private replace(entry: Entry, value: Value, map: YAMLMap.Parsed, indent: number): void {
    const old = entry.value;
    this.refuseSharedInside(old);
    if (isAlias(old)) this.refuseShared(old);
    if (old !== null && (old.tag !== undefined || (!isAlias(old) && old.anchor !== undefined)) && hasProperties(old))
      throw new Unsafe(old.range[0], 'this value has a tag or an anchor', 'remove it, then run the command again');
    const key = keyOf(entry.key) ?? '';
    const colon = this.colonOf(entry);
    const column = map.flow === true ? indent : this.columnOf(map);
    const lines = map.flow === true ? [] : blockEntry(key, value, column, this.manner);
    const isBlock = lines.length > 1;
    const below = isBlock ? lines.slice(1) : [];
    const text = isBlock ? '' : ` ${map.flow === true ? inline(value, this.manner) : onOneLine(value, this.manner)}`;
    const from = colon + 1;
    const oldEnd = old === null ? from : this.endOfNode(old);
    const isBelow = old !== null && this.text.slice(from, old.range[0]).includes('\n') && old.range[1] > old.range[0];
    const isBlockScalar = isScalar(old) && (old.type === 'BLOCK_LITERAL' || old.type === 'BLOCK_FOLDED');
    if (isBelow) {
      // The old value stands on lines of its own; what is said behind the colon stays.
      const start =
        isMap(old) && old.items[0] !== undefined
          ? this.entryStart(old.items[0] as Entry)
          : lineStart(this.text, old.range[0]);
      if (text !== '') this.splices.push({ from, to: from, text });
      this.splices.push({ from: start, to: afterLine(this.text, oldEnd), text: '' });
    } else {
      const to = Math.max(from, isBlockScalar ? oldEnd : (old?.range[1] ?? from));
      const end = isBlockScalar ? this.manner.lineEnd : '';
      this.splices.push({ from, to, text: `${text}${end}` });
    }
    if (below.length > 0)
      this.insertLines(
        afterLine(this.text, isBelow || isBlockScalar ? oldEnd : Math.max(from, old?.range[1] ?? 0)),
        below,
      );
  }

  private patchList(list: YAMLSeq.Parsed, patch: Patch & { readonly type: 'list' }): void {
    const items = list.items as readonly ParsedNode[];
    for (const item of items) if (isAlias(item)) this.refuseShared(item);
    const textOf = (item: ParsedNode) => keyOf(item);
    const removed = items.filter((item) => patch.remove.includes(textOf(item) ?? ''));
    const added = patch.add.filter((text) => !items.some((item) => textOf(item) === text && !removed.includes(item)));
    if (removed.length === items.length && items.length > 0 && added.length === 0) {
      this.empty(list);
      return;
    }
    if (list.flow === true) {
      this.patchFlow(list, removed, added, (text) => inline(text, this.manner));
      return;
    }
    const lead = this.itemLead(list);
    for (const item of removed) {
      const start = lineStart(this.text, item.range[0]);
      this.splices.push({ from: start, to: afterLine(this.text, item.range[1]), text: '' });
    }
    this.insertLines(
      afterLine(this.text, this.endOfNode(list)),
      added.map((text) => `${lead}${onOneLine(text, this.manner)}`),
    );
  }

  /** What stands before an item on its line: `  - `. */
  private itemLead(list: YAMLSeq.Parsed): string {
    const first = list.items[0] as ParsedNode | undefined;
    const start = first?.range[0] ?? list.range[0];
    const lead = this.text.slice(lineStart(this.text, start), start);
    if (!/^ *- +$/.test(lead))
      throw new Unsafe(start, 'this list begins in the middle of a line', 'let each item stand on a line of its own');
    return lead;
  }
}

function hasProperties(node: ParsedNode): boolean {
  return (!isAlias(node) && node.anchor !== undefined) || (node.tag !== undefined && node.tag !== '');
}

function isInOrder(keys: readonly string[]): boolean {
  return keys.length > 1 && keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
}
