import type { Event } from '../reconcile/host.js';
import { printNews } from './events.js';
import { screenOf } from './ink/screen.js';
import { withFlags } from './next-command.js';
import { formatPlan, planDocument } from './plan-format.js';
import type { Progress } from './progress.js';
import { progressPrinter } from './progress.js';
import { readingTeller } from './reading-teller.js';
import { note, result } from './say.js';
import type { Terminal } from './terminal.js';

/** Tells what happens in a run, as it happens. */
export interface Teller {
  notify(event: Event): void;
  /** From now on steps are made: what shows them is made ready. */
  showSteps(): Promise<void>;
  /** Says what becomes of the run after the first Ctrl-C. */
  interrupted(): void;
  /** Nothing moves any more. */
  end(): void;
}

const silent: Progress = () => undefined;

/** Tells at a terminal, with what moves at its foot; line by line elsewhere. */
export function tellerAt(terminal: Terminal): Teller {
  const screen = screenOf(terminal);
  const above = { ...terminal, stderr: screen.stderr };
  const reading = readingTeller(terminal, screen);
  let show: (total: number) => Progress = () => silent;
  let progress = silent;
  return {
    notify(event) {
      switch (event.type) {
        case 'connecting':
          return;
        case 'reading':
          reading.begin(event.host, event.again === true);
          return;
        case 'list':
          reading.take(event);
          return;
        case 'read':
          reading.end(event.isComplete);
          return;
        case 'applying':
          progress = show(event.total);
          return;
        case 'applied':
          screen.end();
          return;
        case 'step-started':
        case 'step-retried':
        case 'step-done':
        case 'step-blocked':
        case 'step-withheld':
        case 'step-skipped':
          progress(event);
          return;
        case 'step-failed':
          progress({ ...event, reason: withFlags(event.reason, terminal) });
          return;
        case 'planned':
          result(terminal, formatPlan(planDocument(event.planned, terminal), 'text', terminal));
          return;
        default:
          printNews(event, above);
      }
    },
    async showSteps() {
      show = await progressPrinter(terminal, screen);
    },
    interrupted() {
      note(above, '\nStopping after the steps in progress. Press Ctrl-C again to abort now.');
    },
    end: screen.end,
  };
}
