import type { Address } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import { restBelow } from '../model/pattern.js';
import type { KindName } from '../model/resource.js';
import { mayHide } from '../model/visibility.js';
import type { Outline } from './outline.js';

/**
 * What may go along with a removal without anybody's seeing it: memberships that no roster lists, role bindings and
 * restrictions that this login may not be shown, and a key that is left without a space. Of these only what the patterns
 * could match.
 */
export function* mayTake(outline: Outline, patterns: readonly string[], live: LiveIndex): Generator<Address> {
  if (outline.attributes !== undefined) return;
  const { state } = live;
  const people =
    outline.names.user === undefined ? [...state.resources.user.keys()] : [addressOf.user(outline.names.user)];
  const asks = (address: string) => patterns.some((pattern) => restBelow(pattern, address as Address).length > 0);
  for (const place of unseenPlaces(outline, state))
    if (asks(`${place}/member`)) for (const person of people) yield memberAt(place, person);
  if (outline.kind !== 'user')
    for (const project of inside(outline, state.resources.project.keys()))
      if (mayHide(state.visibility, 'restriction', project) && asks(`${project}/restriction`))
        yield `${project}/restriction` as Address;
  for (const { address, attributes } of state.resources['api-key'].values()) {
    const spaces = Object.keys((attributes['spaces'] ?? {}) as object) as Address[];
    if (spaces.length > 0 && inside(outline, spaces).length === spaces.length) yield address;
  }
}

/** Places in which the removal may end something for somebody, and nobody can tell for whom. */
function unseenPlaces(outline: Outline, state: LiveState): readonly Address[] {
  const { visibility, resources, believed } = state;
  const { kind, names } = outline;
  const unlistedIn = (membership: KindName, places: Iterable<Address>) =>
    [...places].filter((place) => mayHide(visibility, membership, place) && believed?.places.has(place) !== true);
  const boundIn = (binding: KindName, places: Iterable<Address>) =>
    [...places].filter((place) => mayHide(visibility, binding, place));
  const unlisted = [
    ...unlistedIn('organization-member', resources.organization.keys()),
    ...unlistedIn('space-member', resources.space.keys()),
  ];
  const bound = [
    ...boundIn('space-role-binding', resources.space.keys()),
    ...boundIn('project-role-binding', resources.project.keys()),
  ];
  if (kind === 'user') return [...new Set([...unlisted, ...bound])];
  if (kind === 'organization-member') {
    const below = `${addressOf.organization(names.organization ?? '')}/`;
    return unlisted.filter((place) => place.startsWith(below));
  }
  if (kind !== 'organization' && kind !== 'space' && kind !== 'project') return [];
  return inside(outline, new Set([...unlisted, ...bound]));
}

/** Of some places those that are it, or in it. */
function inside({ address }: Outline, places: Iterable<Address>): readonly Address[] {
  return [...places].filter((place) => place === address || place.startsWith(`${address}/`));
}
