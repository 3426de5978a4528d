import type { AccessRequest } from '../../reconcile/access-list.js';
import { listAccess, listForPage } from '../../reconcile/access-list.js';
import { compareAccess } from '../../reconcile/compare-access.js';
import type { FilesRequest } from '../../reconcile/request.js';
import type { AccessFormat, Expanded } from '../../report/access-formats.js';
import { accessParts, comparisonParts, noteBeside } from '../../report/access-formats.js';
import { markdownWithoutCompare, misplacedIn } from '../../report/misuse.js';
import { resultInParts } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
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
  const misuse = misplacedIn(flags, context.ran.given);
  if (misuse !== undefined) return wrong(misuse);
  if (compare !== undefined) return compared({ ...flags, compare }, context);
  if (format === 'markdown') return wrong(markdownWithoutCompare);
  if (format === 'html') return page(flags, context);
  const outcome = await engine(listAccess, flags, context);
  if (outcome.type !== 'listed') return outcome;
  await resultInParts(context, accessParts(outcome, format, expand, context));
  if (format === 'csv') noteBeside(outcome, context);
  return done;
}

/** `--format html`: the page for an auditor. */
async function page(flags: AccessFlags, context: Context): Promise<CommandEnd> {
  const outcome = await engine(listForPage, flags, context);
  if (outcome.type !== 'listed') return outcome;
  const { accessPage } = await import('../../report/html/access-page.js');
  await resultInParts(context, [accessPage(outcome, outcome.page, context)]);
  return done;
}

/** `--compare WHAT`: who gained and who lost what since a snapshot, or since the files of a commit. */
async function compared(flags: AccessFlags & { readonly compare: string }, context: Context): Promise<CommandEnd> {
  const outcome = await engine(compareAccess, flags, context);
  if (outcome.type !== 'compared') return outcome;
  await resultInParts(context, await comparisonParts(outcome.comparison, flags.format, flags.expand ?? []));
  return done;
}
