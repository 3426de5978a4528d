import type { Document, ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path, Span } from '../model/source.js';
import { interpolate } from './interpolate.js';
import type { IsSecret } from './interpolate.js';
import type { Places } from './positions.js';
import { keyText, placesOf } from './positions.js';

export interface ParsedYaml {
  /** Maps are objects without a prototype, so that every text is a fine key. Absent if there is nothing to go on with. */
  readonly value?: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: Locate;
}

/** Values after aliases are followed; more than this is a file made to exhaust memory. */
const expansionLimit = 2_000_000;

/**
 * Parses one file: keys become text as it was written, `${VAR}` in values is replaced. All problems at once, each
 * with its place.
 */
export function parseYaml(
  file: string,
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  isSecret?: IsSecret,
): ParsedYaml {
  const lineCounter = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, message: string, span: Span, more: Partial<Diagnostic> = {}) => {
    diagnostics.push({ code, severity: 'error', message, span, ...more });
  };
  const documents = parse(text, lineCounter);
  const start: Span = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  if (documents === 'too deep') {
    report('too-deep', 'the file is nested deeper than can be read.', start);
    return { diagnostics, locate: () => start };
  }
  const document = documents[0];
  const places = placesOf(file, lineCounter, document?.contents ?? null);
  if (
    document === undefined ||
    document.contents === null ||
    (isScalar(document.contents) && document.contents.value === null && document.errors.length === 0)
  ) {
    report('empty-file', 'the file is empty.', start, { hint: 'begin with `version: 1`, or run `ax-gitops init`' });
    return { diagnostics, locate: places.locate };
  }
  for (const other of documents.slice(1)) {
    report(
      'several-documents',
      'the file holds more than one YAML document; only one is allowed.',
      places.spanAt(other.range[0], other.range[0]),
      {
        hint: 'remove the `---`, or put the second document into a file of its own',
      },
    );
  }
  reportSyntax(document, text, places, report);
  if (document.errors.length > 0) return { diagnostics, locate: places.locate };
  const reader = new Reader(document, places, env, isSecret, report);
  const value = reader.read();
  // What an alias could not give is missing in the value, so its shape would be blamed for nothing.
  return reader.isIncomplete ? { diagnostics, locate: places.locate } : { value, diagnostics, locate: places.locate };
}

type Report = (code: string, message: string, span: Span, more?: Partial<Diagnostic>) => void;

