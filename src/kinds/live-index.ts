import type { Address } from '../model/address.js';
import { addressOf, placeOfMember } from '../model/address.js';
import { once } from '../model/once.js';
import type { LiveIndex } from '../model/live-index.js';
import type { LiveState } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { bindingKinds, grantKinds, kindNames } from './index.js';

/** A map for each kind, with nothing in it yet. */
export function emptyResources(): Record<KindName, Map<Address, LiveResource>> {
  return Object.fromEntries(kindNames.map((kind) => [kind, new Map()])) as unknown as ReturnType<typeof emptyResources>;
}

/** Indexes a live state. */
export function indexLive(state: LiveState): LiveIndex {
  const inside = once(() => group(state, kindNames, containersOf));
  const byUser = once(() =>
    group(state, grantKinds, ({ names }) => (names.user === undefined ? [] : [addressOf.user(names.user)])),
  );
  const byPlace = once(() => group(state, grantKinds, ({ address }) => [placeOfMember(address)]));
  const byRole = once(() =>
    group(state, bindingKinds, ({ attributes: { role } }) => (typeof role === 'string' ? [addressOf.role(role)] : [])),
  );
  return {
    state,
    find: (kind, address) => state.resources[kind].get(address),
    inside: (container) => inside().get(container) ?? [],
    grantsIn: (place) => byPlace().get(place) ?? [],
    grantsOf: (user) => byUser().get(user) ?? [],
    bindingsWith: (role) => byRole().get(role) ?? [],
  };
}

function containersOf({ names, address }: LiveResource): Address[] {
  const containers: Address[] = [];
  if (names.organization === undefined) return containers;
  containers.push(addressOf.organization(names.organization));
  if (names.space !== undefined) containers.push(addressOf.space(names.organization, names.space));
  if (names.space !== undefined && names.project !== undefined) {
    containers.push(addressOf.project(names.organization, names.space, names.project));
  }
  return containers.filter((container) => container !== address);
}

function group(
  state: LiveState,
  names: readonly KindName[],
  keysOf: (resource: LiveResource) => readonly Address[],
): ReadonlyMap<Address, readonly LiveResource[]> {
  const groups = new Map<Address, LiveResource[]>();
  for (const kind of names) {
    for (const resource of state.resources[kind].values()) {
      for (const key of keysOf(resource)) {
        const found = groups.get(key);
        if (found === undefined) groups.set(key, [resource]);
        else found.push(resource);
      }
    }
  }
  return groups;
}
