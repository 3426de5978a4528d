import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path } from '../model/source.js';
import { didYouMean } from '../model/suggestion.js';
import { relevantErrors } from './relevant-errors.js';
import type { Problem } from './relevant-errors.js';

/** Checks a file's value against `schema/access.schema.json`, and says what is wrong in words for people. */
export function checkShape(value: unknown, file: string, locate: Locate): readonly Diagnostic[] {
  return relevantErrors(value).map((problem) => {
    const part = problem.isKey ? 'key' : 'value';
    const span = locate({ file, path: problem.path }, part);
    return { severity: 'error', span, ...describe(problem) };
  });
}

type Words = Pick<Diagnostic, 'code' | 'message'> & { readonly hint?: string };

function describe(problem: Problem): Words {
  switch (problem.type) {
    case 'unknown-key':
      return {
        code: 'unknown-key',
        message: `unknown key ${quote(problem.key)}${problem.where === undefined ? '' : ` in ${problem.where}`}.`,
        hint: didYouMean(problem.key, problem.known) ?? `the keys here are ${problem.known.join(', ')}`,
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
        message: `expected ${problem.expected.join(' or ')}, found ${nameOf(problem.value)}.`,
        ...hintForType(problem.value, problem.expected),
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

function describeWord(value: unknown, allowed: readonly string[], path: Path): Words {
  if (path[0] === 'version') {
    return {
      code: 'unsupported-version',
      message: `version ${JSON.stringify(value)} of the format is not known.`,
      hint: 'write `version: 1`',
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

function hintForType(value: unknown, expected: readonly string[]): { readonly hint?: string } {
  if (value === null && expected.some((word) => word.includes('map')))
    return { hint: 'write {} for an empty one, or leave the key out' };
  if (expected.includes('text') && (typeof value === 'number' || typeof value === 'boolean'))
    return { hint: `quote it: "${String(value)}"` };
  if (expected.includes('true or false') && typeof value === 'string')
    return { hint: 'write true or false, without quotes' };
  return {};
}

function nameOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  return JSON.stringify(value);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
