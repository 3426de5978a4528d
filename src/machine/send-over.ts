import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Answer, Question, Send } from './send.js';
import { badUpgrade, NotSent } from './send.js';
import { unpacked } from './unpacked.js';

/** How long a connection may take to come about; then it surely carried nothing. */
export const defaultConnectTimeoutMs = 10_000;
/** Some servers close a connection that nobody uses after 2 s. One that is about to be closed is not used again. */
const keptAliveMs = 1_500;
/** How much sooner than the server a connection has to be given up. */
const marginMs = 500;

/** Connections are kept, and the one that was used last is used first: it is the least likely to be closed just then. */
export const keptConnections = { keepAlive: true, timeout: keptAliveMs, scheduling: 'lifo' } as const;

export type SentHeaders = Readonly<Record<string, string | number>>;

/** Begins a request over the connections of a way: its head is written, its body not. */
export type Begin = (question: Question, headers: SentHeaders) => ClientRequest;

/**
 * Sends on Node's own HTTP: its `fetch` costs several times as much, which is most of what an apply costs.
 */
export function sendOver(begin: Begin, connectTimeoutMs: number): Send {
  return (question) =>
    new Promise((resolve, reject) => {
      const { signal, body } = question;
      if (signal?.aborted === true) throw new NotSent(signal.reason as Error);
      const sent = begin(question, headersOf(question));
      let isConnected = false;
      const because = (error: Error) => (signal?.aborted === true ? (signal.reason as Error) : error);
      const fail = (error: Error) => {
        reject(isConnected ? because(error) : new NotSent(because(error)));
      };
      const stop = () => {
        sent.destroy(signal?.reason as Error);
        // One that has no connection yet says nothing until there is one.
        if (sent.socket === null) fail(signal?.reason as Error);
      };
      signal?.addEventListener('abort', stop);
      sent.on('close', () => signal?.removeEventListener('abort', stop));
      sent.on('socket', (socket) => {
        onceConnected(socket, connectTimeoutMs, () => (isConnected = true));
      });
      sent.on('response', (incoming) => {
        if (isClosedSoon(incoming)) sent.shouldKeepAlive = false;
        resolve(answerOf(incoming, because));
      });
      sent.on('error', fail);
      failsWithoutError(sent, fail);
      sent.end(body);
    });
}

function headersOf({ headers, body }: Question): SentHeaders {
  return {
    // Firewalls refuse what does not say who asks.
    'user-agent': 'ax-gitops',
    accept: '*/*',
    ...Object.fromEntries(headers),
    'accept-encoding': 'gzip, deflate, br',
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
}

/** A connection that encrypts is one only after both sides have agreed on how. */
function onceConnected(socket: Socket, timeoutMs: number, connected: () => void): void {
  if (!socket.connecting) {
    connected();
    return;
  }
  const timer = setTimeout(() => {
    socket.destroy(notInTime());
  }, timeoutMs);
  socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer);
    connected();
  });
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

export function notInTime(): Error {
  return Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
}

/** Node gives no error where the answer is 101, and then closes the request; nor may it at other ends that are not known here. */
function failsWithoutError(sent: ClientRequest, fail: (error: Error) => void): void {
  const otherProtocol = () => {
    sent.destroy();
    fail(new Error(badUpgrade));
  };
  sent.prependListener('response', ({ statusCode }: IncomingMessage) => {
    if (statusCode === 101) otherProtocol();
  });
  sent.on('upgrade', (_incoming, socket) => {
    socket.destroy();
    otherProtocol();
  });
  sent.on('close', () => {
    fail(new Error('closed without an answer'));
  });
}

function answerOf(incoming: IncomingMessage, because: (error: Error) => Error): Answer {
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: { get: (name) => headerOf(incoming, name) },
    whole: (most) => wholeOf(incoming, most, because),
    discard: () => void incoming.destroy(),
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : String(value);
}

function wholeOf(
  incoming: IncomingMessage,
  most: number,
  because: (error: Error) => Error,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let isEmpty = true;
    incoming.once('data', () => (isEmpty = false));
    const content = unpacked(incoming);
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
      // Nothing is packed in nothing, whatever the head of the answer says.
      if (isEmpty && incoming.complete) resolve(Buffer.alloc(0));
      else reject(because(error));
    });
    content.on('close', breakOff);
  });
}

/** Whether the server says that it closes the connection before it would be given up here. */
function isClosedSoon({ headers }: IncomingMessage): boolean {
  const seconds = /\btimeout\s*=\s*(\d+)/i.exec(String(headers['keep-alive'] ?? ''))?.[1];
  return seconds !== undefined && Number(seconds) * 1000 < keptAliveMs + marginMs;
}
