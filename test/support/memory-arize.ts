import type { ResolvedCall } from '../../src/model/call.js';
import type { Result } from '../../src/model/result.js';
import { failed, ok } from '../../src/model/result.js';
import { Secret } from '../../src/model/secret.js';
import type {
  Arize,
  CallResult,
  Listing,
  MemberPlace,
  RawObject,
  RemoteFailure,
  RosterMember,
} from '../../src/remote/port.js';
import { pageOf } from '../../src/remote/roster/queries.js';

/*
 * Arize behind the port, in memory: the rules of the contract §7 and nothing else, for tests that need thousands of
 * runs. Refuses what the platform refuses. The way end to end is proven elsewhere, on the real ax.
 */

interface User {
  id: string;
  email: string;
  name: string;
  role: string;
  status: string;
  is_developer: boolean;
}
interface Organization {
  id: string;
  name: string;
  description: string;
  members: Map<string, string>;
}
interface Space {
  id: string;
  name: string;
  description: string;
  organization: string;
  is_private: boolean;
  members: Map<string, string>;
}
interface Role {
  id: string;
  name: string;
  description: string;
  permissions: string[];
  is_predefined: boolean;
}
interface Binding {
  id: string;
  user_id: string;
  role_id: string;
  resource_type: string;
  resource_id: string;
}
interface Project {
  id: string;
  name: string;
  space_id: string;
}

interface Key {
  id: string;
  name: string;
  key_type: 'USER' | 'SERVICE';
  created_by: string;
  account_role: string;
  organizations: Extract<ResolvedCall, { readonly do: 'api-keys.create-service' }>['organizations'];
}

export interface Memory {
  readonly users: Map<string, User>;
  readonly organizations: Map<string, Organization>;
  readonly spaces: Map<string, Space>;
  readonly roles: Map<string, Role>;
  readonly bindings: Map<string, Binding>;
  readonly projects: Map<string, Project>;
  readonly restrictions: Set<string>;
  /** The active ones; unless a test says otherwise all are the login's, who is none of the users. */
  readonly keys: Map<string, Key>;
  readonly deletedEmails: Set<string>;
}

export interface MemoryArize extends Arize {
  readonly memory: Memory;
  /** Every call, in order. */
  readonly calls: ResolvedCall[];
  readonly listings: Listing[];
}

export interface MemoryOptions {
  readonly privateSpaces?: boolean;
  /** Whether members can be read: with their roles, or in organizations without. */
  readonly roster?: 'full' | 'without organization roles';
  /** Whose key it is: that of an account admin who is among the users (unless told otherwise), or one that nothing tells of. */
  readonly login?: 'admin' | 'unknown';
  /** What becomes of the ID of somebody whose expired invitation is made anew; with `beside`, the former one is still listed. */
  readonly reinvites?: 'same ID' | 'new ID' | 'new ID beside';
  /** Whether the roster shows a role for who is in a space by inheritance; the platform does not, and nothing may hang on it. */
  readonly tellsInheritedRoles?: boolean;
}

export function memoryArize(options: MemoryOptions = {}): MemoryArize {
  const memory: Memory = {
    users: new Map(),
    organizations: new Map(),
    spaces: new Map(),
    roles: new Map(),
    bindings: new Map(),
    projects: new Map(),
    restrictions: new Set(),
    keys: new Map(),
    deletedEmails: new Set(),
  };
  if (options.login !== 'unknown') memory.users.set(login.id, { ...login });
  let serial = 0;
  const newId = (type: string) => `${type}:${String(++serial)}`;
  const calls: ResolvedCall[] = [];
  const listings: Listing[] = [];
  return {
    memory,
    calls,
    listings,
    describe: () =>
      Promise.resolve(
        ok({
          transport: 'ax',
          axVersion: '0.39.0',
          profile: 'test',
          host: 'memory',
          capabilities: { privateSpaces: options.privateSpaces ?? false },
        }),
      ),
    list(listing) {
      listings.push(listing);
      return Promise.resolve(ok(listObjects(memory, listing)));
    },
    ...(options.roster !== undefined && {
      members: (places: readonly MemberPlace[]) => Promise.resolve(ok({ members: rosters(memory, places, options) })),
    }),
    call(call) {
      calls.push(call);
      return Promise.resolve(perform(memory, call, newId, options));
    },
    close: () => Promise.resolve(),
  };
}

