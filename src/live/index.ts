import { keyKind, kinds, personKind, registry } from '../kinds/index.js';
import { nested, optional, UnreadableObject } from '../kinds/raw.js';
import type { ById } from '../kinds/reading.js';
import { grant } from '../kinds/reading.js';
import { ownerOf } from '../model/active-key.js';
import type { Address } from '../model/address.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import { keysByName } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Arize, Listing, MemberPlace, RawObject, RemoteFailure, RosterMember, Rosters } from '../remote/port.js';
import { isNotShown } from '../model/not-shown.js';
import type { AllListed, Read } from './reader.js';
import { Reader } from './reader.js';
import { visibilityOf } from './visibility.js';

export { asNamedLive, withBelieved } from './believed.js';
export { needsOf } from './needs.js';

/**
 * Reads what is needed of the live state, several lists at once, nothing twice. The first failure ends the reading:
 * a plan over half an account is no plan.
 */
export async function readLive(
  arize: Arize,
  needs: LiveNeeds,
  signal?: AbortSignal,
): Promise<Result<LiveState, RemoteFailure>> {
  const reading = new AbortController();
  const stop = signal === undefined ? reading.signal : AbortSignal.any([signal, reading.signal]);
  const refused = new Set<KindName>();
  const read: Read = async (listing, kind) => {
    const listed = await arize.list(listing, stop);
    if (listed.ok) return eachOnce(listed.value);
    if (!isNotShown(listed.error)) throw new ListingFailed(listed.error);
    if (kind === undefined) throw new ListingFailed(notListed(listing, listed.error));
    refused.add(kind);
    return [];
  };
  const readMembers: ReadMembers = async (places, peopleIn) => {
    if (arize.members === undefined || places.length === 0) return { members: new Map() };
    const asked = places.map(({ kind, id, address }) => {
      const people = peopleIn?.(address);
      return { kind: kind as MemberPlace['kind'], id, ...(people !== undefined && { people }) };
    });
    const found = await arize.members(asked, stop);
    if (found.ok) return found.value;
    if (needs.isRosterRequired === true || found.error.kind === 'interrupted') throw new ListingFailed(found.error);
    return { members: new Map(), problem: found.error.message };
  };
  try {
    return ok(await assemble(read, readMembers, needs, { refused, mayBeInUse: arize.mayBeInUse }));
  } catch (error) {
    reading.abort();
    if (error instanceof ListingFailed) return failed(error.failure);
    if (error instanceof UnreadableObject) return failed(unreadable(error.message));
    throw error;
  }
}

type ReadMembers = (places: readonly LiveResource[], peopleIn: LiveNeeds['peopleIn']) => Promise<Rosters>;

/** What moves while it is listed stands on two pages: it is one object, as it was read last. */
function eachOnce(objects: readonly RawObject[]): readonly RawObject[] {
  const idOf = (object: RawObject) => object['id'] ?? object;
  if (new Set(objects.map(idOf)).size === objects.length) return objects;
  return [...new Map(objects.map((object) => [idOf(object), object] as const)).values()];
}

class ListingFailed extends Error {
  constructor(readonly failure: RemoteFailure) {
    super(failure.message);
  }
}

async function assemble(
  read: Read,
  readMembers: ReadMembers,
  needs: LiveNeeds,
  {
    refused,
    mayBeInUse,
  }: { readonly refused: ReadonlySet<KindName>; readonly mayBeInUse: Arize['mayBeInUse'] | undefined },
): Promise<LiveState> {
  const reader = new Reader(read, needs, refused);
  const places = reader.placesWithMembers();
  const [listed, ownKeys, { asked, rosters: answered }] = await Promise.all([
    reader.everything(),
    needs.lists.has(keyKind) ? undefined : ownKeysOf(read, needs),
    places.then(async (all) => {
      const asked = all.filter(({ address }) => needs.membersOf === 'all' || needs.membersOf.has(address));
      const rosters = await readMembers(asked, needs.peopleIn);
      return { asked, rosters };
    }),
  ]);
  const { found, foreign, people } = reader.all();
  const rosters = ofKnownPeople(answered, people);
  if (needs.isRosterRequired === true && asked.length > 0 && rosters.members.size === 0)
    throw new ListingFailed(noRoster(rosters));
  const members = asked.flatMap((place) => membersFrom(place, rosters.members.get(place.id) ?? [], people));
  for (const member of members) found.get(member.kind)?.push(member);
  const { unique, ambiguous } = keysByName(found.get(keyKind) ?? []);
  const rawKeys = (keyType: 'USER' | 'SERVICE') =>
    (listed.get(keyKind) ?? []).flatMap(({ listing, objects }) =>
      listing.list === 'api-keys' && listing.keyType === keyType ? objects : [],
    );
  const own = ownKeys?.keys ?? rawKeys('USER');
  const isHidden = own.length === 0 && (ownKeys?.isHidden ?? refused.has(keyKind));

  // Names of keys are not unique (contract §7).
  const addressed = [...found].map(([kind, all]) => [kind, kind === keyKind ? unique : byAddress(all)] as const);

  return {
    resources: Object.fromEntries(addressed) as unknown as Resources,
    foreignBindings: foreign,
    visibility: visibilityOf({
      self: whoAmI(own, people),
      ...(isHidden
        ? { unknownBecause: 'it may not list its own API keys' }
        : own.length > 0 && { unknownBecause: unsaid }),
      found,
      places: asked,
      rosters,
      refused,
      astray: astray(listed),
    }),
    ambiguousKeys: ambiguous,
    ...(ownKeys === undefined && keysInUse(own, rawKeys('SERVICE'), mayBeInUse)),
  };
}

