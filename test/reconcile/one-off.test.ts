import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentHost } from '../../src/reconcile/host.js';
import { sendMail } from '../../src/reconcile/one-off.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { engineRig, smallAccount, told } from '../support/engine.js';

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

it('an invitation that has run out is not sent again, and a mail that could not be written down is none', async () => {
  await using rig = await engineRig(
    { 'folder/x': '' },
    { users: [...smallAccount.users, { email: 'late@example.com', name: 'Late', status: 'EXPIRED' }] },
  );
  const send = (what: 'resend-invitation' | 'reset-password', email: string, more: object = {}) =>
    sendMail({ ...rig.request, what, email, ...more }, rig.at, rig.host());
  expect(await send('resend-invitation', 'late@example.com')).toStrictEqual({
    type: 'impossible-mail',
    email: 'late@example.com',
    message: 'the invitation has run out; only a new one helps.',
    hint: 'run `ax-gitops apply` with the person in the files',
  });
  expect(await send('reset-password', 'late@example.com')).toMatchObject({
    type: 'impossible-mail',
    message: 'has not accepted the invitation yet, so there is no password.',
  });
  expect(told(rig.events)).toEqual(['connecting', 'connecting']);
  expect(await send('reset-password', 'raj@example.com', { journal: 'folder' })).toMatchObject({
    type: 'unusable-journal',
    path: join(rig.at.cwd, 'folder'),
  });
  expect([rig.asked, rig.writes()]).toEqual([[], []]);
  const gone = sendMail({ ...rig.request, what: 'reset-password', email: 'raj@example.com' }, rig.at, {
    ...rig.host(),
    ask() {
      const journal = join(rig.at.cwd, '.ax-gitops', 'journal.jsonl');
      rmSync(journal, { force: true });
      mkdirSync(journal);
      return Promise.resolve({ decision: 'apply', destructive: true });
    },
  });
  expect(await gone).toMatchObject({ type: 'unusable-journal' });
  expect(rig.writes()).toEqual([]);
});
