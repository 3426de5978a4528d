import type { Examination } from '../reconcile/doctor.js';
import type { Event } from '../reconcile/host.js';
import { layText } from './layout.js';
import { nextCommand, withFlags } from './next-command.js';
import { note, result } from './say.js';
import type { Paint, Style } from './style.js';
import { clean, paint, widthOf } from './style.js';
import type { Terminal } from './terminal.js';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  /** What was found, in a line. */
  readonly detail?: string;
  /** How to fix it: the exact next command where there is one. */
  readonly hint?: string;
}

const marks: Readonly<
  Record<Check['status'], { readonly fancy: string; readonly plain: string; readonly paint: Paint }>
> = {
  ok: { fancy: '✓', plain: 'ok  ', paint: 'green' },
  warn: { fancy: '!', plain: 'warn', paint: 'yellow' },
  fail: { fancy: '✗', plain: 'FAIL', paint: 'red' },
  skip: { fancy: '-', plain: 'skip', paint: 'dim' },
};

/** Who it is and what to do next, for the line that all ends with. */
export interface Conclusion {
  readonly login?: string;
  readonly next: string;
}

/** Whatever waits says so; nothing else is told. */
export function whileExamined(terminal: Terminal): (event: Event) => void {
  return (event) => {
    if (event.type === 'told') note(terminal, clean(event.text));
  };
}

/** What was looked at, with commands that are about the same login and files as this one. */
export function showChecks(
  { checks, login, next }: Pick<Examination, 'login' | 'next'> & { readonly checks: readonly Check[] },
  terminal: Terminal,
): void {
  const shown = checks.map((check) =>
    check.hint === undefined ? check : { ...check, hint: withFlags(check.hint, terminal) },
  );
  const conclusion = { next: nextLine(next, terminal), ...(login !== undefined && { login }) };
  result(terminal, printChecks(shown, terminal.style.stdout, conclusion));
}

function nextLine(next: Examination['next'], terminal: Terminal): string {
  if (next === 'export') return nextCommand(terminal, 'export', [], { '--split': true, '--out': 'access' });
  const command = nextCommand(terminal, next);
  return next === 'doctor' ? `${command}, once that is repaired` : command;
}

/** Checks, one a line, each that needs it with the way to fix it, and the outcome in a line. Ends with a newline. */
export function printChecks(checks: readonly Check[], style: Style, conclusion?: Conclusion): string {
  const names = Math.max(0, ...checks.map(({ name }) => widthOf(clean(name))));
  const lines = checks.flatMap(({ name, status, detail, hint }) => {
    const mark = style.unicode ? marks[status].fancy : marks[status].plain;
    const shown = clean(name);
    const padded = detail === undefined ? shown : shown + ' '.repeat(names - widthOf(shown));
    // Laid out as if without colour, then painted: the mark is always at the start.
    const text = layText(style, 0, `${mark} ${padded}${detail === undefined ? '' : `  ${clean(detail)}`}`);
    return [
      paint(style, marks[status].paint, mark) + text.slice(mark.length),
      ...(hint === undefined ? [] : [layText(style, 4, clean(hint), 'cyan')]),
    ];
  });
  return `${[...lines, '', outcome(checks, style, conclusion)].join('\n')}\n`;
}

function outcome(checks: readonly Check[], style: Style, { login, next }: Partial<Conclusion> = {}): string {
  const counts = (['fail', 'warn', 'skip'] as const).flatMap((status) => {
    const number = checks.filter((check) => check.status === status).length;
    return number === 0 ? [] : [`${String(number)} ${{ fail: 'failed', warn: 'to look at', skip: 'skipped' }[status]}`];
  });
  const failed = checks.some(({ status }) => status === 'fail');
  const text = counts.length === 0 ? 'All is well.' : `${failed ? 'Not ready' : 'Ready'}: ${counts.join(', ')}.`;
  const who = login === undefined ? '' : ` Logged in as ${clean(login)}.`;
  const then = next === undefined ? '' : ` Next: ${clean(next)}`;
  return paint(style, ['bold', failed ? 'red' : 'green'], `${text}${who}${then}`);
}
