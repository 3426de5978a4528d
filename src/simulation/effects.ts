import { addressOf } from '../model/address.js';
import type { Call, ResolvedCall } from '../model/call.js';
import type { Attributes } from '../model/resource.js';
import type { Account, Entry, Grant, GrantKind, Thing } from './account.js';

/** What one call does to an account, or why Arize would refuse it. */
export type Effect =
  | {
      readonly ok: true;
      /** The ID of what was made. */
      readonly made?: string;
      readonly changed: readonly Entry[];
      /** What is gone afterwards, cascades included. */
      readonly removed: readonly Entry[];
      /** What ended with an ID that somebody had: what the plan makes anew is there again, and the rest was no access. */
      readonly lapsed?: readonly Entry[];
    }
  | { readonly ok: false; readonly refusal: string };

/** Does a call to an account, by the rules of the platform (contract §7). */
export function perform(account: Account, call: ResolvedCall): Effect {
  const effects: Effects = { ...effectsOfAccess, ...keyEffects };
  return (effects[call.do] as (account: Account, call: ResolvedCall) => Effect)(account, call);
}

type Effects = {
  readonly [D in Call['do']]: (account: Account, call: Extract<ResolvedCall, { readonly do: D }>) => Effect;
};

/** In the order of the platform's own resources. */
const effectsOfAccess: Omit<Effects, keyof typeof keyEffects> = {
  'users.create': (account, { email, name, role, invite }) => {
    const person = email.toLowerCase();
    if (account.wasDeactivated(person)) return refused(`${person} was deactivated and can't be invited again`);
    const found = account.named('user', person);
    if (found === undefined)
      return make(account, {
        kind: 'user',
        name: person,
        // What a new user's developer access is, the platform does not say.
        attributes: {
          developer: null,
          name,
          role: role.toLowerCase(),
          status: invite === 'NONE' ? 'active' : 'invited',
        },
      });
    // An invitation that ran out is made anew.
    if (found.attributes['status'] === 'expired') return inviteAnew(account, found, { name, role: role.toLowerCase() });
    // Whoever is invited already stays so, as it was.
    return found.attributes['status'] === 'invited' && invite !== 'NONE'
      ? { ok: true, made: found.id, changed: [], removed: [] }
      : refused(`there is a user ${person} already`);
  },
  'users.update': (account, { user, name, developer }) =>
    amend(account, 'user', user, {
      ...(name !== undefined && { name }),
      ...(developer !== undefined && { developer }),
    }),
  'users.delete': (account, { user }) => {
    const found = thing(account, 'user', user);
    if (found === undefined) return nothing;
    const removed = [...takeAll(account, account.grantsOf(user)), account.entryOf(found)];
    account.remove(user);
    account.deactivate(found.name);
    return { ok: true, changed: [], removed };
  },

  'users.resend-invitation': (account, { user }) => amend(account, 'user', user, {}),
  'users.reset-password': (account, { user }) => amend(account, 'user', user, {}),

  'organizations.create': (account, { name, description }) =>
    account.named('organization', name) === undefined
      ? make(account, { kind: 'organization', name, attributes: { description: description ?? '' } })
      : refused(`there is an organization ${name} already`),
  'organizations.update': (account, { organization, name, description }) =>
    amend(account, 'organization', organization, described(description), name),
  'organizations.delete': (account, { organization }) => {
    const found = thing(account, 'organization', organization);
    return found === undefined ? nothing : { ok: true, changed: [], removed: dropWhole(account, found) };
  },
  'organizations.add-user': (account, { organization, user, role }) =>
    join(account, 'organization', organization, user, role),
  'organizations.remove-user': (account, { organization, user }) => {
    const found = account.grant('organization-member', organization, user);
    const below = account.inside(organization).flatMap(({ id }) => account.grant('space-member', id, user) ?? []);
    return { ok: true, changed: [], removed: takeAll(account, found === undefined ? [] : [...below, found]) };
  },

  'spaces.create': (account, { organization, name, description, private: isPrivate }) => {
    if (thing(account, 'organization', organization) === undefined) return missing('organization', organization);
    if (account.named('space', name, organization) !== undefined) return refused(`there is a space ${name} already`);
    return make(account, {
      kind: 'space',
      name,
      parent: organization,
      attributes: { description: description ?? '', private: isPrivate ?? false },
    });
  },
  'spaces.update': (account, { space, name, description, private: isPrivate }) =>
    amend(
      account,
      'space',
      space,
      { ...described(description), ...(isPrivate !== undefined && { private: isPrivate }) },
      name,
    ),
  'spaces.delete': (account, { space }) => {
    const found = thing(account, 'space', space);
    return found === undefined ? nothing : { ok: true, changed: [], removed: dropWhole(account, found) };
  },
  'spaces.add-user': (account, { space, user, role }) => {
    const parent = thing(account, 'space', space)?.parent;
    if (parent === undefined) return missing('space', space);
    const isMember = account.grant('organization-member', parent, user) !== undefined;
    if (!isMember && account.knowsWhetherIn(parent, user)) return refused(`${user} is no member of the organization`);
    return join(account, 'space', space, user, role);
  },
  // It takes the person's bindings on the space along, and finds nothing where there is no membership.
  'spaces.remove-user': (account, { space, user }) => {
    const found = account.grant('space-member', space, user);
    const binding = account.grant('space-role-binding', space, user);
    return { ok: true, changed: [], removed: takeAll(account, found === undefined ? [] : [binding, found]) };
  },

  'roles.create': (account, { name, description, permissions }) => {
    if (permissions.length === 0) return refused('a role needs a permission');
    if (account.named('role', name) !== undefined) return refused(`there is a role ${name} already`);
    return make(account, {
      kind: 'role',
      name,
      attributes: { description: description ?? '', permissions: [...permissions].sort() },
    });
  },
  'roles.update': (account, { role, name, description, permissions }) => {
    if (permissions?.length === 0) return refused('a role needs a permission');
    if (account.find(role)?.builtIn === true) return refused('a predefined role stays as it is');
    const replaced = permissions === undefined ? {} : { permissions: [...permissions].sort() };
    return amend(account, 'role', role, { ...described(description), ...replaced }, name);
  },
  'roles.delete': (account, { role }) => {
    const found = thing(account, 'role', role);
    if (found === undefined) return nothing;
    if (found.builtIn === true) return refused('a predefined role stays');
    if (account.isBound(role)) return refused(`the role ${found.name} is still bound`);
    const removed = [account.entryOf(found)];
    account.remove(role);
    return { ok: true, changed: [], removed };
  },

  'role-bindings.create': (account, { user, role, resourceType, resource }) => {
    const [kind, place] =
      resourceType === 'SPACE'
        ? (['space-role-binding', 'space'] as const)
        : (['project-role-binding', 'project'] as const);
    if (thing(account, place, resource) === undefined) return missing(place, resource);
    if (thing(account, 'user', user) === undefined) return missing('user', user);
    if (thing(account, 'role', role) === undefined) return missing('role', role);
    const before = account.grant(kind, resource, user);
    // What somebody has from before they were invited anew is looked up, and given the role.
    if (before !== undefined && !account.wasInvitedAnew(user)) return refused(`${user} has a role there already`);
    const grant: Grant = { kind, place: resource, user, role, binding: before?.binding ?? account.newId('binding') };
    account.give(grant);
    return { ok: true, changed: [account.entryOfGrant(grant)], removed: [] };
  },
  'role-bindings.update': (account, { binding, role }) => {
    const found = account.boundAs(binding);
    if (found === undefined) return missing('role binding', binding);
    if (thing(account, 'role', role) === undefined) return missing('role', role);
    account.give({ ...found, role });
    return { ok: true, changed: [account.entryOfGrant(found)], removed: [] };
  },
  'role-bindings.delete': (account, { binding }) => {
    const found = account.boundAs(binding);
    return { ok: true, changed: [], removed: takeAll(account, [found]) };
  },

  'resource-restrictions.restrict': (account, { resource }) => {
    const project = thing(account, 'project', resource);
    if (project === undefined) return missing('project', resource);
    account.restrictions.add(resource);
    return { ok: true, changed: [account.entryOfRestriction(project)], removed: [] };
  },
  'resource-restrictions.unrestrict': (account, { resource }) => {
    const project = thing(account, 'project', resource);
    if (project === undefined || !account.restrictions.delete(resource)) return nothing;
    return { ok: true, changed: [], removed: [account.entryOfRestriction(project)] };
  },

  'projects.create': (account, { space, name }) => {
    if (thing(account, 'space', space) === undefined) return missing('space', space);
    if (account.named('project', name, space) !== undefined) return refused(`there is a project ${name} already`);
    return make(account, { kind: 'project', name, parent: space, attributes: {} });
  },
  'projects.update': (account, { project, name }) => amend(account, 'project', project, {}, name),
  'projects.delete': (account, { project }) => {
    const found = thing(account, 'project', project);
    return found === undefined ? nothing : { ok: true, changed: [], removed: dropWhole(account, found) };
  },
};

