import { isOutermost, kinds, membershipKinds, personKind } from '../kinds/index.js';
import { givenRole, isAdminIn } from '../model/resource.js';
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

/** Only somebody with a living login can let the others in again. Whose role was not read may be an admin, and counts for none. */
export function accountAdmins({ plan, live, policy }: Input): readonly Violation[] {
  const least = policy.minAccountAdmins ?? defaults.accountAdmins;
  const deleted = deletedUsers(plan);
  const people = [...live.resources.user.values()];
  const taken = people.filter((user) => deleted.has(user.address) && mayAdminister(user)).length;
  const left = people.filter((user) => !deleted.has(user.address) && isAdmin(user) && canSignIn(user)).length;
  if (taken === 0 || left >= least) return [];
  const known = people.every(({ attributes }) => givenRole(attributes) !== undefined && 'status' in attributes);
  const found = known
    ? `${String(taken)} of ${String(taken + left)} active account admins away`
    : `${taken === 1 ? '1 person' : `${String(taken)} people`} away who may be ${taken === 1 ? 'an account admin' : 'account admins'} (not all roles were read)`;
  return [
    {
      rule: 'min_account_admins',
      message: `the plan takes ${found} and leaves ${String(left)}; min_account_admins asks for ${String(least)}`,
      hint: `keep one more admin, or lower it: \`policy: { min_account_admins: ${String(left)} }\``,
    },
  ];
}

function isAdmin({ attributes }: LiveResource): boolean {
  return isAdminIn(attributes);
}

function mayAdminister(user: LiveResource): boolean {
  const { role, status } = user.attributes;
  return (role === undefined || isAdmin(user)) && (status === undefined || canSignIn(user));
}

/**
 * The same for each organization, by the admins' own entries there: that somebody administers the account makes them none.
 * Only admins that are known count, as taken away and as left: where others may be there unseen, a plan that takes the last
 * known one is refused.
 */
export function organizationAdmins({ plan, live, policy }: Input): readonly Violation[] {
  const least = policy.minOrganizationAdmins ?? defaults.organizationAdmins;
  const { lowered, raised, gone } = changesOf(plan);
  const personOf = (entry: LiveResource) => live.resources.user.get(addressOf.user(entry.names.user ?? ''));
  const organizations = new Map<Address, { admins: number; left: number }>();
  for (const entry of entriesIn(live)) {
    const place = placeOfMember(entry.address);
    const person = personOf(entry);
    if (gone.has(place) || person === undefined || !(isAdmin(entry) || raised.has(entry.address))) continue;
    const isTaken = gone.has(entry.address) || gone.has(person.address) || lowered.has(entry.address);
    if (!canSignIn(person) && !(isTaken && person.attributes['status'] === undefined)) continue;
    const { admins, left } = organizations.get(place) ?? { admins: 0, left: 0 };
    organizations.set(place, { admins: admins + (isAdmin(entry) ? 1 : 0), left: left + (isTaken ? 0 : 1) });
  }
  // Whoever joins as an admin.
  for (const address of raised) {
    const person = live.resources.user.get(addressOf.user(address.slice(address.lastIndexOf('/') + 1)));
    const count = organizations.get(placeOfMember(address));
    if (outermost.some((kind) => live.resources[kind].has(address)) || person === undefined || !canSignIn(person))
      continue;
    if (count !== undefined) count.left += 1;
  }
  return [...organizations].flatMap(([place, { admins, left }]): Violation[] => {
    if (left >= admins || left >= least) return [];
    const known = outermost.every((kind) => isRead(live.visibility, kind, place)) ? '' : ' that are known';
    return [
      {
        rule: 'min_organization_admins',
        message: `the plan takes ${String(admins - left)} of ${String(admins)} active admins${known} of ${placeTitle(place)} away and leaves ${String(left)}; min_organization_admins asks for ${String(least)}`,
        hint: `keep one more admin there, or lower it: \`policy: { min_organization_admins: ${String(left)} }\``,
      },
    ];
  });
}

/** Memberships of what is in nothing else: of organizations. */
const outermost = membershipKinds.filter(isOutermost);

function entriesIn({ resources }: LiveState): readonly LiveResource[] {
  return outermost.flatMap((kind) => [...resources[kind].values()]);
}

/** Entries in organizations that become an admin's, that are an admin's no more, and whatever goes. */
function changesOf({ steps }: Plan) {
  const lowered = new Set<Address>();
  const raised = new Set<Address>();
  const gone = new Set<Address>();
  for (const step of steps) {
    const { kind, address, after, cascade } = step;
    if (isRemoval(step)) for (const one of [address, ...cascade]) gone.add(one);
    else if (outermost.includes(kind)) (isAdminIn(after) ? raised : lowered).add(address);
  }
  return { lowered, raised, gone };
}

function isRemoval({ kind, after, action }: Step): boolean {
  const isTakenFrom =
    kind === personKind || outermost.includes(kind) || outermost.some((one) => kinds[one].holder === kind);
  return isTakenFrom && after === null && (action === 'delete' || action === 'assert');
}

function deletedUsers({ steps }: Plan): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ kind, action, address }) =>
      kinds[kind].role === 'person' && action === 'delete' ? [address] : [],
    ),
  );
}

function canSignIn({ attributes: { status } }: LiveResource): boolean {
  return status === 'active' || status === '';
}
