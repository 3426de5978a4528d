import type { Diagnostic } from '../model/diagnostic.js';
import type { ApplyEvent, ApplyReport, ListEvent } from '../model/event.js';
import type { OneOff } from '../model/journal.js';
import type { Step } from '../model/plan.js';
import type { NotKept } from './not-kept.js';
import type { NotPlanned } from './outcome.js';
import type { Planned } from './planned.js';

/** The engine's one door out: everything that a run tells, and everything that it asks. */
export interface Host {
  /** Must not throw: what is said is never a reason to stop. */
  notify(event: Event): void;
  ask(question: Question): Promise<Approval>;
}

/** What happens besides the outcome, in order. */
export type Event =
  /** The files hold nothing that keeps them from being used, and something to be said of. */
  | {
      readonly type: 'files-doubtful';
      readonly diagnostics: readonly Diagnostic[];
      readonly sources: ReadonlyMap<string, string>;
    }
  /** Files of today had other names at the commit of `since`. */
  | {
      readonly type: 'moved-files';
      readonly ref: string;
      readonly moved: readonly { readonly now: string; readonly then: string }[];
    }
  /** At the commit of `since` these files were not there; each with why. */
  | { readonly type: 'no-former-files'; readonly ref: string; readonly missing: readonly string[] }
  /** A snapshot stands for the account. */
  | { readonly type: 'snapshot-opened'; readonly host: string; readonly takenAt: string }
  /** From here on Arize is asked. */
  | { readonly type: 'connecting' }
  /** The live state is being read; `again`: after an apply. */
  | { readonly type: 'reading'; readonly host: string; readonly again?: true }
  | ({ readonly type: 'list' } & ListEvent)
  /** The reading has ended, with or without a live state. */
  | { readonly type: 'read'; readonly isComplete: boolean }
  /** One call to Arize has ended, with what came of it. */
  | { readonly type: 'called'; readonly what: string; readonly outcome: string; readonly seconds: number }
  /** What a way to Arize has to say, such as that it waits. */
  | { readonly type: 'told'; readonly text: string }
  /** Lines of the journal that can't be read, by their numbers. */
  | { readonly type: 'journal-damaged'; readonly lines: readonly number[] }
  /** An earlier apply did not come to its end. */
  | {
      readonly type: 'unfinished';
      readonly startedAt: string;
      readonly steps: readonly { readonly action: string; readonly address: string }[];
    }
  /** What an apply is about to be asked for. */
  | { readonly type: 'planned'; readonly planned: Planned }
  /** The first step is about to be made; the events of the steps follow. */
  | { readonly type: 'applying'; readonly total: number }
  | ApplyEvent
  /** No step is under way any more, however it ended. */
  | { readonly type: 'applied' }
  /** Live was read again: what is left, unless that can't be told. */
  | {
      readonly type: 'reported';
      readonly planned: Planned;
      readonly report: ApplyReport;
      readonly remaining: readonly Step[] | 'unreadable';
      readonly notKept: NotKept;
      readonly sources: ReadonlyMap<string, string>;
    }
  /** The steps were made, and live could not be read again to make sure. */
  | { readonly type: 'not-read-again'; readonly cause: NotPlanned }
  /** The journal does not know how the run ended. */
  | { readonly type: 'end-not-recorded'; readonly reason: string; readonly of: 'run' | 'mail' };

/** What only a person, or who started the run, can decide. */
export type Question =
  | { readonly type: 'apply'; readonly planned: Planned }
  | { readonly type: 'send-mail'; readonly what: OneOff; readonly email: string };

/** The answer, whoever gives it. The safe answer is the default everywhere. */
export type Approval =
  | { readonly decision: 'apply'; readonly destructive: boolean }
  | { readonly decision: 'declined' }
  | { readonly decision: 'interrupted' }
  /** Nobody can be asked and nothing was approved beforehand. */
  | { readonly decision: 'no-terminal' };

/** Listens to nothing and approves nothing. */
export const silentHost: Host = {
  notify: () => undefined,
  ask: () => Promise.resolve({ decision: 'no-terminal' }),
};
