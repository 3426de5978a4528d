import type { ReviewRow } from '../model/review.js';
import { placeTitle } from '../model/address.js';
import { csvLine } from './csv.js';
import { baseStyle, escapeHtml, standalone, table } from './html/frame.js';

/** What a sheet is about, and of when. */
export interface SheetHead {
  readonly title: string;
  readonly host: string;
  /** ISO 8601. */
  readonly at: string;
  readonly notes: readonly string[];
  /** Whose grants they are: people's unless said. */
  readonly whose?: string;
}

/** The files of some sheets: each to be filled in, and for paper. */
export function sheetFiles(
  sheets: readonly { readonly name: string; readonly rows: readonly ReviewRow[]; readonly head: SheetHead }[],
): readonly (readonly [name: string, text: string])[] {
  return sheets.flatMap(({ name, rows, head }) => [
    [`${name}.csv`, sheetAsCsv(rows, head)] as const,
    [`${name}.html`, sheetAsHtml(rows, head)] as const,
  ]);
}

const columns = [
  'decision',
  'reviewer',
  'user',
  'on',
  'role',
  'in_files',
  'status',
  'since_utc',
  'since_from',
  'ends',
  'reason',
  'where',
  'as_of_utc',
  'host',
] as const;

/** A sheet that opens in a spreadsheet: `decision` takes keep, revoke or until YYYY-MM-DD. */
function sheetAsCsv(rows: readonly ReviewRow[], { at, host }: SheetHead): string {
  const lines = rows.map(({ user, on, role, inFiles, status, since, ends, reason, where }) =>
    csvLine([
      '',
      '',
      user,
      on,
      role,
      inFiles,
      status,
      since?.at ?? '',
      since?.from ?? '',
      ends,
      reason,
      where,
      at,
      host,
    ]),
  );
  return [csvLine(columns), ...lines].join('');
}

/** The same for paper, with room for the decisions and a signature. */
function sheetAsHtml(rows: readonly ReviewRow[], { title, host, at, notes, whose = 'Person' }: SheetHead): string {
  const head = [whose, 'Place', 'Role', 'Since', 'Ends', 'Reason', 'In the files', 'Decision', 'Reviewer'];
  const cells = rows.map(({ user, status, on, role, since, ends, reason, inFiles, where }) => [
    status === '' || status === 'active' ? user : `${user} (${status})`,
    placeTitle(on),
    role,
    since === undefined ? 'not known' : `${since.at.slice(0, 10)} (${since.from})`,
    ends,
    reason,
    inFiles === '' ? 'no' : `${inFiles}, ${where}`,
    '',
    '',
  ]);
  const body = `<main>
<h1>Access review: ${escapeHtml(title)}</h1>
<p>${escapeHtml(host)}, ${escapeHtml(at)}. ${String(rows.length)} grants.</p>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
${table(title, head, cells)}
<p>Date and signature: ______________________________</p>
</main>`;
  return standalone({ title: `Access review: ${title}`, style: `${baseStyle}main { padding: 16px; }`, body });
}
