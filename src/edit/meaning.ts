import type { ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Patch, Value } from './patch.js';
import { addedBy, isList } from './patch.js';
import { escapeVariables } from './render.js';

/** What a file says, so that two of them can be compared: keys as text, aliases by their names. */
export type Meaning = string | readonly Meaning[] | { readonly [key: string]: Meaning };

/** A key as it was written: `2024`, `on` and `null` are names too. */
export function keyOf(key: ParsedNode | null): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : key.source;
}

export function meaningOf(node: ParsedNode | null): Meaning {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [keyOf(key) ?? '?', meaningOf(value)]);
    return Object.fromEntries(entries) as Meaning;
  }
  if (isSeq(node)) return node.items.map((item) => meaningOf(item));
  if (isAlias(node)) return `alias ${node.source}`;
  return isScalar(node) ? scalar(node.value as string | number | boolean | null) : scalar(null);
}

function scalar(value: string | number | boolean | null): Meaning {
  return `${value === null ? 'null' : typeof value} ${String(value)}`;
}

/** What a file says after a patch. */
export function patched(before: Meaning, patch: Patch): Meaning {
  if (patch.type === 'value') return meant(patch.value);
  if (patch.type === 'list') {
    const list = Array.isArray(before) ? (before as readonly Meaning[]) : [];
    const removed = new Set(patch.remove.map((text) => scalar(text)));
    const kept = list.filter((item) => typeof item !== 'string' || !removed.has(item));
    return [...kept, ...patch.add.filter((text) => !kept.includes(scalar(text))).map((text) => meant(text))];
  }
  if (patch.type === 'remove') return before;
  const map = new Map(Object.entries(isMapMeaning(before) ? before : {}));
  for (const [key, inside] of patch.entries) {
    const old = map.get(key);
    if (inside.type === 'remove') map.delete(key);
    else if (old !== undefined) map.set(key, patched(old, inside));
    else {
      const added = addedBy(inside);
      if (added !== undefined) map.set(key, meant(added));
    }
  }
  return Object.fromEntries(map);
}

function isMapMeaning(meaning: Meaning): meaning is Readonly<Record<string, Meaning>> {
  return typeof meaning === 'object' && !Array.isArray(meaning);
}

/** What a value says once it is written: `${` of a text is escaped in the file. */
function meant(value: Value): Meaning {
  if (typeof value === 'string') return scalar(escapeVariables(value));
  if (typeof value !== 'object') return scalar(value);
  if (isList(value)) return value.map(meant);
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, meant(inside)]));
}
