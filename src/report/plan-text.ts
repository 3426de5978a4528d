import { compareAddresses } from '../model/address.js';
import { accessGroups } from './access-text.js';
import { describeAssertion, gatherAssertions } from './assertion.js';
import { printDestructive } from './destructive.js';
import { count, lay, layText } from './layout.js';
import { placeOf } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { describePolicyChange } from './policy-changes.js';
import { stepPieces } from './step-line.js';
import type { Style } from './style.js';
import { clean, glyphsOf, paint } from './style.js';
import { describeSnapshot, gatherUnobserved, describeSummary, describeTarget } from './summary-text.js';
import { unmanagedLines } from './unmanaged.js';

/**
 * A plan for people: what changes by organization and space, what can't be read, what is left alone, what is taken
 * away, and the counts. The same plan and style give the same bytes. Ends with a newline.
 */
export function printPlan(plan: PlanDocument, style: Style): string {
  const sections = [
    head(plan, style),
    policySection(plan, style),
    warningSection(plan, style),
    unreadSection(plan, style),
    changesSection(plan.steps, style),
    accessSection(plan, style),
    escalationSection(plan, style),
    unmanagedSection(plan, style),
    expiringSection(plan, style),
    blockedSection(plan, style),
    printDestructive(plan.steps, style, plan.unobserved),
    layText(style, 0, describeSummary(plan), 'bold'),
    plan.steps.length === 0 ? '' : digests(plan, style),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
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
  const groups = new Map<string, { readonly key: string; readonly lines: string[] }>();
  for (const step of steps) {
    if (step.destructive || step.action === 'assert') continue;
    const { key, heading, title } = placeOf(step.address);
    let group = groups.get(key);
    if (group === undefined) {
      group = { key, lines: [layText(style, 0, heading, 'bold')] };
      groups.set(key, group);
    }
    group.lines.push(lay(style, 2, stepPieces(step, title, style)));
  }
  return [...groups.values()]
    .sort((a, b) => compareAddresses(a.key, b.key))
    .map(({ lines }) => lines.join('\n'))
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
      ...fold(scopes.map(clean), style, 4),
      ...(needs === undefined ? [] : [layText(style, 4, `Needed: ${clean(needs)}`, 'cyan')]),
    ]),
  ].join('\n');
}

function unmanagedSection({ unmanaged }: PlanDocument, style: Style): string {
  if (unmanaged.length === 0) return '';
  const heading = `Unmanaged: ${count(unmanaged.length, 'object')}, live, in no file; left as ${unmanaged.length === 1 ? 'it is' : 'they are'}`;
  return [layText(style, 0, heading, 'bold'), ...fold(unmanagedLines(unmanaged), style, 2)].join('\n');
}

/** Who can do what afterwards that they couldn't before, and the other way round. */
function accessSection({ access, access_omitted: omitted }: PlanDocument, style: Style): string {
  if (omitted !== undefined) return layText(style, 0, `Access: ${String(omitted)} changes, too many to list`, 'bold');
  const sections = (['gained', 'lost'] as const).flatMap((side) => {
    const groups = accessGroups(access, side);
    const title = side === 'gained' ? 'Access gained' : 'Access lost';
    return groups.length === 0
      ? []
      : [
          [
            layText(style, 0, title, 'bold'),
            ...fold(
              groups.map(({ sentence }) => sentence),
              style,
              2,
            ),
          ].join('\n'),
        ];
  });
  return sections.join('\n\n');
}

function escalationSection({ escalations = [], unknown_tests: unknown = [] }: PlanDocument, style: Style): string {
  const found = escalations.map(({ message }) =>
    lay(style, 2, [{ text: `! ${clean(message)}`, paint: ['bold', 'red'] }]),
  );
  const tests = unknown.map((message) => lay(style, 2, [{ text: `? ${clean(message)}`, paint: 'yellow' }]));
  return [
    ...(found.length === 0 ? [] : [layText(style, 0, 'ESCALATIONS', ['bold', 'red']), ...found]),
    ...(tests.length === 0 ? [] : [layText(style, 0, "Access tests that can't be told", 'bold'), ...tests]),
  ].join('\n');
}

function expiringSection({ expiring }: PlanDocument, style: Style): string {
  if (expiring === undefined || expiring.length === 0) return '';
  return [
    layText(style, 0, `Ends within 14 days: ${count(expiring.length, 'grant')}`, 'bold'),
    ...fold(
      expiring.map(
        ({ address, until, reason }) =>
          `${clean(address)}  until ${clean(until)}${reason === undefined ? '' : `  (${clean(reason)})`}`,
      ),
      style,
      2,
    ),
  ].join('\n');
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
    layText(style, 0, `Blocked: the files ask for ${count(blocked.length, 'thing')} that no step can do`, [
      'bold',
      'yellow',
    ]),
    ...blocked.map(({ address, reason }) =>
      lay(style, 2, [{ text: `! ${clean(address)}`, paint: 'yellow', whole: true }, { text: clean(reason) }]),
    ),
  ].join('\n');
}

function fold(lines: readonly string[], style: Style, indent: number): readonly string[] {
  const more = lines.length - listed;
  const shown = more > 1 ? lines.slice(0, listed) : lines;
  return [
    ...shown.map((line) => ' '.repeat(indent) + line),
    ...(more > 1
      ? [layText(style, indent, `${glyphsOf(style).more} and ${String(more)} more (--format json lists all)`, 'dim')]
      : []),
  ];
}

function digests({ digest, destructive_digest: destructiveDigest, summary }: PlanDocument, style: Style): string {
  return [
    paint(style, 'dim', `Digest: ${clean(digest)}`),
    ...(summary.destructive === 0 ? [] : [paint(style, 'dim', `Destructive digest: ${clean(destructiveDigest)}`)]),
  ].join('\n');
}
