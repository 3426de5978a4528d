import { emptyResources } from '../kinds/live-index.js';
import {
  flagKinds,
  grantKinds,
  kindNames,
  kinds,
  personKind,
  placeKinds,
  roleKind,
  thingKinds,
} from '../kinds/index.js';
import type { Account, Entry, Grant, Thing } from '../model/account.js';
import type { Address, Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { ForeignBinding, LiveState } from '../model/live.js';
import type { Attributes, KindName, LiveResource } from '../model/resource.js';
import { givenRole } from '../model/resource.js';
import type { Visibility } from '../model/visibility.js';
import { mayHide, relocated, withSight } from '../model/visibility.js';

/** The model's state: a plan is tried on a copy of the account as it was read. */
export class AccountCopy implements Account {
  private readonly things = new Map<string, Thing>();
  private readonly byName = new Map<string, string>();
  private readonly children = new Map<string, Set<string>>();
  private readonly grants = new Map<string, Grant>();
  private readonly inPlace = new Map<string, Set<string>>();
  private readonly ofUser = new Map<string, Set<string>>();
  private readonly withRole = new Map<string, Set<string>>();
  private readonly byBinding = new Map<string, string>();
  /** For each kind of flag, the IDs of what has it. */
  private readonly flags = new Map<KindName, Set<string>>();
  /** IDs of what was made here: all of it is known. */
  private readonly made = new Set<string>();
  /** Emails of users that were deleted here; the platform takes nobody back (contract §7 "Users"). */
  private readonly deactivated = new Set<string>();
  /** IDs of users whose expired invitation was made anew here. */
  private readonly anew = new Set<string>();
  private serial = 0;
  /** The places as they were read, by ID. */
  private readonly origins: ReadonlyMap<string, Address>;

  private constructor(
    private readonly origin: LiveState,
    /** Whether who is invited anew gets another ID, which the platform does not say (contract §7 "Users"). */
    readonly givesNewIds: boolean,
  ) {
    this.origins = new Map(
      placeKinds.flatMap((kind) =>
        [...origin.resources[kind].values()].map(({ id, address }) => [id, address] as const),
      ),
    );
  }

  static of(live: LiveState, { givesNewIds = false } = {}): AccountCopy {
    const account = new AccountCopy(live, givesNewIds);
    for (const kind of thingKinds) {
      for (const resource of live.resources[kind].values()) account.put(account.thingFrom(kind, resource));
    }
    for (const kind of grantKinds) {
      for (const resource of live.resources[kind].values()) account.grantFrom(kind, resource);
    }
    for (const kind of flagKinds) for (const { id } of live.resources[kind].values()) account.raise(kind, id);
    return account;
  }

  find(id: string): Thing | undefined {
    return this.things.get(id);
  }

  /** The thing of that name below a parent. */
  named(kind: KindName, name: string, parent?: string): Thing | undefined {
    const id = this.byName.get(nameKey(kind, name, parent));
    return id === undefined ? undefined : this.things.get(id);
  }

  /** Adds it, or puts it in the place of the one with its ID. */
  put(thing: Thing): void {
    const other = this.things.get(thing.id);
    if (other !== undefined) this.byName.delete(nameKey(other.kind, other.name, other.parent));
    this.things.set(thing.id, thing);
    this.byName.set(nameKey(thing.kind, thing.name, thing.parent), thing.id);
    if (thing.parent !== undefined) addTo(this.children, thing.parent, thing.id);
    // Nobody is in what was just made but whom later steps put there.
    if (other === undefined && this.isBegun) this.made.add(thing.id);
  }

  remove(id: string): void {
    const thing = this.things.get(id);
    if (thing === undefined) return;
    this.things.delete(id);
    const key = nameKey(thing.kind, thing.name, thing.parent);
    // Names of API keys are not unique: the name may be that of a newer one.
    if (this.byName.get(key) === id) this.byName.delete(key);
    if (thing.parent !== undefined) this.children.get(thing.parent)?.delete(id);
  }

  inside(id: string): readonly Thing[] {
    return [...(this.children.get(id) ?? [])].flatMap((child) => this.things.get(child) ?? []);
  }

  grant(kind: KindName, place: string, user: string): Grant | undefined {
    return this.grants.get(grantKey(kind, place, user));
  }

  boundAs(binding: string): Grant | undefined {
    const key = this.byBinding.get(binding);
    return key === undefined ? undefined : this.grants.get(key);
  }

  give(grant: Grant): void {
    const key = grantKey(grant.kind, grant.place, grant.user);
    const other = this.grants.get(key);
    if (other !== undefined) this.take(other);
    this.grants.set(key, grant);
    addTo(this.inPlace, grant.place, key);
    addTo(this.ofUser, grant.user, key);
    if (grant.binding === undefined) return;
    addTo(this.withRole, grant.role, key);
    this.byBinding.set(grant.binding, key);
  }

  take({ kind, place, user, role, binding }: Grant): void {
    const key = grantKey(kind, place, user);
    this.grants.delete(key);
    this.inPlace.get(place)?.delete(key);
    this.ofUser.get(user)?.delete(key);
    this.withRole.get(role)?.delete(key);
    if (binding !== undefined) this.byBinding.delete(binding);
  }

  grantsIn(place: string): readonly Grant[] {
    return this.listed(this.inPlace.get(place));
  }

  grantsOf(user: string): readonly Grant[] {
    return this.listed(this.ofUser.get(user));
  }

  isBound(role: string): boolean {
    if ((this.withRole.get(role)?.size ?? 0) > 0) return true;
    const thing = this.things.get(role);
    return thing !== undefined && this.foreignRoles().has(this.entryOf(thing).address);
  }

  raise(flag: KindName, id: string): void {
    addTo(this.flags, flag, id);
  }

  lower(flag: KindName, id: string): boolean {
    return this.flags.get(flag)?.delete(id) ?? false;
  }

  isRaised(flag: KindName, id: string): boolean {
    return this.flags.get(flag)?.has(id) ?? false;
  }

  flagsOf(id: string): readonly KindName[] {
    return [...this.flags].flatMap(([flag, ids]) => (ids.has(id) ? [flag] : []));
  }

  /** Whether it is known that somebody has no grant of a kind in a place in which none was read. */
  knowsWhetherIn(kind: KindName, id: string, user: string): boolean {
    const [place, person] = [this.things.get(id), this.things.get(user)];
    if (place === undefined || person === undefined || this.made.has(id)) return true;
    const origin = this.origins.get(id) ?? this.entryOf(place).address;
    return !mayHide(this.origin.visibility, kind, origin, addressOf.user(person.name));
  }

  deactivate(email: string): void {
    this.deactivated.add(email);
  }

  wasDeactivated(email: string): boolean {
    return this.deactivated.has(email);
  }

  inviteAnew(id: string): void {
    this.anew.add(id);
  }

  wasInvitedAnew(id: string): boolean {
    return this.anew.has(id);
  }

  newId(kind: string): string {
    this.serial++;
    return `new ${kind} ${String(this.serial)}`;
  }

  entryOf(thing: Thing): Entry {
    return { kind: thing.kind, address: kinds[thing.kind].addressOf(this.namesOf(thing)) };
  }

  entryOfGrant(grant: Grant): Entry {
    return { kind: grant.kind, address: kinds[grant.kind].addressOf(this.namesOfGrant(grant)) };
  }

  entryOfFlag(flag: KindName, thing: Thing): Entry {
    return { kind: flag, address: kinds[flag].addressOf(this.namesOf(thing)) };
  }

  /** What is at a place in the words of plans; nothing where there is nothing. */
  attributesAt(kind: KindName, names: Names): Attributes | undefined {
    const { ownName, holder, role: is } = kinds[kind];
    if (ownName !== undefined) {
      const thing = this.thingAt(kind, names);
      return thing && this.attributesOf(thing);
    }
    const place = holder === undefined ? undefined : this.thingAt(holder, names);
    if (is === 'flag') return place !== undefined && this.isRaised(kind, place.id) ? raised : undefined;
    const user = this.named(personKind, names.user ?? '');
    const grant = place === undefined || user === undefined ? undefined : this.grant(kind, place.id, user.id);
    if (grant === undefined) return undefined;
    const role = this.roleName(grant);
    // A membership without its role is made sure of; a binding stays as it is.
    return grant.binding === undefined ? { role } : grantAttributes(role);
  }

  /** The account as it is now, in the form in which it was read. */
  toLive(): LiveState {
    const resources = emptyResources();
    const list = (
      kind: KindName,
      names: Names,
      id: string,
      attributes: Attributes,
      builtIn?: LiveResource['builtIn'],
    ) => {
      const address = kinds[kind].addressOf(names);
      resources[kind].set(address, { kind, address, names, id, attributes, ...(builtIn && { builtIn }) });
    };
    for (const thing of this.things.values())
      list(thing.kind, this.namesOf(thing), thing.id, this.attributesOf(thing), thing.builtIn);
    for (const grant of this.grants.values()) {
      list(grant.kind, this.namesOfGrant(grant), grant.binding ?? grant.user, grantAttributes(this.roleName(grant)));
    }
    for (const [flag, ids] of this.flags) {
      for (const id of ids) {
        const thing = this.things.get(id);
        if (thing !== undefined) list(flag, this.namesOf(thing), id, raised);
      }
    }
    return { ...this.origin, resources, visibility: this.visibility() };
  }

  /** What was seen is so under today's names; of what was made here, everything is. */
  private visibility(): Visibility {
    const addressNow = (id: string) => {
      const place = this.things.get(id);
      return place === undefined ? undefined : this.entryOf(place).address;
    };
    const moved = new Map([...this.origins].map(([id, address]) => [address, addressNow(id) ?? address]));
    const made = [...this.made].flatMap((id) => addressNow(id) ?? []);
    return withSight(
      relocated(this.origin.visibility, (place) => moved.get(place) ?? place),
      kindNames,
      made,
    );
  }

  /** From now on what is put in is new, and not read. */
  begin(): this {
    this.isBegun = true;
    return this;
  }

  private isBegun = false;

  private roleName({ binding, role }: Grant): string {
    return binding === undefined ? role : (this.things.get(role)?.name ?? role);
  }

  private foreignRoles(): ReadonlySet<Address | undefined> {
    return new Set(this.origin.foreignBindings.map(({ role }: ForeignBinding) => role));
  }

  private listed(keys: ReadonlySet<string> | undefined): readonly Grant[] {
    return [...(keys ?? [])].flatMap((key) => this.grants.get(key) ?? []);
  }

  private namesOf({ kind, name, parent }: Thing): Names {
    const above = parent === undefined ? undefined : this.things.get(parent);
    return { ...(above !== undefined && this.namesOf(above)), [ownNameOf(kind)]: name };
  }

  private namesOfGrant({ place, user }: Grant): Names {
    const container = this.things.get(place);
    const email = this.things.get(user)?.name;
    if (container === undefined || email === undefined) throw new TypeError(`a grant of nothing: ${place}, ${user}`);
    return { ...this.namesOf(container), user: email };
  }

  private thingFrom(kind: KindName, { id, names, attributes, builtIn }: LiveResource): Thing {
    const { holder } = kinds[kind];
    const parent = holder === undefined ? undefined : this.thingAt(holder, names);
    return {
      kind,
      id,
      name: names[ownNameOf(kind)] ?? '',
      attributes: this.withRoleId(kind, attributes),
      ...(parent !== undefined && { parent: parent.id }),
      ...(builtIn !== undefined && { builtIn }),
    };
  }

  /** What names a custom role goes by its ID here, so that a rename of the role renames it too. */
  private withRoleId(kind: KindName, attributes: Attributes): Attributes {
    const role = givenRole(attributes);
    if (kinds[kind].namesRole !== true || typeof role !== 'string') return attributes;
    return { ...attributes, role: this.named(roleKind, role)?.id ?? role };
  }

  private attributesOf({ kind, attributes }: Thing): Attributes {
    const role = givenRole(attributes);
    if (kinds[kind].namesRole !== true || typeof role !== 'string') return attributes;
    return { ...attributes, role: this.things.get(role)?.name ?? role };
  }

  private grantFrom(kind: KindName, { id, names, attributes }: LiveResource): void {
    const { holder } = kinds[kind];
    const place = holder === undefined ? undefined : this.thingAt(holder, names);
    const user = this.named(personKind, names.user ?? '');
    const { role } = attributes;
    if (place === undefined || user === undefined) return;
    // Who is in a place may be known without the role there.
    if (kinds[kind].isMembership === true)
      this.give({ kind, place: place.id, user: user.id, role: typeof role === 'string' ? role : '' });
    else {
      const name = typeof role === 'string' ? role : '';
      this.give({ kind, place: place.id, user: user.id, role: this.named(roleKind, name)?.id ?? name, binding: id });
    }
  }

  private thingAt(kind: KindName, names: Names): Thing | undefined {
    const { holder } = kinds[kind];
    const parent = holder === undefined ? undefined : this.thingAt(holder, names);
    if (holder !== undefined && parent === undefined) return undefined;
    return this.named(kind, names[ownNameOf(kind)] ?? '', parent?.id);
  }
}

const raised: Attributes = { restricted: true };

/** Who is in a place may be known without the role there. */
function grantAttributes(role: string): Attributes {
  return role === '' ? {} : { role };
}

function ownNameOf(kind: KindName): keyof Names {
  const { ownName } = kinds[kind];
  if (ownName === undefined) throw new TypeError(`a ${kind} has no name of its own`);
  return ownName;
}

function nameKey(kind: string, name: string, parent: string | undefined): string {
  return `${kind}\0${parent ?? ''}\0${name}`;
}

function grantKey(kind: string, place: string, user: string): string {
  return `${kind}\0${place}\0${user}`;
}

function addTo<Key>(sets: Map<Key, Set<string>>, key: Key, value: string): void {
  const found = sets.get(key);
  if (found === undefined) sets.set(key, new Set([value]));
  else found.add(value);
}
