import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildDesiredState } from '../desired/index.js';
import { Declared } from '../edit/declared.js';
import { editYaml } from '../edit/edit-yaml.js';
import type { EditRefusal, Edits } from '../edit/edits.js';
import { patchOf } from '../edit/patch.js';
import { subjectsOf } from '../edit/subjects.js';
import { disk } from '../load/disk.js';
import type { Loaded } from '../load/index.js';
import { reasonOf } from '../machine/reason.js';
import type { Address } from '../model/address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Result } from '../model/result.js';
import { fileDiff } from '../report/file-diff.js';
import { quoteArgument } from '../report/plan-commands.js';
import { clean, safeJson } from '../report/style.js';
import type { ConnectionFlags } from './connect.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { loadFiles } from './files.js';
import type { FileFlags } from './flags.js';
import type { LiveFlags } from './live-source.js';
import { sameFiles } from './made-from.js';
import { diagnosticsProblem, note, problem, result } from './say.js';
import { writeFiles } from '../reconcile/write-files.js';

/** Flags of every command that edits files. */
export interface EditFlags extends FileFlags {
  /** Change nothing; the exit code says whether something would change. */
  readonly check?: boolean;
  /** Change nothing. */
  readonly dryRun?: boolean;
  readonly format: 'text' | 'json';
}

/** Flags of the commands after which a plan of what was edited may be wanted at once. */
export interface EditAndPlanFlags extends EditFlags, ConnectionFlags, LiveFlags {
  /** Plan just what was edited, once it is written. */
  readonly plan?: boolean;
}

/** What is to change, or why nothing can; an exit code where that was said already. */
export type Decision = Result<Edits, EditRefusal> | ExitCode;

