import { flagsOf, heldIn, kinds, takesWords } from '../kinds/index.js';
import { Commented, isNameOfFiles, textOrNothing } from '../kinds/written.js';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveIndex } from '../model/live-index.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Grants, Place } from './grants.js';
import { roleText } from './grants.js';

/** What entries are made of. */
export interface Told {
  readonly live: LiveIndex;
  readonly grants: Grants;
  /** What files may name; a role with any other is left out. */
  readonly knownPermissions: ReadonlySet<string>;
}

/** The entries of what stands side by side, by name; with a comment that names those that files can't say. */
export function entriesOf(resources: readonly LiveResource[], told: Told): unknown {
  const map = new Map(
    resources.flatMap((resource) => {
      const found = entryOf(resource, told);
      return found === undefined ? [] : [[ownNameOf(resource), found] as const];
    }),
  );
  const missing = resources.map(ownNameOf).filter((name) => !map.has(name));
  return missing.length === 0
    ? map
    : new Commented(`not said here: ${missing.map((name) => JSON.stringify(name)).join(', ')}`, map);
}

/** The entry of something that has a name, with everything in it; nothing where no file can say it. */
export function entryOf(found: LiveResource, told: Told): unknown {
  if (!hasNameOfFiles(found)) return undefined;
  const { exported, role } = kinds[found.kind];
  const own = exported === undefined ? fieldsOf(found) : exported(found, told.knownPermissions);
  if (role !== 'place') return own;
  return { ...(own as object), ...raisedOn(found, told.live), members: membersOf(found, told), ...mapsIn(found, told) };
}

/** The fields of its entry, as they are live. */
function fieldsOf({ kind, attributes }: LiveResource): object {
  return Object.fromEntries(
    kinds[kind].fields.map((field) => {
      const value = attributes[field];
      return [field, typeof value === 'boolean' ? value : textOrNothing(value)];
    }),
  );
}

function raisedOn({ kind, names }: LiveResource, live: LiveIndex): Readonly<Record<string, true | undefined>> {
  return Object.fromEntries(
    flagsOf(kind).map((flag) => {
      const isRaised = live.find(flag, kinds[flag].addressOf(names)) !== undefined;
      return [kinds[flag].section, isRaised ? true : undefined];
    }),
  );
}

/** The map of members; left out, which says nothing, where nobody is known and there may be somebody. */
function membersOf({ kind, address }: LiveResource, { grants }: Told): unknown {
  const place = grants.get(address);
  if (place === undefined || (!takesWords(kind) && !hasMembers(place))) return undefined;
  const { entries, notes, isWhole } = place;
  const map = new Map([...entries].map(([person, role]) => [person, roleText(role, !takesWords(kind))]));
  if (!isWhole && map.size === 0) return undefined;
  return notes.length === 0 ? map : new Commented(`not said here: ${notes.join('; ')}`, map);
}

/** The maps of what it holds. */
function mapsIn({ kind, address }: LiveResource, told: Told): object {
  return Object.fromEntries(
    heldIn(kind).flatMap((held) => {
      const { section, comesByItself } = kinds[held];
      const all = inside(told.live, address, held);
      // What comes and goes by itself is listed where one of them says something of access.
      const isTold = comesByItself !== true || all.some((found) => saysOfAccess(found, told));
      if (all.length === 0 || !isTold) return [];
      return [[section, entriesOf(all, told)]];
    }),
  );
}

function saysOfAccess(found: LiveResource, { live, grants }: Told): boolean {
  const place = grants.get(found.address);
  const isFlagged = Object.values(raisedOn(found, live)).includes(true);
  return isFlagged || (place !== undefined && hasMembers(place));
}

function hasMembers({ entries, notes }: Place): boolean {
  return entries.size + notes.length > 0;
}

function inside(live: LiveIndex, container: Address, kind: KindName): readonly LiveResource[] {
  return live
    .inside(container)
    .filter((resource) => resource.kind === kind)
    .sort((a, b) => compareText(a.address, b.address));
}

/** Whether files take its name; another platform, or the UI, may have let another in. */
export function hasNameOfFiles(found: LiveResource): boolean {
  return isNameOfFiles(ownNameOf(found));
}

function ownNameOf({ kind, names }: LiveResource): string {
  const { ownName } = kinds[kind];
  return ownName === undefined ? '' : (names[ownName] ?? '');
}
