import picomatch from 'picomatch';
import { problem } from './responses.js';
import type { Problem } from './wire.js';

/** Makes some requests go wrong, for tests. Rules are tried in order; the first that is due applies. */
export interface FaultRule {
  /** E.g. `POST`, or several separated by commas; any method unless given. */
  readonly method?: string;
  /** A glob over the path without the query, e.g. `/v2/users/*` or `/v2/**`. */
  readonly path: string;
  /** How many matching requests go well first; none unless given. */
  readonly skip?: number;
  /** How many go wrong after that; one unless given. */
  readonly times?: number;
  readonly fault: Fault;
}

export type Fault =
  /** An answer with this status and a problem body, without doing anything. `retryAfter` is in seconds. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly retryAfter?: number;
      readonly problem?: Partial<Problem>;
    }
  /** The connection is dropped before anything is done. */
  | { readonly type: 'drop' }
  /** The request is carried out, then the connection is dropped: the answer is lost. */
  | { readonly type: 'drop-answer' }
  /** Nothing is done until this is settled; then it is carried out and answered as usual. */
  | { readonly type: 'wait'; readonly until: Promise<unknown> }
  /** No answer until the client gives up or the sandbox is closed; nothing is done. */
  | { readonly type: 'hang' }
  /** The request is carried out, and no answer comes until the client gives up or the sandbox is closed. */
  | { readonly type: 'hang-answer' }
  /** This very body (invalid JSON, HTML, nothing), without doing anything. Status 200 and JSON's content type unless given. */
  | { readonly type: 'body'; readonly body: string; readonly status?: number; readonly contentType?: string }
  /** The request is carried out; every value of this field in the answer becomes a word that no client knows. */
  | { readonly type: 'unknown-word'; readonly field: string; readonly word: string }
  /** The request is carried out; this field is left out of the answer, as older servers do. */
  | { readonly type: 'omit-field'; readonly field: string };

export interface Faults {
  add(rule: FaultRule): void;
  /** The fault that is due for this request, counting it. */
  take(method: string, path: string): Fault | undefined;
}

export function faultsOf(rules: readonly FaultRule[]): Faults {
  const armed = rules.map(arm);
  return {
    add: (rule) => void armed.push(arm(rule)),
    take: (method, path) => armed.map((rule) => rule(method, path)).find((fault) => fault !== undefined),
  };
}

/** The answer of a fault that needs no handling of the request; `undefined` for the others. */
export function cannedAnswer(fault: Fault, path: string): Response | undefined {
  if (fault.type === 'status') {
    const body = { ...problem(fault.status, 'injected by a fault rule', path), ...fault.problem };
    const headers = {
      'content-type': 'application/problem+json',
      ...(fault.retryAfter !== undefined && { 'retry-after': String(fault.retryAfter) }),
    };
    return new Response(JSON.stringify(body), { status: fault.status, headers });
  }
  if (fault.type === 'body') {
    return new Response(fault.body, {
      status: fault.status ?? 200,
      headers: { 'content-type': fault.contentType ?? 'application/json' },
    });
  }
  return undefined;
}

/** The answer as it was, with a field's values replaced or left out. */
export async function tampered(fault: Fault, response: Response): Promise<Response> {
  if (fault.type !== 'unknown-word' && fault.type !== 'omit-field') return response;
  const text = await response.text();
  if (text === '') return new Response(null, response);
  const body = JSON.stringify(rewrite(JSON.parse(text), fault));
  return new Response(body, {
    status: response.status,
    headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
  });
}

function arm(rule: FaultRule): (method: string, path: string) => Fault | undefined {
  const matches = picomatch(rule.path);
  const methods = rule.method?.toUpperCase().split(',');
  const first = rule.skip ?? 0;
  const last = first + (rule.times ?? 1);
  let seen = 0;
  return (method, path) => {
    if (methods !== undefined && !methods.includes(method)) return undefined;
    if (!matches(path)) return undefined;
    seen += 1;
    return seen > first && seen <= last ? rule.fault : undefined;
  };
}

function rewrite(value: unknown, fault: Extract<Fault, { readonly field: string }>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rewrite(item, fault));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key !== fault.field) return [[key, rewrite(inner, fault)] as const];
    if (fault.type === 'omit-field') return [];
    return [[key, Array.isArray(inner) ? [...(inner as unknown[]), fault.word] : fault.word] as const];
  });
  return Object.fromEntries(entries);
}
