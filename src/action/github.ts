import { proxyFor } from '../machine/proxy.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';

/** The part of GitHub's REST API that is needed here, for the repository that the workflow runs in. */
export interface GitHub {
  get<T>(path: string): Promise<T>;
  /** All pages of a list. */
  list<T>(path: string): Promise<readonly T[]>;
  send(method: 'POST' | 'PATCH', path: string, body: object): Promise<void>;
}

/** An answer that says no. */
export class Refused extends Stopped {
  constructor(
    readonly status: number,
    request: string,
    detail: string,
  ) {
    super(`GitHub answered ${String(status)} to ${request}${detail === '' ? '' : `: ${detail}`}.${hintFor(status)}`);
  }
}

const timeoutMs = 30_000;
const perPage = 100;

export function gitHub(runner: Runner): GitHub {
  const token = runner.input('token');
  const root = `${runner.env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${runner.repository}`;
  const request = async (method: string, path: string, body?: object): Promise<unknown> => {
    const send = await sender(root, runner);
    const asked = new Request(`${root}/${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        authorization: `Bearer ${token}`,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await send(asked).catch((error: unknown) => {
      throw new Stopped(`GitHub can't be reached (${method} ${root}/${path}): ${reasonOf(error)}.`);
    });
    if (!response.ok) throw new Refused(response.status, `${method} ${path}`, await detailOf(response));
    return response.json();
  };
  return {
    get: async <T>(path: string) => (await request('GET', path)) as T,
    async list<T>(path: string) {
      const all: T[] = [];
      for (let page = 1; ; page += 1) {
        const separator = path.includes('?') ? '&' : '?';
        const query = `per_page=${String(perPage)}&page=${String(page)}`;
        const more = (await request('GET', `${path}${separator}${query}`)) as readonly T[];
        all.push(...more);
        if (more.length < perPage) return all;
      }
    },
    async send(method, path, body) {
      await request(method, path, body);
    },
  };
}

type ReadAnswer = Pick<Response, 'status' | 'ok' | 'json'>;

/** Through the proxy that the environment names for GitHub, as everything else on the runner. */
async function sender(url: string, { env }: Runner): Promise<(request: Request) => Promise<ReadAnswer>> {
  // Arize's own variable names the way to Arize.
  const proxy = proxyFor(url, { ...env, ARIZE_PROXY_URL: undefined });
  if (proxy === undefined) return fetch;
  if (!URL.canParse(proxy.url)) throw new Stopped(`${proxy.variable} does not name a proxy: it is not a URL.`);
  const { throughProxy } = await import('../machine/through-proxy.js');
  const send = throughProxy(proxy.url);
  return async (request) => {
    const { method, headers: given, signal } = request;
    const content = request.body === null ? undefined : await request.text();
    const answer = await send({ url: request.url, method, headers: given, signal, body: content });
    const { status, headers, whole } = answer;
    // A redirect would take the token elsewhere, and is none of GitHub's answers here.
    if (status >= 300 && status < 400) {
      answer.discard();
      throw new Error(`it redirects to ${headers.get('location') ?? 'nowhere'}`);
    }
    return {
      status,
      ok: status >= 200 && status < 300,
      json: async () => JSON.parse(String(await whole(Infinity))) as unknown,
    };
  };
}

async function detailOf(response: ReadAnswer): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as { readonly message?: unknown };
  return typeof message === 'string' ? message : '';
}

function hintFor(status: number): string {
  if (status !== 401 && status !== 403) return '';
  return ' Look at the `permissions` of this job in the workflow.';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
