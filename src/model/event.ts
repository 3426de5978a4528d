import type { Step } from './plan.js';

/** Everything that happens while a plan is applied, in order. Printers take these and nothing else. */
export type ApplyEvent =
  /** A step's call is about to be made. */
  | { readonly type: 'step-started'; readonly step: Step; readonly index: number }
  /** A call did not go through and is made again. */
  | {
      readonly type: 'step-retried';
      readonly step: Step;
      readonly index: number;
      readonly attempt: number;
      readonly reason: string;
      readonly delayMs: number;
    }
  /** The platform confirmed the step. */
  | { readonly type: 'step-done'; readonly step: Step; readonly index: number; readonly note?: string }
  /** The platform refused, or it is not known whether it did it (`uncertain`). */
  | {
      readonly type: 'step-failed';
      readonly step: Step;
      readonly index: number;
      readonly reason: string;
      readonly uncertain: boolean;
    }
  /** Not tried: a step that it depends on did not get done. */
  | { readonly type: 'step-blocked'; readonly step: Step; readonly index: number; readonly by: Step }
  /** Not tried: it is destructive, or depends on a step that is, and that was not approved. */
  | { readonly type: 'step-withheld'; readonly step: Step; readonly index: number }
  /** Not tried: the run was interrupted before, or could not go on for the `reason`. */
  | { readonly type: 'step-skipped'; readonly step: Step; readonly index: number; readonly reason?: string };

export type StepOutcome = 'done' | 'failed' | 'blocked' | 'withheld' | 'skipped';

export interface ApplyReport {
  readonly outcomes: readonly {
    readonly step: Step;
    readonly outcome: StepOutcome;
    readonly reason?: string;
    /** Of what it is about, where the answer says it. */
    readonly id?: string;
  }[];
  readonly interrupted: boolean;
}

/** A list of the account that is read: it begins, a page of it has come in, or it has ended. */
export interface ListEvent {
  /** `users`, `spaces`, `members`. */
  readonly list: string;
  readonly at: 'begun' | 'page' | 'ended';
  /** How many objects the page holds. */
  readonly objects: number;
  /** Why nothing, or not all, was read, where it has ended so. */
  readonly problem?: string;
}
