import { kindNames } from '../kinds/index.js';
import type { DesiredResource } from '../model/resource.js';
import { compareText } from '../model/compare-text.js';

/** By kind, then by address: the order in which everything later is gone through. */
export function orderResources(resources: readonly DesiredResource[]): readonly DesiredResource[] {
  const rank = new Map(kindNames.map((kind, index) => [kind, index]));
  return [...resources].sort(
    (a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || compareText(a.address, b.address),
  );
}
