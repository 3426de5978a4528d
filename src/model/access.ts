import type { Attributes, KindName } from './resource.js';

/** What one person can do at one place, and through what. */
export interface AccessEntry {
  /** In lower case. */
  readonly user: string;
  /** `account`, or the address of an organization, a space or a project. */
  readonly on: string;
  /** In the words of files and roles, with where each comes from if it is inherited: `member`, `admin (organization)`. */
  readonly roles: readonly string[];
  /** Sorted. Of what is not in a listed role nothing is known. */
  readonly permissions: readonly string[];
  /** Whether there may be more that nobody can see. */
  readonly isPartlyUnknown: boolean;
}

/** One grant that counts, at the outermost place that is asked about. */
export interface AccessGrant {
  /** In lower case. */
  readonly user: string;
  /** `account`, or the address of an organization, a space or a project. */
  readonly on: string;
  /** As an entry's roles. */
  readonly role: string;
  /** Given at this place; given further out; or what a public space gives to its organization's members. */
  readonly way: 'direct' | 'inherited' | 'public';
  /** At how many of the places asked about it counts. */
  readonly places: number;
  /** Sorted. */
  readonly permissions: readonly string[];
  /** Whether there may be more, here or at one of the other places, that nobody can see. */
  readonly isPartlyUnknown: boolean;
}

/** A grant on the page for an auditor, with what the files say of it. */
export interface PageGrant extends AccessGrant {
  /** The group of the files through which it is given. */
  readonly group?: string;
  /** When it ends and why it is there: `until 2027-01-01 (INC-1)`. */
  readonly end?: string;
}

/** A person on that page. */
export interface PagePerson {
  /** In lower case. */
  readonly user: string;
  /** Nothing where it is not known. */
  readonly status: string;
  /** In the account. */
  readonly role: string;
  /** In how many places they have access; the account itself is none. */
  readonly reach: number;
}

/** A role on that page, also where nobody has it. */
export interface PageRole {
  readonly name: string;
  readonly permissions: readonly string[];
}

/** A place on that page. */
export interface PagePlace {
  /** `account`, or an address. */
  readonly on: string;
  /** Open to all of its organization, or closed to all but those who are bound to it. */
  readonly mark?: 'public' | 'restricted';
}

/** The role that a label names, without the place from which it reaches further in. */
export function roleOfLabel(label: string): string {
  return label.replace(/ \((?:space|organization, public space)\)$/, '');
}

/** Whoever may do one of these can give themselves more, or take away what is not theirs. */
const dangerous = /^(ROLE_UPDATE|ROLE_BINDING_CREATE|USER_PERMISSION_UPDATE|SERVICE_KEY_CREATE|USER_DELETE|.*_DELETE)$/;

export function isDangerous(permission: string): boolean {
  return dangerous.test(permission);
}

/** What an auditor reads first. */
export interface AccessSummary {
  readonly sections: readonly {
    readonly title: string;
    readonly items: readonly string[];
  }[];
  /** How many people have something in how many places. */
  readonly spread: readonly {
    readonly places: string;
    readonly people: number;
  }[];
}

/** Whether one of the roles is that of an administrator, of the place or of something above it. */
export function isAdmin(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'admin' || role.startsWith('admin ('));
}

/** What one person has at one place at two moments: the roles, and the permissions that came and went. */
interface AccessDifference {
  readonly user: string;
  readonly on: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** What a plan changes for one person at one place. */
export interface AccessChange extends AccessDifference {
  /** The groups of the files through which it is given. */
  readonly groups?: readonly string[];
  /** What was there before may have been more than is known. */
  readonly isPartlyUnknown?: true;
}

/** What is different for one person at one place between two moments. */
export interface ComparedAccess extends AccessDifference {
  /** The moments of which not everything was seen, where that may be why it looks different. */
  readonly doubts: readonly ('before' | 'after')[];
}

/** An object that came, went or changed, and gives or takes access by that. */
export interface AccessCause {
  readonly address: string;
  readonly kind: KindName;
  /** The fields that count; nothing where it was not there. */
  readonly before: Attributes | null;
  readonly after: Attributes | null;
}

/** Somebody who could give themselves more, or who has together what was to be separate. */
export interface Escalation {
  readonly rule: 'self-grant' | 'separate' | 'public-space' | 'unrestricted' | 'wider-role';
  readonly user?: string;
  readonly on: string;
  /** One sentence with the way by which it comes. */
  readonly message: string;
  /** What that says beside who it is and where, for a place where those are said already. */
  readonly note?: string;
}

/** What a cause comes to, the worst first; `none`: nothing that anybody would have to know. */
export const causeEffects = ['escalates', 'loses', 'gains', 'none'] as const;

/** What brings some of the changes of access about: steps that belong together, and what they come to. */
export interface Cause {
  readonly effect: (typeof causeEffects)[number];
  /** Who gains or loses what by that, in one sentence without its full stop. */
  readonly message: string;
  /** Why a reviewer should stop at it. */
  readonly notes: readonly string[];
  /** Who it is and where, as far as the sentence only counts them. */
  readonly details: readonly string[];
  /** Indexes of the plan's steps, in order. */
  readonly steps: readonly number[];
  /** How many people and places the sentence speaks of. */
  readonly people: number;
  readonly places: number;
  /** How many changes of access it brings about. */
  readonly changes: number;
  /** Their indexes in the list of all; empty where that is left out. */
  readonly access: readonly number[];
  /** Indexes of the escalations that it brings about. */
  readonly escalations: readonly number[];
}

/** How many people a plan concerns. Nobody is counted twice but as an administrator. */
export interface Verdict {
  readonly joining: number;
  readonly leaving: number;
  readonly gaining: number;
  readonly losing: number;
  /** Who becomes an administrator of the account, an organization or a space. */
  readonly admins: number;
  /** Roles whose permissions change. */
  readonly roles: number;
}
