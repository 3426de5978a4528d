import { kindNames, kinds, membershipKinds, personKind } from '../kinds/index.js';
import type { ById, Known } from '../kinds/reading.js';
import type { ForeignBinding, LiveNeeds } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Listing, RawObject } from '../remote/port.js';

/** With a kind, it is no failure that the login is not shown the list: then nothing is known of that kind. */
export type Read = (listing: Listing, kind?: KindName) => Promise<readonly RawObject[]>;

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
  readonly people: ById;
}

/** What was read of one kind. */
interface Own {
  readonly found: readonly LiveResource[];
  readonly foreign: readonly ForeignBinding[];
}

/** Places that have members. */
const withMembers = kindNames.filter((kind) => membershipKinds.some((membership) => kinds[membership].holder === kind));

/** Asks for the lists of each kind that is needed, all at once but for those that hang on another kind's objects. */
export class Reader {
  private readonly lists = new Map<KindName, Promise<readonly Listed[]>>();
  private readonly arrived = new Map<KindName, readonly Listed[]>();
  private readonly parsed = new Map<KindName, Own>();
  private readonly ids = new Map<KindName, ById>();
  private readonly known: Known = {
    of: (kind) => this.ids.get(kind) ?? this.byId(kind),
    isListed: (kind) => !this.refused.has(kind),
  };

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

  /** The places that have members, as soon as they are listed. */
  async placesWithMembers(): Promise<readonly LiveResource[]> {
    for (const kind of withMembers) await this.lists.get(kind);
    return withMembers.flatMap((kind) => this.own(kind).found);
  }

  async everything(): Promise<AllListed> {
    return new Map(await Promise.all([...this.lists].map(async ([kind, listed]) => [kind, await listed] as const)));
  }

  /** Everything that was listed. What holds or is referred to by another comes before it in the order of kinds. */
  all(): Parsed {
    const own = kindNames.map((kind) => [kind, this.own(kind)] as const);
    return {
      found: new Map(own.map(([kind, { found }]) => [kind, [...found]])),
      foreign: own.flatMap(([, { foreign }]) => foreign),
      people: this.known.of(personKind),
    };
  }

  private async listsOf(kind: KindName, read: Read): Promise<readonly Listed[]> {
    const { reading } = kinds[kind];
    if (reading === undefined) return [];
    const { after } = reading;
    if (after !== undefined) await this.lists.get(after);
    const above = after === undefined ? [] : this.own(after).found;
    const refusable = reading.refused === undefined ? undefined : kind;
    const listed = await Promise.all(
      reading
        .listings(this.needs, above)
        .map(async (listing) => ({ listing, objects: await read(listing, refusable) })),
    );
    this.arrived.set(kind, listed);
    return listed;
  }

  /**
   * Read once, when its lists are there. What is asked for before all of them are hangs on nothing but what it comes `after`.
   */
  private own(kind: KindName): Own {
    const known = this.parsed.get(kind);
    if (known !== undefined) return known;
    const own = parse(kind, this.arrived.get(kind) ?? [], this.known);
    this.parsed.set(kind, own);
    return own;
  }

  /** Made when it is first asked for. */
  private byId(kind: KindName): ById {
    const ids = new Map(this.own(kind).found.map((resource) => [resource.id, resource]));
    this.ids.set(kind, ids);
    return ids;
  }
}

function parse(kind: KindName, listed: readonly Listed[], known: Known): Own {
  const { reading } = kinds[kind];
  const found: LiveResource[] = [];
  const foreign: ForeignBinding[] = [];
  for (const { listing, objects } of listed)
    for (const raw of objects) {
      const one = reading?.read(raw, listing, known);
      if (one === undefined) continue;
      if ('address' in one) found.push(one);
      else foreign.push(one);
    }
  return { found: reading?.counting?.(found) ?? found, foreign };
}
