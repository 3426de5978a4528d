import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RosterOptions } from '../../../src/remote/roster/index.js';
import { rosterReader } from '../../../src/remote/roster/index.js';
import type { Sandbox, SandboxSeed } from '../../../src/sandbox/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../src/sandbox/profile.js';

/* Members through GraphQL, over HTTP, against the sandbox (contract §8). */

let sandbox: Sandbox;
let home: string;
afterEach(async () => {
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});

async function begin(seed: SandboxSeed, options: Partial<RosterOptions> = {}) {
  sandbox = await startSandbox({ seed });
  home = await mkdtemp(join(tmpdir(), 'ax-gitops-roster-'));
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  return rosterReader({ env: {}, home, timeoutMs: 5000, ...options });
}

async function query(text: string, variables: object = {}, key = sandbox.apiKey) {
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  });
  return {
    status: response.status,
    body: (await response.json()) as { data?: unknown; errors?: { message: string }[] },
  };
}

const email = (index: number) => `p${String(index).padStart(3, '0')}@x.io`;

/** 250 people in one organization, 30 spaces of which one holds all of them. */
function large(): SandboxSeed {
  const people = Array.from({ length: 250 }, (_, index) => email(index));
  const everybody = Object.fromEntries(people.map((person) => [person, 'MEMBER' as const]));
  return {
    users: [
      { email: 'root@x.io', name: 'Root', role: 'ADMIN' },
      ...people.map((person) => ({ email: person, name: person })),
    ],
    organizations: [
      {
        name: 'Big',
        members: { ...everybody, [email(0)]: 'ADMIN' },
        spaces: [
          { name: 'all', private: true, members: everybody },
          ...Array.from({ length: 29 }, (_, index) => ({
            name: `s${String(index)}`,
            private: index % 2 === 0,
            members: { [email(index + 1)]: 'READ_ONLY' as const },
          })),
        ],
      },
    ],
  };
}

function places() {
  const { organizations, spaces } = sandbox.state;
  return [
    ...organizations.map(({ id }) => ({ kind: 'organization' as const, id })),
    ...spaces.map(({ id }) => ({ kind: 'space' as const, id })),
  ];
}

