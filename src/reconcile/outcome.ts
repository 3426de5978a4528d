import type { Lock } from '../apply/lock.js';
import type { Address } from '../model/address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ApplyReport, StepOutcome } from '../model/event.js';
import type { OneOff } from '../model/journal.js';
import type { PatternProblem } from '../kinds/pattern.js';
import type { LiveState } from '../model/live.js';
import type { Step } from '../model/plan.js';
import type { Connection, RemoteFailure } from '../remote/port.js';
import type { SnapshotDocument } from '../remote/snapshot/document.js';
import type { Counterexample } from '../simulation/prove.js';
import type { MadeFrom } from './made-from.js';
import type { Planned, UnreadPlan } from './planned.js';

/*
 * Every way that a run can end, as one union for each thing that can be asked for. Expected failures are values; exceptions
 * are defects.
 */

interface Diagnosed {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that they point into. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The files can't be used, or the account and the files don't fit together. */
export type InvalidFiles = { readonly type: 'invalid-files' } & Diagnosed;

/** The account could not be read; `failure` says why. */
export type NotRead =
  | { readonly type: 'unreadable'; readonly failure: RemoteFailure }
  /** This machine can't be worked on: no folder for temporary files, say. */
  | { readonly type: 'unusable-environment'; readonly failure: RemoteFailure }
  /** It was interrupted before anything was changed. */
  | { readonly type: 'interrupted' }
  | UnusableSnapshot;

export interface UnusableSnapshot {
  readonly type: 'unusable-snapshot';
  readonly path: string;
  /** Whether its text could be read at all. */
  readonly isRead: boolean;
  readonly reason: string;
}

export interface UnusableJournal {
  readonly type: 'unusable-journal';
  readonly path: string;
  readonly reason: string;
  readonly hint: string;
}

/** Why there is no plan. Nothing was changed. */
export type NotPlanned =
  | InvalidFiles
  | NotRead
  | UnusableJournal
  /** A glob that no address can match. */
  | ({
      readonly type: 'impossible-target';
      readonly glob: string;
      readonly declared: readonly string[];
    } & PatternProblem)
  /** Globs that match nothing in the files. */
  | { readonly type: 'unmatched-targets'; readonly globs: readonly string[]; readonly declared: readonly string[] }
  | NoFormerFiles
  /** The files are for another account, of which nothing was read. */
  | ({ readonly type: 'wrong-target'; readonly unread: UnreadPlan } & Diagnosed)
  /** The plan failed its proof: a defect of ours. */
  | { readonly type: 'unproven'; readonly counterexample: Counterexample }
  /** The key that is to be rotated is in no file. */
  | { readonly type: 'no-such-key'; readonly name: string; readonly declared: readonly string[] };

/** What the files said at a commit can't be read, or could not be used then. */
export type NoFormerFiles =
  | { readonly type: 'no-former-tree'; readonly message: string; readonly hint: string }
  | ({ readonly type: 'invalid-former-files'; readonly ref: string } & Diagnosed);

export type PlanOutcome =
  { readonly type: 'planned'; readonly planned: Planned; readonly madeFrom: MadeFrom } | NotPlanned;

/** Another apply is under way, or no lock can be taken. Nothing was changed. */
export type NotLocked =
  | (Omit<Extract<Lock, { readonly type: 'held' }>, 'type'> & { readonly type: 'locked'; readonly journal: string })
  | (Omit<Extract<Lock, { readonly type: 'unusable' }>, 'type'> & { readonly type: 'unusable-lock' });

/** What was reviewed is not what would be done. Nothing was changed. */
export type NotReviewed =
  /** The flags of the saved plan, and those of this run. */
  | {
      readonly type: 'made-otherwise';
      readonly path: string;
      readonly what: string;
      readonly then: readonly string[];
      readonly now: readonly string[];
    }
  /** The files might read variables when the plan was made that they may not read now: globs over names. */
  | { readonly type: 'fewer-variables'; readonly path: string; readonly missing: readonly string[] }
  | {
      readonly type: 'other-origin';
      readonly path: string;
      readonly what: string;
      readonly then: string;
      readonly now: string;
    }
  | {
      readonly type: 'other-digest';
      /** The saved plan, or the flag. */
      readonly of: { readonly path: string } | { readonly flag: string };
      readonly reviewed: string;
      readonly now: string;
      readonly differences: readonly Difference[];
    };

/** A step in which the reviewed plan and the one that would be made now differ. */
export interface Difference {
  readonly type: 'only-reviewed' | 'only-now' | 'other-values';
  readonly action: string;
  readonly kind: string;
  readonly address: string;
}

export interface NotApproved {
  readonly type: 'declined' | 'no-terminal' | 'interrupted-at-the-question';
}

/** What a plan that was carried out came to, besides what became of each step. */
export type Afterwards =
  /** The files ask for something that no step can do. */
  | 'impossible'
  /** It was applied, and live is not so. */
  | 'still-different'
  /** Whether live is as it should be could not be read. */
  | 'not-read-again'
  | 'interrupted';

export type ApplyOutcome =
  | NotPlanned
  | NotLocked
  | NotReviewed
  | NotApproved
  /** A guardrail forbids it. */
  | { readonly type: 'refused'; readonly planned: Planned }
  /** There are no steps to make. */
  | { readonly type: 'nothing-to-do'; readonly planned: Planned }
  | {
      readonly type: 'carried-out';
      readonly planned: Planned;
      readonly report: ApplyReport;
      /** What still differs, read again. */
      readonly remaining: readonly Step[] | 'unreadable';
      /** All that it came to. */
      readonly endings: readonly (StepOutcome | Afterwards)[];
    };

export type ReadOutcome =
  { readonly type: 'read'; readonly live: LiveState; readonly connection: Connection } | NotRead;

export type SnapshotOutcome =
  { readonly type: 'taken'; readonly snapshot: Omit<SnapshotDocument, 'digest'> } | Exclude<NotRead, UnusableSnapshot>;

export type MailOutcome =
  | Exclude<NotRead, UnusableSnapshot>
  | NotLocked
  | UnusableJournal
  | NotApproved
  | NoSuchUser
  /** The platform would refuse. */
  | {
      readonly type: 'impossible-mail';
      readonly email: string;
      readonly message: string;
      readonly hint: string;
    }
  | { readonly type: 'not-sent'; readonly what: OneOff; readonly email: string; readonly failure: RemoteFailure }
  | { readonly type: 'sent'; readonly what: OneOff; readonly email: string };

/** What files say before and after an edit; nothing is written yet. */
export interface EditedFile {
  /** As it is called in messages: relative to the working directory where it lies inside. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export type EditOutcome =
  | {
      readonly type: 'edited';
      readonly changed: readonly EditedFile[];
      readonly notes: readonly string[];
      /** What of that which it is about is declared with it, for a plan of just that; nothing where that can't be told. */
      readonly subjects?: readonly Address[];
      /** What `validate` reports with it and did report before: no reason to refuse it, and no plan can be made until it is mended. */
      readonly stillWrong?: Diagnosed;
    }
  | InvalidFiles
  /** The files would not be valid any more. */
  | ({ readonly type: 'invalid-afterwards' } & Diagnosed)
  | { readonly type: 'refused-edit'; readonly message: string; readonly hint: string };

/** A glob that was given and that no address can match. */
export interface ImpossibleGlob extends PatternProblem {
  readonly type: 'impossible-glob';
  /** How it was given: `--on`, say. */
  readonly what: string;
  readonly glob: string;
}

/** A question about what there is not, with what there is. */
export type NothingAsked =
  | ImpossibleGlob
  | { readonly type: 'no-email'; readonly text: string }
  | NoSuchUser
  | { readonly type: 'no-such-permission'; readonly permission: string; readonly known: readonly string[] }
  | { readonly type: 'no-such-place'; readonly glob: string; readonly known: readonly string[] };

interface NoSuchUser {
  readonly type: 'no-such-user';
  readonly email: string;
  readonly known: readonly string[];
}

/** Two moments that can't be compared. */
export type NotCompared =
  /** It is no file, and a commit is not compared with a snapshot. */
  | { readonly type: 'not-with-a-snapshot'; readonly what: string }
  /** It is no snapshot, nor a commit with valid files; `cause`: why not the latter. */
  | { readonly type: 'not-comparable'; readonly what: string; readonly cause: NoFormerFiles };

/** A review sheet that came back and can't be applied. */
export type UnusableSheet =
  | { readonly type: 'unusable-sheet'; readonly path: string; readonly reason: string }
  /** Decisions that are none, or that no longer fit the files; each with its line. */
  | {
      readonly type: 'wrong-rows';
      readonly path: string;
      readonly rows: readonly { readonly line: number; readonly message: string }[];
    };

/** A saved plan that can't be read, or is none as it was written. */
export type UnusablePlan =
  | { readonly type: 'unreadable-plan'; readonly path: string; readonly code?: string; readonly message: string }
  | ({ readonly type: 'unusable-plan'; readonly path: string } & Diagnosed);

/** No run of the journal, or more than one, has an ID that begins so. */
export interface NoSuchRun {
  readonly type: 'no-such-run';
  readonly start: string;
  readonly found: number;
}

/** A file that was asked for and could not be written. */
export interface NotWritten {
  readonly type: 'not-written';
  readonly message: string;
  readonly hint: string;
}

/** Every way that something can end which the engine was asked for. */
export type Outcome =
  | PlanOutcome
  | ApplyOutcome
  | ReadOutcome
  | SnapshotOutcome
  | MailOutcome
  | EditOutcome
  | NothingAsked
  | NotCompared
  | NotWritten
  | UnusableSheet
  | UnusablePlan
  | NoSuchRun;

/** Everything that a run can come to: how it ended, and of one that was carried out, what became of each step and is so afterwards. */
export type Ending = Exclude<Outcome['type'], 'carried-out'> | StepOutcome | Afterwards;

/** All that an outcome comes to. */
export function endingsOf(outcome: Outcome): readonly Ending[] {
  switch (outcome.type) {
    case 'carried-out':
      return outcome.endings;
    case 'nothing-to-do':
      return [outcome.type, ...impossible(outcome.planned)];
    default:
      return [outcome.type];
  }
}

export function notWritten(message: string, hint: string): NotWritten {
  return { type: 'not-written', message, hint };
}

/** Why the account can't be asked any further. */
export function notRead(failure: RemoteFailure): Exclude<NotRead, UnusableSnapshot> {
  if (failure.kind === 'interrupted') return { type: 'interrupted' };
  return { type: failure.kind === 'environment' ? 'unusable-environment' : 'unreadable', failure };
}

/** What no step can do stays open, whatever else becomes of the plan. */
export function impossible({ summary }: Pick<Planned, 'summary'>): readonly Afterwards[] {
  return summary.blocked > 0 ? ['impossible'] : [];
}
