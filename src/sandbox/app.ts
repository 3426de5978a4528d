import type { Hono, MiddlewareHandler } from 'hono';
import type { Account } from './account.js';
import type { SandboxEnv } from './environment.js';
import { router } from './environment.js';
import { rostersOf } from './graphql/roster.js';
import { graphqlRoutes } from './graphql/route.js';
import { hasDeveloperAccess, userOfKey } from './keys.js';
import { sendProblem } from './responses.js';
import { keyRoutes } from './routes/api-keys.js';
import { organizationRoutes } from './routes/organizations.js';
import { projectRoutes } from './routes/projects.js';
import { restrictionRoutes } from './routes/resource-restrictions.js';
import { bindingRoutes } from './routes/role-bindings.js';
import { roleRoutes } from './routes/roles.js';
import { spaceRoutes } from './routes/spaces.js';
import { userRoutes } from './routes/users.js';

/** The admin part of the Arize v2 REST API over an account, and the part of GraphQL that lists members. */
export function appOf(account: Account): Hono<SandboxEnv> {
  const app = router();
  const rosters = rostersOf(account);
  app.use('/v2/*', async (c, next) => {
    await next();
    if (c.req.method !== 'GET') rosters.forget();
  });
  app.use('/v2/*', authenticated(account));
  app.route('/v2/users', userRoutes(account));
  app.route('/v2/organizations', organizationRoutes(account));
  app.route('/v2/spaces', spaceRoutes(account));
  app.route('/v2/roles', roleRoutes(account));
  app.route('/v2/role-bindings', bindingRoutes(account));
  app.route('/v2/resource-restrictions', restrictionRoutes(account));
  app.route('/v2/projects', projectRoutes(account));
  app.route('/v2/api-keys', keyRoutes(account));
  app.route('/graphql', graphqlRoutes(account, rosters));
  app.notFound((c) => sendProblem(c, 404, 'no such route'));
  app.onError((error, c) => sendProblem(c, 500, error.message));
  return app;
}

/** The key says who is calling. */
function authenticated(account: Account): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const raw = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const known = raw === undefined ? undefined : userOfKey(account, raw);
    if (known === undefined) return sendProblem(c, 401, 'the API key is missing, unknown, revoked or expired');
    if (!hasDeveloperAccess(account, known)) {
      return sendProblem(c, 403, 'developer access is off for this user or account: user keys cannot call the API');
    }
    known.key.lastUsedAt = account.now();
    c.set('caller', known.user);
    return next();
  };
}
