import { stringify } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path } from '../model/source.js';
import { didYouMean } from '../model/suggestion.js';
import { quoted } from './quoting.js';
import { relevantErrors } from './relevant-errors.js';
import type { Form, Problem } from './relevant-errors.js';

/** Checks a file's value against `schema/access.schema.json`, and says what is wrong in words for people. */
export function checkShape(
  value: unknown,
  file: string,
  locate: Locate,
  written: (path: Path) => string,
): readonly Diagnostic[] {
  return withoutConsequences([...missingVersion(value), ...relevantErrors(value)]).map((problem) => {
    const part = problem.isKey ? 'key' : 'value';
    const span = locate({ file, path: problem.path }, part);
    return { severity: 'error', span, ...describe(problem, written) };
  });
}

/** Texts as they are written, then kinds of values: `absent` or a map. */
function wordsFirst(expected: readonly string[]): readonly string[] {
  const isWord = (text: string) => text.startsWith('`');
  return [...expected.filter(isWord), ...expected.filter((text) => !isWord(text))];
}

/** Not for the schema to say: of several files only one needs it, and editors look at one file alone. */
function missingVersion(value: unknown): readonly Problem[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || 'version' in value) return [];
  return [{ path: [], isKey: false, type: 'missing-key', key: 'version', where: undefined }];
}

/** `{ absent: true }` lacks whatever a map needs there: only that it is no map is worth saying. */
function withoutConsequences(problems: readonly Problem[]): readonly Problem[] {
  const absent = problems.filter((problem) => problem.type === 'unknown-key' && problem.key === 'absent');
  const maps = new Set(absent.map(({ path }) => JSON.stringify(path.slice(0, -1))));
  return problems.filter(({ type, path }) => type !== 'missing-key' || !maps.has(JSON.stringify(path)));
}

type Words = Pick<Diagnostic, 'code' | 'message'> & { readonly hint?: string };

function describe(problem: Problem, written: (path: Path) => string): Words {
  switch (problem.type) {
    case 'unknown-key':
      return {
        code: 'unknown-key',
        message: `unknown key ${quote(problem.key)}${problem.where === undefined ? '' : ` in ${problem.where}`}.`,
        hint:
          problem.key === 'absent'
            ? absentAlone(problem.path)
            : (didYouMean(problem.key, problem.known) ?? `the keys here are ${problem.known.join(', ')}`),
      };
    case 'missing-key':
      if (problem.key === 'version')
        return {
          code: 'missing-version',
          message: 'the file does not say its version.',
          hint: 'begin it with `version: 1`',
        };
      return {
        code: 'missing-key',
        message: `${problem.where ?? 'this'} needs ${quote(problem.key)}.`,
        hint: `add \`${problem.key}:\``,
      };
    case 'wrong-type':
      return {
        code: 'wrong-type',
        message: `expected ${wordsFirst(problem.expected).join(' or ')}, found ${nameOf(problem.value, written(problem.path))}.`,
        ...optionalHint(hintForType(problem, written(problem.path))),
      };
    case 'not-allowed':
      return describeWord(problem.value, problem.allowed, problem.path, written(problem.path));
    case 'bad-email':
      return {
        code: 'invalid-email',
        message: `${quote(problem.text)} is not an email address${problem.orGroup ? ' and no @group' : ''}.`,
        hint:
          withBlank(problem.text) ??
          (problem.orGroup ? 'write name@example.com, or "@group"' : 'write name@example.com'),
      };
    case 'bad-text':
      return {
        code: 'invalid-value',
        message: `${quote(problem.text)} is not written as it must be${explained(problem.form)}.`,
        ...optionalHint(suchAs(problem.form)),
      };
    case 'outer-blanks':
      return describeBlanks(problem.text);
    case 'too-long':
      return {
        code: 'too-long',
        message: `the text has ${String(problem.length)} characters; Arize takes at most ${String(problem.limit)}.`,
        hint: 'shorten it',
      };
    case 'empty':
      return {
        code: 'empty-value',
        message: problem.isKey ? 'a name must not be empty.' : `${problem.what} must not be empty.`,
        hint: problem.isKey ? 'give it a name of 1 to 255 characters' : 'fill it in, or leave the field out',
      };
    case 'out-of-range':
      return {
        code: 'invalid-value',
        message: `${String(problem.value)} is too small: at least ${String(problem.least)}.`,
      };
  }
}

/** Arize trims names: one that it stores in another form could never be found again. */
function describeBlanks(text: string): Words {
  const kept = text.replaceAll(outerBlanks, '');
  return {
    code: 'outer-blanks',
    message:
      kept === ''
        ? 'the name consists of blanks only.'
        : `the name ${quote(text)} begins or ends with a blank, which Arize does not keep.`,
    hint: kept === '' ? 'give it a name' : `write ${quote(kept)}`,
  };
}

const outerBlanks = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/gu;

