import { idsIn } from '../live/ids.js';
import { addressGlob } from '../model/glob.js';
import { impossibleGlob } from './globs.js';
import type { Host } from './host.js';
import type { ImpossibleGlob, ReadOutcome } from './outcome.js';
import { readAccount } from './read-account.js';
import type { ReadRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

export interface IdsRequest extends ReadRequest {
  /** Only addresses that match. */
  readonly glob?: string;
}

export interface FoundIds {
  readonly type: 'found-ids';
  readonly ids: ReturnType<typeof idsIn>;
}

/** The platform's stable IDs of what is live. */
export async function findIds(
  { glob, ...request }: IdsRequest,
  at: Surroundings,
  host: Host,
): Promise<FoundIds | ImpossibleGlob | ReadOutcome> {
  const impossible = glob === undefined ? undefined : impossibleGlob('the glob', glob);
  if (impossible !== undefined) return impossible;
  const outcome = await readAccount(request, at, host);
  if (outcome.type !== 'read') return outcome;
  return { type: 'found-ids', ids: idsIn(outcome.live, glob === undefined ? undefined : addressGlob(glob)) };
}
