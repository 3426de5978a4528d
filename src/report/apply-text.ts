import type { ApplyEvent, ApplyReport, StepOutcome } from '../model/event.js';
import type { Step } from '../model/plan.js';
import { count, lay, layText } from './layout.js';
import { quoteArgument } from './plan-commands.js';
import { paintOf, symbolOf, whyOf } from './step-line.js';
import type { Paint, Style } from './style.js';
import { clean, paint } from './style.js';

/**
 * One event as a line without a line break, for logs: `[ 3/17] + organization/…/member/raj@example.com done`. The
 * number is the step's place in the plan. Nothing for events that need no line.
 */
export function printEvent(event: ApplyEvent, total: number, style: Style): string | undefined {
  const text = outcomeOf(event);
  if (text === undefined) return undefined;
  const { step, index } = event;
  const number = String(index + 1).padStart(String(total).length);
  const subject = paint(style, paintOf(step), `${symbolOf(step)} ${clean(step.address)}`);
  return `[${number}/${String(total)}] ${subject} ${paint(style, text.paint, clean(text.words))}`;
}

function outcomeOf(event: ApplyEvent): { readonly words: string; readonly paint: Paint } | undefined {
  switch (event.type) {
    case 'step-started':
      return undefined;
    case 'step-retried': {
      const wait = `again in ${seconds(event.delayMs)} (attempt ${String(event.attempt)})`;
      return { words: `${wait}: ${event.reason}`, paint: 'yellow' };
    }
    case 'step-done':
      return { words: event.note === undefined ? 'done' : `done (${event.note})`, paint: 'green' };
    case 'step-failed':
      return {
        words: `${event.uncertain ? 'failed, maybe done all the same' : 'failed'}: ${event.reason}`,
        paint: 'red',
      };
    case 'step-blocked':
      return { words: `not tried: it needs ${event.by.address}`, paint: 'yellow' };
    case 'step-withheld':
      return {
        words: event.step.destructive ? 'withheld: destructive, not approved' : 'withheld: it needs a destructive step',
        paint: 'yellow',
      };
    case 'step-skipped':
      return { words: `skipped: ${event.reason ?? 'interrupted'}`, paint: 'yellow' };
  }
}

function seconds(milliseconds: number): string {
  return `${String(Math.round(milliseconds / 100) / 10)} s`;
}

/** What the report can't know of itself. */
export interface ReportFacts {
  /** What live still differs in, though it was applied. */
  readonly remaining: readonly Step[];
  /** What the files ask for and no step could do. */
  readonly blocked: readonly { readonly address: string; readonly reason: string }[];
  /** The command that was run, to be run again; `ax-gitops apply` where it is not given. */
  readonly command?: readonly string[];
}

/** How many entries of a list are shown; the rest is counted. */
const listed = 50;

