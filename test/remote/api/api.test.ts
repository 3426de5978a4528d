import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { traceOf } from '../../../src/kinds/traces.js';
import type { ResolvedCall } from '../../../src/model/call.js';
import { apiTransport } from '../../../src/remote/api/index.js';
import { callRequest } from '../../../src/remote/api/requests.js';
import type { Arize, Listing } from '../../../src/remote/port.js';
import type { Fault, Sandbox } from '../../../src/sandbox/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';

let sandbox: Sandbox;
let home: string;
let arize: Arize;
const waits: number[] = [];
const told: string[] = [];

function transport(env: Readonly<Record<string, string>>, timeoutMs?: number): Arize {
  return apiTransport({
    env,
    home,
    concurrency: 4,
    wait: (ms) => (waits.push(ms), Promise.resolve()),
    tell: (line) => void told.push(line),
    random: () => 0.5,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ax-api-'));
  sandbox = await startSandbox();
  arize = transport({ ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url });
});
afterAll(async () => {
  await arize.close();
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});
beforeEach(() => {
  sandbox.clearRequests();
  waits.length = 0;
  told.length = 0;
});

/** A server that keeps what it is asked, and answers with an object. */
async function recorder() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''}${body === '' ? '' : ` ${body}`}`);
      response.setHeader('content-type', 'application/json');
      if (request.method === 'DELETE') response.writeHead(204).end();
      else
        response.end(
          JSON.stringify({
            id: 'new',
            [(request.url ?? '').split(/[/?]/)[2]?.replaceAll('-', '_') ?? '']: [],
            pagination: { has_more: false },
          }),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    requests,
    arize: transport({ ARIZE_API_KEY: 'key', ARIZE_BASE_URL: url }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const calls: readonly (readonly [ResolvedCall, string])[] = [
  [
    { do: 'users.create', name: 'N', email: 'e@x.y', role: 'MEMBER_UI_ONLY', invite: 'NONE' },
    'POST /v2/users {"name":"N","email":"e@x.y","role":{"type":"PREDEFINED","name":"MEMBER_UI_ONLY"},"invite_mode":"NONE"}',
  ],
  [{ do: 'users.update', user: 'u=', developer: false }, 'PATCH /v2/users/u%3D {"is_developer":false}'],
  [{ do: 'users.delete', user: 'u' }, 'DELETE /v2/users/u'],
  [
    { do: 'organizations.create', name: 'O', description: 'd' },
    'POST /v2/organizations {"name":"O","description":"d"}',
  ],
  [
    { do: 'organizations.update', organization: 'o', description: '', name: 'O' },
    'PATCH /v2/organizations/o {"name":"O","description":null}',
  ],
  [{ do: 'organizations.delete', organization: 'o' }, 'DELETE /v2/organizations/o'],
  [
    { do: 'organizations.add-user', organization: 'o', user: 'u', role: 'READ_ONLY' },
    'POST /v2/organizations/o/users {"user_id":"u","role":{"type":"PREDEFINED","name":"READ_ONLY"}}',
  ],
  [{ do: 'organizations.remove-user', organization: 'o', user: 'u' }, 'DELETE /v2/organizations/o/users/u'],
  [
    { do: 'spaces.create', organization: 'o', name: 'S', private: true },
    'POST /v2/spaces {"name":"S","organization_id":"o","is_private":true}',
  ],
  [
    { do: 'spaces.update', space: 's', description: 'd', private: false },
    'PATCH /v2/spaces/s {"description":"d","is_private":false}',
  ],
  [{ do: 'spaces.delete', space: 's' }, 'DELETE /v2/spaces/s'],
  [
    { do: 'spaces.add-user', space: 's', user: 'u', role: 'ADMIN' },
    'POST /v2/spaces/s/users {"user_id":"u","role":{"type":"PREDEFINED","name":"ADMIN"}}',
  ],
  [{ do: 'spaces.remove-user', space: 's', user: 'u' }, 'DELETE /v2/spaces/s/users/u'],
  [
    { do: 'roles.create', name: 'R', permissions: ['PROJECT_READ'] },
    'POST /v2/roles {"name":"R","permissions":["PROJECT_READ"]}',
  ],
  [
    { do: 'roles.update', role: 'r', description: 'd', permissions: ['ROLE_READ'] },
    'PATCH /v2/roles/r {"description":"d","permissions":["ROLE_READ"]}',
  ],
  [{ do: 'roles.delete', role: 'r' }, 'DELETE /v2/roles/r'],
  [
    { do: 'role-bindings.create', user: 'u', role: 'r', resourceType: 'PROJECT', resource: 'p' },
    'POST /v2/role-bindings {"role_id":"r","user_id":"u","resource_type":"PROJECT","resource_id":"p"}',
  ],
  [{ do: 'role-bindings.update', binding: 'b', role: 'r' }, 'PATCH /v2/role-bindings/b {"role_id":"r"}'],
  [{ do: 'role-bindings.delete', binding: 'b' }, 'DELETE /v2/role-bindings/b'],
  [{ do: 'resource-restrictions.restrict', resource: 'p' }, 'POST /v2/resource-restrictions {"resource_id":"p"}'],
  [{ do: 'resource-restrictions.unrestrict', resource: 'p' }, 'DELETE /v2/resource-restrictions/p'],
  [{ do: 'projects.create', space: 's', name: 'P' }, 'POST /v2/projects {"name":"P","space_id":"s"}'],
  [{ do: 'projects.update', project: 'p', name: 'Q' }, 'PATCH /v2/projects/p {"name":"Q"}'],
  [{ do: 'projects.delete', project: 'p' }, 'DELETE /v2/projects/p'],
];

const listings: readonly (readonly [Listing, string])[] = [
  [{ list: 'users' }, 'GET /v2/users?limit=100'],
  [{ list: 'organizations' }, 'GET /v2/organizations?limit=100'],
  [{ list: 'spaces', organization: 'o=' }, 'GET /v2/spaces?org_id=o%3D&limit=100'],
  [{ list: 'roles' }, 'GET /v2/roles?limit=100'],
  [{ list: 'role-bindings', resourceType: 'SPACE' }, 'GET /v2/role-bindings?resource_type=SPACE&limit=100'],
  [{ list: 'resource-restrictions' }, 'GET /v2/resource-restrictions?resource_type=PROJECT&limit=100'],
  [{ list: 'projects' }, 'GET /v2/projects?limit=100'],
  [{ list: 'api-keys', keyType: 'USER' }, 'GET /v2/api-keys?key_type=USER&limit=100'],
];

it('finds by itself how much it asks at once, and asks less where the server says that it is too much', async () => {
  const place = { env: { ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url }, home };
  const finding = apiTransport({ ...place, wait: () => Promise.resolve() });
  expect(finding.atOnce?.()).toBe(4);
  sandbox.addFault({ method: 'GET', path: '/v2/users', fault: { type: 'status', status: 429 } });
  expect(await finding.list({ list: 'users' })).toMatchObject({ ok: true });
  expect(finding.atOnce?.()).toBe(2);
  await finding.close();
  expect(arize.atOnce?.()).toBe(4);
});

describe('every question and change is one request, in the words of the platform', () => {
  it('for every call and listing', async () => {
    const server = await recorder();
    try {
      for (const [call] of calls) expect(await server.arize.call(call)).toMatchObject({ ok: true });
      for (const [listing] of listings) expect(await server.arize.list(listing)).toEqual({ ok: true, value: [] });
      expect(server.requests).toEqual([...calls.map(([, line]) => line), ...listings.map(([, line]) => line)]);
    } finally {
      await server.close();
    }
  });

  it('over a connection of its own where nobody would make it again', () => {
    const mails = ['users.resend-invitation', 'users.reset-password'];
    for (const [call] of calls)
      expect([call.do, callRequest(call).isAlone === true]).toEqual([
        call.do,
        traceOf(call) === 'never-repeated' || mails.includes(call.do),
      ]);
  });
});

describe('a listing', () => {
  it('goes past empty pages to the end, and keeps fields as they were sent', async () => {
    const listed = await arize.list({ list: 'resource-restrictions' });
    expect(listed.ok ? listed.value.length : 0).toBe(sandbox.state.restrictions.length);
    expect(sandbox.requests.length).toBeGreaterThan(1);
    const spaces = await arize.list({ list: 'spaces', organization: sandbox.state.organizations[0]?.id ?? '' });
    expect(spaces.ok ? Object.keys(spaces.value[0] ?? {}) : []).toEqual(
      expect.arrayContaining(['organization_id', 'is_private']),
    );
  });

  it('knows no words that it could refuse', async () => {
    sandbox.addFault({ path: '/v2/roles', fault: { type: 'unknown-word', field: 'permissions', word: 'NEW_THING' } });
    expect(await arize.list({ list: 'roles' })).toMatchObject({ ok: true });
  });
});

const read: Listing = { list: 'users' };
const write: ResolvedCall = { do: 'roles.create', name: 'R', permissions: ['PROJECT_READ'] };

describe('a failure', () => {
  it.each<[string, Fault, object, object]>([
    [
      '400',
      { type: 'status', status: 400, problem: { title: 'Bad', detail: 'no\nno' } },
      { kind: 'invalid', status: 400, message: '400 Bad: no no', uncertain: false },
      { kind: 'invalid', uncertain: false },
    ],
    ['401', { type: 'status', status: 401 }, { kind: 'unauthorized' }, { kind: 'unauthorized', uncertain: false }],
    ['403', { type: 'status', status: 403 }, { kind: 'forbidden' }, { kind: 'forbidden', uncertain: false }],
    ['404', { type: 'status', status: 404 }, { kind: 'not-found' }, { kind: 'not-found', uncertain: false }],
    ['409', { type: 'status', status: 409 }, { kind: 'conflict' }, { kind: 'conflict', uncertain: false }],
    ['422', { type: 'status', status: 422 }, { kind: 'invalid' }, { kind: 'invalid', uncertain: false }],
    ['500', { type: 'status', status: 500 }, { kind: 'server' }, { kind: 'server', uncertain: true }],
    ['a dropped connection', { type: 'drop' }, { kind: 'unreachable' }, { kind: 'unreachable', uncertain: true }],
    [
      'HTML',
      { type: 'body', body: '<html>', contentType: 'text/html' },
      { kind: 'unreadable' },
      { kind: 'unreadable', uncertain: true },
    ],
    ['broken JSON', { type: 'body', body: '{"a":' }, { kind: 'unreadable' }, { kind: 'unreadable', uncertain: true }],
  ])('%s', async (_name, fault, ofRead, ofWrite) => {
    sandbox.addFault({ path: '/v2/**', times: 6, fault });
    const failedRead = await arize.list(read);
    expect(failedRead).toMatchObject({ ok: false, error: ofRead });
    while (!(await arize.list(read)).ok);
    sandbox.addFault({ path: '/v2/**', fault });
    sandbox.clearRequests();
    expect(await arize.call(write)).toMatchObject({ ok: false, error: ofWrite });
    expect(sandbox.requests).toHaveLength(1);
  });

  it('of a removal of what is not there is none', async () => {
    expect(
      await arize.call({ do: 'resource-restrictions.unrestrict', resource: sandbox.state.projects.at(-1)?.id ?? '' }),
    ).toEqual({ ok: true, value: { alreadyGone: true } });
  });

  it.each([
    ['{"message":"accept the terms","login":"https://portal.example"}', false],
    ['[]', false],
    ['{}', true],
    ['', true],
    ['{"role":{"type":"PREDEFINED","name":"MEMBER"}}', true],
  ])('of a membership, answered with %s, is believed only where that may be Arize’s', async (body, isOk) => {
    sandbox.addFault({ path: '/v2/organizations/*/users', fault: { type: 'body', body } });
    const answer = await arize.call({ do: 'organizations.add-user', organization: 'o', user: 'u', role: 'MEMBER' });
    expect(answer).toMatchObject(isOk ? { ok: true } : { ok: false, error: { kind: 'unreadable', uncertain: true } });
  });

  it.each([
    ['a web page', '<html>no such page</html>', 'text/html'],
    ['a line of text', 'default backend - 404', 'text/plain'],
    ['what other routers say', '{"message":"no Route matched with those values"}', 'application/json'],
    ['nothing', '', 'application/json'],
  ])('a removal that is answered with a 404 that is not Arize’s, with %s, is not done', async (_name, body, type) => {
    sandbox.addFault({ path: '/v2/**', fault: { type: 'body', body, status: 404, contentType: type } });
    const [place, person] = [sandbox.state.spaces.at(-1)?.id ?? '', sandbox.state.users.at(-1)?.id ?? ''];
    expect(await arize.call({ do: 'spaces.remove-user', space: place, user: person })).toMatchObject({
      ok: false,
      error: { status: 404, message: expect.stringMatching(/^404 Not Found from 127\.0\.0\.1:\d+, with/) as string },
    });
  });

  it('429 is waited for at least as long as it says, for changes too', async () => {
    sandbox.addFault({ path: '/v2/roles', times: 2, fault: { type: 'status', status: 429, retryAfter: 7 } });
    expect(await arize.call({ ...write, name: 'After 429' })).toMatchObject({ ok: true });
    expect(waits).toEqual([7_375, 7_750]);
    expect(told).toEqual([]);
  });

  it('429 with a long wait is told, once for all that wait', async () => {
    sandbox.addFault({ path: '/v2/**', times: 2, fault: { type: 'status', status: 429, retryAfter: 3_600 } });
    const both = await Promise.all([arize.list(read), arize.list({ list: 'roles' })]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    expect(waits).toEqual([3_600_375, 3_600_375]);
    expect(told).toEqual([
      `${sandbox.host} asks to wait (429 Too Many Requests: injected by a fault rule): the next try is in 1 h. Ctrl-C ends the run.`,
    ]);
  });

  it('of a server is asked again after growing waits, for questions only', async () => {
    sandbox.addFault({ path: '/v2/users', times: 3, fault: { type: 'status', status: 503 } });
    expect(await arize.list(read)).toMatchObject({ ok: true });
    expect(waits).toEqual([375, 750, 1_500]);
  });

  it('a server that hangs is given up', async () => {
    sandbox.addFault({ path: '/v2/roles', fault: { type: 'hang' } });
    const impatient = transport({ ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url }, 200);
    expect(await impatient.call(write)).toMatchObject({
      ok: false,
      error: { kind: 'timeout', uncertain: true, message: `${sandbox.host} did not answer within 0.2 s` },
    });
  });

  it('nobody there, and no such host, surely changed nothing', async () => {
    for (const url of ['http://127.0.0.1:2', 'http://nobody.invalid']) {
      const nowhere = transport({ ARIZE_API_KEY: 'k', ARIZE_BASE_URL: url });
      expect(await nowhere.call(write)).toMatchObject({ ok: false, error: { kind: 'unreachable', uncertain: false } });
    }
  });

  it('never holds the key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[!-~]{8,40}$/),
        fc.constantFrom<Fault>({ type: 'status', status: 403 }, { type: 'drop' }, { type: 'body', body: '<' }),
        async (key, fault) => {
          sandbox.addFault({ path: '/v2/roles', fault });
          const result = await transport({ ARIZE_API_KEY: key, ARIZE_BASE_URL: sandbox.url }).call(write);
          expect(JSON.stringify(result)).not.toContain(JSON.stringify(key).slice(1, -1));
        },
      ),
      { numRuns: 50 },
    );
  });
});
