import type { AccessEntry, AccessGrant } from '../model/access.js';
import type { ComparisonReport } from './access-compare.js';
import {
  comparisonAsCsv,
  comparisonAsJson,
  comparisonAsJsonLines,
  comparisonAsMarkdown,
  comparisonAsText,
} from './access-compare.js';
import { accessAsCsv, accessAsJson, accessAsJsonLines, accessAsText } from './access-list.js';
import { nextCommand, withFlags } from './next-command.js';
import { note } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';

export type AccessFormat = 'text' | 'json' | 'jsonl' | 'csv' | 'html' | 'markdown';

/** What is listed one by one instead of folded together. */
export type Expanded = readonly ('permissions' | 'places')[];

/** Who can do what, with how it was read. */
export interface ShownAccess {
  readonly list: {
    grants(): Iterable<AccessGrant>;
    placeByPlace(): Iterable<AccessGrant>;
    entries(): Iterable<AccessEntry>;
  };
  readonly notes: readonly string[];
  readonly read: { readonly connection: { readonly host: string; readonly takenAt?: string } };
}

/** What was not seen, and how old the rest is. */
export function accessNotes({ notes, read }: ShownAccess, terminal: Terminal): readonly string[] {
  const { takenAt } = read.connection;
  const age = takenAt === undefined ? [] : [`from a snapshot taken ${takenAt}; later changes are not in it`];
  return [...age, ...notes.map((text) => withFlags(text, terminal))];
}

/** A list of grants in each format but that of a page, in parts. */
export function accessParts(
  shown: ShownAccess,
  format: Exclude<AccessFormat, 'html' | 'markdown'>,
  expand: Expanded,
  terminal: Terminal,
): Iterable<string> {
  const { list, read } = shown;
  const { host, takenAt } = read.connection;
  const isByPlace = expand.includes('places');
  const grants = isByPlace ? list.placeByPlace() : list.grants();
  const isExpanded = expand.includes('permissions');
  const notes = shown.notes.map((text) => withFlags(text, terminal));
  switch (format) {
    case 'text':
      return accessAsText(grants, accessNotes(shown, terminal), nextCommand(terminal, 'doctor'));
    case 'csv':
      return accessAsCsv(grants, isExpanded);
    case 'jsonl':
      return accessAsJsonLines(grants, notes, { time: takenAt ?? terminal.now().toISOString(), host }, isExpanded);
    case 'json':
      return accessAsJson(list, { notes, ...(takenAt !== undefined && { takenAt }) }, isByPlace);
  }
}

/** What was not seen, beside a table: that has no place for it. */
export function noteBeside({ notes }: Pick<ShownAccess, 'notes'>, terminal: Terminal): void {
  for (const text of notes) note(terminal, clean(withFlags(text, terminal)));
}

/** A comparison in each format, in parts. */
export async function comparisonParts(
  report: ComparisonReport,
  format: AccessFormat,
  expand: Expanded,
): Promise<Iterable<string>> {
  switch (format) {
    case 'text':
      return comparisonAsText(report);
    case 'markdown':
      return [comparisonAsMarkdown(report)];
    case 'csv':
      return comparisonAsCsv(report, expand.includes('permissions'));
    case 'json':
      return comparisonAsJson(report);
    case 'jsonl':
      return comparisonAsJsonLines(report);
    case 'html':
      return [(await import('./html/compare-html.js')).comparisonToHtml(report)];
  }
}
