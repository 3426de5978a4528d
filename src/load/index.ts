import type { Diagnostic } from '../model/diagnostic.js';
import { inOrder } from '../model/diagnostic.js';
import type { PeopleList, SourceDocument } from '../model/document.js';
import type { Locate } from '../model/source.js';
import { isAccessFile, noAccessFile } from './access-file.js';
import { disk } from './disk.js';
import type { Found, Place } from './files.js';
import {
  asDiagnostic,
  findDefault,
  findIncluded,
  findList,
  findNamed,
  otherDefaults,
  readText,
  shownName,
} from './files.js';
import { narrowedByFiles } from './narrowing.js';
import { parsePeople } from './people-list.js';
import { rootFor } from './root.js';
import { salvage } from './salvage.js';
import type { AccessFile } from './schema.gen.js';
import { checkShape } from './shape.js';
import type { FileTree } from './tree.js';
import type { VariableUse, Variables } from './variables.js';
import { defaultVariables } from './variables.js';
import type { Skipped } from './walk.js';
import type { ParsedYaml } from './yaml.js';
import { parseYaml } from './yaml.js';

export interface LoadOptions {
  /** Files and directories; none stands for `access.yaml` or `access/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** For `${VAR}` in values. */
  readonly env: Variables['env'];
  /** Globs over the variables that may be read; `AX_VAR_*` unless given. */
  readonly allowedVariables?: Variables['allowed'];
  /** The keys of the login: a value that holds one is an error. */
  readonly ownKeys?: Variables['keys'];
  /** Files of an earlier commit, instead of those on the disk. */
  readonly past?: {
    readonly tree: FileTree;
    /** Put before the files' names in messages, e.g. `HEAD~1:`. */
    readonly namePrefix: string;
  };
  /** Instead of the disk: for tests, and to see what files would say. */
  readonly tree?: FileTree;
}

export interface Loaded {
  /** Only complete if there is no error among the diagnostics. */
  readonly documents: readonly SourceDocument<AccessFile>[];
  /** With what is right in the files that have errors, so that the rest of them can be checked too. */
  readonly salvaged: {
    readonly documents: readonly SourceDocument<AccessFile>[];
    /** The sections that something is missing from; `*` where it may be any. */
    readonly gaps: ReadonlySet<string>;
  };
  /** Every problem of every file, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each access file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** What was read, and what was not though it is below a directory that was. By the names used in messages. */
  readonly read: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** More files, or more text in all of them, are a mistake, or made to exhaust memory. */
const limits = { files: 10_000, characters: 64 * 1024 * 1024 };

/** Reads the files and everything they include, and checks the shape of each. Never throws for what users write. */
export async function loadDocuments(options: LoadOptions): Promise<Loaded> {
  const { paths, cwd } = options;
  const root = await rootFor(paths, cwd);
  const place = { tree: options.past?.tree ?? options.tree ?? disk, root: root.path, cwd };
  const loader = new Loader(place, options);
  if (paths.length === 0) {
    await loader.named(await findDefault(place));
    if (options.past === undefined) loader.beside(await otherDefaults(place));
  }
  for (const path of paths) await loader.named(await findNamed(path, place));
  return loader.result();
}

class Loader {
  private readonly documents: SourceDocument<AccessFile>[] = [];
  private readonly salvaged: SourceDocument<AccessFile>[] = [];
  private readonly gaps = new Set<string>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly sources = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly skipped = new Map<string, Skipped>();
  private readonly uses: VariableUse[] = [];
  private readonly variables: Variables;
  private characters = 0;
  private saysVersion = false;

  constructor(
    private readonly place: Place,
    private readonly options: LoadOptions,
  ) {
    const { env, allowedVariables = defaultVariables, ownKeys = [], past } = options;
    this.variables = { env, allowed: allowedVariables, keys: ownKeys, isPast: past !== undefined };
  }

  /** The files that one path of the command line stands for. */
  async named(found: Found): Promise<void> {
    this.note(found, {});
    if (found.nothing !== undefined) this.missing({ code: 'no-file', severity: 'error', ...found.nothing });
    for (const path of found.files) await this.load(path, []);
  }

