import { codeFrameColumns } from '@babel/code-frame';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Span } from '../model/source.js';
import { layText } from './layout.js';
import type { Style } from './style.js';
import { workflowCommand } from './workflow-command.js';
import { clean, glyphsOf, paint, safeJson, widthOf } from './style.js';

/**
 * Diagnostics for people: `file:line:column: error[code]: message`, the lines of the file, related places, a hint.
 * `sources` holds the texts of the files by the names that spans use; one that is missing gets no lines. Ends with a
 * newline, unless there is nothing to say.
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  style: Style,
): string {
  const linesOf = lineReader(sources);
  return diagnostics.map((diagnostic) => `${printOne(diagnostic, linesOf, style)}\n`).join('\n');
}

/** The same for scripts: an array, in the order given. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[]): string {
  const entries = diagnostics.map(({ code, severity, message, span, related, hint }) => ({
    code,
    severity,
    message,
    ...placeToJson(span),
    related: (related ?? []).map((place) => ({ message: place.message, ...placeToJson(place.span) })),
    hint: hint ?? null,
  }));
  return `${safeJson(entries, 2)}\n`;
}

/** The same as workflow commands of GitHub Actions, which show at the lines of a pull request. */
export function diagnosticsToGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join('');
}

function printOne(
  { code, severity, message, span, related, hint }: Diagnostic,
  linesOf: LinesOf,
  style: Style,
): string {
  const format = severity === 'error' ? 'red' : 'yellow';
  const place = span === undefined ? '' : `${paint(style, 'bold', `${placeText(span)}:`)} `;
  return [
    `${place}${paint(style, ['bold', format], `${severity}[${clean(code)}]:`)} ${clean(message)}`,
    ...frameOf(span, linesOf, style, 2),
    ...(related ?? []).flatMap((other) => [
      `  ${paint(style, 'bold', `${placeText(other.span)}:`)} ${clean(other.message)}`,
      ...frameOf(other.span, linesOf, style, 0),
    ]),
    ...(hint === undefined ? [] : [layText(style, 2, `hint: ${clean(hint)}`, 'cyan')]),
  ].join('\n');
}

function placeText({ file, start }: Span): string {
  return `${clean(file)}:${String(start.line)}:${String(start.column)}`;
}

type LinesOf = (file: string) => readonly string[] | undefined;

/** Splits each file once, and only those that are shown. */
function lineReader(sources: ReadonlyMap<string, string>): LinesOf {
  const split = new Map<string, readonly string[]>();
  return (file) => {
    const found = split.get(file);
    if (found !== undefined) return found;
    const lines = sources
      .get(file)
      ?.replace(/^\uFEFF/, '')
      .split(/\r?\n/);
    if (lines !== undefined) split.set(file, lines);
    return lines;
  };
}

/** The lines around a span with a mark below it. The same stretch is cut out of each where they are too long. */
function frameOf(span: Span | undefined, linesOf: LinesOf, style: Style, around: number): readonly string[] {
  const lines = span === undefined ? undefined : linesOf(span.file);
  const line = span === undefined ? undefined : lines?.[span.start.line - 1];
  if (span === undefined || lines === undefined || line === undefined) return [];
  const first = Math.max(1, span.start.line - around);
  const last = Math.min(lines.length, span.start.line + around);
  const room = Math.max(20, Math.min(style.width, widestFrame) - String(last).length - 5);
  const window = windowOf(line, span, room);
  const ownWidth = widthOf(shownPart(line, window, style));
  const from = markPosition(line, span.start.column, window, style);
  const isOneLine = span.end.line === span.start.line;
  const to = isOneLine ? markPosition(line, span.end.column, window, style) : ownWidth + 1;
  // code-frame counts characters where the mark must stand below columns: spaces make up for wide characters.
  const padding = ' '.repeat(Math.max(0, to));
  const shown = lines.slice(first - 1, last).map((text) => `${shownPart(text, window, style)}${padding}`);
  const location = {
    start: { line: span.start.line, column: from },
    end: { line: span.start.line, column: Math.max(to, from + 1) },
  };
  const options = { startLine: first, linesAbove: around, linesBelow: around };
  return codeFrameColumns(shown.join('\n'), location, options)
    .split('\n')
    .map((text) => paintFrameLine(text.trimEnd(), style));
}

function paintFrameLine(text: string, style: Style): string {
  const marker = /^( *\| *)(\^+)$/.exec(text);
  if (marker !== null)
    return `${paint(style, 'dim', marker[1] ?? '')}${paint(style, ['bold', 'red'], marker[2] ?? '')}`;
  return text.startsWith('>') ? text : paint(style, 'dim', text);
}

/** Wider frames help nobody, even where lines are never wrapped. */
const widestFrame = 160;

/** The part of each line that is shown, in UTF-16 units from 0. */
interface Window {
  readonly start: number;
  readonly end: number;
}

/** The first part of the line where that holds the place; else a part around the place. */
function windowOf(line: string, { start }: Span, room: number): Window {
  const column = Math.min(start.column - 1, line.length);
  if (line.length <= room || column < room * 0.75) return { start: 0, end: room };
  const from = Math.min(column - Math.floor(room / 2), Math.max(0, line.length - room + 1));
  return { start: from, end: from + room };
}

function shownPart(line: string, window: Window, style: Style): string {
  const { more } = glyphsOf(style);
  const before = window.start > 0 && line.length > 0 ? more : '';
  const after = line.length > window.end ? more : '';
  return `${before}${cleanLine(line.slice(window.start, window.end))}${after}`;
}

/** The column, from 1, at which a column of the line is shown. */
function markPosition(line: string, column: number, window: Window, style: Style): number {
  const before = window.start > 0 ? widthOf(glyphsOf(style).more) : 0;
  const end = Math.min(Math.max(column - 1, window.start), window.end);
  return before + widthOf(cleanLine(line.slice(window.start, end))) + 1;
}

function cleanLine(text: string): string {
  return clean(text.replaceAll('\t', '  '));
}

function placeToJson(span: Span | undefined) {
  return {
    file: span?.file ?? null,
    line: span?.start.line ?? null,
    column: span?.start.column ?? null,
    end_line: span?.end.line ?? null,
    end_column: span?.end.column ?? null,
  };
}

function annotation({ code, severity, message, span, related, hint }: Diagnostic): string {
  const properties = {
    ...(span !== undefined && {
      file: clean(span.file),
      line: String(span.start.line),
      col: String(span.start.column),
    }),
    title: clean(code),
  };
  const body = [
    clean(message),
    ...(related ?? []).map((place) => `${placeText(place.span)}: ${clean(place.message)}`),
    ...(hint === undefined ? [] : [`hint: ${clean(hint)}`]),
  ].join('\n');
  return workflowCommand(severity, properties, body);
}
