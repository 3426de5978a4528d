import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/live/index.js';
import { stateOf } from '../support/files.js';

/** What a file needs read: the lists, of which organizations the spaces, and who of which places. */
async function needed(yaml: string): Promise<readonly string[]> {
  const { lists, spacesOf, membersOf, peopleIn } = needsOf(
    await stateOf({ 'a.yaml': `version: 1\n${yaml}` }, ['a.yaml']),
  );
  const places = membersOf === 'all' ? [] : [...membersOf].sort();
  const people = places.map((place) => `${place}: ${peopleIn?.(place)?.join(' ') ?? 'anybody'}`);
  return [
    [...lists].sort().join(' '),
    `spaces of ${spacesOf === 'all' ? 'all' : spacesOf.join(' ')}`,
    `members of ${membersOf === 'all' ? 'all' : places.join(' ')}`,
    ...people,
  ];
}

const ann = 'ann@x.io';

describe('of the account is read', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing for nothing', '', ['', 'spaces of ', 'members of ']],
    ['who is there, for people', `users: { ${ann}: {} }`, ['user', 'spaces of ', 'members of ']],
    [
      'all that goes with somebody who is to go',
      `users: { ${ann}: absent }`,
      [
        'api-key organization project project-role-binding role space space-role-binding user',
        'spaces of all',
        'members of all',
      ],
    ],
    [
      'all that gives access, for a test of it',
      `tests: [{ can: { user: ${ann}, do: PROJECT_READ, on: O/S } }]`,
      [
        'organization project project-role-binding restriction role space space-role-binding user',
        'spaces of all',
        'members of all',
      ],
    ],
    [
      'the organizations alone, for one',
      `organizations: { O: {} }`,
      ['organization space user', 'spaces of ', 'members of '],
    ],
    [
      'who is in an organization whose members are declared',
      `organizations: { O: { members: { ${ann}: member } } }`,
      ['organization role space user', 'spaces of O', 'members of organization/O', 'organization/O: ann@x.io'],
    ],
    [
      'who is in an organization that says it has none',
      `organizations: { O: { members: {} } }`,
      ['organization role space user', 'spaces of ', 'members of organization/O', 'organization/O: anybody'],
    ],
    [
      'the spaces of an organization that has a map of them',
      `organizations: { O: { spaces: {} } }`,
      ['organization space user', 'spaces of O', 'members of '],
    ],
    [
      'who is in a space, and in its organization',
      `organizations: { O: { spaces: { S: { members: { ${ann}: member, bob@x.io: admin } } } } }`,
      [
        'organization role space space-role-binding user',
        'spaces of O',
        'members of organization/O organization/O/space/S',
        'organization/O: ann@x.io bob@x.io',
        'organization/O/space/S: ann@x.io bob@x.io',
      ],
    ],
    [
      'no member for a space of which they are not declared',
      `organizations: { O: { spaces: { S: { description: d } } } }`,
      ['organization space user', 'spaces of O', 'members of '],
    ],
    [
      'who is let in or kept out by a door that moves',
      `organizations: { O: { spaces: { S: { private: true } } } }`,
      [
        'organization role space space-role-binding user',
        'spaces of O',
        'members of organization/O organization/O/space/S',
        'organization/O: anybody',
        'organization/O/space/S: anybody',
      ],
    ],
    [
      'who may lose a project that is restricted',
      `organizations: { O: { spaces: { S: { projects: { P: { restricted: true } } } } } }`,
      [
        'organization project project-role-binding restriction role space space-role-binding user',
        'spaces of O',
        'members of organization/O organization/O/space/S',
        'organization/O: anybody',
        'organization/O/space/S: anybody',
      ],
    ],
    [
      'who has a role on a project',
      `organizations: { O: { spaces: { S: { projects: { P: { members: { ${ann}: R } } } } } } }\nroles: { R: { permissions: [PROJECT_READ] } }`,
      [
        'organization project project-role-binding restriction role space user',
        'spaces of O',
        'members of organization/O',
        'organization/O: ann@x.io',
      ],
    ],
    [
      'what goes with an organization',
      `organizations: { O: absent }`,
      [
        'api-key organization project project-role-binding restriction role space space-role-binding user',
        'spaces of O',
        'members of all',
      ],
    ],
    [
      'what goes with a space',
      `organizations: { O: { spaces: { S: absent } } }`,
      [
        'api-key organization project project-role-binding restriction role space space-role-binding user',
        'spaces of O',
        'members of organization/O organization/O/space/S',
        'organization/O: anybody',
        'organization/O/space/S: anybody',
      ],
    ],
    [
      'who leaves a space',
      `organizations: { O: { spaces: { S: { members: { ${ann}: absent } } } } }`,
      [
        'organization project project-role-binding role space space-role-binding user',
        'spaces of O',
        'members of organization/O/space/S',
        'organization/O/space/S: ann@x.io',
      ],
    ],
    [
      'what is under a former name of an organization',
      `organizations: { N: { renamed_from: O, members: { ${ann}: member }, spaces: { S: { members: { ${ann}: member } } } } }`,
      [
        'organization role space space-role-binding user',
        'spaces of N N (renaming 8ce86a6a) O',
        'members of organization/N organization/N (renaming 8ce86a6a) organization/N (renaming 8ce86a6a)/space/S organization/N/space/S organization/O organization/O/space/S',
        'organization/N: ann@x.io',
        'organization/N (renaming 8ce86a6a): anybody',
        'organization/N (renaming 8ce86a6a)/space/S: anybody',
        'organization/N/space/S: ann@x.io',
        'organization/O: anybody',
        'organization/O/space/S: anybody',
      ],
    ],
    [
      'what is under a former name of a space',
      `organizations: { O: { spaces: { T: { renamed_from: S, members: { ${ann}: member } } } } }`,
      [
        'organization role space space-role-binding user',
        'spaces of O',
        'members of organization/O organization/O/space/S organization/O/space/T organization/O/space/T (renaming e632b709)',
        'organization/O: ann@x.io',
        'organization/O/space/S: anybody',
        'organization/O/space/T: ann@x.io',
        'organization/O/space/T (renaming e632b709): anybody',
      ],
    ],
    [
      'everything that a key may be given',
      `api_keys: { K: { type: user, secret: s } }\nsecrets: { s: { file: k } }`,
      ['api-key organization role space user', 'spaces of all', 'members of '],
    ],
    [
      'all members where any may be removed',
      `organizations: { O: { members: { ${ann}: member } } }\npolicy: { unmanaged: { organization-member: remove } }`,
      [
        'organization project project-role-binding role space space-role-binding user',
        'spaces of all',
        'members of all',
      ],
    ],
    [
      'all that may go with an organization that is in no file',
      `organizations: { O: {} }\npolicy: { unmanaged: remove }`,
      [
        'api-key organization project project-role-binding restriction role space space-role-binding user',
        'spaces of all',
        'members of all',
      ],
    ],
  ])('%s', async (_title, yaml, what) => {
    expect(await needed(yaml)).toEqual(what);
  });
});

