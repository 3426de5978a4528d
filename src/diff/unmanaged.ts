import { kindNames, containerOf, kinds, slotOf } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import { ByAddress } from '../model/by-address.js';
import { compareText } from '../model/compare-text.js';
import type { Change } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { LiveIndex } from '../model/live-index.js';
import { unmanagedAction } from '../kinds/unmanaged.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Sorted } from './settled.js';
import { sortOut } from './settled.js';

/**
 * What is live below the maps of the files and in none of them: removed where the policy says so for its kind, else
 * reported. Never what the platform made itself, nor the login that applies; what the files still use is reported only.
 */
export function findUnmanaged(
  { resources, references, managed, policy, rest }: DesiredState,
  live: LiveIndex,
  { open, settled }: Sorted = sortOut(resources, live),
): { readonly reported: readonly LiveResource[]; readonly removals: readonly Change[] } {
  const declared = ByAddress.of(open, slotOf);
  // Somebody may be in no map of users and have a role in a space all the same.
  const used = new Set([...references, ...(rest?.references ?? [])].map(({ address }) => address));
  const isInMap = mapsIn(managed);
  const [ignored, guarded] = [policy.ignore.map(addressGlob), policy.protect.map(addressGlob)];
  // Their memberships go along with them.
  const offboarded = new Set(
    [...resources, ...(rest?.resources ?? [])].flatMap(({ kind, ensure, names }) =>
      kinds[kind].role === 'person' && ensure === 'absent' ? [names.user] : [],
    ),
  );
  const reported: LiveResource[] = [];
  const removals: Change[] = [];
  for (const kind of kindNames) {
    const action = unmanagedAction(policy, kind);
    if (action === 'ignore' || !managed.some(({ kinds: names }) => names.includes(kind))) continue;
    const slot = slotOf(kind);
    for (const resource of live.state.resources[kind].values()) {
      if (settled.has(resource)) continue;
      const { address, names, builtIn } = resource;
      if (builtIn !== undefined || declared.has(slot, address) || address === live.state.visibility.login?.user)
        continue;
      const holder = holderOf(resource);
      // A field of what a file declares is not managed where it is left out.
      if (holder !== undefined && declared.has(kinds[kind].holder ?? '', holder)) continue;
      if (!isInMap(kind, mapOf(resource))) continue;
      if (kinds[kind].role !== 'person' && names.user !== undefined && offboarded.has(names.user)) continue;
      const isHit = (matches: (one: Address) => boolean) =>
        matches(address) || (holder !== undefined && matches(holder));
      if (ignored.some(isHit)) continue;
      const source = policy.unmanaged[kind]?.source;
      const isKept = holder !== undefined && guarded.some(isHit);
      const isSpared = used.has(address) || isOwn(resource, live) || isKept;
      if (action === 'remove' && source !== undefined && !isSpared)
        removals.push({ type: 'delete', desired: { ...bare(resource), source }, live: resource, isUnmanaged: true });
      else reported.push(resource);
    }
  }
  return { reported: reported.sort(byAddress), removals };
}

/** Tells whether the files have the map of a kind in a container. */
export function mapsIn(managed: DesiredState['managed']): (kind: KindName, container: Address | undefined) => boolean {
  const maps = new Set(
    managed.flatMap(({ kinds: names, container }) => names.map((name) => `${name} ${container ?? ''}`)),
  );
  return (kind, container) => maps.has(`${kind} ${container ?? ''}`);
}

/** Of a flag what it is a field of. */
function holderOf({ kind, names }: LiveResource): Address | undefined {
  return kinds[kind].role === 'flag' ? containerOf(kind, names) : undefined;
}

/** What holds the map that a resource is in: of a flag, the map of what it is a field of. */
function mapOf(resource: LiveResource): Address | undefined {
  const { role, holder } = kinds[resource.kind];
  return containerOf(role === 'flag' && holder !== undefined ? holder : resource.kind, resource.names);
}

/** The grants of whoever applies are looked at, and never taken. */
function isOwn({ kind, names, attributes }: LiveResource, { state }: LiveIndex): boolean {
  // Which of one's own keys is in use can't be told.
  if (kinds[kind].isOwn?.(attributes) === true) return true;
  const self = state.visibility.login?.user;
  return self !== undefined && names.user !== undefined && addressOf.user(names.user) === self;
}

function bare({ kind, address, names }: LiveResource) {
  return { kind, address, names, ensure: 'absent' as const, attributes: {} };
}

function byAddress(a: LiveResource, b: LiveResource): number {
  return compareText(a.address, b.address) || compareText(a.kind, b.kind);
}
