import type { Names } from '../model/address.js';
import type { DesiredState, ManagedMap } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Policy } from '../model/policy.js';
import type { Sink } from '../model/sink.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import type { Locate, Path, Source } from '../model/source.js';

/** What the documents say, merged; members still as they stand there. */
export interface Collected {
  readonly resources: readonly DesiredResource[];
  readonly memberMaps: readonly MemberMap[];
  readonly groups: ReadonlyMap<string, Group>;
  readonly managed: readonly ManagedMap[];
  readonly target: DesiredState['target'];
  readonly policy: Policy;
  readonly sinks: ReadonlyMap<string, Sink>;
  readonly sinkSources: ReadonlyMap<string, Source>;
  /** Sinks by the places that name them. */
  readonly sinkUses: readonly { readonly name: string; readonly source: Source }[];
  readonly locate: Locate;
}

/** One `members` map, from one or several files. */
export interface MemberMap {
  readonly of: KindName;
  readonly names: Names;
  readonly source: Source;
  /** As they stand in the files: entries, of which there are as many as grants, are made one map after the other. */
  readonly parts: readonly MemberPart[];
}

export interface MemberPart {
  readonly source: Source;
  readonly members: Readonly<Record<string, unknown>>;
}

export interface Group {
  readonly source: Source;
  /** Emails in lower case. */
  readonly people: ReadonlyMap<string, Source>;
}

export type Report = (diagnostic: Diagnostic) => void;

/** A place below another one. There is one for each grant, and `concat` makes a list no longer than it has to be. */
export function below(source: Source, ...steps: Path): Source {
  return { file: source.file, path: source.path.concat(steps) };
}
