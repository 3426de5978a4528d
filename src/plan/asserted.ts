import { givenRole } from '../model/resource.js';
import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { placeOfMember } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Plan, Step } from '../model/plan.js';

/**
 * What is risked by grants that can't be read, once for each place: whoever is more there today than the files say is
 * lowered, and nobody can tell. A custom role takes the place of another one, and of what a public space gives through
 * its organization.
 */
export function assertionWarnings(steps: readonly Step[]): Plan['warnings'] {
  const places = new Map<Address, Map<string, number>>();
  for (const { action, kind, destructive, address, before, after } of steps) {
    const role = givenRole(after);
    if (action !== 'assert' || destructive || before !== null || kinds[kind].gives === undefined) continue;
    if (typeof role !== 'string' || (role === 'admin' && kinds[kind].isMembership === true)) continue;
    const place = placeOfMember(address);
    const counts = places.get(place) ?? new Map<string, number>();
    places.set(place, counts.set(role, (counts.get(role) ?? 0) + 1));
  }
  return [...places]
    .map(([address, counts]) => ({ address, message: riskOf(counts) }))
    .sort((a, b) => compareText(a.address, b.address));
}

function riskOf(counts: ReadonlyMap<string, number>): string {
  const roles = [...counts].sort(([a], [b]) => compareText(a, b));
  const sets = roles.map(([role, count]) => `${count === 1 ? '1 person' : `${String(count)} people`} to ${role}`);
  const higher = roles.every(([role]) => role === 'member') ? 'is an admin' : 'has a higher role';
  return `sets ${sets.join(' and ')}; anyone who ${higher} there today would be lowered (the members can't be read)`;
}