describe('the roster', () => {
  it('reads every page of every place in few requests, and direct members only', async () => {
    const read = await begin(large());
    const found = await read(places());
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.problem).toBeUndefined();
    const { organizations, spaces, users } = sandbox.state;
    expect(found.value.members.size).toBe(31);
    expect(found.value.members.get(organizations[0]?.id ?? '')).toHaveLength(250);
    const whole = spaces.find(({ name }) => name === 'all')?.id ?? '';
    expect(new Set(found.value.members.get(whole)?.map(({ user }) => user))).toEqual(
      new Set(users.filter(({ email: own }) => own !== 'root@x.io').map(({ id }) => id)),
    );
    for (const { id, name } of spaces.filter((space) => space.name !== 'all')) {
      const own = users.find((user) => user.email === email(Number(name.slice(1)) + 1))?.id;
      expect(found.value.members.get(id)).toEqual([{ user: own, role: 'read_only' }]);
    }
    // Four for the schema; the rest lists some 4,060 people, inherited ones in public spaces included, about 100 a query.
    const asked = sandbox.requests.filter(({ path }) => path === '/graphql').length;
    expect(asked).toBeLessThanOrEqual(50);
    expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
  });

  it('tells a custom role from a predefined one, and leaves service keys out', async () => {
    const read = await begin({
      users: [
        { email: 'root@x.io', name: 'Root', role: 'ADMIN' },
        { email: 'ann@x.io', name: 'Ann' },
      ],
      roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
      organizations: [
        {
          name: 'O',
          members: { 'ann@x.io': 'MEMBER' },
          spaces: [{ name: 's', private: true, members: { 'ann@x.io': { custom: 'Reader' } } }],
        },
      ],
    });
    const { spaces, organizations, users } = sandbox.state;
    await fetch(`${sandbox.url}/v2/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        key_type: 'SERVICE',
        name: 'bot',
        organizations: [{ org_id: organizations[0]?.id, spaces: [{ space_id: spaces[0]?.id }] }],
      }),
    });
    const found = await read(places());
    if (!found.ok) throw new Error(found.error.message);
    const ann = users.find(({ email: own }) => own === 'ann@x.io')?.id;
    expect(found.value.members.get(spaces[0]?.id ?? '')).toEqual([{ user: ann, isCustom: true }]);
  });

  it('leaves out a place that can not be read, whole, and says so', async () => {
    const read = await begin(large());
    const [first] = sandbox.state.spaces;
    const found = await read([
      { kind: 'space', id: first?.id ?? '' },
      { kind: 'space', id: 'U3BhY2U6OTk5OngK' },
    ]);
    if (!found.ok) throw new Error(found.error.message);
    expect([...found.value.members.keys()]).toEqual([first?.id]);
    expect(found.value.problem).toMatch(/1 of 2 places: there is no node/);
  });

  it.each([
    ['a refusal', { settings: { graphql: { enabled: false } } }, /can't be read through GraphQL: 403/],
    ['developer access that is off', { settings: { developer_access: false } }, /developer access is off/],
  ])('fails with %s', async (_name, settings, message) => {
    const read = await begin({ ...large(), ...settings });
    expect(await read(places())).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(message) as string },
    });
  });

  it('waits for a rate limit, and gives up on what is no GraphQL', async () => {
    const read = await begin(large());
    sandbox.addFault({ method: 'POST', path: '/graphql', fault: { type: 'status', status: 429, retryAfter: 0 } });
    expect(await read(places())).toMatchObject({ ok: true });
    sandbox.addFault({ method: 'POST', path: '/graphql', times: 9, fault: { type: 'body', body: '<html>' } });
    expect(await read(places())).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
  });
});

describe('an error beside the members of a place', () => {
  const row = { node: { role: 'member', membership: 'EXPLICIT_MEMBERSHIP', user: { id: 'u' } } };
  const members = { totalCount: 1, pageInfo: { hasNextPage: false }, edges: [row] };

  it.each<[string, readonly object[], readonly string[]]>([
    ['is about that place where it says so', [{ message: 'no', path: ['p0', 'members'] }], ['t']],
    ['may be about any where it does not say', [{ message: 'no' }], []],
    ['or where it says something else', [{ message: 'no', path: ['x'] }], []],
    ['is none where there is none', [], ['s', 't']],
  ])('%s', async (_title, errors, read) => {
    const reader = await begin({ users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }] });
    const body = JSON.stringify({ data: { p0: { members }, p1: { members } }, errors });
    sandbox.addFault({ method: 'POST', path: '/graphql', fault: { type: 'body', body } });
    const found = await reader(['s', 't'].map((id) => ({ kind: 'space', id })));
    expect(found.ok && [...found.value.members.keys()]).toEqual(read);
  });
});

describe("the sandbox's GraphQL", () => {
  it('needs a good key, well-formed queries, and keeps within the complexity', async () => {
    await begin(large());
    expect(await query('{ node(id: "x") { id } }', {}, 'wrong')).toMatchObject({ status: 401 });
    expect(await query('{ nothing }')).toMatchObject({ status: 400 });
    expect(await query('{')).toMatchObject({ status: 400 });
    const [space] = sandbox.state.spaces;
    const members =
      'query($id: ID!, $first: Int) { node(id: $id) { ... on Space { spaceUsers(first: $first) { edges { node { role membership user { id name email } } } } } } }';
    const dear = await query(members, { id: space?.id, first: 200 });
    expect(dear.body.errors?.[0]?.message).toMatch(/Query complexity \d+ exceeds 1000/);
    expect((await query(members, { id: space?.id, first: 5 })).body.errors).toBeUndefined();
  });

  it('tells inherited access from membership', async () => {
    await begin(large());
    const open = sandbox.state.spaces.find(({ name }) => name === 's1');
    const text = `query($id: ID!) { node(id: $id) { ... on Space { spaceUsers(first: 100, userType: human) { totalCount edges { node { role membership user { email } } } } } } }`;
    const { body } = await query(text, { id: open?.id });
    const users = (
      body.data as {
        node: {
          spaceUsers: {
            totalCount: number;
            edges: { node: { role: string | null; membership: string; user: { email: string } } }[];
          };
        };
      }
    ).node.spaceUsers;
    expect(users.totalCount).toBe(251);
    const of = (address: string) => users.edges.find(({ node }) => node.user.email === address)?.node;
    expect(of(email(2))).toMatchObject({ role: 'readOnly', membership: 'EXPLICIT_MEMBERSHIP' });
    expect(of('root@x.io')).toMatchObject({ role: null, membership: 'ACCOUNT_ADMIN' });
    expect(of(email(0))).toMatchObject({ role: null, membership: 'ORGANIZATION_ADMIN' });
    expect(of(email(5))).toMatchObject({ role: null, membership: 'PUBLIC_MEMBERSHIP' });
  });
});

/** Organizations with public spaces, in which everybody of the organization has access without being a member. */
function publicSpaces({ organizations = 5, spaces = 10, people = 400, declared = 5 }): SandboxSeed {
  const everybody = Array.from({ length: people }, (_, index) => email(index));
  const members = Object.fromEntries(everybody.map((person) => [person, 'MEMBER' as const]));
  return {
    users: [
      { email: 'root@x.io', name: 'Root', role: 'ADMIN' },
      ...everybody.map((person) => ({ email: person, name: person })),
    ],
    organizations: Array.from({ length: organizations }, (_, organization) => ({
      name: `O${String(organization)}`,
      members,
      spaces: Array.from({ length: spaces }, (_ignored, space) => ({
        name: `s${String(space)}`,
        private: false,
        members: Object.fromEntries(
          everybody.slice(space, space + declared).map((person) => [person, 'READ_ONLY' as const]),
        ),
      })),
    })),
  };
}

/** Each place with the people that files would name there: those who are in it, and one who is not. */
function namedPlaces(declared = 5) {
  return places().map((place) => {
    const space = sandbox.state.spaces.find(({ id }) => id === place.id);
    const from = space === undefined ? 0 : Number(space.name.slice(1));
    return { ...place, people: Array.from({ length: declared + 1 }, (_, index) => email(from + index)) };
  });
}

const queries = () => sandbox.requests.filter(({ path }) => path === '/graphql').length;

describe('a large account', () => {
  it('is read by need, within sixty queries', async () => {
    const read = await begin(publicSpaces({}));
    const named = namedPlaces();
    const found = await read(named);
    if (!found.ok) throw new Error(found.error.message);
    expect(queries()).toBeLessThanOrEqual(60);
    expect(found.value.problem).toBeUndefined();
    expect(found.value.members.size).toBe(55);
    expect(found.value.lookedFor?.size).toBe(55);
    for (const { id, people, kind } of named) {
      expect(found.value.lookedFor?.get(id)).toEqual(new Set(people));
      // The last one named is in no space, but in every organization.
      expect(found.value.members.get(id)).toHaveLength(kind === 'space' ? people.length - 1 : people.length);
    }
  });

  it('costs at most twice as much for twice the people, spaces or organizations', async () => {
    const cost = async (size: Parameters<typeof publicSpaces>[0]) => {
      const read = await begin(publicSpaces({ organizations: 2, spaces: 6, people: 120, ...size }));
      const found = await read(namedPlaces());
      if (!found.ok) throw new Error(found.error.message);
      const asked = queries();
      await sandbox.close();
      return asked;
    };
    const once = await cost({});
    expect(await cost({ people: 240 })).toBeLessThanOrEqual(2 * once);
    expect(await cost({ spaces: 12 })).toBeLessThanOrEqual(2 * once);
    expect(await cost({ organizations: 4 })).toBeLessThanOrEqual(2 * once);
  });

  it('is left where the budget ends, and that is said; what was looked for counts', async () => {
    const read = await begin(publicSpaces({ organizations: 1 }), { queries: 7 });
    const found = await read(namedPlaces());
    if (!found.ok) throw new Error(found.error.message);
    expect(queries()).toBe(7);
    expect(found.value.problem).toMatch(
      /\d+ of 11 places are left after 7 queries; --roster-queries 28 reads more of them/,
    );
    expect(found.value.lookedFor?.size).toBeGreaterThan(0);
  });

  it('tells as many places as the budget allows: those with few people to look up come first', async () => {
    const read = await begin(publicSpaces({ organizations: 1 }), { queries: 9 });
    const named = namedPlaces();
    const many = Array.from({ length: 100 }, (_, index) => email(index));
    const crowded = named.map((place) => (place.kind === 'organization' ? { ...place, people: many } : place));
    const found = await read(crowded);
    if (!found.ok) throw new Error(found.error.message);
    const spaces = named.filter(({ kind }) => kind === 'space').map(({ id }) => id);
    expect([...(found.value.lookedFor?.keys() ?? [])]).toEqual(expect.arrayContaining(spaces));
  });

  it('is read to its end where that is asked for, no faster than Arize allows', async () => {
    const waits: number[] = [];
    const told: string[] = [];
    const read = await begin(publicSpaces({ organizations: 2, spaces: 15 }), {
      isWhole: true,
      tell: (line) => told.push(line),
      wait: (ms) => (waits.push(ms), Promise.resolve()),
    });
    const found = await read(namedPlaces());
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.members.size).toBe(32);
    expect(waits).toHaveLength(Math.max(0, queries() - 90));
    expect(queries()).toBeGreaterThan(90);
    expect(told).toContainEqual(expect.stringMatching(/^Waiting \d+ s: Arize allows 100 GraphQL queries a minute …$/));
  });
});