const keyEffects = {
  'api-keys.create': (account: Account, { name }: { readonly name: string }) =>
    make(account, { kind: 'api-key', name, attributes: {} }),
  'api-keys.create-service': (
    account: Account,
    { name, organizations }: Extract<ResolvedCall, { readonly do: 'api-keys.create-service' }>,
  ) => {
    for (const { organization, spaces } of organizations) {
      if (thing(account, 'organization', organization) === undefined) return missing('organization', organization);
      for (const { space, role } of spaces) {
        if (thing(account, 'space', space)?.parent !== organization) return missing('space', space);
        if (typeof role !== 'string' && thing(account, 'role', role.role) === undefined)
          return missing('role', role.role);
      }
    }
    return organizations.length === 0
      ? refused('a service key needs an organization')
      : make(account, { kind: 'api-key', name, attributes: {} });
  },
  'api-keys.refresh': (account: Account, { key }: { readonly key: string }) => amend(account, 'api-key', key, {}),
  'api-keys.revoke': (account: Account, { key }: { readonly key: string }) => {
    const found = thing(account, 'api-key', key);
    if (found === undefined) return nothing;
    const removed = [account.entryOf(found)];
    account.remove(key);
    return { ok: true as const, changed: [], removed };
  },
};

/** A removal of what is gone already is none, and no failure. */
const nothing: Effect = { ok: true, changed: [], removed: [] };

