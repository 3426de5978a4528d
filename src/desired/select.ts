import { holdersOf, kinds } from '../kinds/index.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import { groupBy } from '../model/group-by.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import { formerAddress, resourceKey } from '../model/resource.js';

export interface Selection {
  /** Nothing but these kinds. */
  readonly only?: readonly KindName[];
  /** Nothing but what these globs match, and what that depends on. */
  readonly targets?: readonly string[];
}

/**
 * The part of the desired state that a run is about. What is left out is neither compared nor changed; with targets
 * nothing is reported as unmanaged either.
 */
export function select(state: DesiredState, { only, targets }: Selection): DesiredState {
  if (only === undefined && targets === undefined) return state;
  const wanted = targets === undefined ? state.resources : targeted(state.resources, targets);
  const resources = only === undefined ? wanted : wanted.filter(({ kind }) => only.includes(kind));
  const selected = new Set(resources);
  const needed = new Set(
    resources.flatMap((resource) => (resource.ensure === 'absent' ? [] : kinds[resource.kind].references(resource))),
  );
  return {
    ...state,
    resources,
    managed: targets === undefined ? narrowed(state.managed, only ?? []) : [],
    references: state.references.filter(({ address }) => needed.has(address)),
    rest: { resources: state.resources.filter((resource) => !selected.has(resource)), references: state.references },
  };
}

/** The targets that match nothing that the files declare. */
export function missedTargets({ resources }: DesiredState, targets: readonly string[]): readonly string[] {
  return targets.filter((target) => {
    const matches = addressGlob(target);
    return !resources.some(({ address }) => matches(address));
  });
}

function narrowed(managed: DesiredState['managed'], only: readonly KindName[]): DesiredState['managed'] {
  return managed.flatMap((map) => {
    const names = map.kinds.filter((kind) => only.includes(kind));
    return names.length === 0 ? [] : [{ ...map, kinds: names }];
  });
}

function targeted(resources: readonly DesiredResource[], targets: readonly string[]): readonly DesiredResource[] {
  const globs = targets.map(addressGlob);
  const byAddress = groupBy(resources, ({ address }) => address);
  const byFormer = groupBy(
    resources.filter(({ renamedFrom }) => renamedFrom !== undefined),
    (resource) => resourceKey({ kind: resource.kind, address: formerAddress(resource) }),
  );
  const kept = new Set<DesiredResource>();
  const queue = resources.filter(({ address }) => globs.some((matches) => matches(address)));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (kept.has(next)) continue;
    kept.add(next);
    // What has its name before it can have it must get another, in a chain or a swap.
    queue.push(...(byFormer.get(resourceKey(next)) ?? []));
    if (next.ensure === 'absent') {
      // It needs nothing but the names by which it is found.
      const above = holdersOf(next.kind).flatMap((kind) => byAddress.get(kinds[kind].addressOf(next.names)) ?? []);
      queue.push(...above.filter(({ renamedFrom }) => renamedFrom !== undefined));
      continue;
    }
    for (const reference of kinds[next.kind].references(next)) queue.push(...(byAddress.get(reference) ?? []));
  }
  return resources.filter((resource) => kept.has(resource));
}
