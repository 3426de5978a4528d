import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { Answer, Refusal } from './answer.js';
import type { Page } from './page.js';
import type { Listed, Problem } from './wire.js';

/** The value as one of the API's bodies (`bodies.ts`), or the refusal as problem+json. */
export function send<T>(
  context: Context,
  answer: Answer<T>,
  body: (value: T) => object,
  status: 200 | 201 = 200,
): Response {
  return answer.ok ? context.json(body(answer.value), status) : sendRefusal(context, answer.error);
}

export function sendNothing(context: Context, answer: Answer<undefined>): Response {
  return answer.ok ? context.body(null, 204) : sendRefusal(context, answer.error);
}

/** A listing: the objects under the field that belongs to them, and the pagination. */
export function sendPage<T, Field extends keyof Listed>(
  context: Context,
  field: Field,
  answer: Answer<Page<T>>,
  body: (value: T) => Listed[Field],
): Response {
  return send(context, answer, (page) => ({ [field]: page.items.map(body), pagination: page.pagination }));
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
