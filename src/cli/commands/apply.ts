import { applyPlan } from '../../apply/index.js';
import type { DesiredState } from '../../model/desired.js';
import type { ApplyReport } from '../../model/event.js';
import type { Step } from '../../model/plan.js';
import type { DestructiveLimit } from '../../model/policy.js';
import { sleep } from '../../remote/retry.js';
import { printReport } from '../../report/apply-text.js';
import type { Approval } from '../approval.js';
import { askFor } from '../approval.js';
import type { ConnectionFlags } from '../connect.js';
import type { Context } from '../context.js';
import type { Ending, ExitCode } from '../exit.js';
import { exitCodeOf } from '../exit.js';
import type { FileFlags } from '../flags.js';
import { formatPlan, planDocument } from '../format.js';
import { progressPrinter } from '../progress.js';
import { recorded, underLock } from '../recorded.js';
import { contextOf, continuing, flagsOf } from '../made-from.js';
import type { SavedPlan } from '../reviewed.js';
import { checkReviewed, readSaved, sameFlags } from '../reviewed.js';
import { note, problem, refusal, result } from '../say.js';
import type { Planned, Session } from '../session.js';
import { deliverTo, refusedSinks } from '../../reconcile/sinks.js';
import { plan, withSession } from '../session.js';
import { closeSettled } from '../settled.js';

export interface ApplyFlags extends FileFlags, ConnectionFlags {
  readonly autoApprove?: boolean;
  readonly allowDestructive?: boolean;
  readonly maxDestructive?: DestructiveLimit;
  readonly journal?: string;
  readonly expectDigest?: string;
  readonly expectDestructiveDigest?: string;
}

/** `ax-gitops apply [PLAN]`: plans, shows, asks, executes, reads again and reports. `given`: the options that were. */
export async function apply(
  path: string | undefined,
  flags: ApplyFlags,
  context: Context,
  given: ReadonlySet<string> = new Set(),
): Promise<ExitCode> {
  if (path === undefined)
    return underLock(flags, context, () =>
      withSession(flags, context, (session) =>
        applyIn(session, undefined, flags, { ...context, command: continuing(context, undefined, given) }),
      ),
    );
  const document = await readSaved(path, context);
  if (typeof document === 'number') return document;
  const saved = { path, document };
  const own = { ...contextOf(document, context), command: continuing(context, saved, given) };
  const all = flagsOf(document, flags, given);
  return underLock(all, own, () => withSession(all, own, (session) => applyIn(session, saved, all, own)));
}

/** Plans for a session's files, shows, asks, and executes. `afterwards`: what the files say once it is done. */
export async function applyIn(
  session: Session,
  saved: SavedPlan | undefined,
  flags: ApplyFlags,
  context: Context,
  afterwards: DesiredState = session.desired,
): Promise<ExitCode> {
  if (saved !== undefined) {
    const refused = sameFlags(saved, session, context);
    if (refused !== undefined) return refused;
  }
  const planned = await plan(session, context, flags.maxDestructive);
  if (typeof planned === 'number') return planned;
  const refused = checkReviewed(planned, saved, flags, context);
  if (refused !== undefined) return refused;

  result(context, formatPlan(planDocument(planned, context.now()), 'text', context));
  if (planned.violations.length > 0) return refusal(context, planned.violations);
  if (planned.plan.steps.length === 0)
    return (await closeSettled(planned.settled, flags, context)) ?? exitCodeOf(impossible(planned));
  const approval = await askFor(planned, flags, context, session.interrupts.first);
  if (approval.decision !== 'apply') return notApproved(approval, context);
  return execute(planned, approval.destructive, { ...session, afterwards }, flags, context);
}

/** A session whose plan is carried out. */
interface Executed extends Session {
  readonly afterwards: DesiredState;
}

