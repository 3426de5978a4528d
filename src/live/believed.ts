import { kinds } from '../kinds/index.js';
import { addressOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import { mayHide } from '../model/visibility.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';

/**
 * The live state with the memberships that nobody can list taken from what the files said before: those that were
 * declared count as there. Only where the place and the person are live, no roster says otherwise, and it is not known
 * (`removed`, by kind and address) that they were taken out since.
 */
export function withBelieved(
  live: LiveState,
  former: readonly DesiredResource[],
  { ref, removed }: { readonly ref: string; readonly removed: ReadonlySet<string> },
): LiveState {
  const added = new Map<KindName, Map<Address, LiveResource>>();
  const places = new Set<Address>();
  for (const { kind, address, names, ensure, attributes } of former) {
    if (kinds[kind].isMembership !== true || ensure !== 'present' || removed.has(`${kind} ${address}`)) continue;
    const place = kinds[kind].containerOf(names);
    const person = live.resources.user.get(addressOf.user(names.user ?? ''));
    if (
      place === undefined ||
      person === undefined ||
      !mayHide(live.visibility, kind, place, person.address) ||
      !isLive(live, place)
    )
      continue;
    const found = added.get(kind) ?? new Map<Address, LiveResource>();
    added.set(kind, found.set(address, { kind, address, names, id: person.id, attributes }));
    places.add(place);
  }
  if (added.size === 0) return live;
  const resources = { ...live.resources };
  for (const [kind, believed] of added) resources[kind] = new Map([...believed, ...live.resources[kind]]);
  return { ...live, resources, believed: { ref, places } };
}

function isLive(live: LiveState, place: Address): boolean {
  return live.resources.organization.has(place) || live.resources.space.has(place);
}
