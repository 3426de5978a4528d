import type { Address, Names } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { Json } from '../model/json.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Action, Loss } from '../model/plan.js';
import type { Attributes, KindName, LiveResource } from '../model/resource.js';
import { mayHide } from '../model/visibility.js';
import type { Given, PermissionsOf } from './permits.js';
import { isAdmin, listed, shortfall } from './permits.js';

/** A step as its effect on people is judged. */
export interface Judged {
  readonly names: Names;
  readonly action: Action;
  /** What the person has there now; nothing where that is nothing, or can't be read. */
  readonly before: Given | undefined;
  readonly after: Attributes;
}

/** What tells whether a change leaves anybody with less than they have. */
export interface Standing {
  readonly live: LiveIndex;
  /** What a role permits now. */
  readonly had: PermissionsOf;
  /** What it surely permits whichever steps of the plan are carried out. */
  readonly has: PermissionsOf;
  /** Whether it is known what the files said before: then what they didn't give is new, also where nobody can read it. */
  readonly isPastKnown: boolean;
  /** What the plan gives without an approval of its own. */
  readonly given: (kind: KindName, address: Address) => Attributes | undefined;
}

/** What somebody has in a space now (contract §7 "Spaces", "Restrictions"). */
interface InSpace {
  /** Of the space or of something above it: restrictions and privacy keep them out of nothing. */
  readonly isAdmin: boolean;
  /** What they have by an entry of their own, or else as a member of the organization where the space is public. */
  readonly ways: readonly Given[];
  readonly isInherited: boolean;
}

function standingInSpace(person: LiveResource, space: LiveResource, live: LiveIndex): InSpace {
  const above = inOrganization(person, space.names, live);
  const member = live.find('space-member', memberAt(space.address, person.address));
  const binding = live.find('space-role-binding', memberAt(space.address, person.address));
  const own = [
    ...(member === undefined ? [] : wordsOf(member, person)),
    ...(binding === undefined ? [] : [roleIn(binding.attributes)]),
  ];
  const inherited = space.attributes['private'] === true ? [] : above;
  return {
    isAdmin: isAccountAdmin(person) || above.some(isAdmin) || own.some(isAdmin),
    ways: own.length > 0 ? own : inherited,
    isInherited: own.length === 0 && inherited.length > 0,
  };
}

/**
 * What is lost where an entry in a space gives less than what it takes the place of: a former one, one of the other sort, or in a
 * public space what the organization gives. One that can't be read is asserted, whatever is there (the plan says so).
 */
export function entryReduces(
  after: Given,
  { names, action, before }: Judged,
  { live, had, has, isPastKnown }: Standing,
): Loss | undefined {
  const lossOf = (ways: readonly Given[], more = '') => {
    const [why] = ways.flatMap((way) => shortfall(after, way, had, has) ?? []);
    return why === undefined ? undefined : { who: [names.user ?? ''], why: `${why}${more}` };
  };
  if (before !== undefined) return lossOf([before]);
  const space = live.find('space', addressOf.space(names.organization ?? '', names.space ?? ''));
  const person = live.find('user', addressOf.user(names.user ?? ''));
  if (space === undefined || person === undefined || !canSignIn(person)) return undefined;
  if (action === 'assert' && !isPastKnown) return undefined;
  const standing = standingInSpace(person, space, live);
  if (standing.isAdmin) return undefined;
  if (standing.isInherited) return lossOf(standing.ways, ', which the public space gives through the organization');
  if (standing.ways.length > 0 || action === 'assert') return lossOf(standing.ways);
  return lossOf(unseenWays(person, space, live), ', which the public space may give through the organization');
}

/** What a public space may give to whoever may be in its organization unseen. */
function unseenWays(person: LiveResource, { names, attributes }: LiveResource, { state }: LiveIndex): readonly Given[] {
  const organization = addressOf.organization(names.organization ?? '');
  const mayBeIn = mayHide(state.visibility, 'organization-member', organization, person.address);
  return attributes['private'] !== true && mayBeIn ? withoutAdmin(person) : [];
}

