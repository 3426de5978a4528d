import { lastKept } from './last-kept.js';

declare const brand: unique symbol;

/**
 * The stable name of an object in files, plans and globs, e.g.
 * `organization/Platform Team/space/team-alpha/member/raj@example.com`.
 * `/` and `%` inside a name are percent-encoded; emails are in lower case.
 */
export type Address = string & { readonly [brand]: 'Address' };

/**
 * The names that make up an object's address, as people write them (emails in lower case). A new kind adds its own to this from its
 * folder.
 */
export interface Names {
  readonly user?: string;
  readonly role?: string;
  readonly organization?: string;
  readonly space?: string;
  readonly project?: string;
  /** Of an API key. */
  readonly key?: string;
}

const organizationAt = lastKept((organization: string) => `organization/${encode(organization)}` as Address);
const spaceAt = lastKept(
  (organization: string, space: string) => `${organizationAt(organization)}/space/${encode(space)}` as Address,
);
const projectAt = lastKept(
  (organization: string, space: string, project: string) =>
    `${spaceAt(organization, space)}/project/${encode(project)}` as Address,
);

/** Builds addresses from names. */
export const addressOf = {
  user: (email: string) => ['user', encode(normaliseEmail(email))].join('/') as Address,
  role: (name: string) => childOf(undefined, 'role', name),
  organization: organizationAt,
  organizationMember: (organization: string, email: string) => memberOf(organizationAt(organization), email),
  space: spaceAt,
  spaceMember: (organization: string, space: string, email: string) => memberOf(spaceAt(organization, space), email),
  project: projectAt,
  restriction: (organization: string, space: string, project: string) =>
    `${projectAt(organization, space, project)}/restriction` as Address,
  projectMember: (organization: string, space: string, project: string, email: string) =>
    memberOf(projectAt(organization, space, project), email),
  apiKey: (name: string) => `api-key/${encode(name)}` as Address,
} as const;

/** What stands in a container (in the account itself where there is none) under a word and a name of its own. */
export function childOf(container: Address | undefined, word: string, name: string): Address {
  return `${container === undefined ? '' : `${container}/`}${word}/${encode(name)}` as Address;
}

/** Somebody's entry at an organization, a space or a project, by the address of both. */
export function memberAt(place: string, user: Address): Address {
  return [place, 'member', user.slice('user/'.length)].join('/') as Address;
}

/** Whether an address is that of such an entry: the flag of something that is called `member` ends alike, with a word and no name. */
export function isMember(address: Address): boolean {
  return address.endsWith('/member', address.lastIndexOf('/')) && address.split('/').length % 2 === 0;
}

/** The place of such an entry. */
export function placeOfMember(member: Address): Address {
  return member.slice(0, member.lastIndexOf('/member/')) as Address;
}

/** The address of what has another name in the same place. */
export function siblingOf(address: Address, name: string): Address {
  return `${address.slice(0, address.lastIndexOf('/'))}/${encode(name)}` as Address;
}

/** `Platform Team / team-alpha`, as a person says it; `account` is a place too. */
export function placeTitle(place: string): string {
  if (place === 'account') return 'the account';
  return segmentsOf(place as Address)
    .filter((_, index) => index % 2 === 1)
    .join(' / ');
}

/** The name of an API key, where this is the address of one. */
export function keyNameOf(address: string): string | undefined {
  return address.startsWith('api-key/') ? segmentsOf(address as Address)[1] : undefined;
}

/** As the files' schema has it. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** Emails compare without case. */
export function normaliseEmail(email: string): string {
  return email.toLowerCase();
}

/** The decoded segments of an address: `['user', 'raj@example.com']`. */
export function segmentsOf(address: Address): readonly string[] {
  return address.split('/').map((segment) => (segment.includes('%') ? decode(segment) : segment));
}

function memberOf(place: Address, email: string): Address {
  return [place, 'member', encode(normaliseEmail(email))].join('/') as Address;
}

function encode(name: string): string {
  return name.includes('%') || name.includes('/') ? name.replaceAll('%', '%25').replaceAll('/', '%2F') : name;
}

function decode(segment: string): string {
  return segment.replaceAll('%2F', '/').replaceAll('%25', '%');
}
