import { formerAddress, givenRole, resourceKey } from '../model/resource.js';
import { kinds, renamable, slotOf } from '../kinds/index.js';
import { ByAddress } from '../model/by-address.js';
import type { Address, Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { PastGrants } from '../kinds/past.js';
import type { DesiredResource } from '../model/resource.js';
import { orderResources } from './resources.js';

/** What the files said before. */
export interface Previous {
  /** As the user named the commit. */
  readonly ref: string;
  readonly state: DesiredState;
  /** What is known to be gone since, by what we did ourselves, and what may be. */
  readonly removed: PastGrants['removed'];
  readonly renewed?: PastGrants['renewed'];
  readonly roles?: PastGrants['roles'];
  readonly ids?: PastGrants['ids'];
}

/**
 * The desired state with the files of an earlier commit for what was managed: what was declared there and no longer is
 * shall be absent. Never what was only referred to (a project without `create`), nor a person or role that the files still use;
 * and never a flag: a field that is left out is not managed, so nothing is unrestricted by leaving it out.
 */
export function withDropped(current: DesiredState, { ref, state, removed }: Previous): DesiredState {
  const declared = ByAddress.of(current.resources, slotOf);
  const used = new Set<Address>(current.references.map(({ address }) => address));
  const dropped = inTodaysNames(state.resources, current.resources).flatMap((former): DesiredResource[] => {
    const { kind, address } = former;
    if (former.ensure !== 'present' || kinds[kind].role === 'flag') return [];
    if (declared.has(slotOf(kind), address) || used.has(address)) return [];
    const { renamedFrom: _name, term: _term, group: _group, ...rest } = former;
    const isRemovedBefore = kinds[kind].isMembership === true && removed.has(resourceKey({ kind, address }));
    return [
      { ...rest, ensure: 'absent', attributes: {}, droppedSince: ref, ...(isRemovedBefore && { isRemovedBefore }) },
    ];
  });
  const isFormer = (file: string) => file.startsWith(`${ref}:`);
  return {
    ...current,
    resources: orderResources([...current.resources, ...dropped]),
    locate: (source, part) => (isFormer(source.file) ? state.locate(source, part) : current.locate(source, part)),
  };
}

/** Former resources under the names that they are renamed to. */
export function inTodaysNames(
  former: readonly DesiredResource[],
  current: readonly DesiredResource[],
): readonly DesiredResource[] {
  // What had its new name then is under it already; in a chain or a swap the old one is something else's by now.
  const then = new Map(former.map((resource) => [resourceKey(resource), resource.renamedFrom?.name]));
  const renames = current.filter(
    ({ kind, address, renamedFrom }) =>
      renamedFrom !== undefined && then.get(resourceKey({ kind, address })) !== renamedFrom.name,
  );
  if (renames.length === 0) return former;
  const newNames = new Map<Address, string>();
  for (const renamed of renames) {
    const { ownName } = kinds[renamed.kind];
    if (ownName !== undefined) newNames.set(formerAddress(renamed), renamed.names[ownName] ?? '');
  }
  return former.map((resource) => {
    const names = renamed(resource.names, newNames);
    const role = givenRole(resource.attributes);
    const newRole =
      kinds[resource.kind].namesRole === true && typeof role === 'string'
        ? newNames.get(addressOf.role(role))
        : undefined;
    return {
      ...resource,
      names,
      address: kinds[resource.kind].addressOf(names),
      attributes: newRole === undefined ? resource.attributes : { ...resource.attributes, role: newRole },
    };
  });
}

/** What holds another has its new name before that is looked for. */
function renamed(names: Names, newNames: ReadonlyMap<Address, string>): Names {
  return renamable.reduce((own, kind) => {
    if (own[kind] === undefined) return own;
    const name = newNames.get(kinds[kind].addressOf(own));
    return name === undefined ? own : { ...own, [kind]: name };
  }, names);
}
