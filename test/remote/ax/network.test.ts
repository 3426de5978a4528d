import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/remote/ax/classify.js';
import { classify } from '../../../src/remote/ax/classify.js';
import { axEnvironment, axWay } from '../../../src/remote/ax/environment.js';
import type { AxRunner } from '../../../src/remote/ax/runner.js';
import { outputLimit } from '../../../src/remote/ax/runner.js';
import { plainRunner } from '../../../src/remote/ax/plain-runner.js';
import { warmRunner } from '../../../src/remote/ax/warm/warm-runner.js';
import type { Answer, TestServer } from '../../support/server.js';
import { sendJson, sendPage, serve } from '../../support/server.js';

/* What the real ax prints where the network or a server is not as it should be, and what is made of it. */

const ax = process.env['AX_GITOPS_AX'] ?? '';
const open: TestServer[] = [];
let home: string;
let runner: AxRunner;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ax-network-'));
  await mkdir(join(home, '.arize', 'profiles'), { recursive: true });
  await writeFile(join(home, '.arize', '.active_profile'), 'p');
  const warm = await warmRunner({ ax, env: axEnvironment(process.env, home), concurrency: 2 });
  if (!warm.ok) throw new Error(warm.error);
  runner = warm.value;
});
afterAll(async () => {
  await runner.close();
  await rm(home, { recursive: true, force: true });
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function server(answer: Answer, options: Parameters<typeof serve>[1] = {}): Promise<TestServer> {
  const started = await serve(answer, options);
  open.push(started);
  return started;
}

const read: Asked = { isWrite: false, printsJson: true };
const write: Asked = { isWrite: true, printsJson: true };

/** The profile is read by each command anew, so one warm ax serves all tests. */
async function pointTo(url: string, apiKey = 'ak-key'): Promise<void> {
  const { host, protocol } = new URL(url);
  const lines = ['[profile]', 'name = "p"', '[auth]', `api_key = "${apiKey}"`, '[routing]', `api_host = "${host}"`];
  const text = [...lines, `api_scheme = "${protocol.slice(0, -1)}"`, '[update]', 'enabled = false', ''].join('\n');
  await writeFile(join(home, '.arize', 'profiles', 'p.toml'), text);
}

/** What ax 0.39.0 prints, as it was seen, where the test would cost a server of its own. */
it.each([
  ["No module named 'socks'", 'HTTPS_PROXY names a SOCKS proxy, and the Python of ax has no module for these'],
  [
    'Proxy URL had unsupported scheme ftp, should use http:// or https://',
    'HTTPS_PROXY does not hold the URL of a proxy',
  ],
  ['Invalid Retry-After header: soon', "api.corp asks to wait, in a form that ax can't read (Retry-After: soon)"],
  [
    "('Received response with content-encoding: gzip, but failed to decode it.', error('Error -3 while decompressing data: incorrect header check'))",
    'api.corp answers with something that is not JSON (failed to decode), through the proxy socks5://p:1 (HTTPS_PROXY)',
  ],
  [
    "'utf-8' codec can't decode byte 0xb5 in position 1: invalid start byte",
    'api.corp answers with something that is not JSON (decode), through the proxy socks5://p:1 (HTTPS_PROXY)',
  ],
  [
    'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)',
    'api.corp answers with something that is not JSON, through the proxy socks5://p:1 (HTTPS_PROXY)',
  ],
  [
    'maximum recursion depth exceeded while decoding a JSON array from a unicode string',
    'api.corp answers with something that is not JSON (recursion), through the proxy socks5://p:1 (HTTPS_PROXY)',
  ],
  [
    'Content-Length contained multiple unmatching values (5, 7)',
    'the proxy socks5://p:1 (HTTPS_PROXY) does not answer in HTTP',
  ],
  [
    "HTTPSConnectionPool(host='h', port=1): Max retries exceeded with url: /v2/users (Caused by SSLError(IsADirectoryError(21, 'Is a directory')))",
    "the file of certificates that ax is to trust can't be used (Is a directory)",
  ],
  [
    "HTTPSConnectionPool(host='h', port=1): Max retries exceeded with url: /v2/users (Caused by SSLError(SSLError(136, '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:4154)')))",
    "the file of certificates that ax is to trust can't be used (NO_CERTIFICATE_OR_CRL_FOUND)",
  ],
  // Inside a tunnel it is the server that does not encrypt, and at the proxy itself the proxy.
  [
    "HTTPSConnectionPool(host='h', port=1): Max retries exceeded with url: /v2/users (Caused by SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)')))",
    'api.corp does not speak TLS there (WRONG_VERSION_NUMBER), through the proxy socks5://p:1 (HTTPS_PROXY)',
  ],
  [
    "HTTPSConnectionPool(host='h', port=1): Max retries exceeded with url: /v2/users (Caused by ProxyError('Unable to connect to proxy. Your proxy appears to only use HTTP and not HTTPS', SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)'))))",
    'the proxy socks5://p:1 (HTTPS_PROXY) does not speak TLS there (WRONG_VERSION_NUMBER)',
  ],
  [
    'something new',
    'ax failed in a way it does not explain, asking api.corp (exit code 4): Failed to list users: something new',
  ],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
    'the certificate of api.corp is not valid today (certificate has expired)',
  ],
  [
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api.corp'. (_ssl.c:1006)",
    'the certificate of api.corp is one for another name (Hostname mismatch)',
  ],
])('%s', (said, message) => {
  const stderr = `✗ Error: Failed to list users: ${said}\n`;
  const result = classify(
    { type: 'exited', exitCode: 4, stdout: '', stderr },
    read,
    axWay('https://api.corp', { HTTPS_PROXY: 'socks5://p:1' }),
  );
  expect(result).toMatchObject({ error: { message, hint: expect.any(String) as string, uncertain: false } });
});

async function failureOf(url: string, args: readonly string[], asked: Asked, timeoutMs = 30_000) {
  const outcome = await runner.run([...args, '-o', 'json'], { timeoutMs });
  const result = classify(outcome, asked, axWay(url, {}));
  if (result.ok) throw new Error('it worked');
  return result.error;
}

const failureOfRead = (url: string, timeoutMs?: number) => failureOf(url, ['users', 'list'], read, timeoutMs);
const failureOfWrite = (url: string, timeoutMs?: number) =>
  failureOf(url, ['roles', 'create', '--name', 'R', '--permissions', 'PROJECT_READ'], write, timeoutMs);

/** What a question and a change come to. */
async function failures(url: string, { apiKey = 'ak-key', timeoutMs = 30_000 } = {}) {
  await pointTo(url, apiKey);
  return Promise.all([failureOfRead(url, timeoutMs), failureOfWrite(url, timeoutMs)]);
}

function expectBoth(
  [ofRead, ofWrite]: Awaited<ReturnType<typeof failures>>,
  said: { readonly kind: string; readonly message: string | RegExp; readonly uncertain: boolean },
) {
  const message = typeof said.message === 'string' ? said.message : (expect.stringMatching(said.message) as string);
  expect(ofRead).toMatchObject({ kind: said.kind, message, uncertain: false });
  expect(ofWrite).toMatchObject({ kind: said.kind, message, uncertain: said.uncertain });
}

describe('ax on a network that is not as it should be', () => {
  it('a port where nobody listens', async () => {
    const { host, close } = await serve(() => undefined);
    await close();
    expectBoth(await failures(`http://${host}`), {
      kind: 'unreachable',
      message: `${host} refuses the connection (Connection refused)`,
      uncertain: false,
    });
  });

  it('a host that is none', async () => {
    expectBoth(await failures('https://nobody.invalid'), {
      kind: 'unreachable',
      message: /name of nobody\.invalid/,
      uncertain: false,
    });
  });

  it('a certificate that nobody has signed', async () => {
    const { url, host } = await server(() => undefined, { tls: true });
    expectBoth(await failures(url), {
      kind: 'unreachable',
      message: `the certificate of ${host} is not trusted (self-signed certificate)`,
      uncertain: false,
    });
  });

  it('no TLS where it should be', async () => {
    const { host } = await server(() => undefined);
    expectBoth(await failures(`https://${host}`), {
      kind: 'unreachable',
      message: `${host} does not speak TLS there (WRONG_VERSION_NUMBER)`,
      uncertain: false,
    });
  });

  it('something else than HTTP', async () => {
    const other = createServer((socket) => {
      socket.write('SSH-2.0-OpenSSH_9.2\r\n');
      socket.destroySoon();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const host = `127.0.0.1:${String((other.address() as AddressInfo).port)}`;
    const found = await failures(`http://${host}`);
    await new Promise((resolve) => other.close(resolve));
    expectBoth(found, {
      kind: 'unreachable',
      message: `${host} does not answer in HTTP (BadStatusLine)`,
      uncertain: true,
    });
  });

  it('a connection that breaks off', async () => {
    const { url, host } = await server((request) => request.socket.destroy());
    expectBoth(await failures(url), {
      kind: 'unreachable',
      message: `${host} broke the connection off before an answer came (RemoteDisconnected)`,
      uncertain: true,
    });
  });

  it('no answer in time', async () => {
    const { url, host } = await server(() => undefined);
    expectBoth(await failures(url, { timeoutMs: 500 }), {
      kind: 'timeout',
      message: `ax got no answer from ${host} within 0.5 s and was ended`,
      uncertain: true,
    });
  });

  it('a web page, or something else that is no JSON', async () => {
    const page = await server((_request, response) => {
      sendPage(response, 'Welcome to the hotel');
    });
    expectBoth(await failures(page.url), {
      kind: 'unreadable',
      message: `${page.host} answers with something that is not JSON`,
      uncertain: true,
    });
    const torn = await server((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"users": [');
    });
    expectBoth(await failures(torn.url), {
      kind: 'unreadable',
      message: `${torn.host} answers with something that is not JSON`,
      uncertain: true,
    });
  });

  it('a key with a character that no header takes', async () => {
    const { url } = await server(() => undefined);
    expectBoth(await failures(url, { apiKey: '“ak-key”' }), {
      kind: 'bad-profile',
      message: 'the API key holds a character that no key has (\\u201c)',
      uncertain: false,
    });
  });

  it('a redirect to another server is followed by ax, without the key', async () => {
    const keys: unknown[] = [];
    const elsewhere = await server((request, response) => {
      keys.push(request.headers.authorization);
      sendJson(response, { users: [], pagination: { has_more: false } });
    });
    const { url } = await server((request, response) => {
      response
        .writeHead(302, { location: `${elsewhere.url.replace('127.0.0.1', 'localhost')}${request.url ?? ''}` })
        .end();
    });
    await expect(failures(url)).rejects.toThrow('it worked');
    expect(keys[0]).toBeUndefined();
  });
});

describe('an answer without end', () => {
  /** Far more users than a page holds. */
  const endless: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const user = {
      id: 'VXNlcjox',
      name: 'x'.repeat(10_000),
      email: 'a@b.c',
      status: 'ACTIVE',
      created_at: '2026-01-01T00:00:00Z',
    };
    response.write('{"users":[');
    const some = `${JSON.stringify(user)},`.repeat(100);
    const count = Math.ceil((outputLimit * 1.2) / some.length);
    for (let index = 0; index < count; index++) response.write(some);
    response.end(`${JSON.stringify(user)}],"pagination":{"has_more":false}}`);
  };

  it('is cut off', async () => {
    const { url } = await server(endless);
    await pointTo(url);
    expect(await failureOfRead(url)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('more than 32 MB') as string,
    });
  });

  it('is cut off where ax is started for each command', async () => {
    const outcome = await plainRunner({ ax: 'head', env: { PATH: process.env['PATH'] } }).run([
      '--bytes=34000000',
      '/dev/zero',
    ]);
    expect(outcome).toEqual({ type: 'too-much', limit: outputLimit });
  });

  it.runIf(process.platform === 'linux')(
    'that unpacks into gigabytes is given up, and the helper lives on',
    async () => {
      // A gzip file may have many parts: 64 MB of blanks each, 1 GB in all.
      const part = gzipSync(Buffer.alloc(1 << 26, ' '));
      const { url } = await server((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        for (let index = 0; index < 16; index++) response.write(part);
        response.end();
      });
      const [first] = await failures(url);
      expect(first).toMatchObject({
        kind: 'unreadable',
        message: expect.stringMatching(/ran out of the 768 MB of memory/) as string,
      });
      const outcome = await runner.run(['--version']);
      expect(outcome).toMatchObject({ type: 'exited', exitCode: 0 });
    },
  );
});
