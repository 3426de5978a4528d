import { diffStates } from '../diff/index.js';
import { needsOf, readLive } from '../live/index.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Plan } from '../model/plan.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { makePlan } from '../plan/index.js';
import { axCommand } from '../remote/ax/argv.js';
import type { Arize, Connection, RemoteFailure } from '../remote/port.js';

/** Why there is no plan. */
export type PlanFailure =
  | { readonly type: 'remote'; readonly failure: RemoteFailure }
  | { readonly type: 'files'; readonly diagnostics: readonly Diagnostic[] };

/** Reads the live state and plans: the one way from files to a plan, for every command. */
export async function planAgainst(
  arize: Arize,
  connection: Connection,
  desired: DesiredState,
  signal?: AbortSignal,
): Promise<Result<Plan, PlanFailure>> {
  const live = await readLive(arize, needsOf(desired), signal);
  if (!live.ok) return failed({ type: 'remote', failure: live.error });
  const { capabilities, notWarm: _, ...target } = connection;
  const compared = diffStates(desired, live.value, capabilities);
  if ('diagnostics' in compared) return failed({ type: 'files', diagnostics: compared.diagnostics });
  const planned = makePlan({ diff: compared.diff, target, capabilities, locate: desired.locate, spell: axCommand });
  return 'diagnostics' in planned ? failed({ type: 'files', diagnostics: planned.diagnostics }) : ok(planned.plan);
}
