import { Writable } from 'node:stream';
import type { LiveView } from './live-view.js';
import type { Terminal } from '../terminal.js';

/** Standard error with what moves at its foot: whatever is written goes above that, and Ctrl-Z leaves nothing of it behind. */
export interface Screen {
  /** To be written to instead of standard error. */
  readonly stderr: Writable;
  /** From now on this moves, instead of what did. */
  show(view: LiveView): void;
  /** There is something new to be drawn. */
  touch(): void;
  /** Nothing moves any more. */
  end(): void;
}

export function screenOf({ stderr }: Pick<Terminal, 'stderr'>): Screen {
  let view: LiveView | undefined;
  const suspend = () => {
    view?.suspend();
    process.kill(process.pid, 'SIGSTOP');
  };
  const resume = () => view?.resume();
  const end = () => {
    if (view === undefined) return;
    process.off('SIGTSTP', suspend).off('SIGCONT', resume);
    view.end();
    view = undefined;
  };
  return {
    stderr: new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        if (view === undefined) stderr.write(text);
        else view.say(text.replace(/\n$/, ''));
        done();
      },
    }),
    show(next) {
      end();
      view = next;
      // Elsewhere no terminal suspends anything.
      if (process.platform !== 'win32') process.on('SIGTSTP', suspend).on('SIGCONT', resume);
    },
    touch: () => view?.touch(),
    end,
  };
}

/** Whether somebody sits at standard error and sees things move; in CI nobody does. */
export function isWatched({ stderr, quiet, env }: Pick<Terminal, 'stderr' | 'quiet' | 'env'>): boolean {
  return !quiet && 'isTTY' in stderr && stderr.isTTY === true && env['CI'] === undefined;
}
