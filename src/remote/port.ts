import type { ResolvedCall } from '../model/call.js';
import type { Result } from '../model/result.js';
import type { Secret } from '../model/secret.js';

/** What can be listed, with the questions' own parameters. Names are those of the platform. */
export type Listing =
  | { readonly list: 'users' }
  | { readonly list: 'organizations' }
  | { readonly list: 'spaces'; readonly organization: string }
  | { readonly list: 'roles' }
  | { readonly list: 'role-bindings'; readonly resourceType: 'SPACE' | 'PROJECT' }
  | { readonly list: 'resource-restrictions' }
  | { readonly list: 'projects' }
  | { readonly list: 'api-keys'; readonly keyType: 'USER' | 'SERVICE' };

/**
 * A listed object, as the platform sent it. Every field may be missing and unknown ones may be there (contract §6),
 * so `live` reads it field by field.
 */
export type RawObject = Readonly<Record<string, unknown>>;

/** The one interface to Arize. Everything that goes out or comes in passes here. */
export interface Arize {
  /** Who is asked, through what. Costs no call to the platform. */
  describe(signal?: AbortSignal): Promise<Result<Connection, RemoteFailure>>;
  /**
   * All objects of a listing: follows the cursor to its end, with the largest page size. `onPage` hears of each page that has
   * come in, with the number of its objects.
   */
  list(
    listing: Listing,
    signal?: AbortSignal,
    onPage?: (objects: number) => void,
  ): Promise<Result<readonly RawObject[], RemoteFailure>>;
  /** Makes one change. A removal of what is already gone is a success with `alreadyGone`. */
  call(call: ResolvedCall, signal?: AbortSignal): Promise<Result<CallResult, RemoteFailure>>;
  /** Who is in places, where that can be read at all (contract §8); absent where it is not to be. */
  readonly members?: (places: readonly MemberPlace[], signal?: AbortSignal) => Promise<Result<Rosters, RemoteFailure>>;
  /** How many calls it makes at once now, where it finds that by itself; more of them wait. */
  readonly atOnce?: () => number;
  /** Whether the login's key may be one that is shown like this; absent where there is no telling. */
  readonly mayBeInUse?: (redacted: string | undefined) => boolean;
  /** Begins what takes long before the first question. Asks nothing, and fails in nothing that `describe` does not say. */
  readonly getReady?: () => void;
  /** Removes what the adapter put on this machine (a temporary profile, a helper process). Safe to repeat. */
  close(): Promise<void>;
}

export interface MemberPlace {
  readonly kind: 'organization' | 'space';
  readonly id: string;
  /** The email addresses of whom to look up where the place is too large to be read to its end; without them it is read. */
  readonly people?: readonly string[];
}

/** The members of the places that could be read. */
export interface Rosters {
  /** By the place's ID: direct human members only, not who is in by inheritance. */
  readonly members: ReadonlyMap<string, readonly RosterMember[]>;
  /** Of places that were not read to the end: the email addresses of who was looked for. Of anybody else nothing is known. */
  readonly lookedFor?: ReadonlyMap<string, ReadonlySet<string>>;
  /** One line on what could not be read, and why. */
  readonly problem?: string;
}

export interface RosterMember {
  readonly user: string;
  /** A predefined role in the words of files; absent where it is not known. */
  readonly role?: string;
  /** In through a custom role, which is a role binding. */
  readonly isCustom?: true;
}

export interface Connection {
  readonly transport: 'ax' | 'api';
  readonly axVersion?: string;
  readonly profile?: string;
  readonly host: string;
  /** Things that can be changed only through this transport, e.g. `private` of a space. */
  readonly capabilities: Capabilities;
  /** When it was read, where that is a snapshot. */
  readonly takenAt?: string;
  /** Why ax is started anew for each call instead of kept warm; known only after the first call. */
  readonly notWarm?: string;
}

export interface Capabilities {
  /** Whether a space can be made private or public (`ax` can't in any version; the REST API can). */
  readonly privateSpaces: boolean;
}

export interface CallResult {
  /** The ID of what was created or updated, where the platform says it. */
  readonly id?: string;
  readonly object?: RawObject;
  /** What the platform shows only this once; it is in no other field. */
  readonly secret?: Secret;
  readonly alreadyGone?: true;
}

/** Why something did not work, told from exit codes and statuses, never from prose where a structure exists. */
export type FailureKind =
  /** Something of this machine, before anybody was asked. */
  | 'environment'
  | 'ax-missing'
  | 'ax-too-old'
  | 'ax-broken'
  | 'no-profile'
  | 'bad-profile'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'server'
  | 'unreachable'
  | 'timeout'
  | 'unreadable'
  | 'interrupted';

export interface RemoteFailure {
  readonly kind: FailureKind;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** One line for people, with what the platform said. Holds no secret. */
  readonly message: string;
  /** What to do about it: the exact next command where there is one. */
  readonly hint?: string;
  /**
   * Whether the answer says what it is about, as each error of Arize's does (contract §7). A 404 without that may come from a
   * proxy or a router, and says nothing of what was asked for.
   */
  readonly isExplained?: true;
  /** Seconds after which the platform asks to be called again. */
  readonly retryAfter?: number;
  /**
   * Whether the change may have been made all the same (a time-out, a dropped connection, a killed process): the
   * truth must then be read back before anything is repeated.
   */
  readonly uncertain: boolean;
}
