import type { Address } from '../model/address.js';
import { placeTitle, segmentsOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import { ancestors } from './places.js';

/** Places without those that lie in a space which is among them. */
export function withoutInner(places: Iterable<string>): readonly string[] {
  const all = new Set(places);
  return [...all].filter((place) => !all.has(spaceOf(place) ?? '')).sort(compareText);
}

/** In words: an organization stands for its spaces where all of them are there. `spaces`: how many each of them has. */
export function placeTitles(places: readonly string[], spaces: ReadonlyMap<string, number>): readonly string[] {
  const byOrganization = groupBy(places, organizationOfSpace);
  const titles = (byOrganization.get(undefined) ?? []).map(placeTitle);
  for (const [organization, own] of byOrganization) {
    if (organization === undefined) continue;
    const isWhole = own.length > 1 && own.length === spaces.get(organization);
    const names = own.map((space) => segmentsOf(space as Address)[3] ?? '').join(', ');
    if (own.length === 1) titles.push(...own.map(placeTitle));
    else
      titles.push(
        isWhole
          ? `all ${String(own.length)} spaces of ${placeTitle(organization)}`
          : `${placeTitle(organization)} (${names})`,
      );
  }
  return titles;
}

/** How many spaces each organization has. */
export function spacesOfEach(places: readonly string[]): ReadonlyMap<string, number> {
  const spaces = new Map<string, number>();
  for (const place of places) {
    const organization = organizationOfSpace(place);
    if (organization !== undefined) spaces.set(organization, (spaces.get(organization) ?? 0) + 1);
  }
  return spaces;
}

/** The space that a project is in. */
function spaceOf(place: string): string | undefined {
  return ancestors(place)[2];
}

function organizationOfSpace(place: string): string | undefined {
  const [, organization, ...inside] = ancestors(place);
  return inside.length === 0 ? organization : undefined;
}
