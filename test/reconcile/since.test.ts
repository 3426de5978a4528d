import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import { sinceApplied, sinceCommitted, sinceSnapshots } from '../../src/reconcile/since.js';
import { folderWith } from '../support/folder.js';
import { runGit } from '../support/git.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* Since when a grant is there. */

const at = (cwd: string, PATH = '') => ({ cwd, home: cwd, env: { PATH }, now: () => new Date(0) });

const eve = addressOf.organizationMember('Ours', 'eve@x.io');
const raj = addressOf.organizationMember('Ours', 'raj@x.io');

describe('by the journal', () => {
  type Step = readonly [action: string, kind: string, address: string, at: string, type?: 'step-failed'];
  /** What a journal of some runs on hosts tells. */
  const sinceOf = async (...runs: readonly (readonly [host: string, ...Step[]])[]) => {
    await using folder = await folderWith();
    const entries = runs.flatMap(([host, ...steps], index) => {
      const run = String(index);
      return [
        { type: 'run-started', run, at: '1', digest: '', host, steps: steps.length },
        ...steps.map(([action, kind, address, at, type = 'step-done'], index) => ({
          ...{ type, run, index, action, kind, address, at },
          ...(type === 'step-failed' && { reason: 'r', uncertain: false }),
        })),
      ];
    });
    await folder.write({ 'j.jsonl': entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') });
    const since = await sinceApplied({ journal: 'j.jsonl' }, 'here', at(folder.path));
    if (!since.ok) throw new Error(since.error.reason);
    return since.value;
  };
  const member = 'organization-member';

  it('is since the last apply on this account that gave it, or gave it its role', async () => {
    const space = addressOf.space('Ours', 'lab');
    const since = await sinceOf(
      ['here', ['create', member, eve, '2'], ['create', member, raj, '3']],
      [
        ...(['here', ['update', member, eve, '5'], ['update', member, raj, '6', 'step-failed']] as const),
        ...([
          ['delete', 'user', 'user/new@x.io', '7'],
          ['rename', 'space', space, '8'],
        ] as const),
      ],
      ['elsewhere', ['create', member, eve, '9']],
    );
    expect(since(member, eve)).toEqual({ at: '5', from: 'journal' });
    expect(since(member, raj)).toEqual({ at: '3', from: 'journal' });
    expect(since('user', addressOf.user('new@x.io'))).toBeUndefined();
    expect(since('space', space)).toBeUndefined();
    expect(since('user', eve)).toBeUndefined();
  });

  const lab = addressOf.spaceMember('Ours', 'lab', 'eve@x.io');
  it.each<[string, Step, boolean]>([
    ['itself', ['delete', 'space-role-binding', lab, '2'], true],
    ['its person', ['delete', 'user', 'user/eve@x.io', '2'], true],
    ['its space', ['delete', 'space', 'organization/Ours/space/lab', '2'], true],
    ['its organization', ['delete', 'organization', 'organization/Ours', '2'], true],
    ['its person in the organization', ['delete', member, eve, '2'], true],
    ['somebody else', ['delete', member, raj, '2'], false],
    ['another space', ['delete', 'space', 'organization/Ours/space/la', '2'], false],
    ['nothing, but its organization changed', ['update', 'organization', 'organization/Ours', '2'], false],
    // As when a built-in role makes way for a custom one.
    ['another kind of role in the same place', ['delete', 'space-member', lab, '2'], false],
    ['nothing, since that failed', ['delete', 'space', 'organization/Ours/space/lab', '2', 'step-failed'], false],
  ])('is not known where %s was taken afterwards, and is there again', async (_what, taken, isBack) => {
    const given: Step = ['create', 'space-role-binding', lab, '1'];
    const since = { at: '1', from: 'journal' };
    expect((await sinceOf(['here', given], ['here', taken]))('space-role-binding', lab)).toEqual(
      isBack ? undefined : since,
    );
    expect((await sinceOf(['here', taken, given]))('space-role-binding', lab)).toEqual(since);
  });

  it('of a key is not ended by a person who is called like it', async () => {
    const since = await sinceOf([
      'here',
      ['create', 'api-key', 'api-key/a@x.io', '1'],
      ['delete', 'user', 'user/a@x.io', '2'],
    ]);
    expect(since('api-key', addressOf.apiKey('a@x.io'))).toEqual({ at: '1', from: 'journal' });
  });

  it('is not known where the journal can’t be used', async () => {
    await using folder = await folderWith({ 'folder/j.jsonl': '' });
    expect(await sinceApplied({ journal: 'folder' }, 'here', at(folder.path))).toEqual({
      ok: false,
      error: {
        ...{ type: 'unusable-journal', path: join(folder.path, 'folder') },
        ...{ reason: 'it is not a regular file', hint: 'give --journal the path of a file' },
      },
    });
  });
});

describe('by snapshots', () => {
  const member = (user: string, role: unknown): Entry => [
    'organization-member',
    { organization: 'Ours', user },
    { role: role as string },
  ];
  const taken = (takenAt: string, ...entries: readonly Entry[]) => ({ takenAt, live: liveState(entries) });

  it('is since the first of those without a gap in which it was there with its role, whatever their order', () => {
    const since = sinceSnapshots(liveState([member('eve@x.io', 'admin'), member('raj@x.io', { custom: 'admin' })]), [
      taken('2026-03-01T00:00:00Z', member('eve@x.io', 'admin'), member('raj@x.io', { custom: 'admin' })),
      taken('2026-01-01T00:00:00Z', member('eve@x.io', 'admin'), member('raj@x.io', { custom: 'admin' })),
      // Three in the morning in Greece is the day before.
      taken('2026-02-01T01:00:00+03:00', member('eve@x.io', 'admin'), member('raj@x.io', 'admin')),
      taken('2026-01-31T23:00:00Z', member('raj@x.io', { custom: 'admin' })),
      taken('2026-04-01T00:00:00Z', member('eve@x.io', 'admin'), member('raj@x.io', { custom: 'admin' })),
    ]);
    expect(since('organization-member', eve)).toEqual({ at: '2026-03-01T00:00:00Z', from: 'snapshot' });
    expect(since('organization-member', raj)).toEqual({ at: '2026-01-31T23:00:00Z', from: 'snapshot' });
  });

  it('is not known where the newest has it not, or with another role', () => {
    const live = liveState([member('eve@x.io', 'admin'), member('raj@x.io', 'admin')]);
    const since = sinceSnapshots(live, [taken('2026-01-01T00:00:00Z', member('eve@x.io', 'member'))]);
    expect([since('organization-member', eve), since('organization-member', raj)]).toEqual([undefined, undefined]);
    expect(sinceSnapshots(live, [])('organization-member', eve)).toBeUndefined();
  });
});

it('by Git: since its line was written, where that was committed', async () => {
  await using folder = await folderWith();
  const git = (date: string, ...args: readonly string[]) =>
    runGit(folder.path, ['-c', 'user.name=A', '-c', 'user.email=a@x.io', ...args], {
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: '2026-09-09T00:00:00Z',
    });
  // Lines that look as if Git had written them, and more of them than have one digit.
  const lines = ['version: 1', `# ${'a'.repeat(40)} 1 1`, '# author-time 5', ...'4 5 6 7 8 9 a b'.split(' ')];
  const write = (...changed: readonly number[]) =>
    folder.write({
      'access/a.yaml': lines.map((text, index) => (changed.includes(index + 1) ? `${text}!` : text)).join('\n'),
      'access/b.yaml': 'version: 1\n',
    });
  await write();
  await git('', 'init', '-q');
  await git('', 'add', 'access/a.yaml');
  await git('2026-01-01T00:00:00Z', 'commit', '-q', '-m', 'first');
  await write(2, 11);
  await git('2026-02-01T00:00:00+01:00', 'commit', '-qam', 'second');
  await write(2, 11, 5);
  const committed = await sinceCommitted(['access/a.yaml', 'access/b.yaml'], at(folder.path, process.env['PATH']));
  const since = (file: string, line: number) => {
    const start = { line, column: 1 };
    return committed({ file, start, end: start });
  };
  const [first, second] = ['2026-01-01T00:00:00.000Z', '2026-01-31T23:00:00.000Z'].map((at) => ({ at, from: 'git' }));
  const found = Array.from({ length: 12 }, (_, index) => since('access/a.yaml', index + 1));
  expect(found).toEqual([first, second, first, first, undefined, first, first, first, first, first, second, undefined]);
  expect([since('access/b.yaml', 1), since('access/c.yaml', 1)]).toEqual([undefined, undefined]);
});
