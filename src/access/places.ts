import { containerOf, doorsOf, kindAt, kinds, publicKinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { groupBy } from '../model/group-by.js';
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
    return this.publicPlaces().get(organization) ?? [];
  }

  /** The projects in a space that are asked about and let its members in. */
  openProjects(space: string): readonly string[] {
    const known = this.open.get(space);
    if (known !== undefined) return known;
    const found = this.inside(space).filter((project) => !isClosed(this.live, project));
    this.open.set(space, found);
    return found;
  }

  /** Whether in one of the places there may be something of a person's that is not seen. */
  mayHide(key: string, places: readonly string[], deciding: () => readonly KindName[], user: Address): boolean {
    let sights = this.sights.get(key);
    if (sights === undefined) {
      const names = deciding();
      const all = places.flatMap((place) => names.map((kind) => sightOf(this.live.visibility, kind, place as Address)));
      sights = [...new Set(all)].filter(({ extent }) => extent !== 'read');
      this.sights.set(key, sights);
    }
    return sights.some(({ lookedFor }) => lookedFor?.has(user) !== true);
  }

  private public: ReadonlyMap<string, readonly string[]> | undefined;

  private publicPlaces(): ReadonlyMap<string, readonly string[]> {
    if (this.public !== undefined) return this.public;
    const places = publicKinds
      .flatMap((kind) => [...this.live.resources[kind].values()])
      .filter(({ kind, attributes }) => kinds[kind].isPublic?.(attributes) === true);
    const byHolder = groupBy(places, ({ kind, names }) => containerOf(kind, names) ?? 'account');
    this.public = new Map([...byHolder].map(([holder, own]) => [holder, own.map(({ address }) => address)]));
    return this.public;
  }
}

/** Whether somebody gets into a place from what holds it for want of an entry of their own. */
export function isPublic({ resources }: LiveState, place: string): boolean {
  const kind = kindAt(place as Address);
  const found = kind === undefined ? undefined : resources[kind].get(place as Address);
  return found !== undefined && kinds[found.kind].isPublic?.(found.attributes) === true;
}

/** Whether a place is closed to whoever has nothing of their own in it. */
export function isClosed({ resources }: LiveState, place: string): boolean {
  const kind = kindAt(place as Address);
  if (kind === undefined) return false;
  return doorsOf(kind).some((door) => resources[door].has(`${place}/${kinds[door].word}` as Address));
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
