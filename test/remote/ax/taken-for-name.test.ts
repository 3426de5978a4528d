import { expect, it } from 'vitest';
import type { ResolvedCall } from '../../../src/model/call.js';
import { axTransport } from '../../../src/remote/ax/adapter.js';

const uuid = '2791a68d-453e-47ab-ab6b-fd8aefc1b0eb';
const id = Buffer.from('Space:1:x/y').toString('base64');

/** What becomes of a call where there is no ax at all: `invalid` before anything is run. */
async function kindOf(call: ResolvedCall): Promise<string | undefined> {
  const arize = axTransport({ ax: '/nowhere/ax', env: {}, home: '/nowhere', runner: 'plain', concurrency: 1 });
  const made = await arize.call(call);
  return made.ok ? undefined : made.error.kind;
}

const assigned = (space: string): ResolvedCall => ({
  do: 'api-keys.create-service',
  name: 'k',
  accountRole: 'MEMBER',
  organizations: [{ organization: uuid, role: 'MEMBER', spaces: [{ space, role: 'MEMBER' }] }],
});

it.each<ResolvedCall>([
  { do: 'spaces.delete', space: uuid },
  { do: 'spaces.update', space: '42', name: 'x' },
  { do: 'organizations.add-user', organization: 'b64=', user: id, role: 'MEMBER' },
  { do: 'roles.delete', role: Buffer.from('no colon').toString('base64') },
  { do: 'projects.create', name: 'p', space: uuid },
  { do: 'projects.delete', project: id.replace(/=+$/, '').slice(1) },
  assigned(uuid),
])('$do with an ID that ax would take for a name is not run', async (call) => {
  expect(await kindOf(call)).toBe('invalid');
});

it.each<ResolvedCall>([
  { do: 'spaces.delete', space: id },
  { do: 'spaces.create', name: 's', organization: uuid },
  { do: 'organizations.add-user', organization: id, user: uuid, role: 'MEMBER' },
  { do: 'role-bindings.create', role: uuid, user: uuid, resourceType: 'SPACE', resource: uuid },
  { do: 'api-keys.revoke', key: uuid },
  assigned(id),
])('$do with IDs that are sent as they are is run', async (call) => {
  expect(await kindOf(call)).toBe('ax-missing');
});
