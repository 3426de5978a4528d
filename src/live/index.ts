import type { Address } from '../model/address.js';
import type { ForeignBinding, LiveNeeds, LiveState, Unobserved } from '../model/live.js';
import { keysByName } from '../model/live.js';
import type { LiveResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Arize, Listing, MemberPlace, RawObject, RemoteFailure, Rosters } from '../remote/port.js';
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
import { required, UnreadableObject } from './raw.js';

export { withBelieved } from './believed.js';
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
  const read: Read = async (isNeeded, listing) => {
    if (!isNeeded) return [];
    const listed = await arize.list(listing, stop);
    if (listed.ok) return listed.value;
    throw new ListingFailed(listed.error);
  };
  const readMembers: ReadMembers = async (places) => {
    if (arize.members === undefined || places.length === 0) return { members: new Map() };
    const found = await arize.members(places, stop);
    if (found.ok) return found.value;
    if (needs.isRosterRequired === true || found.error.kind === 'interrupted') throw new ListingFailed(found.error);
    return { members: new Map(), problem: found.error.message };
  };
  try {
    return ok(await assemble(read, readMembers, needs));
  } catch (error) {
    reading.abort();
    if (error instanceof ListingFailed) return failed(error.failure);
    if (error instanceof UnreadableObject) return failed(unreadable(error.message));
    throw error;
  }
}

type ReadMembers = (places: readonly MemberPlace[]) => Promise<Rosters>;
type Read = (isNeeded: boolean, listing: Listing) => Promise<readonly RawObject[]>;

class ListingFailed extends Error {
  constructor(readonly failure: RemoteFailure) {
    super(failure.message);
  }
}

async function assemble(read: Read, readMembers: ReadMembers, needs: LiveNeeds): Promise<LiveState> {
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
    const places = [...organizations, ...spaces.flat()].filter(
      ({ address }) => needs.membersOf === 'all' || needs.membersOf.has(address),
    );
    const rosters = await readMembers(places.map(({ kind, id }) => ({ kind: kind as MemberPlace['kind'], id })));
    return { organizations, spaces: spaces.flat(), places, rosters };
  });
  const [
    rawUsers,
    rawRoles,
    { organizations, spaces, places, rosters },
    rawProjects,
    rawSpaceBindings,
    rawProjectBindings,
    rawRestrictions,
    rawUserKeys,
    rawServiceKeys,
  ] = await Promise.all([
    read(needs.users, { list: 'users' }),
    read(needs.roles, { list: 'roles' }),
    organizationsAndSpaces,
    read(needs.projects, { list: 'projects' }),
    read(needs.spaceBindings, { list: 'role-bindings', resourceType: 'SPACE' }),
    read(needs.projectBindings, { list: 'role-bindings', resourceType: 'PROJECT' }),
    read(needs.restrictions, { list: 'resource-restrictions' }),
    read(needs.apiKeys, { list: 'api-keys', keyType: 'USER' }),
    read(needs.apiKeys, { list: 'api-keys', keyType: 'SERVICE' }),
  ]);

  const users = withoutFormerInvitations(rawUsers.map(userFrom));
  const roles = rawRoles.map(roleFrom);
  const spacesById = byId(spaces);
  const projects = rawProjects.flatMap((raw) => projectFrom(raw, spacesById) ?? []);
  const projectsById = byId(projects);
  const known = { users: byId(users), roles: byId(roles) };
  const spaceBindings = bindings(rawSpaceBindings, 'space-role-binding', { ...known, resources: spacesById });
  const projectBindings = bindings(rawProjectBindings, 'project-role-binding', { ...known, resources: projectsById });

  const members = places.flatMap((place) => membersFrom(place, rosters.members.get(place.id) ?? [], known.users));
  const keyPlaces = { organizations: byId(organizations), spaces: spacesById, roles: known.roles };
  const keys = [
    ...rawUserKeys.flatMap((raw) => keyFrom(raw, 'USER', keyPlaces) ?? []),
    ...rawServiceKeys.flatMap((raw) => keyFrom(raw, 'SERVICE', keyPlaces) ?? []),
  ];
  const { unique, ambiguous } = keysByName(keys);

  const counts = { 'space-role-binding': rawSpaceBindings.length, 'project-role-binding': rawProjectBindings.length };
  const empty = emptyBindings(needs, counts);
  const isStrangerThere =
    needs.declaredUsers !== undefined && users.some(({ address }) => needs.declaredUsers?.has(address) === false);
  const isAdminLowered = members.some(
    ({ address, attributes }) => attributes['role'] === 'admin' && needs.lowered?.has(address) === true,
  );
  const asksWho = needs.identity || isAdminLowered || isStrangerThere || empty.length > 0;
  const self = asksWho ? await whoAmI(read, known.users) : undefined;

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
    rosters: new Set(places.flatMap(({ id, address }) => (rosters.members.has(id) ? [address] : []))),
    ambiguousKeys: ambiguous,
    ...(self !== undefined && { self: self.address }),
    ...(needs.identity && self?.attributes['role'] !== 'admin' && { mayHide: true }),
    unobserved: [...unreadMembers(rosters.problem), ...hiddenBindings(empty, self)],
  };
}

/** One line for all that no roster showed. */
function unreadMembers(problem: string | undefined): readonly Unobserved[] {
  return problem === undefined ? [] : [{ scope: 'organization/**/member/*', kinds: [], reason: problem }];
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

type BindingKind = 'space-role-binding' | 'project-role-binding';

/** The kinds of binding that the files grant something through, and of which none is listed. */
function emptyBindings(needs: LiveNeeds, listed: Readonly<Record<BindingKind, number>>): readonly BindingKind[] {
  if (!needs.grantsBindings) return [];
  const asked: Readonly<Record<BindingKind, boolean>> = {
    'space-role-binding': needs.spaceBindings,
    'project-role-binding': needs.projectBindings,
  };
  return (['space-role-binding', 'project-role-binding'] as const).filter((kind) => asked[kind] && listed[kind] === 0);
}

/**
 * Who may not see role bindings gets an empty list, not a refusal (contract §6). An account administrator sees all,
 * so an empty list means none; anybody else may have been shown nothing. Who we are is told by our own API keys.
 */
function hiddenBindings(empty: readonly BindingKind[], self: LiveResource | undefined): readonly Unobserved[] {
  if (self?.attributes['role'] === 'admin') return [];
  const scopes: Readonly<Record<BindingKind, string>> = {
    'space-role-binding': 'organization/*/space/*/member/*',
    'project-role-binding': 'organization/*/space/*/project/*/member/*',
  };
  return empty.map((kind) => ({
    scope: scopes[kind],
    kinds: self === undefined ? [] : [kind],
    reason:
      self === undefined
        ? 'the list of role bindings is empty; that may mean none, or that this login may not see them'
        : `the list of role bindings is empty, and ${self.names.user ?? 'this login'} is no account administrator: it may not be allowed to see them`,
  }));
}

/** The user whose key this is, if it is a user's key; a service key's bot user has no keys of its own. */
async function whoAmI(read: Read, users: ById): Promise<LiveResource | undefined> {
  try {
    const keys = await read(true, { list: 'api-keys', keyType: 'USER' });
    const ids = new Set(keys.map((key) => required(key, 'created_by_user_id', 'key')));
    const [id] = ids;
    return ids.size === 1 && id !== undefined ? users.get(id) : undefined;
  } catch (error) {
    if (error instanceof ListingFailed || error instanceof UnreadableObject) return undefined;
    throw error;
  }
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
