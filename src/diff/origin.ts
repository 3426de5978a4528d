import { resourceKey } from '../model/resource.js';
import { equal } from '../model/equal.js';
import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Origin } from '../model/plan.js';
import type { Attributes, DesiredResource, KindName } from '../model/resource.js';
import { mayBeUnseen } from './unseen.js';

/**
 * Tells for each step what changed since the files said `former`: the files, the account, or both; nothing where the files did
 * not and nobody can see that the account did. All under today's names.
 */
export function originOf(
  former: readonly DesiredResource[],
  current: readonly DesiredResource[],
  live: LiveIndex,
): (step: { readonly kind: KindName; readonly address: Address }) => Origin | undefined {
  const index = (resources: readonly DesiredResource[]) =>
    new Map(resources.map((resource) => [resourceKey(resource), resource]));
  const then = index(former);
  const now = index(current);
  return ({ kind, address }) => {
    const before = then.get(resourceKey({ kind, address }));
    const after = now.get(resourceKey({ kind, address }));
    const isFileChanged = !equal(wantedOf(before), wantedOf(after));
    const isLiveChanged = isSeenChanged({ kind, address }, before, before ?? after, live);
    if (isFileChanged) return isLiveChanged ? 'both' : 'file';
    return isLiveChanged ? 'live' : undefined;
  };
}

/** What the files ask for: fields, `absent`, or nothing at all. */
function wantedOf(resource: DesiredResource | undefined): Attributes | 'absent' | undefined {
  if (resource === undefined || resource.droppedSince !== undefined) return undefined;
  return resource.ensure === 'absent' ? 'absent' : resource.attributes;
}

/** Whether something is seen to be other than the files said. What can't be read, or was not told, is not. */
function isSeenChanged(
  { kind, address }: { readonly kind: KindName; readonly address: Address },
  before: DesiredResource | undefined,
  declared: DesiredResource | undefined,
  live: LiveIndex,
): boolean {
  const found = live.find(kind, address);
  const isGuess = found === undefined || kinds[kind].isMembership === true;
  // What nobody lists is believed to be as the files said, or as a run has left it.
  if (isGuess && declared !== undefined && mayBeUnseen(declared, live)) return false;
  const wanted = wantedOf(before);
  if (wanted === undefined || wanted === 'absent') return found !== undefined;
  if (found === undefined || kinds[kind].isOver?.(found) === true) return true;
  return Object.entries(wanted).some(
    ([field, value]) =>
      field !== 'invite' && field in found.attributes && !equal(found.attributes[field] ?? null, value),
  );
}
