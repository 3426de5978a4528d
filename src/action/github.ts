import { directly } from '../machine/directly.js';
import { addressOf, proxyFor } from '../machine/proxy.js';
import type { Answer, Send } from '../machine/send.js';
import { NotSent } from '../machine/send.js';
import { throughProxy } from '../machine/through-proxy.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';

/** The part of GitHub's REST API that is needed here, for the repository that the workflow runs in. */
export interface GitHub {
  /** `holds`: the list that the answer has to hold. */
  get<T>(path: string, holds?: string): Promise<T>;
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
const mostPages = 100;
/** More than GitHub gives on a page. */
const largestAnswer = 32 * 1024 * 1024;

export function gitHub(runner: Runner): GitHub {
  const token = runner.input('token');
  const root = `${runner.env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${runner.repository}`;
  let send: Send | undefined;
  const request = async (method: string, path: string, body?: object): Promise<Answer> => {
    send ??= sender(root, runner);
    const answer = await send({
      url: `${root}/${path}`,
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: new Headers({
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }),
      body: body && JSON.stringify(body),
    }).catch((error: unknown) => {
      const isOpen = method !== 'GET' && !(error instanceof NotSent);
      const after = isOpen ? ' Whether it was carried out is not known.' : '';
      throw new Stopped(`GitHub can't be reached (${method} ${root}/${path}): ${reasonOf(error)}.${after}`);
    });
    const { status } = answer;
    // A redirect would take the token elsewhere, and is none of GitHub's answers here.
    if (status >= 300 && status < 400) {
      answer.discard();
      const where = answer.headers.get('location') ?? 'nowhere';
      throw new Stopped(`GitHub can't be reached (${method} ${root}/${path}): it redirects to ${where}.`);
    }
    if (status < 200 || status >= 300) throw new Refused(status, `${method} ${path}`, await detailOf(answer));
    return answer;
  };
  const read = async (path: string): Promise<unknown> => {
    const answer = await request('GET', path);
    try {
      return await contentOf(answer);
    } catch (error) {
      throw new Stopped(`What GitHub answers to GET ${root}/${path} can't be read: ${reasonOf(error)}.`);
    }
  };
  return {
    async get<T>(path: string, holds?: string) {
      const found = await read(path);
      const isWhole = typeof found === 'object' && found !== null;
      if (!isWhole || (holds !== undefined && !Array.isArray((found as Readonly<Record<string, unknown>>)[holds])))
        throw new Stopped(`GitHub answers to GET ${root}/${path} with something else than it should.`);
      return found as T;
    },
    async list<T>(path: string) {
      const all: T[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const separator = path.includes('?') ? '&' : '?';
        const query = `per_page=${String(perPage)}&page=${String(page)}`;
        const more = await read(`${path}${separator}${query}`);
        if (!Array.isArray(more))
          throw new Stopped(`GitHub answers to GET ${root}/${path} with something else than a list.`);
        all.push(...(more as readonly T[]));
        if (more.length < perPage) return all;
      }
      throw new Stopped(`GitHub's list ${root}/${path} does not end: it has more than ${String(mostPages)} pages.`);
    },
    async send(method, path, body) {
      // It is done, whatever becomes of the rest of the answer.
      (await request(method, path, body)).discard();
    },
  };
}

/** Through the proxy that the environment names for GitHub, as everything else on the runner. */
function sender(url: string, { env }: Runner): Send {
  // Arize's own variable names the way to Arize.
  const proxy = proxyFor(url, { ...env, ARIZE_PROXY_URL: undefined });
  if (proxy === undefined) return directly();
  const address = addressOf(proxy);
  if (address === 'socks') throw new Stopped(`${proxy.variable} names a SOCKS proxy: only HTTP proxies are supported.`);
  if (address === 'no-url') throw new Stopped(`${proxy.variable} does not name a proxy: it is not a URL.`);
  return throughProxy(address);
}

async function contentOf(answer: Answer): Promise<unknown> {
  const body = await answer.whole(largestAnswer);
  if (body === undefined) throw new Error(`it is larger than ${String(largestAnswer / 1024 / 1024)} MB`);
  return JSON.parse(body.toString('utf8')) as unknown;
}

async function detailOf(answer: Answer): Promise<string> {
  const body: unknown = await contentOf(answer).catch(() => undefined);
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as { readonly message?: unknown };
  return typeof message === 'string' ? message : '';
}

function hintFor(status: number): string {
  if (status !== 401 && status !== 403) return '';
  return ' Look at the `permissions` of this job in the workflow.';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // Of several addresses that were all tried in vain, Node says the code alone.
  return error.message === '' ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message;
}