const login: User = {
  id: 'User:login',
  email: 'login@x.io',
  name: 'Login',
  role: 'ADMIN',
  status: 'ACTIVE',
  is_developer: true,
};

/** What GraphQL would tell (contract §8), page by page, and what the roster makes of it. */
function rosters(
  memory: Memory,
  places: readonly MemberPlace[],
  options: MemoryOptions,
): ReadonlyMap<string, readonly RosterMember[]> {
  return new Map(
    places.flatMap((place) => {
      const organization = memory.organizations.get(place.id);
      const space = memory.spaces.get(place.id);
      if (organization !== undefined)
        return [[place.id, readPages(place, organizationUsers(organization, options))] as const];
      return space === undefined ? [] : [[place.id, readPages(place, spaceUsers(memory, space, options))] as const];
    }),
  );
}

interface RosterNode {
  readonly role?: string | null;
  readonly membership?: string;
  readonly user: { readonly id: string };
}

const graphqlWords: Readonly<Record<string, string>> = { ADMIN: 'admin', MEMBER: 'member', READ_ONLY: 'readOnly' };
const graphqlWord = (role: string) => graphqlWords[role] ?? role.toLowerCase();

function organizationUsers({ members }: Organization, { roster }: MemoryOptions): readonly RosterNode[] {
  return [...members].map(([id, role]) => ({ ...(roster === 'full' && { role: graphqlWord(role) }), user: { id } }));
}

/** Everybody who can enter the space; a binding alone makes a member with a custom role, the rest have it from above. */
function spaceUsers(memory: Memory, space: Space, options: MemoryOptions): readonly RosterNode[] {
  const bound = new Set(
    [...memory.bindings.values()].flatMap(({ resource_id, user_id }) => (resource_id === space.id ? [user_id] : [])),
  );
  const above = memory.organizations.get(space.organization)?.members;
  return [...memory.users.values()].flatMap((user): readonly RosterNode[] => {
    const { id } = user;
    const own = space.members.get(id);
    if (own !== undefined || bound.has(id))
      return [{ role: own === undefined ? null : graphqlWord(own), membership: 'EXPLICIT_MEMBERSHIP', user: { id } }];
    const role = above?.get(id);
    const inherited = (membership: string, word: string) => [
      { role: options.tellsInheritedRoles === true ? graphqlWord(word) : null, membership, user: { id } },
    ];
    if (user.role === 'ADMIN') return inherited('ACCOUNT_ADMIN', 'ADMIN');
    if (role === 'ADMIN') return inherited('ORGANIZATION_ADMIN', role);
    return role === undefined || space.is_private ? [] : inherited('PUBLIC_MEMBERSHIP', role);
  });
}

/** Few enough for some places to take several pages. */
const pageSize = 3;

function readPages(place: MemberPlace, nodes: readonly RosterNode[]): readonly RosterMember[] {
  const members: RosterMember[] = [];
  let from = 0;
  for (;;) {
    const to = from + pageSize;
    const connection = {
      totalCount: nodes.length,
      pageInfo: { hasNextPage: to < nodes.length, endCursor: String(to) },
      edges: nodes.slice(from, to).map((node) => ({ node })),
    };
    const page = pageOf({ members: connection }, { place, first: pageSize });
    if (page === undefined) throw new Error(`a page that can't be read: ${JSON.stringify(connection)}`);
    members.push(...page.members);
    if (page.next === undefined) return members;
    from = Number(page.next);
  }
}

