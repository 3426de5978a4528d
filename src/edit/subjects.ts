import { flagKinds, kinds, thingKinds } from '../kinds/index.js';
import type { Address, Names } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { KindName } from '../model/resource.js';
import type { Edits } from './edits.js';

/**
 * The addresses that edits are about, for a plan of just that. Nothing where they are about something that has no address of
 * its own, such as a group: then a plan of everything tells what comes of it.
 */
export function subjectsOf({ wishes }: Pick<Edits, 'wishes'>): readonly Address[] | undefined {
  const found = wishes.map(({ wish }) => subjectOf(wish.path, undefined, {}));
  return found.includes(undefined) ? undefined : [...new Set(found as readonly Address[])];
}

/** What a path is about, from the entry of something on. */
function subjectOf(
  [section, key, ...inside]: readonly string[],
  holder: KindName | undefined,
  names: Names,
): Address | undefined {
  const own = holder === undefined ? undefined : kinds[holder].addressOf(names);
  if (section === 'members' && own !== undefined)
    return key === undefined || key.startsWith('@') ? undefined : memberAt(own, addressOf.user(key));
  const isHere = (kind: KindName) => kinds[kind].holder === holder && kinds[kind].section === section;
  const flag = flagKinds.find(isHere);
  if (flag !== undefined) return kinds[flag].addressOf(names);
  const kind = thingKinds.find(isHere);
  if (kind === undefined || key === undefined || kinds[kind].role === 'key') return own;
  return subjectOf(inside, kind, { ...names, [kinds[kind].ownName ?? '']: key });
}
