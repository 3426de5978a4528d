import { extname } from 'node:path';
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { isEmail } from '../model/address.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { PeopleList } from '../model/document.js';
import type { Position, Span } from '../model/source.js';

/** One address, and where it stands. */
interface Listed {
  readonly email: string;
  readonly at: Position;
}

/** What a list says, or why it can't be read. Never the text itself: the file may be another one than was meant. */
type Read = readonly Listed[] | { readonly problem: string; readonly hint: string; readonly at: Position };

/**
 * The people in a file that somebody else keeps: text with an address on each line (`#` begins a comment), CSV with a column
 * `email`, or JSON with addresses or with objects that have an `email`.
 */
export function parsePeople(
  file: string,
  text: string,
): { readonly list: PeopleList; readonly diagnostics: readonly Diagnostic[] } {
  const body = text.replace(/^\uFEFF/, '');
  const read = readerOf(file)(body);
  const spanAt = (at: Position): Span => ({ file, start: at, end: at });
  const error = (message: string, hint: string, at: Position): Diagnostic => {
    return { code: 'bad-list', severity: 'error', message, hint, span: spanAt(at) };
  };
  const people = 'problem' in read ? [] : read;
  const list: PeopleList = {
    file,
    people: people.map(({ email }) => email),
    locate: ({ path: [index] }) => spanAt(people[Number(index ?? 0)]?.at ?? start),
  };
  if ('problem' in read) return { list, diagnostics: [error(read.problem, read.hint, read.at)] };
  if (people.length === 0 && readerOf(file) !== readLines) return { list, diagnostics: [nobody(spanAt(start))] };
  const wrong = people.filter(({ email }) => !isEmail(email));
  const hint = 'write one email address for each person, such as name@example.com';
  return { list, diagnostics: wrong.slice(0, 20).map(({ at }) => error('this is not an email address.', hint, at)) };
}

const start: Position = { line: 1, column: 1 };

/** CSV and JSON can't say that nobody is meant, as a text can; an export that went wrong looks the same. */
function nobody(span: Span): Diagnostic {
  return {
    ...{
      code: 'bad-list',
      severity: 'warning',
      message: 'this list has nobody in it, so nobody is in the group.',
      span,
    },
    hint: 'if nobody is meant, write `[]` for the group in place of `from:`, and this is no warning any more',
  };
}

function readerOf(file: string): (text: string) => Read {
  const ending = extname(file).toLowerCase();
  return ending === '.csv' ? readCsv : ending === '.json' ? readJson : readLines;
}

/** Nothing at all is what an export leaves that went wrong, and it would take everybody out of the group. */
function readLines(text: string): Read {
  if (text.trim() === '')
    return {
      problem: 'this list is empty: nobody would be in the group.',
      hint: 'write one email address on each line; if nobody is meant, say so in a comment such as `# nobody at present`',
      at: start,
    };
  return text.split(/\r?\n/).flatMap((line, index) => {
    const email = line.replace(/(?:^|\s)#.*$/, '').trim();
    return email === '' ? [] : [{ email, at: { line: index + 1, column: line.indexOf(email) + 1 } }];
  });
}

interface CsvRow {
  readonly record: Readonly<Record<string, string | undefined>>;
  readonly info: { readonly lines: number };
}

function readCsv(text: string): Read {
  try {
    const rows = parseCsv(text, {
      columns: (header: readonly string[]) => header.map((name) => name.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly CsvRow[];
    const lines = text.split(/\r?\n/);
    const columns = (lines[0] ?? '')
      .toLowerCase()
      .split(/[,"\s]+/)
      .filter((name) => name === 'email').length;
    if (columns !== 1)
      return {
        problem: columns === 0 ? 'this CSV has no column `email`.' : 'this CSV has more than one column `email`.',
        hint: 'name the columns in the first line',
        at: { line: 1, column: 1 },
      };
    // A row of blanks alone is none; one that says something, but no address, would leave somebody out.
    const people = rows.filter(({ record }) => Object.values(record).some((value = '') => value !== ''));
    return people.map(({ record: { email = '' }, info }) => {
      const column = (lines[info.lines - 1] ?? '').indexOf(email) + 1;
      return { email, at: { line: info.lines, column: Math.max(column, 1) } };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 1);
    return { problem: 'this is not valid CSV.', hint: 'look at the quotes in that line', at: { line, column: 1 } };
  }
}

/** JSON is read as the YAML that it also is, which tells where things stand. */
function readJson(text: string): Read {
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const at = (offset: number) => ({
    line: Math.max(lines.linePos(offset).line, 1),
    column: Math.max(lines.linePos(offset).col, 1),
  });
  const [error] = errors;
  const hint = 'write ["jane@example.com"] or [{ "email": "jane@example.com" }]';
  if (error !== undefined || !isSeq(contents))
    return { problem: 'this is not a JSON list of people.', hint, at: at(error === undefined ? 0 : error.pos[0]) };
  return contents.items.map((item) => {
    const value = isMap(item) ? item.get('email', true) : item;
    return { email: isScalar(value) ? String(value.value).trim() : '', at: at(item.range[0]) };
  });
}
