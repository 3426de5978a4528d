import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { NotSent } from '../../../src/machine/send.js';
import type { ResolvedCall } from '../../../src/model/call.js';
import { apiTransport } from '../../../src/remote/api/index.js';
import { failureOfError } from '../../../src/remote/network/failures.js';
import type { RemoteFailure } from '../../../src/remote/port.js';
import { rosterReader } from '../../../src/remote/roster/index.js';
import type { Answer, TestServer } from '../../support/server.js';
import { sendJson, sendPage, serve } from '../../support/server.js';

/* What goes wrong on the way to Arize, through REST and through GraphQL: one message each, with host and cause. */

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function server(answer: Answer, options: Parameters<typeof serve>[1] = {}): Promise<TestServer> {
  const started = await serve(answer, options);
  open.push(started);
  return started;
}

type Env = Readonly<Record<string, string>>;

/** What asking by REST, changing by REST and asking by GraphQL come to. */
async function failures(url: string, env: Env = {}, timeoutMs = 5_000): Promise<readonly RemoteFailure[]> {
  const login = { ARIZE_API_KEY: 'ak-key', ARIZE_BASE_URL: url, ...env };
  const arize = apiTransport({
    env: login,
    home: '/nowhere',
    concurrency: 2,
    timeoutMs,
    wait: () => Promise.resolve(),
  });
  open.push(arize);
  const members = rosterReader({ env: login, home: '/nowhere', timeoutMs, wait: () => Promise.resolve() });
  const results = [
    await arize.list({ list: 'users' }),
    await arize.call({ do: 'roles.create', name: 'R', permissions: ['PROJECT_READ'] }),
    await members([{ kind: 'space', id: 'space' }]),
  ];
  return results.map((result) => {
    if (result.ok) throw new Error('it worked');
    return result.error;
  });
}

/** The same message three times (GraphQL says before it what could not be read), and whether the change may be done. */
function expectEach(
  [ofList, ofCall, ofMembers]: readonly RemoteFailure[],
  { kind, uncertain, ...said }: { kind: RemoteFailure['kind']; message: string; hint: RegExp; uncertain: boolean },
) {
  const hint = expect.stringMatching(said.hint) as string;
  expect(ofList).toMatchObject({ kind, hint, message: said.message, uncertain: false });
  expect(ofCall).toMatchObject({ kind, hint, message: said.message, uncertain });
  expect(ofMembers).toMatchObject({
    kind,
    hint,
    message: `the members can't be read through GraphQL: ${said.message}`,
    uncertain: false,
  });
}

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

