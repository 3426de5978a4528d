import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { bindingBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { bodyOf, id, oneOf, pageRequest, queryTexts, queryWord } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { createBinding, deleteBinding, getBinding, listBindings, updateBinding } from '../rules/role-bindings.js';
import type { BindingResourceType } from '../wire.js';

const newBinding = bodyOf<{
  role_id: string;
  user_id: string;
  resource_type: BindingResourceType;
  resource_id: string;
}>(
  { role_id: id, user_id: id, resource_type: oneOf('SPACE', 'PROJECT'), resource_id: id },
  { required: ['role_id', 'user_id', 'resource_type', 'resource_id'] },
);
const bindingChange = bodyOf<{ role_id: string }>({ role_id: id }, { required: ['role_id'] });

export function bindingRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const type = queryWord(c, 'resource_type', ['SPACE', 'PROJECT']);
      if (!type.ok) return sendRefusal(c, type.error);
      if (type.value === undefined) return sendRefusal(c, { status: 400, detail: 'resource_type is required' });
      const filter = { ...queryTexts(c, { userId: 'user_id' }), resourceType: type.value };
      return sendPage(c, 'role_bindings', listBindings(account, c.var.caller, filter, page.value), bindingBody);
    })
    .post('/', async (c) => {
      const body = await newBinding(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, createBinding(account, c.var.caller, body.value), bindingBody, 201);
    })
    .get('/:id', (c) => send(c, getBinding(account, c.var.caller, c.req.param('id')), bindingBody))
    .patch('/:id', async (c) => {
      const body = await bindingChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateBinding(account, c.var.caller, c.req.param('id'), body.value), bindingBody);
    })
    .delete('/:id', (c) => sendNothing(c, deleteBinding(account, c.var.caller, c.req.param('id'))));
  return routes;
}
