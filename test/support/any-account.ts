import fc from 'fast-check';
import type { MemoryArize, MemoryOptions } from './memory-arize.js';
import { memoryArize } from './memory-arize.js';

const people = ['ann@x.io', 'bob@x.io', 'cy@x.io', 'root@localhost', "o'hara+1@x.io", 'lab@x.io'];
const names = [
  'Core',
  'a/b',
  '2024',
  'on',
  'null',
  '${HOME}',
  '- x',
  "it's: #1",
  'ä ö',
  '@team',
  '"q"',
  'le  ad',
  '*',
  'x ::y',
  '##[z]',
  'end:',
  'toString',
  'constructor',
  '__proto__',
  '<<',
  // What no file takes.
  'pad ',
  'nul\0',
];
const roleNames = ['Reader', 'admin', 'Read-Only', 'absent', '${X}', '12', 'yes', 'MEMBER', ' Pad'];
const name: fc.Arbitrary<string> = fc.constantFrom(...names);
const word: fc.Arbitrary<string> = fc.constantFrom('ADMIN', 'MEMBER', 'READ_ONLY');
const some = <T>(list: readonly T[]) => fc.subarray([...list]);
const text: fc.Arbitrary<string> = fc.constantFrom(
  '',
  'plain',
  '${HOME}',
  'two\nlines',
  'x: y # z',
  'a ::b ##[c]',
  'nul\0',
  '\ud800',
);

const project = fc.record({ name, restricted: fc.boolean(), bound: some(people) });
const space = fc.record({
  name,
  description: text,
  isPrivate: fc.boolean(),
  members: fc.dictionary(fc.constantFrom(...people), word),
  bound: some(people),
  projects: fc.uniqueArray(project, { selector: ({ name: own }) => own, maxLength: 3 }),
});
const organization = fc.record({
  name,
  description: text,
  members: fc.dictionary(fc.constantFrom(...people), word),
  spaces: fc.uniqueArray(space, { selector: ({ name: own }) => own, maxLength: 4 }),
});
/** Any account, as far as names, roles and memberships go. */
export const account = fc.record({
  users: fc.uniqueArray(
    fc.record({
      email: fc.constantFrom(...people),
      name: text,
      role: fc.constantFrom<string>('ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'A_NEW_WORD'),
      status: fc.constantFrom<string>('ACTIVE', 'INVITED', 'EXPIRED'),
      developer: fc.boolean(),
    }),
    { selector: ({ email }) => email },
  ),
  roles: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...roleNames),
      description: text,
      permissions: fc.subarray(['PROJECT_READ', 'DATASET_READ', 'A_NEW_PERMISSION'], { minLength: 1 }),
    }),
    { selector: ({ name: own }) => own, minLength: 1 },
  ),
  organizations: fc.uniqueArray(organization, { selector: ({ name: own }) => own, maxLength: 3 }),
  pick: fc.nat(),
});

export type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

/** As it may have come about by other hands than ours: also what files can't say. */
export function liveAccount(made: Account, roster: MemoryOptions['roster']): MemoryArize {
  const arize = memoryArize({ privateSpaces: true, ...(roster !== undefined && { roster }) });
  const { memory } = arize;
  for (const user of made.users)
    memory.users.set(user.email, { id: user.email, ...user, is_developer: user.developer });
  for (const role of made.roles)
    memory.roles.set(`Role:${role.name}`, { id: `Role:${role.name}`, ...role, is_predefined: false });
  const known = (emails: readonly string[]) => emails.filter((email) => memory.users.has(email));
  const members = (map: Readonly<Record<string, string>>) =>
    new Map(Object.entries(map).filter(([email]) => memory.users.has(email)));
  let serial = made.pick;
  const bind = (user: string, type: string, resource: string) => {
    const role = made.roles[serial++ % made.roles.length];
    const id = `RoleBinding:${String(serial)}`;
    memory.bindings.set(id, {
      id,
      user_id: user,
      role_id: `Role:${role?.name ?? ''}`,
      resource_type: type,
      resource_id: resource,
    });
  };
  for (const one of made.organizations) {
    const id = `Org:${one.name}`;
    memory.organizations.set(id, { id, name: one.name, description: one.description, members: members(one.members) });
    for (const inside of one.spaces) {
      const spaceId = `${id}/${inside.name}`;
      memory.spaces.set(spaceId, {
        id: spaceId,
        name: inside.name,
        description: inside.description,
        organization: id,
        is_private: inside.isPrivate,
        members: members(inside.members),
      });
      for (const user of known(inside.bound)) bind(user, 'SPACE', spaceId);
      for (const { name: own, restricted, bound } of inside.projects) {
        const projectId = `${spaceId}/${own}`;
        memory.projects.set(projectId, { id: projectId, name: own, space_id: spaceId });
        if (restricted) memory.restrictions.add(projectId);
        for (const user of known(bound)) bind(user, 'PROJECT', projectId);
      }
    }
  }
  return arize;
}
