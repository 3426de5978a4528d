import { givenRole } from '../model/resource.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf } from '../model/address.js';
import { kinds, personKind, roleKind } from '../kinds/index.js';
import type { ExternalReference } from '../model/desired.js';
import type { DesiredResource } from '../model/resource.js';

/** People and roles that are granted something and that no file declares: they must be live. The first use stands for all. */
export function findReferences(resources: readonly DesiredResource[]): readonly ExternalReference[] {
  const declared = new Set<Address>();
  for (const { kind, address } of resources) if (kind === personKind || kind === roleKind) declared.add(address);
  const found = new Map<Address, ExternalReference>();
  const refer = (kind: ExternalReference['kind'], address: Address, name: string, { source }: DesiredResource) => {
    if (!declared.has(address) && !found.has(address)) found.set(address, { address, kind, name, source });
  };
  for (const resource of resources) {
    const { kind, names, attributes, ensure } = resource;
    if (ensure === 'absent' || kind === personKind) continue;
    if (names.user === undefined) {
      for (const address of kinds[kind].references(resource))
        if (address.startsWith('role/')) refer('role', address, segmentsOf(address)[1] ?? '', resource);
      continue;
    }
    refer('user', addressOf.user(names.user), names.user, resource);
    const role = givenRole(attributes);
    if (kinds[kind].namesRole === true && typeof role === 'string') {
      refer('role', addressOf.role(role), role, resource);
    }
  }
  return [...found.values()];
}