function listObjects(memory: Memory, listing: Listing): readonly RawObject[] {
  switch (listing.list) {
    case 'users':
      return [...memory.users.values()].map(({ role, ...user }) => ({
        ...user,
        role: { type: 'PREDEFINED', name: role },
      }));
    case 'organizations':
      return [...memory.organizations.values()].map(({ id, name, description }) => ({ id, name, description }));
    case 'spaces':
      return [...memory.spaces.values()]
        .filter(({ organization }) => organization === listing.organization)
        .map(({ id, name, description, is_private }) => ({ id, name, description, is_private }));
    case 'roles':
      return [...memory.roles.values()].map((role) => ({ ...role }));
    case 'role-bindings':
      return [...memory.bindings.values()]
        .filter(({ resource_type }) => resource_type === listing.resourceType)
        .map((binding) => ({ ...binding }));
    case 'resource-restrictions':
      return [...memory.restrictions].map((resource_id) => ({ resource_type: 'PROJECT', resource_id }));
    case 'projects':
      return [...memory.projects.values()].map((project) => ({ ...project }));
    case 'api-keys':
      return [...memory.keys.values(), ...keyInUse(memory)]
        .filter(({ key_type }) => key_type === listing.keyType)
        .map((key) => ({
          id: key.id,
          name: key.name,
          key_type: key.key_type,
          status: 'ACTIVE',
          created_by_user_id: key.created_by,
          ...(key.key_type === 'SERVICE' && { bot_user: botUser(memory, key) }),
        }));
  }
}

/** The key of who asks, where that is one of the users. */
function keyInUse({ users }: Memory): readonly Key[] {
  const own = {
    id: 'ApiKey:login',
    name: 'key in use',
    key_type: 'USER',
    account_role: '',
    organizations: [],
  } as const;
  return users.has(login.id) ? [{ ...own, created_by: login.id }] : [];
}

/** A service key's bot user is in whatever is left of the places that the key was made for. */
function botUser(memory: Memory, { account_role, organizations }: Key): RawObject {
  const predefined = (name: unknown) => ({ type: 'PREDEFINED', name });
  return {
    account_role: predefined(account_role),
    organizations: organizations
      .filter(({ organization }) => memory.organizations.has(organization))
      .map(({ organization, role, spaces }) => ({
        org_id: organization,
        role: predefined(role),
        spaces: spaces
          .filter(({ space }) => memory.spaces.has(space))
          .map((inside) => ({ space_id: inside.space, role: predefined(inside.role) })),
      })),
  };
}

type Answer = Result<CallResult, RemoteFailure>;
const done: Answer = ok({});