function describeWord(value: unknown, allowed: readonly string[], path: Path, source: string): Words {
  if (path[0] === 'version') {
    return {
      code: 'unsupported-version',
      message: `version ${typeof value === 'string' || source === '' ? JSON.stringify(value) : source} of the format is not known.`,
      hint: value === '1' ? 'write `version: 1`, without quotes' : 'write `version: 1`',
    };
  }
  if (typeof value !== 'string')
    return {
      code: 'wrong-type',
      message: `expected one of ${allowed.slice(0, 6).join(', ')}, found ${nameOf(value, source)}.`,
    };
  if (allowed.includes('PROJECT_READ')) {
    return {
      code: 'unknown-permission',
      message: `unknown permission ${quote(value)}.`,
      hint: didYouMean(value.toUpperCase().replaceAll('-', '_'), allowed) ?? '`ax-gitops schema` lists all permissions',
    };
  }
  return {
    code: 'invalid-value',
    message: `${quote(value)} is not one of ${allowed.join(', ')}.`,
    ...optionalHint(
      value === 'absent' && path.at(-1) === 'role'
        ? absentAlone(path)
        : didYouMean(value.toLowerCase().replaceAll(/[-\s]/g, '_'), allowed),
    ),
  };
}

/** `absent` stands in place of a whole entry; `path` leads to a field of it. */
function absentAlone(path: Path): string {
  return `write \`${String(path.at(-2))}: absent\`, without braces`;
}

function optionalHint(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

type WrongType = Problem & { readonly type: 'wrong-type' };

function hintForType(problem: WrongType, source: string): string | undefined {
  const { value, expected } = problem;
  if (value === null && source === '') return hintForNothing(problem);
  if (source.includes('${')) return 'a variable gives text: write the value itself here';
  return hintForText(problem, source) ?? hintForWord(value, expected) ?? hintForMap(problem, source);
}

function hintForNothing({ expected, form, path }: WrongType): string {
  if (expected.includes('a list')) return 'write [] for an empty one, or leave the key out';
  const wantsMap = expected.includes('a map');
  if (wantsMap && !form.needsKeys) return 'write {} for an empty one, or leave the key out';
  const example = wantsMap ? exampleFor(path, form) : undefined;
  return example === undefined ? 'fill it in, or leave the key out' : `write \`${example}\`, or leave the key out`;
}

/** What is a text if it is quoted, or without its brackets. */
function hintForText({ value, expected, form }: WrongType, source: string): string | undefined {
  if (!expected.includes('text') || source === '' || source.includes('\n')) return undefined;
  const [only, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (typeof only === 'string' && others.length === 0) return `write it without brackets: ${quotedWhereNeeded(only)}`;
  const isFine = form.pattern === undefined || new RegExp(form.pattern, 'u').test(source);
  const isDate = form.examples.some((example) => /^\d{4}-\d\d-/.test(String(example)));
  return isFine && !isDate ? `quote it: ${quoted(source)}` : suchAs(form);
}

function hintForWord(value: unknown, expected: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (expected.includes('`absent`')) {
    const meant = didYouMean(value, ['absent']);
    if (meant !== undefined) return meant.replaceAll('"', '`');
  }
  if (expected.includes('true or false')) return 'write true or false, without quotes';
  if (expected.includes('a whole number') && /^\d+$/.test(value)) return `write ${value}, without quotes`;
  return undefined;
}

function hintForMap({ value, expected, form, path }: WrongType, source: string): string | undefined {
  if (expected.includes('a list') && typeof value === 'string' && !source.includes('\n'))
    return `put it in brackets: [${source}]`;
  const meant = expected.includes('a map') ? withBlank(source) : undefined;
  if (meant !== undefined) return meant;
  const example = expected.includes('a map') ? exampleFor(path, form) : undefined;
  if (example === undefined) return undefined;
  return Array.isArray(value)
    ? `write each entry as \`key: value\`, without a dash: \`${example}\``
    : `write \`${example}\``;
}

/** `name:member` is one text in YAML. */
function withBlank(text: string): string | undefined {
  const [, key, value] = /^([^\s:"'#]+):([^\s/:][^\n]*)$/.exec(text) ?? [];
  return key === undefined || value === undefined ? undefined : `put a blank after the colon: \`${key}: ${value}\``;
}

/** The example for a value behind the key that it stands under; of a large map one entry will do. */
function exampleFor(path: Path, { examples: [example], needsKeys }: Form): string | undefined {
  if (example === undefined || Array.isArray(example)) return undefined;
  const entries = Object.entries(example as object);
  const value = typeof example === 'string' || needsKeys ? example : Object.fromEntries(entries.slice(0, 1));
  const key = path.at(-1);
  const lead = typeof key === 'string' ? `${quotedWhereNeeded(key)}: ` : '- ';
  return `${lead}${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`;
}

function quotedWhereNeeded(text: string): string {
  return stringify(text, { lineWidth: 0 }).trim();
}

function suchAs({ examples }: Form): string | undefined {
  const texts = examples.filter((example) => typeof example !== 'object').slice(0, 2);
  return texts.length === 0 ? undefined : `write it as in ${texts.map(String).join(' or ')}`;
}

/** The schema's sentence, inside another one. */
function explained({ description }: Form): string {
  if (description === undefined) return '';
  return `: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`;
}

/** As it is written, where that is known. */
function nameOf(value: unknown, source = ''): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  return source === '' ? JSON.stringify(value) : source;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
