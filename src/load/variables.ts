import type { DiagnosticCode } from '../model/diagnostic-code.js';
import { failed, ok } from '../model/result.js';
import type { Span } from '../model/source.js';
import type { Typed } from '../model/typed.js';
import { matchesWildcard } from './wildcard.js';

/** What the files may know of the environment. Whoever runs the tool decides that, never the files. */
export interface Variables {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Globs over the names of variables that may be read. */
  readonly allowed: readonly string[];
  /** What no value may hold: the keys of the login. */
  readonly keys: readonly string[];
  /**
   * For files of an earlier commit: what can't be read stays as it is written. The rules of today would else make every
   * commit from before them unreadable. The role of a member must still be known.
   */
  readonly isPast: boolean;
}

/** What may be read where nobody says anything else. */
export const defaultVariables: readonly string[] = ['AX_VAR_*'];

/** Nothing is known, and nothing may be read. */
export const noVariables: Variables = { env: {}, allowed: [], keys: [], isPast: false };

/** One place where a file reads a variable. */
export interface VariableUse {
  readonly name: string;
  readonly span: Span;
}

export function isAllowed(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesWildcard(glob, name));
}

/** Whether a text is a glob over names of variables. */
export function isVariableGlob(text: string): boolean {
  return /^[A-Za-z_*?][A-Za-z0-9_*?]*$/.test(text);
}

export const variableGlob: Typed<string> = (text) =>
  isVariableGlob(text) ? ok(text) : failed('It must be the name of a variable, or a glob over names such as TEAM_*.');

/** Keys shorter than this are no real ones: every text would hold them. */
const shortestKey = 8;

/** Whether a text holds one of the keys, whatever stands around it. */
export function holdsKey(text: string, keys: readonly string[]): boolean {
  return keys.some((key) => (key.length < shortestKey ? text.trim() === key : text.includes(key)));
}

export type VariableProblem = 'unset' | 'malformed' | 'disallowed' | 'secret';

/**
 * Replaces `${VAR}` by the variable's value; `$${` is a literal `${`. What comes in is never looked through again.
 * A reference that can't be replaced is reported and left as it is.
 */
export function interpolate(
  text: string,
  { env, allowed, keys }: Pick<Variables, 'env' | 'allowed' | 'keys'>,
  problem: (variable: string, reason: VariableProblem) => void,
  used: (variable: string) => void,
): string {
  return text.replaceAll(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, variable: string | undefined, close: string) => {
    if (variable === undefined) return '${';
    const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
    if (close === '' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) problem(variable, 'malformed');
    else if (variable === 'ARIZE_API_KEY' || holdsKey(value ?? '', keys)) problem(variable, 'secret');
    else if (!isAllowed(variable, allowed)) problem(variable, 'disallowed');
    else if (value === undefined) problem(variable, 'unset');
    else {
      used(variable);
      return value;
    }
    return whole;
  });
}

/** What is wrong with a reference, in words. Whether a variable that may not be read is set is not said. */
export const variableProblems: Readonly<
  Record<
    VariableProblem,
    (name: string) => { readonly code: DiagnosticCode; readonly message: string; readonly hint: string }
  >
> = {
  unset: (name) => ({
    code: 'unset-variable',
    message: `the environment variable ${name} is not set.`,
    hint: `set it, or write $\${${name}} for the text itself`,
  }),
  malformed: (name) => ({
    code: 'bad-variable',
    message: `${JSON.stringify(name.slice(0, 80))} is not the name of a variable.`,
    hint: 'write ${NAME}, or $${ for a literal ${',
  }),
  secret: (name) => ({
    code: 'secret-variable',
    message: `${name} holds the API key of the login, which would be in every plan and in Arize for others to read.`,
    hint: 'take it out of the files',
  }),
  disallowed: (name) => ({
    code: 'variable-not-allowed',
    message: `the files may not read the environment variable ${name}.`,
    hint: `to allow it, run the command with \`--allow-variable ${name}\`; AX_VAR_… are allowed without a flag; write $\${${name}} for the text itself`,
  }),
};
