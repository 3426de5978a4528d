import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { createdUserBody, userBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { assignment, bodyOf, name, oneOf, pageRequest, queryTexts } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import type { NewUser } from '../rules/users.js';
import {
  createUser,
  deleteUser,
  getUser,
  listUsers,
  resendInvitation,
  resetPassword,
  updateUser,
} from '../rules/users.js';
import type { UserStatus } from '../wire.js';

const statuses: readonly UserStatus[] = ['ACTIVE', 'INVITED', 'EXPIRED'];

const newUser = bodyOf<NewUser>(
  {
    name,
    email: { type: 'string', format: 'email', maxLength: 255 },
    role: assignment('ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'ANNOTATOR'),
    invite_mode: oneOf('NONE', 'EMAIL_LINK', 'TEMPORARY_PASSWORD'),
    // The client's types have it; of ax only versions before 0.35 send it.
    is_developer: { type: 'boolean' },
  },
  { required: ['name', 'email', 'role', 'invite_mode'] },
);
const userChange = bodyOf<{ name?: string; is_developer?: boolean }>(
  { name, is_developer: { type: 'boolean' } },
  { atLeastOne: true },
);

export function userRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const asked = c.req.queries('status') ?? [];
      const known = statuses.filter((status) => asked.includes(status));
      if (asked.some((status) => !statuses.some((word) => word === status)))
        return sendRefusal(c, { status: 400, detail: `status must be one of ${statuses.join(', ')}` });
      const filter = queryTexts(c, { email: 'email' });
      if ((filter.email?.length ?? 0) > 255)
        return sendRefusal(c, { status: 400, detail: 'email has at most 255 characters' });
      return sendPage(
        c,
        'users',
        listUsers(account, c.var.caller, { ...filter, statuses: known }, page.value),
        (user) => userBody(account, user),
      );
    })
    .post('/', async (c) => {
      const body = await newUser(c);
      if (!body.ok) return sendRefusal(c, body.error);
      const invited = createUser(account, c.var.caller, body.value);
      if (invited.ok && invited.value.existed) return send(c, invited, ({ user }) => userBody(account, user), 200);
      return send(c, invited, (value) => createdUserBody(account, value, body.value.invite_mode), 201);
    })
    .get('/:id', (c) => send(c, getUser(account, c.var.caller, c.req.param('id')), (user) => userBody(account, user)))
    .patch('/:id', async (c) => {
      const body = await userChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateUser(account, c.var.caller, c.req.param('id'), body.value), (user) =>
        userBody(account, user),
      );
    })
    .delete('/:id', (c) => sendNothing(c, deleteUser(account, c.var.caller, c.req.param('id'))))
    .post('/:id/resend-invitation', (c) => sendNothing(c, resendInvitation(account, c.var.caller, c.req.param('id'))))
    .post('/:id/reset-password', (c) => sendNothing(c, resetPassword(account, c.var.caller, c.req.param('id'))));
  return routes;
}
