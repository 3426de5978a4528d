import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import { includeGlob } from './include-glob.js';
import { follow, isInside, real } from './root.js';
import type { FileTree } from './tree.js';
import { ReadProblem, readProblems } from './tree.js';
import type { Walked } from './walk.js';
import { matchingFiles, yamlFilesBelow } from './walk.js';

/** The largest file that is read: about 400,000 lines of members. */
export const sizeLimit = 16 * 1024 * 1024;

/** Where files are looked for, and from which folder paths are meant. */
export interface Place {
  readonly tree: FileTree;
  readonly root: string;
  readonly cwd: string;
}

/** What one path or pattern stands for. */
export interface Found extends Walked {
  /** Where there is nothing at all: what was looked for, as a sentence. */
  readonly nothing?: { readonly message: string; readonly hint: string };
}

const none: Walked = { files: [], skipped: [], problems: [] };

/** The files that a `-f` names; a directory stands for every YAML file below it. */
export async function findNamed(path: string, place: Place): Promise<Found> {
  return withProblems(() => named(path, place));
}

async function named(path: string, place: Place): Promise<Found> {
  const found = await findAt(await placed(path, place), place);
  if (found === undefined) {
    const similar = await similarName(path, place);
    return { ...none, nothing: { message: `there is no file ${path}.`, hint: similar ?? startHint } };
  }
  if (!isEmpty(found)) return found;
  return { ...found, nothing: { message: `there is no .yaml file in the directory ${path}.`, hint: startHint } };
}

/** Without any `-f`: `access.yaml`, or everything below `access/`. */
export async function findDefault(place: Place): Promise<Found> {
  return withProblems(async () => {
    const [name] = await defaultsThere(place);
    if (name !== undefined) return named(name, place);
    const message = 'there is neither access.yaml nor a directory access/ here.';
    return { ...none, nothing: { message, hint: startHint } };
  });
}

/** What could be meant without any `-f`, and gives way to the one that is read, with its files. */
export async function otherDefaults(place: Place): Promise<ReadonlyMap<string, readonly string[]>> {
  const [, ...others] = await defaultsThere(place);
  const found = await Promise.all(others.map(async (name) => [name, (await findNamed(name, place)).files] as const));
  return new Map(found);
}

async function defaultsThere({ tree, root, cwd }: Place): Promise<readonly string[]> {
  const kinds = await Promise.all(defaultNames.map(async (name) => (await follow(tree, root, join(cwd, name))).kind));
  return defaultNames.filter((_name, index) => kinds[index] !== 'nothing');
}

export const defaultNames = ['access.yaml', 'access.yml', 'access'] as const;

/** The files that one entry of `include` stands for; never the including file itself through a glob. */
export async function findIncluded(pattern: string, from: string, place: Place): Promise<Found> {
  return withProblems(() => included(pattern, from, place));
}

/** The one file that `from:` of a group names, relative to the file that says so. */
export async function findList(path: string, from: string, place: Place): Promise<Found> {
  const hint = 'paths are relative to the file they stand in';
  return withProblems(async () => {
    const found = await follow(place.tree, place.root, resolve(dirname(from), path));
    if (found.kind === 'file') return { ...none, files: [found.path] };
    if (found.kind === 'nothing') return { ...none, nothing: { message: `there is no file ${path}.`, hint } };
    if (found.kind === 'directory') return { ...none, nothing: { message: `${path} is a folder, not a file.`, hint } };
    return { ...none, problems: [readProblems[found.kind](path, place.root)] };
  });
}

