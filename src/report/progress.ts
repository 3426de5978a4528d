import type { ApplyEvent } from '../model/event.js';
import { printEvent } from './apply-text.js';
import type { Screen } from './ink/screen.js';
import { isWatched } from './ink/screen.js';
import { withoutCommands } from './style.js';
import type { Terminal } from './terminal.js';

/** Tells what becomes of each step. */
export type Progress = (event: ApplyEvent) => void;

/** A live view at a terminal, one line per event elsewhere, nothing with `--quiet` but what went wrong. Begins when called with the number of steps. */
export async function progressPrinter(terminal: Terminal, screen: Screen): Promise<(total: number) => Progress> {
  const { stderr, style, quiet } = terminal;
  if (isWatched(terminal)) {
    const { showProgress } = await import('./ink/progress.js');
    return (total) => {
      const view = showProgress({ total, style: style.stderr, output: stderr, now: terminal.now });
      screen.show(view);
      return view.emit;
    };
  }
  return (total) => (event) => {
    const isBad = event.type === 'step-failed' || event.type === 'step-blocked';
    if (quiet && !isBad) return;
    const line = printEvent(event, total, style.stderr);
    if (line !== undefined) stderr.write(`${withoutCommands(line)}\n`);
  };
}
