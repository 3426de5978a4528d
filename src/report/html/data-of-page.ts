import type { PageGrant, PagePerson, PagePlace, PageRole } from '../../model/access.js';
import { isDangerous, roleOfLabel } from '../../model/access.js';
import { segmentsOf } from '../../model/address.js';
import type { Address } from '../../model/address.js';
import { compareText } from '../../model/compare-text.js';
import { clean } from '../style.js';
import type { KindData, PageData, PersonData, PlaceData, RoleData, WayData } from './page/page-data.js';

/** What the page is made from. */
export interface PageContent {
  /** Of one person and place one after the other. */
  readonly grants: Iterable<PageGrant>;
  /** Whoever is listed, also without access. */
  readonly people: readonly PagePerson[];
  /** What is listed, also where nobody has access. */
  readonly places: readonly PagePlace[];
  /** Roles that are listed also where nobody has them. */
  readonly roles?: readonly PageRole[];
  readonly notes: readonly string[];
  readonly isFolded?: boolean;
}

/** The content with every text once. The same content gives the same data, whatever order people and places come in. */
export function dataOfPage({ grants, people, places, roles = [], notes, isFolded = false }: PageContent): PageData {
  const byPerson = new Map<string, Map<string, PageGrant[]>>();
  for (const grant of grants) {
    const own = byPerson.get(grant.user) ?? new Map<string, PageGrant[]>();
    byPerson.set(grant.user, own);
    const here = own.get(grant.on);
    if (here === undefined) own.set(grant.on, [grant]);
    else here.push(grant);
  }
  const tree = placesInTree(places, byPerson.values());
  const placeAt = indexOf(tree.map(([, address]) => address));
  const texts = new Texts();
  const rows = new Distinct<readonly number[]>();
  const persons = everybody(people, byPerson.keys()).map(({ user, status, role, reach }): PersonData => {
    const cells = [...(byPerson.get(user) ?? [])]
      .map(([on, ways]) => [placeAt.get(on) ?? 0, texts.kindOf(ways)] as const)
      .sort(([one], [other]) => one - other);
    return [clean(user), clean(status), clean(role), reach, rows.at(cells.flat())];
  });
  for (const role of roles) texts.roleOf(role.name, role.permissions);
  return {
    people: persons,
    places: tree,
    ...texts.all(),
    rows: rows.items,
    notes: notes.map(clean),
    isFolded,
  };
}

function everybody(listed: readonly PagePerson[], granted: Iterable<string>): readonly PagePerson[] {
  const all = new Map(listed.map((one) => [one.user, one]));
  for (const user of granted) if (!all.has(user)) all.set(user, { user, status: '', role: '', reach: 0 });
  return [...all.values()].sort((a, b) => compareText(a.user, b.user));
}

/** What lies in a place follows it, whatever else its name begins. */
function placesInTree(
  listed: readonly PagePlace[],
  granted: Iterable<ReadonlyMap<string, unknown>>,
): readonly PlaceData[] {
  const marks = new Map(listed.map(({ on, mark }) => [on, mark === 'public' ? 1 : mark === 'restricted' ? 2 : 0]));
  for (const own of granted) for (const on of own.keys()) if (!marks.has(on)) marks.set(on, 0);
  for (const on of [...marks.keys()]) for (const above of holdersOf(on)) if (!marks.has(above)) marks.set(above, 4);
  const key = (address: string) => address.replaceAll('/', '\u0001');
  const order = [...marks.keys()].sort((a, b) => compareText(key(a), key(b)));
  const at = indexOf(order);
  return order.map((address) => {
    const name = address === 'account' ? 'Account' : (segmentsOf(address as Address).at(-1) ?? address);
    return [clean(name), clean(address), at.get(holdersOf(address).at(-1) ?? '') ?? -1, marks.get(address) ?? 0];
  });
}

/** The organization and the space that a place lies in. */
function holdersOf(address: string): readonly string[] {
  const segments = address.split('/');
  const lengths = [2, 4].filter((length) => length < segments.length);
  return lengths.map((length) => segments.slice(0, length).join('/'));
}

/** Roles, permissions, groups, ends and kinds of access, each once and by index. */
class Texts {
  private readonly kinds = new Distinct<KindData>();
  private readonly roles = new Map<string, { readonly index: number; readonly permissions: readonly string[] }>();
  private readonly groups = new Distinct<string>();
  private readonly ends = new Distinct<string>();

  kindOf(grants: readonly PageGrant[]): number {
    const ways = grants.map((grant): WayData => {
      const { way, group, end } = grant;
      const given = way === 'direct' ? 0 : way === 'inherited' ? 1 : 2;
      const at = (list: Distinct<string>, text: string | undefined) => (text === undefined ? -1 : list.at(clean(text)));
      return [
        this.roleOf(roleOfLabel(grant.role), grant.permissions),
        given,
        at(this.groups, group),
        at(this.ends, end),
      ];
    });
    return this.kinds.at([ways, grants.some(({ isPartlyUnknown }) => isPartlyUnknown) ? 1 : 0]);
  }

  roleOf(name: string, permissions: readonly string[]): number {
    const known = this.roles.get(name);
    if (known !== undefined) return known.index;
    const index = this.roles.size;
    this.roles.set(name, { index, permissions });
    return index;
  }

  all(): Pick<PageData, 'roles' | 'permissions' | 'dangerous' | 'groups' | 'ends' | 'kinds'> {
    const roles = [...this.roles];
    const permissions = [...new Set(roles.flatMap(([, role]) => role.permissions))].sort(compareText);
    const at = indexOf(permissions);
    return {
      roles: roles.map(([name, role]): RoleData => {
        const level = name.endsWith(' (account)') ? 0 : name.endsWith(' (organization)') ? 1 : 2;
        return [clean(name), level, role.permissions.map((one) => at.get(one) ?? 0)];
      }),
      permissions: permissions.map(clean),
      dangerous: permissions.flatMap((one, index) => (isDangerous(one) ? [index] : [])),
      groups: this.groups.items,
      ends: this.ends.items,
      kinds: this.kinds.items,
    };
  }
}

/** What differs, in the order in which it first came up. */
class Distinct<T> {
  private readonly known = new Map<string, number>();
  readonly items: T[] = [];

  at(item: T): number {
    const key = JSON.stringify(item);
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.items.length);
    return this.items.push(item) - 1;
  }
}

function indexOf(list: readonly string[]): ReadonlyMap<string, number> {
  return new Map(list.map((text, position) => [text, position]));
}
