import type { Address } from './address.js';
import type { LiveState } from './live.js';
import type { KindName, LiveResource } from './resource.js';

/** Look-ups over a live state, each built once and only when first asked for, so that a plan stays linear. */
export interface LiveIndex {
  readonly state: LiveState;
  find(kind: KindName, address: Address): LiveResource | undefined;
  /** Everything at any depth below a container. */
  inside(container: Address): readonly LiveResource[];
  /** Memberships and role bindings right in a place. */
  grantsIn(place: Address): readonly LiveResource[];
  /** Memberships and role bindings of one person. */
  grantsOf(user: Address): readonly LiveResource[];
  /** Role bindings that use a role. */
  bindingsWith(role: Address): readonly LiveResource[];
}
