import type { JournaledRun } from '../model/journal.js';
import { count, lay, layText } from './layout.js';
import { nextCommand } from './next-command.js';
import { note, result } from './say.js';
import type { Style } from './style.js';
import { clean, paint, safeJson } from './style.js';
import type { Terminal } from './terminal.js';

/** So many steps of each run are shown in the list of all; those that did not get done first. */
const listed = 10;

/**
 * Applies, the latest first: when, where, who, what became of it, and the steps that were begun. `next` are commands: to make a
 * plan, and to see the rest of a run.
 */
export function printHistory(runs: readonly JournaledRun[], style: Style, next: HistoryCommands): string {
  if (runs.length === 0) return `Nothing was applied from this directory yet. Next: ${next.plan}\n`;
  return `${[...runs]
    .reverse()
    .map((run) => printRun(run, style, listed, next))
    .join('\n\n')}\n`;
}

/** Which lines of the journal are in no run. */
export function tellLeftOut(lines: readonly number[], terminal: Terminal): void {
  if (lines.length > 0) note(terminal, `Lines that can't be read were left out: ${lines.join(', ')}.`);
}

/** The journaled runs, or all of one. */
export function showHistory(
  runs: JournaledRun | readonly JournaledRun[],
  format: 'text' | 'json',
  terminal: Terminal,
): void {
  result(terminal, format === 'json' ? historyToJson(runs) : historyAsText(runs, terminal));
}

function historyAsText(runs: JournaledRun | readonly JournaledRun[], terminal: Terminal): string {
  const { stdout } = terminal.style;
  if ('steps' in runs) return printWholeRun(runs, stdout);
  return printHistory(runs, stdout, {
    plan: nextCommand(terminal, 'plan'),
    whole: (run) => nextCommand(terminal, 'history', [run]),
  });
}

/** One run with all its steps, in the order in which they were begun. */
export function printWholeRun(run: JournaledRun, style: Style): string {
  return `${printRun(run, style, Infinity)}\n`;
}

/** The same, for machines. */
export function historyToJson(runs: JournaledRun | readonly JournaledRun[]): string {
  return safeJson(runs, 2);
}

interface HistoryCommands {
  readonly plan: string;
  readonly whole: (run: string) => string;
}

type RunStep = JournaledRun['steps'][number];

function printRun(run: JournaledRun, style: Style, most: number, next?: HistoryCommands): string {
  const { startedAt, outcome, host, profile, digest, planned, steps } = run;
  const where = profile === undefined ? host : `profile ${profile} at ${host}`;
  const done = steps.filter((step) => step.outcome === 'done');
  const title = `${startedAt}  ${outcome}  ${clean(where)}  ${String(done.length)} of ${count(planned, 'step')} done`;
  const sorted = [...steps.filter((step) => step.outcome !== 'done'), ...done];
  const isCut = steps.length - most > 1;
  const shown = isCut ? sorted.slice(0, most) : steps;
  return [
    paint(style, 'bold', title),
    ...[`Run ${run.run}`, ...whoLines(run), ...countsLines(run), digest]
      .filter((line) => line !== '')
      .map((line) => layText(style, 2, clean(line), 'dim')),
    ...shown.map((step) => stepLine(step, style, most === Infinity)),
    ...(isCut
      ? [`  and ${String(steps.length - most)} more: ${clean(next?.whole(run.run.slice(0, shortest)) ?? '')}`]
      : []),
  ].join('\n');
}

/** As much of an ID as is printed to be given again. */
const shortest = 8;

function whoLines({ by }: JournaledRun): readonly string[] {
  if (by === undefined) return [];
  const { login, commit, author, ci } = by;
  const from =
    commit === undefined ? '' : `commit ${commit.slice(0, 12)}${author === undefined ? '' : ` by ${author}`}`;
  const who = [...(login === undefined ? [] : [`Login: ${login}`]), ...(from === '' ? [] : [from])].join(', ');
  return [...(who === '' ? [] : [who]), ...(ci === undefined ? [] : [`CI: ${ci}`])];
}

/** What became of the steps that were never begun is in the counts alone. */
function countsLines({ counts = {} }: JournaledRun): readonly string[] {
  const rest = Object.entries(counts).filter(([outcome, number]) => outcome !== 'done' && number > 0);
  return rest.length === 0
    ? []
    : [`Not done: ${rest.map(([outcome, number]) => `${String(number)} ${outcome}`).join(', ')}`];
}

function stepLine({ action, address, outcome, reason, at }: RunStep, style: Style, isDated: boolean): string {
  const mark = style.unicode ? { done: '✓', failed: '✗', unknown: '?' }[outcome] : outcome;
  const why =
    outcome === 'unknown' ? '(begun; its end is not written down)' : reason === undefined ? '' : `(${clean(reason)})`;
  return lay(style, 2, [
    { text: `${mark} ${action} ${clean(address)}`, whole: true },
    { text: why },
    ...(isDated ? [{ text: clean(at), paint: 'dim' as const }] : []),
  ]);
}
