import type { Address } from './address.js';
import { addressOf, placeOfMember } from './address.js';
import type { LiveState } from './live.js';
import type { KindName, LiveResource } from './resource.js';
import { kindNames } from './resource.js';

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

/** Indexes a live state. */
export function indexLive(state: LiveState): LiveIndex {
  const inside = once(() => group(state, (resource) => containersOf(resource)));
  const byUser = once(() =>
    group(state, ({ kind, names }) =>
      kind !== 'user' && names.user !== undefined ? [addressOf.user(names.user)] : [],
    ),
  );
  const byPlace = once(() =>
    group(state, ({ kind, names, address }) =>
      kind !== 'user' && names.user !== undefined ? [placeOfMember(address)] : [],
    ),
  );
  const byRole = once(() =>
    group(state, ({ kind, attributes }) => {
      const role = attributes['role'];
      const isBinding = kind === 'space-role-binding' || kind === 'project-role-binding';
      return isBinding && typeof role === 'string' ? [addressOf.role(role)] : [];
    }),
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
  keysOf: (resource: LiveResource) => readonly Address[],
): ReadonlyMap<Address, readonly LiveResource[]> {
  const groups = new Map<Address, LiveResource[]>();
  for (const kind of kindNames) {
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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
