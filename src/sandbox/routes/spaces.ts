import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { spaceBody, spaceMembershipBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { assignment, bodyOf, description, id, name, pageRequest, queryTexts } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { addSpaceUser, removeSpaceUser } from '../rules/space-users.js';
import { createSpace, deleteSpace, getSpace, listSpaces, updateSpace } from '../rules/spaces.js';
import type { SpaceRoleAssignment } from '../wire.js';

const newSpace = bodyOf<{ name: string; organization_id: string; description?: string; is_private?: boolean }>(
  { name, organization_id: id, description, is_private: { type: 'boolean' } },
  { required: ['name', 'organization_id'] },
);
/** Unlike an organization's, a space's description can't be emptied with "", only with null (contract §6). */
const spaceChange = bodyOf<{ name?: string; description?: string | null; is_private?: boolean }>(
  { name, description: { type: ['string', 'null'], minLength: 1, maxLength: 1000 }, is_private: { type: 'boolean' } },
  { atLeastOne: true },
);
const newMember = bodyOf<{ user_id: string; role: SpaceRoleAssignment }>(
  { user_id: id, role: assignment('ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR') },
  { required: ['user_id', 'role'] },
);

export function spaceRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      return sendPage(
        c,
        'spaces',
        listSpaces(account, c.var.caller, queryTexts(c, { organizationId: 'org_id', name: 'name' }), page.value),
        spaceBody,
      );
    })
    .post('/', async (c) => {
      const body = await newSpace(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, createSpace(account, c.var.caller, body.value), spaceBody, 201);
    })
    .get('/:id', (c) => send(c, getSpace(account, c.var.caller, c.req.param('id')), spaceBody))
    .patch('/:id', async (c) => {
      const body = await spaceChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateSpace(account, c.var.caller, c.req.param('id'), body.value), spaceBody);
    })
    .delete('/:id', (c) => sendNothing(c, deleteSpace(account, c.var.caller, c.req.param('id'))))
    .post('/:id/users', async (c) => {
      const body = await newMember(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, addSpaceUser(account, c.var.caller, c.req.param('id'), body.value), (result) =>
        spaceMembershipBody(account, result),
      );
    })
    .delete('/:id/users/:user', (c) =>
      sendNothing(c, removeSpaceUser(account, c.var.caller, c.req.param('id'), c.req.param('user'))),
    );
  return routes;
}
