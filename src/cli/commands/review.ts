import { filesIfAny } from '../../reconcile/files.js';
import { writeSheets } from '../../reconcile/new-files.js';
import { decideBySheet } from '../../reconcile/review-decisions.js';
import type { ReviewRequest } from '../../reconcile/review-sheets.js';
import { reviewSheets } from '../../reconcile/review-sheets.js';
import { sheetFiles } from '../../report/review-sheet.js';
import { neitherWrittenNorApplied } from '../../report/misuse.js';
import { tellKept, tellNoFiles, tellReviewed, tellSheets } from '../../report/review-text.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done, wrong } from '../end.js';
import type { EditFlags } from '../editing.js';
import { settle } from '../editing.js';
import { engine } from '../host.js';

export interface ReviewFlags extends EditFlags, Omit<ReviewRequest, 'files'> {
  /** The folder for the sheets. */
  readonly out?: string;
  /** A sheet that came back. */
  readonly apply?: string;
  /** The folder that keeps applied sheets. */
  readonly record: string;
}

/** `ax-gitops access review`: sheets of all grants to be decided on, and their decisions back into the files. */
export async function review(flags: ReviewFlags, context: Context): Promise<CommandEnd> {
  const { out, apply } = flags;
  if (out !== undefined && apply === undefined) return write(flags, out, context);
  if (apply !== undefined && out === undefined) return take(flags, apply, context);
  return wrong(neitherWrittenNorApplied);
}

async function write(flags: ReviewFlags, out: string, context: Context): Promise<CommandEnd> {
  const files = await filesIfAny(flags, context);
  if (files === undefined) tellNoFiles(context);
  const outcome = await engine(reviewSheets, { ...flags, ...(files !== undefined && { files }) }, context);
  if (outcome.type !== 'drawn-up') return outcome;
  const { sheets, notes } = outcome;
  const unwritten = await writeSheets(out, sheetFiles(sheets), context);
  if (unwritten !== undefined) return unwritten;
  tellSheets(sheets, notes, out, context);
  return done;
}

async function take({ record, ...flags }: ReviewFlags, sheet: string, context: Context): Promise<CommandEnd> {
  const isTried = flags.check === true || flags.dryRun === true;
  const outcome = await decideBySheet({ ...flags, sheet, ...(!isTried && { record }) }, context);
  if (outcome.type !== 'decided') return outcome;
  const { rows, edit, kept } = outcome;
  const end = await settle(edit, flags, context);
  const isSettled = end.type === 'done' || end.type === 'changes';
  if (!isSettled && kept?.isNew === true) await kept.drop();
  else if (kept !== undefined) tellKept(kept.name, context);
  if (isSettled) tellReviewed(rows, sheet, context);
  return end;
}
