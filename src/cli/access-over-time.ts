import { compareMoments } from '../access/compare.js';
import type { AccessQuestion } from '../access/grants.js';
import { accessMap } from '../access/index.js';
import { inLaterNames } from '../diff/later-names.js';
import { knownPermissions } from '../load/permissions.js';
import type { LiveState } from '../model/live.js';
import type { ReadOutcome } from '../reconcile/outcome.js';
import { readAccount } from '../reconcile/read-account.js';
import type { ReadRequest } from '../reconcile/request.js';
import { isOf } from '../report/access-compare.js';
import { count } from '../report/layout.js';
import type { AccessPage } from '../report/html/access-html.js';
import type { Context } from './context.js';
import { ended } from './ended.js';
import type { ExitCode } from './exit.js';
import { withHost } from './host.js';

type Read = Extract<ReadOutcome, { readonly type: 'read' }>;

export interface OverTime {
  readonly changes: NonNullable<AccessPage['changes']>;
  readonly notes: readonly string[];
}

/** How much access came and went from each of some snapshots to the next, and from the last of them to what was read. */
export async function changesOverTime(
  paths: readonly string[],
  request: ReadRequest,
  now: Read,
  question: AccessQuestion,
  context: Context,
): Promise<OverTime | ExitCode> {
  const taken: Read[] = [];
  for (const path of paths) {
    const then = await withHost(context, {}, (host, interrupts) =>
      readAccount({ ...request, live: path, interrupts }, context, host),
    );
    if (then.type !== 'read') return ended(then, context);
    taken.push(then);
  }
  const timeOf = ({ connection }: Read) => Date.parse(connection.takenAt ?? '');
  const moments = [...taken.sort((a, b) => timeOf(a) - timeOf(b)), now];
  const steps = moments.slice(1).map((after, index) => {
    const before = moments[index] ?? after;
    const { counted, doubtful } = between(before.live, after.live, question);
    return { name: `since ${before.connection.takenAt?.slice(0, 10) ?? 'then'}`, ...counted, doubtful };
  });
  const doubtful = steps.reduce((sum, step) => sum + step.doubtful, 0);
  const hosts = new Set(moments.map(({ connection }) => connection.host));
  return {
    changes: steps.map(({ name, gained, lost }) => ({ name, gained, lost })),
    notes: [
      ...(hosts.size > 1 ? [`the snapshots are of more than one host: ${[...hosts].join(', ')}`] : []),
      ...(doubtful > 0
        ? [
            `the chart of changes leaves out ${count(doubtful, 'change')}, where one of the two moments was not fully seen`,
          ]
        : []),
    ],
  };
}

/** People and places that gained or lost something; what may only not have been seen is counted apart. */
function between(then: LiveState, now: LiveState, question: AccessQuestion) {
  const moment = (live: LiveState) => ({ live, map: accessMap(live, knownPermissions()) });
  const { changes } = compareMoments(moment(inLaterNames(then, now).live), moment(now), question);
  const sure = changes.filter(({ doubts }) => doubts.length === 0);
  const size = (side: 'gained' | 'lost') => sure.filter((change) => isOf(change, side)).length;
  return { counted: { gained: size('gained'), lost: size('lost') }, doubtful: changes.length - sure.length };
}
