import { describe, expect, it } from 'vitest';
import type { SnapshotDocument } from '../../src/remote/snapshot/document.js';
import { stringifySnapshot } from '../../src/remote/snapshot/document.js';
import { checkFiles } from '../../src/reconcile/files.js';
import { silentHost } from '../../src/reconcile/host.js';
import type { ReviewRequest } from '../../src/reconcile/review-sheets.js';
import { reviewSheets } from '../../src/reconcile/review-sheets.js';
import { takeSnapshot } from '../../src/reconcile/snapshot.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig, smallAccount } from '../support/engine.js';
import { runGit } from '../support/git.js';

/* Sheets of all grants, with what is known of each. */

const at = '2026-11-26T00:00:00.000Z';

async function sheetsOf(rig: EngineRig, request: ReviewRequest = {}) {
  const drawn = await reviewSheets({ ...rig.request, ...request }, rig.at, silentHost);
  if (drawn.type !== 'drawn-up') throw new Error(drawn.type);
  return drawn;
}

async function snapshotOf(rig: EngineRig, takenAt: string, without = 'nobody@example.com'): Promise<string> {
  const taken = await takeSnapshot(rig.request, { ...rig.at, now: () => new Date(takenAt) }, silentHost);
  if (taken.type !== 'taken') throw new Error(taken.type);
  return stringifySnapshot(
    JSON.parse(JSON.stringify(taken.snapshot).replaceAll(without, 'else@example.com')) as Omit<
      SnapshotDocument,
      'digest'
    >,
  );
}

describe('a review', () => {
  it('has a sheet for the account, each organization, and all service keys', async () => {
    await using rig = await engineRig({}, smallAccount);
    const { sheets, notes } = await sheetsOf(rig);
    const head = { host: rig.sandbox.host, at, notes: [] };
    expect(notes).toEqual([]);
    expect(sheets.map(({ name, head, rows }) => [name, head, rows.length])).toStrictEqual([
      ['_account', { title: 'the account', ...head }, 3],
      ['core', { title: 'Core', ...head }, 6],
      ['_service-keys', { title: 'service keys', ...head, whose: 'Service key' }, 1],
    ]);
    expect(sheets[0]?.rows[0]).toStrictEqual({
      ...{ user: 'jane@example.com', status: 'active', on: 'account', role: 'admin' },
      ...{ inFiles: '', where: '', ends: '', reason: '' },
    });
  });

  it('says where the files have a grant, and since when it is there: as the journal has it, else the earliest that is known', async () => {
    const text = `version: 1
organizations:
  Core:
    members:
      jane@example.com: admin
      raj@example.com: member
`;
    await using rig = await engineRig({ 'access.yaml': text }, smallAccount, { PATH: process.env['PATH'] ?? '' });
    const git = (...args: readonly string[]) => runGit(rig.at.cwd, args);
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'x', '--date', '2026-03-01T00:00:00Z');
    await rig.write('early.json', await snapshotOf(rig, '2026-01-01T00:00:00.000Z', 'raj@example.com'));
    await rig.write('late.json', await snapshotOf(rig, '2026-06-01T00:00:00.000Z'));
    const step = {
      run: 'r',
      index: 0,
      action: 'create',
      kind: 'user',
      address: 'user/raj@example.com',
      at: '2026-05-05T00:00:00.000Z',
    };
    const entries = [
      { type: 'run-started', run: 'r', at, digest: '', host: rig.sandbox.host, steps: 1 },
      { type: 'step-started', ...step },
      { type: 'step-done', ...step },
    ];
    await rig.write('.ax-gitops/journal.jsonl', entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    const files = await checkFiles({}, rig.at);
    const { sheets } = await sheetsOf(rig, { files, snapshot: ['early.json', 'late.json'] });
    const known = sheets.flatMap(({ rows }) =>
      rows.map(({ user, on, inFiles, where, since }) => [user, on, inFiles, where, since]),
    );
    const seen = (month: string) => ({ at: `2026-${month}-01T00:00:00.000Z`, from: 'snapshot' });
    const inSpace = (name: string) => [
      ['jane@example.com', `organization/Core/space/${name}`, '', '', seen('01')],
      ['raj@example.com', `organization/Core/space/${name}`, '', '', seen('06')],
    ];
    expect(known).toStrictEqual([
      ['jane@example.com', 'account', '', '', seen('01')],
      ['new@example.com', 'account', '', '', seen('01')],
      ['raj@example.com', 'account', '', '', { at: '2026-05-05T00:00:00.000Z', from: 'journal' }],
      ['jane@example.com', 'organization/Core', 'admin', 'access.yaml:5', seen('01')],
      [
        'raj@example.com',
        'organization/Core',
        'member',
        'access.yaml:6',
        { at: '2026-03-01T00:00:00.000Z', from: 'git' },
      ],
      ...inSpace('alpha'),
      ...inSpace('beta'),
      ['ci', 'api-key/ci', '', '', seen('01')],
    ]);
  });

  it('of a snapshot is of its moment', async () => {
    await using rig = await engineRig({}, smallAccount);
    await rig.write('then.json', await snapshotOf(rig, '2026-01-01T00:00:00.000Z'));
    const { sheets } = await sheetsOf(rig, { live: 'then.json' });
    expect(sheets.map(({ head }) => head.at)).toEqual(sheets.map(() => '2026-01-01T00:00:00.000Z'));
  });

  it('is none without an account, a journal and snapshots that can be read', async () => {
    await using rig = await engineRig({ 'folder/x': '' }, smallAccount);
    const drawn = (request: ReviewRequest) => reviewSheets({ ...rig.request, ...request }, rig.at, silentHost);
    expect(await drawn({ live: 'nothing.json' })).toMatchObject({ type: 'unusable-snapshot', path: 'nothing.json' });
    expect(await drawn({ snapshot: ['nothing.json'] })).toMatchObject({ type: 'unusable-snapshot' });
    expect(await drawn({ journal: 'folder' })).toMatchObject({ type: 'unusable-journal' });
  });
});
