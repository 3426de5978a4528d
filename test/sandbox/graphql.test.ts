import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import type { SandboxOptions, SandboxSeed } from '../../src/sandbox/index.js';
import type { Fields, Ids } from './rig.js';
import { inPath, sandboxRig } from './rig.js';

/* The lists of members that only GraphQL has (contract §8). */

interface Answered {
  readonly status: number;
  readonly data?: Fields | null;
  /** The messages of `errors`. */
  readonly errors?: readonly string[];
  /** Of which part of the answer each error is. */
  readonly paths?: readonly unknown[];
}

type Ask = (query: string, variables?: unknown) => Promise<Answered>;

/** A sandbox that can be asked with GraphQL, as the example account's people. */
async function graphqlRig(options: SandboxOptions = {}) {
  const { sandbox, admin, id } = await sandboxRig(options);
  const post = async (body: unknown, headers: Record<string, string>): Promise<Answered> => {
    const response = await fetch(`${sandbox.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const { data, errors } = (await response.json()) as { data?: Fields | null; errors?: Fields[] };
    return {
      status: response.status,
      ...(data !== undefined && { data }),
      ...(errors !== undefined && {
        errors: errors.map(({ message }) => String(message)),
        paths: errors.map(({ path }) => path),
      }),
    };
  };
  const as =
    (key: string): Ask =>
    (query, variables) =>
      post({ query, ...(variables !== undefined && { variables }) }, { 'x-api-key': key });
  return { sandbox, rest: admin, id, post, as, ask: as(sandbox.apiKey) };
}

const spaceQuery = `query ($id: ID!, $first: Int, $after: String, $search: String, $userType: UserType) {
  node(id: $id) {
    __typename
    ... on Space {
      name
      users: spaceUsers(first: $first, after: $after, search: $search, userType: $userType) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { cursor node { role membership customRole { name } user { email name } } }
      }
    }
  }
}`;
const organizationQuery = `query ($id: ID!, $first: Int, $after: String, $search: String) {
  node(id: $id) {
    __typename
    ... on AccountOrganization {
      name
      users: accountOrganizationUsers(first: $first, after: $after, search: $search) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { cursor node { role user { email name } } }
      }
    }
  }
}`;

interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: {
      readonly role: string | null;
      readonly membership?: string;
      readonly customRole?: { readonly name: string } | null;
      readonly user: { readonly email: string; readonly name: string };
    };
  }[];
}

/** What `node` has under the alias `users`. */
function usersIn(answered: Answered): Listed {
  expect(answered).toMatchObject({ status: 200 });
  expect(answered.errors).toBeUndefined();
  return (answered.data!['node'] as Fields)['users'] as Listed;
}

/** A list in one line each: who, role or [custom role], membership. */
function lines(answered: Answered): readonly string[] {
  return usersIn(answered).edges.map(({ node }) => {
    const who = node.user.email === '' ? node.user.name : node.user.email.replace('@example.com', '');
    const role = node.customRole ? `[${node.customRole.name}]` : String(node.role);
    return [who, role, ...(node.membership === undefined ? [] : [node.membership])].join(' ');
  });
}

const whos = (answered: Answered) => lines(answered).map((line) => line.split(' ')[0]);
const bot = 'team-alpha-traces (service key)';

describe('the members of a space', () => {
  it.each<[string, (id: Ids) => string, readonly string[]]>([
    [
      'private: explicit members, a binding of a custom role, bots, and account admins',
      (id) => id.space('team-alpha'),
      [
        'jane admin EXPLICIT_MEMBERSHIP',
        'root null ACCOUNT_ADMIN',
        'raj member EXPLICIT_MEMBERSHIP',
        'mei [Data Scientist] EXPLICIT_MEMBERSHIP',
        'old readOnly EXPLICIT_MEMBERSHIP',
        'ann annotator EXPLICIT_MEMBERSHIP',
        `${bot} member EXPLICIT_MEMBERSHIP`,
      ],
    ],
    [
      'public: the other members of the organization as well',
      (id) => id.space('team-beta'),
      [
        'jane null ACCOUNT_ADMIN',
        'root null ACCOUNT_ADMIN',
        'raj null PUBLIC_MEMBERSHIP',
        'mei member EXPLICIT_MEMBERSHIP',
        'old null PUBLIC_MEMBERSHIP',
        'ann null PUBLIC_MEMBERSHIP',
        `${bot} null PUBLIC_MEMBERSHIP`,
      ],
    ],
    [
      "an organization's admins",
      (id) => id.space('playground'),
      [
        'jane null ACCOUNT_ADMIN',
        'root null ACCOUNT_ADMIN',
        'mei null ORGANIZATION_ADMIN',
        'eve member EXPLICIT_MEMBERSHIP',
      ],
    ],
    [
      'an organization admin who is an explicit member is listed once',
      (id) => id.space('papers'),
      ['jane null ACCOUNT_ADMIN', 'root null ACCOUNT_ADMIN', 'mei admin EXPLICIT_MEMBERSHIP'],
    ],
  ])('%s', async (_what, space, expected) => {
    const { ask, id } = await graphqlRig();
    const answered = await ask(spaceQuery, { id: space(id) });
    expect(lines(answered)).toEqual(expected);
    expect(usersIn(answered).totalCount).toBe(expected.length);
  });

  it('a custom role is a binding on the space; made as a membership or for itself, it is shown alike', async () => {
    const { ask, rest, id } = await graphqlRig();
    const role = { type: 'CUSTOM', id: id.role('Trace Reader') };
    const space = id.space('team-beta');
    await rest('POST', `/spaces/${inPath(space)}/users`, { user_id: id.user('raj@example.com'), role });
    await rest('POST', '/role-bindings', {
      role_id: id.role('Data Scientist'),
      user_id: id.user('old@example.com'),
      resource_type: 'SPACE',
      resource_id: space,
    });
    expect(lines(await ask(spaceQuery, { id: space }))).toEqual(
      expect.arrayContaining([
        'raj [Trace Reader] EXPLICIT_MEMBERSHIP',
        'old [Data Scientist] EXPLICIT_MEMBERSHIP',
        'mei member EXPLICIT_MEMBERSHIP',
      ]),
    );
    // A predefined role is a membership of its own; the binding beside it stays for itself.
    await rest('POST', `/spaces/${inPath(space)}/users`, {
      user_id: id.user('old@example.com'),
      role: { type: 'PREDEFINED', name: 'READ_ONLY' },
    });
    expect(lines(await ask(spaceQuery, { id: space }))).toContain('old readOnly EXPLICIT_MEMBERSHIP');
  });

  it('changes with REST: roles, removals, privacy, users who are gone', async () => {
    const { ask, rest, id } = await graphqlRig();
    const space = id.space('team-beta');
    await rest('PATCH', `/spaces/${inPath(space)}`, { is_private: true });
    await rest('POST', `/spaces/${inPath(space)}/users`, {
      user_id: id.user('mei@example.com'),
      role: { type: 'PREDEFINED', name: 'READ_ONLY' },
    });
    await rest('DELETE', `/users/${inPath(id.user('root@example.com'))}`);
    expect(lines(await ask(spaceQuery, { id: space }))).toEqual([
      'jane null ACCOUNT_ADMIN',
      'mei readOnly EXPLICIT_MEMBERSHIP',
    ]);
    await rest('DELETE', `/spaces/${inPath(space)}/users/${inPath(id.user('mei@example.com'))}`);
    expect(lines(await ask(spaceQuery, { id: space }))).toEqual(['jane null ACCOUNT_ADMIN']);
  });

  it('are humans, bots, or both', async () => {
    const { ask, id } = await graphqlRig();
    const all = await ask(spaceQuery, { id: id.space('team-alpha') });
    const humans = await ask(spaceQuery, { id: id.space('team-alpha'), userType: 'human' });
    const bots = await ask(spaceQuery, { id: id.space('team-alpha'), userType: 'bot' });
    expect(lines(humans)).toEqual(lines(all).filter((line) => !line.startsWith(bot)));
    expect(lines(bots)).toEqual([`${bot} member EXPLICIT_MEMBERSHIP`]);
    expect([usersIn(humans).totalCount, usersIn(bots).totalCount]).toEqual([6, 1]);
  });

  it.each([
    ['CHEN', ['mei']],
    ['ann@', ['ann']],
    ['service KEY', ['team-alpha-traces']],
    ['nobody', []],
    ['', ['jane', 'root', 'raj', 'mei', 'old', 'ann', 'team-alpha-traces']],
  ])('are found by part of the name or the email: %j', async (search, expected) => {
    const { ask, id } = await graphqlRig();
    const found = await ask(spaceQuery, { id: id.space('team-alpha'), search });
    expect(whos(found)).toEqual(expected);
    expect(usersIn(found).totalCount).toBe(expected.length);
  });

  it('have the IDs of REST', async () => {
    const { ask, rest, id } = await graphqlRig();
    const answered = await ask(
      `query ($id: ID!) { node(id: $id) { id ... on Space {
        spaceUsers(search: "mei@") { edges { node { customRole { id } user { id } } } }
      } } }`,
      { id: id.space('team-alpha') },
    );
    expect(answered.data).toEqual({
      node: {
        id: id.space('team-alpha'),
        spaceUsers: {
          edges: [
            { node: { customRole: { id: id.role('Data Scientist') }, user: { id: id.user('mei@example.com') } } },
          ],
        },
      },
    });
    expect((await rest('GET', `/users/${inPath(id.user('mei@example.com'))}`)).body['email']).toBe('mei@example.com');
  });
});

describe('the members of an organization', () => {
  it('are the explicit ones, with their roles', async () => {
    const { ask, id } = await graphqlRig();
    const answered = await ask(organizationQuery, { id: id.organization('Platform Team') });
    expect(lines(answered)).toEqual([
      'jane admin',
      'raj member',
      'mei member',
      'old readOnly',
      'ann annotator',
      `${bot} readOnly`,
    ]);
    expect(usersIn(answered).totalCount).toBe(6);
    expect(lines(await ask(organizationQuery, { id: id.organization('Research'), search: 'MARTIN' }))).toEqual([
      'eve member',
    ]);
  });

  it('come without role where the schema has none', async () => {
    const { ask, id } = await graphqlRig({
      seed: { ...defaultSeed, settings: { graphql: { organization_role: false } } },
    });
    const variables = { id: id.organization('Research') };
    expect(await ask(organizationQuery, variables)).toMatchObject({
      status: 400,
      errors: ['Cannot query field "role" on type "AccountOrganizationUser".'],
    });
    expect(whos(await ask(organizationQuery.replace('node { role ', 'node { '), variables))).toEqual(['mei', 'eve']);
    const asked = await ask('{ __type(name: "AccountOrganizationUser") { fields { name } } }');
    expect(asked.data).toEqual({ __type: { fields: [{ name: 'user' }] } });
    expect(lines(await ask(spaceQuery, { id: id.space('papers') }))).toContain('mei admin EXPLICIT_MEMBERSHIP');
  });
});

describe('pages', () => {
  const emails = Array.from({ length: 230 }, (_, index) => `user${String(index).padStart(3, '0')}@example.com`);
  const members = Object.fromEntries(emails.map((email) => [email, 'MEMBER' as const]));
  const seed: SandboxSeed = {
    users: [
      { email: 'jane@example.com', name: 'Jane Doe', role: 'ADMIN' },
      ...emails.map((email) => ({ email, name: 'User' })),
    ],
    organizations: [{ name: 'Big', members, spaces: [{ name: 'big', private: true, members }] }],
  };

  /** All pages, from the first; more than `first` members are never in one. */
  async function all(ask: Ask, query: string, variables: Fields): Promise<readonly (readonly string[])[]> {
    const pages: (readonly string[])[] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo, totalCount } = usersIn(await ask(query, { ...variables, after }));
      expect(totalCount).toBe(230);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      pages.push(edges.map(({ node }) => node.user.email));
      if (!pageInfo.hasNextPage) return pages;
      after = pageInfo.endCursor;
    }
  }

  it.each<[string, Fields, readonly number[]]>([
    ['100 each', { first: 100 }, [100, 100, 30]],
    ['50 unless asked otherwise', {}, [50, 50, 50, 50, 30]],
    ['50 for null', { first: null }, [50, 50, 50, 50, 30]],
    ['never more than 100', { first: 120 }, [100, 100, 30]],
    ['with nothing behind the last', { first: 23 }, Array.from({ length: 10 }, () => 23)],
  ])('%s', async (_what, variables, sizes) => {
    const { ask, id } = await graphqlRig({ seed });
    const inSpace = await all(ask, spaceQuery, { ...variables, id: id.space('big'), search: 'user' });
    expect(inSpace.map((page) => page.length)).toEqual(sizes);
    expect(inSpace.flat()).toEqual(emails);
    const inOrganization = await all(ask, organizationQuery, { ...variables, id: id.organization('Big') });
    expect(inOrganization).toEqual(inSpace);
  });

  it('go on behind a member who has left in between, without repeating or hiding others', async () => {
    const { ask, rest, id } = await graphqlRig({ seed });
    const variables = { id: id.organization('Big'), first: 10 };
    const { endCursor } = usersIn(await ask(organizationQuery, variables)).pageInfo;
    for (const email of emails.slice(5, 10))
      await rest('DELETE', `/organizations/${inPath(variables.id)}/users/${inPath(id.user(email))}`);
    const next = usersIn(await ask(organizationQuery, { ...variables, after: endCursor }));
    expect(next.edges.map(({ node }) => node.user.email)).toEqual(emails.slice(10, 20));
    expect(next.totalCount).toBe(225);
  });

  it('can be empty, and start behind any member', async () => {
    const { ask, id } = await graphqlRig({ seed });
    const none = usersIn(await ask(organizationQuery, { id: id.organization('Big'), first: 0 }));
    expect(none).toEqual({ totalCount: 230, pageInfo: { hasNextPage: true, endCursor: null }, edges: [] });
    const some = usersIn(await ask(organizationQuery, { id: id.organization('Big'), first: 3 }));
    const after = some.edges[0]?.cursor;
    expect(after).toMatch(/^[\w-]+=*$/);
    expect(usersIn(await ask(organizationQuery, { id: id.organization('Big'), first: 2, after })).edges).toEqual(
      some.edges.slice(1),
    );
  });

  it.each([
    [{ first: -1 }, 'first must not be negative'],
    [{ after: 'nonsense' }, 'cursor is not one that this listing gave'],
  ])('with %j are an error of that node', async (variables, message) => {
    const { ask, id } = await graphqlRig({ seed });
    expect(await ask(organizationQuery, { id: id.organization('Big'), ...variables })).toEqual({
      status: 200,
      data: { node: null },
      errors: [message],
      paths: [['node', 'users']],
    });
  });
});

describe('several nodes in one query', () => {
  const fields = '{ id ... on Space { name } ... on AccountOrganization { name } }';

  it('are told apart by aliases', async () => {
    const { ask, id } = await graphqlRig();
    const answered = await ask(
      `query ($a: ID!, $b: ID!, $c: ID!) {
        a: node(id: $a) { ...who }
        b: node(id: $b) { ...who }
        c: node(id: $c) { ...who }
      }
      fragment who on Node {
        ... on Space { name spaceUsers(first: 2, userType: human) { edges { node { user { email } } } } }
        ... on AccountOrganization { name accountOrganizationUsers(first: 1) { edges { node { user { email } } } } }
      }`,
      { a: id.space('team-alpha'), b: id.space('papers'), c: id.organization('Research') },
    );
    const edges = (...emails: string[]) => ({ edges: emails.map((email) => ({ node: { user: { email } } })) });
    expect(answered).toEqual({
      status: 200,
      data: {
        a: { name: 'team-alpha', spaceUsers: edges('jane@example.com', 'root@example.com') },
        b: { name: 'papers', spaceUsers: edges('jane@example.com', 'root@example.com') },
        c: { name: 'Research', accountOrganizationUsers: edges('mei@example.com') },
      },
    });
  });

  it('the ones that are not there are null with an error each, the others are answered', async () => {
    const { ask, id } = await graphqlRig();
    const gone = Buffer.from('Space:999:abcd').toString('base64');
    const answered = await ask(
      `query ($good: ID!, $gone: ID!, $user: ID!) {
        gone: node(id: $gone) ${fields}
        good: node(id: $good) ${fields}
        name: node(id: "team-alpha") ${fields}
        empty: node(id: "") ${fields}
        user: node(id: $user) ${fields}
      }`,
      { good: id.space('team-beta'), gone, user: id.user('raj@example.com') },
    );
    expect(answered).toEqual({
      status: 200,
      data: { gone: null, good: { id: id.space('team-beta'), name: 'team-beta' }, name: null, empty: null, user: null },
      errors: [
        `there is no node ${gone}: space not found`,
        'there is no node team-alpha: it is not the ID of a space or an organization',
        'there is no node : it is not the ID of a space or an organization',
        `there is no node ${id.user('raj@example.com')}: it is not the ID of a space or an organization`,
      ],
      paths: [['gone'], ['name'], ['empty'], ['user']],
    });
  });
});

describe('the schema', () => {
  it('can be asked what an organization offers', async () => {
    const { ask } = await graphqlRig();
    const answered = await ask(`{
      __type(name: "AccountOrganization") { fields { name type { kind name ofType { name } } args { name } } }
      user: __type(name: "AccountOrganizationUser") { fields { name } }
      roles: __type(name: "OrganizationRole") { enumValues { name } }
    }`);
    const required = (name: string) => ({ kind: 'NON_NULL', name: null, ofType: { name } });
    expect(answered).toEqual({
      status: 200,
      data: {
        __type: {
          fields: [
            { name: 'id', type: required('ID'), args: [] },
            { name: 'name', type: required('String'), args: [] },
            {
              name: 'accountOrganizationUsers',
              type: required('AccountOrganizationUserConnection'),
              args: [{ name: 'first' }, { name: 'after' }, { name: 'search' }],
            },
          ],
        },
        user: { fields: [{ name: 'role' }, { name: 'user' }] },
        roles: { enumValues: ['admin', 'member', 'readOnly', 'annotator'].map((name) => ({ name })) },
      },
    });
  });

  it('is told whole to tools, and has no way to change anything', async () => {
    const { ask } = await graphqlRig();
    const answered = await ask(getIntrospectionQuery());
    expect(answered).toMatchObject({
      status: 200,
      data: { __schema: { queryType: { name: 'Query' }, mutationType: null, subscriptionType: null } },
    });
    const query = await ask('{ __type(name: "Query") { fields { name } } }');
    expect(query.data).toEqual({ __type: { fields: [{ name: 'node' }] } });
  });
});

describe('complexity', () => {
  /** 8 fields of each member. */
  const members = '{ edges { cursor node { role membership customRole { id name } user { id name email } } } }';
  const over = (cost: number) => ({
    status: 200,
    data: null,
    errors: [`Query complexity ${String(cost)} exceeds 1000`],
    paths: [undefined],
  });

  it.each<[string, string, Fields, number]>([
    ['a page and its node', `node(id: $id) { ...on Space { spaceUsers(first: 100) ${members} } }`, {}, 901],
    [
      'the last that is let through',
      `a: node(id: $id) { ...on Space { spaceUsers(first: 100) ${members} } }
       b: node(id: $id) { ...on Space { spaceUsers(first: 49) { edges { node { role } } } } }`,
      {},
      1000,
    ],
    [
      'one more field',
      `a: node(id: $id) { ...on Space { spaceUsers(first: 100) ${members} } }
       b: node(id: $id) { ...on Space { name spaceUsers(first: 49) { edges { node { role } } } } }`,
      {},
      1001,
    ],
    [
      'the size of a page from a variable',
      `a: node(id: $id) { ...on Space { spaceUsers(first: $first) ${members} } }
       b: node(id: $id) { ...on Space { spaceUsers(first: $first) ${members} } }`,
      { first: 80 },
      1442,
    ],
    [
      'the same variable, smaller',
      `a: node(id: $id) { ...on Space { spaceUsers(first: $first) ${members} } }
       b: node(id: $id) { ...on Space { spaceUsers(first: $first) ${members} } }`,
      { first: 55 },
      992,
    ],
    [
      "a variable's default, and the page's",
      `a: node(id: $id) { ...on Space { spaceUsers(first: $ten) ${members} } }
       b: node(id: $id) { ...on Space { spaceUsers(first: $first) ${members} } }
       c: node(id: $id) { ...on Space { spaceUsers ${members} } }`,
      {},
      993,
    ],
    [
      'a negative page as none',
      `a: node(id: $id) { ...on Space { spaceUsers(first: 100) ${members} } }
       b: node(id: $id) { ...on Space { spaceUsers(first: -100) ${members} } }`,
      {},
      902,
    ],
    [
      'what is asked for, though a page is never that large',
      `node(id: $id) { ...on Space { spaceUsers(first: 400) { totalCount pageInfo { hasNextPage endCursor } edges { node { role } } } } }`,
      {},
      1 + 400 * 2 + 3,
    ],
    ['fragments, with the fields of all types', `node(id: $id) { ...all }`, {}, 1 + 1 + 100 * 9 + 100 * 2],
    ['what is left out', `node(id: $id) { ...all @skip(if: true) ... @include(if: $yes) { id } }`, { yes: false }, 1],
  ])('counts %s', async (_what, selections, variables, cost) => {
    const { ask, id } = await graphqlRig();
    const names = ['first: Int', 'ten: Int = 10', 'yes: Boolean = true'].filter((name) =>
      selections.includes(`$${name.split(':')[0] ?? ''}`),
    );
    const all = `fragment all on Node {
      id
      ... on Space { spaceUsers(first: 100) ${members} }
      ... on AccountOrganization { accountOrganizationUsers(first: 100) { edges { node { role } } } }
    }`;
    const query = `query (${['id: ID!', ...names].map((name) => `$${name}`).join(', ')}) { ${selections} }`;
    const whole = selections.includes('...all') ? `${query} ${all}` : query;
    const answered = await ask(whole, { id: id.space('papers'), ...variables });
    if (cost > 1000) expect(answered).toEqual(over(cost));
    else expect(answered).toMatchObject({ status: 200, data: expect.any(Object) });
    // What is right below the limit is right above it with as many bare nodes more.
    const padding = Array.from(
      { length: 1001 - cost },
      (_, index) => `p${String(index)}: node(id: $id) { __typename }`,
    );
    if (cost <= 1000)
      expect(
        await ask(whole.replace(selections, `${selections} ${padding.join(' ')}`), {
          id: id.space('papers'),
          ...variables,
        }),
      ).toEqual(over(1001));
  });
});

describe('who asks', () => {
  it('is told by x-api-key alone', async () => {
    const { post, rest, sandbox, id } = await graphqlRig();
    const body = { query: '{ __typename }' };
    const refused = {
      status: 401,
      errors: ['the API key is missing, unknown, revoked or expired'],
      paths: [undefined],
    };
    expect(await post(body, {})).toEqual(refused);
    expect(await post(body, { authorization: `Bearer ${sandbox.apiKey}` })).toEqual(refused);
    expect(await post(body, { 'x-api-key': 'nonsense' })).toEqual(refused);
    expect(await post(body, { 'x-api-key': `Bearer ${sandbox.apiKey}` })).toEqual(refused);
    expect(await post('not even JSON', { 'x-api-key': 'nonsense' })).toEqual(refused);
    expect(await post(body, { 'x-api-key': 'sandbox-member-key' })).toEqual({
      status: 200,
      data: { __typename: 'Query' },
    });
    await rest('PUT', `/api-keys/${inPath(id.key('notebook'))}/revoke`);
    expect(await post(body, { 'x-api-key': 'sandbox-member-key' })).toEqual(refused);
  });

  it('needs developer access, account admins too; service keys do without', async () => {
    const none = {
      status: 200,
      data: null,
      errors: ['developer access is off for this user or account'],
      paths: [undefined],
    };
    const admin = await graphqlRig();
    await admin.rest('PATCH', `/users/${inPath(admin.id.user('jane@example.com'))}`, { is_developer: false });
    expect(await admin.ask('{ __typename }')).toEqual(none);
    expect((await admin.as('sandbox-member-key')('{ __typename }')).data).toEqual({ __typename: 'Query' });

    const account = await graphqlRig({ seed: { ...defaultSeed, settings: { developer_access: false } } });
    expect(await account.as('sandbox-admin-key')('{ __typename }')).toEqual(none);
    expect(await account.as('sandbox-member-key')('{ __typename }')).toEqual(none);
    expect(
      whos(await account.as('sandbox-service-key')(spaceQuery, { id: account.id.space('team-alpha'), first: 1 })),
    ).toEqual(['jane']);
  });

  it('sees the places that they are in or run, unless they are an account admin', async () => {
    const seed: SandboxSeed = {
      ...defaultSeed,
      organizations: defaultSeed.organizations!.map((organization) => ({
        ...organization,
        spaces: [...(organization.spaces ?? []), { name: `secret of ${organization.name}`, private: true }],
      })),
      api_keys: [
        ...defaultSeed.api_keys!,
        { name: 'of mei', owner: 'mei@example.com', key: 'sandbox-mei-key' },
        { name: 'of eve', owner: 'eve@example.com', key: 'sandbox-eve-key' },
      ],
    };
    const { as, id } = await graphqlRig({ seed });
    const places: Readonly<Record<string, string>> = {
      platform: id.organization('Platform Team'),
      research: id.organization('Research'),
      alpha: id.space('team-alpha'),
      beta: id.space('team-beta'),
      platformSecret: id.space('secret of Platform Team'),
      playground: id.space('playground'),
      papers: id.space('papers'),
      researchSecret: id.space('secret of Research'),
    };
    const query = `{ ${Object.entries(places)
      .map(([alias, place]) => `${alias}: node(id: "${place}") { id }`)
      .join(' ')} }`;
    const seen = async (key: string) => {
      const { status, data, errors } = await as(key)(query);
      const shown = Object.keys(places).filter((alias) => data![alias] !== null);
      expect(status).toBe(200);
      expect(errors ?? []).toHaveLength(Object.keys(places).length - shown.length);
      return shown;
    };
    expect(await seen('sandbox-admin-key')).toEqual(Object.keys(places));
    expect(await seen('sandbox-member-key')).toEqual(['platform', 'alpha', 'beta']);
    expect(await seen('sandbox-service-key')).toEqual(['platform', 'alpha', 'beta']);
    expect(await seen('sandbox-eve-key')).toEqual(['research', 'playground']);
    expect(await seen('sandbox-mei-key')).toEqual([
      'platform',
      'research',
      'alpha',
      'beta',
      'playground',
      'papers',
      'researchSecret',
    ]);
    expect(await as('sandbox-eve-key')(spaceQuery, { id: places['papers'] })).toEqual({
      status: 200,
      data: { node: null },
      errors: [`there is no node ${String(places['papers'])}: space not found`],
      paths: [['node']],
    });
    expect(await as('sandbox-eve-key')(organizationQuery, { id: places['platform'] })).toMatchObject({
      data: { node: null },
      errors: [`there is no node ${String(places['platform'])}: organization not found`],
    });
  });

  it('gets nowhere where GraphQL is off, whatever the key; REST goes on', async () => {
    const { ask, as, rest } = await graphqlRig({
      seed: { ...defaultSeed, settings: { graphql: { enabled: false } } },
    });
    const refused = { status: 403, errors: ['GraphQL is off for this account'], paths: [undefined] };
    expect(await ask('{ __typename }')).toEqual(refused);
    expect(await as('nonsense')('{ __typename }')).toEqual(refused);
    expect((await rest('GET', '/users')).status).toBe(200);
  });
});

describe('what is no query', () => {
  it.each<[string, unknown, string]>([
    ['text that is no JSON', '{"query": ', 'the body is not valid JSON'],
    ['nothing', '', 'the body is not valid JSON'],
    ['a list', [], 'the body is no object'],
    ['a body without a query', { variables: {} }, 'the body has no query'],
    ['variables that are no object', { query: '{ __typename }', variables: 'x' }, 'variables is no object'],
    ['a syntax error', { query: '{ node(' }, 'Syntax Error: Expected Name, found <EOF>.'],
    ['an unknown field', { query: '{ nodes }' }, 'Cannot query field "nodes" on type "Query". Did you mean "node"?'],
    [
      'an unknown enum word',
      { query: '{ node(id: "x") { ... on Space { spaceUsers(userType: robot) { totalCount } } } }' },
      'Value "robot" does not exist in "UserType" enum. Did you mean the enum value "bot"?',
    ],
    [
      'a variable that is missing',
      { query: 'query ($id: ID!) { node(id: $id) { id } }' },
      'Variable "$id" of required type "ID!" was not provided.',
    ],
    [
      'a variable of another type',
      {
        query: 'query ($first: Int) { node(id: "x") { ... on Space { spaceUsers(first: $first) { totalCount } } } }',
        variables: { first: 'ten' },
      },
      'Variable "$first" got invalid value "ten"; Int cannot represent non-integer value: "ten"',
    ],
    ['a mutation', { query: 'mutation { __typename }' }, 'the schema has no mutation'],
    [
      'several operations',
      { query: 'query a { __typename } query b { __typename }' },
      'the query has no operation of that name, or several and none is named',
    ],
  ])('%s: 400', async (_what, body, message) => {
    const { post, sandbox } = await graphqlRig();
    const answered = await post(body, { 'x-api-key': sandbox.apiKey });
    expect(answered).toMatchObject({ status: 400, errors: [message] });
    expect(answered).not.toHaveProperty('data');
  });

  it('one of several operations can be named', async () => {
    const { post, sandbox } = await graphqlRig();
    const query = 'query a { a: __typename } query b { b: __typename }';
    const answered = await post({ query, operationName: 'b', variables: null }, { 'x-api-key': sandbox.apiKey });
    expect(answered).toEqual({ status: 200, data: { b: 'Query' } });
  });
});

describe('the server around it', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-graphql-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('logs queries, and lets them go wrong like other requests', async () => {
    const { ask, sandbox, id } = await graphqlRig({
      faults: [{ method: 'POST', path: '/graphql', fault: { type: 'status', status: 429, retryAfter: 3 } }],
    });
    const variables = { id: id.space('papers') };
    expect((await ask(spaceQuery, variables)).status).toBe(429);
    sandbox.addFault({ path: '/graphql', fault: { type: 'unknown-word', field: 'role', word: 'overlord' } });
    expect(lines(await ask(spaceQuery, variables))).toContain('mei overlord EXPLICIT_MEMBERSHIP');
    sandbox.addFault({ path: '/graphql', fault: { type: 'omit-field', field: 'pageInfo' } });
    expect(usersIn(await ask(spaceQuery, variables))).not.toHaveProperty('pageInfo');
    sandbox.addFault({ path: '/graphql', fault: { type: 'drop' } });
    await expect(ask(spaceQuery, variables)).rejects.toThrow('fetch failed');
    expect(lines(await ask(spaceQuery, variables))).toContain('mei admin EXPLICIT_MEMBERSHIP');
    expect(sandbox.requests.map(({ status }) => status)).toEqual([429, 200, 200, 0, 200]);
    expect(sandbox.requests.at(-1)).toEqual({
      method: 'POST',
      path: '/graphql',
      status: 200,
      body: { query: spaceQuery, variables },
    });
  });

  it('takes nothing but POST', async () => {
    const { sandbox } = await graphqlRig();
    const response = await fetch(`${sandbox.url}/graphql?query={__typename}`, {
      headers: { 'x-api-key': sandbox.apiKey },
    });
    expect(response.status).toBe(404);
  });

  it('keeps the switches in the state file, which a query does not rewrite', async () => {
    const stateFile = join(folder, 'state.json');
    const seed = { ...defaultSeed, settings: { graphql: { enabled: false } } };
    const first = await graphqlRig({ stateFile, seed });
    expect((await first.ask('{ __typename }')).status).toBe(403);
    const again = await graphqlRig({ stateFile });
    expect((await again.as('sandbox-admin-key')('{ __typename }')).status).toBe(403);

    // One of a sandbox that had no GraphQL yet has it on.
    const saved = JSON.parse(await readFile(stateFile, 'utf8')) as { settings: Fields };
    const { graphql, ...settings } = saved.settings;
    expect(graphql).toEqual({ enabled: false, organizationRole: true });
    const older = join(folder, 'older.json');
    await writeFile(older, JSON.stringify({ ...saved, settings }));
    const last = await graphqlRig({ stateFile: older });
    const before = await stat(older);
    expect((await last.as('sandbox-admin-key')('{ __typename }')).status).toBe(200);
    expect((await stat(older)).mtimeMs).toBe(before.mtimeMs);
  });
});
