import { isAdminIn, resourceKey } from '../model/resource.js';
import { bindingKinds, keyKind, kinds, membershipKinds, personKind } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, placeOfMember, segmentsOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Plan, Step } from '../model/plan.js';
import type { DesiredResource } from '../model/resource.js';

/** What a reviewer should know before people go: places left without an admin, and keys that live on or go along unseen. */
export function offboardingWarnings(
  steps: readonly Step[],
  live: LiveIndex,
  declared: readonly DesiredResource[],
): Plan['warnings'] {
  return [...goneWithPeople(steps, live), ...goneWithPlaces(steps, live), ...keptInside(steps, live, declared)].sort(
    (a, b) => compareText(a.address, b.address) || compareText(a.message, b.message),
  );
}

/**
 * Who leaves a place may keep role bindings inside it: Arize does not say that they go along (contract §7), and nothing removes those
 * that no file mentions.
 */
function keptInside(steps: readonly Step[], live: LiveIndex, declared: readonly DesiredResource[]): Plan['warnings'] {
  // Whose membership makes way for a role binding in the same place stays there.
  const staying = new Set(declared.flatMap(({ ensure, address }) => (ensure === 'absent' ? [] : [address])));
  const leaving = steps.filter(
    ({ kind, after, address }) => kinds[kind].isMembership === true && after === null && !staying.has(address),
  );
  if (leaving.length === 0) return [];
  const settled = new Set([...steps, ...declared].map(resourceKey));
  const gone = new Set(
    steps.flatMap(({ action, address, cascade }) => (action === 'delete' ? [address, ...cascade] : [])),
  );
  const kept = leaving.flatMap(({ address }) =>
    live
      .grantsOf(addressOf.user(segmentsOf(address).at(-1) ?? ''))
      .filter((grant) => bindingKinds.includes(grant.kind) && grant.address.startsWith(`${placeOfMember(address)}/`)),
  );
  return [...new Set(kept)]
    .filter((grant) => !settled.has(resourceKey(grant)) && !gone.has(grant.address))
    .map(({ address }) => ({
      address,
      message:
        'this role binding may stay: Arize does not say that it goes with the membership above; declare it absent too',
    }));
}

/** What goes with a place and has no address in it: what service keys may do there, and the bindings of whom nobody lists. */
function goneWithPlaces(steps: readonly Step[], { state }: LiveIndex): Plan['warnings'] {
  return steps.flatMap(({ kind, action, address, cascade }) => {
    if (action !== 'delete' || kinds[kind].role !== 'place') return [];
    const gone = new Set<string>([address, ...cascade]);
    const keys = [...state.resources[keyKind].values()].flatMap((key) => {
      const lost = Object.keys((key.attributes['spaces'] ?? {}) as object).filter((space) => gone.has(space));
      return lost.length === 0 ? [] : [`${key.address} loses its access to ${lost.sort().join(', ')}`];
    });
    const others = state.foreignBindings.filter(({ resource }) => resource !== undefined && gone.has(resource)).length;
    const bindings = others === 1 ? '1 role binding is deleted' : `${String(others)} role bindings are deleted`;
    return [...keys, ...(others === 0 ? [] : [`${bindings} too, of service keys or of people who are not listed`])].map(
      (message) => ({ address, message }),
    );
  });
}

function goneWithPeople(steps: readonly Step[], live: LiveIndex): Plan['warnings'] {
  const gone = new Set(
    steps.flatMap(({ kind, action, address }) =>
      kinds[kind].role === 'person' && action === 'delete' ? [address] : [],
    ),
  );
  if (gone.size === 0) return [];
  const warnings: { address: Address; message: string }[] = [];
  // Who is made an admin by the same plan, and what goes anyway, leaves nothing without one.
  const settled = new Set(
    steps.flatMap(({ kind, action, address, after, cascade }) => {
      if (action === 'delete') return kinds[kind].role === 'place' ? [address, ...cascade] : [];
      return kinds[kind].isMembership === true && isAdminIn(after) ? [placeOfMember(address)] : [];
    }),
  );
  for (const kind of membershipKinds) {
    const admins = [...live.state.resources[kind].values()].filter(({ attributes }) => isAdminIn(attributes));
    for (const [place, own] of groupBy(admins, ({ address }) => placeOfMember(address))) {
      const people = own.flatMap(({ names }) => (names.user === undefined ? [] : [addressOf.user(names.user)]));
      const [last] = people;
      if (last !== undefined && !settled.has(place) && people.every((person) => gone.has(person)))
        warnings.push({ address: last, message: `is the last admin of ${place} that can be seen` });
    }
  }
  for (const address of gone) {
    const id = live.find(personKind, address)?.id;
    const keys = [...live.state.resources[keyKind].values()].filter(
      ({ attributes }) => attributes['type'] === 'service' && attributes['creator'] === id,
    );
    for (const key of keys)
      warnings.push({ address, message: `created the service key ${key.address}, which lives on` });
    warnings.push({ address, message: "their personal API keys are deleted too (Arize can't list them)" });
  }
  return warnings;
}
