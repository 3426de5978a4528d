import type { ListEvent } from '../model/event.js';
import type { Screen } from './ink/screen.js';
import { isWatched } from './ink/screen.js';
import type { ReadingState } from './reading.js';
import { advanceReading, describeReading } from './reading.js';
import { note } from './say.js';
import type { Terminal } from './terminal.js';

/** What is told while the account is read. */
export interface Reading {
  begin(host: string, again: boolean): void;
  take(event: ListEvent): void;
  end(isComplete: boolean): void;
}

/** Milliseconds before something moves: what is over by then needs no view. */
const patience = 300;

/**
 * At a terminal, the lists with what has come in so far, and one line when all of it is read. Elsewhere one line at the
 * beginning, and what was read with `--verbose`.
 */
export function readingTeller(terminal: Terminal, screen: Screen): Reading {
  const isSeen = isWatched(terminal);
  let state: ReadingState = new Map();
  let title = '';
  let timer: NodeJS.Timeout | undefined;
  const show = async () => {
    const { showReading } = await import('./ink/reading.js');
    // It may be over by now.
    if (timer === undefined) return;
    const { stderr: output, style } = terminal;
    screen.show(showReading({ title, state: () => state, style: style.stderr, output }));
  };
  return {
    begin(host, again) {
      state = new Map();
      title = `Reading ${host} ${again ? 'again ' : ''}…`;
      if (isSeen) timer = setTimeout(() => void show(), patience);
      else if (!again || terminal.verbose)
        note(terminal, `Reading the live state of ${host} ${again ? 'again ' : ''}…`);
    },
    take(event) {
      state = advanceReading(state, event);
      screen.touch();
    },
    end(isComplete) {
      clearTimeout(timer);
      timer = undefined;
      screen.end();
      const said = `${title.replace(/^Reading/, 'Read').replace(/ …$/, '')}: ${describeReading(state)}.`;
      if (isComplete && (isSeen || terminal.verbose)) note(terminal, said);
    },
  };
}
