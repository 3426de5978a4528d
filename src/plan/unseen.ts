import {
  bindingKinds,
  flagsOf,
  heldKinds,
  isOutermost,
  keyKind,
  kinds,
  membershipKinds,
  personKind,
  thingKinds,
} from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, memberAt, placeOfMember } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import { addressGlob } from '../model/glob.js';
import { askedIn, restBelow } from '../kinds/pattern.js';
import type { KindName } from '../model/resource.js';
import { mayHide } from '../model/visibility.js';
import type { Outline } from './outline.js';

/**
 * What may go along with a removal without anybody's seeing it: memberships that no roster lists, role bindings,
 * restrictions and whole places that this login may not be shown, and a key that is left without a space. Of these only
 * what the patterns could match; in a place that is not shown, with globs as in the patterns.
 */
export function* mayTake(outline: Outline, patterns: readonly string[], live: LiveIndex): Generator<Address> {
  if (outline.attributes !== undefined) return;
  const { state } = live;
  const people =
    outline.names.user === undefined ? [...state.resources[personKind].keys()] : [addressOf.user(outline.names.user)];
  const asks = (address: string) => patterns.some((pattern) => restBelow(pattern, address as Address).length > 0);
  for (const place of unseenPlaces(outline, state))
    if (asks(`${place}/member`)) for (const person of people) yield memberAt(place, person);
  if (kinds[outline.kind].role !== 'person')
    for (const thing of thingKinds)
      for (const place of flagsOf(thing).length === 0 ? [] : inside(outline, state.resources[thing].keys()))
        for (const flag of flagsOf(thing))
          if (mayHide(state.visibility, flag, place) && asks(`${place}/${kinds[flag].word}`))
            yield `${place}/${kinds[flag].word}` as Address;
  yield* inHiddenPlaces(outline, patterns, state);
  for (const { address, attributes } of state.resources[keyKind].values()) {
    const spaces = Object.keys((attributes['spaces'] ?? {}) as object) as Address[];
    if (spaces.length > 0 && inside(outline, spaces).length === spaces.length) yield address;
  }
}

/** What the patterns ask for in organizations, spaces and projects that are not shown, as far as the removal reaches there. */
function* inHiddenPlaces(outline: Outline, patterns: readonly string[], state: LiveState): Generator<Address> {
  const { user } = outline.names;
  for (const { kind, container } of holdersOfHidden(outline, state)) {
    const depth = (container?.split('/').length ?? 0) + 2;
    for (const asked of patterns.flatMap((pattern) => askedIn(pattern, container, kinds[kind].word))) {
      if (state.resources[kind].has(asked.split('/').slice(0, depth).join('/') as Address)) continue;
      if (user === undefined) yield asked;
      else if (asked.includes('/member/')) {
        const own = memberAt(placeOfMember(asked), addressOf.user(user));
        if (addressGlob(asked)(own)) yield own;
      }
    }
  }
}

/** Where places may be that are not shown, as far as the removal reaches. */
function holdersOfHidden(
  outline: Outline,
  { visibility, resources }: LiveState,
): readonly { readonly kind: KindName; readonly container?: Address }[] {
  const { kind, names } = outline;
  const reach =
    kinds[kind].role === 'person'
      ? undefined
      : isOutermost(kind) && kinds[kind].role === 'grant'
        ? addressOf.organization(names.organization ?? '')
        : outline.address;
  const isReached = (place: Address) => reach === undefined || place === reach || place.startsWith(`${reach}/`);
  return heldKinds.flatMap((kind) => {
    const { holder } = kinds[kind];
    if (holder === undefined) return reach === undefined && mayHide(visibility, kind) ? [{ kind }] : [];
    return [...resources[holder].keys()]
      .filter((place) => isReached(place) && mayHide(visibility, kind, place))
      .map((container) => ({ kind, container }));
  });
}

/** Places in which the removal may end something for somebody, and nobody can tell for whom. */
function unseenPlaces(outline: Outline, state: LiveState): readonly Address[] {
  const { visibility, resources, believed } = state;
  const { kind, names } = outline;
  const hidden = (grants: readonly KindName[]) =>
    grants.flatMap((grant) =>
      placesOf(kinds[grant].holder, resources).filter((place) => mayHide(visibility, grant, place)),
    );
  const unlisted = hidden(membershipKinds).filter((place) => believed?.places.has(place) !== true);
  const bound = hidden(bindingKinds);
  if (kinds[kind].role === 'person') return [...new Set([...unlisted, ...bound])];
  if (isOutermost(kind) && kinds[kind].isMembership === true) {
    const below = `${addressOf.organization(names.organization ?? '')}/`;
    return unlisted.filter((place) => place.startsWith(below));
  }
  if (kinds[kind].role !== 'place') return [];
  return inside(outline, new Set([...unlisted, ...bound]));
}

function placesOf(kind: KindName | undefined, resources: LiveState['resources']): readonly Address[] {
  return kind === undefined ? [] : [...resources[kind].keys()];
}

/** Of some places those that are it, or in it. */
function inside({ address }: Outline, places: Iterable<Address>): readonly Address[] {
  return [...places].filter((place) => place === address || place.startsWith(`${address}/`));
}
