import type { Way } from './causes.js';
import { failureOfCause } from './causes.js';
import { AnswerProblem } from './failures.js';
import { titleOf } from './html.js';
import { proxyFor } from '../../machine/proxy.js';
import type { Answer, Send } from '../../machine/through-proxy.js';

/**
 * Asks one server, and nobody else: through the proxy that the environment names, without following a redirect to another
 * server, and with an end to what is read. Fails as `fetch` does, or with an {@link AnswerProblem}.
 */
export interface Asker {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly way: Way;
}

/** More than any page of 100 objects holds; a compressed answer is measured as it is unpacked. */
export const largestAnswer = 32 * 1024 * 1024;
const mostRedirects = 5;

export async function askerOf(url: string, env: Readonly<Record<string, string | undefined>>): Promise<Asker> {
  const proxy = proxyFor(url, env);
  const way: Way = { host: new URL(url).host, proxy, certificates: 'NODE_EXTRA_CA_CERTS' };
  if (proxy !== undefined && !URL.canParse(proxy.url))
    return { fetch: () => Promise.reject(problemOf('no-proxy-url', way)), way };
  const send =
    proxy === undefined ? globalThis.fetch : (await import('../../machine/through-proxy.js')).throughProxy(proxy.url);
  return {
    way,
    fetch: async (request) => readToEnd(await follow(request, send), way),
  };
}

/** Follows a redirect of a question within the server. A key, and what is believed, must not go elsewhere. */
async function follow(request: Request, send: Send): Promise<Answer> {
  const { origin, host } = new URL(request.url);
  for (let asked = request, redirects = 0; ; redirects++) {
    const response = await send(asked);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || response.status === 304 || location === null)
      return response;
    await response.body?.cancel();
    const target = URL.canParse(location, asked.url) ? new URL(location, asked.url) : undefined;
    if (target?.origin !== origin) throw new AnswerProblem(redirectedTo(host, target));
    if (request.method !== 'GET' || redirects >= mostRedirects) throw new AnswerProblem(redirectedWithin(host));
    asked = new Request(target, { headers: request.headers, signal: request.signal, redirect: 'manual' });
  }
}

function redirectedTo(host: string, target: URL | undefined): AnswerProblem['failure'] {
  const where = target === undefined ? 'an address that is none' : target.origin;
  return {
    kind: 'unreadable',
    message: `${host} redirects to ${where}; a redirect to another server is not followed`,
    hint: `a login page of this network may be in between: open http://${host} in a browser; if Arize has moved there, change the host in the ax profile or in ARIZE_BASE_URL`,
    mayBeDone: false,
  };
}

function redirectedWithin(host: string): AnswerProblem['failure'] {
  return {
    kind: 'unreadable',
    message: `${host} redirects again and again, or redirects a change`,
    hint: 'check the host and the scheme in the ax profile or in ARIZE_BASE_URL',
    mayBeDone: false,
  };
}

/** The same answer, read to its end and with its true length; so that a server without end costs neither time nor memory without end. */
async function readToEnd(response: Answer, way: Way): Promise<Response> {
  const { status, headers, body } = response;
  if (body === null) return new Response(null, { status, headers });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > largestAnswer) throw new AnswerProblem(tooLarge(way.host));
    chunks.push(chunk);
  }
  if (size === 0) return new Response(null, { status, headers });
  const content = Buffer.concat(chunks, size);
  const title = response.ok ? titleOf(content.toString('utf8', 0, 4096)) : undefined;
  if (title !== undefined) throw problemOf('html', way, title);
  const measured = new Headers(headers);
  measured.delete('content-encoding');
  measured.set('content-length', String(size));
  return new Response(content, { status, headers: measured });
}

function tooLarge(host: string): AnswerProblem['failure'] {
  return {
    kind: 'unreadable',
    message: `the answer of ${host} is larger than ${String(largestAnswer / 1024 / 1024)} MB, which no page of Arize's is`,
    hint: 'check the host in the ax profile or in ARIZE_BASE_URL: is it Arize that answers?',
    mayBeDone: true,
  };
}

function problemOf(cause: Parameters<typeof failureOfCause>[0], way: Way, detail = ''): AnswerProblem {
  const { uncertain, ...failure } = failureOfCause(cause, way, true, detail);
  return new AnswerProblem({ ...failure, mayBeDone: uncertain });
}
