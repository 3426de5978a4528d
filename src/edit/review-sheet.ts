import { parse } from 'csv-parse/sync';
import { keyNameOf } from '../model/address.js';
import type { Decision, ReviewedRow } from '../model/review.js';

/** A sheet that came back, or what is wrong with it: each with its line. */
export function readSheet(text: string): {
  readonly rows: readonly ReviewedRow[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
} {
  const records = parse(text, {
    bom: true,
    columns: (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()),
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as readonly {
    readonly record: Readonly<Record<string, string | undefined>>;
    readonly info: { readonly lines: number };
  }[];
  const rows: ReviewedRow[] = [];
  const problems: { readonly line: number; readonly message: string }[] = [];
  for (const { record, info } of records) {
    const line = info.lines;
    const cell = (name: string) => asWritten(record[name] ?? '');
    const decision = decisionOf(cell('decision'));
    const missing = ['decision', 'user', 'on', 'role', 'in_files'].filter((name) => record[name] === undefined);
    if (missing.length > 0) problems.push({ line, message: `there is no column ${missing.join(', ')}` });
    else if (decision === 'wrong')
      problems.push({
        line,
        message: `${JSON.stringify(cell('decision'))} is not a decision; write keep, revoke or until 2027-06-30`,
      });
    else
      rows.push({
        line,
        // An email is the same in any case; the name of a key is not.
        user: keyNameOf(cell('on')) === undefined ? cell('user').toLowerCase() : cell('user'),
        on: cell('on'),
        role: cell('role'),
        inFiles: cell('in_files'),
        reviewer: cell('reviewer'),
        decision,
      });
  }
  return { rows, problems };
}

/** What a spreadsheet put between cells: as its first line has it, since cells may hold the others. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const times = (one: string) => head.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (times(one) > times(best) ? one : best));
}

/** Without the quote that keeps a spreadsheet from taking a cell for a formula. */
function asWritten(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, '');
}

function decisionOf(text: string): Decision | undefined | 'wrong' {
  const word = text.toLowerCase();
  if (word === '') return undefined;
  if (word === 'keep' || word === 'revoke') return { type: word };
  const until = /^until\s+(\d{4}-\d{2}-\d{2}\S*)$/i.exec(text);
  return until?.[1] === undefined ? 'wrong' : { type: 'until', date: until[1] };
}
