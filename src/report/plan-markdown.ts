import type { Violation } from '../model/policy.js';
import { describeAssertion, gatherAssertions } from './assertion.js';
import type { CauseLine } from './causes.js';
import { accessRemark, causesWith, sourcesOf, worstCause } from './causes.js';
import { notesOn } from './destructive.js';
import { count } from './layout.js';
import { codeSpan, cut, documentOf } from './markdown.js';
import type { Section } from './markdown.js';
import { placeText, stepsByPlace } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { describePolicyChange } from './policy-changes.js';
import { stepPieces } from './step-line.js';
import { clean } from './style.js';
import { countBlocked, describeSnapshot, gatherUnobserved, describeSummary, describeTarget } from './summary-text.js';
import { unmanagedLines, unmanagedTitle } from './unmanaged.js';

/**
 * A plan for a pull request: the verdict, what refuses it and what can't be applied, what is taken away, who gains and who
 * loses what by which line of the files, then the rest, folded. Everything that comes from names is code, where it can't
 * become a mention, a link, a picture or HTML. Never longer than GitHub takes: what had to be left out is counted, and the
 * digest stands for all of it. `withFlags`: has the commands in our own words be about this plan.
 */
export function planToMarkdown(
  plan: PlanDocument,
  violations: readonly Violation[] = [],
  withFlags: (message: string) => string = (message) => message,
): string {
  const snapshot = describeSnapshot(plan);
  const head = [
    `### ${codeSpan(cut(describeTarget(plan), 150))}`,
    '',
    ...(snapshot === '' ? [] : [snapshot]),
    `**${describeSummary(plan)}**`,
    ...alertOf(plan, violations),
    ...verdictTable(plan),
    '',
  ].join('\n');
  return documentOf(
    head,
    [refusedSection(violations), ...sectionsOf(plan, withFlags)],
    footOf(plan),
    withFlags(
      "this is cut, and can't stand for an approval (see the digest, and the plan in full with `ax-gitops plan`)",
    ),
  );
}

/** The one line that nobody may miss. */
function alertOf(plan: PlanDocument, violations: readonly Violation[]): readonly string[] {
  const worst = worstCause(plan);
  const [refused] = violations;
  const [blocked] = plan.blocked;
  const said = refused?.message ?? worst?.message ?? blocked?.address;
  if (said === undefined) return [];
  const isBad = refused !== undefined || worst?.effect === 'escalates' || plan.steps.some((step) => step.irreversible);
  const kind = isBad ? 'CAUTION' : worst?.effect === 'gains' ? 'NOTE' : 'WARNING';
  const title = refused === undefined ? (worst === undefined ? "Can't be applied" : 'Look first') : 'Refused';
  return ['', `> [!${kind}]`, `> ${title}: ${codeSpan(cut(clean(said), 200))}`];
}

/** How many people each thing happens to; what happens to nobody is left out, so that a telephone shows it whole. */
function verdictTable({ access_summary: summary }: PlanDocument): readonly string[] {
  if (summary === undefined) return [];
  const { joining: join, leaving: leave, gaining: gain, losing: lose, admins: admin, roles } = summary;
  const counts = Object.entries({ join, leave, 'gain access': gain, 'lose access': lose, 'become admin': admin });
  const shown = [...counts, ['roles changed', roles] as const].filter(([, number]) => number > 0);
  if (shown.length === 0) return [];
  const cells = (texts: readonly (string | number)[]) => `| ${texts.join(' | ')} |`;
  return [
    '',
    cells(shown.map(([title]) => title)),
    cells(shown.map(() => ':-:')),
    cells(shown.map(([, number]) => number)),
  ];
}

/** What forbids to apply it, first of all. */
export function refusedSection(violations: readonly Violation[]): Section {
  return {
    title: `⛔ Refused: ${count(violations.length, 'rule')}`,
    folded: false,
    lines: violations.flatMap(({ message, hint }) => [`- ${clean(message)}`, `#     ${clean(hint)}`]),
  };
}

/** Tests that say nothing here; nobody must take them for passed. */
export function unknownTestsSection(tests: readonly string[]): Section {
  return {
    title: `Undetermined access tests: ${String(tests.length)}`,
    folded: false,
    lines: tests.map((test) => `! ${clean(test)}`),
  };
}

/** So many scopes of one reason are shown: what can't be seen must not push out what changes. */
const shownScopes = 10;

function unobservedLines({ unobserved, login }: PlanDocument): readonly string[] {
  if (unobserved.length === 0) return [];
  return [
    ...(login === undefined ? [] : [`# seen by ${clean(login)}`]),
    ...gatherUnobserved(unobserved).flatMap(({ reason, needs, scopes }) => [
      ...scopes.slice(0, shownScopes).map((scope) => `# ${clean(scope)}: ${clean(reason)}`),
      ...(scopes.length > shownScopes ? [`#     and ${String(scopes.length - shownScopes)} more`] : []),
      ...(needs === undefined ? [] : [`#     needed: ${clean(needs)}`]),
    ]),
  ];
}

