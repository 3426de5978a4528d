import { registry } from '../kinds/index.js';
import type { Effects } from '../kinds/effects.js';
import { merged } from '../kinds/merged.js';
import type { Account, Effect } from '../model/account.js';
import type { ResolvedCall } from '../model/call.js';

/** As the kinds say of their own calls; one of which none does is an error of types here. */
const effects: Effects = merged(registry.map((kind) => kind.effects));

/** Does a call to an account, by the rules of the platform (contract §7). */
export function perform(account: Account, call: ResolvedCall): Effect {
  return (effects[call.do] as (account: Account, call: ResolvedCall) => Effect)(account, call);
}
