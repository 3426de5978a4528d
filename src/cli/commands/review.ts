import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { reasonOf } from '../../machine/reason.js';
import { commandText } from '../../model/command-text.js';
import { filesIfAny } from '../../reconcile/files.js';
import { writeSheets } from '../../reconcile/new-files.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { checkDecisions, editByReview, keepSheet, reviewSheets } from '../../reconcile/review.js';
import { count } from '../../report/layout.js';
import { nextCommand } from '../../report/next-command.js';
import { readSheet, sheetAsCsv, sheetAsHtml } from '../../report/review-sheet.js';
import { tellReviewed } from '../../report/review-text.js';
import { note, problem } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { EditFlags } from '../editing.js';
import { settle } from '../editing.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';

export interface ReviewFlags extends EditFlags, ReadRequest {
  /** The folder for the sheets. */
  readonly out?: string;
  /** A sheet that came back. */
  readonly apply?: string;
  /** The folder that keeps applied sheets. */
  readonly record: string;
  readonly journal?: string;
  /** Earlier snapshots, for since when. */
  readonly snapshot?: readonly string[];
}

/** `ax-gitops access review`: sheets of all grants to be decided on, and their decisions back into the files. */
export async function review(flags: ReviewFlags, context: Context): Promise<ExitCode> {
  const { out, apply } = flags;
  if (out !== undefined && apply === undefined) return write(flags, out, context);
  if (apply !== undefined && out === undefined) return take(flags, apply, context);
  problem(
    context,
    'a review either writes sheets or applies one.',
    '`ax-gitops access review --out DIR`, then `ax-gitops access review --apply DIR/SHEET.csv`',
  );
  return exitCode.invalid;
}

async function write(flags: ReviewFlags, out: string, context: Context): Promise<ExitCode> {
  const files = await filesIfAny(flags, context);
  if (files === undefined)
    note(context, 'There are no files here: the sheets do not say whether files declare a grant.');
  const outcome = await withHost(context, {}, (host, interrupts) =>
    reviewSheets({ ...flags, ...(files !== undefined && { files }), interrupts }, context, host),
  );
  if (outcome.type !== 'drawn-up') return ended(outcome, context);
  const { sheets, notes } = outcome;
  const texts = sheets.flatMap(({ name, rows, head }) => [
    [`${name}.csv`, sheetAsCsv(rows, head)] as const,
    [`${name}.html`, sheetAsHtml(rows, head)] as const,
  ]);
  const written = await writeSheets(out, texts, context);
  if (!written.ok) return ended(written.error, context);
  for (const text of notes) note(context, text);
  const grants = sheets.reduce((sum, { rows }) => sum + rows.length, 0);
  const next = nextCommand(context, 'access review', [], { '--apply': join(out, 'SHEET.csv') });
  note(
    context,
    `Wrote ${count(sheets.length, 'sheet')} with ${count(grants, 'grant')} to ${out}. Decide in the column \`decision\` (keep, revoke, until 2027-06-30), then: ${next}`,
  );
  return exitCode.done;
}

async function take(flags: ReviewFlags, path: string, context: Context): Promise<ExitCode> {
  let bytes: Buffer;
  let sheet: ReturnType<typeof readSheet>;
  try {
    bytes = await readFile(resolve(context.cwd, path));
    sheet = readSheet(bytes.toString('utf8'));
  } catch (error) {
    const hint = 'give a CSV that `ax-gitops access review --out DIR` wrote';
    problem(context, `the sheet ${path} can't be read: ${reasonOf(error)}`, hint);
    return exitCode.invalid;
  }
  const wrong = await checkDecisions(sheet.rows, flags, context);
  if (!wrong.ok) return ended(wrong.error, context);
  const problems = [...sheet.problems, ...wrong.value];
  for (const { line, message } of problems) problem(context, `${path}:${String(line)}: ${clean(message)}.`);
  if (problems.length > 0) {
    const again = commandText('access review', [], ['--out', 'DIR']);
    const hint = `correct the sheet, or write a new one with ${again}`;
    problem(context, `${count(problems.length, 'row')} can't be applied, so nothing was written.`, hint);
    return exitCode.invalid;
  }
  const isTried = flags.check === true || flags.dryRun === true;
  const kept = isTried ? undefined : await keepSheet(bytes, path, flags.record, context);
  if (kept?.ok === false) return ended(kept.error, context);
  const code = await settle(await editByReview(sheet.rows, flags, context), flags, context);
  if (code === exitCode.invalid && kept?.value.isNew === true) await kept.value.drop();
  else if (kept !== undefined) note(context, `Kept the sheet as ${kept.value.name}.`);
  if (code !== exitCode.invalid) tellReviewed(sheet.rows, path, context);
  return code;
}
