import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Moment } from '../access/changes.js';
import type { AccessComparison } from '../access/compare.js';
import { compareMoments } from '../access/compare.js';
import { declaredState } from '../access/declared.js';
import { accessMap } from '../access/index.js';
import type { Asked } from '../access/question.js';
import { questionOf } from '../access/question.js';
import { unseenNotes } from '../access/unseen-notes.js';
import { inTodaysNames } from '../desired/index.js';
import { inLaterNames } from '../diff/later-names.js';
import { knownPermissions } from '../load/permissions.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { everythingSeen } from '../model/visibility.js';
import type { Connection } from '../remote/port.js';
import { nothingAsked } from './asked.js';
import { checkFiles } from './files.js';
import type { Host } from './host.js';
import type { InvalidFiles, NotCompared, NothingAsked, NotRead } from './outcome.js';
import { filesOfCommit } from './previous.js';
import { readAccount } from './read-account.js';
import type { FilesRequest, ReadRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

export interface CompareRequest extends ReadRequest, FilesRequest, Asked {
  /** A snapshot, or a commit whose files are compared with those here. */
  readonly compare: string;
}

/** A moment with how it is called. */
interface Named {
  readonly live: LiveState;
  readonly title: string;
  readonly notes: readonly string[];
}

interface Comparison extends AccessComparison {
  readonly before: string;
  readonly after: string;
  readonly notes: readonly string[];
  readonly isAllSeen: boolean;
}

export type CompareOutcome =
  { readonly type: 'compared'; readonly comparison: Comparison } | NothingAsked | NotCompared | NotRead | InvalidFiles;

/** Who gained and who lost what since a snapshot, or since the files of a commit. */
export async function compareAccess(request: CompareRequest, at: Surroundings, host: Host): Promise<CompareOutcome> {
  const found = await stat(resolve(at.cwd, request.compare)).catch(() => undefined);
  const pair = await (found?.isFile() === true ? ofSnapshots(request, at, host) : ofFiles(request, at, host));
  if (!pair.ok) return pair.error;
  const [before, after] = pair.value;
  const moment = ({ live }: Named): Moment => ({ live, map: accessMap(live, knownPermissions()) });
  const [then, now] = [moment(before), moment(after)];
  const nothing = nothingAsked(request, {
    people: [...new Set([...then.map.people, ...now.map.people])],
    places: [...new Set([...then.map.places, ...now.map.places])],
    everything: new Set([...then.map.everything, ...now.map.everything]),
  });
  if (nothing !== undefined) return nothing;
  const comparison = {
    ...compareMoments(then, now, questionOf(request)),
    before: before.title,
    after: after.title,
    notes: [...before.notes, ...after.notes],
    isAllSeen: [before, after].every(({ live }) => unseenNotes(live).length === 0),
  };
  return { type: 'compared', comparison };
}

type Pair<Failure> = Promise<Result<readonly [Named, Named], Failure>>;

async function ofSnapshots(request: CompareRequest, at: Surroundings, host: Host): Pair<NotRead> {
  const then = await readAccount({ ...request, live: request.compare }, at, host);
  if (then.type !== 'read') return failed(then);
  const now = await readAccount(request, at, host);
  if (now.type !== 'read') return failed(now);
  const { live, renames } = inLaterNames(then.live, now.live);
  const hosts = [then, now].map(({ connection }) => connection.host);
  const other = hosts[0] === hosts[1] ? [] : [`these are two hosts: ${hosts.join(' and ')}`];
  return ok([
    { live, title: titleOf(then.connection, at), notes: [...other, ...renames, ...seenThen(then.live, 'before')] },
    { live: now.live, title: titleOf(now.connection, at), notes: seenThen(now.live, 'after') },
  ]);
}

function seenThen(live: LiveState, moment: string): readonly string[] {
  return unseenNotes(live).map((note) => `${moment}: ${note}`);
}

function titleOf({ host, takenAt }: Connection, { now }: Surroundings): string {
  return takenAt === undefined ? `${host}, ${now().toISOString()}` : `a snapshot of ${host}, ${takenAt}`;
}

/** What the files of a commit give, and what today's do: nothing is read from the account. */
async function ofFiles(request: CompareRequest, at: Surroundings, host: Host): Pair<NotCompared | InvalidFiles> {
  const { compare: what } = request;
  if (request.live !== undefined) return failed({ type: 'not-with-a-snapshot', what });
  const former = await filesOfCommit(what, request, at, host);
  if (!former.ok) return failed({ type: 'not-comparable', what, cause: former.error });
  const { state, commit } = former.value;
  const { desired, ...checked } = await checkFiles(request, at);
  if (desired === undefined) return failed({ type: 'invalid-files', ...checked });
  const stateOf = (resources: readonly DesiredResource[]) => ({
    ...declaredState(resources),
    visibility: everythingSeen,
  });
  const note = 'only what the files say: what is live and in no file is not compared';
  return ok([
    {
      live: stateOf(inTodaysNames(state.resources, desired.resources)),
      title: `the files at ${what} (${commit.slice(0, 12)})`,
      notes: [note],
    },
    { live: stateOf(desired.resources), title: 'the files here', notes: [] },
  ]);
}