function perform(
  memory: Memory,
  call: ResolvedCall,
  newId: (type: string) => string,
  { reinvites = 'same ID' }: MemoryOptions,
): Answer {
  switch (call.do) {
    case 'users.create': {
      const email = call.email.toLowerCase();
      const ofEmail = [...memory.users.values()].filter((user) => user.email === email);
      const known = ofEmail.find(({ status }) => status !== 'EXPIRED') ?? ofEmail[0];
      if (known?.status === 'INVITED' && call.invite !== 'NONE') return ok({ id: known.id });
      const isOver = known?.status === 'EXPIRED';
      if ((known !== undefined && !isOver) || memory.deletedEmails.has(email)) return refuse(409);
      if (known !== undefined && reinvites === 'new ID') dropUser(memory, known.id);
      const id = known === undefined || reinvites !== 'same ID' ? newId('User') : known.id;
      memory.users.set(id, {
        id,
        email,
        name: call.name,
        role: call.role,
        status: call.invite === 'NONE' ? 'ACTIVE' : 'INVITED',
        is_developer: false,
      });
      return ok({ id });
    }
    case 'users.update': {
      const user = memory.users.get(call.user);
      if (user === undefined) return refuse(404);
      if (call.name !== undefined) user.name = call.name;
      if (call.developer !== undefined) user.is_developer = call.developer;
      return ok({ id: user.id });
    }
    case 'users.delete': {
      const user = memory.users.get(call.user);
      if (user === undefined) return gone;
      dropUser(memory, call.user);
      memory.deletedEmails.add(user.email);
      return done;
    }
    case 'organizations.create': {
      if (named(memory.organizations, call.name)) return refuse(409);
      const id = newId('AccountOrganization');
      memory.organizations.set(id, { id, name: call.name, description: call.description ?? '', members: new Map() });
      return ok({ id });
    }
    case 'organizations.update': {
      const organization = memory.organizations.get(call.organization);
      if (organization === undefined) return refuse(404);
      if (call.name !== undefined && call.name !== organization.name && named(memory.organizations, call.name))
        return refuse(409);
      organization.name = call.name ?? organization.name;
      organization.description = call.description ?? organization.description;
      return ok({ id: organization.id });
    }
    case 'organizations.delete':
      if (!memory.organizations.delete(call.organization)) return gone;
      for (const space of [...memory.spaces.values()])
        if (space.organization === call.organization) dropSpace(memory, space.id);
      return done;
    case 'organizations.add-user': {
      const organization = memory.organizations.get(call.organization);
      if (organization === undefined || !memory.users.has(call.user)) return refuse(404);
      if (annotatorMix(memory, call.user, call.role)) return refuse(400);
      organization.members.set(call.user, call.role);
      return done;
    }
    case 'organizations.remove-user': {
      const organization = memory.organizations.get(call.organization);
      if (organization?.members.delete(call.user) !== true) return gone;
      for (const space of memory.spaces.values())
        if (space.organization === call.organization) space.members.delete(call.user);
      return done;
    }
    case 'spaces.create': {
      if (!memory.organizations.has(call.organization)) return refuse(404);
      if (
        [...memory.spaces.values()].some(
          ({ name, organization }) => name === call.name && organization === call.organization,
        )
      )
        return refuse(409);
      const id = newId('Space');
      memory.spaces.set(id, {
        id,
        name: call.name,
        description: call.description ?? '',
        organization: call.organization,
        is_private: call.private ?? false,
        members: new Map(),
      });
      return ok({ id });
    }
    case 'spaces.update': {
      const space = memory.spaces.get(call.space);
      if (space === undefined) return refuse(404);
      const isTaken = [...memory.spaces.values()].some(
        (other) => other !== space && other.name === call.name && other.organization === space.organization,
      );
      if (isTaken) return refuse(409);
      space.name = call.name ?? space.name;
      space.description = call.description ?? space.description;
      space.is_private = call.private ?? space.is_private;
      return ok({ id: space.id });
    }
    case 'spaces.delete':
      if (!memory.spaces.has(call.space)) return gone;
      dropSpace(memory, call.space);
      return done;
    case 'spaces.add-user': {
      const space = memory.spaces.get(call.space);
      if (space === undefined || !memory.users.has(call.user)) return refuse(404);
      if (memory.organizations.get(space.organization)?.members.has(call.user) !== true) return refuse(400);
      if (annotatorMix(memory, call.user, call.role)) return refuse(400);
      space.members.set(call.user, call.role);
      return done;
    }
    case 'spaces.remove-user': {
      const space = memory.spaces.get(call.space);
      if (space?.members.delete(call.user) !== true) return gone;
      dropBindings(memory, ({ user_id, resource_id }) => user_id === call.user && resource_id === call.space);
      return done;
    }
    case 'roles.create': {
      if (named(memory.roles, call.name)) return refuse(409);
      if (call.permissions.length === 0) return refuse(422);
      const id = newId('Role');
      memory.roles.set(id, {
        id,
        name: call.name,
        description: call.description ?? '',
        permissions: [...call.permissions],
        is_predefined: false,
      });
      return ok({ id });
    }
    case 'roles.update': {
      const role = memory.roles.get(call.role);
      if (role === undefined) return refuse(404);
      if (role.is_predefined || call.permissions?.length === 0) return refuse(400);
      if (call.name !== undefined && call.name !== role.name && named(memory.roles, call.name)) return refuse(409);
      role.name = call.name ?? role.name;
      role.description = call.description ?? role.description;
      if (call.permissions !== undefined) role.permissions = [...call.permissions];
      return ok({ id: role.id });
    }
    case 'roles.delete': {
      if ([...memory.bindings.values()].some(({ role_id }) => role_id === call.role)) return refuse(409);
      return memory.roles.delete(call.role) ? done : gone;
    }
    case 'role-bindings.create': {
      if (!memory.users.has(call.user) || !memory.roles.has(call.role)) return refuse(404);
      if (!(call.resourceType === 'SPACE' ? memory.spaces : memory.projects).has(call.resource)) return refuse(404);
      const taken = [...memory.bindings.values()].some(
        ({ user_id, resource_id }) => user_id === call.user && resource_id === call.resource,
      );
      if (taken) return refuse(409);
      const id = newId('RoleBinding');
      memory.bindings.set(id, {
        id,
        user_id: call.user,
        role_id: call.role,
        resource_type: call.resourceType,
        resource_id: call.resource,
      });
      return ok({ id });
    }
    case 'role-bindings.update': {
      const binding = memory.bindings.get(call.binding);
      if (binding === undefined || !memory.roles.has(call.role)) return refuse(404);
      binding.role_id = call.role;
      return ok({ id: binding.id });
    }
    case 'role-bindings.delete':
      return memory.bindings.delete(call.binding) ? done : gone;
    case 'resource-restrictions.restrict':
      if (!memory.projects.has(call.resource)) return refuse(404);
      memory.restrictions.add(call.resource);
      return done;
    case 'resource-restrictions.unrestrict':
      return memory.restrictions.delete(call.resource) ? done : gone;
    case 'projects.create': {
      if (!memory.spaces.has(call.space)) return refuse(404);
      if ([...memory.projects.values()].some(({ name, space_id }) => name === call.name && space_id === call.space))
        return refuse(409);
      const id = newId('Model');
      memory.projects.set(id, { id, name: call.name, space_id: call.space });
      return ok({ id });
    }
    case 'api-keys.create':
    case 'api-keys.create-service': {
      const organizations = call.do === 'api-keys.create' ? [] : call.organizations;
      if (call.do === 'api-keys.create-service' && organizations.length === 0) return refuse(400);
      for (const { organization, spaces } of organizations) {
        if (!memory.organizations.has(organization)) return refuse(404);
        for (const { space, role } of spaces) {
          if (memory.spaces.get(space)?.organization !== organization) return refuse(404);
          // A custom role would be a binding of the bot user; nothing here needs one.
          if (typeof role !== 'string') return refuse(403);
        }
      }
      const id = newId('ApiKey');
      const isService = call.do === 'api-keys.create-service';
      memory.keys.set(id, {
        id,
        name: call.name,
        key_type: isService ? 'SERVICE' : 'USER',
        created_by: 'User:login',
        account_role: isService ? call.accountRole : '',
        organizations,
      });
      return ok({ id, secret: new Secret(`the key of ${id}`) });
    }
    case 'api-keys.revoke':
      memory.keys.delete(call.key);
      return done;
    case 'users.resend-invitation':
    case 'users.reset-password':
    case 'api-keys.refresh':
      return refuse(403);
    case 'projects.update': {
      const project = memory.projects.get(call.project);
      if (project === undefined) return refuse(404);
      const isTaken = [...memory.projects.values()].some(
        ({ id, name, space_id }) => id !== project.id && name === call.name && space_id === project.space_id,
      );
      // 409 isn't declared for this operation (contract §9).
      if (isTaken) return refuse(422);
      project.name = call.name;
      return ok({ id: project.id });
    }
    case 'projects.delete':
      if (!memory.projects.has(call.project)) return gone;
      dropProject(memory, call.project);
      return done;
  }
}