/** What a file says before and after an edit. */
export interface EditedFile {
  /** As it is called in messages: relative to the working directory where it lies inside. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Reads the files, asks `decide` what is to change in them, and writes all of them or none: only what `validate` has no
 * complaint about that it did not have before.
 */
export async function editFiles(
  flags: EditFlags,
  context: Context,
  decide: (declared: Declared) => Decision | Promise<Decision>,
): Promise<ExitCode> {
  const loaded = await loadFiles(flags, context);
  if (hasErrors(loaded.diagnostics)) return notValid(loaded.diagnostics, loaded, context);
  const decided = await decide(new Declared(loaded.documents));
  if (typeof decided === 'number') return decided;
  if (!decided.ok) return refused(decided.error, loaded, context);
  const edited = editedFiles(decided.value, loaded);
  if (!edited.ok) return notValid([edited.error], loaded, context);
  const settled = await settle(edited.value, decided.value.notes, loaded, flags, context);
  if (settled.written === undefined || !isPlanned(flags)) return settled.code;
  const subjects = subjectsOf(decided.value);
  // What is no longer declared can't be asked for.
  const target = subjects?.filter((address) => settled.written?.has(address) === true);
  const { plan } = await import('./commands/plan.js');
  return plan({ ...flags, ...(target !== undefined && target.length > 0 && { target }), format: 'text' }, context);
}

function isPlanned(flags: EditFlags): flags is EditAndPlanFlags {
  return (flags as Partial<EditAndPlanFlags>).plan === true;
}

interface Settled {
  readonly code: ExitCode;
  /** What is declared now, where anything was written. */
  readonly written?: ReadonlySet<Address>;
}

/** Shows what changes, and writes it where that is wanted and right. */
export async function settle(
  edited: readonly EditedFile[],
  notes: readonly string[],
  loaded: Loaded,
  flags: EditFlags,
  context: Context,
): Promise<Settled> {
  const changed = edited.filter(({ before, after }) => before !== after);
  const { problems, declared } = await checkAfter(changed, loaded, flags, context);
  if (hasErrors(problems)) {
    problem(context, 'the files would not be valid with this change, so nothing was written.');
    const sources = new Map(changed.map(({ file, after }) => [file, after]));
    return { code: notValid(problems, { sources }, context) };
  }
  show(changed, notes, flags, context);
  if (changed.length === 0) return { code: exitCode.done };
  if (flags.check === true) return { code: exitCode.changes };
  if (flags.dryRun === true) return { code: exitCode.done };
  const names = changed.map(({ file }) => clean(file)).join(', ');
  try {
    await writeFiles(changed.map(({ file, ...texts }) => ({ path: resolve(context.cwd, file), ...texts })));
  } catch (error) {
    problem(
      context,
      `${names} can't be written: ${reasonOf(error)}. Nothing was written.`,
      'make the files and their folders writable, then run it again',
    );
    return { code: exitCode.invalid };
  }
  const next = isPlanned(flags)
    ? ''
    : ` Next: ${['ax-gitops', 'plan', ...sameFiles(flags)].map(quoteArgument).join(' ')}`;
  note(context, `Wrote ${names}.${next}`);
  return { code: exitCode.done, written: declared };
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
  if (changed.length === 0) note(context, 'Nothing to change: the files say so already.');
}

function editedFiles({ wishes }: Edits, { sources }: Loaded): Result<readonly EditedFile[], Diagnostic> {
  const files = [...new Set(wishes.map(({ file }) => file))].sort();
  const edited: EditedFile[] = [];
  for (const file of files) {
    const before = sources.get(file) ?? '';
    const made = editYaml(before, patchOf(wishes.filter((wish) => wish.file === file).map(({ wish }) => wish)));
    if (!made.ok) {
      const { line, column, message, hint } = made.error;
      const at = { line, column };
      const span = { file, start: at, end: at };
      return { ok: false, error: { code: 'unsafe-edit', severity: 'error', message: `${message}.`, hint, span } };
    }
    edited.push({ file, before, after: made.value });
  }
  return { ok: true, value: edited };
}

/** What `validate` would say afterwards, and what would be declared. Nothing is written for that. */
async function checkAfter(
  changed: readonly EditedFile[],
  { diagnostics }: Loaded,
  flags: EditFlags,
  context: Context,
): Promise<{ readonly problems: readonly Diagnostic[]; readonly declared: ReadonlySet<Address> }> {
  if (changed.length === 0) return { problems: [], declared: new Set() };
  const texts = new Map(
    changed.flatMap(({ file, after }) => {
      const path = resolve(context.cwd, file);
      return [path, realpathSync(path)].map((name) => [name, Buffer.from(after)] as const);
    }),
  );
  const tree = { ...disk, read: async (path: string, limit: number) => texts.get(path) ?? disk.read(path, limit) };
  const again = await loadFiles(flags, context, undefined, tree);
  if (hasErrors(again.diagnostics)) return { problems: again.diagnostics, declared: new Set() };
  const built = buildDesiredState(again.documents, { now: context.now() });
  const known = new Set(diagnostics.map(({ code, message }) => `${code} ${message}`));
  return {
    problems: built.diagnostics.filter(({ code, message }) => !known.has(`${code} ${message}`)),
    declared: new Set(built.state?.resources.map(({ address }) => address)),
  };
}

function refused({ message, hint, source }: EditRefusal, loaded: Loaded, context: Context): ExitCode {
  if (source === undefined) {
    problem(context, clean(message), clean(hint));
    return exitCode.invalid;
  }
  const locate = loaded.documents.find(({ file }) => file === source.file)?.locate;
  const span = locate?.(source, 'key');
  const diagnostic: Diagnostic = {
    code: 'refused-edit',
    severity: 'error',
    message,
    hint,
    ...(span !== undefined && { span }),
  };
  return notValid([diagnostic], loaded, context);
}

function notValid(
  diagnostics: readonly Diagnostic[],
  { sources }: Pick<Loaded, 'sources'>,
  context: Context,
): ExitCode {
  diagnosticsProblem(context, diagnostics, sources);
  return exitCode.invalid;
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
