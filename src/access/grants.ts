import { decidingInside, grantKinds, kindAt } from '../kinds/index.js';
import type { AccessEntry, AccessGrant } from '../model/access.js';
import type { Address } from '../model/address.js';
import { addressOf, placeOfMember } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { KindName } from '../model/resource.js';
import type { Access, Way } from './evaluation.js';
import type { AccessMap } from './index.js';
import { entryOf, sorted } from './index.js';
import { ancestors, Places } from './places.js';

/** What is asked: whose access, where, and to do what; all of it unless given. */
export interface AccessQuestion {
  readonly user?: string;
  readonly isOn?: (place: string) => boolean;
  readonly can?: string;
}

/**
 * Who can do what, worked out from the grants outwards: the work grows with the number of grants, never with people times
 * places. What reaches further places in the same way is listed once, at the outermost place that is asked about.
 */
export class AccessList {
  private readonly places: Places;
  private readonly own: ReadonlyMap<string, readonly string[]>;
  private readonly people: readonly string[];

  constructor(
    live: LiveState,
    private readonly map: AccessMap,
    private readonly question: AccessQuestion = {},
  ) {
    const { user, isOn } = question;
    this.people = user === undefined ? map.people : map.people.filter((one) => one === user);
    this.places = new Places(live, isOn === undefined ? map.places : map.places.filter(isOn));
    this.own = ownPlaces(live, user);
  }

  /** One for each grant that counts, by person and place. */
  *grants(): Generator<AccessGrant> {
    for (const user of this.people) {
      const found = this.candidates(user).flatMap((on) => this.grantsAt(user, on));
      yield* found.sort((a, b) => compareText(a.on, b.on));
    }
  }

  /** One for each person and place, also where it comes from further out. */
  *entries(): Generator<AccessEntry> {
    const { can } = this.question;
    for (const user of this.people) {
      for (const on of [...this.reached(user)].sort(compareText)) {
        const access = this.map.of(user, on);
        if (access.ways.length > 0 && (can === undefined || access.permissions.has(can)))
          yield entryOf(user, on, access);
      }
    }
  }

  /** The same with a line for each way. */
  *placeByPlace(): Generator<AccessGrant> {
    const { can } = this.question;
    for (const { user, on } of this.entries()) {
      const { ways, isPartlyUnknown } = this.map.of(user, on);
      for (const way of ways)
        if (can === undefined || way.permissions.has(can)) yield shown({ user, on, way, places: 1, isPartlyUnknown });
    }
  }

  /** The outermost places asked about at which something of a person's counts. */
  private candidates(user: string): readonly string[] {
    const found = new Set(this.places.has('account') ? ['account'] : []);
    for (const place of this.grantedAt(user)) {
      const isWhole = !isOrganization(place) || this.places.has(place) || isAdministrator(this.map.of(user, place));
      for (const start of isWhole ? [place] : this.publicOf(user, place))
        for (const top of this.places.tops(start)) found.add(top);
    }
    return [...found];
  }

  /** All places asked about that a grant of a person's reaches, and perhaps some more. */
  private reached(user: string): ReadonlySet<string> {
    const found = new Set(this.places.has('account') ? ['account'] : []);
    const add = (place: string) => {
      if (this.places.has(place)) found.add(place);
    };
    for (const place of this.grantedAt(user)) {
      add(place);
      // An administrator is everywhere inside, as a space's member is in its projects.
      const isWhole = !isOrganization(place) || isAdministrator(this.map.of(user, place));
      for (const inside of isWhole ? this.places.inside(place) : []) found.add(inside);
      for (const space of isOrganization(place) ? this.places.publicSpaces(place) : [])
        for (const inside of [space, ...this.places.inside(space)]) add(inside);
    }
    return found;
  }

  /** Where a person has something of their own; of an account's administrator that is the account. */
  private grantedAt(user: string): readonly string[] {
    const own = this.own.get(user) ?? [];
    return isAdministrator(this.map.of(user, 'account')) ? ['account', ...own] : own;
  }

  private grantsAt(user: string, on: string): AccessGrant[] {
    const access = this.map.of(user, on);
    const here = access.ways.filter((way) => this.isOutermost(origin(way, on), on));
    const found = here.map((way) => this.grant(user, on, way, access));
    const ofPublic = isOrganization(on) ? this.publicGrant(user, on) : undefined;
    const { can } = this.question;
    return [...found, ...(ofPublic ?? [])]
      .filter(({ way }) => can === undefined || way.permissions.has(can))
      .map(shown);
  }