const gone: Answer = ok({ alreadyGone: true });

function refuse(status: number): Answer {
  return failed({
    kind: status === 404 ? 'not-found' : status === 409 ? 'conflict' : 'invalid',
    status,
    message: `refused with ${String(status)}`,
    uncertain: false,
  });
}

function named(objects: ReadonlyMap<string, { readonly name: string }>, name: string): boolean {
  return [...objects.values()].some((object) => object.name === name);
}

function annotatorMix(memory: Memory, user: string, role: string): boolean {
  return (memory.users.get(user)?.role === 'ANNOTATOR') !== (role === 'ANNOTATOR');
}

function dropUser(memory: Memory, id: string): void {
  memory.users.delete(id);
  for (const place of [...memory.organizations.values(), ...memory.spaces.values()]) place.members.delete(id);
  dropBindings(memory, ({ user_id }) => user_id === id);
}

function dropBindings(memory: Memory, matches: (binding: Binding) => boolean): void {
  for (const binding of [...memory.bindings.values()]) if (matches(binding)) memory.bindings.delete(binding.id);
}

function dropSpace(memory: Memory, id: string): void {
  memory.spaces.delete(id);
  dropBindings(memory, ({ resource_id }) => resource_id === id);
  for (const project of [...memory.projects.values()]) if (project.space_id === id) dropProject(memory, project.id);
}

function dropProject(memory: Memory, id: string): void {
  memory.projects.delete(id);
  memory.restrictions.delete(id);
  dropBindings(memory, ({ resource_id }) => resource_id === id);
}
