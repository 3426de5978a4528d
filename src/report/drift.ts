import type { Drift, DriftItem, DriftType } from '../model/drift.js';
import type { Violation } from '../model/policy.js';
import { count, lay, layText } from './layout.js';
import { clean, safeJson } from './style.js';
import type { Paint, Style } from './style.js';
import { describeTarget } from './summary-text.js';
import { workflowCommand } from './workflow-command.js';

/** What came of a look at the drift, so that no script has to guess it from an exit code. */
export type DriftOutcome = 'clean' | 'drift' | 'refused';

export interface DriftReport extends Drift {
  readonly violations: readonly Violation[];
}

export function outcomeOf({ items, violations }: DriftReport): DriftOutcome {
  if (violations.length > 0) return 'refused';
  return items.length === 0 ? 'clean' : 'drift';
}

const titles: Readonly<Record<DriftType, string>> = {
  changed: 'Changed outside',
  missing: 'Missing',
  unmanaged: 'Unmanaged',
  expired: 'Expired',
};
const paints: Readonly<Record<DriftType, Paint>> = {
  changed: 'yellow',
  missing: 'green',
  unmanaged: 'blue',
  expired: 'red',
};
const order: readonly DriftType[] = ['changed', 'missing', 'expired', 'unmanaged'];

/** For people. The same drift and style give the same bytes. Ends with a newline. */
export function printDrift(report: DriftReport, style: Style): string {
  const sections = [
    layText(style, 0, titleOf(report), 'bold'),
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

function byReason(unobserved: Drift['unobserved']): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { scope, reason } of unobserved) groups.set(reason, [...(groups.get(reason) ?? []), scope]);
  return groups;
}

const shownScopes = 5;

function scopesText(scopes: readonly string[]): string {
  const more = scopes.length - shownScopes;
  return `${scopes.slice(0, shownScopes).map(clean).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function titleOf({ target }: DriftReport): string {
  const { transport, axVersion, ...rest } = target;
  const described = { transport, ...rest, ...(axVersion !== undefined && { ax_version: axVersion }) };
  return describeTarget({ target: described }).replace(/^Plan for/, 'Drift of');
}

function sentenceOf(report: DriftReport): string {
  const { items, unobserved } = report;
  const said = items.length === 0 ? 'No drift in what can be seen.' : `Drift: ${count(items.length, 'difference')}.`;
  return unobserved.length === 0 ? said.replace(' in what can be seen', '') : `${said} Not everything can be seen.`;
}

function placeOf({ source, origin }: DriftItem): string {
  const changed =
    origin === undefined
      ? ''
      : `${origin === 'both' ? 'files and live' : origin === 'file' ? 'the files' : 'live'} changed`;
  const place = source === null ? '' : `${clean(source.file)}:${String(source.line)}`;
  const parts = [changed, place].filter((part) => part !== '');
  return parts.length === 0 ? '' : `# ${parts.join(', ')}`;
}

/** For machines; byte for byte the same while nothing changes. */
export function driftToJson(report: DriftReport): string {
  const { target, items, unobserved, expiring, violations } = report;
  const { transport, axVersion, profile, host } = target;
  const document = {
    format_version: '1.0',
    outcome: outcomeOf(report),
    target: {
      transport,
      ...(axVersion !== undefined && { ax_version: axVersion }),
      ...(profile !== undefined && { profile }),
      host,
    },
    items: items.map(({ type, address, detail, source, origin }) => ({
      type,
      address,
      detail,
      source,
      ...(origin !== undefined && { origin }),
    })),
    unobserved,
    expiring,
    refusals: violations.map(({ rule, message, hint }) => ({ rule, message, hint })),
  };
  return `${safeJson(document, 2)}\n`;
}

/** For an issue or a job's summary: names stand in code blocks, where they can't become mentions or markup. */
export function driftToMarkdown(report: DriftReport): string {
  const { items, unobserved } = report;
  const lines = order.flatMap((type) => {
    const own = items.filter((item) => item.type === type);
    return own.length === 0
      ? []
      : [
          `# ${titles[type]}: ${String(own.length)}`,
          ...own.map(({ address, detail }) => `${clean(address)}  ${clean(detail)}`),
        ];
  });
  const unseenLines = [...byReason(unobserved)].map(([reason, scopes]) => `${clean(reason)}: ${scopesText(scopes)}`);
  return `${[
    `### Access drift: ${items.length === 0 ? 'none' : count(items.length, 'difference')}`,
    block(lines),
    ...(unseenLines.length === 0 ? [] : ["**Can't be seen**", block(unseenLines)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

/** GitHub takes no issue that is longer, in characters. */
const longest = 60_000;

function block(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > longest) break;
    shown.push(line);
  }
  const fence =
    shown
      .join('\n')
      .match(/`{3,}/g)
      ?.reduce((a, b) => (b.length >= a.length ? `${b}\`` : a), '```') ?? '```';
  const hidden = lines.length - shown.length;
  return [fence, ...shown, fence, ...(hidden === 0 ? [] : [`${count(hidden, 'more line')} not shown.`])].join('\n');
}

/** Workflow commands: one annotation for each difference, at its line in the files where it has one. */
export function driftToGithub({ items, violations }: DriftReport): string {
  const lines = [
    ...items.map(({ type, address, detail, source }) =>
      workflowCommand(
        'warning',
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
