import { outermostMembership } from '../kinds/index.js';
import { givenRole } from '../model/resource.js';
import { memberRoleWords } from '../kinds/words.js';
import type { Address } from '../model/address.js';
import { addressOf, isEmail } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { LiveResource } from '../model/resource.js';
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
  const { resources, visibility } = live.state;
  for (const { address } of resources.organization.values())
    places.set(address, organizationPlace(live, address, isRead(visibility, outermostMembership, address)));
  for (const { address, names } of resources.space.values()) {
    const organization = addressOf.organization(names.organization ?? '');
    const seen = {
      memberships: isRead(visibility, 'space-member', address),
      bindings: isRead(visibility, 'space-role-binding', address),
    };
    places.set(address, spacePlace(live, address, seen, people(places.get(organization))));
  }
  for (const { address, names } of resources.project.values()) {
    const organization = addressOf.organization(names.organization ?? '');
    const bindings = membersIn(live, address).map(({ names: own, attributes }) => ({
      user: own.user ?? '',
      roles: [nameOf(givenRole(attributes))],
    }));
    const isWhole = isRead(visibility, 'project-role-binding', address);
    const notes = isWhole || bindings.length === 0 ? [] : ['there may be more that this login is not shown'];
    places.set(address, placeOf(bindings, people(places.get(organization)), isWhole, notes));
  }
  return places;
}

interface Found {
  readonly user: string;
  /** What the person has there; `undefined` for a role that is not known. */
  readonly roles: readonly (Role | undefined)[];
}

function organizationPlace(live: LiveIndex, address: Address, isRead: boolean): Place {
  const members = membersIn(live, address).map(({ names, attributes }): Found => {
    const { role } = attributes;
    return { user: names.user ?? '', roles: [typeof role === 'string' ? { word: role } : undefined] };
  });
  const isKnown = isRead && members.every(({ roles }) => roles.every((role) => role !== undefined));
  if (isKnown) return placeOf(members, undefined, true);
  const note = isRead ? "the roles of the members can't be read" : "the members can't be read";
  return { entries: new Map(), notes: [note], isWhole: false };
}

function spacePlace(
  live: LiveIndex,
  address: Address,
  seen: { readonly memberships: boolean; readonly bindings: boolean },
  inOrganization: ReadonlySet<string> | undefined,
): Place {
  const found = new Map<string, (Role | undefined)[]>();
  for (const { kind, names, attributes } of membersIn(live, address)) {
    const { role } = attributes;
    const own = kind === 'space-member' ? (typeof role === 'string' ? { word: role } : undefined) : nameOf(role);
    found.set(names.user ?? '', [...(found.get(names.user ?? '') ?? []), own]);
  }
  const members = [...found].map(([user, roles]) => ({ user, roles }));
  const notes = [
    ...(seen.memberships ? [] : ["members with built-in roles can't be read"]),
    ...(seen.bindings ? [] : ['members with custom roles may be there that this login is not shown']),
  ];
  return placeOf(members, inOrganization, notes.length === 0, notes);
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

function membersIn(live: LiveIndex, place: Address): readonly LiveResource[] {
  const own = `${place}/member/`;
  return live.inside(place).filter(({ address }) => address.startsWith(own));
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