async function included(pattern: string, from: string, place: Place): Promise<Found> {
  const glob = includeGlob(pattern);
  if (glob === undefined) return { ...none, problems: [tooManyChoices(pattern)] };
  const nothing = {
    message: `${JSON.stringify(pattern)} matches no file.`,
    hint: 'paths are relative to the file they stand in; `*` matches within a folder, `**` any depth',
  };
  const base = resolve(dirname(from), glob.base);
  if (glob.choices.length === 0) {
    const found = await findAt(base, place, pattern);
    return found === undefined || isEmpty(found) ? { ...(found ?? none), nothing } : found;
  }
  const start = await follow(place.tree, place.root, base);
  if (start.kind === 'file' || start.kind === 'nothing') return { ...none, nothing };
  if (start.kind !== 'directory') return { ...none, problems: [readProblems[start.kind](pattern, place.root)] };
  const { files, ...rest } = await matchingFiles(place.tree, place.root, start.path, glob.choices);
  const found = { files: files.filter((path) => path !== from), ...rest };
  return isEmpty(found) ? { ...found, nothing } : found;
}

/** What stands at a path: one file, or the YAML files below a folder. */
async function findAt(path: string, { tree, root }: Place, shown = path): Promise<Walked | undefined> {
  const found = await follow(tree, root, path);
  switch (found.kind) {
    case 'file':
      return { ...none, files: [found.path] };
    case 'directory':
      return yamlFilesBelow(tree, root, found.path);
    case 'nothing':
      return undefined;
    default:
      return { ...none, problems: [readProblems[found.kind](shown, root)] };
  }
}

async function withProblems(find: () => Promise<Found>): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ReadProblem)) throw error;
    return { ...none, problems: [error] };
  }
}

function isEmpty({ files, problems }: Walked): boolean {
  return files.length === 0 && problems.length === 0;
}

/** The path as it is seen from the root, also where the folders above it are links. */
async function placed(path: string, { root, cwd }: Place): Promise<string> {
  const named = resolve(cwd, path);
  return isInside(root, named) ? named : join(await real(dirname(named)), basename(named));
}

const startHint = 'run `ax-gitops init` for a file to start with, or name yours with -f PATH';

async function similarName(path: string, { tree, cwd }: Place): Promise<string | undefined> {
  const folder = dirname(resolve(cwd, path));
  const names = await tree.namesIn(folder).catch(() => []);
  return didYouMean(
    basename(path),
    names.filter((name) => /\.ya?ml$|^[^.]+$/i.test(name)),
  );
}

function tooManyChoices(pattern: string): ReadProblem {
  return new ReadProblem(
    'include-too-many',
    pattern,
    'stands for too many patterns.',
    'write fewer {a,b} in one entry',
  );
}

/** How a file is called in messages: relative to the working directory where it lies inside. */
export function shownName(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

/** The text of a file; what is wrong with it as a diagnostic. */
export async function readText(tree: FileTree, path: string, shown: string): Promise<Result<string, Diagnostic>> {
  try {
    return decode(await tree.read(path, sizeLimit), shown);
  } catch (error) {
    if (!(error instanceof ReadProblem)) throw error;
    return failed({ ...asDiagnostic(error, () => shown), ...wholeFile(shown) });
  }
}

/** Turns bytes into text; refuses what is no text. */
export function decode(bytes: Uint8Array, shown: string): Result<string, Diagnostic> {
  if (bytes.byteLength > sizeLimit) return failed(tooLarge(shown));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return ok(text);
  } catch {
    // Not UTF-8: said below.
  }
  return failed({
    ...wholeFile(shown),
    code: 'not-text',
    message: 'this is not a text file in UTF-8.',
    hint: 'save it as UTF-8',
  });
}

/** A problem of reading, in the words of the command line. */
export function asDiagnostic({ code, path, what, hint }: ReadProblem, nameOf: (path: string) => string): Diagnostic {
  const name = isAbsolute(path) ? nameOf(path) : path;
  return { code, severity: 'error', message: `${name} ${what}`, ...(hint !== undefined && { hint }) };
}

function tooLarge(shown: string): Diagnostic {
  return {
    ...wholeFile(shown),
    code: 'file-too-large',
    message: `the file is larger than ${String(sizeLimit / 1024 / 1024)} MiB, the most that is read.`,
    hint: 'split it, and list the parts under `include:`',
  };
}

function wholeFile(file: string): Omit<Diagnostic, 'code' | 'message'> {
  return { severity: 'error', span: { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } };
}
