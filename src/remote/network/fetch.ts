import { hiding } from '../hidden-key.js';
import type { Way } from './causes.js';
import { failureOfCause } from './causes.js';
import { AnswerProblem } from './failures.js';
import { titleOf } from './html.js';
import { addressOf, proxyFor } from '../../machine/proxy.js';
import { directly } from '../../machine/directly.js';
import { throughProxy } from '../../machine/through-proxy.js';
import type { Answer, Question, Send } from '../../machine/send.js';

/**
 * Asks one server, and nobody else: through the proxy that the environment names, without following a redirect to another
 * server, and with an end to what is read. Fails as a {@link Send} does, or with an {@link AnswerProblem}.
 */
export interface Asker {
  readonly fetch: (question: Question) => Promise<WholeAnswer>;
  readonly way: Way;
}

/** An answer that was read to its end: the part of `Response` that is used. */
export type WholeAnswer = Pick<Response, 'ok' | 'text' | 'json'> & Pick<Answer, 'status' | 'statusText' | 'headers'>;

type Hide = ReturnType<typeof hiding>;

/** More than any page of 100 objects holds; a compressed answer is measured as it is unpacked. */
export const largestAnswer = 32 * 1024 * 1024;
const mostRedirects = 5;

/** `apiKey`: of the login that asks, so that nothing that is said of an answer holds it. */
export function askerOf(url: string, env: Readonly<Record<string, string | undefined>>, apiKey?: string): Asker {
  const hide = hiding(apiKey);
  const proxy = proxyFor(url, env);
  const way: Way = { host: new URL(url).host, proxy, certificates: 'NODE_EXTRA_CA_CERTS' };
  const address = proxy && addressOf(proxy);
  if (address === 'no-url' || address === 'socks')
    return { fetch: () => Promise.reject(problemOf(address === 'socks' ? 'socks' : 'no-proxy-url', way)), way };
  const send = address === undefined ? directly() : throughProxy(address);
  return {
    way,
    fetch: async (question) => readToEnd(await follow(question, send, hide), way, hide),
  };
}

/** Follows a redirect of a question within the server. A key, and what is believed, must not go elsewhere. */
async function follow(question: Question, send: Send, hide: Hide): Promise<Answer> {
  for (let asked = question, redirects = 0; ; redirects++) {
    const answer = await send(asked);
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === null) return answer;
    answer.discard();
    const { origin, host } = new URL(question.url);
    const target = URL.canParse(location, asked.url) ? new URL(location, asked.url) : undefined;
    if (target?.origin !== origin) throw new AnswerProblem(redirectedTo(host, target && hide(target.origin)));
    if (question.method !== 'GET' || redirects >= mostRedirects) throw new AnswerProblem(redirectedWithin(host));
    asked = { ...question, url: target.href };
  }
}

function redirectedTo(host: string, where = 'an address that is none'): AnswerProblem['failure'] {
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

/** The answer with its true length; a server without end costs neither time nor memory without end. */
async function readToEnd({ status, statusText, headers, whole }: Answer, way: Way, hide: Hide): Promise<WholeAnswer> {
  const body = await whole(largestAnswer);
  if (body === undefined) throw new AnswerProblem(tooLarge(way.host));
  // `fetch` leaves out a byte order mark as well: it is none of the JSON.
  const said = body.toString('utf8').replace(/^\uFEFF/, '');
  const ok = status >= 200 && status < 300;
  // What was asked for is taken as it is.
  const text = ok ? said : hide(said);
  const title = ok ? titleOf(text.slice(0, 4096)) : undefined;
  if (title !== undefined) throw problemOf('html', way, hide(title));
  return {
    status,
    statusText: hide(statusText),
    ok,
    headers: { get: (name) => (name.toLowerCase() === 'content-length' ? String(body.length) : headers.get(name)) },
    text: () => Promise.resolve(text),
    json: () =>
      new Promise((resolve) => {
        resolve(JSON.parse(text));
      }),
  };
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
