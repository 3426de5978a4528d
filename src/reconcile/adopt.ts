import { adopt as adoptEdits } from '../edit/adopt.js';
import type { Adoptable } from '../edit/adoptables.js';
import { adoptables } from '../edit/adoptables.js';
import { knownPermissions } from '../load/permissions.js';
import type { Address } from '../model/address.js';
import { globAmong } from '../model/glob.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Decision } from './editing.js';
import { editFiles } from './editing.js';
import { impossibleGlob } from './globs.js';
import type { Host } from './host.js';
import type { EditOutcome, ImpossibleGlob, NotApproved, NotPlanned } from './outcome.js';
import { plan } from './plan.js';
import type { PlanRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

export interface AdoptRequest extends PlanRequest {
  /** Globs over addresses; none stands for everything that `choose` leaves in. */
  readonly globs: readonly string[];
  /** Picks what is adopted where no glob does; all of it unless given. */
  readonly choose?: (
    found: readonly Adoptable[],
    signal: AbortSignal | undefined,
  ) => Promise<Result<ReadonlySet<Address>, NotApproved>>;
}

/** What the files say with what is live and differs, or is in none of them. Nothing is written. */
export async function adopt(
  request: AdoptRequest,
  at: Surroundings,
  host: Host,
): Promise<EditOutcome | NotPlanned | NotApproved | ImpossibleGlob> {
  const impossible = request.globs.flatMap((glob) => impossibleGlob('the glob', glob) ?? [])[0];
  if (impossible !== undefined) return impossible;
  return editFiles(request, at, async (declared): Promise<Decision<NotPlanned | NotApproved>> => {
    // What is taken over whole may hold more than the files have asked about so far.
    const outcome = await plan({ ...request, readsAll: true }, at, host);
    if (outcome.type !== 'planned') return failed(outcome);
    const { plan: made, live } = outcome.planned;
    const includes = await included(adoptables(made), request);
    if (!includes.ok) return includes;
    return ok(
      adoptEdits(declared, { plan: made, live, knownPermissions: knownPermissions(), includes: includes.value }),
    );
  });
}

async function included(
  found: readonly Adoptable[],
  { globs, choose, interrupts }: AdoptRequest,
): Promise<Result<(address: Address) => boolean, NotApproved>> {
  if (globs.length > 0) {
    const addresses = new Set(found.map(({ address }) => address));
    const matchers = globs.map((glob) => globAmong(addresses, glob));
    return ok((address) => matchers.some((matches) => matches(address)));
  }
  if (choose === undefined || found.length === 0) return ok(() => true);
  const chosen = await choose(found, interrupts?.first);
  return chosen.ok ? ok((address) => chosen.value.has(address)) : chosen;
}
