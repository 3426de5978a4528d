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
