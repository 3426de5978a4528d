import fc from 'fast-check';
import type { Address } from '../../src/model/address.js';
import { segmentsOf } from '../../src/model/address.js';
import type { MemberRole } from '../../src/model/call.js';
import type { DesiredResource } from '../../src/model/resource.js';
import type { Spec } from './desired.js';
import { desiredState } from './desired.js';
import type { Memory, MemoryArize, MemoryOptions } from './memory-arize.js';
import { memoryArize } from './memory-arize.js';
import { permissions, specs } from './specs.js';

/*
 * Random accounts, put into memory without planning or applying anything: tests of safety take many, and must not hang on
 * the code under test.
 */

/** What is live: what some files would make, and what no file can say. */
export interface AccountSpec {
  readonly spec: Spec;
  /** Who has a custom role on a space or project besides whatever else they have: person, resource and role, each by a number. */
  readonly alsoBound: readonly (readonly [number, number, number])[];
  /** What the predefined roles permit that Arize lists, by their names; some accounts list none. */
  readonly predefined: Readonly<Record<string, readonly string[]>> | null;
}

export function accounts(options: Parameters<typeof specs>[0] = {}): fc.Arbitrary<AccountSpec> {
  return fc.record({
    spec: specs(options),
    alsoBound: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 2 }),
    predefined: fc.option(
      fc.record({
        'Space Member': fc.subarray(permissions, { minLength: 1 }),
        'Space Read-Only': fc.subarray(permissions, { minLength: 1 }),
      }),
    ),
  });
}

/** The account, everybody active. */
export function accountOf({ spec, alsoBound, predefined }: AccountSpec, options: MemoryOptions = {}): MemoryArize {
  const arize = memoryArize({ privateSpaces: true, ...options });
  const { memory } = arize;
  for (const [name, list] of Object.entries(predefined ?? {})) addRole(memory, name, list, { isPredefined: true });
  for (const resource of desiredState(spec).resources) if (resource.ensure !== 'absent') put(memory, resource);
  for (const picks of alsoBound) bindAlso(memory, picks);
  return arize;
}

/** Puts one object into memory; what it is in was put before. */
function put(memory: Memory, { kind, names, attributes }: DesiredResource): void {
  const { user = '', organization = '', space = '', project = '', role = '' } = names;
  const ids = {
    user: `User:${user}`,
    organization: `AccountOrganization:${organization}`,
    space: `Space:${organization}:${space}`,
    project: `Model:${organization}:${space}:${project}`,
  };
  const text = (field: string) => (typeof attributes[field] === 'string' ? attributes[field] : '');
  const given = text('role');
  const word = given.toUpperCase();
  const description = text('description');
  switch (kind) {
    case 'user': {
      const [id, isDeveloper] = [ids.user, attributes['developer'] === true];
      const more = { role: word === '' ? 'MEMBER' : word, status: 'ACTIVE', is_developer: isDeveloper };
      memory.users.set(id, { id, email: user, name: text('name'), ...more });
      return;
    }
    case 'role':
      addRole(memory, role, attributes['permissions'] as readonly string[], { description });
      return;
    case 'organization': {
      const id = ids.organization;
      memory.organizations.set(id, { id, name: organization, description, members: new Map() });
      return;
    }
    case 'organization-member':
      memory.organizations.get(ids.organization)?.members.set(ids.user, word);
      return;
    case 'space': {
      const inside = { organization: ids.organization, is_private: attributes['private'] === true, members: new Map() };
      memory.spaces.set(ids.space, { id: ids.space, name: space, description, ...inside });
      return;
    }
    case 'space-member':
      memory.spaces.get(ids.space)?.members.set(ids.user, word);
      return;
    case 'space-role-binding':
      bind(memory, { user: ids.user, role: `Role:${given}`, type: 'SPACE', resource: ids.space });
      return;
    case 'project':
      memory.projects.set(ids.project, { id: ids.project, name: project, space_id: ids.space });
      return;
    case 'project-role-binding':
      bind(memory, { user: ids.user, role: `Role:${given}`, type: 'PROJECT', resource: ids.project });
      return;
    case 'restriction':
      memory.restrictions.add(ids.project);
      return;
    case 'api-key':
      putKey(memory, names.key ?? '', attributes);
      return;
  }
}

/** A key of the login's, good for the spaces that it is for. */
function putKey(memory: Memory, name: string, { type, spaces }: DesiredResource['attributes']): void {
  const id = `ApiKey:${name}`;
  const bySpace = Object.entries((spaces ?? {}) as Readonly<Record<string, string>>);
  const organizations = bySpace.map(([address, role]) => {
    const [, organization = '', , space = ''] = segmentsOf(address as Address);
    return {
      organization: `AccountOrganization:${organization}`,
      role: 'READ_ONLY' as const,
      spaces: [{ space: `Space:${organization}:${space}`, role: role.toUpperCase() as MemberRole }],
    };
  });
  const rights = { created_by: 'User:login', account_role: type === 'service' ? 'MEMBER' : '', organizations };
  memory.keys.set(id, { id, name, key_type: type === 'service' ? 'SERVICE' : 'USER', ...rights });
}

function addRole(
  memory: Memory,
  name: string,
  permits: readonly string[],
  more: { readonly description?: string; readonly isPredefined?: boolean },
): void {
  const { description = '', isPredefined = false } = more;
  const id = `Role:${name}`;
  memory.roles.set(id, { id, name, description, permissions: [...permits], is_predefined: isPredefined });
}

interface Binding {
  readonly user: string;
  readonly role: string;
  readonly type: 'SPACE' | 'PROJECT';
  readonly resource: string;
}

/** One for each person and resource (contract §7). */
function bind(memory: Memory, { user, role, type, resource }: Binding): void {
  const id = `RoleBinding:${user}:${resource}`;
  memory.bindings.set(id, { id, user_id: user, role_id: role, resource_type: type, resource_id: resource });
}

function bindAlso(memory: Memory, [person, place, role]: readonly [number, number, number]): void {
  const roles = [...memory.roles.values()].filter(({ is_predefined: isPredefined }) => !isPredefined);
  const resources = [...memory.spaces.values(), ...memory.projects.values()];
  const resource = resources[place % resources.length];
  if (resource === undefined || roles.length === 0) return;
  const space = memory.spaces.get('space_id' in resource ? resource.space_id : resource.id);
  const inside = [...(memory.organizations.get(space?.organization ?? '')?.members.keys() ?? [])];
  const user = inside[person % inside.length];
  if (user === undefined) return;
  const type = 'space_id' in resource ? 'PROJECT' : 'SPACE';
  bind(memory, { user, role: roles[role % roles.length]?.id ?? '', type, resource: resource.id });
}
