import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { directly } from '../../src/machine/directly.js';
import type { Answer, Send, ProxyDenied } from '../../src/machine/send.js';
import { AtProxy, NotSent } from '../../src/machine/send.js';
import { throughProxy } from '../../src/machine/through-proxy.js';
import { certificate, certificateKey } from '../support/server.js';

/* What servers and proxies may do with one request: each way to send it comes to an end, and to the same one. */

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const { server, sockets } of open.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  open.push({ server, sockets });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A server that answers whatever it is sent with these bytes, and then may end the connection. */
function answering(bytes: Buffer | string, andThen: (socket: Socket) => void = () => undefined): Promise<string> {
  return listening(
    createServer((socket) => {
      socket.on('data', () => {
        socket.write(bytes);
        andThen(socket);
      });
    }),
  );
}

function ask(send: Send, url: string, isAlone = false, timeoutMs = 5_000) {
  const signal = AbortSignal.timeout(timeoutMs);
  return send({ url, method: 'POST', headers: new Headers(), body: '{}', signal, isAlone });
}

const read = async (send: Send, url: string) => text(await ask(send, url));
const text = async (answer: Answer) => String(await answer.whole(1000));

function proxyAt(host: string) {
  const [name = '', port = ''] = host.split(':');
  return { isSecure: false, host: name, port: Number(port), authorization: undefined };
}

/** The same server as the one that is meant, and as a proxy for HTTP, which is asked for what is meant for others. */
const ways: readonly (readonly [string, (host: string) => readonly [Send, string]])[] = [
  ['directly', (host) => [directly(), `http://${host}/`]],
  ['through a proxy', (host) => [throughProxy(proxyAt(host)), 'http://api.invalid/']],
];

const head = (status: string, ...headers: readonly string[]) =>
  `${[`HTTP/1.1 ${status}`, ...headers].join('\r\n')}\r\n\r\n`;
const packed = (coding: string, content: Buffer) =>
  Buffer.concat([Buffer.from(head('200 OK', `content-encoding: ${coding}`, 'connection: close')), content]);

describe.each(ways)('%s', (_name, way) => {
  const answerFrom = (host: string) => read(...way(host));

  it.each([
    ['with the headers of one', head('101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: x')],
    ['with more than its head', `${head('101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: x')}more`],
  ])('a change of the protocol that nobody asked for is an error, %s', async (_what, bytes) => {
    await expect(answerFrom(await answering(bytes))).rejects.toSatisfy(
      (error: Error) => error.message === 'bad upgrade' || (error.cause as Error).message === 'bad upgrade',
    );
  });

  it.each(['102 Processing', '103 Early Hints'])('%s is before the answer', async (announced) => {
    const bytes = head(announced) + head('200 OK', 'content-length: 2') + '{}';
    expect(await answerFrom(await answering(bytes))).toBe('{}');
  });

  it.each([
    ['before the answer', ''],
    ['in its head', 'HTTP/1.1 200 OK\r\n'],
    ['in its content', `${head('200 OK', 'content-length: 9')}{}`],
    ['before its content', head('200 OK', 'content-length: 9', 'content-encoding: gzip')],
    ['after an announcement', head('103 Early Hints')],
  ])('a connection that ends %s is an error', async (_where, bytes) => {
    await expect(answerFrom(await answering(bytes, (socket) => socket.end()))).rejects.toThrow();
    await expect(answerFrom(await answering(bytes, (socket) => socket.destroy()))).rejects.toThrow();
  });

  it('an answer can be left unread, also after its connection has ended', async () => {
    let ended: Promise<unknown> | undefined;
    const host = await answering(`${head('302 Found', 'content-length: 9')}{}`, (socket) => {
      ended = once(socket, 'close');
      socket.end();
    });
    const { status, discard } = await ask(...way(host));
    await ended;
    await setImmediate();
    discard();
    expect(status).toBe(302);
    // Whatever fails of it fails by now.
    await setImmediate();
  });

  it.each([
    ['of a status that has none', head('204 No Content', 'content-encoding: gzip')],
    ['of no length', head('200 OK', 'content-encoding: gzip', 'content-length: 0')],
    ...['gzip', 'deflate', 'br', 'gzip, br'].map((coding) => [
      `of no parts, in ${coding}`,
      `${head('200 OK', `content-encoding: ${coding}`, 'transfer-encoding: chunked')}0\r\n\r\n`,
    ]),
  ])('no content is none, packed or not: %s', async (_what, bytes) => {
    expect(await answerFrom(await answering(bytes))).toBe('');
  });

  it.each([
    ['gzip', gzipSync('{}')],
    ['GZIP', gzipSync('{}')],
    ['x-gzip', gzipSync('{}')],
    ['deflate', deflateSync('{}')],
    ['br', brotliCompressSync('{}')],
    ['gzip, br', brotliCompressSync(gzipSync('{}'))],
    ['br,gzip,deflate', deflateSync(gzipSync(brotliCompressSync('{}')))],
  ])('content in %s is unpacked', async (coding, content) => {
    expect(await answerFrom(await answering(packed(coding, content), (socket) => socket.end()))).toBe('{}');
  });
});

