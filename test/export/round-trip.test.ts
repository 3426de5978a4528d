import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFiles } from '../../src/export/index.js';
import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import { knownPermissions } from '../../src/load/permissions.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { stateOf } from '../support/files.js';
import { lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';

/* What export writes is what is live: a plan right after is empty, for any account, as far as it can be read. */

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
];
const roleNames = ['Reader', 'admin', 'Read-Only', 'absent', '${X}', '12', 'yes', 'MEMBER'];
const name: fc.Arbitrary<string> = fc.constantFrom(...names);
const word: fc.Arbitrary<string> = fc.constantFrom('ADMIN', 'MEMBER', 'READ_ONLY');
const some = <T>(list: readonly T[]) => fc.subarray([...list]);
const text: fc.Arbitrary<string> = fc.constantFrom('', 'plain', '${HOME}', 'two\nlines', 'x: y # z', 'a ::b ##[c]');

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
const account = fc.record({
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

type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

/** As it may have come about by other hands than ours: also what files can't say. */
function liveAccount(made: Account, roster: MemoryOptions['roster']): MemoryArize {
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

async function exported(arize: MemoryArize, options: { readonly split: boolean; readonly suggestGroups: boolean }) {
  const live = await readLive(arize, everything);
  if (!live.ok) throw new Error(live.error.message);
  return Object.fromEntries(exportFiles(live.value, { ...options, knownPermissions: knownPermissions() }));
}

const rosters = fc.constantFrom<MemoryOptions['roster']>(undefined, 'full', 'without organization roles');

describe('export', () => {
  it(
    'then plan is empty, for any account, in one file or in many, with groups or without',
    async () => {
      await fc.assert(
        fc.asyncProperty(account, rosters, fc.boolean(), fc.boolean(), async (made, roster, split, suggestGroups) => {
          const arize = liveAccount(made, roster);
          const files = await exported(arize, { split, suggestGroups });
          const desired = await stateOf(files, ['access.yaml']);
          expect(lines(await planOf(desired, arize))).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'gives nobody anything through a suggested group',
    async () => {
      await fc.assert(
        fc.asyncProperty(account, async (made) => {
          const arize = liveAccount(made, 'full');
          const grants = async (suggestGroups: boolean) => {
            const desired = await stateOf(await exported(arize, { split: false, suggestGroups }), ['access.yaml']);
            return desired.resources.map(({ kind, address, attributes }) => [kind, address, attributes]);
          };
          expect(await grants(true)).toEqual(await grants(false));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it('in many files has names that every file system takes', async () => {
    const odd = [
      ...['b', 'c'].map((end) => `${'a'.repeat(254)}${end}`),
      'CON',
      'Lpt1',
      '日本',
      '../..',
      'Organization',
    ];
    const organizations = odd.map((own) => ({ name: own, description: '', members: {}, spaces: [] }));
    const arize = liveAccount({ users: [], roles: [], organizations, pick: 0 }, 'full');
    const files = Object.keys(await exported(arize, { split: true, suggestGroups: false }));
    expect(files).toHaveLength(odd.length + 1);
    for (const file of files) expect(file).toMatch(/^(?:organizations\/)?(?!(?:con|lpt1)\.)[a-z0-9-]{1,240}\.yaml$/);
  });

  it('writes the same bytes each time, and reads well', async () => {
    const arize = liveAccount(
      {
        users: ['ann@x.io', 'bob@x.io', 'cy@x.io'].map((email) => ({
          email,
          name: 'A',
          role: 'MEMBER',
          status: 'ACTIVE',
          developer: email === 'ann@x.io',
        })),
        roles: [{ name: 'Reader', description: 'Reads', permissions: ['PROJECT_READ'] }],
        organizations: [
          {
            name: 'Core',
            description: 'Core team',
            members: { 'ann@x.io': 'ADMIN', 'bob@x.io': 'MEMBER', 'cy@x.io': 'MEMBER' },
            spaces: ['alpha', 'beta'].map((own) => ({
              name: own,
              description: '',
              isPrivate: own === 'beta',
              members: { 'bob@x.io': 'MEMBER', 'cy@x.io': 'MEMBER' },
              bound: ['ann@x.io'],
              projects: own === 'alpha' ? [{ name: 'chat', restricted: true, bound: ['bob@x.io'] }] : [],
            })),
          },
        ],
        pick: 0,
      },
      'full',
    );
    const files = await exported(arize, { split: false, suggestGroups: true });
    expect(files).toEqual(await exported(arize, { split: false, suggestGroups: true }));
    expect(files['access.yaml']).toBe(`# Written by \`ax-gitops export\`. A plan right after it is empty.

version: 1
users:
  ann@x.io: { name: A, role: member, developer: true }
  bob@x.io: { name: A, role: member }
  cy@x.io: { name: A, role: member }
  login@x.io: { name: Login, role: admin, developer: true }
groups:
  members:
    - bob@x.io
    - cy@x.io
roles:
  Reader:
    description: Reads
    permissions:
      - PROJECT_READ
organizations:
  Core:
    description: Core team
    members:
      "@members": member
      ann@x.io: admin
    spaces:
      alpha:
        private: false
        members:
          "@members": member
          ann@x.io: Reader
        projects:
          chat:
            restricted: true
            members:
              bob@x.io: Reader
      beta:
        private: true
        members:
          "@members": member
          ann@x.io: Reader
`);
  });
});
