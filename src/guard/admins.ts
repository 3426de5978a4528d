import type { Address } from '../model/address.js';
import { addressOf, placeOfMember, placeTitle } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Policy, Violation } from '../model/policy.js';
import type { LiveResource } from '../model/resource.js';
import { isRead } from '../model/visibility.js';
import { defaults } from './defaults.js';

interface Input {
  readonly plan: Plan;
  readonly live: LiveState;
  readonly policy: Policy;
}

/** Only somebody with a living login can let the others in again. */
export function accountAdmins({ plan, live, policy }: Input): readonly Violation[] {
  const least = policy.minAccountAdmins ?? defaults.accountAdmins;
  const admins = [...live.resources.user.values()].filter(
    (user) => user.attributes['role'] === 'admin' && canSignIn(user),
  );
  const deleted = deletedUsers(plan);
  const left = admins.filter(({ address }) => !deleted.has(address)).length;
  if (left === admins.length || left >= least) return [];
  return [
    {
      rule: 'min_account_admins',
      message: `the plan takes ${String(admins.length - left)} of ${String(admins.length)} active account admins away and leaves ${String(left)}; min_account_admins asks for ${String(least)}`,
      hint: `keep one more admin, or lower it: \`policy: { min_account_admins: ${String(left)} }\``,
    },
  ];
}

/**
 * The same for each organization, by the admins' own entries there: that somebody administers the account makes them none.
 * Only admins that are known count, as taken away and as left: where others may be there unseen, a plan that takes the last
 * known one is refused.
 */
export function organizationAdmins({ plan, live, policy }: Input): readonly Violation[] {
  const least = policy.minOrganizationAdmins ?? defaults.organizationAdmins;
  const { lowered, raised, gone } = changesOf(plan);
  const isActive = (entry: LiveResource) => {
    const person = live.resources.user.get(addressOf.user(entry.names.user ?? ''));
    return person !== undefined && canSignIn(person);
  };
  const organizations = new Map<Address, { admins: number; left: number }>();
  for (const entry of live.resources['organization-member'].values()) {
    const place = placeOfMember(entry.address);
    const isAdmin = entry.attributes['role'] === 'admin';
    if (gone.has(place) || !isActive(entry) || !(isAdmin || raised.has(entry.address))) continue;
    const count = organizations.get(place) ?? { admins: 0, left: 0 };
    const isTaken =
      gone.has(entry.address) || gone.has(addressOf.user(entry.names.user ?? '')) || lowered.has(entry.address);
    organizations.set(place, { admins: count.admins + (isAdmin ? 1 : 0), left: count.left + (isTaken ? 0 : 1) });
  }
  // Whoever joins as an admin.
  for (const address of raised) {
    const person = live.resources.user.get(addressOf.user(address.slice(address.lastIndexOf('/') + 1)));
    const count = organizations.get(placeOfMember(address));
    if (live.resources['organization-member'].has(address) || person === undefined || !canSignIn(person)) continue;
    if (count !== undefined) count.left += 1;
  }
  return [...organizations].flatMap(([place, { admins, left }]): Violation[] => {
    if (left >= admins || left >= least) return [];
    const known = isRead(live.visibility, 'organization-member', place) ? '' : ' that are known';
    return [
      {
        rule: 'min_organization_admins',
        message: `the plan takes ${String(admins - left)} of ${String(admins)} active admins${known} of ${placeTitle(place)} away and leaves ${String(left)}; min_organization_admins asks for ${String(least)}`,
        hint: `keep one more admin there, or lower it: \`policy: { min_organization_admins: ${String(left)} }\``,
      },
    ];
  });
}

/** Entries in organizations that become an admin's, that are an admin's no more, and whatever goes. */
function changesOf({ steps }: Plan) {
  const lowered = new Set<Address>();
  const raised = new Set<Address>();
  const gone = new Set<Address>();
  for (const step of steps) {
    const { kind, address, after, cascade } = step;
    if (isRemoval(step)) for (const one of [address, ...cascade]) gone.add(one);
    else if (kind === 'organization-member') (after?.['role'] === 'admin' ? raised : lowered).add(address);
  }
  return { lowered, raised, gone };
}

function isRemoval({ kind, after, action }: Step): boolean {
  const isTakenFrom = kind === 'user' || kind === 'organization' || kind === 'organization-member';
  return isTakenFrom && after === null && (action === 'delete' || action === 'assert');
}

function deletedUsers({ steps }: Plan): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ kind, action, address }) => (kind === 'user' && action === 'delete' ? [address] : [])),
  );
}

function canSignIn({ attributes: { status } }: LiveResource): boolean {
  return status === 'active' || status === '';
}
