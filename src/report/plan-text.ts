import { describeAssertion, gatherAssertions } from './assertion.js';
import type { CauseLine } from './causes.js';
import { accessRemark, causesWith, sourcesOf, verdictSentence, worstCause } from './causes.js';
import { printDestructive } from './destructive.js';
import type { Piece } from './layout.js';
import { count, lay, layText } from './layout.js';
import { placeText, stepsByPlace } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { describePolicyChange } from './policy-changes.js';
import { stepPieces } from './step-line.js';
import type { Paint, Style } from './style.js';
import { clean, glyphsOf, paint } from './style.js';
import { countBlocked, describeSnapshot, gatherUnobserved, describeSummary, describeTarget } from './summary-text.js';
import { unmanagedLines, unmanagedTitle } from './unmanaged.js';

/**
 * A plan for people: the verdict, what can't be applied, what is taken away, who gains and who loses what by which line of
 * the files, the steps by organization and space, what can't be seen, what is left alone, and the counts. The same plan and
 * style give the same bytes. Ends with a newline.
 */
export function printPlan(plan: PlanDocument, style: Style): string {
  const sections = [
    head(plan, style),
    verdict(plan, style),
    blockedSection(plan, style),
    printDestructive(plan.steps, style, plan.unobserved),
    causeSection(plan, style, 'escalates'),
    policySection(plan, style),
    warningSection(plan, style),
    unknownTestSection(plan, style),
    causeSection(plan, style, 'loses'),
    causeSection(plan, style, 'gains'),
    layText(style, 0, accessRemark(plan), 'bold'),
    changesSection(plan.steps, style),
    expiringSection(plan, style),
    unreadSection(plan, style),
    unmanagedSection(plan, style),
    layText(style, 0, describeSummary(plan), 'bold'),
    plan.steps.length === 0 ? '' : digests(plan, style),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What a reader who stops here must know. */
function verdict(plan: PlanDocument, style: Style): string {
  const worst = worstCause(plan);
  const sentence = verdictSentence(plan);
  return [
    ...(sentence === '' ? [] : [layText(style, 0, sentence, 'bold')]),
    ...(worst === undefined
      ? []
      : [
          lay(style, 0, [
            { text: `Look first: ${clean(worst.message)}`, paint: paintOfEffect[worst.effect] },
            { text: placesOf(worst, plan), paint: 'dim' },
          ]),
        ]),
  ].join('\n');
}

type Effect = CauseLine['effect'];
const titles: Readonly<Record<Effect, string>> = {
  escalates: 'ESCALATIONS',
  loses: 'Access lost',
  gains: 'Access gained',
  none: '',
};
const marks: Readonly<Record<Effect, string>> = { escalates: '!', loses: '-', gains: '+', none: '' };
const paintOfEffect: Readonly<Record<Effect, Paint>> = {
  escalates: ['bold', 'red'],
  loses: 'red',
  gains: 'green',
  none: 'dim',
};
/** So many lines of who and where are shown of one cause, and so many causes. */
const shown = { details: 2, causes: 20 };

/** Who gains or loses what by which lines of the files. */
function causeSection(plan: PlanDocument, style: Style, effect: Effect): string {
  const causes = causesWith(plan, effect);
  if (causes.length === 0) return '';
  const title = layText(style, 0, titles[effect], effect === 'escalates' ? paintOfEffect[effect] : 'bold');
  const more = causes.length - shown.causes;
  const lines = (more > 1 ? causes.slice(0, shown.causes) : causes).map((cause) => causeLines(cause, plan, style));
  return [title, ...lines, ...(more > 1 ? [moreLine(more, style, 2)] : [])].join('\n');
}

function causeLines(cause: CauseLine, plan: PlanDocument, style: Style): string {
  const { effect, message, notes, details } = cause;
  const more = details.length - shown.details;
  return [
    lay(style, 2, [
      { text: `${marks[effect]} ${clean(message)}`, paint: paintOfEffect[effect] },
      { text: placesOf(cause, plan), paint: 'dim' },
    ]),
    ...notes.map((note) => layText(style, 6, clean(note), 'red')),
    ...(more > 1 ? details.slice(0, shown.details) : details).map((line) => layText(style, 6, clean(line), 'dim')),
    ...(more > 1 ? [moreLine(more, style, 6)] : []),
  ].join('\n');
}

function placesOf(cause: CauseLine, plan: PlanDocument): string {
  const sources = sourcesOf(cause, plan);
  return sources === '' ? '' : `(${sources})`;
}

function moreLine(number: number, style: Style, indent: number): string {
  return layText(style, indent, `${glyphsOf(style).more} and ${String(number)} more (--format json lists all)`, 'dim');
}

/** Whoever widens what a change may do in that very change is seen first. */
function policySection({ policy_changes: changes = [] }: PlanDocument, style: Style): string {
  const section = (title: string, weakens: boolean, format: 'red' | 'dim') => {
    const lines = changes.filter((change) => change.weakens === weakens).map(describePolicyChange);
    return lines.length === 0
      ? []
      : [layText(style, 0, title, 'bold'), ...lines.map((line) => lay(style, 2, [{ text: line, paint: format }]))];
  };
  return [
    ...section('This change weakens its own guardrails', true, 'red'),
    ...section('Guardrails that change otherwise', false, 'dim'),
  ].join('\n');
}

function head(plan: PlanDocument, style: Style): string {
  const snapshot = describeSnapshot(plan);
  const title = layText(style, 0, describeTarget(plan), 'bold');
  return [
    title,
    ...(snapshot === '' ? [] : [layText(style, 0, snapshot, 'yellow')]),
    ...(plan.login === undefined ? [] : [layText(style, 0, `Login: ${clean(plan.login)}`, 'dim')]),
  ].join('\n');
}

function changesSection(steps: readonly PlanStep[], style: Style): string {
  return stepsByPlace(steps.filter(({ destructive, action }) => !destructive && action !== 'assert'))
    .map(({ heading, own }) =>
      [
        layText(style, 0, heading, 'bold'),
        ...own.map(({ step, title }) => lay(style, 2, stepPieces(step, title, style))),
      ].join('\n'),
    )
    .join('\n\n');
}

/** How many entries of a list that can't be acted on are shown. */
const listed = 20;

function unreadSection({ steps, unobserved, login }: PlanDocument, style: Style): string {
  const asserted = gatherAssertions(steps.filter(({ action, destructive }) => action === 'assert' && !destructive));
  if (asserted.length + unobserved.length === 0) return '';
  const title = unobserved.length === 0 || login === undefined ? "Can't be seen" : `Can't be seen by ${clean(login)}`;
  return [
    layText(style, 0, title, 'bold'),
    ...asserted.map((assertion) => {
      const format = assertion.escalating.length > 0 ? 'red' : 'blue';
      return lay(style, 2, [{ text: `? ${describeAssertion(assertion)}`, paint: format }]);
    }),
    ...gatherUnobserved(unobserved).flatMap(({ reason, needs, scopes }) => [
      layText(style, 2, `${clean(reason)}:`, 'dim'),
      ...fold(scopes, style, 4, (scope) => [{ text: clean(scope), whole: true }]),
      ...(needs === undefined ? [] : [layText(style, 4, `Needed: ${clean(needs)}`, 'cyan')]),
    ]),
  ].join('\n');
}

function unmanagedSection({ unmanaged }: PlanDocument, style: Style): string {
  if (unmanaged.length === 0) return '';
  const lines = fold(unmanagedLines(unmanaged), style, 2, ({ text, isAdmin }) => [
    { text, whole: true, ...(isAdmin && { paint: 'red' as const }) },
  ]);
  return [layText(style, 0, unmanagedTitle(unmanaged), 'bold'), ...lines].join('\n');
}

function unknownTestSection({ unknown_tests: unknown = [] }: PlanDocument, style: Style): string {
  const tests = unknown.map((message) => lay(style, 2, [{ text: `? ${clean(message)}`, paint: 'yellow' }]));
  return tests.length === 0 ? '' : [layText(style, 0, 'Undetermined access tests', 'bold'), ...tests].join('\n');
}

function expiringSection({ expiring }: PlanDocument, style: Style): string {
  if (expiring === undefined || expiring.length === 0) return '';
  const lines = fold(expiring, style, 2, ({ address, until, reason }) => [
    { text: clean(address), whole: true },
    { text: `until ${clean(until)}` },
    { text: reason === undefined ? '' : `(${clean(reason)})` },
  ]);
  return [layText(style, 0, `Ends within 14 days: ${count(expiring.length, 'grant')}`, 'bold'), ...lines].join('\n');
}

function warningSection({ warnings }: PlanDocument, style: Style): string {
  if (warnings === undefined || warnings.length === 0) return '';
  const lines = warnings.map(({ address, message }) =>
    lay(style, 2, [{ text: `! ${clean(address)}`, paint: 'yellow', whole: true }, { text: clean(message) }]),
  );
  return [layText(style, 0, 'Warnings', ['bold', 'yellow']), ...lines].join('\n');
}

function blockedSection({ blocked }: PlanDocument, style: Style): string {
  if (blocked.length === 0) return '';
  return [
    layText(style, 0, countBlocked(blocked.length), ['bold', 'yellow']),
    ...blocked.map(({ address, reason, source }) =>
      lay(style, 2, [
        { text: `! ${clean(address)}`, paint: 'yellow', whole: true },
        { text: `${clean(reason)}${placeText(source)}` },
      ]),
    ),
  ].join('\n');
}

/** The first of many, a line each, and how many there are more. */
function fold<T>(
  all: readonly T[],
  style: Style,
  indent: number,
  pieces: (one: T) => readonly Piece[],
): readonly string[] {
  const more = all.length - listed;
  const lines = (more > 1 ? all.slice(0, listed) : all).map((one) => lay(style, indent, pieces(one)));
  return more > 1 ? [...lines, moreLine(more, style, indent)] : lines;
}

function digests({ digest, destructive_digest: destructiveDigest, summary }: PlanDocument, style: Style): string {
  return [
    paint(style, 'dim', `Digest: ${clean(digest)}`),
    ...(summary.destructive === 0 ? [] : [paint(style, 'dim', `Destructive digest: ${clean(destructiveDigest)}`)]),
  ].join('\n');
}
