import { clean } from './style.js';

/**
 * A line of a table (RFC 4180). A cell that a spreadsheet would take for a formula is quoted as text; what could act at a
 * terminal or in a CI log is written as an escape, as everywhere.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = clean(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
