import type { Cause } from '../model/access.js';
import type { ApplyEvent, ApplyReport, StepOutcome } from '../model/event.js';
import type { Step } from '../model/plan.js';
import { count, lay, layText } from './layout.js';
import type { OutcomeRow } from './outcome-rows.js';
import { outcomeRows, settledAs } from './outcome-rows.js';
import { placeText } from './place.js';
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
  readonly blocked: readonly {
    readonly address: string;
    readonly reason: string;
    readonly source?: Step['source'];
  }[];
  /** What brings the changes of access about, as the plan tells it. */
  readonly causes?: readonly Pick<Cause, 'message' | 'steps'>[];
  /** The command that was run, to be run again. */
  readonly again: string;
  /** The same, with the destructive steps approved. */
  readonly withDestructive: string;
  /** One that shows what is left. */
  readonly plan: string;
  /** One that writes what is left as it is live into the files, where applying again would not help. */
  readonly adopt?: string;
}

/** How many lines of a list are shown; the rest is counted. */
const listed = { open: 50, done: 20 };

/**
 * What an apply did: what failed, was not tried or is still different, with why, then what was done for whom, the counts, and
 * the next command. One line tells what happened to one person or place, or what one change of the files brought about.
 */
export function printReport(report: ApplyReport, facts: ReportFacts, style: Style): string {
  const { remaining, causes = [] } = facts;
  const reasonOf = ({ reason = '' }: ApplyReport['outcomes'][number]) => reason;
  const left = remaining.map((step, index) => ({ step, index, reason: whyOf(step.reason) }));
  const of = (outcome: StepOutcome, why: typeof reasonOf = reasonOf) => {
    const settled = settledAs(report, outcome, why);
    return { size: settled.length, rows: outcomeRows(settled, causes, outcome === 'done') };
  };
  const sections = [
    list('Failed', 'red', of('failed'), style),
    list('Not tried, because a step they need did not get done', 'yellow', of('blocked'), style),
    list('Withheld: destructive, not approved', 'yellow', of('withheld', withheldReason), style),
    list(skippedHeading(report), 'yellow', of('skipped'), style),
    list('Applied, but live still differs', 'red', { size: left.length, rows: outcomeRows(left, [], false) }, style),
    blockedList(facts, style),
    list(
      'Done',
      'green',
      of('done', () => ''),
      style,
      listed.done,
    ),
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

function withheldReason({ step }: ApplyReport['outcomes'][number]): string {
  if (!step.destructive) return 'needs a destructive step';
  return step.irreversible ? 'irreversible' : '';
}

interface Listed {
  /** How many steps the rows stand for. */
  readonly size: number;
  readonly rows: readonly OutcomeRow[];
}

function list(heading: string, format: Paint, { size, rows }: Listed, style: Style, most = listed.open): string {
  if (size === 0) return '';
  const shown = rows.length - most > 1 ? rows.slice(0, most) : rows;
  const rest = rows.slice(shown.length);
  const hidden = rest.reduce((sum, { steps }) => sum + steps, 0);
  return [
    paint(style, ['bold', ...[format].flat()], `${heading} (${String(size)}):`),
    ...shown.map((row) => rowLine(row, style)),
    ...(rest.length > 0
      ? [`  and ${String(rest.length)} more${hidden > rest.length ? ` (${count(hidden, 'step')})` : ''}`]
      : []),
  ].join('\n');
}

/** So many reasons of one row are told; each step has its own line while it runs, and in the journal. */
const told = 3;

function rowLine({ text, parts = [], paint: format, whole, reasons, steps }: OutcomeRow, style: Style): string {
  const more = reasons.length - told;
  return lay(style, 2, [
    { text, ...(format !== undefined && { paint: format }), ...(whole === true && { whole }) },
    ...parts.map((part) => ({ text: part })),
    ...(steps > 1 ? [{ text: `(${count(steps, 'step')})`, paint: 'dim' as const }] : []),
    ...(more > 1 ? reasons.slice(0, told) : reasons).map((reason) => ({ text: reason })),
    ...(more > 1 ? [{ text: `and ${count(more, 'more reason')}` }] : []),
  ]);
}

function blockedList({ blocked }: ReportFacts, style: Style): string {
  if (blocked.length === 0) return '';
  return [
    paint(style, ['bold', 'yellow'], `Blocked, no step can do it (${String(blocked.length)}):`),
    ...blocked
      .slice(0, listed.open)
      .map(({ address, reason, source }) =>
        lay(style, 2, [
          { text: `! ${clean(address)}`, paint: 'yellow', whole: true },
          { text: `${clean(reason)}${placeText(source)}` },
        ]),
      ),
    ...(blocked.length > listed.open ? [`  and ${String(blocked.length - listed.open)} more`] : []),
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
function nextSteps({ outcomes }: ApplyReport, facts: ReportFacts, style: Style): string {
  const has = (...wanted: readonly StepOutcome[]) => outcomes.some(({ outcome }) => wanted.includes(outcome));
  const left =
    facts.adopt === undefined
      ? (['To see what is left:', facts.plan] as const)
      : (['To write what is live into the files:', facts.adopt] as const);
  const steps: readonly (readonly [why: string, command: string])[] = [
    ...(has('failed', 'blocked', 'skipped')
      ? [['To continue (completed steps are skipped):', facts.again] as const]
      : facts.remaining.length > 0
        ? [left]
        : []),
    ...(has('withheld') ? [['To let the destructive steps through:', facts.withDestructive] as const] : []),
  ];
  // Commands are never broken, so that they can be copied.
  return steps.map(([why, next]) => `${layText(style, 0, why)}\n  ${next}`).join('\n');
}