/** What somebody is in an organization; nothing for who is not known to be in it. */
function inOrganization(person: LiveResource, { organization = '' }: Names, live: LiveIndex): readonly Given[] {
  const member = live.find('organization-member', memberAt(addressOf.organization(organization), person.address));
  return member === undefined ? [] : wordsOf(member, person);
}

/** Everybody with an entry in one of some places who can sign in. */
function peopleIn(places: readonly Address[], live: LiveIndex): readonly LiveResource[] {
  const people = new Map<Address, LiveResource>();
  for (const place of places) {
    for (const { names } of live.grantsIn(place)) {
      const person = live.find('user', addressOf.user(names.user ?? ''));
      if (person !== undefined && canSignIn(person)) people.set(person.address, person);
    }
  }
  return [...people.values()];
}

/**
 * Who is cut off by a door that closes in a space: for members of the space and of its organization. Where they can't all
 * be seen, or service keys may be among them, nobody can tell.
 */
export function cutOff(
  space: LiveResource,
  isKept: (person: LiveResource, inSpace: InSpace) => boolean,
  live: LiveIndex,
): Loss | undefined {
  const organization = addressOf.organization(space.names.organization ?? '');
  const unseen = whatIsUnseen(organization, space, live);
  if (unseen !== undefined) return { who: 'unknown', why: `this may cut people off: ${unseen}` };
  const who = peopleIn([organization, space.address], live).filter((person) => {
    const inSpace = standingInSpace(person, space, live);
    return !inSpace.isAdmin && inSpace.ways.length > 0 && !isKept(person, inSpace);
  });
  const emails = who.map(({ names }) => names.user ?? '').sort();
  return emails.length === 0 ? undefined : { who: emails, why: `this cuts off ${listed(emails)}` };
}

function whatIsUnseen(organization: Address, space: LiveResource, live: LiveIndex): string | undefined {
  const { visibility } = live.state;
  if (mayHide(visibility, 'organization-member', organization))
    return `the members of ${organization} can't all be read`;
  if (mayHide(visibility, 'space-member', space.address)) return `the members of ${space.address} can't all be read`;
  if (mayHide(visibility, 'space-role-binding', space.address)) return 'this login may not be shown all role bindings';
  return isOpenToKeys(space, live) ? `service keys have roles in ${space.address}` : undefined;
}

/** Whether service keys have something in a space, as far as they were read: their bot users are nobody that is listed. */
function isOpenToKeys({ address }: LiveResource, { state }: LiveIndex): boolean {
  if (state.foreignBindings.some(({ resource }) => resource === address)) return true;
  return [...state.resources['api-key'].values()].some(({ attributes: { spaces } }) => isIn(spaces, address));
}

function isIn(places: Json | undefined, address: Address): boolean {
  return typeof places === 'object' && places !== null && address in places;
}

/**
 * A membership whose role was not read is taken for everything that it can be without being an administrator's, whom
 * nothing further in takes anything from (contract §7 "Annotators": an annotator is nothing else).
 */
function wordsOf({ attributes: { role } }: LiveResource, person: LiveResource): readonly Given[] {
  return typeof role === 'string' && role !== '' ? [{ word: role }] : withoutAdmin(person);
}

function withoutAdmin({ attributes: { role } }: LiveResource): readonly Given[] {
  return role === 'annotator' ? [{ word: 'annotator' }] : [{ word: 'member' }, { word: 'read_only' }];
}

/** The role of a binding. */
export function roleIn({ role }: Attributes): Given {
  return { role: typeof role === 'string' ? role : '' };
}

function isAccountAdmin({ attributes }: LiveResource): boolean {
  return attributes['role'] === 'admin';
}

function canSignIn({ attributes }: LiveResource): boolean {
  return attributes['status'] !== 'expired' && attributes['status'] !== 'inactive';
}
