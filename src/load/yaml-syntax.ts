import type { DiagnosticCode } from '../model/diagnostic-code.js';
import type { YAMLError, YAMLWarning } from 'yaml';
import { Lexer } from 'yaml';
import { longestLine, quoted, unquotedAround, unquotedAt } from './quoting.js';

/** What is wrong with the YAML of a file, in words for people. */
export interface SyntaxWords {
  readonly message: string;
  readonly hint?: string;
}

/** Where it is wrong, if that is elsewhere than where it was noticed. */
interface Misplaced {
  readonly at?: number;
}

/** One error of the YAML library; what it says alone is rarely what the writer did wrong, nor always where. */
export function describeError({ code, message, pos: [at] }: YAMLError, source: string): SyntaxWords & Misplaced {
  const line = lineAround(source, at);
  if (/^ *\t/.test(line)) return { message: asSentence(message), hint: tabHint };
  if (code === 'UNEXPECTED_TOKEN' && line.includes('${')) return unquotedVariable;
  const found =
    describeOpen(message, source, at) ??
    (line.length > longestLine
      ? undefined
      : (describeLayout(code, message, source, at) ??
        describeInside(message, source, at) ??
        describeBlock(message, source, at, line) ??
        describeUnquoted(code, message, source, at, line)));
  if (found !== undefined) return found;
  const hint = message.startsWith('Missing directives-end') ? directiveHint : hints[code];
  return { message: asSentence(message), ...(hint !== undefined && { hint }) };
}

/** One warning of the library, which is an error here: it means that something was read as it was not meant. */
export function describeWarning({ code, message }: YAMLWarning): SyntaxWords & { readonly code: DiagnosticCode } {
  const tag = /^Unresolved tag: (.*)$/.exec(message)?.[1]?.replace('tag:yaml.org,2002:', '!!');
  if (tag !== undefined)
    return {
      code: 'unknown-tag',
      message: `the tag ${tag} is not known, so its value would be read as plain text.`,
      hint: 'remove the tag; for an environment variable write ${AX_VAR_NAME}',
    };
  if (code === 'BAD_DIRECTIVE') return { code: 'yaml-directive', message: asSentence(message), hint: directiveHint };
  return { code: 'yaml-warning', message: asSentence(message) };
}

/** What Git leaves in a file where two sides changed the same: the first line of it. */
export const conflictMarker = /^<{7} .*$/m;

export const unresolved: SyntaxWords = {
  message: 'Git left a conflict here that nobody has resolved.',
  hint: 'keep what is meant of both sides, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`',
};

const unquotedVariable: SyntaxWords = {
  message: '`{` starts a map in YAML, also that of `${`.',
  hint: 'inside braces a value with ${…} must be quoted: "${NAME}"',
};

