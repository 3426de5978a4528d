import { kinds, nameKey, publicKinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource } from '../model/resource.js';
import type { Capabilities } from '../remote/port.js';

/**
 * Tells what must wait for a space that is to be private and can't be created so: the space, everything in it, and keys that
 * are to be good for it. Made public first, it would let in whoever is in the organization.
 */
export function heldBack(
  desired: readonly DesiredResource[],
  live: LiveIndex,
  capabilities: Capabilities,
): (resource: DesiredResource) => string | undefined {
  const spaces = new Set<Address>();
  const guarded = publicKinds.filter((kind) => kinds[kind].fixed('private', capabilities) !== undefined);
  for (const { kind, address, ensure, attributes } of guarded.length === 0 ? [] : desired)
    if (
      guarded.includes(kind) &&
      ensure === 'present' &&
      kinds[kind].isPublic?.(attributes) === false &&
      live.find(kind, address) === undefined
    )
      spaces.add(address);
  if (spaces.size === 0) return () => undefined;
  return (resource) => {
    if (resource.ensure === 'absent') return undefined;
    if (spaces.has(resource.address)) return `private: ${cannot}, and is never created public; ${instead}`;
    const needed = [...placesAbove(resource), ...kinds[resource.kind].references(resource)].find((one) =>
      spaces.has(one),
    );
    return needed === undefined ? undefined : `it needs ${needed}, which ${cannot}; ${instead}`;
  };
}

const cannot = 'cannot be created private through ax';
const instead = 'use --transport api, or create the space in the UI';

function placesAbove({ names }: DesiredResource): readonly Address[] {
  return publicKinds.flatMap((kind) => (names[nameKey(kind)] === undefined ? [] : [kinds[kind].addressOf(names)]));
}
