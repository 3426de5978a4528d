import type { ResolvedCall } from '../model/call.js';
import type { Account, Thing } from './account.js';

/** One person at one place. */
interface Pair {
  readonly user: string;
  readonly place: string;
}

/** Access that a step took: whoever has it again at the end was locked out in between. */
export interface Loss extends Pair {
  readonly step: number;
}

/**
 * Watches who loses the way into a place. Only what is known counts: whoever's memberships can't be read has nothing to
 * lose here, and gets it asserted.
 */
export class AccessWatch {
  private losses: Loss[] = [];
  private pending: readonly Pair[] = [];

  constructor(private readonly account: Account) {}

  /** To be told of each call before it is done, and after. */
  before(call: ResolvedCall): void {
    // Whoever could not sign in when the run began has nothing to lose in it.
    this.pending = narrowedBy(this.account, call).filter(
      (pair) => !this.account.wasInvitedAnew(pair.user) && hasAccess(this.account, pair),
    );
  }

  after(step: number): void {
    for (const pair of this.pending) if (!hasAccess(this.account, pair)) this.losses.push({ ...pair, step });
  }

  /** A loss at the step before is made good already, as it had to be. */
  forgiveRestored(step: number): void {
    this.losses = this.losses.filter((loss) => loss.step !== step || !hasAccess(this.account, loss));
  }

  /** Whoever lost something in between and has it in the end. */
  gaps(): readonly Loss[] {
    return this.losses.filter((loss) => hasAccess(this.account, loss));
  }
}

/** Whether a person can get into a place at all (contract §7 "Spaces", "Restrictions"). */
function hasAccess(account: Account, { user, place }: Pair): boolean {
  const person = account.find(user);
  const thing = account.find(place);
  // Whose invitation has run out gets in nowhere, until they are invited anew.
  if (person === undefined || thing === undefined || person.attributes['status'] === 'expired') return false;
  return isAccountAdmin(person) || isLetIn(account, thing, user);
}

function isLetIn(account: Account, place: Thing, user: string): boolean {
  if (place.kind === 'organization') return account.grant('organization-member', place.id, user) !== undefined;
  const above = place.parent === undefined ? undefined : account.find(place.parent);
  if (above === undefined) return false;
  if (place.kind === 'space') {
    if (account.grant('space-member', place.id, user) ?? account.grant('space-role-binding', place.id, user))
      return true;
    const inOrganization = account.grant('organization-member', above.id, user);
    return inOrganization?.role === 'admin' || (place.attributes['private'] !== true && inOrganization !== undefined);
  }
  if (account.grant('project-role-binding', place.id, user) !== undefined) return true;
  if (!account.restrictions.has(place.id)) return isLetIn(account, above, user);
  return (
    account.grant('space-member', above.id, user)?.role === 'admin' ||
    account.grant('organization-member', above.parent ?? '', user)?.role === 'admin'
  );
}

function isAccountAdmin({ attributes }: Thing): boolean {
  return attributes['role'] === 'admin';
}

/** Everybody who may have less afterwards, and where; the deletion of a person or a place leaves nobody waiting. */
function narrowedBy(account: Account, call: ResolvedCall): readonly Pair[] {
  switch (call.do) {
    case 'organizations.add-user':
    case 'organizations.remove-user':
      return pairs(account, call.organization, [call.user]);
    case 'spaces.add-user':
    case 'spaces.remove-user':
      return pairs(account, call.space, [call.user]);
    case 'role-bindings.delete': {
      const grant = account.boundAs(call.binding);
      return grant === undefined ? [] : pairs(account, grant.place, [grant.user]);
    }
    case 'resource-restrictions.restrict':
      return pairs(account, call.resource, holders(account, account.find(call.resource)?.parent));
    case 'spaces.update':
      return call.private === true ? pairs(account, call.space, holders(account, call.space)) : [];
    default:
      return [];
  }
}

/** Whoever has something in a space or above it. */
function holders(account: Account, space: string | undefined): readonly string[] {
  if (space === undefined) return [];
  const organization = account.find(space)?.parent;
  const above = organization === undefined ? [] : account.grantsIn(organization);
  return [...new Set([...account.grantsIn(space), ...above].map(({ user }) => user))];
}

/** People at a place and at everything in it. */
function pairs(account: Account, place: string, users: readonly string[]): readonly Pair[] {
  const places = [
    place,
    ...account.inside(place).flatMap(({ id }) => [id, ...account.inside(id).map((inner) => inner.id)]),
  ];
  return places.flatMap((inner) => users.map((user) => ({ user, place: inner })));
}
