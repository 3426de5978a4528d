import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/model/journal.js';
import { failed, ok } from '../../src/model/result.js';
import type { Event } from '../../src/reconcile/host.js';
import { journaledRuns, journalState, runCalled } from '../../src/reconcile/journal.js';
import { underLock } from '../../src/reconcile/lock.js';
import { closeSettled } from '../../src/reconcile/settled.js';
import type { Folder } from '../support/folder.js';
import { folderWith } from '../support/folder.js';

/* What earlier runs have written down, and what the next one makes of it. */

const now = '2026-11-26T00:00:00.000Z';
const place = ({ path }: Pick<Folder, 'path'>) => ({
  cwd: path,
  home: path,
  env: { PATH: '' },
  now: () => new Date(now),
});
const started = (run: string, more: object = {}) =>
  ({ type: 'run-started', run, at: now, digest: '', host: 'h', steps: 1, ...more }) as JournalEntry;
const ended = (run: string, outcome = 'done') =>
  ({ type: 'run-ended', run, at: now, outcome, counts: {} }) as JournalEntry;
const onKey = (run: string, index = 0) =>
  ({ run, index, action: 'create', kind: 'api-key', address: `api-key/${run}`, at: now }) as const;
/** A key that was made, and whose secret nobody knows to have arrived. */
const open = (run: string, more: object = {}): readonly JournalEntry[] => [
  started(run, more),
  { type: 'step-started', ...onKey(run), brings: 'new-key', known: [], keyType: 'SERVICE' },
  { type: 'key-created', ...onKey(run), id: `id-${run}` },
];
const journal = (...entries: readonly JournalEntry[]) => ({
  '.ax-gitops/journal.jsonl': entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
});
const path = (folder: Folder, name = '.ax-gitops/journal.jsonl') => join(folder.path, name);
const noFile = (folder: Folder, name: string) => ({
  type: 'unusable-journal',
  path: path(folder, name),
  reason: 'it is not a regular file',
  hint: 'give --journal the path of a file',
});

describe('what is left open', () => {
  it.each([
    [{ host: 'h' }, ['own']],
    [{ host: 'h', profile: 'prod' }, ['profile']],
    [{ host: 'elsewhere' }, ['host']],
    [{ host: 'nowhere' }, []],
  ])('is that of the account %j alone', async (account, expected) => {
    await using folder = await folderWith(
      journal(
        ...open('own'),
        ended('own', 'failed'),
        ...open('profile', { profile: 'prod' }),
        ...open('host', { host: 'elsewhere' }),
      ),
    );
    const state = await journalState({}, account, place(folder));
    expect(state.ok && state.value.left.secrets.map(({ run }) => run)).toEqual(expected);
  });

  it('is not known where the journal can’t be read', async () => {
    await using folder = await folderWith();
    mkdirSync(path(folder, 'folder'));
    expect(await journalState({ journal: 'folder' }, { host: 'h' }, place(folder))).toEqual(
      failed(noFile(folder, 'folder')),
    );
    expect(await journaledRuns({ journal: 'folder' }, place(folder))).toEqual(failed(noFile(folder, 'folder')));
  });
});

it('runs are told one by one, with the lines that can’t be read', async () => {
  await using folder = await folderWith(journal(started('r1'), ended('r1'), started('r2')));
  appendFileSync(path(folder), '{"type": "run-\n');
  const read = await journaledRuns({}, place(folder));
  expect(read.ok && [read.value.runs.map(({ run, outcome }) => [run, outcome]), read.value.unreadable]).toEqual([
    [
      ['r1', 'done'],
      ['r2', 'broken off'],
    ],
    [4],
  ]);
  const runs = read.ok ? read.value.runs : [];
  expect(runCalled('r1', runs)).toEqual(ok(runs[0]));
  expect(runCalled('r', runs)).toEqual(failed({ type: 'no-such-run', start: 'r', found: 2 }));
  expect(runCalled('x', runs)).toEqual(failed({ type: 'no-such-run', start: 'x', found: 0 }));
  expect(await journaledRuns({ journal: 'nothing.jsonl' }, place(folder))).toEqual(ok({ runs: [], unreadable: [] }));
});

describe('the next run', () => {
  async function told(folder: Folder, request = {}): Promise<readonly [unknown, readonly Event[]]> {
    const events: Event[] = [];
    const host = { notify: (event: Event) => void events.push(event), ask: () => Promise.reject(new Error('asked')) };
    return [await underLock(request, place(folder), host, () => Promise.resolve('worked')), events];
  }
  const unfinished = (steps: readonly unknown[]) => ({ type: 'unfinished', startedAt: now, steps });

  it('hears of the last one alone, where that did not end or ended in doubt', async () => {
    const doubtful: JournalEntry = { type: 'step-started', ...onKey('r2', 1) };
    const done: JournalEntry = { type: 'step-done', ...onKey('r2') };
    const started2 = [started('r2'), { type: 'step-started', ...onKey('r2') } as JournalEntry];
    for (const [entries, steps] of [
      [[], undefined],
      [[started('r1'), ended('r1')], undefined],
      [[started('r1'), started('r2'), ended('r2')], undefined],
      [[started('r1'), ended('r1'), started('r2')], []],
      [[started('r1'), ended('r1'), ...started2, done], []],
      [[started('r1'), ended('r1'), ...started2], [{ address: 'api-key/r2', outcome: 'unknown' }]],
      [[...started2, done, doubtful, ended('r2', 'failed')], [{ index: 1, outcome: 'unknown' }]],
    ] as const) {
      await using folder = await folderWith(journal(...entries));
      expect(await told(folder)).toMatchObject(['worked', steps === undefined ? [] : [unfinished(steps)]]);
    }
  });

  it('does not begin where there is no journal to read, or no lock', async () => {
    await using folder = await folderWith();
    mkdirSync(path(folder, 'folder'));
    expect(await told(folder, { journal: 'folder' })).toEqual([noFile(folder, 'folder'), []]);
    await using other = await folderWith({ '.ax-gitops': '' });
    const unusable = {
      type: 'unusable-lock',
      path: path(other, '.ax-gitops/lock'),
      reason: `${path(other, '.ax-gitops')} is not a folder (ENOTDIR)`,
      hint: 'give --journal a path in a folder that you can write to',
    };
    expect(await told(other)).toStrictEqual([unusable, []]);
  });
});

it('that nothing is open any more is written down once', async () => {
  await using folder = await folderWith();
  const settled = [{ ...onKey('r'), delivered: true }] as never;
  expect(await closeSettled([], { journal: 'none.jsonl' }, place(folder))).toBeUndefined();
  expect(await closeSettled(settled, {}, place(folder))).toBeUndefined();
  expect(await journaledRuns({ journal: 'none.jsonl' }, place(folder))).toEqual(ok({ runs: [], unreadable: [] }));
  const { readFile } = await import('node:fs/promises');
  expect(JSON.parse(await readFile(path(folder), 'utf8'))).toEqual({
    ...{ type: 'step-done', ...onKey('r'), note: 'finished by a later run' },
  });
  mkdirSync(path(folder, 'folder'));
  expect(await closeSettled(settled, { journal: 'folder' }, place(folder))).toEqual({
    ...noFile(folder, 'folder'),
    reason: 'illegal operation on a directory (EISDIR)',
    hint: 'make room, or give --journal a path in a folder that can be written to',
  });
});