describe('directly', () => {
  it('101 is no answer without the headers of one either', async () => {
    const host = await answering(head('101 Switching Protocols'));
    await expect(ask(directly(), `http://${host}/`)).rejects.toThrow('bad upgrade');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => undefined],
    ['hangs up', (socket) => socket.end()],
    ['breaks off', (socket) => socket.resetAndDestroy()],
  ])(
    'nothing was sent where the server takes the connection, and then %s instead of encrypting it',
    async (_w, then) => {
      const host = await listening(
        createServer((socket) => {
          socket.once('data', () => {
            then(socket);
          });
        }),
      );
      await expect(ask(directly({ connectTimeoutMs: 100 }), `https://${host}/`)).rejects.toBeInstanceOf(NotSent);
    },
  );

  it('a connection that is given up as nothing came about is one that was not taken in time', async () => {
    const host = await listening(createServer(() => undefined));
    const cause = expect.objectContaining({ code: 'ETIMEDOUT' }) as Error;
    await expect(ask(directly({ connectTimeoutMs: 10 }), `https://${host}/`)).rejects.toMatchObject({ cause });
  });

  it.each([
    ['is used again', {}, false, 1],
    ['is not used for what goes alone', {}, true, 2],
    ['is not used again where the server is about to close it', { 'keep-alive': 'timeout=1' }, false, 2],
    ['is used again where the server keeps it long enough', { 'keep-alive': 'timeout=5, max=9' }, false, 1],
  ])('a connection %s', async (_what, headers, isAlone, connections) => {
    const used = new Set<Socket>();
    const server = createHttpServer((request, response) => {
      used.add(request.socket);
      response.writeHead(200, { connection: 'keep-alive', 'content-length': 2, ...headers }).end('{}');
    });
    const url = `http://${await listening(server)}/`;
    const send = directly();
    await text(await ask(send, url));
    await text(await ask(send, url, isAlone));
    expect(used.size).toBe(connections);
  });
});

