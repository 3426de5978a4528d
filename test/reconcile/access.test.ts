import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../src/reconcile/access-list.js';
import { listAccess } from '../../src/reconcile/access-list.js';
import { apply } from '../../src/reconcile/apply.js';
import type { CompareRequest } from '../../src/reconcile/compare-access.js';
import { compareAccess } from '../../src/reconcile/compare-access.js';
import { checkFiles } from '../../src/reconcile/files.js';
import { takeSnapshot } from '../../src/reconcile/snapshot.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { stringifySnapshot } from '../../src/remote/snapshot/document.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig, told } from '../support/engine.js';

/* Who can do what, and who gained and lost what: on an account in which a role changed and an organization was renamed. */

const seed: SandboxSeed = {
  users: [
    { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
    { email: 'eve@example.com', name: 'Eve' },
    { email: 'old@example.com', name: 'Old' },
  ],
  roles: [
    { name: 'Reader', permissions: ['PROJECT_READ', 'DATASET_READ'] },
    { name: 'Editor', permissions: ['PROJECT_READ', 'PROJECT_UPDATE'] },
  ],
  organizations: [
    {
      name: 'Ours',
      members: { 'eve@example.com': 'MEMBER', 'old@example.com': 'READ_ONLY' },
      spaces: [{ name: 'vault', private: true }],
    },
  ],
  bindings: [{ user: 'eve@example.com', role: 'Reader', organization: 'Ours', space: 'vault' }],
  api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
};
const roles = `roles:
  Reader: { permissions: [PROJECT_READ, DATASET_READ] }
  Editor: { permissions: [PROJECT_READ, PROJECT_UPDATE] }
`;
const before = `version: 1
${roles}organizations: { Ours: { spaces: { vault: { members: { eve@example.com: Reader } } } } }
`;
const after = `version: 1
${roles}users: { old@example.com: absent }
organizations:
  Ours Too:
    renamed_from: Ours
    spaces: { vault: { members: { eve@example.com: Editor } } }
`;
const vault = 'organization/Ours Too/space/vault';
const changed = {
  ...{ user: 'eve@example.com', on: vault, before: ['Reader'], after: ['Editor'] },
  ...{ gained: ['PROJECT_UPDATE'], lost: ['DATASET_READ'], doubts: [] },
};
const cause = {
  ...{ kind: 'space-role-binding', address: `${vault}/member/eve@example.com` },
  ...{ before: { role: 'Reader' }, after: { role: 'Editor' } },
};
const renamed = 'organization/Ours Too was called "Ours"; it has the same ID';
const left = (on: string, role: string) => ({
  ...{ user: 'old@example.com', on, before: [role], after: [] },
  ...{ gained: [], lost: [], doubts: [] },
});
const changes = [
  changed,
  left('account', 'member (account)'),
  left('organization/Ours Too', 'read_only (organization)'),
];
const causes = [
  {
    ...{ kind: 'organization-member', address: 'organization/Ours Too/member/old@example.com' },
    ...{ before: { role: 'read_only' }, after: null },
  },
  cause,
  {
    ...{ kind: 'user', address: 'user/old@example.com' },
    ...{ before: { role: 'member', status: 'active' }, after: null },
  },
];
const unseen = (what: string) =>
  `not everything can be seen: ${what} (needed: the roster: \`--roster auto\` with the API key of somebody with developer access)`;
const notSeen = [
  unseen('organization/*/member/*: neither ax nor the REST API lists the members of an organization'),
  unseen(
    'organization/*/space/*/member/*: neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings',
  ),
];
const [day1, day2, day3] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];

let rig: EngineRig;
let host: string;
const at = (now: string) => ({ ...rig.at, now: () => new Date(now) });
const list = (more: Partial<AccessRequest>) => listAccess({ ...rig.request, ...more }, rig.at, rig.host());
const compare = (what: string, more: Partial<CompareRequest> = {}) =>
  compareAccess({ ...rig.request, compare: what, ...more }, rig.at, rig.host());

async function snapshot(file: string, now: string, more: object = {}): Promise<void> {
  const taken = await takeSnapshot({ ...rig.request, ...more }, at(now), rig.host());
  if (taken.type !== 'taken') throw new Error(taken.type);
  await rig.write(file, stringifySnapshot(taken.snapshot));
  const { target } = taken.snapshot;
  await rig.write(`other-${file}`, stringifySnapshot({ ...taken.snapshot, target: { ...target, host: 'other' } }));
}

