import type { AccessRequest } from '../../reconcile/access-list.js';
import { listAccess, pageOf } from '../../reconcile/access-list.js';
import { voidQuestion } from '../../reconcile/asked.js';
import { compareAccess } from '../../reconcile/compare-access.js';
import { filesIfAny } from '../../reconcile/files.js';
import type { FilesRequest } from '../../reconcile/request.js';
import type { AccessFormat, Expanded } from '../../report/access-formats.js';
import { accessParts, comparisonParts } from '../../report/access-formats.js';
import { withFlags } from '../../report/next-command.js';
import { note, resultInParts } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { CommandEnd, OwnEnd } from '../end.js';
import { done, wrong } from '../end.js';
import { engine } from '../host.js';

export interface AccessFlags extends AccessRequest, FilesRequest {
  /** A snapshot, or a commit whose files are compared with those here. */
  readonly compare?: string;
  readonly expand?: Expanded;
  readonly format: AccessFormat;
}

/** `ax-gitops access`: who can do what, as it is live. */
export async function access(flags: AccessFlags, context: Context): Promise<CommandEnd> {
  const { compare, format, expand = [] } = flags;
  const misuse = misplaced(flags, context.ran.given);
  if (misuse !== undefined) return misuse;
  if (compare !== undefined) return compared({ ...flags, compare }, context);
  if (format === 'markdown')
    return wrong('--format markdown is for --compare.', 'choose another format, or add --compare FILE');
  const impossible = voidQuestion(flags);
  if (impossible !== undefined) return impossible;
  const files = format === 'html' ? await filesIfAny(flags, context) : undefined;
  if (files !== undefined && files.desired === undefined && 'file' in context.ran.given)
    return { type: 'invalid-files', ...files };
  const outcome = await engine(listAccess, flags, context);
  if (outcome.type !== 'listed') return outcome;
  await resultInParts(
    context,
    format === 'html'
      ? [(await import('../../report/html/access-page.js')).accessPage(outcome, pageOf(outcome, files), context)]
      : accessParts(outcome, format, expand, context),
  );
  // A table has no place for them.
  if (format === 'csv') for (const text of outcome.notes) note(context, clean(withFlags(text, context)));
  return done;
}

/** `--compare WHAT`: who gained and who lost what since a snapshot, or since the files of a commit. */
async function compared(flags: AccessFlags & { readonly compare: string }, context: Context): Promise<CommandEnd> {
  const outcome = await engine(compareAccess, flags, context);
  if (outcome.type !== 'compared') return outcome;
  await resultInParts(context, await comparisonParts(outcome.comparison, flags.format, flags.expand ?? []));
  return done;
}

/** A flag that means nothing together with the others, and what to do about it. */
function misplaced({ compare, format, snapshot }: AccessFlags, given: Context['ran']['given']): OwnEnd | undefined {
  const isPage = format === 'html';
  if (snapshot !== undefined && (compare !== undefined || !isPage))
    return wrong(
      '--snapshot is for the page of --format html, which has a chart of changes.',
      'add --format html and leave out --compare, or use --compare FILE alone',
    );
  if (compare !== undefined) return undefined;
  const stray = 'file' in given ? '-f' : 'allowVariable' in given ? '--allow-variable' : undefined;
  if (isPage || stray === undefined) return undefined;
  return wrong(
    `${stray} is for --compare and --format html: without them, access reads no files and lists what is live.`,
    'leave it out, or add --compare COMMIT',
  );
}
