import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { execute, getOperationAST, getVariableValues, GraphQLError, parse, validate } from 'graphql';
import type { Context, Hono } from 'hono';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { Account } from '../account.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { hasDeveloperAccess, userOfKey } from '../keys.js';
import type { Question } from './complexity.js';
import { complexityOf, largestComplexity } from './complexity.js';
import { rootFor } from './nodes.js';
import type { Rosters } from './roster.js';
import { schemaOf } from './schema.js';

/**
 * POST /graphql (contract §8). The key goes into `x-api-key`; REST's `Authorization` counts for nothing here. A request
 * that is no query is a 400; once it is one, whatever goes wrong is told in `errors` beside the rest of the answer, 200.
 */
export function graphqlRoutes(account: Account, rosters: Rosters): Hono<SandboxEnv> {
  const { enabled, organizationRole } = account.settings.graphql;
  const schema = schemaOf({ organizationRole });
  const documentOf = documentsOf(schema);
  return router().post('/', async (c) => {
    if (!enabled) return sendErrors(c, 403, 'GraphQL is off for this account');
    const known = userOfKey(account, c.req.header('x-api-key') ?? '');
    if (known === undefined) return sendErrors(c, 401, 'the API key is missing, unknown, revoked or expired');
    known.key.lastUsedAt = account.now();
    if (!hasDeveloperAccess(account, known)) return sendNoData(c, 'developer access is off for this user or account');
    const question = questionIn(schema, documentOf, await c.req.text());
    if (!question.ok) return c.json({ errors: question.error.map((error) => error.toJSON()) }, 400);

    const complexity = complexityOf(question.value);
    if (complexity > largestComplexity) {
      const message = `Query complexity ${String(complexity)} exceeds ${String(largestComplexity)}`;
      return sendNoData(c, message);
    }
    const { document, operation, rawVariables } = question.value;
    const { data, errors } = await execute({
      schema,
      document,
      operationName: operation.name?.value,
      variableValues: rawVariables,
      rootValue: rootFor(account, rosters, known.user),
    });
    return c.json({
      data: data ?? null,
      ...(errors !== undefined && { errors: errors.map((error) => error.toJSON()) }),
    });
  });
}

type DocumentOf = (query: string) => Result<DocumentNode, readonly GraphQLError[]>;

/** Queries that go through the pages of a list differ in their variables alone: the text is checked once. */
const documentsKept = 32;

function documentsOf(schema: GraphQLSchema): DocumentOf {
  const known = new Map<string, DocumentNode>();
  return (query) => {
    const document = known.get(query) ?? parse(query);
    if (!known.has(query)) {
      const problems = validate(schema, document);
      if (problems.length > 0) return failed(problems);
      if (known.size === documentsKept) known.clear();
      known.set(query, document);
    }
    return ok(document);
  };
}

interface ReadQuestion extends Question {
  readonly rawVariables: Readonly<Record<string, unknown>>;
}

/** The query in a body, checked against the schema, and its variables against their types. */
function questionIn(
  schema: GraphQLSchema,
  documentOf: DocumentOf,
  text: string,
): Result<ReadQuestion, readonly GraphQLError[]> {
  try {
    const body = record(JSON.parse(text), 'the body');
    const query = body['query'];
    const name = body['operationName'] ?? undefined;
    if (typeof query !== 'string') throw new GraphQLError('the body has no query');
    if (name !== undefined && typeof name !== 'string') throw new GraphQLError('operationName is no text');
    const rawVariables = record(body['variables'] ?? {}, 'variables');
    const read = documentOf(query);
    if (!read.ok) return read;
    const document = read.value;
    const operation = getOperationAST(document, name);
    if (!operation) throw new GraphQLError('the query has no operation of that name, or several and none is named');
    if (!schema.getRootType(operation.operation)) throw new GraphQLError(`the schema has no ${operation.operation}`);
    const variables = getVariableValues(schema, operation.variableDefinitions ?? [], rawVariables);
    if (variables.errors !== undefined) return failed(variables.errors);
    return ok({ schema, document, operation, variables: variables.coerced, rawVariables });
  } catch (error) {
    if (error instanceof GraphQLError) return failed([error]);
    if (error instanceof SyntaxError) return failed([new GraphQLError('the body is not valid JSON')]);
    throw error;
  }
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new GraphQLError(`${what} is no object`);
}

function sendErrors(context: Context, status: 401 | 403, message: string): Response {
  const errors: readonly GraphQLFormattedError[] = [{ message }];
  return context.json({ errors }, status);
}

function sendNoData(context: Context, message: string): Response {
  const errors: readonly GraphQLFormattedError[] = [{ message }];
  return context.json({ data: null, errors });
}
