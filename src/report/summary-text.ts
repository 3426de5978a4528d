import type { Summary } from '../model/plan.js';
import { count } from './layout.js';
import type { PlanDocument } from './plan-json.js';
import { clean } from './style.js';
import { countUnmanaged } from './unmanaged.js';

/** `Plan for profile prod at api.arize.com (ax 0.39.0)`. */
export function describeTarget({ target }: Pick<PlanDocument, 'target'>): string {
  const { transport, ax_version: axVersion, profile, host } = target;
  const through = transport === 'api' ? 'REST API' : `ax ${axVersion ?? ''}`.trim();
  return clean(`Plan for ${profile === undefined ? '' : `profile ${profile} at `}${host} (${through})`);
}

/** The line that a plan ends with. Starts with “No changes” where asserts are all there is. */
export function describeSummary({
  summary,
  steps,
  unobserved,
}: Pick<PlanDocument, 'summary' | 'steps' | 'unobserved'>): string {
  if (steps.every(({ action }) => action === 'assert'))
    return unobserved.length === 0 ? describeNothing(summary) : describeUnseen(summary);
  const rotate = steps.reduce((sum, { action }) => sum + (action === 'rotate' ? 1 : 0), 0);
  const counts = [
    `${String(summary.create)} to create`,
    `${String(summary.update)} to update`,
    `${String(summary.delete)} to delete${summary.destructive > 0 ? ` (${String(summary.destructive)} destructive)` : ''}`,
    ...(rotate > 0 ? [`${String(rotate)} to rotate`] : []),
    ...(summary.assert > 0 ? [`${String(summary.assert)} to assert`] : []),
  ];
  return [`Plan: ${counts.join(', ')}.`, ...remarks(summary)].join(' ');
}

function describeNothing(summary: Summary): string {
  if (summary.assert === 0)
    return [
      summary.blocked > 0 ? 'No changes.' : 'No changes: everything in your files is applied.',
      ...remarks(summary),
    ].join(' ');
  const destructive = summary.destructive > 0 ? ` (${String(summary.destructive)} destructive)` : '';
  const asserts = `all that can be read is applied; ${String(summary.assert)} to assert${destructive}.`;
  return [`No changes: ${asserts}`, ...remarks(summary)].join(' ');
}

/** Of what can't be seen nobody knows whether it agrees. */
function describeUnseen(summary: Summary): string {
  const destructive = summary.destructive > 0 ? ` (${String(summary.destructive)} destructive)` : '';
  return [
    'No changes in what can be seen.',
    ...(summary.assert > 0 ? [`${String(summary.assert)} to assert${destructive}.`] : []),
    'Not everything can be seen.',
    ...remarks(summary),
  ].join(' ');
}

function remarks({ escalating, blocked, unmanaged }: Summary): readonly string[] {
  return [
    ...(escalating > 0 ? [`${count(escalating, 'step escalates', 'steps escalate')}.`] : []),
    ...(blocked > 0 ? [`${countBlocked(blocked)}.`] : []),
    ...(unmanaged > 0 ? [`${countUnmanaged(unmanaged)}.`] : []),
  ];
}

/** `1 setting can't be applied`. */
export function countBlocked(number: number): string {
  return count(number, "setting can't be applied", "settings can't be applied");
}

/** What a plan or drift was made on, where that was not the account itself; empty where it was. */
export function describeSnapshot({ target: { snapshot_taken_at: takenAt } }: Pick<PlanDocument, 'target'>): string {
  return takenAt === undefined ? '' : clean(`Made on a snapshot taken ${takenAt}; later changes are not in it.`);
}

/** What was not seen, by reason: the scopes, and what would show them. In order of the first scope. */
export function gatherUnobserved(
  unobserved: PlanDocument['unobserved'],
): readonly { readonly reason: string; readonly needs?: string; readonly scopes: readonly string[] }[] {
  const found = new Map<string, { readonly reason: string; readonly needs?: string; readonly scopes: string[] }>();
  for (const { scope, reason, needs } of unobserved) {
    const key = `${reason}\0${needs ?? ''}`;
    const group = found.get(key) ?? { reason, ...(needs !== undefined && { needs }), scopes: [] };
    found.set(key, group);
    group.scopes.push(scope);
  }
  return [...found.values()];
}
