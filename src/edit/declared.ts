import type { AccessFile } from '../load/schema.gen.js';
import { normaliseEmail } from '../model/address.js';
import type { SourceDocument } from '../model/document.js';
import type { Source } from '../model/source.js';

/** Files that are to be edited, as they were read. */
export type AccessDocument = SourceDocument<AccessFile>;

/** An organization, a space or a project by its names. */
export interface PlaceNames {
  readonly organization: string;
  readonly space?: string;
  readonly project?: string;
}

/** An entry in a map of some file. `key` is spelled as it is there. */
export interface Found {
  readonly file: string;
  readonly path: readonly [string, ...string[]];
  readonly key: string;
  readonly value: unknown;
}

/** The way to a place in a file. */
export function placePath({ organization, space, project }: PlaceNames): readonly [string, ...string[]] {
  const below = space === undefined ? [] : ['spaces', space, ...(project === undefined ? [] : ['projects', project])];
  return ['organizations', organization, ...below];
}

/** `Platform Team/team-alpha`, as commands take it. */
export function placeText({ organization, space, project }: PlaceNames): string {
  return [organization, space, project]
    .filter((name) => name !== undefined)
    .map((name) => name.replaceAll('%', '%25').replaceAll('/', '%2F'))
    .join('/');
}

export function sourceOf({ file, path, key }: Found): Source {
  return { file, path: [...path, key] };
}

/** What the files say, looked up the way that edits need it: by file and place. */
export class Declared {
  constructor(readonly documents: readonly AccessDocument[]) {}

  /** The values at a path, in every file that has one; a place that is `absent` has none inside. */
  at(path: readonly string[]): readonly { readonly file: string; readonly value: unknown }[] {
    return this.documents.flatMap(({ file, content }) => {
      const value = path.reduce<unknown>((inside, key) => (isMap(inside) ? inside[key] : undefined), content);
      return value === undefined ? [] : [{ file, value }];
    });
  }

  /** The entries of the maps at a path, over all files. */
  entries(path: readonly [string, ...string[]]): readonly Found[] {
    return this.at(path).flatMap(({ file, value }) =>
      isMap(value) ? Object.entries(value).map(([key, inside]) => ({ file, path, key, value: inside })) : [],
    );
  }

  /** A person's entries in `users`. */
  user(email: string): readonly Found[] {
    return this.entries(['users']).filter(({ key }) => normaliseEmail(key) === email);
  }

  /** Every place that the files name and do not declare absent. */
  places(): readonly PlaceNames[] {
    const found = new Map<string, PlaceNames>();
    const add = (place: PlaceNames) => found.set(placeText(place), place);
    const inside = (path: readonly [string, ...string[]]) => this.entries(path).filter(({ value }) => isMap(value));
    for (const { key: organization } of inside(['organizations'])) {
      add({ organization });
      for (const { key: space } of inside(['organizations', organization, 'spaces'])) {
        add({ organization, space });
        for (const { key: project } of inside(['organizations', organization, 'spaces', space, 'projects']))
          add({ organization, space, project });
      }
    }
    return [...found.values()];
  }

  /** The entries of a place's members. */
  members(place: PlaceNames): readonly Found[] {
    return this.entries([...placePath(place), 'members']);
  }

  /** The names of the groups that a person is in, directly or through other groups. */
  groupsOf(email: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (let more = true; more;) {
      more = false;
      for (const { key, people } of this.groups()) {
        if (found.has(key)) continue;
        const has = people.some((item) => {
          const text = String(item);
          return text.startsWith('@') ? found.has(text.slice(1)) : normaliseEmail(text) === email;
        });
        if (has) {
          found.add(key);
          more = true;
        }
      }
    }
    return found;
  }

  /** What each group holds, also where that is kept in another file. */
  private groups(): readonly { readonly key: string; readonly people: readonly unknown[] }[] {
    const kept = this.documents.flatMap(({ lists }) =>
      [...(lists ?? [])].map(([key, list]) => ({ key, people: list.people })),
    );
    const written = this.entries(['groups']).flatMap(({ key, value }) =>
      Array.isArray(value) ? [{ key, people: value as readonly unknown[] }] : [],
    );
    return [...written, ...kept];
  }

  /** Emails that stand anywhere in the files, in lower case. */
  people(): readonly string[] {
    const found = new Set<string>();
    const add = (key: string) => {
      if (!key.startsWith('@')) found.add(normaliseEmail(key));
    };
    for (const { key } of this.entries(['users'])) add(key);
    for (const { people } of this.groups()) for (const item of people) add(String(item));
    for (const place of this.places()) for (const { key } of this.members(place)) add(key);
    return [...found].sort();
  }

  names(section: 'groups' | 'roles'): readonly string[] {
    return [...new Set(this.entries([section]).map(({ key }) => key))].sort();
  }
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
