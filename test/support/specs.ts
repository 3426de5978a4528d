import fc from 'fast-check';
import { addressOf } from '../../src/model/address.js';
import type { KeySpec, OrganizationSpec, ProjectSpec, RoleSpec, SpaceSpec, Spec, UserSpec } from './desired.js';

/*
 * Random desired states over a handful of names, so that two of them meet often: what the one creates the other
 * changes, renames or removes. All are such as would pass the offline checks.
 */

const people = ['ann@x.io', 'bob@x.io', 'cy@x.io', 'labeller@x.io'];
const annotator = 'labeller@x.io';
const roleNames = ['Reader', 'Writer', 'Auditor'];
/** What random roles permit. */
export const permissions = ['PROJECT_READ', 'DATASET_READ', 'DATASET_CREATE', 'ROLE_READ'];

const description = fc.option(fc.constantFrom('', 'one', 'two'), { nil: undefined });
const word = fc.constantFrom('admin', 'member', 'read_only');
const grant = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(word, fc.constantFrom(...roleNames)) },
  { weight: 1, arbitrary: fc.constant('absent') },
);

function optionally<T>(keys: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] }) as fc.Arbitrary<
    Record<string, T>
  >;
}

function orAbsent<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | 'absent'> {
  return fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constant('absent' as const) });
}

const project = fc.record({
  create: fc.constant(true),
  restricted: fc.option(fc.boolean(), { nil: undefined }),
  members: fc.option(optionally(people, fc.oneof(fc.constantFrom(...roleNames), fc.constant('absent'))), {
    nil: undefined,
  }),
});
const space = fc.record({
  description,
  private: fc.option(fc.boolean(), { nil: undefined }),
  members: fc.option(optionally(people, grant), { nil: undefined }),
  projects: fc.option(optionally(['p1', 'p2'], orAbsent(project)), { nil: undefined }),
});
const organization = fc.record({
  description,
  members: optionally(
    people,
    fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: fc.constant('absent') }),
  ),
  spaces: fc.option(optionally(['s1', 's2'], orAbsent(space)), { nil: undefined }),
});
const user = fc.record({
  name: fc.constantFrom('A', 'B'),
  role: fc.constantFrom('admin', 'member'),
  developer: fc.option(fc.boolean(), { nil: undefined }),
});
const role = fc.record({ description, permissions: fc.subarray(permissions, { minLength: 1 }) });

const keys = optionally(
  ['k1', 'k2'],
  fc.record({
    type: fc.constantFrom('service' as const, 'user' as const),
    spaces: fc.array(fc.tuple(fc.nat(), word), { minLength: 1, maxLength: 2 }),
  }),
);

/** A desired state; with `renames`, one where some objects may have got new names; with `apiKeys`, with some keys for its spaces. */
export function specs(options: { readonly renames?: boolean; readonly apiKeys?: boolean } = {}): fc.Arbitrary<Spec> {
  const { renames = false, apiKeys = false } = options;
  if (apiKeys) return fc.tuple(specs({ renames }), keys).map(([spec, wanted]) => withKeys(spec, wanted));
  return fc
    .tuple(
      fc.record({
        users: optionally(people, orAbsent(user)),
        roles: optionally(roleNames, orAbsent(role)),
        organizations: optionally(['o1', 'o2'], orAbsent(organization)),
      }),
      fc.subarray(['o1', 's1', 'p1', 'Auditor']),
    )
    .map(([spec, renamed]) => {
      const checked = consistent(spec as Spec);
      return renames ? withRenames(checked, new Set(renamed)) : checked;
    });
}

