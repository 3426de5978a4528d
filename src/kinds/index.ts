import type { Address, Names } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import type { KindName } from '../model/resource.js';
import { apiKey } from './api-key/index.js';
import type { Kind } from './kind.js';
import { organization } from './organization/index.js';
import { organizationMember } from './organization-member/index.js';
import { project } from './project/index.js';
import { restriction } from './restriction/index.js';
import { projectRoleBinding, spaceRoleBinding } from './role-binding/index.js';
import { role } from './role/index.js';
import { spaceMember } from './space-member/index.js';
import { space } from './space/index.js';
import { user } from './user/index.js';

export type { KindName };

/**
 * Every kind, by its name; what holds another comes before it. Adding one is adding its folder and a line here: one that is
 * left out does not compile.
 */
const named = {
  user,
  role,
  organization,
  'organization-member': organizationMember,
  space,
  'space-member': spaceMember,
  'space-role-binding': spaceRoleBinding,
  project,
  'project-role-binding': projectRoleBinding,
  restriction,
  'api-key': apiKey,
} satisfies Readonly<Record<KindName, Kind>>;

export const kinds: Readonly<Record<KindName, Kind>> = named;

export const registry = Object.values(named);

export const kindNames: readonly KindName[] = registry.map(({ name }) => name);

/** Of people, of what grants consist of, and of what stands for somebody there is one kind each. */
export const personKind = user.name;
export const roleKind = role.name;
export const keyKind = apiKey.name;
/** The place that all others are in, and who is in it: nobody has anything further in without. */
export const outermostKind = organization.name;
export const outermostMembership = organizationMember.name;
export const placeKinds = kindNames.filter((kind) => kinds[kind].role === 'place');
/** The outermost, and what is right in one: whoever knows it by its name may look for it in another, or take it for the other. */
export const placesByName = placeKinds.filter((kind) => [undefined, outermostKind].includes(kinds[kind].holder));
export const grantKinds = kindNames.filter((kind) => kinds[kind].role === 'grant');
/** Grants that nothing but a roster lists. */
export const membershipKinds = grantKinds.filter((kind) => kinds[kind].isMembership === true);
/** Grants of custom roles. */
export const bindingKinds = grantKinds.filter((kind) => kinds[kind].namesRole === true);

/** Whether what a plan names is one of some kinds; plans of later versions may name others. */
export function isOneOf(some: readonly KindName[], kind: string): boolean {
  return some.some((name) => name === kind);
}

/** What has a name and an ID of its own: all but grants and flags. */
export const thingKinds = kindNames.filter((kind) => kinds[kind].ownName !== undefined);
/** Things that stand in others. */
export const heldKinds = thingKinds.filter((kind) => ['place', 'object'].includes(kinds[kind].role));
/** Places that whoever is in what holds them may be in or not. */
export const publicKinds = placeKinds.filter((kind) => kinds[kind].isPublic !== undefined);
export const flagKinds = kindNames.filter((kind) => kinds[kind].role === 'flag');

/** The kinds whose objects can get another name; each is called as the name that it has. */
export const renamable: readonly (KindName & keyof Names)[] = kindNames.flatMap((kind) => {
  const { rename, ownName } = kinds[kind];
  return rename !== undefined && ownName === kind ? [ownName] : [];
});

/** The name that tells it from others in the same map: its own, or of a grant that of the person. */
export function nameKey(kind: KindName): keyof Names {
  return kinds[kind].ownName ?? 'user';
}

/** The object that one is listed in; none for what belongs to the account itself. */
export function containerOf(kind: KindName, names: Names): Address | undefined {
  const { holder } = kinds[kind];
  return holder === undefined ? undefined : kinds[holder].addressOf(names);
}

/** Of what there may be only one at an address: a person has one grant in a space, of whichever sort. */
export function slotOf(kind: KindName): string {
  return kinds[kind].slot ?? kind;
}

const shared = ofEach((kind) => {
  const { slot } = kinds[kind];
  return slot === undefined ? [] : kindNames.filter((other) => other !== kind && kinds[other].slot === slot);
});

/** The kinds that share their place with one. */
export function sharing(kind: KindName): readonly KindName[] {
  return shared[kind];
}

const grantsAt = ofEach((place) => grantKinds.filter((kind) => kinds[kind].holder === place));

/** Whether a grant or a place is in a place that is in none. */
export function isOutermost(kind: KindName): boolean {
  const { holder } = kinds[kind];
  return holder !== undefined && kinds[holder].holder === undefined;
}

/** The grants that somebody may have right in a place of a kind. */
export function grantsIn(place: KindName): readonly KindName[] {
  return grantsAt[place];
}

const flagsAt = ofEach((thing) => flagKinds.filter((kind) => kinds[kind].holder === thing));

/** The flags that something of a kind may have. */
export function flagsOf(thing: KindName): readonly KindName[] {
  return flagsAt[thing];
}

const doorsAt = ofEach((place) => flagsOf(place).filter((flag) => kinds[flag].isDoor !== undefined));

/** The flags that close a place of a kind to whoever has nothing of their own in it. */
export function doorsOf(place: KindName): readonly KindName[] {
  return doorsAt[place];
}

const heldAt = ofEach((place) => heldKinds.filter((kind) => kinds[kind].holder === place));

/** What is right in a place of a kind, and has a name. */
export function heldIn(place: KindName): readonly KindName[] {
  return heldAt[place];
}

const decidingIn = ofEach(function decidingIn(place): readonly KindName[] {
  return heldIn(place).flatMap((held) => [...grantsIn(held), ...doorsOf(held), ...decidingIn(held)]);
});

/** What decides who is in the places inside one of a kind, to any depth. */
export function decidingInside(place: KindName): readonly KindName[] {
  return decidingIn[place];
}

/** Whether built-in roles can be given in a place, by their words. */
export function takesWords(place: KindName | undefined): boolean {
  return membershipKinds.some((kind) => kinds[kind].holder === place);
}

const words = ofEach(function wordsTo(kind): readonly string[] {
  const { holder, word } = kinds[kind];
  return [...(holder === undefined ? [] : wordsTo(holder)), word];
});

/** The words of an address of a kind, from the outside in: `organization`, `space`, `member`. */
export function wordsOf(kind: KindName): readonly string[] {
  return words[kind];
}

const chains = ofEach(function chainTo(kind): readonly KindName[] {
  const { holder } = kinds[kind];
  return [...(holder === undefined ? [] : chainTo(holder)), kind];
});

/** What something of a kind is in, from the outside in. */
export function holdersOf(kind: KindName): readonly KindName[] {
  return chains[kind].slice(0, -1);
}

/** The names in an address. */
export function namesAt(kind: KindName, address: Address): Names {
  const segments = segmentsOf(address);
  const named = chains[kind].filter((one) => kinds[one].role !== 'flag');
  return Object.fromEntries(named.map((one, index) => [nameKey(one), segments[2 * index + 1] ?? '']));
}

const byWords = new Map([...kindNames].reverse().map((kind) => [wordsOf(kind).join('/'), kind]));

/** The kind of what is at an address; of several sorts of grants there, the first. */
export function kindAt(address: Address): KindName | undefined {
  return byWords.get(
    segmentsOf(address)
      .filter((_, index) => index % 2 === 0)
      .join('/'),
  );
}

/** What is asked of a kind for each of thousands of objects is worked out once. */
function ofEach<T>(make: (kind: KindName) => T): Readonly<Record<KindName, T>> {
  return Object.fromEntries(kindNames.map((kind) => [kind, make(kind)])) as Readonly<Record<KindName, T>>;
}
