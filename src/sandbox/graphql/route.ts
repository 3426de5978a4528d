import { execute, GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Hono } from 'hono';
import type { Account, StoredUser } from '../account.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { userOfKey } from '../keys.js';
import { complexityOf } from './complexity.js';
import { nodeOf } from './roster.js';
import { schemaOf } from './schema.js';

const mostComplex = 1000;

/** POST /graphql with the header `x-api-key`: the subset that tells members (contract §8). */
export function graphqlRoutes(account: Account): Hono<SandboxEnv> {
  const app = router();
  const { enabled, organizationRole } = account.settings.graphql;
  const schema = schemaOf(organizationRole);
  app.post('/', async (c) => {
    if (!enabled) return c.json(problems('GraphQL is not available to this account'), 403);
    const known = userOfKey(account, c.req.header('x-api-key') ?? '');
    if (known === undefined) return c.json(problems('the API key is missing, unknown, revoked or expired'), 401);
    const body: unknown = await c.req.json().catch(() => undefined);
    const { query, variables } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<
      Record<string, unknown>
    >;
    if (typeof query !== 'string') return c.json(problems('the body needs a query'), 400);
    const given = (typeof variables === 'object' && variables !== null ? variables : {}) as Readonly<
      Record<string, unknown>
    >;
    const document = parsed(query, schema);
    if (Array.isArray(document)) return c.json({ errors: document.map(({ message }) => ({ message })) }, 400);
    if (!account.settings.developerAccess || (known.key.type === 'USER' && !known.user.developer))
      return c.json({ data: null, ...problems('developer access is off for this user') });
    const complexity = complexityOf(document, given);
    if (complexity > mostComplex)
      return c.json({
        data: null,
        ...problems(`Query complexity ${String(complexity)} exceeds ${String(mostComplex)}`),
      });
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: given,
      rootValue: { node: ({ id }: { readonly id: string }) => nodeOrError(account, known.user, id) },
      typeResolver: (value) => (value as { readonly __typename: string }).__typename,
    });
    return c.json({
      data: data ?? null,
      ...(errors !== undefined && { errors: errors.map(({ message, path }) => ({ message, path })) }),
    });
  });
  return app;
}

function parsed(query: string, schema: GraphQLSchema): DocumentNode | GraphQLError[] {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length === 0 ? document : [...errors];
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function nodeOrError(account: Account, caller: StoredUser, id: string): object {
  const found = nodeOf(account, caller, id);
  if (found === undefined) throw new GraphQLError(`there is no node ${id}, or it is not to be seen`);
  return found;
}

function problems(message: string) {
  return { errors: [{ message }] };
}
