import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { restrictionBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { bodyOf, id, pageRequest, queryWord } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { listRestrictions, restrict, unrestrict } from '../rules/resource-restrictions.js';

const newRestriction = bodyOf<{ resource_id: string }>({ resource_id: id }, { required: ['resource_id'] });

export function restrictionRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const type = queryWord(c, 'resource_type', ['PROJECT', 'DASHBOARD', 'PROMPT']);
      if (!type.ok) return sendRefusal(c, type.error);
      // There are no dashboards and prompts here, so there are no restrictions of them either.
      if (type.value === 'DASHBOARD' || type.value === 'PROMPT')
        return c.json({ resource_restrictions: [], pagination: { has_more: false } });
      return sendPage(c, 'resource_restrictions', listRestrictions(account, c.var.caller, page.value), restrictionBody);
    })
    .post('/', async (c) => {
      const body = await newRestriction(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, restrict(account, c.var.caller, body.value.resource_id), restrictionBody);
    })
    .delete('/:id', (c) => sendNothing(c, unrestrict(account, c.var.caller, c.req.param('id'))));
  return routes;
}
