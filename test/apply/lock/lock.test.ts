import { build } from 'esbuild';
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lock } from '../../../src/apply/lock.js';
import { takeLock } from '../../../src/apply/lock.js';
import { lockRounds } from '../../support/runs.js';
import type { Answer, Order } from './contender.js';

const now = new Date(0);
let built: string;
let directory: string;
let journal: string;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'ax-lock-'));
  await build({
    entryPoints: [fileURLToPath(new URL('contender.ts', import.meta.url))],
    outfile: join(built, 'contender.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rm(built, { recursive: true }));
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ax-lock-'));
  journal = join(directory, '.ax-gitops', 'journal.jsonl');
});
afterEach(() => rm(directory, { recursive: true }));

async function freed(lock: Lock): Promise<void> {
  expect(lock.type).toBe('taken');
  if (lock.type === 'taken') await lock.release();
}

describe('a lock', () => {
  it('is held by one at a time, and says by whom', async () => {
    const first = await takeLock({ directory, journal }, now);
    expect(await takeLock({ directory, journal }, now)).toEqual({
      type: 'held',
      what: 'directory',
      holder: { pid: process.pid, host: hostname(), since: now.toISOString() },
    });
    await freed(first);
    await freed(await takeLock({ directory, journal }, now));
  });

  it('of a directory is the same whatever the journal', async () => {
    const first = await takeLock({ directory, journal }, now);
    const other = join(directory, 'other', 'journal.jsonl');
    expect(await takeLock({ directory, journal: other }, now)).toMatchObject({ type: 'held', what: 'directory' });
    await freed(first);
  });

  it('of a journal is the same whatever the directory and the path, and keeps nothing of the directory that is refused', async () => {
    const elsewhere = await mkdtemp(join(directory, 'elsewhere-'));
    const link = join(directory, 'link.jsonl');
    const first = await takeLock({ directory, journal }, now);
    await symlink(journal, link);
    expect(await takeLock({ directory: elsewhere, journal: link }, now)).toEqual({
      type: 'held',
      what: 'journal',
      holder: undefined,
    });
    await freed(await takeLock({ directory: elsewhere, journal: join(elsewhere, 'own.jsonl') }, now));
    await freed(first);
    expect(await readFile(journal, 'utf8')).toBe('');
  });

  it('of a device is none: it keeps nothing', async () => {
    const elsewhere = await mkdtemp(join(directory, 'elsewhere-'));
    const first = await takeLock({ directory, journal: '/dev/null' }, now);
    await freed(await takeLock({ directory: elsewhere, journal: '/dev/null' }, now));
    await freed(first);
  });

  it.each([
    ['a process that lives: its PID was used again', { pid: process.pid, host: hostname(), since: now.toISOString() }],
    ['PID 1 of this container before it was started again', { pid: 1, host: hostname(), since: now.toISOString() }],
    ['a process of another machine', { pid: 1, host: 'elsewhere', since: now.toISOString() }],
    [
      'a process of tomorrow, before the clock was set back',
      { pid: 1, host: hostname(), since: '2999-01-01T00:00:00Z' },
    ],
    ['half a record, torn off', '{"pid":'],
    ['nothing, on a full disk', ''],
  ])('that was left by %s is taken', async (_name, left) => {
    await mkdir(join(directory, '.ax-gitops'));
    const text = typeof left === 'string' ? left : JSON.stringify(left);
    await writeFile(join(directory, '.ax-gitops', 'lock'), text);
    const lock = await takeLock({ directory, journal }, now);
    expect(await takeLock({ directory, journal }, now)).toMatchObject({ type: 'held', holder: { pid: process.pid } });
    await freed(lock);
  });

  it('is never written through a link', async () => {
    await mkdir(join(directory, '.ax-gitops'));
    const victim = join(directory, 'victim');
    await writeFile(victim, 'as it was');
    await symlink(victim, join(directory, '.ax-gitops', 'lock'));
    expect(await takeLock({ directory, journal }, now)).toMatchObject({
      type: 'unusable',
      hint: 'remove it: the lock is a file, never a link',
    });
    expect(await readFile(victim, 'utf8')).toBe('as it was');
  });

  // Permissions do not bind root.
  it.skipIf(process.getuid?.() === 0)('of a directory that may only be read is the same for all', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'ax-lock-'));
    const own = join(elsewhere, 'journal.jsonl');
    await chmod(directory, 0o555);
    try {
      const first = await takeLock({ directory, journal: own }, now);
      expect(await takeLock({ directory, journal: `${own}.other` }, now)).toMatchObject({ type: 'held' });
      await freed(first);
      expect((await stat(directory)).mode & 0o777).toBe(0o555);
    } finally {
      await chmod(directory, 0o755);
      await rm(elsewhere, { recursive: true });
    }
  });
});

