import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Send } from './send.js';

/** How long a connection may take to come about; then it surely carried nothing. */
const connectTimeoutMs = 10_000;
/** Servers close a connection that nobody uses after 5 s or more: one that is about to be closed is not used again. */
const keptAliveMs = 4_000;

/**
 * Sends over connections that are kept, on Node's own HTTP: its `fetch` costs several times as much, which is most of what
 * an apply costs.
 */
export function directly(): Send {
  const kept = { keepAlive: true, timeout: keptAliveMs, scheduling: 'lifo' } as const;
  const agents = { plain: new PlainAgent(kept), secure: new SecureAgent(kept) };
  return ({ url, method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const isSecure = url.startsWith('https:');
      const options: RequestOptions = {
        method,
        agent: isSecure ? agents.secure : agents.plain,
        headers: {
          // Firewalls refuse what does not say who asks.
          'user-agent': 'ax-gitops',
          accept: '*/*',
          ...Object.fromEntries(headers),
          'accept-encoding': 'gzip, deflate, br',
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
      };
      const because = (error: Error) => (signal?.aborted === true ? (signal.reason as Error) : error);
      const sent = (isSecure ? secureRequest : plainRequest)(url, options, (incoming) => {
        const content = unpacked(incoming);
        resolve({
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? '',
          headers: { get: (name) => headerOf(incoming, name) },
          whole: (most) => wholeOf(content, most, because),
          discard: () => void incoming.destroy(),
        });
      });
      const stop = () => void sent.destroy(signal?.reason as Error);
      signal?.addEventListener('abort', stop);
      sent.on('close', () => signal?.removeEventListener('abort', stop));
      sent.on('socket', limitConnecting);
      sent.on('error', (error) => {
        reject(because(error));
      });
      sent.end(body);
    });
}

function limitConnecting(socket: Socket): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
  }, connectTimeoutMs);
  const stop = () => {
    clearTimeout(timer);
  };
  socket.once('connect', stop).once('close', stop);
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : String(value);
}

function wholeOf(content: Readable, most: number, because: (error: Error) => Error): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const breakOff = () => {
      if (!content.readableEnded)
        reject(because(Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' })));
    };
    // Nothing more is heard of one that ended early.
    if (content.destroyed) breakOff();
    content.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= most) return;
      resolve(undefined);
      content.destroy();
    });
    content.on('end', () => {
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
    });
    content.on('error', (error) => {
      reject(because(error));
    });
    content.on('close', breakOff);
  });
}

const unpackers: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function unpacked(incoming: IncomingMessage): Readable {
  const unpacker = unpackers[(incoming.headers['content-encoding'] ?? '').trim().toLowerCase()];
  // What goes wrong on the way is met where the content is read.
  return unpacker === undefined ? incoming : pipeline(incoming, unpacker(), () => undefined);
}
