import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentHost } from '../../src/reconcile/host.js';
import { sendMail } from '../../src/reconcile/one-off.js';
import { startSandbox } from '../../src/sandbox/index.js';

it('a status that an answer leaves out is no reason not to ask Arize', async () => {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'one-off-'));
  const env = { ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: `http://${sandbox.host}` };
  const ask = (status: object) => {
    const user = { id: 'u', email: 'ann@example.com', name: 'Ann', ...status };
    const body = JSON.stringify({ users: [user], pagination: { has_more: false } });
    sandbox.addFault({ path: '/v2/users', fault: { type: 'body', body } });
    const request = { what: 'reset-password', email: 'ann@example.com', transport: 'api' } as const;
    return sendMail(request, { cwd: folder, home: folder, env, now: () => new Date(0) }, silentHost);
  };
  expect(await ask({ status: 'INVITED' })).toMatchObject({ type: 'impossible-mail' });
  expect(await ask({})).toEqual({ type: 'no-terminal' });
  await sandbox.close();
});
