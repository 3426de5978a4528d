import type { Document, YAMLError } from 'yaml';
import { isScalar, LineCounter, parseAllDocuments } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path, Span } from '../model/source.js';
import type { Places } from './positions.js';
import { placesOf } from './positions.js';
import type { Variables, VariableUse } from './variables.js';
import { noVariables } from './variables.js';
import { conflictMarker, describeError, describeWarning, unresolved } from './yaml-syntax.js';
import type { Report } from './yaml-value.js';
import { ValueReader } from './yaml-value.js';

export interface ParsedYaml {
  /** Maps are objects without a prototype, so that every text is a fine key. Absent if there is nothing to go on with. */
  readonly value?: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: Locate;
  /** The text of a value as it stands in the file. */
  readonly written: (path: Path) => string;
  /** Where variables were read. */
  readonly uses: readonly VariableUse[];
}

/**
 * Parses one file: keys become text as it was written, `${VAR}` in values is replaced. All problems at once, each
 * with its place. What the YAML library only warns about is a problem.
 */
export function parseYaml(file: string, text: string, variables: Partial<Variables>): ParsedYaml {
  const lineCounter = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, message, span, more = {}) => {
    diagnostics.push({ code, severity: 'error', message, span, ...more });
  };
  const documents = parse(text, lineCounter);
  const document = documents === 'too deep' ? undefined : documents[0];
  const places = placesOf(file, lineCounter, document?.contents ?? null);
  const without = { diagnostics, locate: places.locate, written: () => '', uses: [] };
  const start: Span = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  if (documents === 'too deep') {
    report('too-deep', 'the file is nested deeper than can be read.', start);
    return without;
  }
  if (document === undefined || isEmpty(document)) {
    report('empty-file', 'the file is empty.', start, { hint: 'begin with `version: 1`, or run `ax-gitops init`' });
    return without;
  }
  reportDocuments(documents, places, report);
  reportSyntax(document, text, places, report);
  if (document.errors.length > 0 || document.contents === null) return without;
  const reader = new ValueReader(text, places, { ...noVariables, ...variables }, report);
  const value = reader.read(document.contents);
  const read = { ...without, written: (path: Path) => places.written(path, text), uses: reader.uses };
  return reader.isIncomplete ? read : { ...read, value };
}

function parse(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | 'too deep' {
  try {
    // Duplicate keys are looked for elsewhere: the library compares every pair of a map.
    const options = { lineCounter, prettyErrors: false, uniqueKeys: false, merge: false, logLevel: 'silent' } as const;
    const documents = parseAllDocuments(text, options);
    if ('empty' in documents) return [];
    // The library turns an overflow of the stack into an error of the text, at a place that depends on the machine.
    const isTooDeep = documents.some(({ errors }) => errors.some(({ message }) => message.includes('call stack')));
    return isTooDeep ? 'too deep' : documents;
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

function isEmpty({ contents, errors }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && errors.length === 0);
}

function reportDocuments([first, ...others]: readonly Document.Parsed[], places: Places, report: Report): void {
  const { explicit, version } = first?.directives.yaml ?? {};
  if (explicit === true && version !== '1.2')
    report(
      'yaml-version',
      `the file says that it is YAML ${String(version)}, where \`on\` and \`no\` are not texts; it is read as YAML 1.2.`,
      places.spanAt(0, 0),
      { hint: 'remove the line `%YAML …`' },
    );
  const [other] = others;
  if (other === undefined) return;
  report(
    'several-documents',
    `the file holds ${String(others.length + 1)} YAML documents; only one is allowed.`,
    places.spanAt(other.range[0], other.range[0]),
    { hint: 'remove the `---`, or put each document into a file of its own' },
  );
}

/** What is unexpected after an error on the same line is so for that error's sake, and so is all that is after the end of what YAML understood. */
function isConsequence({ code, message }: YAMLError, { start }: Span, lines: ReadonlySet<number>): boolean {
  if (message.includes(' in YAML stream')) return lines.size > 0;
  return ['UNEXPECTED_TOKEN', 'MISSING_CHAR', 'BLOCK_IN_FLOW'].includes(code) && lines.has(start.line);
}

/** After the first few, most syntax errors only follow from those before. */
const syntaxErrorLimit = 20;

function reportSyntax({ errors, warnings }: Document.Parsed, text: string, places: Places, report: Report): void {
  const conflict = errors.length === 0 ? null : conflictMarker.exec(text);
  if (conflict !== null) {
    report('yaml-syntax', unresolved.message, places.spanAt(conflict.index, conflict.index + conflict[0].length), {
      ...(unresolved.hint !== undefined && { hint: unresolved.hint }),
    });
    return;
  }
  // Behind a quote that is not closed no bracket can be.
  const isQuoteOpen = errors.some(({ message }) => message.startsWith('Missing closing'));
  const shown = errors.filter(({ message }) => !isQuoteOpen || !message.startsWith('Flow ')).slice(0, syntaxErrorLimit);
  const isVague = ({ code }: YAMLError) => code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'BAD_INDENT';
  const told = new Set(shown.flatMap((error) => (isVague(error) ? [] : [error.pos[0]])));
  const lines = new Set<number>();
  const blamed = new Set<string>();
  for (const error of shown) {
    const [from, to] = error.pos;
    const noticed = places.spanAt(from, to);
    if (isConsequence(error, noticed, lines) || (isVague(error) && told.has(from))) continue;
    const { message, hint, at } = describeError(error, text);
    const span = at === undefined ? noticed : places.spanAt(at, at + 1);
    lines.add(noticed.start.line).add(span.start.line);
    const place = `${String(span.start.line)}:${String(span.start.column)}`;
    if (blamed.has(place)) continue;
    blamed.add(place);
    report('yaml-syntax', message, span, hint === undefined ? {} : { hint });
  }
  for (const warning of warnings.slice(0, syntaxErrorLimit)) {
    const { code, message, hint } = describeWarning(warning);
    report(code, message, places.spanAt(...warning.pos), hint === undefined ? {} : { hint });
  }
}
