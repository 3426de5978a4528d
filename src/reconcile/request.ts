import type { DestructiveLimit } from '../model/policy.js';
import type { KindName } from '../model/resource.js';
import type { AxMode } from '../remote/ax/runner-choice.js';

/** Which files, and what they may know of the environment. */
export interface FilesRequest {
  /** Files and directories; none stands for `access.yaml` or the directory `access/`. */
  readonly file?: readonly string[];
  /** Globs over environment variables that the files may read, besides those of `AX_GITOPS_VARIABLES`. */
  readonly allowVariable?: readonly string[];
}

/** The part of the files that a run is about, and what they said before. */
export interface SelectionRequest {
  readonly only?: readonly KindName[];
  /** Globs over addresses; what these depend on comes along. */
  readonly target?: readonly string[];
  /** A commit whose files say what was managed. */
  readonly since?: string;
}

/** How Arize is reached. */
export interface ConnectionRequest {
  /** `ax` unless given. */
  readonly transport?: 'ax' | 'api';
  /** Path to the `ax` launcher; else `AX_GITOPS_AX`, else `ax` on PATH. */
  readonly ax?: string;
  readonly axMode?: AxMode;
  /** How many calls may be under way at once. Unless given: 4 through `ax`; through REST from 4 up to 16, as the server takes them. */
  readonly concurrency?: number;
  /** Seconds for one call; 60 unless given. */
  readonly timeout?: number;
  /** Where members of organizations and spaces are read. */
  readonly roster?: 'auto' | 'graphql' | 'off';
  /** How many queries the members may cost, but with `graphql`. */
  readonly rosterQueries?: number;
}

export interface LiveRequest {
  /** A file with a snapshot, to be read instead of the account. */
  readonly live?: string;
}

export interface JournalRequest {
  /** `.ax-gitops/journal.jsonl` unless given. */
  readonly journal?: string;
}

/** How a run is asked to end. */
export interface Interrupts {
  /** Once aborted, nothing new is begun, and what runs is finished. */
  readonly first: AbortSignal;
  /** Once aborted, what runs is given up too. */
  readonly second: AbortSignal;
}

export interface SignalsRequest {
  readonly interrupts?: Interrupts;
}

/** What a plan is made from. All of it has a default. */
export interface PlanRequest
  extends FilesRequest, SelectionRequest, ConnectionRequest, LiveRequest, JournalRequest, SignalsRequest {
  /** Instead of the limit in the files. */
  readonly maxDestructive?: DestructiveLimit;
  /** Read all of the account, not only what the files need: for who writes down more than they say today. */
  readonly readsAll?: boolean;
}

/** What is read of an account without any files. */
export interface ReadRequest extends ConnectionRequest, LiveRequest, SignalsRequest {}

/** Nobody interrupts. */
export const uninterrupted: Interrupts = {
  first: new AbortController().signal,
  second: new AbortController().signal,
};
