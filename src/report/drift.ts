import type { Drift, DriftItem, DriftType } from '../model/drift.js';
import { counts, isDrift } from '../model/drift.js';
import { groupBy } from '../model/group-by.js';
import type { Origin } from '../model/plan.js';
import type { ReportedDrift } from '../reconcile/drift.js';
import { count, lay, layText } from './layout.js';
import type { Section } from './markdown.js';
import { documentOf } from './markdown.js';
import { lineText } from './place.js';
import { targetToJson } from './plan-json.js';
import { refusedSection, unknownTestsSection } from './plan-markdown.js';
import type { Paint, Style } from './style.js';
import { clean, safeJson } from './style.js';
import { describeSnapshot, describeTarget } from './summary-text.js';
import { workflowCommand } from './workflow-command.js';

/** What came of a look at the drift, so that no script has to guess it from an exit code. */
export type DriftOutcome = 'clean' | 'drift' | 'refused';

export type DriftReport = ReportedDrift;

export function outcomeOf({ items, violations }: DriftReport): DriftOutcome {
  if (violations.length > 0) return 'refused';
  return isDrift({ items }) ? 'drift' : 'clean';
}

const titles: Readonly<Record<DriftType, string>> = {
  changed: 'Differs',
  missing: 'Missing',
  expired: 'Expired',
  alert: 'Not in your files',
  unmanaged: 'Also live, not counted',
};
const paints: Readonly<Record<DriftType, Paint>> = {
  changed: 'yellow',
  missing: 'green',
  expired: 'red',
  alert: 'red',
  unmanaged: 'blue',
};
const order: readonly DriftType[] = ['changed', 'missing', 'expired', 'alert', 'unmanaged'];

