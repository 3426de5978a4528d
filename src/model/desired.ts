import type { Address } from './address.js';
import type { DesiredResource, KindName } from './resource.js';
import type { Policy } from './policy.js';
import type { Sink } from './sink.js';
import type { Locate, Source } from './source.js';

/** What the files say, merged, expanded and checked against each other. */
export interface DesiredState {
  readonly target?: { readonly profile?: string; readonly host?: string; readonly source: Source };
  /** In order of kind and address, whatever the order in the files. One entry per kind and address. */
  readonly resources: readonly DesiredResource[];
  /**
   * The maps that are there, possibly empty: what is live below them and in no file is unmanaged. A map that was
   * left out is not managed and nothing below it is looked at.
   */
  readonly managed: readonly ManagedMap[];
  /** What must be live because no file declares it. */
  readonly references: readonly ExternalReference[];
  readonly policy: Policy;
  readonly tests: readonly AccessTest[];
  /** By name. */
  readonly sinks: ReadonlyMap<string, Sink>;
  readonly locate: Locate;
  /**
   * Where a run is about a part of the files (`--only`, `--target`), what else they say. It may be missing, is neither
   * compared nor changed, and nothing of it is taken away.
   */
  readonly rest?: Pick<DesiredState, 'resources' | 'references'>;
}

/** What the files say that somebody must or must not be able to do. */
export interface AccessTest {
  readonly claim: 'can' | 'cannot';
  /** In lower case; a group expanded. */
  readonly people: readonly string[];
  readonly permission: string;
  /** `ORGANIZATION/SPACE/PROJECT` or a part of it. */
  readonly on?: string;
  /** `FILE:LINE:COLUMN`, for people. */
  readonly place: string;
  readonly source: Source;
}

/** One map of the files: all objects of `kinds` right below `container` (below the account where there is none). */
export interface ManagedMap {
  readonly kinds: readonly KindName[];
  readonly container?: Address;
}

/** A user or role that is named but not declared; that it is live can only be told with the live state. */
export interface ExternalReference {
  readonly address: Address;
  readonly kind: KindName;
  readonly name: string;
  readonly source: Source;
}