/** Drops what the offline checks would refuse: members who are not declared, roles that are not there, annotator mixes. */
function consistent(spec: Spec): Spec {
  const users = Object.fromEntries(
    Object.entries(spec.users ?? {}).map(([email, value]) => [
      email,
      value === 'absent' ? value : tidy<UserSpec>({ ...value, ...(email === annotator && { role: 'annotator' }) }),
    ]),
  );
  const present = (email: string) => users[email] !== undefined && users[email] !== 'absent';
  const hasRole = (name: string) => spec.roles?.[name] !== undefined && spec.roles[name] !== 'absent';
  const members = (
    map: Readonly<Record<string, string>> | undefined,
    allowed: (email: string) => boolean,
    custom: boolean,
  ) =>
    map === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(map).flatMap(([email, value]) => {
            if (value === 'absent') return [[email, value]];
            if (!present(email) || !allowed(email)) return [];
            if (roleNames.includes(value)) return custom && hasRole(value) ? [[email, value]] : [];
            return [[email, email === annotator ? 'annotator' : value]];
          }),
        );
  const spaces = (map: OrganizationSpec['spaces'], inOrganization: (email: string) => boolean) =>
    map === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(map).map(([name, value]) => [
            name,
            value === 'absent'
              ? value
              : tidy<SpaceSpec>({
                  ...value,
                  members: members(value.members, inOrganization, true),
                  projects:
                    value.projects &&
                    Object.fromEntries(
                      Object.entries(value.projects).map(([project, inside]) => [
                        project,
                        inside === 'absent'
                          ? inside
                          : tidy<ProjectSpec>({ ...inside, members: members(inside.members, inOrganization, true) }),
                      ]),
                    ),
                }),
          ]),
        );
  return {
    users,
    roles: Object.fromEntries(
      Object.entries(spec.roles ?? {}).map(([name, value]) => [
        name,
        value === 'absent' ? value : tidy<RoleSpec>(value),
      ]),
    ),
    organizations: Object.fromEntries(
      Object.entries(spec.organizations ?? {}).map(([name, value]) => {
        if (value === 'absent') return [name, value];
        const own = members(value.members, () => true, false);
        const isMember = (email: string) => own?.[email] !== undefined && own[email] !== 'absent';
        return [name, tidy<OrganizationSpec>({ ...value, members: own, spaces: spaces(value.spaces, isMember) })];
      }),
    ),
  };
}

function withRenames(spec: Spec, renamed: ReadonlySet<string>): Spec {
  const move = <T extends object>(
    map: Readonly<Record<string, T | 'absent'>> | undefined,
    from: string,
    to: string,
  ) => {
    const value = map?.[from];
    if (map === undefined || value === undefined || value === 'absent' || !renamed.has(from)) return map;
    const { [from]: _, ...rest } = map;
    return { ...rest, [to]: { ...value, renamedFrom: from } };
  };
  const rolesText = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
      inner === 'Auditor' && spec.roles?.['Auditor'] !== undefined ? 'Inspector' : inner,
    ) as unknown;
  const roles = move(spec.roles, 'Auditor', 'Inspector');
  const isRoleRenamed = roles !== spec.roles;
  const organizations = isRoleRenamed ? (rolesText(spec.organizations) as Spec['organizations']) : spec.organizations;
  const withProjects = (inside: SpaceSpec | 'absent') =>
    inside === 'absent' || inside.projects === undefined
      ? inside
      : { ...inside, projects: move(inside.projects, 'p1', 'p%one') ?? inside.projects };
  const withSpaces = Object.fromEntries(
    Object.entries(organizations ?? {}).map(([name, value]) => {
      if (value === 'absent' || value.spaces === undefined) return [name, value];
      const spaces = Object.fromEntries(
        Object.entries(value.spaces).map(([space, inside]) => [space, withProjects(inside)]),
      );
      return [name, { ...value, spaces: move(spaces, 's1', 'space one') ?? spaces }];
    }),
  );
  return {
    ...spec,
    ...(roles !== undefined && { roles }),
    organizations: move(withSpaces, 'o1', 'org/one') ?? withSpaces,
  };
}

/** Keys that are good for spaces which the files declare, under their new names; a service key without one is left out. */
function withKeys(
  spec: Spec,
  wanted: Readonly<Record<string, { readonly type: KeySpec['type']; readonly spaces: readonly [number, string][] }>>,
): Spec {
  const spaces = Object.entries(spec.organizations ?? {}).flatMap(([organization, value]) =>
    value === 'absent'
      ? []
      : Object.entries(value.spaces ?? {}).flatMap(([name, inside]) =>
          inside === 'absent' ? [] : [addressOf.space(organization, name)],
        ),
  );
  const apiKeys = Object.entries(wanted).flatMap(([name, { type, spaces: picks }]): [string, KeySpec][] => {
    if (type === 'user') return [[name, { type }]];
    const rights = picks.flatMap(([pick, role]) =>
      spaces
        .slice(pick % spaces.length)
        .slice(0, 1)
        .map((space) => [space, role]),
    );
    return rights.length === 0 ? [] : [[name, { type, spaces: Object.fromEntries(rights) as Record<string, string> }]];
  });
  return { ...spec, apiKeys: Object.fromEntries(apiKeys) };
}

/** Leaves out the fields that are undefined: a field that is not there is not managed. */
function tidy<T extends object>(value: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
