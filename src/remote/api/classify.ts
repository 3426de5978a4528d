import type { FailureKind, RemoteFailure } from '../port.js';

/** What a status says; the body's problem+json (RFC 9457) says it to people. */
export function failureOfStatus(status: number, body: unknown, headers: Headers, isWrite: boolean): RemoteFailure {
  const kind = kindOf(status);
  const seconds = retryAfterOf(headers);
  const hint = hints[kind];
  return {
    kind,
    status,
    message: `${String(status)} ${textOf(body)}`.trim(),
    ...(hint !== undefined && { hint }),
    ...(seconds !== undefined && { retryAfter: seconds }),
    // A server that fails may have failed after the change.
    uncertain: isWrite && status >= 500,
  };
}

/** What an error of `fetch` says. Its cause carries the code that Node's network layer gave. */
export function failureOfError(error: unknown, isWrite: boolean, timeoutMs: number): RemoteFailure {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') {
    return {
      kind: 'timeout',
      message: `no answer within ${String(timeoutMs / 1000)} s`,
      hint: 'look at the network, then try again',
      uncertain: isWrite,
    };
  }
  if (name === 'AbortError') return { kind: 'interrupted', message: 'interrupted', uncertain: isWrite };
  if (error instanceof SyntaxError) {
    return {
      kind: 'unreadable',
      message: 'the answer is no valid JSON',
      hint: 'check the host: is it Arize that answers?',
      uncertain: isWrite,
    };
  }
  const code = codeOf(error);
  if (neverSent.has(code)) {
    return {
      kind: 'unreachable',
      message: `the host can't be reached (${code})`,
      hint: 'check the network, and the host in the ax profile or in ARIZE_BASE_URL',
      uncertain: false,
    };
  }
  return {
    kind: 'unreachable',
    message: `the connection broke off before an answer came${code === '' ? '' : ` (${code})`}`,
    hint: 'look at the network, then try again',
    uncertain: isWrite,
  };
}

/** Errors that come before a request has left this machine. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const hints: Partial<Record<FailureKind, string>> = {
  unauthorized: 'renew the key in the ax profile (`ax profiles update`) or in ARIZE_API_KEY',
  forbidden: 'the login lacks the privilege; run `ax-gitops doctor` to see which',
  'rate-limited': 'wait a moment, or lower --concurrency',
  server: 'try again in a while',
};

function kindOf(status: number): FailureKind {
  const known: Readonly<Record<number, FailureKind>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not-found',
    409: 'conflict',
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
function retryAfterOf(headers: Headers): number | undefined {
  const asked = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Math.ceil(Number(asked));
  const [at, date] = [Date.parse(asked), Date.parse(headers.get('date') ?? '')];
  if (!/^[a-z]{3}/i.test(asked) || Number.isNaN(at)) return undefined;
  return Math.max(0, Math.ceil((at - (Number.isNaN(date) ? Date.now() : date)) / 1000));
}

function codeOf(error: unknown): string {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth++) {
    const { code } = inner as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    if (inner instanceof AggregateError) return codeOf(inner.errors[0]);
  }
  return '';
}