describe('through a tunnel', () => {
  const established = head('200 OK');

  /** A proxy that does this with each connection once it is asked for a tunnel; and how many it was asked for. */
  async function asking(answer: (socket: Socket, target: string) => void) {
    const asked: string[] = [];
    const host = await listening(
      createServer((socket) => {
        socket.once('data', (bytes: Buffer) => {
          const [line = ''] = bytes.toString('latin1').split('\r\n');
          asked.push(line);
          answer(socket, line.split(' ')[1] ?? '');
        });
      }),
    );
    return { asked, proxy: proxyAt(host) };
  }

  const unreached = 'https://api.invalid/';

  // Those that end by themselves have time: on a machine that is busy the proxy would not even be asked.
  it.each<[string, number, (socket: Socket) => void]>([
    ['says nothing', 1_000, () => undefined],
    ['hangs up', 10_000, (socket) => socket.end()],
    ['breaks off', 10_000, (socket) => socket.resetAndDestroy()],
    ['speaks another protocol', 10_000, (socket) => socket.end('220 mail.example.com ESMTP\r\n')],
    ['announces, and says nothing', 1_000, (socket) => socket.write(head('103 Early Hints'))],
    ['opens the tunnel, and then says nothing', 1_000, (socket) => socket.write(established)],
    ['opens the tunnel, and then hangs up', 10_000, (socket) => socket.end(established)],
    ['opens it to what speaks no TLS', 10_000, (socket) => socket.write(`${established}220 mail.example.com\r\n`)],
  ])('nothing was sent, and nobody is asked twice, where the proxy %s', async (_what, connectTimeoutMs, answer) => {
    const { asked, proxy } = await asking(answer);
    await expect(ask(throughProxy(proxy, { connectTimeoutMs }), unreached)).rejects.toBeInstanceOf(NotSent);
    expect(asked).toEqual(['CONNECT api.invalid:443 HTTP/1.1']);
  });

  it('it is told whether the proxy took the connection, or did not let the request through', async () => {
    const silent = await asking(() => undefined);
    const fails = ask(throughProxy(silent.proxy, { connectTimeoutMs: 10 }), unreached);
    await expect(fails).rejects.toSatisfy(({ cause }: NotSent) => cause instanceof AtProxy);
    const denying = await asking((socket) => socket.end(head('407 Proxy Authentication Required')));
    const denied = ask(throughProxy(denying.proxy), unreached);
    await expect(denied).rejects.toSatisfy(({ cause }: NotSent) => (cause as ProxyDenied).status === 407);
  });

  it('whoever gives up does not wait for the tunnel, which is given up as well', async () => {
    let ended: Promise<unknown> | undefined;
    const stop = new AbortController();
    const { proxy } = await asking((socket) => {
      ended = once(socket, 'close');
      stop.abort(new Error('enough'));
    });
    const { signal } = stop;
    const asked = throughProxy(proxy)({ url: unreached, method: 'GET', headers: new Headers(), signal });
    await expect(asked).rejects.toMatchObject({ cause: { message: 'enough' } });
    await ended;
  });

  it('tunnels are kept, but not for what goes alone; the proxy hears who asks, and nobody else does', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const heard: (string | undefined)[] = [];
    const server = createSecureServer(
      { key: readFileSync(certificateKey), cert: readFileSync(certificate) },
      (request, response) => {
        heard.push(request.headers['proxy-authorization']);
        response.writeHead(200, { 'content-length': 2 }).end('{}');
      },
    );
    const target = await listening(server);
    const said: string[] = [];
    const host = await listening(
      createServer((socket) => {
        socket.once('data', (bytes: Buffer) => {
          said.push(bytes.toString('latin1'));
          const other = connect(Number(target.split(':')[1]), '127.0.0.1', () => {
            socket.write(established);
            socket.pipe(other).pipe(socket);
          });
        });
      }),
    );
    const send = throughProxy({ ...proxyAt(host), authorization: 'Basic eA==' });
    for (const isAlone of [false, false, true, true])
      expect(await text(await ask(send, `https://${target}/`, isAlone))).toBe('{}');
    expect(said).toHaveLength(3);
    for (const each of said) expect(each).toContain('proxy-authorization: Basic eA==\r\n');
    expect(heard).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('through a proxy that encrypts', () => {
  it.each(['https://api.invalid/', 'http://api.invalid/'])(
    'the certificate is to be one for the proxy, and not for what is asked for: %s',
    async (url) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
      const names: unknown[] = [];
      const server = createSecureServer(
        { key: readFileSync(certificateKey), cert: readFileSync(certificate) },
        (_request, response) => response.writeHead(403).end(),
      );
      server.on('connect', (_request, socket: Socket) => socket.end(head('403 Forbidden')));
      server.on('secureConnection', ({ servername }) => names.push(servername));
      const proxy = { ...proxyAt(await listening(server)), isSecure: true };
      for (const host of ['localhost', '127.0.0.1'])
        await ask(throughProxy({ ...proxy, host }), url).catch(() => undefined);
      // An address has no name that could be asked for.
      expect(names).toEqual(['localhost', false]);
    },
  );
});