beforeAll(async () => {
  rig = await engineRig({ 'access.yaml': 'version: 2\n' }, seed, { PATH: process.env['PATH'] ?? '' });
  ({ host } = rig.sandbox);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: rig.at.cwd });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'broken');
  await rig.write('access.yaml', before);
  git('commit', '-q', '-a', '-m', 'before');
  await snapshot('old.json', day1);
  await rig.write('access.yaml', after);
  expect(await apply(rig.request, at(day2), rig.host())).toMatchObject({ endings: ['done', 'done', 'done'] });
  await snapshot('new.json', day2);
  await snapshot('blind.json', day3, { roster: 'off' });
});
afterAll(() => rig[Symbol.asyncDispose]());

describe('a list', () => {
  it('answers what was asked, with how access came and went from each snapshot to the next', async () => {
    const opened = ['snapshot-opened', 'connecting'];
    rig.events.length = 0;
    const question = { user: 'Eve@example.com', on: '**/space/*', can: 'PROJECT_READ' };
    const listed = await list({ ...question, snapshot: ['new.json', 'old.json'] });
    if (listed.type !== 'listed') throw new Error(listed.type);
    expect(told(rig.events)).toEqual(['connecting', 'reading', 'read', ...opened, ...opened]);
    const { list: found, map, read, asked, ...rest } = listed;
    expect([...found.entries()]).toEqual([
      {
        ...{ user: 'eve@example.com', on: vault, roles: ['Editor'] },
        ...{ permissions: ['PROJECT_READ', 'PROJECT_UPDATE'], isPartlyUnknown: false },
      },
    ]);
    expect(map.people).toEqual(['admin@example.com', 'eve@example.com']);
    expect(asked).toMatchObject(question);
    expect(read).toMatchObject({ type: 'read', connection: { host } });
    expect(rest).toEqual({
      type: 'listed',
      notes: [],
      overTime: {
        steps: [
          { since: day1, changes: [], doubtful: 0 },
          { since: day2, changes: [], doubtful: 0 },
        ],
        hosts: [host],
      },
    });
  });

  it('counts what may only not have been seen apart', async () => {
    const listed = await list({ live: 'blind.json', snapshot: ['new.json', 'other-old.json'] });
    expect(listed.type === 'listed' && listed.overTime).toEqual({
      steps: [
        { since: day1, changes, doubtful: 0 },
        { since: day2, changes: [], doubtful: 1 },
      ],
      hosts: ['other', host],
    });
    expect(listed.type === 'listed' && listed.notes).toEqual(notSeen);
  });

  it('is none where a snapshot can’t be read', async () => {
    expect(await list({ live: 'old.json', snapshot: ['new.json', 'none.json'] })).toEqual({
      type: 'unusable-snapshot',
      path: 'none.json',
      isRead: false,
      reason: 'no such file or directory (ENOENT)',
    });
    expect(await list({ live: 'none.json' })).toMatchObject({ type: 'unusable-snapshot', path: 'none.json' });
    expect(await list({ live: 'old.json' })).not.toHaveProperty('overTime');
  });

  it.each([
    [{ user: 'eve' }, { type: 'no-email', text: 'eve' }],
    [
      { user: 'x@example.com' },
      {
        type: 'no-such-user',
        email: 'x@example.com',
        known: ['admin@example.com', 'eve@example.com', 'old@example.com'],
      },
    ],
    [
      { on: 'organisation/Ours' },
      {
        ...{ type: 'impossible-glob', what: '--on', glob: 'organisation/Ours', suggestion: 'organization/Ours' },
        message:
          'addresses are user/EMAIL, role/NAME, api-key/NAME, organization/NAME and what is in one: …/member/EMAIL, …/space/NAME, …/project/NAME, …/restriction',
      },
    ],
    [
      { on: 'organization/Nowhere' },
      {
        type: 'no-such-place',
        glob: 'organization/Nowhere',
        known: ['account', 'organization/Ours', 'organization/Ours/space/vault'],
      },
    ],
  ])('about %j is none', async (question, outcome) => {
    expect(await list({ ...question, live: 'old.json' })).toEqual(outcome);
  });

  it.each(['no-email', 'impossible-glob'])('is not read where the question is a mistake: %s', async (type) => {
    const question = type === 'no-email' ? { user: 'eve' } : { on: 'organisation/Ours' };
    expect(await list({ ...question, live: 'none.json' })).toMatchObject({ type });
  });

  it('about a permission that there is not is none', async () => {
    const outcome = await list({ can: 'FLY', live: 'old.json' });
    expect(outcome).toMatchObject({ type: 'no-such-permission', permission: 'FLY' });
    expect(outcome.type === 'no-such-permission' && outcome.known).toContain('PROJECT_READ');
  });
});

