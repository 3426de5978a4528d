import { kindNames } from '../kinds/index.js';
import { equal } from '../model/equal.js';
import type { DesiredState } from '../model/desired.js';
import type { PolicyChange } from '../model/plan.js';
import type { DestructiveLimit, Policy } from '../model/policy.js';
import { unmanagedAction } from '../kinds/unmanaged.js';
import { defaults } from './defaults.js';
import { compareText } from '../model/compare-text.js';

type Guardrails = Pick<DesiredState, 'policy' | 'tests' | 'target'>;

/**
 * What changed in the guardrails themselves since the files said `before`: whoever widens what a change may do in that very
 * change is to be seen doing it. What weakens them comes first.
 */
export function policyChanges(
  before: Guardrails,
  { locate, ...after }: Guardrails & Pick<DesiredState, 'locate'>,
): readonly PolicyChange[] {
  const found = [
    ...listChanges(before, after),
    ...numberChanges(before.policy, after.policy),
    ...unmanagedChanges(before.policy, after.policy),
    ...targetChanges(before, after),
  ];
  return found
    .map((change) => {
      const source =
        after.policy.sources?.get([change.field, change.after].join(' ')) ?? after.policy.sources?.get(change.field);
      if (source === undefined || change.after === null) return change;
      const { file, start } = locate(source, 'value');
      return { ...change, source: { file, ...start } };
    })
    .sort((a, b) => Number(b.weakens) - Number(a.weakens) || compareText(textOf(a), textOf(b)));
}

function textOf({ field, before, after }: PolicyChange): string {
  return [field, before ?? '', after ?? ''].join('\0');
}

/** Lists: one entry for each line that came or went. `weakens`: where the coming does, and where the going does. */
function listChanges(before: Guardrails, after: Guardrails): readonly PolicyChange[] {
  const mayRemove = kindNames.some((kind) => unmanagedAction(after.policy, kind) === 'remove');
  const domains = ({ policy }: Guardrails) =>
    policy.allowedDomains.length === 0 ? ['(any domain)'] : policy.allowedDomains;
  return [
    ...lines('protect', before.policy.protect, after.policy.protect, { coming: false, going: true }),
    // What is ignored is looked at less, and what is ignored no more may be removed.
    ...lines('ignore', before.policy.ignore, after.policy.ignore, { coming: true, going: mayRemove }),
    ...lines('separate', separations(before), separations(after), { coming: false, going: true }),
    ...lines('allowed_domains', domains(before), domains(after), {
      coming: before.policy.allowedDomains.length > 0,
      going: false,
    }),
    ...variableChanges(before.policy, after.policy),
    ...lines('tests', testsOf(before), testsOf(after), { coming: false, going: true }),
  ];
}

function lines(
  field: string,
  before: readonly string[],
  after: readonly string[],
  weakens: { readonly coming: boolean; readonly going: boolean },
): readonly PolicyChange[] {
  const [then, now] = [new Set(before), new Set(after)];
  return [
    ...[...then].flatMap((line) =>
      now.has(line) ? [] : [{ field, before: line, after: null, weakens: weakens.going }],
    ),
    ...[...now].flatMap((line) =>
      then.has(line) ? [] : [{ field, before: null, after: line, weakens: weakens.coming }],
    ),
  ];
}

/** Each list narrows what the files may read; one that goes widens that, unless another one that is left takes as much away. */
function variableChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const textsOf = ({ allowedVariables = [] }: Policy) => allowedVariables.map((globs) => globs.join(', ') || '(none)');
  const isCovered = (globs: readonly string[]) =>
    (after.allowedVariables ?? []).some((left) => left.every((glob) => globs.includes(glob)));
  const widened = (before.allowedVariables ?? []).some((globs) => !isCovered(globs));
  return lines('allowed_variables', textsOf(before), textsOf(after), { coming: false, going: widened });
}

function separations({ policy }: Guardrails): readonly string[] {
  return policy.separate.map((permissions) => permissions.join(', '));
}

function testsOf({ tests }: Guardrails): readonly string[] {
  return tests.map(
    ({ claim, people, permission, on }) =>
      `${claim} ${people.join(', ')}: ${permission}${on === undefined ? '' : ` on ${on}`}`,
  );
}

function numberChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const changed = (field: string, then: string, now: string, weakens: boolean): readonly PolicyChange[] =>
    then === now ? [] : [{ field, before: then, after: now, weakens }];
  const least = (field: string, of: (policy: Policy) => number) =>
    changed(field, String(of(before)), String(of(after)), of(after) < of(before));
  return [
    ...changed(
      'max_destructive',
      limitText(before.maxDestructive),
      limitText(after.maxDestructive),
      isLooser(before.maxDestructive, after.maxDestructive),
    ),
    ...least('min_account_admins', ({ minAccountAdmins }) => minAccountAdmins ?? defaults.accountAdmins),
    ...least('min_organization_admins', (policy) => policy.minOrganizationAdmins ?? defaults.organizationAdmins),
  ];
}

const bothLimits = `${String(defaults.destructiveCount)}, and ${String(defaults.destructivePercent)}% of a kind (unless set)`;

function limitText(limit: DestructiveLimit | undefined): string {
  if (limit === undefined) return bothLimits;
  return 'count' in limit ? String(limit.count) : `${String(limit.percent)}%`;
}

/** Whether some plan would be let through that was not before: a count says nothing of shares, and the other way round. */
function isLooser(before: DestructiveLimit | undefined, after: DestructiveLimit | undefined): boolean {
  const of = (limit: DestructiveLimit | undefined) => ({
    count: limit === undefined ? defaults.destructiveCount : 'count' in limit ? limit.count : Infinity,
    percent: limit === undefined ? defaults.destructivePercent : 'percent' in limit ? limit.percent : Infinity,
  });
  return of(after).count > of(before).count || of(after).percent > of(before).percent;
}

/** `remove` takes more, `ignore` shows less; both let more happen unseen than a report. One line where all kinds change to one word. */
function unmanagedChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const changed = kindNames.flatMap((kind) => {
    const [then, now] = [unmanagedAction(before, kind), unmanagedAction(after, kind)];
    return then === now ? [] : [{ kind, then, now, weakens: strictness(now) < strictness(then) }];
  });
  const words = new Set(changed.map(({ now }) => now));
  const [word] = words;
  if (changed.length < kindNames.length || words.size > 1 || word === undefined)
    return changed.map(({ kind, then, now, weakens }) => ({
      field: `unmanaged.${kind}`,
      before: then,
      after: now,
      weakens,
    }));
  const former = [...new Set(changed.map(({ then }) => then))].sort().join(' or ');
  return [{ field: 'unmanaged', before: former, after: word, weakens: changed.some(({ weakens }) => weakens) }];
}

function strictness(action: string): number {
  return ['remove', 'ignore', 'report', 'alert'].indexOf(action);
}

/** Another account, or any. */
function targetChanges({ target: before }: Guardrails, { target: after }: Guardrails): readonly PolicyChange[] {
  return (['profile', 'host'] as const).flatMap((field) => {
    const [then, now] = [before?.[field] ?? null, after?.[field] ?? null];
    return equal(then, now) ? [] : [{ field: `target.${field}`, before: then, after: now, weakens: then !== null }];
  });
}
