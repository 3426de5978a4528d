import type { DesiredState } from '../model/desired.js';
import type { ApplyReport } from '../model/event.js';
import type { Step } from '../model/plan.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import { sleep } from '../remote/retry.js';
import type { ReadAgain } from './not-kept.js';
import type { NotPlanned } from './outcome.js';
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
  const { host, interrupts } = session;
  let found = await look(report, session, afterwards);
  for (const wait of patience) {
    if (interrupts.first.aborted || !mayBeLate(found)) break;
    await sleep(wait, interrupts.first);
    found = await look(report, session, afterwards);
  }
  if (found.ok) return found.value;
  host.notify({ type: 'not-read-again', cause: found.error });
  return 'unreadable';
}

/** Where lists lag, something differs, or what was just made is not found, or they do not fit together or with the files. */
function mayBeLate(found: Result<ReadAgain, NotPlanned>): boolean {
  if (found.ok) return found.value.steps.length > 0;
  const { error } = found;
  return (
    error.type === 'invalid-files' ||
    error.type === 'unproven' ||
    (error.type === 'unreadable' && error.failure.kind === 'not-found')
  );
}

async function look(
  report: ApplyReport,
  session: Session,
  afterwards: DesiredState,
): Promise<Result<ReadAgain, NotPlanned>> {
  // What was done has made the files' present words true, so those are what is believed of whom nobody lists.
  const { previous } = session;
  const now = previous === undefined ? {} : { previous: { ...previous, state: afterwards } };
  const again = await planIn({ ...session, ...now, desired: afterwards }, undefined, true);
  if (!again.ok) return again;
  const open = new Set(report.outcomes.flatMap(({ step, outcome }) => (outcome === 'done' ? [] : [keyOf(step)])));
  const { plan, live } = again.value;
  return ok({ steps: plan.steps.filter((step) => step.action !== 'assert' && !open.has(keyOf(step))), live });
}

function keyOf({ kind, address, action }: Step): string {
  return `${action} ${kind} ${address}`;
}