function notApproved(approval: Exclude<Approval, { readonly decision: 'apply' }>, context: Context): ExitCode {
  if (approval.decision === 'interrupted') note(context, 'Interrupted. Nothing was changed.');
  else if (approval.decision === 'declined') note(context, 'Declined. Nothing was changed.');
  else
    problem(
      context,
      'there is no terminal to ask at, so nothing was changed.',
      'add --auto-approve (and --allow-destructive for the destructive steps) to apply without asking',
    );
  return exitCodeOf([approval.decision]);
}

function execute(planned: Planned, destructive: boolean, session: Executed, flags: ApplyFlags, context: Context) {
  return recorded(planned, flags, context, async (recording) => {
    const { steps, blocked } = planned.plan;
    const { arize, interrupts } = session;
    const { sinks } = session.desired;
    const refused = await refusedSinks(steps, sinks, context);
    const progress = await progressPrinter(steps.length, context);
    let report: ApplyReport;
    try {
      report = await applyPlan(steps, {
        ...recording,
        arize,
        destructive,
        concurrency: flags.concurrency,
        emit: progress.emit,
        signal: interrupts.first,
        stop: interrupts.second,
        now: context.now,
        refused,
        deliver: await deliverTo(sinks, context),
        pause: (milliseconds, signal) => sleep(milliseconds * (1 + Math.random()), signal),
      });
    } finally {
      progress.end();
    }
    const remaining = report.interrupted ? [] : await leftOver(report, session, context);
    const facts = { remaining: remaining === 'unreadable' ? [] : remaining, blocked, command: context.command };
    result(context, printReport(report, facts, context.style.stdout));
    return { code: exitCodeOf(endingsOf(report, remaining, planned, interrupts.first)), report };
  });
}

/** Milliseconds before what differs is read again: lists may lag some seconds behind what was done. */
const patience = [1_000, 2_000];

/** What still differs, also some seconds later. */
async function leftOver(...input: Parameters<typeof stillDifferent>): ReturnType<typeof stillDifferent> {
  const [, { interrupts }] = input;
  let left = await stillDifferent(...input);
  for (const wait of patience) {
    if (left === 'unreadable' || left.length === 0 || interrupts.first.aborted) break;
    await sleep(wait, interrupts.first);
    left = await stillDifferent(...input);
  }
  return left;
}

/** Reads live again: what was done must show, and nothing else may be left but what was not done. */
async function stillDifferent(
  report: ApplyReport,
  session: Executed,
  context: Context,
): Promise<readonly Step[] | 'unreadable'> {
  // What was done has made the files' present words true, so those are what is believed of whom nobody lists.
  const { previous, afterwards } = session;
  const now = previous === undefined ? {} : { previous: { ...previous, state: afterwards } };
  // Quietly: that nothing was changed, as a plan that fails says, is not so any more.
  const again = await plan({ ...session, ...now, desired: afterwards }, { ...context, quiet: true });
  if (typeof again === 'number') {
    problem(
      context,
      'the steps were carried out, but the live state could not be read again to make sure.',
      'run `ax-gitops plan` to see what is left',
    );
    return 'unreadable';
  }
  const open = new Set(report.outcomes.flatMap(({ step, outcome }) => (outcome === 'done' ? [] : [keyOf(step)])));
  return again.plan.steps.filter((step) => step.action !== 'assert' && !open.has(keyOf(step)));
}

function keyOf({ kind, address, action }: Step): string {
  return `${action} ${kind} ${address}`;
}

/** All that a run came to. An interruption while live is read again counts too. */
function* endingsOf(
  { outcomes }: ApplyReport,
  remaining: readonly Step[] | 'unreadable',
  planned: Planned,
  interrupt: AbortSignal,
): Iterable<Ending> {
  for (const { outcome } of outcomes) yield outcome;
  yield* impossible(planned);
  if (interrupt.aborted) yield 'interrupted';
  if (remaining === 'unreadable') yield 'not-read-again';
  else if (remaining.length > 0) yield 'still-different';
}

function impossible({ summary }: Planned): readonly Ending[] {
  return summary.blocked > 0 ? ['impossible'] : [];
}
