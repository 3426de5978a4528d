import { kindNames } from '../kinds/index.js';
import { compareAddresses } from '../model/address.js';
import type { DesiredResource } from '../model/resource.js';

/** By kind, then by address: the order in which everything later is gone through. */
export function orderResources(resources: readonly DesiredResource[]): readonly DesiredResource[] {
  const rank = new Map(kindNames.map((kind, index) => [kind, index]));
  return [...resources].sort(
    (a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || compareAddresses(a.address, b.address),
  );
}
