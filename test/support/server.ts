import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A server that answers as a test wants it, on a free port of this machine. */
export interface TestServer {
  readonly host: string;
  readonly url: string;
  /** What was asked: `GET /path`. */
  readonly asked: string[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The certificate of servers that speak TLS; it signs itself. */
export const certificate = fixture('certificate.pem');
export const certificateKey = fixture('key.pem');

/** `tunnels`: to where they are meant for, or all of them to one host. */
export async function serve(
  answer: Answer,
  { tls = false, tunnels = false }: { readonly tls?: boolean; readonly tunnels?: boolean | string } = {},
): Promise<TestServer> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  };
  const server = tls
    ? createSecureServer({ key: readFileSync(certificateKey), cert: readFileSync(certificate) }, listener)
    : createServer(listener);
  const open = new Set<Duplex>();
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    asked.push(`CONNECT ${url}`);
    if (tunnels !== false) tunnel(tunnels === true ? url : tunnels, socket, open);
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    host,
    url: `${tls ? 'https' : 'http'}://${host}`,
    asked,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function tunnel(target: string, socket: Duplex, open: Set<Duplex>): void {
  const [host = '', port = ''] = target.split(':');
  const other = connect(Number(port), host, () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.pipe(other).pipe(socket);
  });
  for (const end of [socket, other]) {
    open.add(end);
    end.on('error', () => other.destroy());
  }
}

/** A server that lets requests through to where they are meant for, as an HTTP proxy does. */
export function serveAsProxy(): Promise<TestServer> {
  return serve(passingOn(), { tunnels: true });
}

/** What becomes of texts on their way; nothing, unless given. */
interface Changes {
  readonly asked?: (body: string) => string;
  readonly answered?: (body: string) => string;
}

/** Asks the server at this address, or the one that is asked for, and answers as it does. */
export function passingOn(server = '', { asked = same, answered = same }: Changes = {}): Answer {
  return (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    const { host: _host, connection: _connection, 'proxy-authorization': _own, ...rest } = headers;
    const { 'content-length': _length, ...passed } = rest;
    text(request)
      .then(async (sent) => {
        const body = asked(sent);
        const init = { method, headers: passed as Record<string, string>, ...(body !== '' && { body }) };
        const found = await fetch(`${server}${url}`, init);
        response.writeHead(found.status, { 'content-type': found.headers.get('content-type') ?? '' });
        response.end(answered(await found.text()));
      })
      .catch(() => response.writeHead(502).end());
  };
}

const same = (body: string) => body;

export function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

export function sendPage(response: ServerResponse, title: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>\n<html><head><title>${title}</title></head><body>${'x'.repeat(2000)}</body></html>`);
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
}
