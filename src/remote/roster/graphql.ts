import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { failureOfError, failureOfStatus } from '../api/classify.js';
import type { RemoteFailure } from '../port.js';
import type { RetryPolicy } from '../retry.js';
import { retryDefaults, sleep, withRetry } from '../retry.js';

export interface GraphqlPlace {
  /** The app's base URL. */
  readonly url: string;
  /** A secret: goes into one header and nowhere else. */
  readonly apiKey: string;
  readonly timeoutMs: number;
  /** Told of each wait before it begins. */
  readonly onWait?: RetryPolicy['onWait'];
}

/** An answer; where it has errors, the parts they concern are null. */
export interface GraphqlAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly string[];
}

/** Asks Arize's GraphQL API (contract §8). Only questions, so that they may be repeated. */
export async function askGraphql(
  { url, apiKey, timeoutMs, onWait }: GraphqlPlace,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Result<GraphqlAnswer, RemoteFailure>> {
  return withRetry(
    async () => {
      try {
        const response = await fetch(new URL('/graphql', url), {
          method: 'POST',
          headers: { 'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query, variables }),
          // A key must not follow a redirect to wherever that leads.
          redirect: 'error',
          signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
        });
        return await answerOf(response);
      } catch (error) {
        return failed(failureOfError(error, false, timeoutMs));
      }
    },
    { ...retryDefaults, isWrite: false, sleep, random: Math.random, signal, onWait },
  );
}

async function answerOf(response: Response): Promise<Result<GraphqlAnswer, RemoteFailure>> {
  const body: unknown = await response.json().catch(() => undefined);
  const errors = errorsOf(body);
  if (!response.ok) {
    const problem = { title: response.statusText, detail: errors.join('; ') };
    return failed(failureOfStatus(response.status, problem, response.headers, false));
  }
  const data = typeof body === 'object' && body !== null ? (body as { readonly data?: unknown }).data : undefined;
  if (typeof data !== 'object' || data === null) {
    const message = errors.length > 0 ? errors.join('; ') : 'the answer holds no data';
    return failed({ kind: 'unreadable', message, uncertain: false });
  }
  return ok({ data: data as GraphqlAnswer['data'], errors });
}

function errorsOf(body: unknown): readonly string[] {
  const errors = typeof body === 'object' && body !== null ? (body as { readonly errors?: unknown }).errors : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    const message =
      typeof error === 'object' && error !== null ? (error as { readonly message?: unknown }).message : undefined;
    return typeof message === 'string' ? [message.replaceAll(/\s+/g, ' ').slice(0, 300)] : [];
  });
}
