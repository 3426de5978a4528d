import type { HttpBindings } from '@hono/node-server';
import { createAdaptorServer } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from './account.js';
import { appOf } from './app.js';
import { defaultSeed } from './default-seed.js';
import type { FaultRule, Faults } from './faults.js';
import { cannedAnswer, faultsOf, tampered } from './faults.js';
import { adminKey, accountFromSeed } from './plant.js';
import type { SandboxSeed } from './seed.js';
import type { SandboxState } from './snapshot.js';
import { snapshotOf } from './snapshot.js';
import { loadAccount, saver } from './state-file.js';

export type { Fault, FaultRule } from './faults.js';
export type { SandboxSeed } from './seed.js';
export type { SandboxState } from './snapshot.js';

export interface SandboxOptions {
  /** 0, which is what counts unless given, is any free port. */
  readonly port?: number;
  /** `127.0.0.1` unless given. */
  readonly hostname?: string;
  /** What the account holds at first; a small example account unless given. */
  readonly seed?: SandboxSeed;
  /** Loaded at the start where it exists (the seed is then not used), and rewritten atomically after each change. */
  readonly stateFile?: string;
  readonly clock?: () => Date;
  /** For tests: what the next raw key or temporary password is; random ones unless given. */
  readonly secret?: () => string;
  /** For tests: requests that shall go wrong. */
  readonly faults?: readonly FaultRule[];
}

/** A request that the sandbox got. The path is as it was sent, with the query. Status 0: not answered, or not yet. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** Of the answer, set once the request is carried out, whether or not the answer is sent. 0 until then, and where nothing is done. */
  readonly status: number;
  readonly body?: unknown;
}

export interface Sandbox {
  readonly url: string;
  /** `HOST:PORT`, as an ax profile's `api_host` wants it. */
  readonly host: string;
  /** A raw API key of the first account admin. */
  readonly apiKey: string;
  /** What the account holds now, in names. Taken anew at each reading. */
  readonly state: SandboxState;
  readonly requests: readonly SandboxRequest[];
  clearRequests(): void;
  addFault(rule: FaultRule): void;
  /** Ends all connections, hanging ones too. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Starts a local server with the admin part of Arize's v2 REST API and its rules (contract §3, §7, §9), and GraphQL's lists
 * of members on the same port (§8). Rejects where the port is taken, the seed is wrong or the state file can't be read.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? ((): Date => new Date());
  const now = (): string => clock().toISOString();
  const seed = options.seed ?? defaultSeed;
  const saved = options.stateFile === undefined ? undefined : await loadAccount(options.stateFile, now);
  const account = saved ?? accountFromSeed(seed, now);
  const apiKey = adminKey(account, seed);
  if (options.secret !== undefined) account.secret = options.secret;
  const save = options.stateFile === undefined ? undefined : saver(account, options.stateFile);
  await save?.();

  const requests: LoggedRequest[] = [];
  const faults = faultsOf(options.faults ?? []);
  const handle = handler(account, faults, requests, save);
  const server = createAdaptorServer({ fetch: (request, env) => handle(request, env as HttpBindings) }) as Server;
  const hostname = options.hostname ?? '127.0.0.1';
  server.listen(options.port ?? 0, hostname);
  await once(server, 'listening');
  const host = `${hostname}:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `http://${host}`,
    host,
    apiKey,
    get state() {
      return snapshotOf(account);
    },
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    addFault: (rule) => {
      faults.add(rule);
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type LoggedRequest = { -readonly [K in keyof SandboxRequest]: SandboxRequest[K] };
type Fetch = (request: Request, env: HttpBindings) => Promise<Response>;

/** Around the API itself: the log of requests, the faults, and saving. */
function handler(
  account: Account,
  faults: Faults,
  requests: LoggedRequest[],
  save: (() => Promise<void>) | undefined,
): Fetch {
  const app = appOf(account);
  return async (request, env) => {
    const { pathname, search } = new URL(request.url);
    const entry: LoggedRequest = { method: request.method, path: `${pathname}${search}`, status: 0 };
    requests.push(entry);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const text = reads ? '' : await request.clone().text();
    if (text !== '') entry.body = parsed(text);

    const fault = faults.take(request.method, pathname);
    if (fault?.type === 'wait') await fault.until;
    if (fault?.type === 'drop') return dropped(env);
    if (fault?.type === 'hang') {
      await once(env.outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
    }
    const canned = fault === undefined ? undefined : cannedAnswer(fault, pathname);
    const response = canned ?? (await app.fetch(request, env));
    // GraphQL is for reading here, though it is asked with POST.
    const changes = !reads && pathname !== '/graphql';
    if (canned === undefined && changes && response.ok) await save?.();
    entry.status = response.status;
    if (fault?.type === 'drop-answer') return dropped(env);
    if (fault?.type === 'hang-answer') {
      await once(env.outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
    }
    return fault === undefined ? response : tampered(fault, response);
  };
}

function dropped(env: HttpBindings): Response {
  env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