describe('what keeps a request from Arize', () => {
  it('a port where nobody listens', async () => {
    const host = `127.0.0.1:${String(await freePort())}`;
    expectEach(await failures(`http://${host}`), {
      kind: 'unreachable',
      message: `${host} refuses the connection (ECONNREFUSED)`,
      hint: /the host and port in the ax profile or in ARIZE_BASE_URL/,
      uncertain: false,
    });
  });

  it('a host that is none', async () => {
    for (const { kind, message, uncertain } of await failures('https://nobody.invalid')) {
      expect(kind).toBe('unreachable');
      expect(message).toMatch(/(?:no host of the name of|the name of) nobody\.invalid.*\((?:ENOTFOUND|EAI_AGAIN)\)$/);
      expect(uncertain).toBe(false);
    }
  });

  it('a certificate that nobody has signed', async () => {
    const { url, host } = await server(() => undefined, { tls: true });
    expectEach(await failures(url), {
      kind: 'unreachable',
      message: `the certificate of ${host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
      hint: /set NODE_EXTRA_CA_CERTS to the file/,
      uncertain: false,
    });
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'the certificate of api.corp is not valid today (CERT_HAS_EXPIRED)', /clock of this machine/],
    ['CERT_NOT_YET_VALID', 'the certificate of api.corp is not valid today (CERT_NOT_YET_VALID)', /clock/],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'the certificate of api.corp is one for another name (ERR_TLS_CERT_ALTNAME_INVALID)',
      /check the spelling of the host in the ax profile or in ARIZE_BASE_URL/,
    ],
  ])('a certificate that no authority would help: %s', (code, message, hint) => {
    const way = {
      host: 'api.corp',
      proxy: { url: 'http://p:1', variable: 'HTTPS_PROXY' },
      certificates: 'NODE_EXTRA_CA_CERTS',
    } as const;
    const error = new NotSent(Object.assign(new Error('x'), { code }));
    const failure = failureOfError(error, true, 1, way);
    expect(failure).toMatchObject({ message, hint: expect.stringMatching(hint) as string, uncertain: false });
  });

  it('a server that speaks no TLS where it should', async () => {
    const { host } = await server(() => undefined);
    expectEach(await failures(`https://${host}`), {
      kind: 'unreachable',
      message: `${host} does not speak TLS there (EPROTO)`,
      hint: /api_scheme/,
      uncertain: false,
    });
  });

  it('a server that speaks something else than HTTP', async () => {
    const other = createServer((socket) => {
      socket.write('SSH-2.0-OpenSSH_9.2\r\n');
      socket.destroySoon();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const host = `127.0.0.1:${String((other.address() as AddressInfo).port)}`;
    open.push({ close: () => new Promise((resolve) => other.close(resolve)) });
    const [first] = await failures(`http://${host}`);
    expect(first?.message).toBe(`${host} does not answer in HTTP (HPE_INVALID_CONSTANT)`);
  });

  it('a server that ends the connection before it is encrypted: nothing was sent', async () => {
    const silent = createServer((socket) => socket.once('data', () => socket.end())).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const host = `127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    open.push({ close: () => new Promise((resolve) => silent.close(resolve)) });
    expectEach(await failures(`https://${host}`), {
      kind: 'unreachable',
      message: `${host} broke the connection off before an answer came (ECONNRESET)`,
      hint: /try again/,
      uncertain: false,
    });
  });

  it('a server that goes over to another protocol in place of an answer', async () => {
    const { url, host } = await server(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    const said = { kind: 'unreachable', hint: /the scheme|HTTP_PROXY/, uncertain: true } as const;
    const why = 'does not answer in HTTP (101 Switching Protocols)';
    expectEach(await failures(url), { ...said, message: `${host} ${why}` });
    const elsewhere = await failures('http://127.0.0.1:2', { HTTP_PROXY: url });
    expectEach(elsewhere, { ...said, message: `the proxy ${url} (HTTP_PROXY) ${why}` });
  });

  it('no answer in time', async () => {
    const { url, host } = await server(() => undefined);
    expectEach(await failures(url, {}, 100), {
      kind: 'timeout',
      message: `${host} did not answer within 0.1 s`,
      hint: /--timeout/,
      uncertain: true,
    });
  });

  it('a connection that breaks off', async () => {
    const { url, host } = await server((request) => request.socket.destroy());
    expectEach(await failures(url), {
      kind: 'unreachable',
      message: `${host} broke the connection off before an answer came (ECONNRESET)`,
      hint: /try again/,
      uncertain: true,
    });
  });
});

/* Nobody can make these happen at will. */
describe('a network that goes away', () => {
  const way = { host: 'api.corp', certificates: 'NODE_EXTRA_CA_CERTS' } as const;
  const failed = (code: string, syscall: string) =>
    failureOfError(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }), true, 60_000, way);

  it.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'])(
    'with %s: nothing was done before there is a connection, and later nobody knows',
    (code) => {
      expect(failed(code, 'connect')).toMatchObject({ kind: 'unreachable', uncertain: false });
      for (const syscall of ['read', 'write'])
        expect(failed(code, syscall)).toMatchObject({
          message: `api.corp broke the connection off before an answer came (${code})`,
          uncertain: true,
        });
    },
  );
});

describe('what is asked directly', () => {
  it('is asked over connections that are kept, and told by whom; answers that are packed or begin with a byte order mark are read', async () => {
    const connections = new Set<unknown>();
    const { url } = await server((request, response) => {
      connections.add(request.socket);
      expect(request.headers).toMatchObject({ 'user-agent': 'ax-gitops', accept: '*/*', authorization: 'Bearer k' });
      response.setHeader('content-encoding', 'gzip').end(gzipSync('\uFEFF{"users":[{"id":"u"}],"pagination":{}}'));
    });
    const arize = apiTransport({ env: { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: url }, home: '/nowhere', concurrency: 1 });
    open.push(arize);
    for (let time = 0; time < 3; time++)
      expect(await arize.list({ list: 'users' })).toEqual({ ok: true, value: [{ id: 'u' }] });
    expect(connections.size).toBe(1);
  });
});

describe('a kept connection that the server closes just as it is used again', () => {
  /** Whether the request was read before the connection ends, nobody can see from here. */
  async function closesKept() {
    const used = new Set<unknown>();
    return server(({ socket }, response) => {
      if (used.has(socket)) socket.destroy();
      else sendJson(response, { id: 'new', key: 'raw', users: [], pagination: {} });
      used.add(socket);
    });
  }
  const key = { name: 'N' } as const;
  it.each([
    { do: 'api-keys.create', ...key },
    { do: 'api-keys.create-service', ...key, accountRole: 'MEMBER', organizations: [] },
    { do: 'api-keys.refresh', key: 'k', graceSeconds: 0 },
    { do: 'users.resend-invitation', user: 'u' },
    { do: 'users.reset-password', user: 'u' },
  ] satisfies readonly ResolvedCall[])(
    'is none that $do goes over, which is never made twice',
    async (call: ResolvedCall) => {
      const { url } = await closesKept();
      const arize = apiTransport({
        env: { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: url },
        home: '/nowhere',
        concurrency: 1,
      });
      open.push(arize);
      expect(await arize.list({ list: 'users' })).toMatchObject({ ok: true });
      expect(await arize.call(call)).toMatchObject({ ok: true });
    },
  );
});

