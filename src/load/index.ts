import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/document.js';
import type { Span } from '../model/source.js';
import type { FileReader } from './files.js';
import { diskReader, findFiles, findIncluded, shownName } from './files.js';
import type { IsSecret } from './interpolate.js';
import { parseYaml } from './yaml.js';
import type { AccessFile } from './schema.gen.js';
import { checkShape } from './shape.js';

export interface LoadOptions {
  /** Files and directories; none stands for `access.yaml` or `access/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** For `${VAR}` in values. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Variables that must not be used; `ARIZE_API_KEY` unless given. */
  readonly isSecret?: IsSecret;
  readonly reader?: FileReader;
  /** Put before the files' names in messages, e.g. `HEAD~1:`. */
  readonly namePrefix?: string;
}

export interface Loaded {
  /** Only complete if there is no error among the diagnostics. */
  readonly documents: readonly SourceDocument<AccessFile>[];
  /** Every problem of every file, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the files and everything they include, and checks the shape of each. Never throws for what users write. */
export async function loadDocuments({
  paths,
  cwd,
  env,
  isSecret,
  reader = diskReader,
  namePrefix = '',
}: LoadOptions): Promise<Loaded> {
  const documents: SourceDocument<AccessFile>[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const found = await findFiles(paths, cwd, reader);
  diagnostics.push(...found.diagnostics);
  const seen = new Set<string>();
  let saysVersion = false;

  const load = async (path: string, chain: readonly string[]): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = `${namePrefix}${shownName(path, cwd)}`;
    const read = await reader.read(path, file);
    if (!read.ok) {
      diagnostics.push(read.error);
      return;
    }
    sources.set(file, read.value);
    const parsed = parseYaml(file, read.value, env, isSecret);
    diagnostics.push(...parsed.diagnostics);
    if (parsed.value === undefined) return;
    const { locate } = parsed;
    saysVersion ||= (parsed.value as Partial<AccessFile>).version !== undefined;
    const problems = checkShape(parsed.value, file, locate);
    diagnostics.push(...problems);
    // That the version is missing may be made good by another file, so it must not cost this one its contents.
    if (!problems.some(({ code, severity }) => severity === 'error' && code !== 'missing-version')) {
      documents.push({ file, content: parsed.value as AccessFile, locate });
    }
    await loadIncluded(parsed.value, path, [...chain, path], (index) => locate({ file, path: ['include', index] }));
  };

  const loadIncluded = async (
    content: unknown,
    from: string,
    chain: readonly string[],
    placeOf: (index: number) => Span,
  ) => {
    const patterns = (content as Partial<AccessFile>).include;
    if (!Array.isArray(patterns)) return;
    for (const [index, pattern] of patterns.entries()) {
      if (typeof pattern !== 'string' || pattern === '') continue;
      const included = await findIncluded(pattern, from, reader);
      if (included.length === 0) {
        diagnostics.push({
          code: 'include-nothing',
          severity: 'error',
          message: `${JSON.stringify(pattern)} matches no file.`,
          span: placeOf(index),
          hint: 'paths are relative to the file they stand in; `*` matches within a folder, `**` any depth',
        });
      }
      for (const path of included) {
        if (chain.includes(path)) {
          const way = [...chain.slice(chain.indexOf(path)), path].map((step) => shownName(step, cwd)).join(' → ');
          diagnostics.push({
            code: 'include-cycle',
            severity: 'error',
            message: `the files include each other: ${way}.`,
            span: placeOf(index),
            hint: 'remove one of the includes',
          });
        } else await load(path, chain);
      }
    }
  };

  for (const path of found.files) await load(path, []);
  return { documents, diagnostics: sortDiagnostics(withoutNeedlessVersions(diagnostics, saysVersion)), sources };
}

/** Only one of several files must say the version. */
function withoutNeedlessVersions(diagnostics: readonly Diagnostic[], isSaid: boolean): readonly Diagnostic[] {
  const missing = diagnostics.filter(({ code }) => code === 'missing-version');
  const kept = isSaid ? [] : missing.slice(0, 1);
  return [...diagnostics.filter(({ code }) => code !== 'missing-version'), ...kept];
}

function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...diagnostics].sort(
    (a, b) =>
      order(a.span?.file ?? '', b.span?.file ?? '') ||
      (a.span?.start.line ?? 0) - (b.span?.start.line ?? 0) ||
      (a.span?.start.column ?? 0) - (b.span?.start.column ?? 0) ||
      order(a.code, b.code) ||
      order(a.message, b.message),
  );
}
