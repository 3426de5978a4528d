import { kindAt, kinds, personKind, roleKind } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf } from '../model/address.js';
import type { ExternalReference } from '../model/desired.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import { givenRole } from '../model/resource.js';

/** People and roles that are granted something and that no file declares: they must be live. The first use stands for all. */
export function findReferences(resources: readonly DesiredResource[]): readonly ExternalReference[] {
  const declared = new Set<Address>();
  for (const { kind, address } of resources) if (isReferredTo(kind)) declared.add(address);
  const found = new Map<Address, ExternalReference>();
  const refer = (kind: KindName, address: Address, name: string, { source }: DesiredResource) => {
    if (!declared.has(address) && !found.has(address)) found.set(address, { address, kind, name, source });
  };
  for (const resource of resources) {
    if (resource.ensure === 'absent') continue;
    if (kinds[resource.kind].role === 'grant') referencesOfGrant(resource, refer);
    else
      for (const address of kinds[resource.kind].references(resource)) {
        const kind = kindAt(address);
        if (kind !== undefined && isReferredTo(kind)) refer(kind, address, segmentsOf(address).at(-1) ?? '', resource);
      }
  }
  return [...found.values()];
}

/** The same of what there may be a hundred thousand of, without the addresses of all that it is in. */
function referencesOfGrant(
  resource: DesiredResource,
  refer: (kind: KindName, address: Address, name: string, by: DesiredResource) => void,
): void {
  const { kind, names, attributes } = resource;
  if (names.user !== undefined) refer(personKind, addressOf.user(names.user), names.user, resource);
  const role = givenRole(attributes);
  if (kinds[kind].namesRole === true && typeof role === 'string') refer(roleKind, addressOf.role(role), role, resource);
}

/** What is referred to is in the entry of what it is in, and so declared, but for people and roles. */
function isReferredTo(kind: KindName): boolean {
  return kind === personKind || kind === roleKind;
}
