import { join } from 'node:path';
import { addressOf, keyNameOf } from '../model/address.js';
import type { ReviewedRow } from '../model/review.js';
import { count } from './layout.js';
import { nextCommand } from './next-command.js';
import { note } from './say.js';
import type { Terminal } from './terminal.js';

/** That what the sheets say comes from the account alone. */
export function tellNoFiles(terminal: Terminal): void {
  note(terminal, 'There are no files here: the sheets do not say whether files declare a grant.');
}

/** What was written for a review, and what becomes of it. */
export function tellSheets(
  sheets: readonly { readonly rows: readonly unknown[] }[],
  notes: readonly string[],
  folder: string,
  terminal: Terminal,
): void {
  for (const text of notes) note(terminal, text);
  const grants = sheets.reduce((sum, { rows }) => sum + rows.length, 0);
  const next = nextCommand(terminal, 'access review', [], { '--apply': join(folder, 'SHEET.csv') });
  note(
    terminal,
    `Wrote ${count(sheets.length, 'sheet')} with ${count(grants, 'grant')} to ${folder}. Decide in the column \`decision\` (keep, revoke, until 2027-06-30), then: ${next}`,
  );
}

export function tellKept(name: string, terminal: Terminal): void {
  note(terminal, `Kept the sheet as ${name}.`);
}

/** What is to be done after the decisions of a sheet were written into the files. */
export function tellReviewed(rows: readonly ReviewedRow[], path: string, terminal: Terminal): void {
  tellWhatIsKept(rows, terminal);
  const open = rows.filter(({ decision }) => decision === undefined);
  const unsigned = rows.filter(({ decision, reviewer }) => decision !== undefined && reviewer === '');
  if (unsigned.length > 0) note(terminal, `${count(unsigned.length, 'decision')} without a reviewer.`);
  if (open.length === 0) return;
  note(terminal, `Not decided, and left as it is: ${count(open.length, 'grant')}`);
  for (const { line, user, role, on } of open) note(terminal, `  ${path}:${String(line)}  ${user}  ${role}  ${on}`);
}

/** What is kept and stands in no file is drift, or goes with the next `unmanaged: remove`. */
function tellWhatIsKept(rows: readonly ReviewedRow[], terminal: Terminal): void {
  const kept = rows.filter(
    ({ decision, inFiles, on }) => decision?.type === 'keep' && inFiles === '' && keyNameOf(on) === undefined,
  );
  if (kept.length === 0) return;
  const grants = kept.map(({ user, on }) => (on === 'account' ? addressOf.user(user) : `${on}/member/${user}`));
  note(terminal, `To write what is kept into the files: ${nextCommand(terminal, 'adopt', grants)}`);
}
