import { afterEach, describe, expect, it } from 'vitest';
import { apiTransport } from '../../../src/remote/api/index.js';
import { addressOf, proxyFor, shownProxy } from '../../../src/machine/proxy.js';
import { rosterReader } from '../../../src/remote/roster/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import type { TestServer } from '../../support/server.js';
import { serve, serveAsProxy } from '../../support/server.js';

const open: (TestServer | Sandbox)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function opened<T extends TestServer | Sandbox>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  open.push(started);
  return started;
}

type Env = Readonly<Record<string, string>>;

async function ask(env: Env) {
  const wait = () => Promise.resolve();
  const arize = apiTransport({ env, home: '/nowhere', concurrency: 2, timeoutMs: 5_000, wait });
  const members = rosterReader({ env, home: '/nowhere', timeoutMs: 5_000, wait });
  try {
    return [
      await arize.list({ list: 'users' }),
      await arize.call({ do: 'roles.create', name: 'Through', permissions: ['PROJECT_READ'] }),
      await members([{ kind: 'space', id: 'none' }]),
    ];
  } finally {
    await arize.close();
  }
}

describe('which proxy', () => {
  const url = 'https://api.arize.com';
  it.each<[string, Env, string | undefined]>([
    [url, {}, undefined],
    [url, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    [url, { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://p:1' }, 'http://small:1'],
    [url, { https_proxy: '', HTTPS_PROXY: 'p:1' }, 'http://p:1'],
    [url, { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    ['http://api.corp', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['http://api.corp', { http_proxy: 'http://p:1' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'arize.com' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', no_proxy: '.arize.com', NO_PROXY: '' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.io, *.ARIZE.com' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'api.arize.com:443' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'api.arize.com:8443' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', no_proxy: '', NO_PROXY: 'arize.com' }, undefined],
    [url, { HTTPS_PROXY: 'http://p:1', no_proxy: 'x.io', NO_PROXY: 'arize.com' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'api.arize.com.' }, undefined],
    ['https://10.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.io,10.0.0.0/8' }, undefined],
    ['https://11.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' }, 'http://p:1'],
    ['https://10.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/99,x/8,10/8,/,::/0' }, 'http://p:1'],
    ['https://[fd00::1]', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'fd00::/8' }, undefined],
    ['https://[::1]:8443', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '::1' }, undefined],
    ['https://[::1]:8443', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '[0:0::1]:8443' }, undefined],
    ['https://[::1]:8443', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '[::1]:443' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'fe80::1%eth0,[fe80::1%25eth0]:443' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '[fe80::1%eth0],arize.com' }, undefined],
    ['https://api.corp', { HTTPS_PROXY: '//p:1' }, 'http://p:1'],
    [url, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ize.com,localhost' }, 'http://p:1'],
    [url, { ARIZE_PROXY_URL: 'http://own:1', HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'http://own:1'],
  ])('%s with %o', (host, env, expected) => {
    expect(proxyFor(host, env)?.url).toBe(expected);
  });

  it.each([
    ['http://p', 'p', 80, undefined],
    ['http://[::1]:3128/path?x#y', '::1', 3128, undefined],
    ['https://ann@p', 'p', 443, 'ann:'],
    ['http://ann:a%40b:c%@p:1', 'p', 1, 'ann:a@b:c%'],
    ['http://ann:pä@p:1', 'p', 1, 'ann:pä'],
  ])('%s is found, with its user and password', (proxyUrl, host, port, login) => {
    expect(addressOf({ url: proxyUrl, variable: 'HTTPS_PROXY' })).toEqual({
      isSecure: proxyUrl.startsWith('https:'),
      host,
      port,
      authorization: login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
    });
  });

  it('is shown without its password', () => {
    const proxy = proxyFor(url, { HTTPS_PROXY: 'http://ann:secret@proxy.corp:3128/' });
    expect(proxy && shownProxy(proxy)).toBe('http://proxy.corp:3128 (HTTPS_PROXY)');
  });
});

describe('REST and GraphQL', () => {
  it('ask through the proxy, and past it where NO_PROXY says so', async () => {
    const sandbox = await opened(startSandbox());
    const proxy = await opened(serveAsProxy());
    const env = { ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url, http_proxy: proxy.url };
    expect((await ask(env)).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(proxy.asked).toEqual([
      `GET ${sandbox.url}/v2/users?limit=100`,
      `POST ${sandbox.url}/v2/roles`,
      `POST ${sandbox.url}/graphql`,
    ]);
    expect(sandbox.requests).toHaveLength(3);
    proxy.asked.length = 0;
    await ask({ ...env, NO_PROXY: '127.0.0.1' });
    expect(proxy.asked).toEqual([]);
  });

  it('ask a host that speaks TLS through a tunnel', async () => {
    const secure = await opened(serve(() => undefined, { tls: true }));
    const proxy = await opened(serveAsProxy());
    const env = { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: secure.url, HTTPS_PROXY: proxy.url };
    const [listed] = await ask(env);
    // The tunnel is open: the certificate at its end is what is refused here.
    expect(proxy.asked[0]).toBe(`CONNECT ${secure.host}`);
    expect(listed).toMatchObject({
      error: { message: `the certificate of ${secure.host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)` },
    });
  });

  it('name the proxy where it is the one that fails', async () => {
    // Nothing listens there.
    const gone = { url: 'http://127.0.0.1:2' };
    const shown = `${gone.url} (HTTPS_PROXY)`;
    const login = { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: 'https://api.corp' };
    const refused = await ask({ ...login, HTTPS_PROXY: gone.url });
    for (const result of refused)
      expect(result).toMatchObject({
        error: {
          message: expect.stringContaining(`the proxy ${shown} refuses the connection`) as string,
          hint: expect.stringMatching(/if a(?:pi|pp)\.corp is reached without a proxy, add it to NO_PROXY/) as string,
        },
      });
    const closed = await opened(serve(() => undefined));
    const denied = await ask({ ...login, HTTPS_PROXY: closed.url });
    expect(denied[0]).toMatchObject({
      error: { message: `the proxy ${closed.url} (HTTPS_PROXY) does not let a request to api.corp through (403)` },
    });
    const none = await ask({ ...login, HTTPS_PROXY: 'http://[' });
    expect(none[0]).toMatchObject({
      error: { kind: 'bad-profile', message: 'HTTPS_PROXY does not hold the URL of a proxy' },
    });
  });

  it.each([
    ['socks5://127.0.0.1:1', 'HTTPS_PROXY names a SOCKS proxy, and only HTTP proxies are supported'],
    ['SOCKS4A://127.0.0.1:1', 'HTTPS_PROXY names a SOCKS proxy, and only HTTP proxies are supported'],
    ['ftp://127.0.0.1:1', 'HTTPS_PROXY does not hold the URL of a proxy'],
    ['"http://127.0.0.1:1"', 'HTTPS_PROXY does not hold the URL of a proxy'],
  ])('say at once that %s is no proxy for them', async (url, message) => {
    for (const result of await ask({ ARIZE_API_KEY: 'k', ARIZE_BASE_URL: 'https://api.corp', HTTPS_PROXY: url }))
      expect(result).toMatchObject({
        error: { kind: 'bad-profile', message: expect.stringContaining(message) as string, uncertain: false },
      });
  });

  it('say it where what HTTPS_PROXY names is no proxy', async () => {
    const env = { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: 'https://api.corp', HTTPS_PROXY: 'https://127.0.0.1:1' };
    const plain = await opened(serve(() => undefined));
    const spoken = await ask({ ...env, HTTPS_PROXY: plain.url.replace('http:', 'https:') });
    const secure = await opened(serve(() => undefined, { tls: true }));
    const unknown = await ask({ ...env, HTTPS_PROXY: secure.url });
    // What does not encrypt is asked of the proxy itself.
    const unencrypted = await ask({ ...env, ARIZE_BASE_URL: 'http://api.corp', HTTP_PROXY: secure.url });
    const untrusted = (variable: string) =>
      `the certificate of the proxy ${secure.url} (${variable}) is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`;
    expect([spoken[1], unknown[1], unencrypted[1]]).toMatchObject([
      { error: { message: `the proxy https://${plain.host} (HTTPS_PROXY) does not speak TLS there (EPROTO)` } },
      { error: { message: untrusted('HTTPS_PROXY'), uncertain: false } },
      { error: { message: untrusted('HTTP_PROXY'), uncertain: false } },
    ]);
  });

  it('name the server where it is the one that does not encrypt', async () => {
    const plain = await opened(serve(() => undefined));
    const proxy = await opened(serveAsProxy());
    const base = plain.url.replace('http:', 'https:');
    const [listed] = await ask({ ARIZE_API_KEY: 'k', ARIZE_BASE_URL: base, HTTPS_PROXY: proxy.url });
    expect(listed).toMatchObject({
      error: {
        message: `${plain.host} does not speak TLS there (ERR_SSL_WRONG_VERSION_NUMBER), through the proxy ${proxy.url} (HTTPS_PROXY)`,
        hint: expect.stringContaining('in the ax profile or in ARIZE_BASE_URL') as string,
      },
    });
  });

  it('say it where a proxy wants a password', async () => {
    const proxy = await opened(
      serve((_request, response) => response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()),
    );
    const [listed, called] = await ask({
      ARIZE_API_KEY: 'k',
      ARIZE_BASE_URL: 'http://api.corp',
      HTTP_PROXY: proxy.url,
    });
    const message = `the proxy ${proxy.url} (HTTP_PROXY) does not let a request to api.corp through (407)`;
    expect(listed).toMatchObject({ error: { message } });
    expect(called).toMatchObject({ error: { message, uncertain: false } });
  });
});
