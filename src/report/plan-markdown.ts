import { compareAddresses } from '../model/address.js';
import type { Violation } from '../model/policy.js';
import { accessGroups } from './access-text.js';
import { describeAssertion, gatherAssertions } from './assertion.js';
import { notesOn } from './destructive.js';
import { count } from './layout.js';
import { codeSpan, cut, documentOf } from './markdown.js';
import type { Section } from './markdown.js';
import { placeOf } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { describePolicyChange } from './policy-changes.js';
import { stepPieces } from './step-line.js';
import { clean } from './style.js';
import { describeSnapshot, gatherUnobserved, describeSummary, describeTarget } from './summary-text.js';
import { unmanagedLines } from './unmanaged.js';

/**
 * A plan for a pull request: what is taken away first, then what escalates, then the rest, folded. Everything that
 * comes from names is inside code blocks, where it can't become a mention, a link, a picture or HTML. Never longer
 * than GitHub takes: what had to be left out is counted, and the digest stands for all of it.
 */
export function planToMarkdown(plan: PlanDocument, violations: readonly Violation[] = []): string {
  const snapshot = describeSnapshot(plan);
  const head = [
    `### ${codeSpan(cut(describeTarget(plan), 300))}`,
    '',
    ...(snapshot === '' ? [] : [snapshot]),
    `**${describeSummary(plan)}**`,
    '',
  ].join('\n');
  return documentOf(
    head,
    [refusedSection(violations), ...sectionsOf(plan)],
    footOf(plan),
    "this is cut, and can't stand for an approval (see the digest, and the plan in full with `ax-gitops plan`)",
  );
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
    title: `Access tests that can't be told: ${String(tests.length)}`,
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

function sectionsOf(plan: PlanDocument): readonly Section[] {
  const { steps, unmanaged, blocked, unobserved, expiring = [], warnings = [], escalations = [], access } = plan;
  const { policy_changes: guardrails = [] } = plan;
  const weakened = guardrails.filter(({ weakens }) => weakens);
  const otherwise = guardrails.filter(({ weakens }) => !weakens);
  const { unknown_tests: unknownTests = [], access_omitted: omitted = 0 } = plan;
  const gained = accessGroups(access, 'gained');
  const lost = accessGroups(access, 'lost');
  const notes = notesOn(steps, unobserved);
  const destructive = steps.filter((step) => step.destructive);
  const rest = steps.filter((step) => !step.destructive);
  const escalating = rest.filter(({ risk, action }) => action !== 'assert' && risk.includes('escalates'));
  const plain = rest.filter(({ risk, action }) => action !== 'assert' && !risk.includes('escalates'));
  const asserted = gatherAssertions(rest.filter(({ action }) => action === 'assert'));
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
    {
      title: `⚠️ Warnings: ${String(warnings.length)}`,
      folded: false,
      lines: warnings.map(({ address, message }) => `! ${clean(address)}: ${clean(message)}`),
    },
    {
      title: `🔴 Destructive: ${count(destructive.length, 'step')}`,
      folded: false,
      lines: destructive.flatMap((step) => destructiveLines(step, notes(step))),
    },
    {
      title: `⚠️ Escalations: ${count(escalations.length, 'finding')}`,
      folded: false,
      lines: escalations.map(({ message }) => `! ${clean(message)}`),
    },
    {
      title: `Access gained: ${count(gained.length, 'line')}`,
      folded: false,
      lines: gained.map(({ sentence }) => `+ ${sentence}`),
    },
    {
      title: `Access lost: ${count(lost.length, 'line')}`,
      folded: false,
      lines: lost.map(({ sentence }) => `- ${sentence}`),
    },
    {
      title: `Access: ${count(omitted, 'change')}, too many to list`,
      folded: false,
      lines: omitted === 0 ? [] : ['# ask for one person or place: ax-gitops access --user EMAIL'],
    },
    unknownTestsSection(unknownTests),
    { title: `🟠 Escalating: ${count(escalating.length, 'step')}`, folded: false, lines: groupedLines(escalating) },
    { title: `Changes: ${count(plain.length, 'step')}`, folded: true, lines: groupedLines(plain) },
    {
      title: `Can't be seen: ${count(
        asserted.reduce((sum, { size }) => sum + size, 0),
        'grant',
      )} to assert`,
      folded: true,
      lines: [
        ...asserted.map(
          (assertion) => `${assertion.escalating.length > 0 ? '!' : ' '} ? ${describeAssertion(assertion)}`,
        ),
        ...unobservedLines(plan),
      ],
    },
    {
      title: `Blocked: ${count(blocked.length, 'thing')} that no step can do`,
      folded: false,
      lines: blocked.map(({ address, reason }) => `! ${clean(address)}: ${clean(reason)}`),
    },
    {
      title: `Ends within 14 days: ${count(expiring.length, 'grant')}`,
      folded: true,
      lines: expiring.map(({ address, until, reason = '' }) =>
        `# ${clean(address)}  until ${clean(until)}  ${clean(reason)}`.trimEnd(),
      ),
    },
    {
      title: `Unmanaged: ${count(unmanaged.length, 'object')}, live, in no file`,
      folded: true,
      lines: unmanagedLines(unmanaged).map((line) => `# ${line}`),
    },
  ];
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
  const groups = new Map<string, string[]>();
  for (const step of steps) {
    const { key, heading, title } = placeOf(step.address);
    const line = `${step.action === 'create' ? '' : '! '}${stepLine(step, title)}`;
    const lines = groups.get(key);
    if (lines === undefined) groups.set(key, [`# ${heading}`, line]);
    else lines.push(line);
  }
  return [...groups.entries()].sort(([a], [b]) => compareAddresses(a, b)).flatMap(([, lines]) => lines);
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
