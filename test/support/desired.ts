import { kindNames, kinds } from '../../src/kinds/index.js';
import type { Address, Names } from '../../src/model/address.js';
import { addressOf, segmentsOf } from '../../src/model/address.js';
import { compareText } from '../../src/model/compare-text.js';
import type { DesiredState, ExternalReference, ManagedMap } from '../../src/model/desired.js';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { Attributes, DesiredResource, KindName } from '../../src/model/resource.js';

/*
 * Desired states written down in tests, past the YAML: for the stages after it. Every place is line 1, column 1 of
 * a file called after the address.
 */

type Words = Readonly<Record<string, string>>;
export interface ProjectSpec {
  readonly create?: boolean;
  readonly renamedFrom?: string;
  readonly restricted?: boolean;
  readonly members?: Words;
}
export interface SpaceSpec {
  readonly description?: string;
  readonly private?: boolean;
  readonly renamedFrom?: string;
  readonly members?: Words;
  readonly projects?: Readonly<Record<string, ProjectSpec | 'absent'>>;
}
export interface OrganizationSpec {
  readonly description?: string;
  readonly renamedFrom?: string;
  readonly members?: Words;
  readonly spaces?: Readonly<Record<string, SpaceSpec | 'absent'>>;
}
export interface UserSpec {
  readonly name?: string;
  readonly role?: string;
  readonly developer?: boolean;
}
export interface RoleSpec {
  readonly description?: string;
  readonly permissions: readonly string[];
  readonly renamedFrom?: string;
}
export interface KeySpec {
  readonly type: 'user' | 'service';
  /** Predefined roles by the addresses of spaces; for service keys. */
  readonly spaces?: Words;
}
export interface Spec {
  readonly users?: Readonly<Record<string, UserSpec | 'absent'>>;
  readonly roles?: Readonly<Record<string, RoleSpec | 'absent'>>;
  readonly organizations?: Readonly<Record<string, OrganizationSpec | 'absent'>>;
  readonly apiKeys?: Readonly<Record<string, KeySpec>>;
  readonly policy?: Policy;
}

const predefined = ['admin', 'member', 'read_only', 'annotator'];

export function desiredState(spec: Spec): DesiredState {
  const resources: DesiredResource[] = [];
  const managed: ManagedMap[] = [];
  const references = new Map<Address, ExternalReference>();
  const add = (
    kind: KindName,
    names: Names,
    value: 'absent' | Attributes,
    options: { ensure?: 'existing'; renamedFrom?: string | undefined; sink?: string } = {},
  ) => {
    const address = kinds[kind].addressOf(names);
    const source = { file: address, path: [] };
    resources.push({
      kind,
      address,
      names,
      source,
      ensure: value === 'absent' ? 'absent' : (options.ensure ?? 'present'),
      attributes: value === 'absent' ? {} : (JSON.parse(JSON.stringify(value)) as Attributes),
      ...(options.renamedFrom !== undefined && { renamedFrom: { name: options.renamedFrom, source } }),
      ...(options.sink !== undefined && { delivery: { sink: options.sink } }),
    });
    if (names.user !== undefined && kind !== 'user' && value !== 'absent' && spec.users?.[names.user] === undefined) {
      const user = addressOf.user(names.user);
      references.set(user, { address: user, kind: 'user', name: names.user, source });
    }
    const role = value === 'absent' ? undefined : value['role'];
    if (kind.endsWith('role-binding') && typeof role === 'string' && spec.roles?.[role] === undefined) {
      references.set(addressOf.role(role), { address: addressOf.role(role), kind: 'role', name: role, source });
    }
  };
  const entries = <T>(
    map: Readonly<Record<string, T>> | undefined,
    names: readonly KindName[],
    container?: Address,
  ): [string, T][] => {
    if (map !== undefined) managed.push({ kinds: names, ...(container !== undefined && { container }) });
    return Object.entries(map ?? {});
  };

  for (const [user, value] of entries(spec.users, ['user'])) {
    add('user', { user }, value === 'absent' ? value : { ...value, invite: 'email_link' });
  }
  for (const [role, value] of entries(spec.roles, ['role'])) {
    if (value === 'absent') add('role', { role }, value);
    else {
      const { renamedFrom, permissions, ...rest } = value;
      add('role', { role }, { ...rest, permissions: [...permissions].sort() }, { renamedFrom });
    }
  }
  for (const [organization, value] of entries(spec.organizations, ['organization'])) {
    if (value === 'absent') {
      add('organization', { organization }, value);
      continue;
    }
    const { renamedFrom, members, spaces, ...rest } = value;
    add('organization', { organization }, rest, { renamedFrom });
    const container = addressOf.organization(organization);
    for (const [user, role] of entries(members, ['organization-member'], container)) {
      add('organization-member', { organization, user }, role === 'absent' ? role : { role });
    }
    for (const [space, inside] of entries(spaces, ['space'], container)) addSpace(organization, space, inside);
  }

  // Files without the map do not manage keys.
  if (spec.apiKeys !== undefined) {
    for (const [key, { type, spaces = {} }] of entries(spec.apiKeys, ['api-key'])) {
      const rights = {
        account_role: 'member',
        organizations: sorted(Object.keys(spaces).map((space) => [organizationOf(space), 'read_only'])),
        spaces: sorted(Object.entries(spaces)),
      };
      add('api-key', { key }, { type, ...(type === 'service' && rights) }, { sink: 'vault' });
    }
  }

  function addSpace(organization: string, space: string, value: SpaceSpec | 'absent') {
    if (value === 'absent') {
      add('space', { organization, space }, value);
      return;
    }
    const { renamedFrom, members, projects, ...rest } = value;
    add('space', { organization, space }, rest, { renamedFrom });
    const container = addressOf.space(organization, space);
    for (const [user, role] of entries(members, ['space-member', 'space-role-binding'], container)) {
      if (role !== 'absent')
        add(predefined.includes(role) ? 'space-member' : 'space-role-binding', { organization, space, user }, { role });
      else
        for (const kind of ['space-member', 'space-role-binding'] as const)
          add(kind, { organization, space, user }, role);
    }
    for (const [project, inside] of entries(projects, ['project', 'restriction'], container)) {
      const names = { organization, space, project };
      if (inside === 'absent') {
        add('project', names, inside);
        continue;
      }
      const { renamedFrom } = inside;
      add('project', names, {}, inside.create === true ? { renamedFrom } : { ensure: 'existing', renamedFrom });
      if (inside.restricted !== undefined)
        add('restriction', names, inside.restricted ? { restricted: true } : 'absent');
      for (const [user, role] of entries(
        inside.members,
        ['project-role-binding'],
        addressOf.project(organization, space, project),
      )) {
        add('project-role-binding', { ...names, user }, role === 'absent' ? role : { role });
      }
    }
  }

  const rank = new Map(kindNames.map((kind, index) => [kind, index]));
  return {
    resources: resources.sort(
      (a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || compareText(a.address, b.address),
    ),
    policy: spec.policy ?? noPolicy,
    tests: [],
    sinks: new Map(),
    managed,
    references: [...references.values()],
    locate: ({ file }) => ({ file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
  };
}

function organizationOf(space: string): Address {
  return addressOf.organization(segmentsOf(space as Address)[1] ?? '');
}

function sorted(entries: readonly (readonly [string, string])[]): Words {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