  private grant(user: string, on: string, way: Way, access: Access): Counted {
    // Whoever administers a place is kept out of nothing in it, with whatever else they have there.
    const isAll = access.ways.some(({ label }) => /^admin( \((account|organization)\))?$/.test(label));
    const reaches = ancestors(on).length > 1;
    const inside = isAll ? this.places.inside(on) : reaches ? this.places.openProjects(on) : [];
    const mayHide = !isAll && this.places.mayHide(on, inside, () => deciding(on), addressOf.user(user));
    return { user, on, way, places: inside.length + 1, isPartlyUnknown: access.isPartlyUnknown || mayHide };
  }

  /** What a member of an organization has in its public spaces, as one, where the organization is asked about too. */
  private publicGrant(user: string, on: string): readonly Counted[] | undefined {
    const counted = (space: string) => Number(this.places.has(space)) + this.places.openProjects(space).length;
    const spaces = this.publicOf(user, on).filter((space) => counted(space) > 0);
    const [first] = spaces;
    if (first === undefined) return undefined;
    const access = this.map.of(user, first);
    const [way] = access.ways;
    if (way === undefined || origin(way, first) !== 'public') return undefined;
    const all = this.places.publicSpaces(on);
    const mayHide = this.places.mayHide(
      `public ${on}`,
      all.flatMap((space) => [space, ...this.places.openProjects(space)]),
      () => deciding(on),
      addressOf.user(user),
    );
    const places = spaces.reduce((sum, space) => sum + counted(space), 0);
    return [{ user, on, way, places, isPartlyUnknown: access.isPartlyUnknown || mayHide }];
  }

  /** The public spaces in which a person has nothing of their own. */
  private publicOf(user: string, organization: string): readonly string[] {
    const own = this.ownSet(user);
    return this.places.publicSpaces(organization).filter((space) => !own.has(space));
  }

  private last: { readonly user: string; readonly own: ReadonlySet<string> } | undefined;

  private ownSet(user: string): ReadonlySet<string> {
    if (this.last?.user !== user) this.last = { user, own: new Set(this.own.get(user)) };
    return this.last.own;
  }

  /** Whether no place between, from where it comes, is asked about: it is listed there otherwise. */
  private isOutermost(from: string, on: string): boolean {
    const above = ancestors(on);
    const start = from === 'public' ? 1 : above.indexOf(from);
    return from === on || above.slice(Math.max(0, start)).every((place) => !this.places.has(place));
  }
}

interface Counted {
  readonly user: string;
  readonly on: string;
  readonly way: Way;
  readonly places: number;
  readonly isPartlyUnknown: boolean;
}

function shown({ user, on, way, places, isPartlyUnknown }: Counted): AccessGrant {
  const from = origin(way, on);
  return {
    user,
    on,
    role: way.label,
    way: from === 'public' || way.label.endsWith(publicEnd) ? 'public' : from === on ? 'direct' : 'inherited',
    places,
    permissions: sorted(way.permissions),
    isPartlyUnknown,
  };
}

const publicEnd = ' (organization, public space)';

/** Where a way comes from: the labels say so. A custom role that is called like a label is quoted in it. */
function origin({ label }: Pick<Way, 'label'>, on: string): string {
  const above = ancestors(on);
  if (label.endsWith(publicEnd)) return 'public';
  if (label.endsWith(' (account)')) return 'account';
  if (label.endsWith(' (organization)')) return above[1] ?? on;
  return label.endsWith(' (space)') ? (above[2] ?? on) : on;
}

/** The place at which a grant is given that counts at `on`; for what a public space gives, the organization. */
export function originOf({ role, on }: AccessGrant): string {
  const from = origin({ label: role }, on);
  return from === 'public' ? (ancestors(on)[1] ?? on) : from;
}

function isAdministrator({ ways }: Access): boolean {
  return ways.some(({ label }) => label === 'admin (account)' || label === 'admin (organization)');
}

/** What decides who is in what lies inside a place. */
function deciding(place: string): readonly KindName[] {
  const kind = kindAt(place as Address);
  return kind === undefined ? [] : decidingInside(kind);
}

/** In nothing but the account. */
function isOrganization(place: string): boolean {
  return place !== 'account' && place.indexOf('/') === place.lastIndexOf('/');
}

/** The places at which each person has an entry of their own. */
function ownPlaces({ resources }: LiveState, only: string | undefined): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const kind of grantKinds) {
    for (const { address, names } of resources[kind].values()) {
      const { user = '' } = names;
      if (only !== undefined && user !== only) continue;
      const place = placeOfMember(address);
      const own = found.get(user);
      if (own === undefined) found.set(user, new Set([place]));
      else own.add(place);
    }
  }
  return new Map([...found].map(([user, places]) => [user, [...places]]));
}