  /** What could have been meant as well: it is said of each that nothing includes. */
  beside(others: ReadonlyMap<string, readonly string[]>): void {
    const [read] = this.seen;
    if (read === undefined) return;
    for (const [name, files] of others) {
      if (files.every((path) => this.seen.has(path))) continue;
      this.diagnostics.push({
        code: 'default-not-read',
        severity: 'warning',
        message: `${name} is not read: without -f, ${this.nameOf(read)} alone is.`,
        hint: `to read both: -f ${this.nameOf(read)} -f ${name}; or remove the one that is not meant`,
      });
    }
  }

  result(): Loaded {
    const narrowed = this.variables.isPast ? [] : narrowedByFiles(this.documents, this.uses);
    return {
      documents: this.documents,
      salvaged: { documents: [...this.documents, ...this.salvaged], gaps: this.gaps },
      diagnostics: inOrder(withoutNeedlessVersions([...this.diagnostics, ...narrowed], this.saysVersion)),
      sources: this.sources,
      read: [...this.seen].map((path) => this.nameOf(path)),
      skipped: [...this.skipped.values()],
    };
  }

  private async load(path: string, chain: readonly string[]): Promise<void> {
    if (this.seen.has(path)) return;
    this.seen.add(path);
    const file = this.nameOf(path);
    if (this.isTooMuch(file)) return;
    const read = await readText(this.place.tree, path, file);
    if (!read.ok) {
      this.missing(read.error);
      return;
    }
    this.characters += read.value.length;
    const parsed = parseYaml(file, read.value, this.variables);
    const problems = [...parsed.diagnostics, ...withoutTagged(shapeOf(parsed, file), parsed.diagnostics, read.value)];
    const isRefused = problems.some(({ code }) => code !== 'missing-version' && code !== 'empty-file');
    if (isRefused && !isAccessFile(read.value, parsed.value)) {
      this.missing(noAccessFile(file, problems));
      return;
    }
    this.sources.set(file, read.value);
    this.diagnostics.push(...problems);
    this.uses.push(...parsed.uses);
    if (parsed.value === undefined) {
      this.gaps.add('*');
      return;
    }
    const content = parsed.value as Partial<AccessFile>;
    this.saysVersion ||= content.version !== undefined;
    // That the version is missing may be made good by another file, so it must not cost this one its contents.
    if (!problems.some(({ code, severity }) => severity === 'error' && code !== 'missing-version'))
      this.documents.push(await this.document(content, parsed.locate, file, path));
    else await this.salvage(parsed, file, path);
    await this.included(content.include, file, parsed, [...chain, path]);
  }

  private async salvage({ value, locate, diagnostics }: ParsedYaml, file: string, path: string): Promise<void> {
    const rest = salvage(value, locate);
    if (rest === undefined || diagnostics.length > 0) this.gaps.add('*');
    if (rest === undefined) return;
    for (const section of rest.gaps) this.gaps.add(section);
    this.salvaged.push(await this.document(rest.content as AccessFile, rest.locate, file, path));
  }

  private async document(
    content: AccessFile,
    locate: Locate,
    file: string,
    path: string,
  ): Promise<SourceDocument<AccessFile>> {
    return { file, content, locate, ...(await this.lists(content, file, path, locate)) };
  }

  private async included(patterns: unknown, file: string, { locate }: ParsedYaml, chain: readonly string[]) {
    if (!Array.isArray(patterns)) return;
    for (const [index, pattern] of patterns.entries()) {
      if (typeof pattern !== 'string' || pattern === '') continue;
      const span = locate({ file, path: ['include', index] });
      const found = await findIncluded(pattern, chain.at(-1) ?? '', this.place);
      this.note(found, { span });
      if (found.nothing !== undefined)
        this.missing({ code: 'include-nothing', severity: 'error', ...found.nothing, span });
      for (const path of found.files) {
        if (!chain.includes(path)) await this.load(path, chain);
        else
          this.diagnostics.push({
            code: 'include-cycle',
            severity: 'error',
            message: `the files include each other: ${this.cycle(path, chain)}.`,
            span,
            hint: 'remove one of the includes',
          });
      }
    }
  }

