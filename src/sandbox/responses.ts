import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { Answer, Refusal } from './answer.js';
import type { Page } from './page.js';
import type { Pagination, Problem } from './wire.js';

/** The value as JSON, or the refusal as problem+json. `Body` is Arize's own type, so that a wrong field doesn't compile. */
export function send<T, Body extends object>(
  context: Context,
  answer: Answer<T>,
  body: (value: T) => Body,
  status: 200 | 201 = 200,
): Response {
  return answer.ok ? context.json(body(answer.value), status) : sendRefusal(context, answer.error);
}

export function sendNothing(context: Context, answer: Answer<undefined>): Response {
  return answer.ok ? context.body(null, 204) : sendRefusal(context, answer.error);
}

/** A listing: the objects under their own name, and the pagination. */
export function sendPage<T, Body extends object, Field extends string>(
  context: Context,
  field: Field,
  answer: Answer<Page<T>>,
  body: (value: T) => Body,
): Response {
  return send(context, answer, (page): Record<Field, Body[]> & { pagination: Pagination } => ({
    ...({ [field]: page.items.map(body) } as Record<Field, Body[]>),
    pagination: page.pagination,
  }));
}

export function sendRefusal(context: Context, refusal: Refusal): Response {
  return sendProblem(context, refusal.status, refusal.detail);
}

/** RFC 9457; the shape is that of contract §7: title, status, type, detail, instance. */
export function sendProblem(
  context: Context,
  status: number,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(problem(status, detail, context.req.path)), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

export function problem(status: number, detail: string, instance: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const type = `https://arize.com/docs/ax/rest-reference/errors#${title.toLowerCase().replaceAll(' ', '-')}`;
  return { title, status, type, detail, instance };
}
