import type { Address } from '../model/address.js';
import type { ForeignBinding, LiveNeeds, LiveState } from '../model/live.js';
import { keysByName } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Arize, Listing, MemberPlace, RawObject, RemoteFailure, Rosters } from '../remote/port.js';
import { isNotShown } from '../model/not-shown.js';
import type { ById } from './normalise.js';
import {
  bindingFrom,
  keyFrom,
  membersFrom,
  organizationFrom,
  projectFrom,
  restrictionFrom,
  roleFrom,
  spaceFrom,
  userFrom,
} from './normalise.js';
import { nested, optional, UnreadableObject } from './raw.js';
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
  const read: Read = async (isNeeded, listing, kind) => {
    if (!isNeeded) return [];
    const listed = await arize.list(listing, stop);
    if (listed.ok) return eachOnce(listed.value);
    if (kind === undefined || !isNotShown(listed.error)) throw new ListingFailed(listed.error);
    refused.add(kind);
    return [];
  };
  const readMembers: ReadMembers = async (places) => {
    if (arize.members === undefined || places.length === 0) return { members: new Map() };
    const found = await arize.members(places, stop);
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

type ReadMembers = (places: readonly MemberPlace[]) => Promise<Rosters>;
/** With a kind, it is no failure that the login is not shown the list: then nothing is known of that kind. */
type Read = (isNeeded: boolean, listing: Listing, kind?: KindName) => Promise<readonly RawObject[]>;

/** What moves while it is listed stands on two pages: it is one object, as it was read last. */
function eachOnce(objects: readonly RawObject[]): readonly RawObject[] {
  return [...new Map(objects.map((object) => [optional(object, 'id') ?? object, object])).values()];
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
  const organizationsAndSpaces = read(needs.organizations, { list: 'organizations' }).then(async (raw) => {
    const organizations = raw.map(organizationFrom);
    const wanted = organizations.filter(
      ({ names }) => needs.spacesOf === 'all' || needs.spacesOf.includes(names.organization ?? ''),
    );
    const spaces = await Promise.all(
      wanted.map(async (organization) =>
        (await read(true, { list: 'spaces', organization: organization.id })).map((space) =>
          spaceFrom(space, organization),
        ),
      ),
    );
    const asked = [...organizations, ...spaces.flat()].filter(
      ({ address }) => needs.membersOf === 'all' || needs.membersOf.has(address),
    );
    const rosters = await readMembers(
      asked.map(({ kind, id, address }) => {
        const named = needs.peopleIn?.get(address);
        return { kind: kind as MemberPlace['kind'], id, ...(named !== undefined && { people: named }) };
      }),
    );
    return { organizations, spaces: spaces.flat(), asked, rosters };
  });
  const [
    rawUsers,
    rawRoles,
    { organizations, spaces, asked, rosters: answered },
    rawProjects,
    rawSpaceBindings,
    rawProjectBindings,
    rawRestrictions,
    rawUserKeys,
    rawServiceKeys,
  ] = await Promise.all([
    read(needs.users, { list: 'users' }),
    read(needs.roles, { list: 'roles' }, 'role'),
    organizationsAndSpaces,
    read(needs.projects, { list: 'projects' }, 'project'),
    read(needs.spaceBindings, { list: 'role-bindings', resourceType: 'SPACE' }, 'space-role-binding'),
    read(needs.projectBindings, { list: 'role-bindings', resourceType: 'PROJECT' }, 'project-role-binding'),
    read(needs.restrictions, { list: 'resource-restrictions' }, 'restriction'),
    needs.apiKeys ? read(true, userKeys, 'api-key') : ownKeys(read, needs),
    read(needs.apiKeys, { list: 'api-keys', keyType: 'SERVICE' }, 'api-key'),
  ]);

  const users = withoutFormerInvitations(rawUsers.map(userFrom));
  const roles = rawRoles.map(roleFrom);
  const people = byId(users);
  const rosters = ofKnownPeople(answered, people);
  const spacesById = byId(spaces);
  const projects = rawProjects.flatMap((raw) => projectFrom(raw, spacesById) ?? []);
  const projectsById = byId(projects);
  const known = { users: people, roles: byId(roles), areRolesListed: !refused.has('role') };
  const spaceBindings = bindings(rawSpaceBindings, 'space-role-binding', { ...known, resources: spacesById });
  const projectBindings = bindings(rawProjectBindings, 'project-role-binding', { ...known, resources: projectsById });
  const members = asked.flatMap((place) => membersFrom(place, rosters.members.get(place.id) ?? [], people));
  const places = { organizations: byId(organizations), spaces: spacesById, roles: known.roles };
  const keys = [
    ...(needs.apiKeys ? rawUserKeys : []).flatMap((raw) => keyFrom(raw, 'USER', places) ?? []),
    ...rawServiceKeys.flatMap((raw) => keyFrom(raw, 'SERVICE', places) ?? []),
  ];
  const { unique, ambiguous } = keysByName(keys);

  return {
    resources: {
      user: byAddress(users),
      role: byAddress(roles),
      organization: byAddress(organizations),
      'organization-member': byAddress(members.filter(({ kind }) => kind === 'organization-member')),
      space: byAddress(spaces),
      'space-member': byAddress(members.filter(({ kind }) => kind === 'space-member')),
      'space-role-binding': byAddress(spaceBindings.own),
      project: byAddress(projects),
      'project-role-binding': byAddress(projectBindings.own),
      'api-key': unique,
      restriction: byAddress(rawRestrictions.flatMap((raw) => restrictionFrom(raw, projectsById) ?? [])),
    },
    foreignBindings: [...spaceBindings.foreign, ...projectBindings.foreign],
    visibility: visibilityOf({
      self: whoAmI(rawUserKeys, people),
      roles,
      members,
      spaceBindings: spaceBindings.own,
      places: asked,
      rosters,
      refused,
      astray: astray({
        project: [rawProjects, 'space_id'],
        restriction: [rawRestrictions, 'resource_id'],
        'space-role-binding': [rawSpaceBindings, 'user_id', 'resource_id'],
        'project-role-binding': [rawProjectBindings, 'user_id', 'resource_id'],
      }),
    }),
    ambiguousKeys: ambiguous,
    ...(needs.apiKeys && keysInUse(rawUserKeys, rawServiceKeys, mayBeInUse)),
  };
}

const userKeys: Listing = { list: 'api-keys', keyType: 'USER' };

/** One's own keys tell who one is; where they can't be listed nothing does, and that is no failure. */
async function ownKeys(read: Read, { users }: LiveNeeds): Promise<readonly RawObject[]> {
  try {
    return await read(users, userKeys);
  } catch (error) {
    if (error instanceof ListingFailed && error.failure.kind !== 'interrupted') return [];
    throw error;
  }
}

/** Kinds of which some object lacks a field that says where it belongs: any place may hold it. */
function astray(
  listed: Partial<Readonly<Record<KindName, readonly [objects: readonly RawObject[], ...fields: readonly string[]]>>>,
): ReadonlySet<KindName> {
  return new Set(
    (Object.entries(listed) as [KindName, NonNullable<(typeof listed)[KindName]>][]).flatMap(
      ([kind, [objects, ...fields]]) =>
        objects.some((object) => fields.some((field) => optional(object, field) === undefined)) ? [kind] : [],
    ),
  );
}

function bindings(
  raw: readonly RawObject[],
  kind: 'space-role-binding' | 'project-role-binding',
  known: Parameters<typeof bindingFrom>[2],
) {
  const own: LiveResource[] = [];
  const foreign: ForeignBinding[] = [];
  for (const object of raw) {
    const found = bindingFrom(object, kind, known);
    if ('binding' in found) own.push(found.binding);
    else foreign.push(found.foreign);
  }
  return { own, foreign };
}

/** Somebody invited anew may still be listed with the expired invitation; the one that counts is the latest living one. */
function withoutFormerInvitations(users: readonly LiveResource[]): readonly LiveResource[] {
  const order = ['active', 'invited'];
  const rank = ({ attributes }: LiveResource) => {
    const found = order.findIndex((status) => status === attributes['status']);
    return found < 0 ? order.length : found;
  };
  const best = new Map<Address, LiveResource>();
  for (const user of users) {
    const other = best.get(user.address);
    if (other === undefined || rank(user) < rank(other)) best.set(user.address, user);
  }
  return [...best.values()];
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

/** The user whose key this is, if it is a user's key; a service key's bot user has no keys of its own. */
function whoAmI(ownKeys: readonly RawObject[], users: ById): LiveResource | undefined {
  const ids = new Set(ownKeys.map((key) => optional(key, 'created_by_user_id')));
  const [id] = ids;
  return ids.size === 1 && id !== undefined ? users.get(id) : undefined;
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

function byId(resources: readonly LiveResource[]): ById {
  return new Map(resources.map((resource) => [resource.id, resource]));
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
