import { execa } from 'execa';
import { appendFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../src/apply/journal.js';
import type { JournalProblem } from '../../src/apply/journal-problem.js';
import { eachEntry, readJournal } from '../../src/apply/read-journal.js';
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

  it('keeps whole what is written after a write that broke off in the middle, wherever it did', async () => {
    const entries = ['one', 'two', 'three', 'four'].map(started);
    const length = `${JSON.stringify(entries[1])}\n`.length;
    for (let written = 0; written <= length; written++) {
      const path = join(folder, `half-${String(written)}.jsonl`);
      let writes = 0;
      const journal = await openJournal(path, (fd, data) => {
        writes++;
        if (writes !== 2) {
          appendFileSync(fd, data);
          return;
        }
        appendFileSync(fd, String(data).slice(0, written));
        throw new Error('ENOSPC: no space left on device');
      });
      const outcomes = [];
      for (const entry of entries)
        outcomes.push(
          await journal.record(entry).then(
            () => 'written',
            () => 'failed',
          ),
        );
      await journal.close();
      expect(outcomes).toEqual(['written', 'failed', 'written', 'written']);
      const read = await readJournal(path);
      // What is on the disk but for its line break is there, though nobody relied on it.
      const isWhole = written >= length - 1;
      expect(read.entries.map(({ run }) => run)).toEqual(['one', ...(isWhole ? ['two'] : []), 'three', 'four']);
      expect(read.unreadable).toEqual(isWhole || written === 0 ? [] : [2]);
    }
  });

  it('that is too large for one text is read all the same, line by line', async () => {
    const path = join(folder, 'large.jsonl');
    await writeFile(path, `${JSON.stringify(started('one'))}\n`);
    await truncate(path, 520 * 1024 * 1024);
    await appendFile(path, `\n${JSON.stringify(started('two'))}\n`);
    const seen: string[] = [];
    expect(await eachEntry(path, ({ run }) => seen.push(run))).toEqual([2]);
    expect(seen).toEqual(['one', 'two']);
    await expect(readJournal(path)).rejects.toThrow('it has 521 MB');
  });

  it('that is too large to be shown is shown from its end, as it is said', async () => {
    const path = join(folder, 'too large.jsonl');
    const line = `${JSON.stringify({ ...started('old'), digest: 'x'.repeat(1000) })}\n`;
    await writeFile(path, line.repeat(Math.ceil((65 * 1024 * 1024) / line.length)));
    await appendFile(path, `${JSON.stringify(started('newest'))}\n`);
    const { hint } = await readJournal(path).then(
      () => ({ hint: '' }),
      (problem: unknown) => problem as JournalProblem,
    );
    const [, command = ''] = /: (tail .*), then `/.exec(hint) ?? [];
    await execa('sh', ['-c', command], { cwd: folder });
    expect((await readJournal(join(folder, 'recent.jsonl'))).entries.at(-1)?.run).toBe('newest');
    await rm(path);
  });

  it('is a file', async () => {
    await expect(readJournal('/dev/full')).rejects.toThrow('it is not a regular file');
    await expect(readJournal(folder)).rejects.toThrow('it is not a regular file');
  });

  it.each([
    ['null'],
    ['[]'],
    ['"text"'],
    ['{"type":"step-started","run":"r"}'],
    ['{"type":"constructor","run":"r","at":"T"}'],
    [JSON.stringify({ ...step('r', 0), type: 'step-done', kind: 'planet' })],
    [JSON.stringify({ ...step('r', -1), type: 'step-done' })],
    [JSON.stringify({ ...step('r', 0), type: 'step-done', under: { place: 'P' } })],
    [JSON.stringify({ ...step('r', 0), type: 'step-failed', reason: 'no', uncertain: 'maybe' })],
    [JSON.stringify({ ...step('r', 0), type: 'key-created', id: '--force' })],
    [JSON.stringify({ ...step('r', 0), type: 'step-started', brings: 'new-key', known: 'K1' })],
  ])('leaves out a line that is no entry: %s', async (line) => {
    const path = join(folder, 'strange.jsonl');
    await writeFile(path, `${line}\n${JSON.stringify(started('one'))}\n`);
    expect(await readJournal(path)).toEqual({ entries: [started('one')], unreadable: [1] });
  });

  /* What `--journal` may name by a slip: entries would be written behind it. */
  const plan = {
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: '1.0.0' },
    steps: [{ type: 'run-started' }],
  };
  it.each<[string, string]>([
    ['a saved plan', JSON.stringify(plan, null, 2)],
    ['a saved plan in one line', `${JSON.stringify(plan)}\n`],
    ['a pretty-printed file', '{\n"name":1\n}'],
    ['a pretty-printed file of entries', JSON.stringify([started('one'), started('two')], null, 2)],
    ['a package.json', '{"type":"module"}'],
    ['a package.json in lines', '{\n  "type": "module"\n}\n'],
    ['events of another program', '{"type":"run","run":"one"}\n{"type":"run-'],
    ['an entry of another program', '{"type":"run-started","run":"one"}\n'],
    ['what begins like an entry and goes on otherwise', '{"type":"run-starters","run":"one'],
    ['what is broken behind a blank line', '\n\n{\nx\n'],
    ['a large file of one line', `{"type":"run-started","run":"${'x'.repeat(40 * 1024 * 1024)}`],
    ['text', 'version: 1\n'],
    ['zeros and text', '\0\0\0\nversion: 1\n'],
  ])('is not %s', async (_what, text) => {
    const path = join(folder, 'foreign');
    await writeFile(path, text);
    await expect(readJournal(path)).rejects.toThrow('it holds something else than a journal');
    expect((await stat(path)).size).toBe(Buffer.byteLength(text));
  });

  const whole = JSON.stringify(started('two'));
  it.each<[string, string, readonly number[]]>([
    ['is empty', '', []],
    ['holds blank lines alone', '\n \n', []],
    ...[1, 9, 15, 28, 35, whole.length - 1].map((bytes): [string, string, readonly number[]] => [
      `was torn off after ${String(bytes)} bytes`,
      whole.slice(0, bytes),
      [1],
    ]),
    ['was torn off twice', '{"type":"run-st\n{"ty', [1, 2]],
    ['was torn off, and written to once more in the same line', '{"type":"run-st{"type":"run-ended","run":"one"}', [1]],
    ['was filled with zeros when power was lost', '\0'.repeat(4096), [1]],
    ['was filled with zeros behind what was written', `{"type":"run-started","ru${'\0'.repeat(100)}`, [1]],
    ['was filled with zeros in lines', `${'\0'.repeat(100)}\n{"type":"run-\0\0`, [1, 2]],
  ])('that %s is one, and goes on', async (_what, text, lines) => {
    const path = join(folder, 'broken.jsonl');
    await writeFile(path, text);
    expect(await readJournal(path)).toEqual({ entries: [], unreadable: lines });
    const journal = await openJournal(path);
    await journal.record(started('three'));
    await journal.close();
    expect(await readJournal(path)).toEqual({ entries: [started('three')], unreadable: lines });
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
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'skipped', 'skipped']);
    expect(report.outcomes[1]?.reason).toBe("the journal can't be written: ENOSPC: no space left on device");
  });

  it('counts as skipped what was to begin at the same time and could not be written down', async () => {
    const arize = memoryArize();
    const full = { record: () => Promise.reject(new Error('ENOSPC: no space left on device')) };
    const { report } = await carryOut(await planOf(desiredState(account), arize), arize, {
      concurrency: 3,
      journal: full,
    });
    expect(arize.calls).toEqual([]);
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped']);
  });

  it('writes the end of a step and the beginning of the next together, and makes no call before both are there', async () => {
    const arize = memoryArize();
    const seen: string[] = [];
    let waiting: { readonly type: string; readonly done: () => void }[] = [];
    const sync = () => {
      seen.push(`${waiting.map(({ type }) => type).join(' + ')} with ${String(arize.calls.length)} calls made`);
      for (const { done } of waiting) done();
      waiting = [];
    };
    const journal = {
      record: ({ type }: JournalEntry) =>
        new Promise<void>((done) => {
          if (waiting.length === 0) setImmediate(sync);
          waiting.push({ type, done });
        }),
    };
    await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1, journal });
    expect(seen).toEqual([
      'step-started with 0 calls made',
      'step-done + step-started with 1 calls made',
      'step-done + step-started with 2 calls made',
      'step-done with 3 calls made',
    ]);
  });

  it('begins nothing where the end of the step before could not be written down', async () => {
    const arize = memoryArize();
    const entries: string[] = [];
    const journal = {
      record: ({ type }: JournalEntry) => {
        entries.push(type);
        return entries.length === 2 ? Promise.reject(new Error('EIO: i/o error')) : Promise.resolve();
      },
    };
    const { report } = await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1, journal });
    expect(entries).toEqual(['step-started', 'step-done', 'step-started']);
    expect(arize.calls).toHaveLength(1);
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'skipped', 'skipped']);
  });
});
