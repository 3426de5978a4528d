import equal from 'fast-deep-equal';
import type { Address } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Origin } from '../model/plan.js';
import type { Attributes, DesiredResource, KindName } from '../model/resource.js';

/**
 * Tells for each step what changed since the files said `former`: the files, the account, or both. All under today's names.
 */
export function originOf(
  former: readonly DesiredResource[],
  current: readonly DesiredResource[],
  live: LiveIndex,
): (step: { readonly kind: KindName; readonly address: Address }) => Origin {
  const index = (resources: readonly DesiredResource[]) =>
    new Map(resources.map((resource) => [`${resource.kind} ${resource.address}`, resource]));
  const then = index(former);
  const now = index(current);
  return ({ kind, address }) => {
    const before = then.get(`${kind} ${address}`);
    const after = now.get(`${kind} ${address}`);
    const isFileChanged = !equal(wantedOf(before), wantedOf(after));
    const found = live.find(kind, address);
    const isLiveChanged = !agrees(wantedOf(before), found?.attributes);
    if (isFileChanged) return isLiveChanged ? 'both' : 'file';
    return 'live';
  };
}

/** What the files ask for: fields, `absent`, or nothing at all. */
function wantedOf(resource: DesiredResource | undefined): Attributes | 'absent' | undefined {
  if (resource === undefined || resource.droppedSince !== undefined) return undefined;
  return resource.ensure === 'absent' ? 'absent' : resource.attributes;
}

function agrees(wanted: Attributes | 'absent' | undefined, found: Attributes | undefined): boolean {
  if (wanted === undefined || wanted === 'absent') return found === undefined;
  if (found === undefined) return false;
  return Object.entries(wanted).every(([field, value]) => field === 'invite' || equal(found[field] ?? null, value));
}
