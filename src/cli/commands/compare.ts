import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Moment } from '../../access/changes.js';
import { compareMoments } from '../../access/compare.js';
import { declaredState } from '../../access/declared.js';
import { accessMap } from '../../access/index.js';
import { inTodaysNames } from '../../desired/index.js';
import { inLaterNames } from '../../diff/later-names.js';
import { knownPermissions } from '../../load/permissions.js';
import type { LiveState } from '../../model/live.js';
import type { DesiredResource } from '../../model/resource.js';
import { everythingSeen } from '../../model/visibility.js';
import type { Connection } from '../../remote/port.js';
import { checkFiles } from '../../reconcile/files.js';
import { previousFiles } from '../../reconcile/previous.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { FilesRequest } from '../../reconcile/request.js';
import type { ComparisonReport } from '../../report/access-compare.js';
import {
  comparisonAsCsv,
  comparisonAsJson,
  comparisonAsJsonLines,
  comparisonAsMarkdown,
  comparisonAsText,
} from '../../report/access-compare.js';
import type { Context } from '../context.js';
import { tell } from '../../report/endings.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { problem, resultInParts } from '../../report/say.js';
import { unseenNotes } from '../../access/unseen-notes.js';
import type { AccessFlags } from '../access-question.js';
import { isKnown, questionOf } from '../access-question.js';

export type CompareFlags = AccessFlags & FilesRequest & { readonly compare: string };

/** A moment with how it is called. */
interface Named {
  readonly live: LiveState;
  readonly title: string;
  readonly notes: readonly string[];
}

/** `ax-gitops access --compare WHAT`: who gained and who lost what since a snapshot, or since the files of a commit. */
export async function compare(flags: CompareFlags, context: Context): Promise<ExitCode> {
  const isFile = await stat(resolve(context.cwd, flags.compare)).then(
    (found) => found.isFile(),
    () => false,
  );
  const pair = isFile ? await ofSnapshots(flags, context) : await ofFiles(flags, context);
  if (typeof pair === 'number') return pair;
  const [before, after] = pair;
  const moment = ({ live }: Named): Moment => ({ live, map: accessMap(live, knownPermissions()) });
  const [then, now] = [moment(before), moment(after)];
  const everyone = {
    ...now.map,
    people: [...new Set([...then.map.people, ...now.map.people])],
    places: [...new Set([...then.map.places, ...now.map.places])],
    everything: new Set([...then.map.everything, ...now.map.everything]),
  };
  if (!isKnown(flags, everyone, context)) return exitCode.invalid;
  const compared = compareMoments(then, now, questionOf(flags));
  const report = {
    ...compared,
    before: before.title,
    after: after.title,
    notes: [...before.notes, ...after.notes],
    isAllSeen: [before, after].every(({ live }) => unseenNotes(live).length === 0),
  };
  await resultInParts(context, await printed(report, flags));
  return exitCode.done;
}

async function ofSnapshots(flags: CompareFlags, context: Context): Promise<readonly [Named, Named] | ExitCode> {
  const then = await read({ ...flags, live: flags.compare }, context);
  if (typeof then === 'number') return then;
  const now = await read(flags, context);
  if (typeof now === 'number') return now;
  const { live, renames } = inLaterNames(then.live, now.live);
  const hosts = [then, now].map(({ connection }) => connection.host);
  const other = hosts[0] === hosts[1] ? [] : [`these are two hosts: ${hosts.join(' and ')}`];
  return [
    { live, title: titleOf(then.connection, context), notes: [...other, ...renames, ...seenThen(then.live, 'before')] },
    { live: now.live, title: titleOf(now.connection, context), notes: seenThen(now.live, 'after') },
  ];
}

function seenThen(live: LiveState, moment: string): readonly string[] {
  return unseenNotes(live).map((note) => `${moment}: ${note}`);
}

function titleOf({ host, takenAt }: Connection, context: Context): string {
  return takenAt === undefined ? `${host}, ${context.now().toISOString()}` : `a snapshot of ${host}, ${takenAt}`;
}

async function read(
  flags: CompareFlags,
  context: Context,
): Promise<{ readonly live: LiveState; readonly connection: Connection } | ExitCode> {
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  return outcome.type === 'read' ? outcome : ended(outcome, context);
}

/** What the files of a commit give, and what today's do: nothing is read from the account. */
async function ofFiles(flags: CompareFlags, context: Context): Promise<readonly [Named, Named] | ExitCode> {
  if (flags.live !== undefined) {
    const what = `${JSON.stringify(flags.compare)} is not a file, so it is taken for a commit, whose files are compared with today's`;
    problem(context, `${what}; --live is not read for that.`, 'leave --live out, or give --compare a snapshot');
    return exitCode.invalid;
  }
  const read = await withHost(context, {}, (host) => previousFiles({ ...flags, since: flags.compare }, context, host));
  if (!read.ok || read.value === undefined) {
    if (!read.ok) tell(read.error, context);
    const again = 'give a file that `ax-gitops snapshot --out FILE` wrote, or a commit of the repository of the files';
    problem(
      context,
      `${JSON.stringify(flags.compare)} is neither a snapshot here nor a commit to compare with.`,
      again,
    );
    return exitCode.invalid;
  }
  const previous = read.value;
  const { desired, ...checked } = await checkFiles(flags, context);
  if (desired === undefined) return ended({ type: 'invalid-files', ...checked }, context);
  const stateOf = (resources: readonly DesiredResource[]) => ({
    ...declaredState(resources),
    visibility: everythingSeen,
  });
  const note = 'only what the files say: what is live and in no file is not compared';
  return [
    {
      live: stateOf(inTodaysNames(previous.state.resources, desired.resources)),
      title: `the files at ${flags.compare} (${previous.commit.slice(0, 12)})`,
      notes: [note],
    },
    { live: stateOf(desired.resources), title: 'the files here', notes: [] },
  ];
}

async function printed(
  report: ComparisonReport,
  { format, expand = [] }: Pick<CompareFlags, 'format' | 'expand'>,
): Promise<Iterable<string>> {
  switch (format) {
    case 'text':
      return comparisonAsText(report);
    case 'markdown':
      return [comparisonAsMarkdown(report)];
    case 'csv':
      return comparisonAsCsv(report, expand.includes('permissions'));
    case 'json':
      return comparisonAsJson(report);
    case 'jsonl':
      return comparisonAsJsonLines(report);
    case 'html':
      return [(await import('../../report/html/compare-html.js')).comparisonToHtml(report)];
  }
}
