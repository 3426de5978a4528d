import { execa } from 'execa';
import { expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import type { Event } from '../../src/reconcile/host.js';
import { previousFiles } from '../../src/reconcile/previous.js';
import type { Folder } from '../support/folder.js';
import { repositoryWith } from '../support/folder.js';

/* What the files said at a commit. */

const people = `version: 1
users: { ann@example.com: absent, bo@example.com: {} }
groups: { all: [ann@example.com] }
`;

async function before(folder: Folder, since: string | undefined, file: readonly string[]) {
  const events: Event[] = [];
  const at = { cwd: folder.path, home: folder.path, env: { PATH: process.env['PATH'] ?? '' }, now: () => new Date(0) };
  const host = { notify: (event: Event) => void events.push(event), ask: () => Promise.reject(new Error('asked')) };
  return [await previousFiles({ file, ...(since !== undefined && { since }) }, at, host), events] as const;
}

it('the files of a commit say what was wanted, under whatever names, or what was wrong with them', async () => {
  await using folder = await repositoryWith({ 'people.yaml': people });
  expect(await before(folder, undefined, [])).toEqual([ok(undefined), []]);
  expect(await before(folder, 'HEAD', [])).toMatchObject([{ ok: false, error: { type: 'no-former-tree' } }, []]);
  const commit = await folder.commit();
  await folder.git(['mv', 'people.yaml', 'access.yaml']);
  await folder.commit();
  const wrong = people.replace('all:', 'all: [bo]\n  more:');
  await folder.write({ 'access.yaml': wrong, 'new.yaml': people });
  await folder.git(['commit', '--quiet', '--all', '--message', 'x']);

  const [former, events] = await before(folder, 'HEAD~2', ['access.yaml']);
  expect(events).toEqual([
    { type: 'moved-files', ref: 'HEAD~2', moved: [{ now: 'access.yaml', then: 'people.yaml' }] },
  ]);
  expect(former).toMatchObject({
    ok: true,
    value: { ref: 'HEAD~2', commit, isEmpty: false, sources: new Map([['HEAD~2:people.yaml', people]]) },
  });
  const addresses = former.ok && former.value?.state.resources.map(({ address }) => address);
  expect(addresses).toEqual(['user/ann@example.com', 'user/bo@example.com']);

  // Of the same name nothing is to be told, nor of what was doubtful then.
  expect(await before(folder, 'HEAD~1', ['access.yaml'])).toMatchObject([{ ok: true }, []]);

  expect(await before(folder, 'HEAD', ['new.yaml'])).toMatchObject([
    { ok: true, value: { isEmpty: true, sources: new Map() } },
    [{ type: 'no-former-files', ref: 'HEAD', missing: ['there is no file new.yaml.'] }],
  ]);

  expect(await before(folder, 'HEAD', ['access.yaml'])).toMatchObject([
    failed({
      type: 'invalid-former-files',
      ref: 'HEAD',
      diagnostics: [{ severity: 'error', span: { file: 'HEAD:access.yaml' } }],
      sources: new Map([['HEAD:access.yaml', wrong]]),
    }),
    [],
  ]);
});

it('what a sparse checkout left out says an unknown thing today, and not nothing', async () => {
  await using folder = await repositoryWith({
    'access/a/x.yaml': people,
    'access/b/y.yaml': 'version: 1\n',
    'c/z': '',
  });
  await folder.commit();
  await folder.git(['sparse-checkout', 'set', '--no-cone', '/access']);
  expect(await before(folder, 'HEAD', ['access'])).toMatchObject([{ ok: true }, []]);
  await folder.git(['sparse-checkout', 'set', '--no-cone', '/access/b']);
  expect(await before(folder, 'HEAD', ['access/b'])).toMatchObject([{ ok: true }, []]);
  const [leftOut, events] = await before(folder, 'HEAD', ['access']);
  expect([leftOut, events]).toMatchObject([
    {
      ok: false,
      error: {
        type: 'no-former-tree',
        message: expect.stringContaining('access/a/x.yaml was left out by a sparse checkout'),
      },
    },
    [],
  ]);
  // As printed, far from the files.
  const [, command = ''] = /`(git [^`]*)`/.exec(JSON.stringify(leftOut)) ?? [];
  await execa('sh', ['-c', command], { cwd: '/' });
  expect(await before(folder, 'HEAD', ['access'])).toMatchObject([{ ok: true }, []]);
});

it('what was in a file then may be in one beside it that a sparse checkout left out', async () => {
  await using folder = await repositoryWith({ 'access/a.yaml': people, 'access/z.yaml': 'version: 1\n' });
  await folder.commit();
  await folder.git(['mv', 'access/a.yaml', 'access/b.yaml']);
  await folder.commit();
  await folder.git(['sparse-checkout', 'set', '--no-cone', '/access/z.yaml']);
  const [leftOut] = await before(folder, 'HEAD~1', ['access']);
  expect(leftOut).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('access/b.yaml was left out') },
  });
});
