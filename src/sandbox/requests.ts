import { Ajv } from 'ajv';
import type { Context } from 'hono';
import { ok } from '../model/result.js';
import type { Answer } from './answer.js';
import { refuse } from './answer.js';
import type { PageRequest } from './page.js';

/* Reading requests: bodies against a JSON schema, query parameters one by one. */

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
ajv.addFormat('email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
ajv.addFormat(
  'date-time',
  (text: string) => /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text)),
);

/** Reads a request's body: 400 for text that is no JSON, 422 for a body of the wrong shape (unknown fields too). */
export type ReadBody<T> = (context: Context) => Promise<Answer<T>>;

export function bodyOf<T>(
  properties: Record<string, object>,
  options: { readonly required?: readonly (keyof T & string)[]; readonly atLeastOne?: boolean } = {},
): ReadBody<T> {
  return bodyMatching<T>(objectOf(properties, options.required, options.atLeastOne === true ? 1 : 0));
}

export function bodyMatching<T>(schema: object): ReadBody<T> {
  const validate = ajv.compile<T>(schema);
  return async (context) => {
    const text = await context.req.text();
    let body: unknown;
    try {
      body = JSON.parse(text === '' ? '{}' : text);
    } catch {
      return refuse(400, 'the body is not valid JSON');
    }
    if (validate(body)) {
      const stored = trimmed(body);
      return isBlank(stored) ? refuse(400, 'name must not be blank') : ok(stored);
    }
    const errors = (validate.errors ?? []).map((error) => {
      const extra = 'additionalProperty' in error.params ? ` (${String(error.params['additionalProperty'])})` : '';
      return `${error.instancePath === '' ? 'body' : error.instancePath.slice(1)} ${error.message ?? 'is invalid'}${extra}`;
    });
    return refuse(422, [...new Set(errors)].join('; '));
  };
}

/** As the platform does it: names and descriptions are stored without the blanks around them. */
function trimmed<T>(body: T): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const isText = (field: string) => field === 'name' || field === 'description';
  const fields = Object.entries(body).map(([field, value]: [string, unknown]) => [
    field,
    isText(field) && typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(fields) as T;
}

function isBlank(body: unknown): boolean {
  return (body as { readonly name?: unknown } | null)?.name === '';
}

export function objectOf(
  properties: Record<string, object>,
  required: readonly string[] = [],
  minProperties = 0,
): object {
  return { type: 'object', properties, required, minProperties, additionalProperties: false };
}

export const text = (maximum: number, minimum = 0): object => ({
  type: 'string',
  minLength: minimum,
  maxLength: maximum,
});
/** Names have 1 to 255 characters (contract §7). */
export const name = text(255, 1);
export const id = { type: 'string', minLength: 1 };
export const description = text(1000);
/** `null` clears it. */
export const clearableDescription = { type: ['string', 'null'], maxLength: 1000 };
export const oneOf = (...words: readonly string[]): object => ({ type: 'string', enum: words });

/** A role assignment in a request: a predefined role by name or a custom one by ID; a custom one's name is ignored. */
export function assignment(...words: readonly string[]): object {
  return {
    type: 'object',
    required: ['type'],
    oneOf: [
      objectOf({ type: { const: 'PREDEFINED' }, name: oneOf(...words) }, ['type', 'name']),
      objectOf({ type: { const: 'CUSTOM' }, id, name: { type: 'string' } }, ['type', 'id']),
    ],
  };
}

/** `limit` from 1 to 100, 50 unless given, and `cursor`. */
export function pageRequest(context: Context): Answer<PageRequest> {
  const given = context.req.query('limit');
  const limit = given === undefined ? 50 : Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    return refuse(400, 'limit must be a whole number from 1 to 100');
  const cursor = context.req.query('cursor');
  return ok({ limit, ...(cursor !== undefined && { cursor }) });
}

/** A query parameter that is one of some words. */
export function queryWord<W extends string>(
  context: Context,
  parameter: string,
  words: readonly W[],
): Answer<W | undefined> {
  const given = context.req.query(parameter);
  if (given === undefined) return ok(undefined);
  const word = words.find((known) => known === given);
  return word === undefined ? refuse(400, `${parameter} must be one of ${words.join(', ')}`) : ok(word);
}

/** The given query parameters that are there, for filters whose fields are optional. */
export function queryTexts<K extends string>(
  context: Context,
  parameters: Readonly<Record<K, string>>,
): Readonly<Partial<Record<K, string>>> {
  const found: Partial<Record<K, string>> = {};
  for (const field of Object.keys(parameters) as K[]) {
    const value = context.req.query(parameters[field]);
    if (value !== undefined && value !== '') found[field] = value;
  }
  return found;
}
