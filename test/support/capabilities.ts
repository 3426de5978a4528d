import { addressOf } from '../../src/model/address.js';
import type { Facts } from '../access/brute-force.js';
import { permissionsOf } from '../access/brute-force.js';
import { permissions } from './specs.js';
import type { Memory } from './memory-arize.js';

/*
 * What everybody can do in an account in memory, by the contract alone: permissions in spaces and projects, and the words
 * of the platform, whose permissions nobody lists, each with those that it surely includes.
 */

export interface Capability {
  /** The email. */
  readonly user: string;
  /** Of the place. */
  readonly id: string;
  /** Today's address of the place. */
  readonly place: string;
  readonly what: string;
}

/** By IDs, which renames leave alone. */
export type Capabilities = ReadonlyMap<string, Capability>;

/** A word stands for itself and for what is less. */
const included: Readonly<Record<string, readonly string[]>> = {
  ADMIN: ['(admin)', '(member)', '(read_only)', '(annotator)'],
  MEMBER: ['(member)', '(read_only)'],
  READ_ONLY: ['(read_only)'],
  ANNOTATOR: ['(annotator)'],
};

export function capabilitiesIn(memory: Memory): Capabilities {
  const found = new Map<string, Capability>();
  const facts = factsOf(memory);
  for (const { id: user, email, role, status, is_developer: isDeveloper } of memory.users.values()) {
    const add = (id: string, place: string, list: readonly string[]) => {
      for (const what of list) found.set(`${user} ${id} ${what}`, { user: email, id, place, what });
    };
    add('account', 'account', [
      ...(included[role] ?? []),
      ...(isDeveloper && status === 'ACTIVE' ? ['(developer)'] : []),
    ]);
    for (const { id, name, members } of memory.organizations.values())
      add(id, addressOf.organization(name), included[members.get(user) ?? ''] ?? []);
    for (const { id, name, organization } of memory.spaces.values()) {
      const above = memory.organizations.get(organization)?.name ?? '';
      add(id, addressOf.space(above, name), permissionsOf(facts, user, organization, id));
    }
    for (const { id, name, space_id: space } of memory.projects.values()) {
      const { organization = '', name: inside = '' } = memory.spaces.get(space) ?? {};
      const above = memory.organizations.get(organization)?.name ?? '';
      add(id, addressOf.project(above, inside, name), permissionsOf(facts, user, organization, space, id));
    }
  }
  return found;
}

/** What was there and is no more; whoever is gone altogether has lost all. */
export function lostBetween(before: Capabilities, after: Capabilities): readonly Capability[] {
  return [...before].flatMap(([key, capability]) => (after.has(key) ? [] : [capability]));
}

/** The flat lists that access is worked out from, by IDs; a word that no listed role stands for permits its own name. */
function factsOf(memory: Memory): Facts {
  const words = ['MEMBER', 'READ_ONLY', 'ANNOTATOR'] as const;
  const listedAs: Readonly<Record<string, string>> = { 'Space Member': 'MEMBER', 'Space Read-Only': 'READ_ONLY' };
  const roles = [...memory.roles.values()];
  const inSpace = (space: string) => ({ organization: memory.spaces.get(space)?.organization ?? '', space });
  return {
    everything: [
      ...permissions,
      ...(included['ADMIN'] ?? []),
      ...roles.filter(({ is_predefined }) => is_predefined).flatMap((role) => role.permissions),
    ],
    users: [...memory.users.values()].map(({ id, role }) => ({
      email: id,
      role: role === 'ADMIN' ? 'admin' : role === 'ANNOTATOR' ? 'annotator' : 'member',
    })),
    roles: [
      ...roles.map(({ id, permissions }) => ({ name: id, permissions })),
      ...words.map((word) => {
        const listed = roles.filter(({ name }) => listedAs[name] === word);
        const permissions = listed.length === 0 ? included[word] : listed.flatMap((role) => role.permissions);
        return { name: word, word, permissions: permissions ?? [] };
      }),
    ],
    organizationMembers: [...memory.organizations.values()].flatMap(({ id, members }) =>
      [...members].map(([email, role]) => ({ organization: id, email, role: role === 'ADMIN' ? 'admin' : role })),
    ),
    spaces: [...memory.spaces.values()].map(({ id, organization, is_private: isPrivate }) => ({
      organization,
      space: id,
      isPrivate,
    })),
    spaceMembers: [...memory.spaces.values()].flatMap(({ id, members }) =>
      [...members].map(([email, role]) => ({ ...inSpace(id), email, role: role === 'ADMIN' ? 'admin' : role })),
    ),
    spaceBindings: [...memory.bindings.values()].flatMap(({ resource_type, resource_id, user_id, role_id }) =>
      resource_type === 'SPACE' ? [{ ...inSpace(resource_id), email: user_id, role: role_id }] : [],
    ),
    projects: [...memory.projects.values()].map(({ id, space_id: space }) => ({
      ...inSpace(space),
      project: id,
      isRestricted: memory.restrictions.has(id),
    })),
    projectBindings: [...memory.bindings.values()].flatMap(({ resource_type, resource_id, user_id, role_id }) => {
      const space = resource_type === 'PROJECT' ? memory.projects.get(resource_id)?.space_id : undefined;
      return space === undefined ? [] : [{ ...inSpace(space), project: resource_id, email: user_id, role: role_id }];
    }),
  };
}