/** For people. The same drift and style give the same bytes. Ends with a newline. */
export function printDrift(report: DriftReport, style: Style): string {
  const sections = [
    [layText(style, 0, titleOf(report), 'bold'), ...snapshotLines(report)].join('\n'),
    ...order.flatMap((type) => {
      const items = report.items.filter((item) => item.type === type);
      if (items.length === 0) return [];
      const lines = items.map((item) =>
        lay(style, 2, [
          { text: clean(item.address), paint: paints[type], whole: true },
          { text: clean(item.detail) },
          { text: placeOf(item), paint: 'dim' },
        ]),
      );
      return [[layText(style, 0, `${titles[type]}: ${String(items.length)}`, 'bold'), ...lines].join('\n')];
    }),
    unseen(report, style),
    toldApart(report, style),
    layText(style, 0, sentenceOf(report), 'bold'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function unseen({ unobserved, expiring }: DriftReport, style: Style): string {
  return [
    ...(unobserved.length === 0 ? [] : [layText(style, 0, "Can't be seen", 'bold')]),
    ...[...byReason(unobserved)].map(([reason, scopes]) =>
      lay(style, 2, [{ text: `${clean(reason)}: ${scopesText(scopes)}`, paint: 'dim' }]),
    ),
    ...(expiring.length === 0 ? [] : [layText(style, 0, 'Ends soon', 'bold')]),
    ...expiring.map(({ address, until, reason }) =>
      lay(style, 2, [{ text: clean(address), whole: true }, { text: `until ${until}` }, { text: clean(reason ?? '') }]),
    ),
  ].join('\n');
}

/** What refuses, and the tests that nobody must take for passed. */
function toldApart({ violations, unknownTests }: DriftReport, style: Style): string {
  return [
    ...(violations.length === 0 ? [] : [layText(style, 0, `Refused: ${String(violations.length)}`, 'bold')]),
    ...violations.map(({ message }) => lay(style, 2, [{ text: clean(message), paint: 'red' }])),
    ...(unknownTests.length === 0 ? [] : [layText(style, 0, 'Undetermined access tests', 'bold')]),
    ...unknownTests.map((test) => lay(style, 2, [{ text: clean(test) }])),
  ].join('\n');
}

function byReason(unobserved: Drift['unobserved']): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(unobserved, ({ reason }) => reason);
  return new Map([...groups].map(([reason, own]) => [reason, own.map(({ scope }) => scope)]));
}

const shownScopes = 5;

function scopesText(scopes: readonly string[]): string {
  const more = scopes.length - shownScopes;
  return `${scopes.slice(0, shownScopes).map(clean).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function titleOf({ target }: DriftReport): string {
  return describeTarget({ target: targetToJson(target) }).replace(/^Plan for/, 'Drift of');
}

function snapshotLines({ target }: DriftReport): readonly string[] {
  const snapshot = describeSnapshot({ target: targetToJson(target) });
  return snapshot === '' ? [] : [snapshot];
}

function sentenceOf(report: DriftReport): string {
  const { items, unobserved } = report;
  const found = items.filter(counts).length;
  const said = found === 0 ? 'No drift in what can be seen.' : `Drift: ${count(found, 'difference')}.`;
  return unobserved.length === 0 ? said.replace(' in what can be seen', '') : `${said} Not everything can be seen.`;
}

/** Where a difference comes from, as far as an earlier state of the files tells. */
const origins: Readonly<Record<Origin, string>> = {
  live: 'changed outside',
  file: 'not applied yet',
  both: 'changed outside and in the files',
};

function placeOf({ source, origin }: DriftItem): string {
  const changed = origin === undefined ? '' : origins[origin];
  const place = source === null ? '' : lineText(source);
  const parts = [changed, place].filter((part) => part !== '');
  return parts.length === 0 ? '' : `# ${parts.join(', ')}`;
}

/** For machines; byte for byte the same while nothing changes. */
export function driftToJson(report: DriftReport): string {
  const { target, items, unobserved, expiring, violations, unknownTests } = report;
  const document = {
    format_version: '1.0',
    outcome: outcomeOf(report),
    target: targetToJson(target),
    items: items.map(({ type, address, detail, source, origin }) => ({
      type,
      address,
      detail,
      source,
      ...(origin !== undefined && { origin }),
    })),
    unobserved,
    expiring,
    ...(unknownTests.length > 0 && { unknown_tests: unknownTests }),
    refusals: violations.map(({ rule, message, hint }) => ({ rule, message, hint })),
  };
  return `${safeJson(document, 2)}\n`;
}

/**
 * For an issue or a job's summary: names stand in code blocks, where they can't become mentions or markup. `withFlags`: as for
 * a plan.
 */
export function driftToMarkdown(
  report: DriftReport,
  withFlags: (message: string) => string = (message) => message,
): string {
  const { items, unobserved, violations, unknownTests } = report;
  const counted = items.filter(counts).length;
  const found = counted === 0 ? 'none' : count(counted, 'difference');
  const sections = order.map((type): Section => {
    const own = items.filter((item) => item.type === type);
    return {
      title: `${titles[type]}: ${String(own.length)}`,
      folded: type === 'unmanaged',
      lines: own.map(({ address, detail }) => `${marks[type]} ${clean(address)}  ${clean(detail)}`),
    };
  });
  const unseenSection: Section = {
    title: "Can't be seen",
    folded: false,
    lines: [...byReason(unobserved)].map(([reason, scopes]) => `# ${clean(reason)}: ${scopesText(scopes)}`),
  };
  return documentOf(
    [`### Access drift: ${found}`, ...snapshotLines(report), ''].join('\n'),
    [refusedSection(violations), ...sections, unknownTestsSection(unknownTests), unseenSection],
    '',
    withFlags('all of it is in `ax-gitops drift --format json`'),
  );
}

/** The colours of a `diff` block. */
const marks: Readonly<Record<DriftType, string>> = {
  changed: '!',
  missing: '-',
  expired: '-',
  alert: '+',
  unmanaged: '+',
};

/** Workflow commands: one annotation for each difference, at its line in the files where it has one. */
export function driftToGithub({ items, violations }: DriftReport): string {
  const lines = [
    ...items.map(({ type, address, detail, source }) =>
      workflowCommand(
        counts({ type }) ? 'warning' : 'notice',
        {
          ...(source !== null && { file: clean(source.file), line: String(source.line), col: String(source.column) }),
          title: `${titles[type]}: ${clean(address)}`,
        },
        clean(detail),
      ),
    ),
    ...violations.map(({ rule, message, hint }) =>
      workflowCommand('error', { title: rule }, `${clean(message)}\nhint: ${clean(hint)}`),
    ),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
