import { stringify } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path } from '../model/source.js';
import { didYouMean } from '../model/suggestion.js';
import { quoted } from './quoting.js';
import { relevantErrors } from './relevant-errors.js';
import type { Problem } from './relevant-errors.js';

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
            ? `write \`${String(problem.path.at(-2))}: absent\`, without braces`
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
      return describeWord(problem.value, problem.allowed, problem.path);
    case 'bad-email':
      return {
        code: 'invalid-email',
        message: `${quote(problem.text)} is no email address${problem.orGroup ? ' and no @group' : ''}.`,
        hint: problem.orGroup ? 'write name@example.com, or "@group"' : 'write name@example.com',
      };
    case 'bad-text':
      return {
        code: 'invalid-value',
        message: `${quote(problem.text)} is not written as it must be: ${problem.expected}.`,
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
        ? 'the name holds nothing but blanks.'
        : `the name ${quote(text)} begins or ends with a blank, which Arize does not keep.`,
    hint: kept === '' ? 'give it a name' : `write ${quote(kept)}`,
  };
}

const outerBlanks = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/gu;

function describeWord(value: unknown, allowed: readonly string[], path: Path): Words {
  if (path[0] === 'version') {
    return {
      code: 'unsupported-version',
      message: `version ${JSON.stringify(value)} of the format is not known.`,
      hint: String(value) === '1' ? 'write `version: 1`, without quotes' : 'write `version: 1`',
    };
  }
  if (typeof value !== 'string')
    return {
      code: 'wrong-type',
      message: `expected one of ${allowed.slice(0, 6).join(', ')}, found ${nameOf(value)}.`,
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
    ...optionalHint(didYouMean(value.toLowerCase().replaceAll(/[-\s]/g, '_'), allowed)),
  };
}

function optionalHint(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

function hintForType(
  { value, expected, path, example }: Problem & { readonly type: 'wrong-type' },
  source: string,
): string | undefined {
  const wantsMap = expected.some((word) => word.includes('map'));
  if (Array.isArray(value) && wantsMap) {
    const [entry = ['name', 'value']] = Object.entries(example ?? {});
    const map = stringify(Object.fromEntries([entry]), { collectionStyle: 'flow', lineWidth: 0 }).trim();
    return `write each entry as \`key: value\`, without a dash: \`${String(path.at(-1) ?? '')}: ${map}\``;
  }
  if (value === null && wantsMap) return 'write {} for an empty one, or leave the key out';
  if (expected.includes('text') && source !== '' && !source.includes('\n')) return `quote it: ${quoted(source)}`;
  if (typeof value === 'string' && expected.includes('`absent`'))
    return didYouMean(value, ['absent'])?.replaceAll('"', '`');
  if (typeof value === 'string' && expected.includes('true or false')) return 'write true or false, without quotes';
  return undefined;
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
