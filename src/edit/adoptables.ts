import { keyKind, kindAt } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { Plan } from '../model/plan.js';

export type AdoptablePlan = Pick<Plan, 'steps' | 'unmanaged' | 'blocked'>;

/** One difference between the files and the account that may be accepted. */
export interface Adoptable {
  readonly address: Address;
  readonly how: 'not in your files' | 'differs' | 'not live';
}

/** What of a plan can be accepted, each address once, in their order. Secrets of keys are not among it. */
export function adoptables({ steps, unmanaged, blocked }: AdoptablePlan): readonly Adoptable[] {
  const found = new Map<Address, Adoptable>();
  const add = (address: Address, how: Adoptable['how']) => {
    if (kindAt(address) !== keyKind) found.set(address, { address, how: found.has(address) ? 'differs' : how });
  };
  for (const { address } of unmanaged) add(address, 'not in your files');
  for (const { address, action, cause } of steps) {
    // No file asks for it, so there is no difference; an entry would begin to manage a map that the files leave out.
    if (cause === 'kept') continue;
    if (action === 'create' || action === 'update' || action === 'delete')
      add(address, action === 'create' ? 'not live' : 'differs');
  }
  for (const { address } of blocked) add(address, 'differs');
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
