import type { ApplyEvent, ApplyReport } from '../model/event.js';
import type { Step } from '../model/plan.js';
import { safeJson } from './style.js';

/** One event as one line of JSON, without a line break. */
export function eventToJson(event: ApplyEvent): string {
  return safeJson({ type: event.type, index: event.index, ...subjectOf(event.step), ...detailsOf(event) });
}

/** The end of a run as one line of JSON, without a line break: the counts, and every step that was not done. */
export function reportToJson({ outcomes, interrupted }: ApplyReport): string {
  const counts = { done: 0, failed: 0, blocked: 0, withheld: 0, skipped: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  const open = outcomes.flatMap(({ step, outcome, reason }, index) =>
    outcome === 'done' ? [] : [{ index, ...subjectOf(step), outcome, reason: reason ?? null }],
  );
  return safeJson({ type: 'report', interrupted, counts, not_done: open });
}

function subjectOf({ address, kind, action, destructive }: Step) {
  return { address, kind, action, destructive };
}

function detailsOf(event: ApplyEvent) {
  switch (event.type) {
    case 'step-retried':
      return { attempt: event.attempt, reason: event.reason, delay_ms: event.delayMs };
    case 'step-done':
      return { note: event.note ?? null };
    case 'step-failed':
      return { reason: event.reason, uncertain: event.uncertain };
    case 'step-blocked':
      return { by: event.by.address };
    case 'step-skipped':
      return { reason: event.reason ?? null };
    case 'step-started':
    case 'step-withheld':
      return {};
  }
}
