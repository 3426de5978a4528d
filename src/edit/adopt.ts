import { indexLive } from '../kinds/live-index.js';
import { keyKind, kindAt, kindNames, kinds, nameKey, namesAt } from '../kinds/index.js';
import { memberRoleWord, normaliseWord } from '../kinds/words.js';
import { addressOf, normaliseEmail } from '../model/address.js';
import type { Address, Names } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { AdoptablePlan } from './adoptables.js';
import { adoptables } from './adoptables.js';
import { valuesOf } from './adopted-value.js';
import type { Declared, PlaceNames } from './declared.js';
import { isMap, placePath } from './declared.js';
import type { Edits, FileWish } from './edits.js';
import { homeOf } from './home.js';
import { outOfEverything } from './offboard.js';
import type { Value, Wish } from './patch.js';

/** What is to be taken over into the files. */
export interface AdoptRequest {
  readonly plan: AdoptablePlan;
  /** As it was read for that plan. */
  readonly live: LiveState;
  /** What files may name; a role with any other can't be adopted. */
  readonly knownPermissions: ReadonlySet<string>;
  /** Which addresses; all where it is left out. */
  readonly includes?: (address: Address) => boolean;
}

/**
 * Writes what is live into the files, where a plan would change it or no file declares it: the plan afterwards has nothing
 * left to do for those addresses. What a file can't say (a key's secret) is named in the notes, by its address.
 */
export function adopt(declared: Declared, request: AdoptRequest): Edits {
  const { plan, live, includes = () => true } = request;
  const index = indexLive(live);
  const valueOf = valuesOf(index, request.knownPermissions);
  const wishes: FileWish[] = [];
  const notes: string[] = [];
  for (const { address } of adoptables(plan)) {
    if (!includes(address)) continue;
    const found = kindNames.map((kind) => index.find(kind, address)).find((one) => one !== undefined);
    const made = found === undefined ? undeclaring(declared, address, index) : accepting(declared, found, valueOf);
    if (!made.ok) notes.push(`${address}: ${made.error}`);
    else {
      wishes.push(...made.value.wishes);
      notes.push(...made.value.notes);
    }
  }
  notes.push(...unadoptable(plan, includes));
  return { wishes: withoutInner(wishes), notes };
}

/** What adopting does not settle. */
function unadoptable({ steps, unmanaged, blocked }: AdoptablePlan, includes: (address: Address) => boolean) {
  const keys = [...steps, ...unmanaged, ...blocked].filter(({ address }) => kindAt(address) === keyKind);
  const renamed = steps.filter(({ action }) => action === 'rename');
  return [
    ...new Set([
      ...keys
        .filter(({ address }) => includes(address))
        .map(({ address }) => `${address}: a key's secret can't be adopted; change its entry by hand`),
      ...renamed
        .filter(({ address }) => includes(address))
        .map(({ address }) => `${address}: the files rename it; change the name back by hand`),
    ]),
  ];
}

/** An entry that says what is live: only the fields that differ, where there is an entry already. */
function accepting(
  declared: Declared,
  found: LiveResource,
  valueOf: ReturnType<typeof valuesOf>,
): Result<Edits, string> {
  const path = entryPath(declared, found.kind, found.names);
  const value = valueOf(found);
  if (path === undefined) return failed('change its entry by hand');
  const holders = declared.at(path).filter((holder) => isMap(holder.value));
  if (!value.ok) return value;
  if (holders.length === 0 || isGrant(found.kind))
    return ok({ wishes: [wishAt(declared, path, value.value.value)], notes: value.value.notes });
  const live = value.value.value as Readonly<Record<string, Value>>;
  const wishes = kinds[found.kind].fields.flatMap((field) => fieldWishes(declared, path, field, live[field]));
  return ok({ wishes, notes: [] });
}

function fieldWishes(
  declared: Declared,
  path: Wish['path'],
  field: string,
  live: Value | undefined,
): readonly FileWish[] {
  const at = [...path, field] as unknown as Wish['path'];
  const differing = declared.at(at).filter(({ value }) => !isSame(value, live));
  return differing.map(({ file }) =>
    live === undefined ? remove(file, at) : { file, wish: { path: at, patch: { type: 'value', value: live } } },
  );
}

