import { commandText } from '../model/command-text.js';
import type { ApplyReport } from '../model/event.js';
import type { Event, Host } from '../reconcile/host.js';
import type { Interrupts } from '../reconcile/request.js';
import { printReport } from '../report/apply-text.js';
import { clean } from '../report/style.js';
import type { ApprovalFlags } from './approval.js';
import { answer } from './approval.js';
import type { Context } from './context.js';
import { tell } from './ended.js';
import { formatPlan, planDocument } from './format.js';
import { processInterrupts } from './interrupt.js';
import { nextCommand, sameCommand, withFlags } from './next-command.js';
import type { Progress } from './progress.js';
import { progressPrinter } from './progress.js';
import { readingTeller } from './reading.js';
import { diagnosticsProblem, note, problem, result } from './say.js';
import { screenOf } from './screen.js';

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
        default:
          print(event, above);
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

/** What happens, in words. */
function print(
  event: Exclude<
    Event,
    { readonly type: 'connecting' | 'reading' | 'list' | 'read' | 'applying' | 'applied' | `step-${string}` }
  >,
  context: Context,
): void {
  switch (event.type) {
    case 'files-doubtful':
      diagnosticsProblem(context, event.diagnostics, event.sources);
      return;
    case 'no-former-files': {
      const why = event.missing.map((message) => message.replace(/\.$/, '')).join('; ');
      note(context, `At ${event.ref} there were no such files: nothing was managed by them (${why}).`);
      return;
    }
    case 'moved-files':
      for (const { now, then } of event.moved)
        note(context, `At ${event.ref}, ${clean(now)} was ${clean(then)}: what that declared counts.`);
      return;
    case 'snapshot-opened': {
      const age = ageOf(context.now().getTime() - Date.parse(event.takenAt));
      context.stderr.write(`Live state: a snapshot of ${event.host}, taken ${event.takenAt} (${age}).\n`);
      return;
    }
    case 'called':
      if (context.verbose)
        context.stderr.write(`${clean(`${event.what}: ${event.outcome} (${event.seconds.toFixed(2)} s)`)}\n`);
      return;
    case 'told':
      note(context, clean(event.text));
      return;
    case 'journal-damaged':
      note(context, `The journal has lines that can't be read (${event.lines.join(', ')}); a crash tears one off.`);
      return;
    case 'unfinished':
      note(
        context,
        `The apply of ${event.startedAt} did not end by itself. What it was doing is not known from here; the plan is made from what is live now:`,
      );
      for (const { action, address } of event.steps) note(context, `  ${action} ${clean(address)}`);
      return;
    case 'planned':
      result(context, formatPlan(planDocument(event.planned, context.now()), 'text', context));
      return;
    case 'reported': {
      const { report, planned, notKept, sources } = event;
      const remaining = event.remaining === 'unreadable' ? [] : event.remaining;
      const { blocked, causes } = planned.plan;
      const isHopeless = remaining.every(({ address }) => notKept.addresses.has(address));
      const facts = {
        ...{ remaining, blocked, causes, again: sameCommand(context), plan: nextCommand(context, 'plan') },
        withDestructive: sameCommand(context, { '--allow-destructive': true }),
        ...(isHopeless && { adopt: nextCommand(context, 'adopt', [...notKept.addresses]) }),
      };
      result(context, printReport(withFlagsInReasons(report, context), facts, context.style.stdout));
      if (notKept.diagnostics.length > 0) diagnosticsProblem(context, notKept.diagnostics, sources);
      return;
    }
    case 'not-read-again':
      // Quietly: that nothing was changed, as a plan that fails says, is not so any more.
      tell(event.cause, { ...context, quiet: true });
      problem(
        context,
        'the steps were carried out, but the live state could not be read again to make sure.',
        `run ${commandText('plan')} to see what is left`,
      );
      return;
    case 'end-not-recorded':
      if (event.of === 'mail')
        problem(context, `its result could not be written to the journal: ${event.reason}`, 'make room on the disk');
      else
        problem(
          context,
          `the end of this run could not be written to the journal: ${event.reason}`,
          'make room; what was done stands above',
        );
  }
}

function withFlagsInReasons(report: ApplyReport, context: Context): ApplyReport {
  const outcomes = report.outcomes.map((one) =>
    one.reason === undefined ? one : { ...one, reason: withFlags(one.reason, context) },
  );
  return { ...report, outcomes };
}

/** `3 hours ago`. */
function ageOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 0) return 'in the future, by the clock here';
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 60 / 24), 'day'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'} ago`;
}
