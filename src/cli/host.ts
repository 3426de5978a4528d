import type { Host } from '../reconcile/host.js';
import type { Interrupts } from '../reconcile/request.js';
import { printNews } from '../report/events.js';
import { screenOf } from '../report/ink/screen.js';
import { withFlags } from '../report/next-command.js';
import { formatPlan } from '../report/plan-format.js';
import type { Progress } from '../report/progress.js';
import { progressPrinter } from '../report/progress.js';
import { readingTeller } from '../report/reading-teller.js';
import { note, result } from '../report/say.js';
import type { ApprovalFlags } from './approval.js';
import { answer } from './approval.js';
import type { Context } from './context.js';
import { processInterrupts } from './interrupt.js';
import { planDocument } from './plan-document.js';

/** How a command stands by its run. */
export interface Standing extends ApprovalFlags {
  /** Whether the first Ctrl-C is answered with what becomes of the run. */
  readonly isInterruptTold?: boolean;
}

/** Runs `work` with this process as its host: it prints what happens, asks who sits at the terminal, and hears Ctrl-C. */
export async function withHost<Outcome>(
  context: Context,
  standing: Standing,
  work: (host: Host, interrupts: Interrupts) => Promise<Outcome>,
): Promise<Outcome> {
  const screen = screenOf(context);
  const above = { ...context, stderr: screen.stderr };
  const reading = readingTeller(context, screen);
  const interrupts = processInterrupts(() => {
    if (standing.isInterruptTold === true)
      note(above, '\nStopping after the steps in progress. Press Ctrl-C again to abort now.');
  });
  let show: (total: number) => Progress = () => silent;
  let progress = silent;
  const host: Host = {
    notify(event) {
      switch (event.type) {
        case 'connecting':
          interrupts.listen();
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
          progress({ ...event, reason: withFlags(event.reason, context) });
          return;
        case 'planned':
          result(context, formatPlan(planDocument(event.planned, context.now()), 'text', context));
          return;
        default:
          printNews(event, above);
      }
    },
    async ask(question) {
      const approval = await answer(question, standing, context, interrupts.first);
      if (approval.decision === 'apply') show = await progressPrinter(context, screen);
      return approval;
    },
  };
  try {
    return await work(host, interrupts);
  } finally {
    screen.end();
    interrupts.release();
  }
}

const silent: Progress = () => undefined;