type Resources = LiveState['resources'];

const userKeys: Listing = { list: 'api-keys', keyType: 'USER' };

/** Whose key it is, by the keys that the login has, if it is a person's. */
const unsaid = 'its API keys do not say which of the listed people it is';

/** One's own keys tell who one is; that they are not shown is no failure, but nothing does then. */
async function ownKeysOf(
  read: Read,
  { lists }: LiveNeeds,
): Promise<{ readonly keys: readonly RawObject[]; readonly isHidden: boolean }> {
  try {
    return { keys: lists.has(personKind) ? await read(userKeys) : [], isHidden: false };
  } catch (error) {
    if (error instanceof ListingFailed && isNotShown(error.failure)) return { keys: [], isHidden: true };
    throw error;
  }
}

/** Kinds of which some object lacks a field that says where it belongs: any place may hold it. */
function astray(listed: AllListed): ReadonlySet<KindName> {
  const strays = [...listed].filter(([kind, lists]) =>
    (kinds[kind].reading?.belongsBy ?? []).some((field) =>
      lists.some(({ objects }) => objects.some((object) => optional(object, field) === undefined)),
    ),
  );
  return new Set(strays.map(([kind]) => kind));
}

/** The direct members of a place; a custom role is a role binding and listed as such, and whoever is no listed user is a bot. */
function membersFrom(place: LiveResource, members: readonly RosterMember[], users: ById): readonly LiveResource[] {
  const membership = registry.find(({ holder, isMembership }) => holder === place.kind && isMembership === true);
  if (membership === undefined) return [];
  return members.flatMap(({ user, role, isCustom }) => {
    const found = users.get(user);
    if (found === undefined || isCustom === true) return [];
    return [grant(membership.name, place, found, user, role === undefined ? {} : { role })];
  });
}

/**
 * GraphQL's IDs of people are those of REST by what the documentation says alone (contract §8). Where it lists somebody and
 * nobody of those whom REST lists, they are others, and who is a member is not known.
 */
function ofKnownPeople(rosters: Rosters, people: ById): Rosters {
  const listed = [...rosters.members.values()].flat();
  if (listed.length === 0 || listed.some(({ user }) => people.has(user))) return rosters;
  const problem = 'GraphQL lists members, but nobody of the users whom Arize lists: the IDs are others';
  return { members: new Map(), problem };
}

/** What a plan can't do without, by its name: a 403 or 404 alone says nothing of what was asked. */
function notListed({ list }: Listing, failure: RemoteFailure): RemoteFailure {
  const hint = 'run `ax-gitops doctor` to see what this login may list';
  return { ...failure, message: `this login is not shown the ${list}: ${failure.message}`, hint };
}

/** Answers that tell the members of no place at all are none where they are asked for. */
function noRoster({ problem = 'GraphQL does not list the members of any place' }: Rosters): RemoteFailure {
  return { kind: 'unreadable', message: problem, hint: 'go on without with --roster auto or off', uncertain: false };
}

/** The user whose key this is, if it is a user's key; a service key's bot user has no keys of its own. */
function whoAmI(ownKeys: readonly RawObject[], users: ById): LiveResource | undefined {
  const id = ownerOf(ownKeys.map((key) => optional(key, 'created_by_user_id')));
  return id === undefined ? undefined : users.get(id);
}

/**
 * The keys that the login's own may be, by what the list shows of their secrets. One's own user keys are listed alone; whoever
 * has any of them signs in as a person, and with no service key.
 */
function keysInUse(
  userKeys: readonly RawObject[],
  serviceKeys: readonly RawObject[],
  mayBeInUse: Arize['mayBeInUse'],
): Pick<LiveState, 'keysInUse'> {
  if (mayBeInUse === undefined) return {};
  const own = (keys: readonly RawObject[]) =>
    keys
      .map((key) => nested(key, 'actual_instance') ?? key)
      .filter((key) => mayBeInUse(optional(key, 'redacted_key')))
      .flatMap((key) => optional(key, 'id') ?? []);
  return { keysInUse: new Set(userKeys.length > 0 ? own(userKeys) : own(serviceKeys)) };
}

function byAddress(resources: readonly LiveResource[]): ReadonlyMap<Address, LiveResource> {
  const map = new Map<Address, LiveResource>();
  for (const resource of resources) {
    const other = map.get(resource.address);
    if (other !== undefined && other.id !== resource.id) {
      throw new UnreadableObject(
        `two objects with the address ${resource.address} (IDs ${other.id} and ${resource.id})`,
      );
    }
    map.set(resource.address, resource);
  }
  return map;
}

function unreadable(what: string): RemoteFailure {
  return {
    kind: 'unreadable',
    message: `Arize listed ${what}; nothing can be planned on that.`,
    hint: 'run `ax-gitops doctor`, and look at the object in the Arize UI',
    uncertain: false,
  };
}