/** A quote or bracket that is not closed is noticed where the file goes on otherwise, and is wrong where it opens. */
function describeOpen(message: string, source: string, at: number): (SyntaxWords & Misplaced) | undefined {
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  if (quote !== undefined) {
    const before = source.slice(0, at);
    const opened = [...before.matchAll(quote === '"' ? /(?<=^|[\s,:[{-])"/g : /(?<=^|[\s,:[{-])'/g)].at(-1)?.index;
    return {
      message: `the quote that opens here is not closed.`,
      hint: `add \`${quote}\` at the end of the text`,
      at: opened ?? at,
    };
  }
  if (!/^Flow (?:map|sequence) in block collection/.test(message)) return undefined;
  const opened = openBracketBefore(source, at);
  if (opened === undefined) return undefined;
  const [opener, closer] = source[opened] === '[' ? ['[', ']'] : ['{', '}'];
  return {
    message: `the \`${opener}\` that opens here is not closed.`,
    hint: `add \`${closer}\`, or quote the text`,
    at: opened,
  };
}

/** The last bracket before an offset that is open there, as YAML itself takes the text apart. */
function openBracketBefore(source: string, at: number): number | undefined {
  const open: number[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(source)) {
    if (offset >= at) break;
    // Marks that are not in the text.
    if (/^[\x02\x18\x1f]$/.test(token)) continue;
    if (token === '[' || token === '{') open.push(offset);
    if (token === closers[source[open.at(-1) ?? -1] ?? '']) open.pop();
    offset += token.length;
  }
  return open.at(-1);
}

const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Entries whose blanks are wrong: none after a colon, or too many before the key. */
function describeLayout(
  code: string,
  message: string,
  source: string,
  at: number,
): (SyntaxWords & Misplaced) | undefined {
  const isKey = code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys');
  const from = source.lastIndexOf('\n', at - 1) + 1;
  if (
    code === 'UNEXPECTED_TOKEN' &&
    message.startsWith('Unexpected scalar at node end') &&
    source.slice(from, at).trim() === ''
  )
    return { message: 'this entry does not go on from what stands above it.', hint: hints['BAD_INDENT'] ?? '' };
  if (!isKey) return undefined;
  const [, lead = '', key, value] = /^(\s*(?:- +)*)([^\s"'#:][^\s:]*):([^\s/:].*)$/.exec(lineAround(source, at)) ?? [];
  if (key !== undefined && value !== undefined && from + lead.length === at)
    return { message: 'a blank is missing after the colon.', hint: write(`${key}: ${value.trim()}`) };
  const next = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(source.slice(at))?.[0].length;
  // The value of the line above goes on where it is indented deeper.
  if (code === 'MULTILINE_IMPLICIT_KEY' && next !== undefined && source.slice(from, at).trim() !== '')
    return {
      message: 'this line is indented deeper than the entry above, which has a value already.',
      hint: hints['BAD_INDENT'] ?? '',
      at: at + next,
    };
  return undefined;
}

/** Texts that hold a bracket inside brackets, entries without a comma between them, and brackets that close nothing. */
function describeInside(message: string, source: string, at: number): SyntaxWords | undefined {
  const inside = /^Missing , or : between|^Unexpected flow-(?:map|seq)-start at node end/.test(message)
    ? unquotedAround(source, at)
    : undefined;
  if (inside !== undefined)
    return {
      message: `a text that holds ${asCode(source[at] ?? '')} must be quoted inside brackets.`,
      hint: write(inside.corrected),
    };
  if (message.startsWith('Missing , or : between') || message === 'Unexpected scalar token')
    return { message: asSentence(message), hint: 'put a comma between the two' };
  const closing = /^Unexpected flow-(?:map|seq)-end token/.test(message) ? unquotedAt(source, at).corrected : undefined;
  if (closing !== undefined)
    return {
      message: `${asCode(source[at] ?? '')} closes nothing that was opened.`,
      hint: `remove it, or ${write(closing)}`,
    };
  return undefined;
}

/** Texts that begin as a list or as a text of several lines does. */
function describeBlock(message: string, source: string, at: number, line: string): SyntaxWords | undefined {
  const header = /^Block scalar header|^Not a YAML token/.test(message) ? blockIndicator(source, at) : undefined;
  if (header !== undefined) {
    const { corrected } = unquotedAt(source, header);
    return {
      message: `${asCode(source[header] ?? '')} begins a text of several lines in YAML, so a text that begins with it must be quoted.`,
      hint: write(corrected),
    };
  }
  if (message.startsWith('Unexpected block-seq-ind on same line')) {
    const [, key = '', item] = /^\s*(?:- +)*([^#]*?:\s+)-(?:\s+(\S.*))?$/.exec(line.trimEnd()) ?? [];
    return {
      message: 'a list that begins behind its key must be in brackets.',
      hint: write(
        item === undefined
          ? `${key}'-'`
          : `${key}[${/^(?:[\w./][\w.@/ -]*|"[^"]*"|'[^']*')$/.test(item) ? item : quoted(item)}]`,
      ),
    };
  }
  return undefined;
}

/** Texts that begin with a character which means something else in YAML. */
function describeUnquoted(
  code: string,
  message: string,
  source: string,
  at: number,
  line: string,
): SyntaxWords | undefined {
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
    const value = /^\s*(?:- +)*("[^"]*"|'[^']*'|[^\s#:][^:]*):\s+([^"'{[|>&*!%@`].*: .*|\? .*)$/.exec(line);
    if (value === null) return undefined;
    const text = (value[2] ?? '').replace(/\s#.*$/, '').trimEnd();
    return {
      message: text.startsWith('? ')
        ? '`? ` begins a key in YAML, so a text that begins with it must be quoted.'
        : 'a value that holds `: ` must be quoted.',
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

const directiveHint = 'remove the line that begins with %';

const tabHint = 'indent with spaces: YAML does not allow tabs';

const hints: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an anchor needs a name (`&name`); quote the text if it is not an anchor',
  BAD_DQ_ESCAPE: 'in double quotes `\\` begins an escape: write `\\\\`, or use single quotes',
  BAD_INDENT: 'entries of one map begin in the same column',
  BLOCK_AS_IMPLICIT_KEY: 'a value that holds `: ` must be quoted',
  MISSING_CHAR: 'a colon is missing after the key',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after the key',
  TAB_AS_INDENT: tabHint,
};

/** Where the `|` or `>` stands that what follows on its line does not go with. */
function blockIndicator(source: string, at: number): number | undefined {
  const found = /[|>][-+\d]*[ \t]*$/.exec(source.slice(source.lastIndexOf('\n', at - 1) + 1, at));
  return found === null ? undefined : at - found[0].length;
}

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
