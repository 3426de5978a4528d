import type { ApplyEvent } from '../model/event.js';
import { printEvent } from '../report/apply-text.js';
import { withoutCommands } from '../report/style.js';
import type { Context } from './context.js';

export interface Progress {
  readonly emit: (event: ApplyEvent) => void;
  /** Leaves the terminal as it should be. */
  end(): void;
}

/** A live view at a terminal, one line per event elsewhere, nothing with `--quiet` but what went wrong. Begins when called with the number of steps. */
export async function progressPrinter(context: Context): Promise<(total: number) => Progress> {
  const { stderr, style, quiet } = context;
  if (!quiet && 'isTTY' in stderr && stderr.isTTY === true && context.env['CI'] === undefined) {
    const { showProgress } = await import('../report/ink/progress.js');
    return (total) => showProgress({ total, style: style.stderr, output: stderr, now: context.now });
  }
  return (total) => ({
    emit(event) {
      const isBad = event.type === 'step-failed' || event.type === 'step-blocked';
      if (quiet && !isBad) return;
      const line = printEvent(event, total, style.stderr);
      if (line !== undefined) stderr.write(`${withoutCommands(line)}\n`);
    },
    end() {
      // Lines need no tidying up.
    },
  });
}
