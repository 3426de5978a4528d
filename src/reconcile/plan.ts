import type { Host } from './host.js';
import type { PlanOutcome } from './outcome.js';
import type { PlanRequest } from './request.js';
import { planIn, withSession } from './session.js';
import type { Surroundings } from './surroundings.js';

/** From files and a connection to a plan. Changes nothing. */
export async function plan(request: PlanRequest, at: Surroundings, host: Host): Promise<PlanOutcome> {
  return withSession(request, at, host, async (session): Promise<PlanOutcome> => {
    const planned = await planIn(session, request.maxDestructive);
    return planned.ok ? { type: 'planned', planned: planned.value, madeFrom: session.madeFrom } : planned.error;
  });
}
