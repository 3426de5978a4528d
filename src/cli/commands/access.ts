import { AccessList } from '../../access/grants.js';
import { accessMap } from '../../access/index.js';
import { knownPermissions } from '../../load/permissions.js';
import type { CheckedFiles } from '../../reconcile/files.js';
import type { ReadOutcome } from '../../reconcile/outcome.js';
import { accessAsCsv, accessAsJson, accessAsJsonLines, accessAsText } from '../../report/access-list.js';
import { clean } from '../../report/style.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { FilesRequest } from '../../reconcile/request.js';
import type { OverTime } from '../access-over-time.js';
import type { accessPage } from '../access-page.js';
import type { AccessFlags } from '../access-question.js';
import { isKnown, isVoid, questionOf } from '../access-question.js';
import { unseenNotes } from '../../access/unseen-notes.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import { filesIfAny } from '../files-if-any.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { nextCommand, withFlags } from '../../report/next-command.js';
import { note, problem, resultInParts } from '../../report/say.js';

/** `ax-gitops access`: who can do what, as it is live. */
export async function access(flags: AccessFlags & FilesRequest, context: Context): Promise<ExitCode> {
  const { compare, format } = flags;
  const isPage = format === 'html';
  const wrong = misplaced(flags, context.ran.given);
  if (wrong !== undefined) {
    problem(context, ...wrong);
    return exitCode.invalid;
  }
  if (compare !== undefined) return (await import('./compare.js')).compare({ ...flags, compare }, context);
  if (format === 'markdown') {
    problem(context, '--format markdown is for --compare.', 'choose another format, or add --compare FILE');
    return exitCode.invalid;
  }
  if (isVoid(flags, context)) return exitCode.invalid;
  const files = isPage ? await filesIfAny(flags, context) : undefined;
  if (files !== undefined && files.desired === undefined && 'file' in context.ran.given)
    return ended({ type: 'invalid-files', ...files }, context);
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'read') return ended(outcome, context);
  const { live } = outcome;
  const map = accessMap(live, knownPermissions());
  if (!isKnown(flags, map, context)) return exitCode.invalid;
  const question = questionOf(flags);
  const list = new AccessList(live, map, question);
  const notes = unseenNotes(live).map((text) => withFlags(text, context));
  const overTime =
    flags.snapshot === undefined
      ? { changes: [], notes: [] }
      : await (
          await import('../access-over-time.js')
        ).changesOverTime(flags.snapshot, flags, outcome, question, context);
  if (typeof overTime === 'number') return overTime;
  const page = { question, map, overTime, ...(files !== undefined && { files }) };
  await resultInParts(context, await printed(list, notes, { ...flags, format, page }, outcome, context));
  // A table has no place for them.
  if (format === 'csv') for (const text of notes) note(context, clean(text));
  return exitCode.done;
}

/** A flag that means nothing together with the others, and what to do about it. */
function misplaced(
  { compare, format, snapshot }: AccessFlags,
  given: Context['ran']['given'],
): readonly [message: string, hint: string] | undefined {
  const isPage = format === 'html';
  if (snapshot !== undefined && (compare !== undefined || !isPage))
    return [
      '--snapshot is for the page of --format html, which has a chart of changes.',
      'add --format html and leave out --compare, or use --compare FILE alone',
    ];
  if (compare !== undefined) return undefined;
  const hint = 'leave it out, or add --compare COMMIT';
  const stray = 'file' in given ? '-f' : 'allowVariable' in given ? '--allow-variable' : undefined;
  if (isPage || stray === undefined) return undefined;
  return [
    `${stray} is for --compare and --format html: without them, access reads no files and lists what is live.`,
    hint,
  ];
}

async function printed(
  list: AccessList,
  notes: readonly string[],
  {
    format,
    expand = [],
    page,
  }: Pick<AccessFlags, 'expand'> & {
    readonly format: Exclude<AccessFlags['format'], 'markdown'>;
    readonly page: Pick<Parameters<typeof accessPage>[0], 'question' | 'map' | 'files'> & {
      readonly overTime: OverTime;
    };
  },
  outcome: Extract<ReadOutcome, { readonly type: 'read' }>,
  context: Context,
): Promise<Iterable<string>> {
  const { host, takenAt } = outcome.connection;
  const isByPlace = expand.includes('places');
  const grants = isByPlace ? list.placeByPlace() : list.grants();
  const isExpanded = expand.includes('permissions');
  const all = takenAt === undefined ? notes : [fromSnapshot(takenAt), ...notes];
  switch (format) {
    case 'text':
      return accessAsText(grants, all, nextCommand(context, 'doctor'));
    case 'csv':
      return accessAsCsv(grants, isExpanded);
    case 'jsonl':
      return accessAsJsonLines(grants, notes, { time: takenAt ?? context.now().toISOString(), host }, isExpanded);
    case 'json':
      return accessAsJson(list, { notes, ...(takenAt !== undefined && { takenAt }) }, isByPlace);
    case 'html': {
      const { accessPage } = await import('../access-page.js');
      const { changes, notes: doubts } = page.overTime;
      const said = [...all, ...doubts, ...brokenFiles(page, context)];
      return [accessPage({ ...page, list, changes, notes: said }, outcome, context)];
    }
  }
}

/** Files that nobody named are no reason to show nothing; that they could not be used is said. */
function brokenFiles({ files }: { readonly files?: CheckedFiles }, context: Context): readonly string[] {
  if (files === undefined || files.desired !== undefined) return [];
  const validate = nextCommand(context, 'validate');
  return [`the files here have errors, so groups, ends and reasons of grants are not shown: ${validate}`];
}

/** How old what is listed is. */
function fromSnapshot(takenAt: string): string {
  return `from a snapshot taken ${takenAt}; later changes are not in it`;
}
