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
  const named: Named = { people: new Set(), roles: new Set() };
  const refer = (kind: KindName, address: Address, name: string, { source }: DesiredResource) => {
    if (!declared.has(address) && !found.has(address)) found.set(address, { address, kind, name, source });
  };
  for (const resource of resources) {
    if (resource.ensure === 'absent') continue;
    if (kinds[resource.kind].role === 'grant') referencesOfGrant(resource, named, refer);
    else
      for (const address of kinds[resource.kind].references(resource)) {
        const kind = kindAt(address);
        if (kind !== undefined && isReferredTo(kind)) refer(kind, address, segmentsOf(address).at(-1) ?? '', resource);
      }
  }
  return [...found.values()];
}

/** Who and what was named by a grant before. */
interface Named {
  readonly people: Set<string>;
  readonly roles: Set<string>;
}

/** The same of what there may be a hundred thousand of, without the addresses of all that it is in, and each name once. */
function referencesOfGrant(
  resource: DesiredResource,
  { people, roles }: Named,
  refer: (kind: KindName, address: Address, name: string, by: DesiredResource) => void,
): void {
  const { kind, names, attributes } = resource;
  const { user } = names;
  if (user !== undefined && !people.has(user)) refer(personKind, addressOf.user(user), user, resource);
  if (user !== undefined) people.add(user);
  const role = givenRole(attributes);
  if (kinds[kind].namesRole !== true || typeof role !== 'string') return;
  if (!roles.has(role)) refer(roleKind, addressOf.role(role), role, resource);
  roles.add(role);
}

/** What is referred to is in the entry of what it is in, and so declared, but for people and roles. */
function isReferredTo(kind: KindName): boolean {
  return kind === personKind || kind === roleKind;
}