describe('what answers in place of Arize', () => {
  it('a web page, as of a captive portal', async () => {
    const { url, host } = await server((_request, response) => {
      sendPage(response, 'Welcome to the hotel');
    });
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `${host} answers with a web page titled "Welcome to the hotel" instead of JSON`,
      hint: /open http:\/\/127.*in a browser/,
      uncertain: true,
    });
  });

  it('a web page with a status, as of a firewall', async () => {
    const { url, host } = await server((_request, response) => {
      sendPage(response, 'Access   denied\n', 403);
    });
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `403 Forbidden from ${host}, with a web page titled "Access denied"`,
      hint: /login page of this network, a proxy or a firewall/,
      uncertain: false,
    });
  });

  it.each([
    [302, 'invalid', '302 Found', false],
    [410, 'invalid', '410 Gone', false],
    [404, 'not-found', '404 Not Found', false],
    // Whatever passes requests on says it too, where it did so, and the answer did not come in time.
    [408, 'server', '408 Request Timeout', true],
    [425, 'server', '425 Too Early', false],
  ] as const)('a bare status %i, with the host', async (status, kind, named, mayBeDone) => {
    const { url, host } = await server((_request, response) => response.writeHead(status).end());
    const [ofRead, ofWrite] = await failures(url);
    expect(ofRead).toMatchObject({ kind, message: `${named} from ${host}`, uncertain: false });
    expect(ofWrite).toMatchObject({ kind, uncertain: mayBeDone });
    expect(ofRead?.hint).toContain(`a proxy or firewall may have answered in place of ${host}`);
  });

  it('a network that wants a login of its own: nobody is asked again, and nothing was done', async () => {
    const { url, host, asked } = await server((_request, response) => {
      sendPage(response, 'Hotel', 511);
    });
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `511 Network Authentication Required from ${host}, with a web page titled "Hotel"`,
      hint: new RegExp(`open http://${host} in a browser`),
      uncertain: false,
    });
    expect(asked).toHaveLength(3);
  });

  it.each([
    ['gzip', 'Z_DATA_ERROR'],
    ['br', 'ERR__ERROR_FORMAT_PADDING_2'],
  ])('what is not the %s that it is said to be', async (coding, code) => {
    const { url, host } = await server((_request, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end('not packed at all'),
    );
    const [ofRead] = await failures(url);
    expect(ofRead?.message).toBe(`${host} answers with something that is not JSON (${code})`);
  });

  it('something that can not be unpacked', async () => {
    const { url, host } = await server((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
    );
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `${host} answers with something that is not JSON (Z_DATA_ERROR)`,
      hint: /is it Arize that answers/,
      uncertain: true,
    });
  });

  it.each([
    ['without content', 200, 'gzip'],
    ['of a status without content', 204, 'br'],
  ])(
    'nothing: a change that is answered %s is made, whatever it is said to be packed in',
    async (_w, status, coding) => {
      const { url } = await server((_request, response) =>
        response.writeHead(status, { 'content-encoding': coding }).end(),
      );
      const arize = apiTransport({ env: { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: url }, home: '/nowhere' });
      open.push(arize);
      expect(await arize.call({ do: 'users.resend-invitation', user: 'u' })).toEqual({ ok: true, value: {} });
    },
  );

  it.each([203, 206])('a list with the status %i, which is not all that was asked for', async (status) => {
    const { url, host } = await server((_request, response) => {
      sendJson(Object.assign(response, { statusCode: status }), { users: [], pagination: { has_more: false } });
    });
    const [ofRead] = await failures(url).catch(() => []);
    expect(ofRead?.message).toMatch(new RegExp(`^${host} answers with ${String(status)} .*, which no list of Arize's`));
  });

  it('JSON that is none of its', async () => {
    const { url, host } = await server((_request, response) => {
      sendJson(response, { ok: true });
    });
    const [ofRead] = await failures(url);
    expect(ofRead).toMatchObject({
      kind: 'unreadable',
      message: `the answer of ${host} does not contain a list of users`,
      hint: expect.stringContaining('is it Arize that answers?') as string,
    });
  });

  it('something that is no JSON', async () => {
    const { url, host } = await server((_request, response) => response.end('pong'));
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `${host} answers with something that is not JSON`,
      hint: /is it Arize that answers/,
      uncertain: true,
    });
  });

  it('another server, by a redirect: it is not asked, and gets no key', async () => {
    const elsewhere = await server((_request, response) => {
      sendJson(response, { users: [], data: {}, id: 'x', pagination: {} });
    });
    const { url, host } = await server((request, response) => {
      response.writeHead(307, { location: `${elsewhere.url}${request.url ?? ''}` }).end();
    });
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `${host} redirects to ${elsewhere.url}; a redirect to another server is not followed`,
      hint: /if Arize has moved there, change the host/,
      uncertain: false,
    });
    expect(elsewhere.asked).toEqual([]);
  });

  it('the same server at another address is asked there, but not without end, and not for a change', async () => {
    const { url, asked } = await server((request, response) => {
      if (request.url?.startsWith('/v2/users') === true) response.writeHead(302, { location: '/moved' }).end();
      else if (request.url === '/moved') sendJson(response, { users: [{ id: 'u' }], pagination: {} });
      else response.writeHead(307, { location: request.url ?? '' }).end();
    });
    const arize = apiTransport({ env: { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: url }, home: '/nowhere', concurrency: 1 });
    open.push(arize);
    expect(await arize.list({ list: 'users' })).toEqual({ ok: true, value: [{ id: 'u' }] });
    asked.length = 0;
    const error = { kind: 'unreadable', message: expect.stringContaining('redirects again and again') as string };
    expect(await arize.list({ list: 'roles' })).toMatchObject({ ok: false, error });
    expect(asked).toHaveLength(6);
    expect(await arize.call({ do: 'roles.delete', role: 'r' })).toMatchObject({
      error: { ...error, uncertain: false },
    });
    expect(asked).toHaveLength(7);
  });
});

