import { applyPlan } from '../apply/index.js';
import type { ApplyReport } from '../model/event.js';
import type { Step } from '../model/plan.js';
import { sleep } from '../remote/retry.js';
import { processesAtOnce } from './connect.js';
import type { Approval, Host } from './host.js';
import { underLock } from './lock.js';
import { leftBehind, notKept } from './not-kept.js';
import type { ApplyOutcome, NotApproved } from './outcome.js';
import { impossible } from './outcome.js';
import type { Planned } from './planned.js';
import type { Recorded, Recording } from './recorded.js';
import { recorded } from './recorded.js';
import { readAgain } from './read-again.js';
import type { PlanRequest } from './request.js';
import type { Expectations, SavedPlan } from './reviewed.js';
import { checkReviewed, narrowerNow, sameFlags } from './reviewed.js';
import type { Purpose } from './rotate.js';
import { rotationOf } from './rotate.js';
import { planIn, withSession } from './session.js';
import { closeSettled } from './settled.js';
import { deliverTo, refusedSinks } from './sinks.js';
import type { Surroundings } from './surroundings.js';

/** A plan that is to be carried out once the host has agreed to it. */
export interface ApplyRequest extends PlanRequest, Expectations {
  /** What was reviewed: only that is carried out. */
  readonly saved?: SavedPlan;
  /** A declared API key that gets a new secret now; nothing else is done then. */
  readonly rotate?: string;
}

/** Plans, asks, executes and reads again. */
export async function apply(request: ApplyRequest, at: Surroundings, host: Host): Promise<ApplyOutcome> {
  const narrower = request.saved && narrowerNow(request.saved, request, at);
  if (narrower !== undefined) return narrower;
  return underLock(request, at, host, () =>
    withSession(request, at, host, async (session): Promise<ApplyOutcome> => {
      if (request.rotate === undefined) return applyIn({ session, afterwards: session.desired }, request);
      const rotation = rotationOf(request.rotate, session);
      return rotation.ok ? applyIn(rotation.value, request) : rotation.error;
    }),
  );
}

async function applyIn(purpose: Purpose, request: ApplyRequest): Promise<ApplyOutcome> {
  const { session } = purpose;
  const { saved, maxDestructive } = request;
  const otherwise = saved && sameFlags(saved, session);
  if (otherwise !== undefined) return otherwise;
  const made = await planIn(session, maxDestructive);
  if (!made.ok) return made.error;
  const planned = made.value;
  const notReviewed = checkReviewed(planned, saved, request);
  if (notReviewed !== undefined) return notReviewed;

  session.host.notify({ type: 'planned', planned });
  if (planned.violations.length > 0) return { type: 'refused', planned };
  if (planned.plan.steps.length === 0)
    return (await closeSettled(planned.settled, session.journal, session.at)) ?? { type: 'nothing-to-do', planned };
  const approval = await session.host.ask({ type: 'apply', planned });
  return approval.decision === 'apply'
    ? recorded(planned, session, (recording) =>
        carryOut({ ...purpose, planned, destructive: approval.destructive, recording }, request),
      )
    : { type: notApproved[approval.decision] };
}

/** How a run ends that was not approved. */
export const notApproved: Readonly<Record<Exclude<Approval['decision'], 'apply'>, NotApproved['type']>> = {
  declined: 'declined',
  'no-terminal': 'no-terminal',
  interrupted: 'interrupted-at-the-question',
};

/** A plan that was approved. */
interface Approved extends Purpose {
  readonly planned: Planned;
  readonly destructive: boolean;
  readonly recording: Recording;
}

type CarriedOut = Extract<ApplyOutcome, { readonly type: 'carried-out' }>;

async function carryOut(approved: Approved, request: ApplyRequest): Promise<CarriedOut & Recorded> {
  const { session, planned, afterwards } = approved;
  const { host, interrupts } = session;
  const report = await execute(approved, request);
  const again = report.interrupted ? undefined : await readAgain(report, session, afterwards);
  const remaining = again === 'unreadable' ? again : (again?.steps ?? []);
  const left = leftBehind(report, again);
  const hopeless = notKept(left, planned.notKept, session.desired);
  host.notify({ type: 'reported', planned, report, remaining, notKept: hopeless, sources: session.sources });
  const endings = [...endingsOf(report, remaining, planned, interrupts.first)];
  return { type: 'carried-out', planned, report, remaining, endings, ending: endOf(report, endings), left };
}

async function execute(
  { session, planned, destructive, recording }: Approved,
  { concurrency }: ApplyRequest,
): Promise<ApplyReport> {
  const { steps } = planned.plan;
  const { arize, interrupts, host, at } = session;
  const { sinks } = session.desired;
  const refused = await refusedSinks(steps, sinks, at);
  host.notify({ type: 'applying', total: steps.length });
  try {
    return await applyPlan(steps, {
      ...recording,
      arize,
      destructive,
      atOnce: () => concurrency ?? arize.atOnce?.() ?? processesAtOnce,
      emit: (event) => {
        host.notify(event);
      },
      signal: interrupts.first,
      stop: interrupts.second,
      now: at.now,
      refused,
      deliver: await deliverTo(sinks, at),
      pause: (milliseconds, signal) => sleep(milliseconds * (1 + Math.random()), signal),
    });
  } finally {
    host.notify({ type: 'applied' });
  }
}

/** All that a run came to. An interruption while live is read again counts too. */
function* endingsOf(
  { outcomes }: ApplyReport,
  remaining: readonly Step[] | 'unreadable',
  planned: Planned,
  interrupt: AbortSignal,
): Iterable<CarriedOut['endings'][number]> {
  for (const { outcome } of outcomes) yield outcome;
  yield* impossible(planned);
  if (interrupt.aborted) yield 'interrupted';
  if (remaining === 'unreadable') yield 'not-read-again';
  else if (remaining.length > 0) yield 'still-different';
}

type Endings = CarriedOut['endings'];
const failures: ReadonlySet<Endings[number]> = new Set(['failed', 'blocked', 'skipped']);
const doubts: ReadonlySet<Endings[number]> = new Set(['still-different', 'not-read-again']);

/** Whoever interrupts the look afterwards, which only takes time, has still had everything done that was. */
function endOf({ interrupted }: ApplyReport, endings: Endings): Recorded['ending'] {
  if (interrupted) return 'interrupted';
  const isLookedAt = !endings.includes('interrupted');
  return endings.some((ending) => failures.has(ending) || (isLookedAt && doubts.has(ending))) ? 'failed' : 'done';
}
