import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/remote/snapshot/document.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* What is live, written down, gives what the account itself gave: to the byte, without ax, a key or a connection. */

const files = `version: 1
users: { new@example.com: { name: New }, jane@example.com: absent }
roles: { Auditor: { permissions: [PROJECT_READ] } }
organizations:
  Platform Team:
    spaces:
      team-alpha:
        members: { new@example.com: Auditor }
    members: { new@example.com: member }
policy: { max_destructive: 50, min_account_admins: 0 }
`;

let rig: Rig;
let nowhere: string;
beforeAll(async () => {
  rig = await startRig();
  nowhere = join(rig.folder, 'nowhere');
  await mkdir(nowhere);
  await rig.write('access.yaml', files);
  const taken = await rig.run(['snapshot', '--transport', 'api', '--out', 'live.json']);
  expect(taken).toMatchObject({ exitCode: 0, stdout: '' });
  expect(taken.stderr).toContain('To plan on it: ax-gitops plan --live live.json');
});
afterAll(() => rig.close());

/** As in a job that has nothing: no profile, no key, no ax, and no server. */
const without = () => ({ HOME: nowhere, AX_GITOPS_AX: '/nowhere/ax' });
/** The created_at of plans, the digest of the whole document, and the one line that says what they were made on. */
const comparable = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/"created_at"|"document_digest"|snapshot/.test(line))
    .join('\n');

describe('a snapshot', () => {
  it.each([
    ['plan'],
    ['plan', '--format', 'json'],
    ['plan', '--format', 'markdown'],
    ['plan', '--format', 'commands'],
    ['drift', '--format', 'json'],
    ['drift'],
    ['access', '--format', 'csv'],
    ['access', '--format', 'json'],
    ['export'],
    ['ids'],
  ])('gives what the account gave: %s %s %s', async (...command) => {
    const live = await rig.run([...command, '--transport', 'api']);
    const before = rig.sandbox.requests.length;
    const later = await rig.run([...command, '--live', 'live.json'], without());
    expect(rig.sandbox.requests.length).toBe(before);
    expect(later.exitCode).toBe(live.exitCode);
    expect(comparable(later.stdout)).toBe(comparable(live.stdout));
    expect(later.stderr).toMatch(/Live state: a snapshot of 127\.0\.0\.1:\d+, taken .*Z \(\d+ minutes? ago\)\./);
  });

  it('says in a plan, in files and in lists what they were made on', async () => {
    const planned = await rig.run(['plan', '--live', 'live.json'], without());
    expect(planned.stdout).toMatch(/\nMade on a snapshot taken \S+Z; later changes are not in it\.\n/);
    const exported = await rig.run(['export', '--live', 'live.json'], without());
    expect(exported.stdout).toMatch(/\n# From a snapshot taken \S+Z; later changes are not in it\.\n/);
    const listed = await rig.run(['access', '--live', 'live.json'], without());
    expect(listed.stdout).toMatch(/\n# from a snapshot taken \S+Z; later changes are not in it\n/);
    const asJson = await rig.run(['access', '--format', 'json', '--live', 'live.json'], without());
    expect(JSON.parse(asJson.stdout)).toMatchObject({ snapshot_taken_at: expect.stringMatching(/Z$/) as string });
  });

  it('is never applied', async () => {
    const ended = await rig.run(['apply', '--live', 'live.json', '--auto-approve']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain("unknown option '--live'");
  });

  it('is refused once it was edited or cut', async () => {
    const text = await rig.read('live.json');
    const broken = {
      'edited.json': text.replace('"email": "jane@example.com"', '"email": "joan@example.com"'),
      'cut.json': text.slice(0, text.length / 2),
      'empty.json': '',
      'other.json': '{}',
      'next.json': text.replace('"format_version": "1.0"', '"format_version": "2.0"'),
    };
    for (const [name, content] of Object.entries(broken)) {
      expect(content).not.toBe(text);
      await rig.write(name, content);
      const ended = await rig.run(['plan', '--live', name], without());
      expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
      expect(ended.stderr).toContain(`${name} is not a snapshot that can be used`);
    }
    expect(await rig.run(['ids', '--live', 'none.json'], without())).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it('holds no secret, whose login it was, and what may have been unseen; its form is published', async () => {
    const text = await rig.read('live.json');
    expect(text).not.toContain(rig.sandbox.apiKey);
    expect(text).not.toMatch(/redacted|\.\.\./);
    const read = readSnapshot(text);
    expect(read.ok && read.value.login).toMatchObject({ administers: 'account', account_role: 'admin' });
    expect(read.ok && read.value.unobserved).toEqual([]);
    const again = await rig.run(['snapshot', '--transport', 'api', '--roster', 'off'], { AX_GITOPS_NOW: '2027-01-01' });
    const blind = readSnapshot(again.stdout);
    expect(blind.ok && blind.value.unobserved.map(({ scope }) => scope)).toEqual([
      'organization/*/member/*',
      'organization/*/space/*/member/*',
    ]);
    const schema = await rig.run(['schema', '--snapshot']);
    expect(JSON.parse(schema.stdout)).toMatchObject({ title: 'SnapshotDocument' });
  });
});
