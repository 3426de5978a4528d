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
import type { Address } from '../model/address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { reasonOf } from '../machine/reason.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { loadFiles } from './files.js';
import type { EditedFile, EditOutcome } from './outcome.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';
import { writeFiles } from './write-files.js';

/** Looks at what the files declare and says what is to change, or why nothing can. */
export type Decide<Other> = (declared: Declared) => Decision<Other> | Promise<Decision<Other>>;
export type Decision<Other = never> = Result<Edits, EditRefusal | Other>;

/**
 * Reads the files, asks `decide` what is to change in them, and gives them with that changed: only what `validate` has no
 * complaint about that it did not have before. Nothing is written.
 */
export async function editFiles<Other extends { readonly type: string } = never>(
  request: FilesRequest,
  at: Surroundings,
  decide: Decide<Other>,
): Promise<EditOutcome | Other> {
  const loaded = await loadFiles(request, at);
  if (hasErrors(loaded.diagnostics)) return invalid(loaded.diagnostics, loaded);
  const decided = await decide(new Declared(loaded.documents));
  if (!decided.ok) return 'type' in decided.error ? decided.error : refused(decided.error, loaded);
  const edited = editedFiles(decided.value, loaded);
  if (!edited.ok) return invalid([edited.error], loaded);
  return checkEdit(edited.value, decided.value.notes, loaded, request, at, subjectsOf(decided.value));
}

/** What changes, where the files are valid with it. */
export async function checkEdit(
  edited: readonly EditedFile[],
  notes: readonly string[],
  loaded: Loaded,
  request: FilesRequest,
  at: Surroundings,
  about?: readonly Address[],
): Promise<EditOutcome> {
  const changed = edited.filter(({ before, after }) => before !== after);
  const { problems, all, declared } = await checkAfter(changed, loaded, request, at);
  // A problem may point into a file that stays as it is, too.
  const sources = new Map([...loaded.sources, ...changed.map(({ file, after }) => [file, after] as const)]);
  if (hasErrors(problems)) return { type: 'invalid-afterwards', diagnostics: problems, sources };
  const errors = all.filter(({ severity }) => severity === 'error');
  // What is no longer declared can't be asked for.
  const subjects = about?.filter((address) => declared.has(address));
  return {
    ...{ type: 'edited', changed, notes },
    ...(subjects !== undefined && { subjects }),
    ...(errors.length > 0 && { stillWrong: { diagnostics: errors, sources } }),
  };
}

/** Writes all of the files or none. Fails with the reason, and then nothing was written. */
export async function writeEdit(
  changed: readonly EditedFile[],
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<Result<undefined, string>> {
  try {
    await writeFiles(changed.map(({ file, ...texts }) => ({ path: resolve(cwd, file), ...texts })));
    return ok(undefined);
  } catch (error) {
    return failed(reasonOf(error));
  }
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

/** What `validate` would say afterwards and does not say now, all that it would say, and what would be declared. */
async function checkAfter(
  changed: readonly EditedFile[],
  { documents }: Loaded,
  request: FilesRequest,
  at: Surroundings,
): Promise<{
  readonly problems: readonly Diagnostic[];
  readonly all: readonly Diagnostic[];
  readonly declared: ReadonlySet<Address>;
}> {
  if (changed.length === 0) return { problems: [], all: [], declared: new Set() };
  const now = at.now();
  const texts = new Map(
    changed.flatMap(({ file, after }) => {
      const path = resolve(at.cwd, file);
      return [path, realpathSync(path)].map((name) => [name, Buffer.from(after)] as const);
    }),
  );
  const tree = { ...disk, read: async (path: string, limit: number) => texts.get(path) ?? disk.read(path, limit) };
  const again = await loadFiles(request, at, undefined, tree);
  if (hasErrors(again.diagnostics)) return { problems: again.diagnostics, all: again.diagnostics, declared: new Set() };
  const { state, diagnostics } = buildDesiredState(again.documents, { now });
  if (state !== undefined)
    return { problems: [], all: [], declared: new Set(state.resources.map(({ address }) => address)) };
  const before = timesOf(buildDesiredState(documents, { now }).diagnostics);
  return { problems: moreThan(before, diagnostics), all: diagnostics, declared: new Set() };
}

/** What was wrong before is no reason not to change something else. Where it stands may have moved, so it is counted. */
function moreThan(before: ReadonlyMap<string, number>, after: readonly Diagnostic[]): readonly Diagnostic[] {
  const times = timesOf(after);
  return after.filter((problem) => (times.get(saying(problem)) ?? 0) > (before.get(saying(problem)) ?? 0));
}

function timesOf(problems: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const problem of problems) times.set(saying(problem), (times.get(saying(problem)) ?? 0) + 1);
  return times;
}

function saying({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

function refused({ message, hint, source }: EditRefusal, { documents, sources }: Loaded): EditOutcome {
  if (source === undefined) return { type: 'refused-edit', message, hint };
  const span = documents.find(({ file }) => file === source.file)?.locate(source, 'key');
  const diagnostic: Diagnostic = {
    code: 'refused-edit',
    severity: 'error',
    message,
    hint,
    ...(span !== undefined && { span }),
  };
  return { type: 'invalid-files', diagnostics: [diagnostic], sources };
}

function invalid(diagnostics: readonly Diagnostic[], { sources }: Loaded): EditOutcome {
  return { type: 'invalid-files', diagnostics, sources };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
