import { containerOf, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { isMember } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource, LiveResource } from '../model/resource.js';
import { mapsIn } from './unmanaged.js';

/**
 * What is made anew at its address: people whose invitation ran out. Nobody can tell whether Arize gives them another ID, so
 * whatever hangs on them is made once more, too, under the ID that the new one has; what is there already stays.
 */
export function madeAnew(resources: readonly DesiredResource[], live: LiveIndex): ReadonlySet<Address> {
  const found = new Set<Address>();
  for (const { kind, address, ensure } of resources) {
    const { isOver } = kinds[kind];
    const listed = ensure === 'present' && isOver !== undefined ? live.find(kind, address) : undefined;
    if (listed !== undefined && isOver?.(listed) === true) found.add(address);
  }
  return found;
}

/** Whether something is under an ID that may end. */
export function hangsOn(anew: ReadonlySet<Address>, resource: Pick<DesiredResource, 'kind' | 'names' | 'attributes'>) {
  return anew.size > 0 && kinds[resource.kind].references(resource).some((address) => anew.has(address));
}

/**
 * Their grants in maps that the files leave out, as far as they were read: nobody asks for an end of those, and what the files do
 * ask for may rest on them. Not where a run is about a part of the files only.
 */
export function keptAnew(
  { resources, managed, policy, rest }: DesiredState,
  live: LiveIndex,
  anew: ReadonlySet<Address>,
): readonly DesiredResource[] {
  if (anew.size === 0 || rest !== undefined) return [];
  const declared = new Map(resources.map((resource) => [resource.address, resource]));
  const isInMap = mapsIn(managed);
  const ignored = policy.ignore.map(addressGlob);
  const mayBeKept = ({ kind, address, names, attributes: { role } }: LiveResource) =>
    typeof role === 'string' &&
    !declared.has(address) &&
    !isInMap(kind, containerOf(kind, names)) &&
    !ignored.some((matches) => matches(address));
  return [...anew].flatMap((person) => {
    const grants = live.grantsOf(person).filter(mayBeKept);
    const given = new Set(grants.map(({ address }) => address));
    const isGiven = (address: Address) => given.has(address) || declared.get(address)?.ensure === 'present';
    const source = declared.get(person)?.source;
    return grants.flatMap((grant): DesiredResource[] => {
      // Without a role that could be read, the membership of the organization is not made again, so nothing in it can be.
      const memberships = kinds[grant.kind].references(grant).filter(isMember);
      if (source === undefined || !memberships.every(isGiven)) return [];
      const { kind, address, names, attributes } = grant;
      return [{ kind, address, names, ensure: 'present', attributes, source }];
    });
  });
}