function isSame(declared: unknown, live: Value | undefined): boolean {
  const plain = (value: unknown): string =>
    Array.isArray(value)
      ? JSON.stringify((value as readonly unknown[]).map(plain).sort())
      : typeof value === 'string'
        ? normaliseWord(value)
        : JSON.stringify(value ?? null);
  return plain(declared) === plain(live) && (typeof declared !== 'string' || declared === live);
}

/** What is declared and not live goes from the files; through a group it stays for the others. */
function undeclaring(declared: Declared, address: Address, live: LiveIndex): Result<Edits, string> {
  const kind = kindAt(address);
  // What a step would create is not live, so there is no object to ask.
  const names = kind === undefined ? {} : namesAt(kind, address);
  const path = kind === undefined ? undefined : entryPath(declared, kind, names);
  if (path === undefined) return failed('take its entry out by hand');
  const { user, role, organization, space } = names;
  const inside = user === undefined || space !== undefined ? [] : live.grantsOf(addressOf.user(user));
  // The files can't say somebody who is in a space and not in its organization; Arize allows it no more than they do.
  if (organization !== undefined && inside.some((grant) => grant.names.organization === organization))
    return failed('they are in no list of its members, and still have something in it, which files can not say');
  const gone = declared.at(path).map(({ file }) => remove(file, path));
  // Whoever is not there has nothing anywhere, and nobody has a role that there is not.
  if (organization === undefined && user !== undefined)
    return ok({ wishes: [...gone, ...outOfEverything(declared, user)], notes: [] });
  if (role !== undefined) return ok({ wishes: [...gone, ...grantsWith(declared, role)], notes: [] });
  // Somebody who has it through a group has no entry of their own.
  const isThroughGroup = gone.length === 0 && user !== undefined;
  return ok({ wishes: isThroughGroup ? [wishAt(declared, path, 'absent')] : gone, notes: [] });
}

function grantsWith(declared: Declared, role: string): readonly FileWish[] {
  return declared.places().flatMap((place) =>
    declared
      .members(place)
      .filter(({ value }) => customRoleIn(value, place) === role)
      .map(({ file, key }) => remove(file, [...placePath(place), 'members', key] as unknown as Wish['path'])),
  );
}

/** The custom role that an entry gives: `admin` is the built-in role, whatever custom role is called like that. */
function customRoleIn(value: unknown, { project }: PlaceNames): unknown {
  const inside: unknown = isMap(value) && 'role' in value ? value['role'] : value;
  if (isMap(inside)) return inside['custom'];
  const isWord = project === undefined && typeof inside === 'string' && memberRoleWord(inside) !== undefined;
  return isWord ? undefined : inside;
}

function remove(file: string, path: Wish['path']): FileWish {
  return { file, wish: { path, patch: { type: 'remove' } } };
}

/** What is inside an entry that goes or comes whole needs no wish of its own. */
function withoutInner(wishes: readonly FileWish[]): readonly FileWish[] {
  const keyOf = (file: string, path: readonly string[]) => JSON.stringify([file, ...path]);
  const whole = new Set(wishes.map(({ file, wish }) => keyOf(file, wish.path)));
  return wishes.filter(
    ({ file, wish }) => !wish.path.some((_, at) => at > 0 && whole.has(keyOf(file, wish.path.slice(0, at)))),
  );
}

function wishAt(declared: Declared, path: Wish['path'], value: Value): FileWish {
  const [holder] = declared.at(path);
  return { file: holder?.file ?? homeOf(declared, path.slice(0, -1)), wish: { path, patch: { type: 'value', value } } };
}

function isGrant(kind: KindName): boolean {
  return kinds[kind].role === 'grant';
}

/** Where an object stands in a file; a person's key as the file spells it. */
function entryPath(declared: Declared, kind: KindName, names: Names): Wish['path'] | undefined {
  const { role, section, holder } = kinds[kind];
  if (role === 'key') return undefined;
  const above = holder === undefined ? [] : (entryPath(declared, holder, names) ?? []);
  if (role === 'flag') return [...above, section] as unknown as Wish['path'];
  const name = names[nameKey(kind)];
  const own =
    role === 'person' || role === 'grant'
      ? declared.entries([...above, section] as unknown as Wish['path']).find(({ key }) => normaliseEmail(key) === name)
      : undefined;
  return [...above, section, own?.key ?? name ?? ''] as unknown as Wish['path'];
}