  /** The files that groups come `from`. */
  private async lists(
    { groups = {} }: AccessFile,
    file: string,
    path: string,
    locate: Locate,
  ): Promise<Pick<SourceDocument<AccessFile>, 'lists'>> {
    const lists = new Map<string, PeopleList>();
    for (const [name, group] of Object.entries(groups)) {
      if (!('from' in group)) continue;
      const span = locate({ file, path: ['groups', name, 'from'] });
      const found = await findList(group.from, path, this.place);
      this.note(found, { span });
      if (found.nothing !== undefined) this.missing({ code: 'no-list', severity: 'error', ...found.nothing, span });
      for (const at of found.files) {
        this.seen.add(at);
        const read = await readText(this.place.tree, at, this.nameOf(at));
        if (!read.ok) this.missing(read.error);
        else {
          const { list, diagnostics } = parsePeople(this.nameOf(at), read.value);
          this.diagnostics.push(...diagnostics);
          if (diagnostics.some(({ severity }) => severity === 'error')) this.gaps.add('groups');
          lists.set(name, list);
        }
      }
    }
    return lists.size === 0 ? {} : { lists };
  }

  private cycle(path: string, chain: readonly string[]): string {
    const { cwd } = this.place;
    return [...chain.slice(chain.indexOf(path)), path].map((step) => shownName(step, cwd)).join(' → ');
  }

  private note({ skipped, problems }: Found, at: Pick<Diagnostic, 'span'>): void {
    for (const { path, reason } of skipped) this.skipped.set(path, { path: this.nameOf(path), reason });
    for (const problem of problems) this.missing({ ...asDiagnostic(problem, (path) => this.nameOf(path)), ...at });
  }

  /** A file that can't be read could hold anything. */
  private missing(problem: Diagnostic): void {
    this.diagnostics.push(problem);
    this.gaps.add('*');
  }

  private isTooMuch(file: string): boolean {
    const isOver = this.seen.size > limits.files || this.characters > limits.characters;
    if (isOver && !this.diagnostics.some(({ code }) => code === 'too-many-files'))
      this.missing({
        code: 'too-many-files',
        severity: 'error',
        message: `${file} and the files after it are not read: at most ${String(limits.files)} files and ${String(limits.characters / 1024 / 1024)} MiB are.`,
        hint: 'name fewer files',
      });
    return isOver;
  }

  private nameOf(path: string): string {
    return `${this.options.past?.namePrefix ?? ''}${shownName(path, this.place.cwd)}`;
  }
}

function shapeOf({ value, locate, written }: ParsedYaml, file: string): readonly Diagnostic[] {
  return value === undefined ? [] : checkShape(value, file, locate, written);
}

/** Only one of several files must say the version. */
function withoutNeedlessVersions(diagnostics: readonly Diagnostic[], isSaid: boolean): readonly Diagnostic[] {
  const missing = diagnostics.filter(({ code }) => code === 'missing-version');
  const kept = isSaid ? [] : missing.slice(0, 1);
  return [...diagnostics.filter(({ code }) => code !== 'missing-version'), ...kept];
}

/** A value behind an unknown tag is not what it would be without: that it does not fit is not worth saying. */
function withoutTagged(
  problems: readonly Diagnostic[],
  others: readonly Diagnostic[],
  text: string,
): readonly Diagnostic[] {
  const tags = others.flatMap(({ code, span }) => (code === 'unknown-tag' && span !== undefined ? [span] : []));
  if (tags.length === 0) return problems;
  const lines = text.split('\n');
  const isTagged = ({ span }: Diagnostic) =>
    span !== undefined &&
    tags.some(
      ({ start, end }) =>
        start.line === span.start.line &&
        start.column <= span.start.column &&
        (lines[end.line - 1] ?? '').slice(end.column - 1, span.start.column - 1).trim() === '',
    );
  return problems.filter((problem) => !isTagged(problem));
}
