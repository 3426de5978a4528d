import { kindNames, kinds } from '../kinds/index.js';
import { addressOf } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { Plan } from '../model/plan.js';
import type { DestructiveLimit, Policy, Violation } from '../model/policy.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import { accountAdmins, organizationAdmins } from './admins.js';
import { defaults } from './defaults.js';
import { ownLogin } from './own-login.js';

/** Up to so many destructive steps of one kind are no matter of shares: 3 of 5 is a small account's daily work. */
const shareFloor = 3;

export interface GuardInput {
  readonly plan: Plan;
  readonly live: LiveState;
  readonly desired: readonly DesiredResource[];
  readonly policy: Policy;
  /** From a flag; takes the place of the policy's limit. */
  readonly maxDestructive?: DestructiveLimit;
}

/** The rules that a plan breaks. Pure; an empty list lets it through. */
export function guardPlan(input: GuardInput): readonly Violation[] {
  return [
    ...destructiveSteps(input),
    ...emptied(input),
    ...accountAdmins(input),
    ...organizationAdmins(input),
    ...ownLogin(input),
    ...foreignDomains(input),
  ];
}

function destructiveSteps({ plan, live, policy, maxDestructive }: GuardInput): readonly Violation[] {
  const limit = maxDestructive ?? policy.maxDestructive;
  const destructive = plan.steps.filter(({ destructive: is }) => is);
  const count = limit === undefined ? defaults.destructiveCount : 'count' in limit ? limit.count : Infinity;
  const percent = limit === undefined ? defaults.destructivePercent : 'percent' in limit ? limit.percent : Infinity;
  const violations: Violation[] = [];
  if (destructive.length > count) {
    violations.push({
      rule: 'max_destructive',
      message: `the plan has ${String(destructive.length)} destructive steps; max_destructive allows ${String(count)}`,
      hint: `if they are all meant: --max-destructive ${String(destructive.length)}, or \`policy: { max_destructive: ${String(destructive.length)} }\``,
    });
  }
  for (const kind of kindNames) {
    const steps = destructive.filter((step) => step.kind === kind).length;
    const objects = countable(kind, live);
    // Where nothing of a kind can be listed, there is no share to speak of.
    if (steps <= shareFloor || objects === 0) continue;
    const share = (steps / objects) * 100;
    if (share <= percent) continue;
    violations.push({
      rule: 'max_destructive',
      message: `${String(steps)} of ${String(objects)} live objects of the kind ${kinds[kind].title} would be removed or lose something (${share.toFixed(0)} %); max_destructive allows ${String(percent)} %`,
      hint: `if they are all meant: --max-destructive ${String(destructive.length)}, or \`policy: { max_destructive: ${String(destructive.length)} }\``,
    });
  }
  return violations;
}

/**
 * Files that lost their contents must not empty an account, however small it is and whatever limit they set: where what no
 * file mentions is most of a kind, with all that goes along, only the flag lets it through.
 */
function emptied({ plan, live, maxDestructive }: GuardInput): readonly Violation[] {
  if (maxDestructive !== undefined) return [];
  const gone = new Set(
    plan.steps.flatMap(({ cause, address, cascade }) => (cause === 'unmanaged' ? [address, ...cascade] : [])),
  );
  if (gone.size === 0) return [];
  const destructive = plan.steps.filter(({ destructive: is }) => is).length;
  return emptiable.flatMap((kind): Violation[] => {
    const objects = countable(kind, live);
    const taken = [...live.resources[kind].values()].filter(
      ({ address, builtIn }) => builtIn !== true && gone.has(address),
    ).length;
    if (taken < 2 || taken * 2 <= objects) return [];
    return [
      {
        rule: 'max_destructive',
        message: `${String(taken)} of ${String(objects)} live objects of the kind ${kinds[kind].title} are in no file and would be removed, which would nearly empty the account`,
        hint: `if they are all meant: --max-destructive ${String(destructive)}; no line in the files lets that through`,
      },
    ];
  });
}

/** People and places, and what else is there by itself. */
const emptiable = kindNames.filter((kind) => kinds[kind].role !== 'grant' && kinds[kind].role !== 'flag');

function countable(kind: KindName, live: LiveState): number {
  let count = 0;
  for (const { builtIn } of live.resources[kind].values()) if (builtIn !== true) count++;
  return count;
}

function foreignDomains({ desired, policy }: GuardInput): readonly Violation[] {
  if (policy.allowedDomains.length === 0) return [];
  const foreign = new Set<string>();
  for (const { names, ensure } of desired) {
    const { user } = names;
    if (user === undefined || ensure === 'absent') continue;
    if (!policy.allowedDomains.includes(user.slice(user.lastIndexOf('@') + 1))) foreign.add(addressOf.user(user));
  }
  if (foreign.size === 0) return [];
  return [
    {
      rule: 'allowed_domains',
      message: `${[...foreign].sort().join(', ')}: allowed_domains has only ${policy.allowedDomains.join(', ')}`,
      hint: 'take them out, or add the domain to `policy.allowed_domains`',
    },
  ];
}