function parse(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | 'too deep' {
  try {
    // Duplicate keys are looked for below: the library compares every pair of a map.
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

/** After the first few, most syntax errors only follow from those before. */
const syntaxErrorLimit = 20;

function reportSyntax(document: Document.Parsed, text: string, places: Places, report: Report): void {
  for (const { code, message, pos } of document.errors.slice(0, syntaxErrorLimit)) {
    const hint = syntaxHint(code, message, lineAround(text, pos[0]));
    const said = message
      .replaceAll(/\s+/g, ' ')
      .replace(/[.:]?$/, '.')
      .replace(/closing (["'])quote/, 'closing quote $1');
    report('yaml-syntax', said, places.spanAt(pos[0], pos[1]), hint === undefined ? {} : { hint });
  }
}

function syntaxHint(code: string, message: string, line: string): string | undefined {
  if (/^ *\t/.test(line)) return 'indent with spaces: YAML does not allow tabs';
  if (code === 'UNEXPECTED_TOKEN' && line.includes('${'))
    return 'inside braces a value with ${…} must be quoted: "${NAME}"';
  if (/^Flow (?:map|sequence)/.test(message)) return 'a brace or a bracket is not closed';
  return syntaxHints[code];
}

const syntaxHints: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias needs an anchor (`&name`) above it',
  BAD_INDENT: 'entries of one map begin in the same column',
  BLOCK_AS_IMPLICIT_KEY: 'a value that holds `: ` must be quoted',
  MISSING_CHAR: 'a quote or a bracket is not closed',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after the key',
  TAB_AS_INDENT: 'indent with spaces: YAML does not allow tabs',
};

function lineAround(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const to = text.indexOf('\n', offset);
  return text.slice(from, to < 0 ? undefined : to);
}

/** Turns nodes into values. */
const variableProblems = {
  unset: (name: string) => ({
    code: 'unset-variable',
    message: `the environment variable ${name} is not set.`,
    hint: `set it, or write $\${${name}} for the text itself`,
  }),
  malformed: (name: string) => ({
    code: 'bad-variable',
    message: `${JSON.stringify(name)} is no name of a variable.`,
    hint: 'write ${NAME}, or $${ for a literal ${',
  }),
  secret: (name: string) => ({
    code: 'secret-variable',
    message: `${name} holds the API key of who applies, which would be in every plan and in Arize for others to read.`,
    hint: 'take it out of the files',
  }),
};

class Reader {
  /** Whether an alias could not be followed. */
  isIncomplete = false;
  private expanded = 0;
  private readonly open = new Set<ParsedNode>();

  constructor(
    private readonly document: Document.Parsed,
    private readonly places: Places,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly isSecret: IsSecret | undefined,
    private readonly report: Report,
  ) {}

  read(): unknown {
    return this.value(this.document.contents, []);
  }

  private value(node: ParsedNode | null, path: Path): unknown {
    if (++this.expanded > expansionLimit) return this.tooMuch(node);
    if (isScalar(node)) return typeof node.value === 'string' ? this.text(node.value, node) : node.value;
    if (isMap(node)) return this.map(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.value(item, [...path, index]));
    if (isAlias(node)) return this.alias(node as ParsedNode, path);
    return null;
  }

  private alias(node: ParsedNode, path: Path): unknown {
    if (!isAlias(node)) return null;
    const target = node.resolve(this.document) as ParsedNode | undefined;
    if (target === undefined) {
      this.isIncomplete = true;
      this.report('unknown-alias', `there is no anchor &${node.source} above this alias.`, this.places.spanOf(node), {
        hint: `write &${node.source} before the value that is meant, or quote the text if it is no alias`,
      });
      return null;
    }
    if (this.open.has(target)) {
      this.isIncomplete = true;
      this.report(
        'endless-alias',
        `the alias *${node.source} stands inside what it refers to.`,
        this.places.spanOf(node),
      );
      return null;
    }
    this.open.add(target);
    const value = this.value(target, path);
    this.open.delete(target);
    return value;
  }

  private text(value: string, node: ParsedNode): string {
    if (!value.includes('${')) return value;
    const problem = (variable: string, reason: keyof typeof variableProblems) => {
      const { code, message, hint } = variableProblems[reason](variable);
      this.report(code, message, this.places.spanOf(node), { hint });
    };
    return interpolate(value, this.env, problem, this.isSecret);
  }

  private map(node: YAMLMap.Parsed, path: Path): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    const first = new Map<string, ParsedNode>();
    for (const { key, value } of node.items) {
      const name = keyText(key);
      if (name === undefined) {
        this.report('key-not-text', 'a key must be a text, not a list or a map.', this.places.spanOf(key), {
          hint: 'quote it if it is meant as a name',
        });
        continue;
      }
      const earlier = first.get(name);
      if (earlier !== undefined) {
        this.report(
          'duplicate-key',
          `the key ${JSON.stringify(name)} is given twice in the same map.`,
          this.places.spanOf(key),
          {
            related: [{ message: 'first given here', span: this.places.spanOf(earlier) }],
            hint: 'remove one of the two',
          },
        );
        continue;
      }
      first.set(name, key);
      object[name] = this.value(value, [...path, name]);
      if (this.expanded > expansionLimit) break;
    }
    return object;
  }

  private tooMuch(node: ParsedNode | null): unknown {
    this.isIncomplete = true;
    if (this.expanded === expansionLimit + 1) {
      this.report(
        'too-many-aliases',
        `with its aliases followed, the file holds more than ${String(expansionLimit)} values.`,
        this.places.spanOf(node),
        {
          hint: 'write it without anchors, or with groups',
        },
      );
    }
    return null;
  }
}
