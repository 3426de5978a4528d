import { compareMoments } from '../access/compare.js';
import { accessMap } from '../access/index.js';
import type { Asked } from '../access/question.js';
import { questionOf } from '../access/question.js';
import { inLaterNames } from '../diff/later-names.js';
import { knownPermissions } from '../load/permissions.js';
import type { ComparedAccess } from '../model/access.js';
import type { LiveState } from '../model/live.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Host } from './host.js';
import type { NotRead, ReadOutcome } from './outcome.js';
import { readAccount } from './read-account.js';
import type { ReadRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

type Read = Extract<ReadOutcome, { readonly type: 'read' }>;

/** What changed between some moments of an account. */
export interface AccessOverTime {
  readonly steps: readonly {
    /** When the earlier of two moments was, where that is known. */
    readonly since: string | undefined;
    /** What is sure. */
    readonly changes: readonly ComparedAccess[];
    /** How many changes may only not have been seen at one of the moments. */
    readonly doubtful: number;
  }[];
  /** Of which accounts they are. */
  readonly hosts: readonly string[];
}

/** How access came and went from each of some snapshots to the next, and from the last of them to what was read. */
export async function changesOverTime(
  paths: readonly string[],
  request: ReadRequest & Asked,
  now: Read,
  at: Surroundings,
  host: Host,
): Promise<Result<AccessOverTime, NotRead>> {
  const taken: Read[] = [];
  for (const live of paths) {
    const then = await readAccount({ ...request, live }, at, host);
    if (then.type !== 'read') return failed(then);
    taken.push(then);
  }
  const timeOf = ({ connection }: Read) => Date.parse(connection.takenAt ?? '');
  taken.sort((a, b) => timeOf(a) - timeOf(b));
  return ok({
    steps: taken.map(({ live, connection }, index) => ({
      since: connection.takenAt,
      ...between(live, (taken[index + 1] ?? now).live, request),
    })),
    hosts: [...new Set([...taken, now].map(({ connection }) => connection.host))],
  });
}

function between(then: LiveState, now: LiveState, asked: Asked) {
  const moment = (live: LiveState) => ({ live, map: accessMap(live, knownPermissions()) });
  const { changes } = compareMoments(moment(inLaterNames(then, now).live), moment(now), questionOf(asked));
  const sure = changes.filter(({ doubts }) => doubts.length === 0);
  return { changes: sure, doubtful: changes.length - sure.length };
}
