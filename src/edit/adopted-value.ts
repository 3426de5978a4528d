import { kinds } from '../kinds/index.js';
import type { Grants, Place } from '../export/grants.js';
import { grantsOf, isEmail, roleText } from '../export/grants.js';
import { roleValue, userValue } from '../export/people.js';
import { organizationValue, projectValue, spaceValue } from '../export/places.js';
import { plainValue } from '../export/yaml.js';
import { memberRoleWords } from '../kinds/words.js';
import { placeOfMember } from '../model/address.js';
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
  const valueOf = plainValues(live, grants, knownPermissions);
  return (found) => {
    const value = valueOf(found);
    return value.ok ? ok({ value: value.value, notes: unsaid(found, grants) }) : value;
  };
}

/** Who is in a place or below it in a way that files can't say. */
function unsaid({ kind, address }: LiveResource, grants: Grants): readonly string[] {
  if (!['organization', 'space', 'project'].includes(kind)) return [];
  const inside = [...grants].filter(([place]) => place === address || place.startsWith(`${address}/`));
  return inside.flatMap(([place, { entries, notes }]) =>
    notes.map((note) => {
      const [user = '', reason = note] = note.split(/: (.*)/s);
      return isEmail(user) && !entries.has(user) ? `${place}/member/${user}: ${reason}` : `${place}: ${note}`;
    }),
  );
}

function plainValues(
  live: LiveIndex,
  grants: Grants,
  knownPermissions: ReadonlySet<string>,
): (found: LiveResource) => Result<Value, string> {
  const roleOf = roleValue(knownPermissions);
  return (found) => {
    switch (found.kind) {
      case 'user':
        return said(userValue(found), 'the invitation has run out, or the email is none that files take');
      case 'role':
        return said(roleOf(found), 'it has permissions that this version does not know');
      case 'organization':
        return said(organizationValue(found, live, grants));
      case 'space':
        return said(spaceValue(found, live, grants));
      case 'project':
        return said(projectValue(found, live, grants));
      case 'restriction':
        return ok(true);
      case 'api-key':
        return failed("a key's secret can't be adopted");
      default:
        return grantValue(found, grants.get(placeOfMember(found.address)));
    }
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
  const ofProject = kind === 'project-role-binding';
  const exported = place?.entries.get(user);
  if (exported !== undefined) return said(roleText(exported, ofProject));
  const reason = place?.notes.find((note) => note.startsWith(`${user}: `));
  if (reason !== undefined) return failed(reason.slice(user.length + 2));
  if (typeof role !== 'string' || role.startsWith('(unlisted role ') || !isEmail(user))
    return failed('its role has a name that files cannot express');
  const isWord = kinds[kind].isMembership === true && memberRoleWords.some((word) => word === role);
  return said(roleText(isWord ? { word: role } : { name: role }, ofProject));
}