describe('processes that want one lock', () => {
  let contenders: Contender[] = [];
  const enter = () => {
    const one = contender(join(built, 'contender.mjs'), directory, journal);
    contenders.push(one);
    return one;
  };
  afterEach(async () => {
    await Promise.all(contenders.map((one) => one.kill()));
    contenders = [];
  });

  it('a holder that is killed holds it no more, though what it started lives on', async () => {
    const holder = enter();
    holder.order('once');
    expect(await holder.answer()).toEqual({ type: 'taken' });
    holder.order('child');
    const said = await holder.answer();
    const child = 'child' in said ? said.child : 0;
    try {
      expect(await takeLock({ directory, journal }, now)).toMatchObject({ type: 'held', holder: { pid: holder.pid } });
      await holder.kill();
      await freed(await takeLock({ directory, journal }, now));
      expect(process.kill(child, 0)).toBe(true);
    } finally {
      process.kill(child, 'SIGKILL');
    }
  });

  it(
    `exactly one of 8 gets it, ${String(lockRounds)} times, while holders are killed`,
    async () => {
      for (let index = 0; index < 8; index++) enter();
      for (const one of contenders) one.order('once');
      let holder = winner(contenders, await Promise.all(contenders.map((one) => one.answer())));
      for (let round = 0; round < lockRounds; round++) {
        const others = contenders.filter((one) => one !== holder);
        for (const one of others) one.order('until');
        const answers = others.map((one) => one.answer());
        // The holder ends at a time that nobody knows: in the middle of the others' attempts.
        if (round % 4 === 3) await leave(holder);
        else await holder.kill();
        await Promise.race(answers);
        for (const one of others) one.order('stop');
        const next = winner(others, await Promise.all(answers));
        if (holder.hasEnded()) {
          contenders = contenders.filter((one) => one !== holder);
          enter();
        }
        holder = next;
      }
    },
    60_000 + lockRounds * 2_000,
  );
});

interface Contender {
  readonly pid: number;
  order(order: Order): void;
  /** The next answer. */
  answer(): Promise<Answer>;
  kill(): Promise<void>;
  hasEnded(): boolean;
}

function contender(script: string, ...args: readonly string[]): Contender {
  const child: ChildProcess = fork(script, args);
  const ended = once(child, 'exit');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    order: (order) => child.send(order),
    async answer() {
      const [said] = (await once(child, 'message')) as [Answer];
      return said;
    },
    async kill() {
      child.kill('SIGKILL');
      if (!hasEnded()) await ended;
    },
    hasEnded,
  };
}

/** Gives the lock back, as an apply does that ends by itself. */
async function leave(holder: Contender): Promise<void> {
  holder.order('release');
  expect(await holder.answer()).toEqual({ type: 'released' });
}

/** The one that got the lock. All others were kept out, and know it. */
function winner(all: readonly Contender[], answers: readonly Answer[]): Contender {
  const types = answers.map((said) => ('type' in said ? said.type : 'child'));
  expect(types.filter((type) => type === 'taken')).toEqual(['taken']);
  expect(types.filter((type) => type === 'unusable')).toEqual([]);
  const found = all[types.indexOf('taken')];
  if (found === undefined) throw new Error('nobody got the lock');
  return found;
}
