import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { KindName } from '../model/resource.js';
import type { Sight } from '../model/visibility.js';
import { sightOf } from '../model/visibility.js';

/** The places that are asked about, and how they lie in each other. Everything is counted once, for all people. */
export class Places {
  private readonly asked: ReadonlySet<string>;
  /** Places inside each place, to any depth, that are asked about. */
  private readonly below = new Map<string, string[]>();
  private readonly sights = new Map<string, readonly Sight[]>();
  private readonly outermost = new Map<string, readonly string[]>();
  private readonly open = new Map<string, readonly string[]>();

  constructor(
    private readonly live: LiveState,
    readonly all: readonly string[],
  ) {
    this.asked = new Set(all);
    for (const place of all)
      for (const above of ancestors(place)) {
        const inside = this.below.get(above);
        if (inside === undefined) this.below.set(above, [place]);
        else inside.push(place);
      }
  }

  has(place: string): boolean {
    return this.asked.has(place);
  }

  inside(place: string): readonly string[] {
    return this.below.get(place) ?? [];
  }

  /** The place itself where it is asked about; else those inside it with nothing between that is. */
  tops(place: string): readonly string[] {
    if (this.asked.has(place)) return [place];
    const known = this.outermost.get(place);
    if (known !== undefined) return known;
    const lies = (one: string) => ancestors(one).some((above) => this.asked.has(above) && isInside(above, place));
    const found = this.inside(place).filter((one) => !lies(one));
    this.outermost.set(place, found);
    return found;
  }

  /** The spaces of an organization that its members get into without an entry of their own. */
  publicSpaces(organization: string): readonly string[] {
    return this.spacesOf().get(organization) ?? [];
  }

  /** The projects in a space that are asked about and let its members in. */
  openProjects(space: string): readonly string[] {
    const known = this.open.get(space);
    if (known !== undefined) return known;
    const found = this.inside(space).filter(
      (project) => !this.live.resources.restriction.has(`${project}/restriction` as Address),
    );
    this.open.set(space, found);
    return found;
  }

  /** Whether in one of the places there may be something of a person's that is not seen. */
  mayHide(key: string, places: readonly string[], kinds: readonly KindName[], user: Address): boolean {
    let sights = this.sights.get(key);
    if (sights === undefined) {
      const all = places.flatMap((place) => kinds.map((kind) => sightOf(this.live.visibility, kind, place as Address)));
      sights = [...new Set(all)].filter(({ extent }) => extent !== 'read');
      this.sights.set(key, sights);
    }
    return sights.some(({ lookedFor }) => lookedFor?.has(user) !== true);
  }

  private spaces: ReadonlyMap<string, readonly string[]> | undefined;

  private spacesOf(): ReadonlyMap<string, readonly string[]> {
    if (this.spaces !== undefined) return this.spaces;
    const found = new Map<string, string[]>();
    for (const { address, names, attributes } of this.live.resources.space.values()) {
      if (attributes['private'] !== false) continue;
      const organization = addressOf.organization(names.organization ?? '');
      found.set(organization, [...(found.get(organization) ?? []), address]);
    }
    this.spaces = found;
    return found;
  }
}

/** What a place is in, from the account inwards, without itself. */
export function ancestors(place: string): readonly string[] {
  if (place === 'account') return [];
  const segments = place.split('/');
  const found = ['account'];
  for (let length = 2; length < segments.length; length += 2) found.push(segments.slice(0, length).join('/'));
  return found;
}

function isInside(place: string, outer: string): boolean {
  return outer === 'account' || place.startsWith(`${outer}/`);
}
