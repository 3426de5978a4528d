import { endingsOf } from '../reconcile/outcome.js';
import { tell } from '../report/endings.js';
import { problem } from '../report/say.js';
import type { Terminal } from '../report/terminal.js';
import type { CommandEnd } from './end.js';
import type { ExitCode } from './exit.js';
import { exitCodeOf } from './exit.js';

/** Says how a command ended, where that is not said yet, and gives the exit code for it. */
export function ended(end: CommandEnd, terminal: Terminal): ExitCode {
  switch (end.type) {
    case 'done':
    case 'changes':
    case 'found-invalid':
    case 'found-unreadable':
    case 'not-shown':
      return exitCodeOf([end.type]);
    case 'wrong-use':
      problem(terminal, end.message, end.hint);
      return exitCodeOf([end.type]);
    case 'made-again':
      return ended(end.outcome, { ...terminal, ran: end.ran });
    default:
      tell(end, terminal);
      return exitCodeOf(endingsOf(end));
  }
}
