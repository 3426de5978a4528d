import type { LiveResource } from '../model/resource.js';

/** What roles permit, as they were listed. */
export interface Roles {
  /** Every permission that is known. */
  readonly everything: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, ReadonlySet<string>>;
  /** The predefined roles of spaces by the words that memberships have. */
  readonly byWord: ReadonlyMap<string, ReadonlySet<string>>;
}

export function rolesOf(roles: Iterable<LiveResource>, catalog: Iterable<string>): Roles {
  const everything = new Set(catalog);
  const byName = new Map<string, ReadonlySet<string>>();
  const byWord = new Map<string, ReadonlySet<string>>();
  const ambiguous = new Set<string>();
  for (const { names, attributes, builtIn } of roles) {
    const listed = attributes['permissions'];
    const word = builtIn === undefined ? undefined : wordOf(names.role ?? '');
    if (word !== undefined && (byWord.has(word) || builtIn === 'unknown' || !Array.isArray(listed)))
      ambiguous.add(word);
    // What a role permits may not be told; then it is not known.
    if (!Array.isArray(listed)) continue;
    const permissions = new Set(listed as readonly string[]);
    for (const permission of permissions) everything.add(permission);
    byName.set(names.role ?? '', permissions);
    if (word !== undefined) byWord.set(word, permissions);
  }
  // Where two roles may be meant, it is not known what the word permits.
  for (const word of ambiguous) byWord.delete(word);
  return { everything, byName, byWord };
}

const words: Readonly<Record<string, string>> = { member: 'member', readonly: 'read_only', annotator: 'annotator' };

/** `Space Read-Only` is `read_only`. How Arize names its predefined roles is unverified; a name that says neither is none. */
function wordOf(name: string): string | undefined {
  return words[
    name
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')
      .replace(/^space/, '')
  ];
}

/** What one grant gives: a word of the platform (`member`), or a role by its name. */
export type Given = { readonly word: string } | { readonly role: string };

/** The permissions of a role; nothing where they are not known. */
export type PermissionsOf = (given: Given) => ReadonlySet<string> | undefined;

/** What the listed roles permit. Every role permits something: one without a permission is one that was not read whole. */
export function permissionsIn({ byName, byWord }: Roles): PermissionsOf {
  return (given) => {
    const found = 'word' in given ? byWord.get(given.word) : byName.get(given.role);
    return found === undefined || found.size === 0 ? undefined : found;
  };
}

/**
 * What whoever has `after` in the place of `before` may be unable to do, in words; nothing where they can surely do as much.
 * What is not known counts as less. Words have an order of their own: an admin may do everything, and a member what who may
 * only read may. `had` and `has`: what a role permits now, and what it surely permits then.
 */
export function shortfall(after: Given, before: Given, had: PermissionsOf, has: PermissionsOf): string | undefined {
  const words = 'word' in after && 'word' in before ? ([after.word, before.word] as const) : undefined;
  const isSame = 'role' in after && 'role' in before && after.role === before.role;
  // That a role itself comes to permit less is a change of its own.
  if (isAdmin(after) || isSame || (words !== undefined && words[0] === words[1])) return undefined;
  const less = `${nameOf(after)} permits less than ${nameOf(before)}`;
  if (isAdmin(before)) return less;
  if (words !== undefined && (words[0] !== 'member' || words[1] !== 'read_only'))
    return words[1] === 'member' && words[0] === 'read_only' ? less : notCompared(after, before);
  const [then, now] = [had(before), has(after)];
  if (then === undefined || now === undefined) return words === undefined ? notCompared(after, before) : undefined;
  const missing = [...then].filter((permission) => !now.has(permission)).sort();
  return missing.length === 0
    ? undefined
    : `${nameOf(after)} lacks ${listed(missing)}, which ${nameOf(before)} permits`;
}

export function isAdmin(given: Given | undefined): boolean {
  return given !== undefined && 'word' in given && given.word === 'admin';
}

function notCompared(after: Given, before: Given): string {
  const today = nameOf(before);
  return `whether ${nameOf(after)} permits as much as ${today === '' ? "today's role" : today} is not known`;
}

function nameOf(given: Given): string {
  return 'word' in given ? given.word : given.role;
}

/** A few names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  return `${shown.join(', ')}${shown.length < names.length ? ` and ${String(names.length - shown.length)} more` : ''}`;
}
