import type { DiagnosticCode } from '../model/diagnostic-code.js';
import type { YAMLError, YAMLWarning } from 'yaml';
import { unquotedAt } from './quoting.js';

/** What is wrong with the YAML of a file, in words for people. */
export interface SyntaxWords {
  readonly message: string;
  readonly hint?: string;
}

/** One error of the YAML library; what it says alone is rarely what the writer did wrong. */
export function describeError({ code, message, pos: [at] }: YAMLError, source: string): SyntaxWords {
  const line = lineAround(source, at);
  if (/^ *\t/.test(line)) return { message: asSentence(message), hint: tabHint };
  const unquoted = describeUnquoted(code, message, source, at, line);
  if (unquoted !== undefined) return unquoted;
  const hint = /^Flow (?:map|sequence)/.test(message) ? 'a brace or a bracket is not closed' : hints[code];
  return { message: asSentence(message), ...(hint !== undefined && { hint }) };
}

/** One warning of the library, which is an error here: it means that something was read as it was not meant. */
export function describeWarning({ code, message }: YAMLWarning): SyntaxWords & { readonly code: DiagnosticCode } {
  const tag = /^Unresolved tag: (.*)$/.exec(message)?.[1];
  if (tag !== undefined)
    return {
      code: 'unknown-tag',
      message: `the tag ${tag} is not known, so its value would be read as plain text.`,
      hint: 'remove the tag; for an environment variable write ${AX_VAR_NAME}',
    };
  if (code === 'BAD_DIRECTIVE')
    return { code: 'yaml-directive', message: asSentence(message), hint: 'remove the line that begins with %' };
  return { code: 'yaml-warning', message: asSentence(message) };
}

/** Texts that begin with a character which means something else in YAML. */
function describeUnquoted(
  code: string,
  message: string,
  source: string,
  at: number,
  line: string,
): SyntaxWords | undefined {
  if (code === 'UNEXPECTED_TOKEN' && line.includes('${'))
    return {
      message: '`{` starts a map in YAML, also that of `${`.',
      hint: 'inside braces a value with ${…} must be quoted: "${NAME}"',
    };
  if (code === 'UNEXPECTED_TOKEN' && message.startsWith('Unexpected scalar at node end')) {
    const { text, corrected } = unquotedAt(source, at);
    return { message: starts[text[0] ?? ''] ?? asSentence(message), hint: write(corrected) };
  }
  if (code === 'BAD_SCALAR_START') {
    const { text, corrected } = unquotedAt(source, at);
    const character = text[0] ?? '';
    return { message: `a text that begins with ${asCode(character)} must be quoted in YAML.`, hint: write(corrected) };
  }
  if (code === 'BAD_ALIAS' && message.startsWith('Alias')) return describeStar(unquotedAt(source, at).corrected);
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested mappings')) {
    const value = /^\s*(?:- +)*("[^"]*"|'[^']*'|[^\s#:][^:]*):\s+([^"'{[|>&*!%@`].*: .*)$/.exec(line);
    if (value === null) return undefined;
    const text = (value[2] ?? '').replace(/\s+#.*$/, '').trimEnd();
    return {
      message: 'a value that holds `: ` must be quoted.',
      hint: write(`${value[1] ?? ''}: '${text.replaceAll("'", "''")}'`),
    };
  }
  return undefined;
}

/** `*` at the beginning of a text that can be no alias. */
export function describeStar(corrected: string): SyntaxWords {
  return { message: '`*` starts an alias in YAML, so a pattern must be quoted.', hint: write(corrected) };
}

const starts: Readonly<Record<string, string>> = {
  '{': '`{` starts a map in YAML, so a text that begins with it must be quoted.',
  '[': '`[` starts a list in YAML, so a text that begins with it must be quoted.',
  '"': 'after the closing quote the line goes on.',
  "'": 'after the closing quote the line goes on.',
};

const tabHint = 'indent with spaces: YAML does not allow tabs';

const hints: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an anchor needs a name (`&name`); quote the text if it is not an anchor',
  BAD_INDENT: 'entries of one map begin in the same column',
  BLOCK_AS_IMPLICIT_KEY: 'a value that holds `: ` must be quoted',
  MISSING_CHAR: 'a quote or a bracket is not closed',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after the key',
  TAB_AS_INDENT: tabHint,
};

function write(corrected: string): string {
  return `write ${asCode(corrected)}`;
}

/** As code; a text that holds a backquote is set between two. */
function asCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function asSentence(message: string): string {
  return message
    .replaceAll(/\s+/g, ' ')
    .replace(/[.:]?$/, '.')
    .replace(/closing (["'])quote/, 'closing quote $1');
}

function lineAround(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const to = text.indexOf('\n', offset);
  return text.slice(from, to < 0 ? undefined : to);
}
