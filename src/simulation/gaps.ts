import { isAdminIn } from '../model/resource.js';
import type { Narrowing } from '../kinds/effects.js';
import { kinds, registry } from '../kinds/index.js';
import { merged } from '../kinds/merged.js';
import type { Account, Pair } from '../model/account.js';
import type { ResolvedCall } from '../model/call.js';

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
  const isAccountAdmin = isAdminIn(person.attributes);
  return isAccountAdmin || kinds[thing.kind].letsIn?.(account, thing, user) === true;
}

const narrowing: Narrowing = merged(registry.map((kind) => kind.narrowing ?? {}));

function narrowedBy(account: Account, call: ResolvedCall): readonly Pair[] {
  const narrowed = narrowing[call.do] as ((account: Account, call: ResolvedCall) => readonly Pair[]) | undefined;
  return narrowed?.(account, call) ?? [];
}