describe('a pattern of the policy that matches nothing declared is looked for', () => {
  it.each<[string, readonly string[]]>([
    ['user/ann@x.io', ['user', 'spaces of ', 'members of ']],
    ['organization/O', ['organization user', 'spaces of ', 'members of ']],
    ['organization/O/**', ['organization user', 'spaces of ', 'members of ']],
    ['organization/O/space/S', ['organization space user', 'spaces of O', 'members of ']],
    ['organization/*/space/S', ['organization space user', 'spaces of all', 'members of ']],
    ['organization/R%2FD/space/S/project/P', ['organization project space user', 'spaces of R/D', 'members of ']],
    ['organization/O/member/ann@x.io', ['organization role user', 'spaces of ', 'members of ']],
    [
      'organization/O/space/S/project/P/restriction',
      ['organization project restriction space user', 'spaces of O', 'members of '],
    ],
    [
      'organization/O/space/S/project/P/member/ann@x.io',
      ['organization project project-role-binding role space user', 'spaces of O', 'members of '],
    ],
    ['role/R', ['role user', 'spaces of ', 'members of ']],
    ['api-key/K', ['api-key user', 'spaces of ', 'members of ']],
    ['**', ['user', 'spaces of ', 'members of ']],
  ])('%s', async (pattern, what) => {
    expect(await needed(`policy: { protect: ['${pattern}'] }`)).toEqual(what);
    expect(await needed(`policy: { ignore: ['${pattern}'] }`)).toEqual(what);
  });

  it('not so one that something declared matches', async () => {
    expect(await needed("organizations: { O: {} }\npolicy: { protect: ['organization/O'] }")).toEqual(
      await needed('organizations: { O: {} }'),
    );
    expect(
      await needed("organizations: { O: { spaces: { S: {} } } }\npolicy: { protect: ['organization/P/space/*'] }"),
    ).toEqual(['organization space user', 'spaces of O P', 'members of ']);
  });
});
