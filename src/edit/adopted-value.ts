import { flagsOf, kinds, takesWords } from '../kinds/index.js';
import type { Grants, Place } from '../export/grants.js';
import type { Told } from '../export/entries.js';
import { entryOf, hasNameOfFiles } from '../export/entries.js';
import { grantsOf, roleText } from '../export/grants.js';
import { plainValue } from '../export/yaml.js';
import { memberRoleWords } from '../kinds/words.js';
import type { Address } from '../model/address.js';
import { isEmail, placeOfMember } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { LiveResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Value } from './patch.js';

/** How something live stands in a file, with all that is in it. */
export interface AdoptedValue {
  readonly value: Value;
  /** What of it no file can say, by address. */
  readonly notes: readonly string[];
}

/** How live objects stand in a file; or why no file can say it. */
export function valuesOf(
  live: LiveIndex,
  knownPermissions: ReadonlySet<string>,
): (found: LiveResource) => Result<AdoptedValue, string> {
  const grants = grantsOf(live);
  const valueOf = plainValues({ live, grants, knownPermissions });
  return (found) => {
    const value = valueOf(found);
    return value.ok
      ? ok({ value: value.value, notes: [...unnamed(found.address, live), ...unsaid(found, grants)] })
      : value;
  };
}

/** What is in it and is called as nothing in a file can be. */
function unnamed(container: Address, live: LiveIndex): readonly string[] {
  return live.inside(container).flatMap((found) => {
    if (kinds[found.kind].ownName === undefined) return [];
    if (hasNameOfFiles(found)) return unnamed(found.address, live);
    const flags = flagsOf(found.kind).map((flag) => live.find(flag, kinds[flag].addressOf(found.names))?.address ?? []);
    return [found.address, ...flags.flat()].map((address) => `${address}: ${noName}`);
  });
}

const noName = 'files take no name that begins or ends with a blank, or holds what can be stored nowhere';

/** Who is in a place or below it in a way that files can't say. */
function unsaid({ kind, address }: LiveResource, grants: Grants): readonly string[] {
  if (kinds[kind].role !== 'place') return [];
  const inside = [...grants].filter(([place]) => place === address || place.startsWith(`${address}/`));
  return inside.flatMap(([place, { entries, notes }]) =>
    notes.map((note) => {
      const [user = '', reason = note] = note.split(/: (.*)/s);
      return isEmail(user) && !entries.has(user) ? `${place}/member/${user}: ${reason}` : `${place}: ${note}`;
    }),
  );
}

function plainValues(told: Told): (found: LiveResource) => Result<Value, string> {
  return (found) => {
    const { role, unsayable } = kinds[found.kind];
    if (role === 'key') return failed("a key's secret can't be adopted");
    if (role === 'flag') return ok(true);
    if (role === 'grant') return grantValue(found, told.grants.get(placeOfMember(found.address)));
    return hasNameOfFiles(found) ? said(entryOf(found, told), unsayable) : failed(noName);
  };
}

function said(value: unknown, otherwise = ''): Result<Value, string> {
  return value === undefined ? failed(otherwise) : ok(plainValue(value) as Value);
}

/** What `export` says of the place, if it was read whole; else what is known of that one grant. */
function grantValue(
  { kind, names: { user = '' }, attributes: { role } }: LiveResource,
  place: Place | undefined,
): Result<Value, string> {
  const ofProject = !takesWords(kinds[kind].holder);
  const exported = place?.entries.get(user);
  if (exported !== undefined) return said(roleText(exported, ofProject));
  const reason = place?.notes.find((note) => note.startsWith(`${user}: `));
  if (reason !== undefined) return failed(reason.slice(user.length + 2));
  if (typeof role !== 'string' || role.startsWith('(unlisted role ') || !isEmail(user))
    return failed('its role has a name that files cannot express');
  const isWord = kinds[kind].isMembership === true && memberRoleWords.some((word) => word === role);
  return said(roleText(isWord ? { word: role } : { name: role }, ofProject));
}
