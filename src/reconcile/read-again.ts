import type { DesiredState } from '../model/desired.js';
import type { ApplyReport } from '../model/event.js';
import type { Step } from '../model/plan.js';
import { sleep } from '../remote/retry.js';
import type { ReadAgain } from './not-kept.js';
import type { Session } from './session.js';
import { planIn } from './session.js';

/** Milliseconds before what differs is read again: lists may lag some seconds behind what was done. */
const patience = [1_000, 2_000, 4_000];

/** Reads live again: what was done must show, and nothing else may be left but what was not done. What differs, also some seconds later. */
export async function readAgain(
  report: ApplyReport,
  session: Session,
  afterwards: DesiredState,
): Promise<ReadAgain | 'unreadable'> {
  const { first } = session.interrupts;
  let left = await look(report, session, afterwards);
  for (const wait of patience) {
    if (left === 'unreadable' || left.steps.length === 0 || first.aborted) break;
    await sleep(wait, first);
    left = await look(report, session, afterwards);
  }
  return left;
}

async function look(
  report: ApplyReport,
  session: Session,
  afterwards: DesiredState,
): Promise<ReadAgain | 'unreadable'> {
  // What was done has made the files' present words true, so those are what is believed of whom nobody lists.
  const { previous, host } = session;
  const now = previous === undefined ? {} : { previous: { ...previous, state: afterwards } };
  const again = await planIn({ ...session, ...now, desired: afterwards }, undefined, true);
  if (!again.ok) {
    host.notify({ type: 'not-read-again', cause: again.error });
    return 'unreadable';
  }
  const open = new Set(report.outcomes.flatMap(({ step, outcome }) => (outcome === 'done' ? [] : [keyOf(step)])));
  const { plan, live } = again.value;
  return { steps: plan.steps.filter((step) => step.action !== 'assert' && !open.has(keyOf(step))), live };
}

function keyOf({ kind, address, action }: Step): string {
  return `${action} ${kind} ${address}`;
}