function thing(account: Account, kind: Thing['kind'], id: string): Thing | undefined {
  const found = account.find(id);
  return found?.kind === kind ? found : undefined;
}

function refused(refusal: string): Effect {
  return { ok: false, refusal };
}

function missing(what: string, id: string): Effect {
  return refused(`there is no ${what} ${id}`);
}

function make(account: Account, made: Omit<Thing, 'id'>): Effect {
  const whole = { ...made, id: account.newId(made.kind) };
  account.put(whole);
  return { ok: true, made: whole.id, changed: [account.entryOf(whole)], removed: [] };
}

/** The person keeps the ID, and all that hangs on it, or gets another one, under which there is nothing: as the account has it. */
function inviteAnew(account: Account, { id, name, attributes }: Thing, fields: Attributes): Effect {
  const person = { kind: 'user', name, attributes: { ...attributes, ...fields, status: 'invited' } } as const;
  if (!account.givesNewIds) {
    account.put({ ...person, id });
    account.inviteAnew(id);
    return { ok: true, made: id, changed: [{ kind: 'user', address: addressOf.user(name) }], removed: [] };
  }
  const lapsed = takeAll(account, account.grantsOf(id));
  account.remove(id);
  const made = make(account, person);
  return made.ok ? { ...made, lapsed } : made;
}

function amend(account: Account, kind: Thing['kind'], id: string, fields: Attributes, name?: string): Effect {
  const found = thing(account, kind, id);
  if (found === undefined) return missing(kind, id);
  if (name !== undefined && name !== found.name && account.named(kind, name, found.parent) !== undefined)
    return refused(`there is a ${kind} ${name} already`);
  const amended = { ...found, name: name ?? found.name, attributes: { ...found.attributes, ...fields } };
  account.put(amended);
  return { ok: true, changed: [account.entryOf(amended)], removed: [] };
}

/** One that is not given stays. */
function described(description: string | undefined): Attributes {
  return description === undefined ? {} : { description };
}

/** `add-user` is an upsert. Annotators take only `annotator`, and nobody else does. */
function join(account: Account, place: 'organization' | 'space', id: string, user: string, role: string): Effect {
  const person = thing(account, 'user', user);
  if (thing(account, place, id) === undefined) return missing(place, id);
  if (person === undefined) return missing('user', user);
  const accountRole = person.attributes['role'];
  if (typeof accountRole === 'string' && (accountRole === 'annotator') !== (role === 'ANNOTATOR'))
    return refused(`${person.name} can't be ${role.toLowerCase()} there`);
  const kind: GrantKind = place === 'organization' ? 'organization-member' : 'space-member';
  const grant: Grant = { kind, place: id, user, role: role.toLowerCase() };
  account.give(grant);
  return { ok: true, changed: [account.entryOfGrant(grant)], removed: [] };
}

function takeAll(account: Account, grants: readonly (Grant | undefined)[]): Entry[] {
  return grants.flatMap((grant) => {
    if (grant === undefined) return [];
    const entry = account.entryOfGrant(grant);
    account.take(grant);
    return [entry];
  });
}

/** An organization, a space or a project with everything in it. */
function dropWhole(account: Account, whole: Thing): Entry[] {
  const removed = account.inside(whole.id).flatMap((part) => dropWhole(account, part));
  removed.push(...takeAll(account, account.grantsIn(whole.id)));
  if (account.restrictions.delete(whole.id)) removed.push(account.entryOfRestriction(whole));
  removed.push(account.entryOf(whole));
  account.remove(whole.id);
  return removed;
}
