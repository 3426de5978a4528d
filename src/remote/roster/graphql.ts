import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { hiding } from '../hidden-key.js';
import type { Way } from '../network/causes.js';
import { failureOfCause } from '../network/causes.js';
import { failureOfError, failureOfStatus } from '../network/failures.js';
import type { Asker, WholeAnswer } from '../network/fetch.js';
import type { RemoteFailure } from '../port.js';
import type { RetryPolicy } from '../retry.js';
import { retryDefaults, withRetry } from '../retry.js';

export interface GraphqlPlace {
  /** The app's base URL. */
  readonly url: string;
  readonly asker: Asker;
  /** A secret: goes into one header and nowhere else. */
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly wait: RetryPolicy['sleep'];
  /** Told of each wait before it begins. */
  readonly onWait?: RetryPolicy['onWait'];
}

/** An answer; where it has errors, the parts they concern are null. */
export interface GraphqlAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly string[];
  /** The aliases of the parts that an error is about, however deep: what they hold is not all. */
  readonly incomplete?: ReadonlySet<string>;
}

/** Asks Arize's GraphQL API (contract §8). Only questions, so that they may be repeated. */
export async function askGraphql(
  { url, asker, apiKey, timeoutMs, wait, onWait }: GraphqlPlace,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Result<GraphqlAnswer, RemoteFailure>> {
  const ask = async () => {
    const question = {
      url: new URL('/graphql', url).href,
      method: 'POST',
      headers: new Headers({ 'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json' }),
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
    };
    try {
      return await answerOf(await asker.fetch(question), asker.way, hiding(apiKey));
    } catch (error) {
      return failed(failureOfError(error, false, timeoutMs, asker.way));
    }
  };
  return withRetry(ask, { ...retryDefaults, isWrite: false, sleep: wait, random: Math.random, signal, onWait });
}

async function answerOf(
  response: WholeAnswer,
  way: Way,
  hide: (text: string) => string,
): Promise<Result<GraphqlAnswer, RemoteFailure>> {
  const text = await response.text();
  const body = parsed(text);
  const errors = errorsOf(body, hide);
  if (!response.ok) {
    const problem = body === undefined ? text : { title: response.statusText, detail: errors.join('; ') };
    return failed(failureOfStatus(response.status, problem, response.headers, false, way));
  }
  if (body === undefined) return failed(failureOfCause('not-json', way, false));
  const data = typeof body === 'object' && body !== null ? (body as { readonly data?: unknown }).data : undefined;
  if (typeof data !== 'object' || data === null) {
    const message = errors.length > 0 ? errors.join('; ') : 'the answer contains no data';
    return failed({ kind: 'unreadable', message, uncertain: false });
  }
  return ok({ data: data as GraphqlAnswer['data'], errors, incomplete: partsWithErrors(body, Object.keys(data)) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function errorsOf(body: unknown, hide: (text: string) => string): readonly string[] {
  const errors = typeof body === 'object' && body !== null ? (body as { readonly errors?: unknown }).errors : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    const message =
      typeof error === 'object' && error !== null ? (error as { readonly message?: unknown }).message : undefined;
    return typeof message === 'string' ? [hide(message).replaceAll(/\s+/g, ' ').slice(0, 300)] : [];
  });
}

/** An error that does not say which part of the question it is about may be about any. */
function partsWithErrors(body: unknown, parts: readonly string[]): ReadonlySet<string> {
  const { errors } = body as { readonly errors?: unknown };
  return new Set(
    (Array.isArray(errors) ? (errors as readonly unknown[]) : []).flatMap((error) => {
      const path =
        typeof error === 'object' && error !== null ? (error as { readonly path?: unknown }).path : undefined;
      const first: unknown = Array.isArray(path) ? path[0] : undefined;
      return typeof first === 'string' && parts.includes(first) ? [first] : parts;
    }),
  );
}
