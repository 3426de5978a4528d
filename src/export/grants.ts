import { grantsIn, kinds, outermostMembership, placeKinds, takesWords } from '../kinds/index.js';
import { givenRole } from '../model/resource.js';
import { memberRoleWords } from '../kinds/words.js';
import type { Address } from '../model/address.js';
import { addressOf, isEmail } from '../model/address.js';
import { groupBy } from '../model/group-by.js';
import type { LiveIndex } from '../model/live-index.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { isRead } from '../model/visibility.js';

/** A role as a file says it: the word of a predefined one, or the name of a role. */
export type Role = { readonly word: string } | { readonly name: string };

/** Who has what in one place, by email; `@name` stands for a group. */
export interface Place {
  readonly entries: ReadonlyMap<string, Role>;
  /** What the entries don't say, and why. */
  readonly notes: readonly string[];
  /** Whether all who are there are known; else an empty map would say too much. */
  readonly isWhole: boolean;
}

export type Grants = ReadonlyMap<Address, Place>;

/** What everybody has in every organization, space and project, as far as files can say it. */
export function grantsOf(live: LiveIndex): Grants {
  const places = new Map<Address, Place>();
  for (const place of placeKinds.flatMap((kind) => [...live.state.resources[kind].values()])) {
    const organization = addressOf.organization(place.names.organization ?? '');
    places.set(
      place.address,
      kinds[place.kind].holder === undefined
        ? outermostPlace(live, place.address)
        : innerPlace(live, place, people(places.get(organization))),
    );
  }
  return places;
}

interface Found {
  readonly user: string;
  /** What the person has there; `undefined` for a role that is not known. */
  readonly roles: readonly (Role | undefined)[];
}

function outermostPlace(live: LiveIndex, address: Address): Place {
  const isListed = isRead(live.state.visibility, outermostMembership, address);
  const members = live.grantsIn(address).map(({ names, attributes }): Found => {
    const role = givenRole(attributes);
    return { user: names.user ?? '', roles: [typeof role === 'string' ? { word: role } : undefined] };
  });
  const isKnown = isListed && members.every(({ roles }) => roles.every((role) => role !== undefined));
  if (isKnown) return placeOf(members, undefined, true);
  const note = isListed ? "the roles of the members can't be read" : "the members can't be read";
  return { entries: new Map(), notes: [note], isWhole: false };
}

function innerPlace(
  live: LiveIndex,
  { kind, address }: LiveResource,
  inOrganization: ReadonlySet<string> | undefined,
): Place {
  const byPerson = groupBy(live.grantsIn(address), ({ names }) => names.user ?? '');
  const members = [...byPerson].map(([user, own]) => ({ user, roles: own.map(roleOf) }));
  const unread = grantsIn(kind).filter((grant) => !isRead(live.state.visibility, grant, address));
  // Where roles have words the map is never left out, so that what it does not say is said.
  const isSilent = members.length === 0 && !takesWords(kind);
  return placeOf(members, inOrganization, unread.length === 0, isSilent ? [] : unread.map(noteOf));
}

function roleOf({ kind, attributes }: LiveResource): Role | undefined {
  const role = givenRole(attributes);
  if (kinds[kind].namesRole === true) return nameOf(role);
  return typeof role === 'string' ? { word: role } : undefined;
}

/** What is not said where not all of a sort of grants were read. */
function noteOf(grant: KindName): string {
  const { isMembership, holder } = kinds[grant];
  if (isMembership === true) return "members with built-in roles can't be read";
  return takesWords(holder)
    ? 'members with custom roles may be there that this login is not shown'
    : 'there may be more that this login is not shown';
}

/** `inOrganization`: whom the organization's own map names; the files may name nobody else below it. */
function placeOf(
  members: readonly Found[],
  inOrganization: ReadonlySet<string> | undefined,
  isWhole: boolean,
  notes: readonly string[] = [],
): Place {
  const entries = new Map<string, Role>();
  const more = [...notes];
  for (const { user, roles } of [...members].sort((a, b) => (a.user < b.user ? -1 : 1))) {
    const [role, ...others] = roles;
    if (!isEmail(user)) more.push(`${user}: no email that files take`);
    else if (role === undefined || others.includes(undefined)) more.push(`${user}: the role is not known`);
    else if (others.length > 0) more.push(`${user}: has both a built-in and a custom role, which files can't say`);
    else if (inOrganization?.has(user) === false) more.push(`${user}: is not a member of the organization`);
    else entries.set(user, role);
  }
  return { entries, notes: more, isWhole };
}

function people(place: Place | undefined): ReadonlySet<string> | undefined {
  return place?.isWhole === true ? new Set(place.entries.keys()) : undefined;
}

/** A role that was not listed has no name that a file could say. */
function nameOf(role: unknown): Role | undefined {
  return typeof role === 'string' && !role.startsWith('(unlisted role ') ? { name: role } : undefined;
}

/** A role in the form of a file. `ofProject`: there every text is a name. */
export function roleText(role: Role, ofProject: boolean): unknown {
  if ('word' in role) return role.word;
  const word = role.name.toLowerCase().replaceAll('-', '_');
  const readsAsWord = memberRoleWords.some((known) => known === word) || role.name === 'absent';
  return readsAsWord && (!ofProject || role.name === 'absent') ? { custom: role.name } : role.name;
}
