import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal, readJournal } from '../../src/apply/journal.js';
import { takeLock } from '../../src/apply/lock.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { runsOf } from '../../src/model/journal.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-journal-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const started = (run: string): JournalEntry => ({
  type: 'run-started',
  run,
  at: 'T',
  digest: 'sha256:0',
  host: 'h',
  steps: 2,
});
const step = (run: string, index: number) => ({
  run,
  index,
  at: 'T',
  action: 'create' as const,
  kind: 'role' as const,
  address: `role/R${String(index)}`,
});
const account: Spec = {
  roles: {
    A: { permissions: ['PROJECT_READ'] },
    B: { permissions: ['PROJECT_READ'] },
    C: { permissions: ['PROJECT_READ'] },
  },
};

describe('the journal', () => {
  it('keeps entries in order, however many come at once, in a folder that Git ignores', async () => {
    const path = join(folder, '.ax-gitops', 'journal.jsonl');
    const journal = await openJournal(path);
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => journal.record({ type: 'step-started', ...step('r', index) })),
    );
    await journal.close();
    const { entries, unreadable } = await readJournal(path);
    expect(entries.map((entry) => ('index' in entry ? entry.index : -1))).toEqual(
      Array.from({ length: 500 }, (_, index) => index),
    );
    expect(unreadable).toEqual([]);
    expect(await readFile(join(folder, '.ax-gitops', '.gitignore'), 'utf8')).toBe('*\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('survives a torn last line, which costs only itself', async () => {
    const path = join(folder, 'torn.jsonl');
    await writeFile(path, `${JSON.stringify(started('one'))}\n{"type":"step-sta`);
    const journal = await openJournal(path);
    await journal.record(started('two'));
    await journal.close();
    const { entries, unreadable } = await readJournal(path);
    expect(entries.map(({ run }) => run)).toEqual(['one', 'two']);
    expect(unreadable).toEqual([2]);
  });

  it('that is not there is empty', async () => {
    expect(await readJournal(join(folder, 'none.jsonl'))).toEqual({ entries: [], unreadable: [] });
  });

  it('tells what was under way when a run broke off', () => {
    const entries: JournalEntry[] = [
      started('one'),
      { type: 'step-started', ...step('one', 0) },
      { type: 'step-done', ...step('one', 0) },
      { type: 'step-started', ...step('one', 1) },
      started('two'),
      { type: 'step-started', ...step('two', 0) },
      { type: 'step-failed', ...step('two', 0), reason: 'no', uncertain: true },
      { type: 'run-ended', run: 'two', at: 'U', outcome: 'failed', counts: { failed: 1 } },
    ];
    expect(
      runsOf(entries).map(({ run, outcome, endedAt, steps }) => ({
        run,
        outcome,
        endedAt,
        steps: steps.map((one) => one.outcome),
      })),
    ).toEqual([
      { run: 'one', outcome: 'broken off', endedAt: undefined, steps: ['done', 'unknown'] },
      { run: 'two', outcome: 'failed', endedAt: 'U', steps: ['failed'] },
    ]);
  });
});

describe('an apply with a journal', () => {
  it('writes each step before its call and after it', async () => {
    const arize = memoryArize();
    const seen: string[] = [];
    const journal = {
      record: (entry: JournalEntry) => {
        seen.push(`${entry.type} with ${String(arize.calls.length)} calls made`);
        return Promise.resolve();
      },
    };
    await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1, journal });
    expect(seen).toEqual(
      [0, 1, 2].flatMap((index) => [
        `step-started with ${String(index)} calls made`,
        `step-done with ${String(index + 1)} calls made`,
      ]),
    );
  });

  it('begins nothing that it could not write down', async () => {
    const arize = memoryArize();
    let left = 2;
    const full = {
      record: () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('ENOSPC: no space left on device'))),
    };
    const { report } = await carryOut(await planOf(desiredState(account), arize), arize, {
      concurrency: 1,
      journal: full,
    });
    expect(arize.calls).toHaveLength(1);
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'skipped']);
    expect(report.outcomes[1]?.reason).toBe(
      "the journal can't be written: ENOSPC: no space left on device; it was not begun",
    );
  });
});

describe('the lock', () => {
  it('is held by one at a time, and says by whom', async () => {
    const path = join(folder, 'lock');
    const now = new Date(0);
    const first = await takeLock(path, now);
    expect(first.ok).toBe(true);
    expect(await takeLock(path, now)).toMatchObject({
      ok: false,
      holder: { pid: process.pid, since: now.toISOString() },
    });
    if (first.ok) await first.release();
    const again = await takeLock(path, now);
    expect(again.ok).toBe(true);
    if (again.ok) await again.release();
  });

  it('of a process that is gone is taken over by one alone, however many come at once', async () => {
    const path = join(folder, 'lock');
    const { hostname } = await import('node:os');
    for (let round = 0; round < 200; round++) {
      await writeFile(path, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname(), since: '' }));
      const taken = await Promise.all(Array.from({ length: 3 }, () => takeLock(path, new Date(0))));
      expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
      for (const one of taken) if (one.ok) await one.release();
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('of a process that is gone is taken over; one of another machine, or unreadable, is not', async () => {
    const path = join(folder, 'lock');
    const { hostname } = await import('node:os');
    await writeFile(path, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname(), since: '' }));
    const taken = await takeLock(path, new Date(0));
    expect(taken.ok).toBe(true);
    if (taken.ok) await taken.release();
    await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', since: '' }));
    expect(await takeLock(path, new Date(0))).toMatchObject({ ok: false, holder: { host: 'elsewhere' } });
    await appendFile(path, 'garbage');
    expect(await takeLock(path, new Date(0))).toEqual({ ok: false, holder: undefined });
  });
});