describe('a comparison', () => {
  const compared = (more: object) => ({
    type: 'compared',
    comparison: {
      ...{ changes, causes, notes: [renamed], isAllSeen: true },
      before: `a snapshot of ${host}, ${day1}`,
      ...more,
    },
  });

  it('of two snapshots, or of one with what is live, says what is otherwise and why', async () => {
    expect(await compare('old.json', { live: 'new.json' })).toEqual(
      compared({ after: `a snapshot of ${host}, ${day2}` }),
    );
    expect(await compare('old.json')).toEqual(compared({ after: `${host}, 2026-11-26T00:00:00.000Z` }));
    expect(await compare('other-old.json', { live: 'new.json' })).toEqual(
      compared({
        before: `a snapshot of other, ${day1}`,
        after: `a snapshot of ${host}, ${day2}`,
        notes: [`these are two hosts: other and ${host}`, renamed],
      }),
    );
  });

  it('is of what was asked', async () => {
    const none = { changes: [], causes: [] };
    const compared = (more: Partial<CompareRequest>) => compare('old.json', { live: 'new.json', ...more });
    expect(await compared({ user: 'OLD@example.com' })).toMatchObject({
      comparison: { changes: changes.slice(1), causes: [causes[0], causes[2]] },
    });
    expect(await compared({ on: 'organization/*' })).toMatchObject({
      comparison: { changes: [changes[2]], causes: [causes[0]] },
    });
    expect(await compared({ on: 'account', can: 'PROJECT_READ' })).toMatchObject({ comparison: none });
    expect(await compared({ can: 'PROJECT_READ' })).toMatchObject({ comparison: { changes: [], causes } });
    expect(await compared({ can: 'DATASET_READ', on: vault })).toMatchObject({ comparison: { changes: [changed] } });
    expect(await compared({ user: 'x@example.com' })).toMatchObject({
      type: 'no-such-user',
      known: ['admin@example.com', 'eve@example.com', 'old@example.com'],
    });
    expect(await compared({ on: 'organization/Nowhere' })).toMatchObject({
      type: 'no-such-place',
      known: ['account', 'organization/Ours Too', vault],
    });
    expect(await compared({ on: 'organisation/Ours' })).toMatchObject({ type: 'impossible-glob', what: '--on' });
    expect(await compared({ can: 'FLY' })).toMatchObject({ type: 'no-such-permission' });
  });

  it('says what one of the two could not see', async () => {
    expect(await compare('blind.json', { live: 'new.json' })).toMatchObject({
      comparison: { notes: notSeen.map((note) => `before: ${note}`), isAllSeen: false },
    });
    expect(await compare('new.json', { live: 'blind.json' })).toMatchObject({
      comparison: { notes: notSeen.map((note) => `after: ${note}`), isAllSeen: false },
    });
  });

  it('is none where one of the two can’t be read', async () => {
    await rig.write('broken.json', '{}');
    const unusable = (path: string, isRead: boolean, reason: string) => ({
      type: 'unusable-snapshot',
      path,
      isRead,
      reason,
    });
    expect(await compare('broken.json', { live: 'new.json' })).toEqual(
      unusable('broken.json', true, 'it is JSON, but not a snapshot'),
    );
    expect(await compare('old.json', { live: 'none.json' })).toEqual(
      unusable('none.json', false, 'no such file or directory (ENOENT)'),
    );
  });

  it('of the files of a commit with those here asks no account', async () => {
    rig.sandbox.clearRequests();
    const outcome = await compare('HEAD');
    expect(outcome).toEqual({
      type: 'compared',
      comparison: {
        before: expect.stringMatching(/^the files at HEAD \([0-9a-f]{12}\)$/) as string,
        after: 'the files here',
        changes: [{ ...changed, doubts: ['before', 'after'] }],
        causes: [cause],
        notes: ['only what the files say: what is live and in no file is not compared'],
        isAllSeen: true,
      },
    });
    expect(rig.sandbox.requests).toEqual([]);
  });

  it('of a commit is none where it does not fit', async () => {
    expect(await compare('HEAD', { live: 'new.json' })).toEqual({ type: 'not-with-a-snapshot', what: 'HEAD' });
    expect(await compare('nowhere')).toEqual({
      type: 'not-comparable',
      what: 'nowhere',
      cause: {
        type: 'no-former-tree',
        message: 'there is no commit "nowhere" here.',
        hint: `look it up with \`git -C ${rig.at.cwd} log\`; branches need a fetch first`,
      },
    });
    expect(await compare('HEAD~1')).toMatchObject({
      ...{ type: 'not-comparable', what: 'HEAD~1' },
      cause: { type: 'invalid-former-files', ref: 'HEAD~1', diagnostics: [{ severity: 'error' }] },
    });
    await rig.write('access.yaml', 'version: 2\n');
    const { diagnostics, sources } = await checkFiles({}, rig.at);
    expect(await compare('HEAD')).toMatchObject({ type: 'invalid-files', diagnostics, sources });
    await rig.write('access.yaml', after);
  });
});
