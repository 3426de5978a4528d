import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { roleBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import type { Permission } from '../permissions.js';
import { permissions as allPermissions } from '../permissions.js';
import { bodyOf, clearableDescription, description, oneOf, pageRequest, queryWord } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { createRole, deleteRole, getRole, listRoles, updateRole } from '../rules/roles.js';

/** The characters that Arize takes in a role's name (SDK 8.61.0, `CreateRoleRequest`). */
const name = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9 \\-_.,()\\[\\]\'"/:\\\\&@#$%!?+=]+$',
};
const permissions = { type: 'array', items: oneOf(...allPermissions), minItems: 1 };

const newRole = bodyOf<{ name: string; description?: string; permissions: Permission[] }>(
  { name, description, permissions },
  { required: ['name', 'permissions'] },
);
const roleChange = bodyOf<{ name?: string; description?: string | null; permissions?: Permission[] }>(
  { name, description: clearableDescription, permissions },
  { atLeastOne: true },
);

export function roleRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const predefined = queryWord(c, 'is_predefined', ['true', 'false']);
      if (!predefined.ok) return sendRefusal(c, predefined.error);
      const filter = predefined.value === undefined ? {} : { predefined: predefined.value === 'true' };
      return sendPage(c, 'roles', listRoles(account, c.var.caller, filter, page.value), roleBody);
    })
    .post('/', async (c) => {
      const body = await newRole(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, createRole(account, c.var.caller, body.value), roleBody, 201);
    })
    .get('/:id', (c) => send(c, getRole(account, c.var.caller, c.req.param('id')), roleBody))
    .patch('/:id', async (c) => {
      const body = await roleChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateRole(account, c.var.caller, c.req.param('id'), body.value), roleBody);
    })
    .delete('/:id', (c) => sendNothing(c, deleteRole(account, c.var.caller, c.req.param('id'))));
  return routes;
}
