import type { Decide } from '../reconcile/editing.js';
import { editFiles, writeEdit } from '../reconcile/editing.js';
import type { EditedFile, EditOutcome, Outcome } from '../reconcile/outcome.js';
import type { FilesRequest, PlanRequest } from '../reconcile/request.js';
import { fileDiff } from '../report/file-diff.js';
import { clean, safeJson } from '../report/style.js';
import type { Context } from './context.js';
import { ended } from './ended.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { nextOnAll } from '../report/next-command.js';
import { note, problem, result } from '../report/say.js';

/** Flags of every command that edits files. */
export interface EditFlags extends FilesRequest {
  /** Change nothing; the exit code says whether something would change. */
  readonly check?: boolean;
  /** Change nothing. */
  readonly dryRun?: boolean;
  readonly format: 'text' | 'json';
}

/** Flags of the commands after which a plan of what was edited may be wanted at once. */
export interface EditAndPlanFlags extends EditFlags, PlanRequest {
  /** Plan just what was edited, once it is written. */
  readonly plan?: boolean;
}

/**
 * Reads the files, asks `decide` what is to change in them, shows it, and writes all of them or none. `nothing`: what is said
 * where nothing is to change.
 */
export async function edit<Other extends Outcome = never>(
  flags: EditFlags,
  context: Context,
  decide: Decide<Other>,
  nothing?: string,
): Promise<ExitCode> {
  return settle(await editFiles(flags, context, decide), flags, context, nothing);
}

/** Shows what changes, and writes it where that is wanted and right. */
export async function settle(
  outcome: EditOutcome | Outcome,
  flags: EditFlags,
  context: Context,
  nothing = 'Nothing to change: the files say so already.',
): Promise<ExitCode> {
  if (outcome.type !== 'edited') return ended(outcome, context);
  const { changed, notes } = outcome;
  show(changed, notes, flags, context);
  if (changed.length === 0 && flags.format !== 'json') note(context, nothing);
  if (changed.length === 0) return exitCode.done;
  if (flags.check === true) return exitCode.changes;
  if (flags.dryRun === true) return exitCode.done;
  // Exit code 1 says that nothing was written.
  if (await isLost(context)) return exitCode.invalid;
  const names = changed.map(({ file }) => clean(file)).join(', ');
  const written = await writeEdit(changed, context);
  if (!written.ok) {
    problem(
      context,
      `${names} can't be written: ${written.error}. Nothing was written.`,
      'make the files and their folders writable, then run it again',
    );
    return exitCode.invalid;
  }
  if (!isPlanned(flags)) {
    note(context, `Wrote ${names}. Next: ${nextOnAll(context, 'plan')}`);
    return exitCode.done;
  }
  note(context, `Wrote ${names}.`);
  const { plan } = await import('./commands/plan.js');
  const { subjects = [] } = outcome;
  return plan({ ...flags, ...(subjects.length > 0 && { target: subjects }), format: 'text' }, context);
}

/** Whether what was shown could not be: on a full disk, not for a reader who has seen enough. */
async function isLost({ stdout }: Context): Promise<boolean> {
  const failure = await new Promise<Error | null | undefined>((resolve) => stdout.write('', resolve));
  const error = (stdout.errored ?? failure) as NodeJS.ErrnoException | null | undefined;
  return error !== null && error !== undefined && error.code !== 'EPIPE';
}

function isPlanned(flags: EditFlags): flags is EditAndPlanFlags {
  return (flags as Partial<EditAndPlanFlags>).plan === true;
}

function show(changed: readonly EditedFile[], notes: readonly string[], flags: EditFlags, context: Context): void {
  const { stdout } = context.style;
  const plain = { ...stdout, color: false };
  if (flags.format === 'json') {
    const files = changed.map(({ file, before, after }) => ({ file, diff: fileDiff(file, before, after, plain) }));
    result(context, safeJson({ format_version: '1.0', changed: files, notes }, 2));
    return;
  }
  for (const { file, before, after } of changed) result(context, fileDiff(file, before, after, stdout));
  for (const text of notes) note(context, `note: ${clean(text)}`);
}