describe('an answer that holds the key of who asks', () => {
  const of = (status: number, answer: ServerResponse) => Object.assign(answer, { statusCode: status });
  const keyOf = ({ headers }: IncomingMessage) =>
    `${headers.authorization ?? ''} ${String(headers['x-api-key'] ?? '')}`;

  it.each<[string, Answer]>([
    [
      'in an error',
      (asked, answer) => {
        sendJson(of(400, answer), { title: 'Bad', detail: keyOf(asked) });
      },
    ],
    [
      'in an error of GraphQL',
      (asked, answer) => {
        sendJson(answer, { errors: [{ message: keyOf(asked) }] });
      },
    ],
    [
      'in an error that is cut off',
      (asked, answer) => {
        sendJson(of(400, answer), { detail: `${'x'.repeat(495)}${keyOf(asked)}` });
      },
    ],
    [
      'in the title of a web page',
      (asked, answer) => {
        sendPage(answer, keyOf(asked));
      },
    ],
    [
      'in that of a page with a status',
      (asked, answer) => {
        sendPage(answer, keyOf(asked), 401);
      },
    ],
    ['in its head', (asked, answer) => answer.writeHead(418, keyOf(asked)).end()],
    [
      'in where it redirects to',
      (_asked, answer) => answer.writeHead(302, { location: 'http://ak-secret-9.invalid/' }).end(),
    ],
  ])('%s is shown without it', async (_where, answer) => {
    const { url } = await server(answer);
    const said = JSON.stringify(await failures(url, { ARIZE_API_KEY: 'ak-secret-9' }));
    expect(said).not.toContain('ak-sec');
  });

  it('is shown as it is where the key may be a part of any word', async () => {
    const { url } = await server((_asked, answer) => {
      sendJson(of(400, answer), { title: 'keyed: the key is k' });
    });
    const [ofRead] = await failures(url, { ARIZE_API_KEY: 'key' });
    expect(ofRead?.message).toBe('400 keyed: the [the API key] is k');
  });
});

describe('an answer without end', () => {
  it.each([
    ['plain', false],
    ['that a small one unpacks into', true],
  ])('%s is cut off', async (_name, isPacked) => {
    const part = Buffer.alloc(1 << 24, ' ');
    const sent = isPacked ? gzipSync(part) : part;
    const { url, host } = await server((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(isPacked && { 'content-encoding': 'gzip' }),
      });
      // It ends only when nobody reads on.
      const more = () => {
        while (!response.destroyed && response.write(sent));
      };
      response.on('drain', more);
      response.on('error', () => undefined);
      more();
    });
    expectEach(await failures(url), {
      kind: 'unreadable',
      message: `the answer of ${host} is larger than 32 MB, which no page of Arize's is`,
      hint: /is it Arize that answers/,
      uncertain: true,
    });
  });
});
