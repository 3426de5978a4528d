import { STATUS_CODES } from 'node:http';
import { AtProxy, badUpgrade, NotSent, ProxyDenied } from '../../machine/send.js';
import type { FailureKind, RemoteFailure } from '../port.js';
import type { Cause, Way } from './causes.js';
import { failureOfCause, throughWhom } from './causes.js';
import { titleOf } from './html.js';

/** What a status says; the body's problem+json (RFC 9457) says it to people. */
export function failureOfStatus(
  status: number,
  body: unknown,
  headers: Pick<Headers, 'get'>,
  isWrite: boolean,
  way: Way,
): RemoteFailure {
  if (status === 407) return failureOfCause('proxy-denied', way, isWrite, '407');
  const seconds = retryAfterOf(headers);
  const said = textOf(body);
  const title = typeof body === 'string' ? titleOf(body) : undefined;
  const isPage = title !== undefined && status < 500 && status !== 429;
  // Whoever says so asks for a login of its own, in place of Arize (RFC 6585 §6).
  const kind = isPage || status === 511 ? 'unreadable' : kindOf(status);
  const hint = said === '' ? foreignHint(kind, way.host) : hints[kind];
  const page = title === undefined ? '' : `, with a web page${title === '' ? '' : ` titled ${JSON.stringify(title)}`}`;
  return {
    kind,
    status,
    message: said === '' ? `${named(status)} from ${way.host}${page}${throughWhom(way)}` : `${String(status)} ${said}`,
    ...(hint !== undefined && { hint }),
    ...(seconds !== undefined && { retryAfter: seconds }),
    ...(said !== '' && kind === 'not-found' && { isExplained: true }),
    uncertain: isWrite && mayBeDoneAfter(status),
  };
}

/** Arize says in each error what it is about (contract §7); what is between here and it often says nothing. */
function foreignHint(kind: FailureKind, host: string): string {
  const own = kind === 'unreadable' ? undefined : hints[kind];
  const foreign =
    kind === 'unreadable'
      ? `a login page of this network, a proxy or a firewall may have answered in place of Arize: open http://${host} in a browser`
      : `a proxy or firewall may have answered in place of ${host}`;
  return own === undefined ? foreign : `${own}; ${foreign}`;
}

export function named(status: number): string {
  return `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
}

/** A failure that was found in the answer itself. */
export class AnswerProblem extends Error {
  constructor(readonly failure: Omit<RemoteFailure, 'uncertain'> & { readonly mayBeDone: boolean }) {
    super(failure.message);
  }
}

/** What an error of sending says. It, or its cause, carries the code that Node's network layer gave. */
export function failureOfError(error: unknown, isWrite: boolean, timeoutMs: number, way: Way): RemoteFailure {
  const name = error instanceof Error ? error.name : '';
  // What was not sent was not done.
  if (error instanceof NotSent) return failureOfError(error.cause, false, timeoutMs, way);
  if (error instanceof AtProxy) return failureOfError(error.cause, isWrite, timeoutMs, { ...way, isToProxy: true });
  if (error instanceof ProxyDenied) return failureOfCause('proxy-denied', way, isWrite, String(error.status));
  if (error instanceof AnswerProblem) {
    const { mayBeDone, ...failure } = error.failure;
    return { ...failure, uncertain: isWrite && mayBeDone };
  }
  if (name === 'TimeoutError') {
    return {
      kind: 'timeout',
      message: `${way.host} did not answer within ${String(timeoutMs / 1000)} s${throughWhom(way)}`,
      hint: 'check the network, then try again; --timeout SECONDS waits longer',
      uncertain: isWrite,
    };
  }
  if (name === 'AbortError') return { kind: 'interrupted', message: 'interrupted', uncertain: isWrite };
  if (error instanceof SyntaxError) return failureOfCause('not-json', way, isWrite);
  const { code, message, syscall } = innermost(error);
  if (message === badUpgrade) return failureOfCause('not-http', way, isWrite, '101 Switching Protocols');
  const cause = causes[code] ?? causeOfFamily(code);
  // A network that goes away while an answer is awaited says the same as one that was never there.
  const wasConnected = syscall === 'read' || syscall === 'write';
  return failureOfCause(wasConnected && waysThere.has(cause) ? 'dropped' : cause, way, isWrite, code);
}

/** What HTTP/1 can't be read from, and what can't be unpacked; anything else ended the connection. */
function causeOfFamily(code: string): Cause {
  if (code.startsWith('HPE_')) return 'not-http';
  // Node leaves `BROTLI_DECODER` out of some of that library's codes.
  return /^(?:Z_|ERR_BROTLI|ERR__)/.test(code) ? 'not-json' : 'dropped';
}

const waysThere: ReadonlySet<Cause> = new Set(['no-route', 'no-connection']);

const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no-host',
  EAI_AGAIN: 'no-lookup',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  ETIMEDOUT: 'no-connection',
  ERR_INVALID_URL: 'no-host',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  EPROTO: 'no-tls',
};

const hints: Partial<Record<FailureKind, string>> = {
  unauthorized: 'renew the key in the ax profile (`ax profiles update`) or in ARIZE_API_KEY',
  forbidden: 'the login lacks the privilege; run `ax-gitops doctor` to see which',
  'rate-limited': 'wait a moment, or lower --concurrency',
  server: 'try again in a while',
};

/**
 * A server that fails may have failed after the change; and what is on the way to it says 408 also where it has passed the request
 * on, and the answer did not come in time.
 */
export function mayBeDoneAfter(status: number): boolean {
  return (status >= 500 && status !== 511) || status === 408;
}

function kindOf(status: number): FailureKind {
  const known: Readonly<Record<number, FailureKind>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not-found',
    // The request, or the answer to it, came too late, or it came too early: another time it may work.
    408: 'server',
    409: 'conflict',
    425: 'server',
    429: 'rate-limited',
  };
  return known[status] ?? (status >= 500 ? 'server' : 'invalid');
}

function textOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { title, detail } = body as { readonly title?: unknown; readonly detail?: unknown };
  const parts = [title, detail].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.join(': ').replaceAll(/\s+/g, ' ').slice(0, 500);
}

/** Retry-After: seconds, or a date (RFC 9110 §10.2.3), which the server means by its own clock. */
function retryAfterOf(headers: Pick<Headers, 'get'>): number | undefined {
  const asked = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Math.ceil(Number(asked));
  const [at, date] = [Date.parse(asked), Date.parse(headers.get('date') ?? '')];
  if (!/^[a-z]{3}/i.test(asked) || Number.isNaN(at)) return undefined;
  return Math.max(0, Math.ceil((at - (Number.isNaN(date) ? Date.now() : date)) / 1000));
}

/** The deepest error that carries a code. */
function innermost(error: unknown): { readonly code: string; readonly message: string; readonly syscall: string } {
  let found = { code: '', message: error instanceof Error ? error.message : '', syscall: '' };
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; depth++) {
    const { code, syscall = '' } = inner as NodeJS.ErrnoException;
    if (typeof code === 'string' || found.code === '') found = { code: code ?? '', message: inner.message, syscall };
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return found;
}
