import type { ResolvedCall } from '../../model/call.js';
import type { Question } from '../../machine/send.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { Login } from '../login.js';
import { findLogin } from '../login.js';
import { callResult, isForeign, removalOfMissing } from '../call-result.js';
import { failureOfCause } from '../network/causes.js';
import { failureOfError, failureOfStatus, named } from '../network/failures.js';
import type { Asker, WholeAnswer } from '../network/fetch.js';
import { patience } from '../network/patience.js';
import { gateOf } from '../gate.js';
import { askerOf } from '../network/fetch.js';
import type { Answer } from '../pages.js';
import { listAll, unreadable } from '../pages.js';
import type { Arize, CallResult, RawObject, RemoteFailure } from '../port.js';
import { retryDefaults, sleep, withRetry } from '../retry.js';
import { waitTeller } from '../waits.js';
import type { ApiRequest } from './requests.js';
import { callRequest, listRequest } from './requests.js';

export interface ApiOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Requests under way at once; unless given, as many as the server takes well. */
  readonly concurrency?: number;
  /** Milliseconds until a request without an answer is given up. */
  readonly timeoutMs?: number;
  /** Told, in a line each, of what takes long. */
  readonly tell?: (line: string) => void;
  /** For tests: the clock of retries. */
  readonly wait?: typeof sleep;
  readonly random?: () => number;
}

const defaultTimeoutMs = 60_000;

/** How the official client is called here: by path, so that answers arrive as they were sent. */
type Send = (
  path: string,
  init: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: WholeAnswer }>;
type Client = Readonly<Record<ApiRequest['method'], Send>>;

/** What the client makes of a request, in place of a `Request`: nothing of it is a stream. */
class PlainQuestion implements Question {
  readonly method!: string;
  readonly headers!: Headers;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly isAlone?: boolean;

  constructor(
    readonly url: string,
    init: Omit<Question, 'url'>,
  ) {
    Object.assign(this, init);
  }
}

interface Ready {
  readonly login: Login;
  readonly client: Client;
  readonly asker: Asker;
  readonly onWait: ReturnType<typeof waitTeller>;
}

/** Arize through its REST API, on the official client; for CI without Python. */
export function apiTransport(options: ApiOptions): Arize {
  const gate = gateOf(options.concurrency);
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const patient = patience(timeoutMs);
  let preparing: Promise<Result<Ready, RemoteFailure>> | undefined;
  const ready = () => (preparing ??= prepare(options));

  const send = async (request: ApiRequest, signal: AbortSignal | undefined): Promise<Result<Answer, RemoteFailure>> => {
    const prepared = await ready();
    if (!prepared.ok) return prepared;
    const { client, asker, onWait } = prepared.value;
    const isWrite = request.method !== 'GET';
    const once = () =>
      patient.isOver(signal)
        ? Promise.resolve(failed<RemoteFailure>({ kind: 'interrupted', message: 'interrupted', uncertain: false }))
        : patient.during(signal, (until) => ask(client, asker, request, timeoutMs, until));
    return withRetry(() => gate.through(isWrite ? 'change' : 'question', once), {
      ...retryDefaults,
      isWrite,
      sleep: options.wait ?? sleep,
      random: options.random ?? Math.random,
      signal,
      onWait,
    });
  };

  return {
    async describe() {
      const prepared = await ready();
      if (!prepared.ok) return prepared;
      const { profile, apiUrl } = prepared.value.login;
      return ok({
        transport: 'api',
        ...(profile !== undefined && { profile }),
        host: new URL(apiUrl).host,
        capabilities: { privateSpaces: true },
      });
    },
    list: (listing, signal, onPage) => listAll(listing, (cursor) => send(listRequest(listing, cursor), signal), onPage),
    async call(call, signal) {
      const request = callRequest(call);
      const answer = await send(request, signal);
      if (answer.ok) return readAnswer(call, answer.value.object);
      return request.method === 'DELETE' && answer.error.kind === 'not-found' ? removalOfMissing(answer.error) : answer;
    },
    atOnce: gate.width,
    close() {
      patient.end();
      return Promise.resolve();
    },
  };
}

async function prepare({ home, env, tell }: ApiOptions): Promise<Result<Ready, RemoteFailure>> {
  const login = await findLogin({ home, env });
  if (!login.ok) return login;
  const { apiKey, apiUrl, profile } = login.value;
  if (apiKey === undefined) {
    return failed({
      kind: 'bad-profile',
      message: `the ax profile ${JSON.stringify(profile)} logs in with OAuth, which only ax itself can do.`,
      hint: 'use --transport ax, or a profile with an API key, or ARIZE_API_KEY without an active profile',
      uncertain: false,
    });
  }
  const { createClient } = await import('@arizeai/ax-client');
  // Nothing comes from the environment past us.
  const client = createClient({ apiKey, baseUrl: apiUrl, getEnvironmentOptions: () => ({}) });
  const onWait = waitTeller(new URL(apiUrl).host, tell ?? (() => undefined));
  return ok({ login: login.value, client: client as unknown as Client, asker: askerOf(apiUrl, env, apiKey), onWait });
}

async function ask(
  client: Client,
  { fetch, way }: Asker,
  { method, path, params, query, body, isAlone }: ApiRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Result<Answer, RemoteFailure>> {
  const isWrite = method !== 'GET';
  try {
    const { data, error, response } = await client[method](path, {
      params: { ...(params !== undefined && { path: params }), ...(query !== undefined && { query }) },
      ...(body !== undefined && { body }),
      isAlone,
      signal,
      Request: PlainQuestion,
      fetch,
    });
    if (!response.ok) return failed(failureOfStatus(response.status, error, response.headers, isWrite, way));
    // What is asked for is all in an answer of 200 (contract §9): a part, or what somebody has changed on the way, is not it.
    if (!isWrite && response.status !== 200)
      return failed(failureOfCause('not-whole', way, false, named(response.status)));
    if (data === undefined || typeof data === 'object') {
      const bytes = Number(response.headers.get('content-length') ?? 0);
      return ok({ object: (data ?? undefined) as RawObject | undefined, bytes, host: way.host });
    }
    return failed(failureOfCause('not-json', way, isWrite));
  } catch (error) {
    return failed(failureOfError(error, isWrite, timeoutMs, way));
  }
}

function readAnswer(call: ResolvedCall, object: RawObject | undefined): Result<CallResult, RemoteFailure> {
  const id = object?.['id'];
  if (/\.create(?:-service)?$/.test(call.do) && typeof id !== 'string') {
    return failed({ ...unreadable(`Arize gave no ID for what it created with ${call.do}`), uncertain: true });
  }
  if (isForeign(call, object)) {
    return failed({
      ...unreadable(`the answer to ${call.do} has nothing of what Arize answers`),
      hint: 'a portal or a proxy may have answered in place of Arize: check the host and the network, then apply again',
      uncertain: true,
    });
  }
  return ok(callResult(call, object));
}