/** What an apply did: what failed, was not tried or is still different, the counts, and the next command. */
export function printReport(report: ApplyReport, facts: ReportFacts, style: Style): string {
  const of = (outcome: StepOutcome) => report.outcomes.filter((entry) => entry.outcome === outcome);
  const entry = ({ step, reason }: ApplyReport['outcomes'][number]): Entry => ({ step, reason: reason ?? '' });
  const sections = [
    list('Failed', 'red', of('failed').map(entry), style),
    list('Not tried, because a step they need did not get done', 'yellow', of('blocked').map(entry), style),
    list('Withheld: destructive, not approved', 'yellow', of('withheld').map(withheldEntry), style),
    list(skippedHeading(report), 'yellow', of('skipped').map(entry), style),
    list(
      'Applied, but live still differs',
      'red',
      facts.remaining.map((step) => ({ step, reason: whyOf(step.reason) })),
      style,
    ),
    blockedList(facts, style),
    layText(style, 0, countsOf(report, facts), ['bold', isClean(report, facts) ? 'green' : 'red']),
    nextSteps(report, facts, style),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Why there are steps that were never begun: an interruption, or what each of them then says. */
function skippedHeading({ outcomes }: ApplyReport): string {
  const isStopped = outcomes.some(({ outcome, reason }) => outcome === 'skipped' && reason !== undefined);
  return isStopped ? 'Not tried, because the run could not go on' : 'Not tried, because the run was interrupted';
}

interface Entry {
  readonly step: Step;
  readonly reason: string;
}

function withheldEntry({ step }: { readonly step: Step }): Entry {
  const also = step.irreversible ? 'irreversible' : '';
  return { step, reason: step.destructive ? also : 'needs a destructive step' };
}

function list(heading: string, format: Paint, entries: readonly Entry[], style: Style): string {
  if (entries.length === 0) return '';
  const more = entries.length - listed;
  return [
    paint(style, ['bold', ...[format].flat()], `${heading} (${String(entries.length)}):`),
    ...entries
      .slice(0, listed)
      .map(({ step, reason }) =>
        lay(style, 2, [
          { text: `${symbolOf(step)} ${clean(step.address)}`, paint: paintOf(step), whole: true },
          { text: clean(reason) },
        ]),
      ),
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
  ].join('\n');
}

function blockedList({ blocked }: ReportFacts, style: Style): string {
  if (blocked.length === 0) return '';
  return [
    paint(style, ['bold', 'yellow'], `Blocked, no step can do it (${String(blocked.length)}):`),
    ...blocked
      .slice(0, listed)
      .map(({ address, reason }) =>
        lay(style, 2, [{ text: `! ${clean(address)}`, paint: 'yellow', whole: true }, { text: clean(reason) }]),
      ),
    ...(blocked.length > listed ? [`  and ${String(blocked.length - listed)} more`] : []),
  ].join('\n');
}

function isClean({ outcomes }: ApplyReport, { remaining, blocked }: ReportFacts): boolean {
  return remaining.length + blocked.length === 0 && outcomes.every(({ outcome }) => outcome === 'done');
}

/** `Applied 14 of 17 steps: 1 failed, 2 withheld.` */
function countsOf({ outcomes, interrupted }: ApplyReport, { remaining, blocked }: ReportFacts): string {
  const tally = new Map<StepOutcome, number>();
  for (const { outcome } of outcomes) tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  const notDone = (['failed', 'blocked', 'withheld', 'skipped'] as const).flatMap((outcome) => {
    const number = tally.get(outcome) ?? 0;
    return number === 0 ? [] : [`${String(number)} ${outcome}`];
  });
  const done = tally.get('done') ?? 0;
  const all = done === outcomes.length;
  const applied = all
    ? `Applied ${count(done, 'step')}`
    : `Applied ${String(done)} of ${count(outcomes.length, 'step')}`;
  return [
    `${interrupted ? 'Interrupted. ' : ''}${applied}${notDone.length === 0 ? '' : `: ${notDone.join(', ')}`}.`,
    ...(remaining.length > 0 ? [`${String(remaining.length)} still different.`] : []),
    ...(blocked.length > 0 ? [`${String(blocked.length)} blocked in the plan.`] : []),
  ].join(' ');
}

/** The exact next commands. */
function nextSteps({ outcomes }: ApplyReport, { remaining, command }: ReportFacts, style: Style): string {
  const has = (...wanted: readonly StepOutcome[]) => outcomes.some(({ outcome }) => wanted.includes(outcome));
  const apply = (command ?? ['ax-gitops', 'apply']).map(quoteArgument).join(' ');
  const steps: readonly (readonly [why: string, command: string])[] = [
    ...(has('failed', 'blocked', 'skipped')
      ? [['To continue (completed steps are skipped):', apply] as const]
      : remaining.length > 0
        ? [['To see what is left:', 'ax-gitops plan'] as const]
        : []),
    ...(has('withheld') ? [['To let the destructive steps through:', `${apply} --allow-destructive`] as const] : []),
  ];
  // Commands are never broken, so that they can be copied.
  return steps.map(([why, next]) => `${layText(style, 0, why)}\n  ${next}`).join('\n');
}
