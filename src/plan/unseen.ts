import type { Address } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import { restBelow } from '../model/pattern.js';
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
  if (mayHideBindings(state) && outline.kind !== 'user')
    for (const project of inside(outline, state.resources.project.keys()))
      if (asks(`${project}/restriction`)) yield `${project}/restriction` as Address;
  for (const { address, attributes } of state.resources['api-key'].values()) {
    const spaces = Object.keys((attributes['spaces'] ?? {}) as object) as Address[];
    if (spaces.length > 0 && inside(outline, spaces).length === spaces.length) yield address;
  }
}

/** Places in which the removal may end something for somebody, and nobody can tell for whom. */
function unseenPlaces(outline: Outline, state: LiveState): readonly Address[] {
  const { rosters, resources, believed } = state;
  const { kind, names } = outline;
  const isUnlisted = (place: Address) => !rosters.has(place) && believed?.places.has(place) !== true;
  const organizations = [...resources.organization.keys()];
  const spaces = [...resources.space.keys()];
  const bound = mayHideBindings(state) ? [...spaces, ...resources.project.keys()] : [];
  const unlisted = [...organizations, ...spaces].filter(isUnlisted);
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

/** Whether role bindings and restrictions may be there that this login is not shown. */
function mayHideBindings({ mayHide, unobserved }: LiveState): boolean {
  return mayHide === true || unobserved.some(({ kinds }) => kinds.some((kind) => kind.endsWith('role-binding')));
}
