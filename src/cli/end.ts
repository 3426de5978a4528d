import type { Outcome } from '../reconcile/outcome.js';
import type { Misuse } from '../report/misuse.js';
import type { CommandRun } from '../report/next-command.js';

/** How a command ends: as what it had the engine do, or in a way that only the command line has. */
export type CommandEnd = Outcome | OwnEnd | MadeAgain;

/** A way to end that only the command line has. */
export type OwnEnd = Said | WrongUse;

/** The command itself has said all there is to say. */
type Said =
  /** What was asked for. */
  | { readonly type: 'done' }
  /** It was asked whether there are changes, and there are. */
  | { readonly type: 'changes' }
  /** What was looked at can't be used as it is. */
  | { readonly type: 'found-invalid' }
  /** What was looked at could not be read. */
  | { readonly type: 'found-unreadable' }
  /** What was about to be done could not be shown, so it was not done. */
  | { readonly type: 'not-shown' };

/** The flags mean nothing together, or this machine can't do what they ask for. */
interface WrongUse extends Misuse {
  readonly type: 'wrong-use';
}

/** That of a saved plan: the commands that it names are about the same as the plan, not as what was typed. */
interface MadeAgain {
  readonly type: 'made-again';
  readonly outcome: Outcome;
  readonly ran: CommandRun;
}

export const done = { type: 'done' } as const;
export const changes = { type: 'changes' } as const;

export function wrong(misuse: Misuse): WrongUse {
  return { type: 'wrong-use', ...misuse };
}
