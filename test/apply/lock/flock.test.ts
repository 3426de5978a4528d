import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { takeLock } from '../../../src/apply/lock.js';

/* What flock(1) may say, on machines and file systems that are not at hand: each must keep the apply from running. */

const spawned = vi.hoisted(() => ({ end: {}, programs: [] as string[] }));
vi.mock('node:child_process', () => ({
  spawnSync: (program: string) => {
    spawned.programs.push(program);
    return spawned.end;
  },
}));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ax-lock-'));
});
afterAll(() => rm(directory, { recursive: true }));

const place = () => ({ directory, journal: join(directory, 'journal.jsonl') });

it.skipIf(process.platform !== 'linux').each([
  [
    'it is missing',
    { error: Object.assign(new Error('spawn flock ENOENT'), { code: 'ENOENT' }), status: null, stderr: null },
    { reason: 'the program flock is missing', hint: 'install it: it is part of util-linux, and of BusyBox' },
  ],
  [
    'the file system has no locks',
    { status: 71, signal: null, stderr: 'flock: 3: No locks available\n' },
    {
      reason: 'flock: 3: No locks available',
      hint: expect.stringContaining('on a file system that has locks') as string,
    },
  ],
  [
    'the same from BusyBox, which ends with 1 for everything',
    { status: 1, signal: null, stderr: 'flock: Function not implemented\n' },
    { reason: 'flock: Function not implemented' },
  ],
  ['it was killed', { status: null, signal: 'SIGINT', stderr: '' }, { reason: 'flock ended with SIGINT' }],
])('nothing is taken where %s', async (_name, end, said) => {
  spawned.end = end;
  expect(await takeLock(place(), new Date(0))).toMatchObject({ type: 'unusable', ...said });
});

it.skipIf(process.platform !== 'linux')('it is looked for where systems have it before PATH is asked', async () => {
  spawned.programs = [];
  spawned.end = { error: Object.assign(new Error('ENOENT'), { code: 'ENOENT' }) };
  await takeLock(place(), new Date(0));
  expect(spawned.programs).toEqual(['/usr/bin/flock', '/bin/flock', 'flock']);
});
