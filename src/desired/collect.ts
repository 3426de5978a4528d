import { containerOf, flagsOf, heldIn, keyKind, kinds, nameKey, personKind, thingKinds } from '../kinds/index.js';
import { normaliseWord } from '../kinds/words.js';
import type { AccessFile } from '../load/schema.gen.js';
import type { Names } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { SourceDocument } from '../model/document.js';
import type { Json } from '../model/json.js';
import type { Attributes, KindName } from '../model/resource.js';
import type { Locate, Path, Source } from '../model/source.js';
import type { Collected, Report } from './collected.js';
import { below } from './collected.js';
import { keyEntry, sinkOf } from './keys.js';
import { Merger } from './merger.js';

/** Reads all documents into one, and reports where two of them disagree. */
export function collect(documents: readonly SourceDocument<AccessFile>[], report: Report): Collected {
  const locators = new Map(
    documents.flatMap(({ file, locate, lists }) => [
      [file, locate] as const,
      ...[...(lists?.values() ?? [])].map((list) => [list.file, list.locate] as const),
    ]),
  );
  const locate: Locate = (source, part) => {
    const found = locators.get(source.file);
    if (found === undefined) throw new TypeError(`no document ${source.file}`);
    return found(source, part);
  };
  const merger = new Merger(locate, report);
  // The order of the files decides nothing but which of two disagreeing places is named first.
  const sorted = [...documents].sort((a, b) => compareText(a.file, b.file));
  const defaults = new Map<string, { readonly value: string; readonly source: Source }>();
  for (const { file, content } of sorted) {
    const invite = content.defaults?.invite;
    if (invite !== undefined)
      merger.agree(defaults, 'invite', normaliseWord(invite), { file, path: ['defaults', 'invite'] });
  }
  for (const document of sorted) collectDocument(merger, document, { locate, report });
  const result = merger.result();
  const invite = defaults.get('invite')?.value ?? 'email_link';
  return { ...result, resources: result.resources.map((resource) => withDefaults(resource, invite)), locate };
}

/** What no file gives. Filled in once all are merged: one that gives it does not contradict one that leaves it out. */
function withDefaults(resource: Collected['resources'][number], invite: string): Collected['resources'][number] {
  const { kind, ensure, attributes } = resource;
  if (ensure === 'absent') return resource;
  if (kinds[kind].role === 'person')
    return { ...resource, attributes: { ...attributes, invite: attributes['invite'] ?? invite } };
  if (kinds[kind].role === 'key' && attributes['type'] === 'service')
    return { ...resource, attributes: { ...attributes, account_role: attributes['account_role'] ?? 'member' } };
  return resource;
}

function collectDocument(
  merger: Merger,
  { file, content, lists }: SourceDocument<AccessFile>,
  { locate, report }: { readonly locate: Locate; readonly report: Report },
): void {
  const at = (...path: Path): Source => ({ file, path });
  merger.target(content.target, at('target'));
  merger.policy(content.policy, at('policy'));

  const collectMaps = (isMeant: (kind: KindName) => boolean) => {
    for (const kind of outermost.filter(isMeant)) collectMap(merger, { kind, names: {} }, content, at());
  };
  collectMaps((kind) => kind === personKind);

  if (content.api_keys !== undefined) merger.manage([keyKind], undefined);
  for (const [key, value] of entries(content.api_keys)) {
    const source = at('api_keys', key);
    const { attributes, delivery } = keyEntry(value, source, locate, report);
    merger.declare(keyKind, { key }, 'present', attributes, source);
    merger.deliver(keyKind, { key }, delivery, source);
  }
  for (const [name, sink] of entries(content.secrets)) merger.sink(name, sinkOf(sink), at('secrets', name));

  for (const [name, group] of entries(content.groups)) {
    const list = lists?.get(name);
    if (!('from' in group)) merger.group(name, group, at('groups', name));
    else if (list !== undefined) merger.group(name, list.people, { file: list.file, path: [] });
  }
  collectMaps((kind) => kind !== personKind);
}

/** What is in nothing and has entries of its own; what is said of a key is told apart. */
const outermost: readonly KindName[] = thingKinds.filter(
  (kind) => kinds[kind].holder === undefined && kind !== keyKind,
);

type Entry = Readonly<Record<string, Json>>;

/** The map of one kind in the entry of what holds it, or in the file itself. */
function collectMap(
  merger: Merger,
  { kind, names }: { readonly kind: KindName; readonly names: Names },
  holder: object,
  source: Source,
): void {
  const { section, role } = kinds[kind];
  const map = (holder as Readonly<Record<string, Entry | undefined>>)[section] as
    Readonly<Record<string, Entry | 'absent'>> | undefined;
  // That one of them which no file declares has a flag is a difference, as an entry in a map of members would be.
  if (map !== undefined) merger.manage([kind, ...flagsOf(kind)], containerOf(kind, names));
  if (role === 'person') merger.distinctEmails(Object.keys(map ?? {}), below(source, section));
  for (const [key, value] of entries(map)) {
    const own = { kind, names: { ...names, [nameKey(kind)]: role === 'person' ? normaliseEmail(key) : key } };
    const place = below(source, section, key);
    if (value === 'absent') merger.declare(kind, own.names, 'absent', {}, place);
    else collectEntry(merger, own, value, place);
  }
}

/** What one entry says of something, and of all that is in it. */
function collectEntry(
  merger: Merger,
  { kind, names }: { readonly kind: KindName; readonly names: Names },
  entry: Entry,
  source: Source,
): void {
  const { declared, fields, role } = kinds[kind];
  const { ensure = 'present', attributes } = declared?.(entry) ?? { attributes: picked(entry, fields) };
  merger.declare(kind, names, ensure, attributes, source, entry['renamed_from'] as string | undefined);
  const { secret } = entry;
  if (typeof secret === 'string') merger.deliver(kind, names, { sink: secret }, source);
  for (const flag of flagsOf(kind)) {
    const { section } = kinds[flag];
    const value = entry[section];
    if (value !== undefined)
      merger.declare(
        flag,
        names,
        value === true ? 'present' : 'absent',
        value === true ? { [section]: true } : {},
        below(source, section),
      );
  }
  if (role === 'place') merger.members(kind, names, entry['members'] as Entry | undefined, below(source, 'members'));
  for (const held of heldIn(kind)) collectMap(merger, { kind: held, names }, entry, source);
}

function picked(entry: Entry, fields: readonly string[]): Attributes {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = entry[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

function entries<T>(map: Readonly<Record<string, T>> | undefined): readonly [string, T][] {
  return map === undefined ? [] : Object.entries(map);
}
