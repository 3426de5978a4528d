import { resourceKey } from '../model/resource.js';
import { containerOf, kinds, placeKinds, renamable } from '../kinds/index.js';
import { addressOf } from '../model/address.js';
import type { Address, Names } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import { placeAndPerson } from '../kinds/along.js';
import type { PastGrants } from '../kinds/past.js';
import { mayHide } from '../model/visibility.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';

/** What was declared before, as it is live now. */
export interface Former extends DesiredResource {
  /** The address that it gets by a rename that is still to be done. */
  readonly later?: Address;
}

/**
 * The live state with the memberships that nobody can list taken from what the files said before: those that were
 * declared count as there. Only where the place and the person are live, no roster says otherwise, and nothing was done since
 * that took them out (`removed`), or after which nobody can tell (`renewed`): then what is wanted is made sure of, and what is not
 * is taken out once more, which does no harm.
 */
export function withBelieved(
  live: LiveState,
  former: readonly Former[],
  desired: readonly DesiredResource[],
  { ref, removed, renewed, roles, ids }: { readonly ref: string } & Pick<PastGrants, 'removed'> & Partial<PastGrants>,
): LiveState {
  const wanted = new Set(
    desired.flatMap(({ kind, address, ensure }) => (ensure === 'absent' ? [] : [resourceKey({ kind, address })])),
  );
  const added = new Map<KindName, Map<Address, LiveResource>>();
  const places = new Set<Address>();
  for (const { kind, address, later = address, names, ensure, attributes } of former) {
    const subject = resourceKey({ kind, address });
    if (kinds[kind].isMembership !== true || ensure !== 'present') continue;
    const isWanted = wanted.has(resourceKey({ kind, address: later }));
    if (removed.has(subject) || (isWanted && renewed?.has(subject) === true)) continue;
    const place = containerOf(kind, names);
    const person = live.resources.user.get(addressOf.user(names.user ?? ''));
    if (ids !== undefined && isWanted && isUnderOther(live, kind, names, ids)) continue;
    if (
      place === undefined ||
      person === undefined ||
      !mayHide(live.visibility, kind, place, person.address) ||
      !isLive(live, place)
    )
      continue;
    const found = added.get(kind) ?? new Map<Address, LiveResource>();
    const role = roles?.get(subject);
    const given = role === undefined ? attributes : { ...attributes, role };
    added.set(kind, found.set(address, { kind, address, names, id: person.id, attributes: given }));
    places.add(place);
  }
  if (added.size === 0) return live;
  const resources = { ...live.resources };
  for (const [kind, believed] of added) resources[kind] = new Map([...believed, ...live.resources[kind]]);
  return { ...live, resources, believed: { ref, places } };
}

/** Whether its place or its person has another ID than memberships there were given under: made anew by somebody else. */
function isUnderOther(live: LiveState, kind: KindName, names: Names, ids: PastGrants['ids']): boolean {
  const subjects = placeAndPerson(kind, names);
  return Object.values(subjects ?? {}).some((subject: string) => {
    const known = ids.get(subject);
    return known !== undefined && known !== idAt(live, subject);
  });
}

function idAt(live: LiveState, subject: string): string | undefined {
  const end = subject.indexOf(' ');
  return live.resources[subject.slice(0, end) as KindName].get(subject.slice(end + 1) as Address)?.id;
}

function isLive(live: LiveState, place: Address): boolean {
  return placeKinds.some((kind) => live.resources[kind].has(place));
}

/**
 * Of what was declared before, under the names of then and of today, each as it is live now: `pending` are the places whose
 * renames are still to be done, below what holds them as that is called today. A run that broke off may have left an
 * organization with its new name and a space in it with its former one. What is on its way by a name in between is left out:
 * nobody can tell whose place has its name.
 */
export function asNamedLive(
  then: readonly DesiredResource[],
  todays: readonly DesiredResource[],
  pending: ReadonlySet<Address>,
): readonly Former[] {
  return then.flatMap((former, index) => {
    const now = todays[index] ?? former;
    if (now.address === former.address) return [former];
    const names = liveNames(former.names, now.names, pending);
    if (names === undefined) return [];
    const address = kinds[now.kind].addressOf(names);
    return [address === now.address ? now : { ...former, names, address, later: now.address }];
  });
}

/** Each name as it is live: that of then where its rename is pending. Nothing where what has it today is still something else. */
function liveNames(former: Names, now: Names, pending: ReadonlySet<Address>): Names | undefined {
  let live = now;
  for (const kind of renamable) {
    const then = former[kind];
    if (then === undefined || then === now[kind]) continue;
    if (pending.has(kinds[kind].addressOf({ ...now, [kind]: then }))) live = { ...live, [kind]: then };
    else if (pending.has(kinds[kind].addressOf(now))) return undefined;
  }
  return live;
}
