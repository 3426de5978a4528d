import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { createdKeyBody, keyBody, refreshedKeyBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import {
  assignment,
  bodyMatching,
  bodyOf,
  description,
  id,
  objectOf,
  pageRequest,
  queryTexts,
  queryWord,
  text,
} from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { createUserKey, listKeys, refreshKey, revokeKey } from '../rules/api-keys.js';
import type { NewServiceKey } from '../rules/service-keys.js';
import { createServiceKey } from '../rules/service-keys.js';

const expires_at = { type: 'string', format: 'date-time' };
const about = { name: text(256, 1), description, expires_at };
const memberRole = assignment('ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR');
const newKey = bodyMatching<
  | { key_type: 'USER'; name: string; description?: string; expires_at?: string }
  | (NewServiceKey & { key_type: 'SERVICE' })
>({
  type: 'object',
  required: ['key_type'],
  properties: { key_type: { enum: ['USER', 'SERVICE'] } },
  if: { type: 'object', properties: { key_type: { const: 'SERVICE' } } },
  then: objectOf(
    {
      key_type: {},
      ...about,
      account_role: assignment('ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'ANNOTATOR'),
      organizations: listOf(
        objectOf(
          { org_id: id, role: memberRole, spaces: listOf(objectOf({ space_id: id, role: memberRole }, ['space_id'])) },
          ['org_id', 'spaces'],
        ),
      ),
    },
    ['name', 'organizations'],
  ),
  else: objectOf({ key_type: {}, ...about }, ['name']),
});
const refresh = bodyOf<{ expires_at?: string; grace_period_seconds?: number }>({
  expires_at,
  grace_period_seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
});

export function keyRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const type = queryWord(c, 'key_type', ['USER', 'SERVICE']);
      if (!type.ok) return sendRefusal(c, type.error);
      const status = queryWord(c, 'status', ['ACTIVE', 'REVOKED']);
      if (!status.ok) return sendRefusal(c, status.error);
      const places = queryTexts(c, { spaceId: 'space_id', userId: 'user_id' });
      const filter = {
        ...places,
        status: status.value ?? 'ACTIVE',
        ...(type.value !== undefined && { type: type.value }),
      } as const;
      const keys = listKeys(account, c.var.caller, filter, page.value);
      return sendPage(c, 'api_keys', keys, (key) => keyBody(account, key, places.spaceId === undefined));
    })
    .post('/', async (c) => {
      const body = await newKey(c);
      if (!body.ok) return sendRefusal(c, body.error);
      const made =
        body.value.key_type === 'USER'
          ? createUserKey(account, c.var.caller, body.value)
          : createServiceKey(account, c.var.caller, body.value);
      return send(c, made, (value) => createdKeyBody(account, value), 201);
    })
    .post('/:id/refresh', async (c) => {
      const body = await refresh(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, refreshKey(account, c.var.caller, c.req.param('id'), body.value), refreshedKeyBody);
    })
    .put('/:id/revoke', (c) => sendNothing(c, revokeKey(account, c.var.caller, c.req.param('id'))));
  return routes;
}

/** Service keys take 1 to 100 organizations, with 1 to 100 spaces each (contract §7). */
function listOf(items: object): object {
  return { type: 'array', items, minItems: 1, maxItems: 100 };
}
