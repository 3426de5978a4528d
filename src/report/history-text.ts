import type { JournaledRun } from '../model/journal.js';
import { count } from './layout.js';
import type { Style } from './style.js';
import { clean, paint, safeJson } from './style.js';

/** Applies, the latest first: when, where, what became of it, and each step that was begun. */
export function printHistory(runs: readonly JournaledRun[], style: Style): string {
  if (runs.length === 0) return 'Nothing was applied from here yet.\n';
  return `${[...runs]
    .reverse()
    .map((run) => printRun(run, style))
    .join('\n\n')}\n`;
}

/** The same, for machines. */
export function historyToJson(runs: readonly JournaledRun[]): string {
  return safeJson(runs, 2);
}

function printRun({ startedAt, outcome, host, profile, digest, planned, steps }: JournaledRun, style: Style): string {
  const where = profile === undefined ? host : `profile ${profile} at ${host}`;
  const title = `${startedAt}  ${outcome}  ${clean(where)}  ${String(steps.filter((step) => step.outcome === 'done').length)} of ${count(planned, 'step')} done`;
  const lines = steps.map(({ action, address, outcome: end, reason }) => {
    const mark = { done: '✓', failed: '✗', unknown: '?' }[end];
    const why =
      end === 'unknown' ? '  (begun; its end is not written down)' : reason === undefined ? '' : `  (${clean(reason)})`;
    return `  ${style.unicode ? mark : end} ${action} ${clean(address)}${why}`;
  });
  return [paint(style, 'bold', title), `  ${clean(digest)}`, ...lines].join('\n');
}
