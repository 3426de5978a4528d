import type { DesiredResource, KindName } from '../../src/model/resource.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import type { Spec } from './desired.js';
import { desiredState } from './desired.js';

/** What some files would make, as a seed of the sandbox, with a key for everybody in it and one that is nobody's. */
export function seedOf(spec: Spec): { readonly seed: SandboxSeed; readonly keys: readonly string[] } {
  const all = desiredState(spec).resources.filter(({ ensure }) => ensure !== 'absent');
  const of = (kind: KindName, inside: Partial<DesiredResource['names']> = {}) =>
    all.filter(
      (one) =>
        one.kind === kind &&
        Object.entries(inside).every(([name, value]) => one.names[name as keyof typeof inside] === value),
    );
  const people = of('user').map(({ names, attributes }) => ({
    email: names.user ?? '',
    name: text(attributes['name']),
    role: text(attributes['role'], 'member').toUpperCase() as 'ADMIN' | 'MEMBER',
    is_developer: true,
  }));
  const users = [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' as const, is_developer: true }, ...people];
  const membersIn = (kind: KindName, names: DesiredResource['names']) =>
    Object.fromEntries(of(kind, names).map((one) => [one.names.user ?? '', upper(one)]));
  const organizations = of('organization').map(({ names, attributes }) => ({
    name: names.organization ?? '',
    ...described(attributes),
    members: membersIn('organization-member', names),
    spaces: of('space', names).map((space) => ({
      name: space.names.space ?? '',
      ...described(space.attributes),
      private: space.attributes['private'] === true,
      members: membersIn('space-member', space.names),
      projects: of('project', space.names).map((project) => ({
        name: project.names.project ?? '',
        restricted: of('restriction', project.names).length > 0,
      })),
    })),
  }));
  const bindings = [...of('space-role-binding'), ...of('project-role-binding')].map(({ names, attributes }) => ({
    user: names.user ?? '',
    role: text(attributes['role']),
    organization: names.organization ?? '',
    space: names.space ?? '',
    ...(names.project !== undefined && { project: names.project }),
  }));
  const keys = people.map(({ email }) => `key-of-${email}`);
  const place = organizations.flatMap(({ name, spaces }) => spaces.map((space) => ({ name, space: space.name })))[0];
  const robot =
    place === undefined
      ? []
      : [{ name: 'robot', owner: 'root@x.io', key: 'key-of-robot', service: serviceIn(place.name, place.space) }];
  return {
    seed: {
      users,
      roles: of('role').map(({ names, attributes }) => ({
        name: names.role ?? '',
        ...described(attributes),
        permissions: attributes['permissions'] as readonly string[],
      })),
      organizations,
      bindings,
      api_keys: [
        ...users.map(({ email }) => ({ name: `key of ${email}`, owner: email, key: `key-of-${email}` })),
        ...robot,
      ],
    } as SandboxSeed,
    keys: [...keys, ...robot.map(({ key }) => key)],
  };
}

function serviceIn(organization: string, space: string) {
  return { organizations: [{ organization, spaces: [{ space }] }] };
}

type Attributes = DesiredResource['attributes'];

function text(value: Attributes[string] | undefined, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

function upper({ attributes }: DesiredResource): string {
  return text(attributes['role']).toUpperCase();
}

function described(attributes: Attributes): { readonly description?: string } {
  const description = text(attributes['description']);
  return description === '' ? {} : { description };
}
