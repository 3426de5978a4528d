import { kindNames, kinds } from '../kinds/index.js';
import type { ById, Known } from '../kinds/reading.js';
import type { ForeignBinding, LiveNeeds } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Listing, RawObject } from '../remote/port.js';

/** With a kind, it is no failure that the login is not shown the list: then nothing is known of that kind. */
export type Read = (isNeeded: boolean, listing: Listing, kind?: KindName) => Promise<readonly RawObject[]>;

export interface Listed {
  readonly listing: Listing;
  readonly objects: readonly RawObject[];
}

/** What was listed of each kind. */
export type AllListed = ReadonlyMap<KindName, readonly Listed[]>;

/** What was read of each kind, by its own rules. */
export interface Parsed {
  readonly found: ReadonlyMap<KindName, LiveResource[]>;
  readonly foreign: readonly ForeignBinding[];
  readonly known: Known;
}

/** Asks for the lists of each kind that is needed, all at once but for those that hang on another kind's objects. */
export class Reader {
  private readonly lists = new Map<KindName, Promise<readonly Listed[]>>();

  constructor(
    read: Read,
    private readonly needs: LiveNeeds,
    private readonly refused: ReadonlySet<KindName>,
  ) {
    // What others wait for comes first.
    const isAwaited = (kind: KindName) => kindNames.some((other) => kinds[other].reading?.after === kind);
    for (const kind of [...kindNames.filter(isAwaited), ...kindNames.filter((kind) => !isAwaited(kind))])
      if (needs.lists.has(kind)) this.lists.set(kind, this.listsOf(kind, read));
  }

  async everything(): Promise<AllListed> {
    const listed = await Promise.all([...this.lists].map(async ([kind, lists]) => [kind, await lists] as const));
    return new Map(listed);
  }

  /** The places that have members, as soon as they are listed. */
  async placesWithMembers(): Promise<readonly LiveResource[]> {
    const places = kindNames.filter((kind) =>
      kindNames.some((other) => kinds[other].isMembership === true && kinds[other].holder === kind),
    );
    const listed = new Map<KindName, readonly Listed[]>();
    for (const kind of places) listed.set(kind, (await this.lists.get(kind)) ?? []);
    return [...this.parsed(listed).found].flatMap(([kind, found]) => (places.includes(kind) ? found : []));
  }

  /** What holds or is referred to by another comes before it in the order of kinds. */
  parsed(listed: AllListed): Parsed {
    const found = new Map<KindName, LiveResource[]>();
    const foreign: ForeignBinding[] = [];
    const byId = new Map<KindName, ById>();
    const known: Known = {
      of: (kind) => byId.get(kind) ?? new Map(),
      isListed: (kind) => !this.refused.has(kind),
    };
    for (const kind of kindNames) {
      const { reading } = kinds[kind];
      const all = (listed.get(kind) ?? []).flatMap(({ listing, objects }) =>
        objects.flatMap((raw) => reading?.read(raw, listing, known) ?? []),
      );
      const own = all.filter((one): one is LiveResource => 'address' in one);
      foreign.push(...all.filter((one): one is ForeignBinding => !('address' in one)));
      const counting = reading?.counting?.(own) ?? own;
      found.set(kind, [...counting]);
      byId.set(kind, new Map(counting.map((resource) => [resource.id, resource])));
    }
    return { found, foreign, known };
  }

  private async listsOf(kind: KindName, read: Read): Promise<readonly Listed[]> {
    const { reading } = kinds[kind];
    if (reading === undefined) return [];
    const { after } = reading;
    const above =
      after === undefined
        ? []
        : (this.parsed(new Map([[after, (await this.lists.get(after)) ?? []]])).found.get(after) ?? []);
    const refusable = reading.refused === undefined ? undefined : kind;
    return Promise.all(
      reading
        .listings(this.needs, above)
        .map(async (listing) => ({ listing, objects: await read(true, listing, refusable) })),
    );
  }
}
