import type { ApplyEvent } from '../model/event.js';
import { printEvent } from '../report/apply-text.js';
import { withoutCommands } from '../report/style.js';
import type { Context } from './context.js';
import type { Screen } from './screen.js';
import { isWatched } from './screen.js';

/** Tells what becomes of each step. */
export type Progress = (event: ApplyEvent) => void;

/** A live view at a terminal, one line per event elsewhere, nothing with `--quiet` but what went wrong. Begins when called with the number of steps. */
export async function progressPrinter(context: Context, screen: Screen): Promise<(total: number) => Progress> {
  const { stderr, style, quiet } = context;
  if (isWatched(context)) {
    const { showProgress } = await import('../report/ink/progress.js');
    return (total) => {
      const view = showProgress({ total, style: style.stderr, output: stderr, now: context.now });
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
