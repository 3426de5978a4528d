import type { LineCounter, ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Locate, Path, Position, Span } from '../model/source.js';

/** Finds places in a file. Everything is looked up only when asked for. */
export interface Places {
  readonly locate: Locate;
  spanOf(node: ParsedNode | null): Span;
  spanAt(from: number, to: number): Span;
  /** What stands at a path in the file's text. */
  written(path: Path, text: string): string;
}

interface Entry {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

export function placesOf(file: string, lines: LineCounter, root: ParsedNode | null): Places {
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const spanAt = (from: number, to: number): Span => ({
    file,
    start: position(from),
    end: position(Math.max(from, to)),
  });
  const spanOf = (node: ParsedNode | null): Span =>
    node === null ? spanAt(0, 0) : spanAt(node.range[0], node.range[1]);
  const steps = new WeakMap<ParsedNode, ReadonlyMap<string, Entry>>();
  const anchors = new Map<string, ParsedNode>();

  const follow = (node: ParsedNode | null): ParsedNode | null => {
    if (!isAlias(node)) return node;
    if (anchors.size === 0 && root !== null) {
      visit(root, (_key, found) => {
        if (typeof found === 'object' && found !== null && 'anchor' in found && typeof found.anchor === 'string')
          anchors.set(found.anchor, found as ParsedNode);
      });
    }
    return anchors.get(node.source) ?? null;
  };
  const entriesOf = (map: YAMLMap.Parsed) => {
    const known = steps.get(map);
    if (known !== undefined) return known;
    const entries = new Map<string, Entry>();
    for (const entry of map.items) {
      const name = keyText(entry.key);
      if (name !== undefined && !entries.has(name)) entries.set(name, entry);
    }
    steps.set(map, entries);
    return entries;
  };

  const find = (path: Path): { readonly key: ParsedNode | null; readonly node: ParsedNode | null } => {
    let node = root;
    let key: ParsedNode | null = null;
    for (const step of path) {
      const inside = follow(node);
      if (isMap(inside)) {
        const entry = entriesOf(inside).get(String(step));
        if (entry === undefined) break;
        key = entry.key;
        node = entry.value;
      } else if (isSeq(inside) && typeof step === 'number') {
        key = null;
        node = inside.items[step] ?? null;
      } else break;
    }
    return { key, node };
  };
  const locate = (path: Path, part: 'key' | 'value'): Span => {
    const { key, node } = find(path);
    return spanOf(part === 'key' ? (key ?? node) : (node ?? key));
  };
  const written = (path: Path, text: string): string => {
    const { node } = find(path);
    return node === null ? '' : text.slice(node.range[0], node.range[1]);
  };
  return { locate: ({ path }, part = 'value') => locate(path, part), spanOf, spanAt, written };
}

/** A key as it was written: `2024`, `on` and `null` are names too. */
export function keyText(key: ParsedNode | null): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  // A plain scalar that YAML takes for something else than text; an empty one has no source.
  return key.source;
}
