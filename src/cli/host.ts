import { processInterrupts } from '../machine/signals.js';
import type { Host } from '../reconcile/host.js';
import type { SignalsRequest } from '../reconcile/request.js';
import type { ApprovalFlags } from '../report/approving.js';
import { answered } from '../report/approving.js';
import { tellerAt } from '../report/teller.js';
import type { Context } from './context.js';

/** How a command stands by its run. */
export interface Standing extends ApprovalFlags {
  /** Whether the first Ctrl-C is answered with what becomes of the run. */
  readonly isInterruptTold?: boolean;
}

/** Has something done that Ctrl-C ends at once, with all that it has started. */
export async function endedAtOnce<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  // Nothing listens to them, so the first ends the process in the way that leaves nothing behind.
  const interrupts = processInterrupts(() => undefined);
  try {
    return await work();
  } finally {
    interrupts.release();
  }
}

/**
 * Has the engine do something, with this process as its host: what happens is printed, who sits at the terminal is asked, and
 * Ctrl-C is heard.
 */
export async function engine<Request extends SignalsRequest, Outcome>(
  work: (request: Request, at: Context, host: Host) => Promise<Outcome>,
  request: Request,
  context: Context,
  standing: Standing = {},
): Promise<Outcome> {
  const teller = tellerAt(context);
  const interrupts = processInterrupts(() => {
    if (standing.isInterruptTold === true) teller.interrupted();
  });
  const host: Host = {
    notify(event) {
      if (event.type === 'connecting') interrupts.listen();
      teller.notify(event);
    },
    async ask(question) {
      const approval = await answered(question, standing, context, interrupts.first);
      if (approval.decision === 'apply') await teller.showSteps();
      return approval;
    },
  };
  try {
    return await work({ ...request, interrupts }, context, host);
  } finally {
    teller.end();
    interrupts.release();
  }
}
