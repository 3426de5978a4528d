/** A value to be written: text is meant as it stands, so `${` in it is not a variable. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/**
 * What is to become of one place in a file. Several wishes about one file are one patch, so that the file is parsed and
 * written once.
 */
export type Patch =
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'remove' }
  | { readonly type: 'map'; readonly entries: ReadonlyMap<string, Patch> }
  | { readonly type: 'list'; readonly add: readonly string[]; readonly remove: readonly string[] };

/** One wish: what is to become of the value at a path of map keys. */
export interface Wish {
  readonly path: readonly [string, ...string[]];
  readonly patch: Exclude<Patch, { readonly type: 'map' }>;
}

/** Joins wishes about one file. Of two about the same place the later one counts; additions to a list add up. */
export function patchOf(wishes: readonly Wish[]): Patch & { readonly type: 'map' } {
  const root: Tree = new Map();
  for (const { path, patch } of wishes) {
    let at = root;
    for (const key of path.slice(0, -1)) {
      const inside = at.get(key);
      const next = isTree(inside)
        ? inside
        : inside?.type === 'value'
          ? treeOf(inside.value)
          : new Map<string, Branch>();
      at.set(key, next);
      at = next;
    }
    const key = path[path.length - 1] ?? '';
    const other = at.get(key);
    at.set(key, other === undefined || isTree(other) ? patch : joined(other, patch));
  }
  return patchFrom(root);
}

type Branch = Tree | Wish['patch'];
type Tree = Map<string, Branch>;

function isTree(branch: Branch | undefined): branch is Tree {
  return branch instanceof Map;
}

function joined(earlier: Wish['patch'], later: Wish['patch']): Wish['patch'] {
  if (later.type !== 'list' || earlier.type !== 'list') return later;
  const without = (list: readonly string[], gone: readonly string[]) => list.filter((item) => !gone.includes(item));
  return {
    type: 'list',
    add: [...new Set([...without(earlier.add, later.remove), ...later.add])],
    remove: [...new Set([...without(earlier.remove, later.add), ...later.remove])],
  };
}

function treeOf(value: Value): Tree {
  if (typeof value !== 'object' || isList(value)) return new Map();
  return new Map(Object.entries(value).map(([key, inside]) => [key, { type: 'value', value: inside } as const]));
}

function patchFrom(tree: Tree): Patch & { readonly type: 'map' } {
  const entries = [...tree].map(([key, patch]) => [key, isTree(patch) ? patchFrom(patch) : patch] as const);
  return { type: 'map', entries: new Map(entries) };
}

/** What stands at a place where nothing stood before; nothing if the patch adds nothing. */
export function addedBy(patch: Patch): Value | undefined {
  if (patch.type === 'value') return patch.value;
  if (patch.type === 'remove') return undefined;
  if (patch.type === 'list') return patch.add.length === 0 ? undefined : patch.add;
  const entries = [...patch.entries].flatMap(([key, inside]) => {
    const added = addedBy(inside);
    return added === undefined ? [] : [[key, added] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
