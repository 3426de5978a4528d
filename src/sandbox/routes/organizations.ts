import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { organizationBody, organizationMembershipBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import {
  assignment,
  bodyOf,
  clearableDescription,
  description,
  id,
  name,
  pageRequest,
  queryTexts,
} from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import {
  addOrganizationUser,
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  removeOrganizationUser,
  updateOrganization,
} from '../rules/organizations.js';
import type { OrganizationRoleAssignment } from '../wire.js';

const newOrganization = bodyOf<{ name: string; description?: string }>({ name, description }, { required: ['name'] });
const organizationChange = bodyOf<{ name?: string; description?: string | null }>(
  { name, description: clearableDescription },
  { atLeastOne: true },
);
const newMember = bodyOf<{ user_id: string; role: OrganizationRoleAssignment }>(
  { user_id: id, role: assignment('ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR') },
  { required: ['user_id', 'role'] },
);

export function organizationRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      return sendPage(
        c,
        'organizations',
        listOrganizations(account, c.var.caller, queryTexts(c, { name: 'name' }), page.value),
        organizationBody,
      );
    })
    .post('/', async (c) => {
      const body = await newOrganization(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, createOrganization(account, c.var.caller, body.value), organizationBody, 201);
    })
    .get('/:id', (c) => send(c, getOrganization(account, c.var.caller, c.req.param('id')), organizationBody))
    .patch('/:id', async (c) => {
      const body = await organizationChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateOrganization(account, c.var.caller, c.req.param('id'), body.value), organizationBody);
    })
    .delete('/:id', (c) => sendNothing(c, deleteOrganization(account, c.var.caller, c.req.param('id'))))
    .post('/:id/users', async (c) => {
      const body = await newMember(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(
        c,
        addOrganizationUser(account, c.var.caller, c.req.param('id'), body.value),
        organizationMembershipBody,
      );
    })
    .delete('/:id/users/:user', (c) =>
      sendNothing(c, removeOrganizationUser(account, c.var.caller, c.req.param('id'), c.req.param('user'))),
    );
  return routes;
}