function sectionsOf(plan: PlanDocument, withFlags: (message: string) => string): readonly Section[] {
  const { steps, unmanaged, blocked, expiring = [], warnings = [] } = plan;
  const { unknown_tests: unknownTests = [] } = plan;
  const notes = notesOn(steps, plan.unobserved);
  const destructive = steps.filter((step) => step.destructive);
  const rest = steps.filter((step) => !step.destructive && step.action !== 'assert');
  const remark = accessRemark(plan);
  return [
    {
      title: countBlocked(blocked.length),
      folded: false,
      lines: blocked.map(({ address, reason, source }) => `! ${clean(address)}: ${clean(reason)}${placeText(source)}`),
    },
    {
      title: `🔴 Destructive: ${count(destructive.length, 'step')}`,
      folded: false,
      lines: destructive.flatMap((step) => destructiveLines(step, notes(step))),
    },
    causeSection(plan, 'escalates'),
    ...policySections(plan),
    {
      title: `⚠️ Warnings: ${String(warnings.length)}`,
      folded: false,
      lines: warnings.map(({ address, message }) => `! ${clean(address)}: ${clean(message)}`),
    },
    unknownTestsSection(unknownTests),
    causeSection(plan, 'loses'),
    causeSection(plan, 'gains'),
    {
      title: remark,
      folded: false,
      lines: remark === '' ? [] : [withFlags('# ask for one person or place: `ax-gitops access --user EMAIL`')],
    },
    { title: `Changes: ${count(rest.length, 'step')}`, folded: true, lines: groupedLines(rest) },
    {
      title: `Ends within 14 days: ${count(expiring.length, 'grant')}`,
      folded: true,
      lines: expiring.map(({ address, until, reason = '' }) =>
        `# ${clean(address)}  until ${clean(until)}  ${clean(reason)}`.trimEnd(),
      ),
    },
    unseenSection(plan),
    {
      title: unmanagedTitle(unmanaged),
      folded: true,
      lines: unmanagedLines(unmanaged).map(({ text, isAdmin }) => `${isAdmin ? '-' : '#'} ${text}`),
    },
  ];
}

const titles = { escalates: '⚠️ Escalations', loses: '➖ Access lost', gains: '➕ Access gained', none: '' } as const;

/** Who gains or loses what by which lines of the files. */
function causeSection(plan: PlanDocument, effect: CauseLine['effect']): Section {
  const causes = causesWith(plan, effect);
  return {
    title: `${titles[effect]}: ${count(causes.length, 'cause')}`,
    folded: false,
    lines: [],
    items: causes.map((cause) => ({
      text: clean(cause.message),
      at: sourcesOf(cause, plan),
      notes: cause.notes.map(clean),
      details: {
        title: `${count(cause.people, 'person', 'people')}, ${count(cause.places, 'place')}`,
        lines: cause.details.map(clean),
      },
    })),
  };
}

function policySections({ policy_changes: changes = [] }: PlanDocument): readonly Section[] {
  const weakened = changes.filter(({ weakens }) => weakens);
  const otherwise = changes.filter(({ weakens }) => !weakens);
  return [
    {
      title: `🛑 This change weakens its own guardrails: ${count(weakened.length, 'line')}`,
      folded: false,
      lines: weakened.map((change) => `- ${describePolicyChange(change)}`),
    },
    {
      title: `Guardrails that change otherwise: ${count(otherwise.length, 'line')}`,
      folded: true,
      lines: otherwise.map((change) => `# ${describePolicyChange(change)}`),
    },
  ];
}

function unseenSection(plan: PlanDocument): Section {
  const asserted = gatherAssertions(
    plan.steps.filter(({ action, destructive }) => action === 'assert' && !destructive),
  );
  const size = asserted.reduce((sum, assertion) => sum + assertion.size, 0);
  return {
    title: `Can't be seen: ${count(size, 'grant')} to assert`,
    folded: true,
    lines: [
      ...asserted.map(
        (assertion) => `${assertion.escalating.length > 0 ? '!' : ' '} ? ${describeAssertion(assertion)}`,
      ),
      ...unobservedLines(plan),
    ],
  };
}

function destructiveLines(step: PlanStep, notes: readonly string[]): readonly string[] {
  const line = `${step.action === 'delete' ? '' : '- '}${stepLine(step, clean(step.address))}`;
  return [
    line,
    ...step.cascade.map((address) => `-     Arize also removes ${clean(address)}`),
    ...notes.map((note) => `#     ${note}`),
  ];
}

function groupedLines(steps: readonly PlanStep[]): readonly string[] {
  return stepsByPlace(steps).flatMap(({ heading, own }) => [
    `# ${heading}`,
    ...own.map(({ step, title }) => `${step.action === 'create' ? '' : '! '}${stepLine(step, title)}`),
  ]);
}

function stepLine(step: PlanStep, title: string): string {
  return stepPieces(step, title, { unicode: true })
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('  ');
}

function footOf({ steps, digest, destructive_digest: destructiveDigest, summary }: PlanDocument): string {
  if (steps.length === 0) return '';
  return [
    `Digest: ${codeSpan(clean(digest))}`,
    ...(summary.destructive === 0 ? [] : [`Destructive digest: ${codeSpan(clean(destructiveDigest))}`]),
  ].join('  \n');
}
