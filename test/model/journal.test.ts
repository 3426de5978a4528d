import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/model/journal.js';
import { runsOf } from '../../src/model/journal.js';

/* What a journal tells, run by run. That it is written and read is tested with the apply. */

const started = (run: string, more: { host?: string; profile?: string } = {}): JournalEntry => ({
  ...{ type: 'run-started', run, at: `${run} began`, digest: `sha256:${run}`, host: 'h', steps: 2 },
  ...more,
});
const step = (run: string, index: number, at: string) =>
  ({ run, index, at, action: 'create', kind: 'role', address: `role/R${String(index)}` }) as const;
const ended = (run: string): JournalEntry => ({
  ...{ type: 'run-ended', run, at: `${run} ended`, outcome: 'failed', counts: { failed: 1 } },
});

describe('the runs of a journal', () => {
  it('have each step as it ended, in the order in which they began', () => {
    expect(
      runsOf([
        started('one', { profile: 'prod' }),
        { type: 'step-started', ...step('one', 1, 't1'), brings: 'new-key', known: ['K1'] },
        started('two'),
        { type: 'step-started', ...step('one', 0, 't2') },
        { type: 'key-created', ...step('one', 1, 't3'), id: 'K2' },
        { type: 'step-failed', ...step('one', 1, 't4'), reason: 'refused', uncertain: false },
        { type: 'step-done', ...step('one', 0, 't5') },
        ended('one'),
        { type: 'step-started', ...step('two', 0, 't6') },
      ]),
    ).toEqual([
      {
        ...{ run: 'one', startedAt: 'one began', endedAt: 'one ended', outcome: 'failed', digest: 'sha256:one' },
        ...{ host: 'h', profile: 'prod', planned: 2, counts: { failed: 1 } },
        steps: [
          { ...step('one', 1, 't4'), outcome: 'failed', reason: 'refused' },
          { ...step('one', 0, 't5'), outcome: 'done' },
        ],
      },
      {
        ...{ run: 'two', startedAt: 'two began', outcome: 'broken off', digest: 'sha256:two', host: 'h', planned: 2 },
        steps: [{ ...step('two', 0, 't6'), outcome: 'unknown' }],
      },
    ]);
  });

  it('keep what ended without a beginning, both tries of one step, and nothing of a run that never began', () => {
    const runs = runsOf([
      { type: 'step-done', ...step('lost', 0, 't0') },
      ended('lost'),
      started('one'),
      { type: 'step-done', ...step('one', 0, 't1') },
      { type: 'step-started', ...step('one', 1, 't2') },
      { type: 'step-failed', ...step('one', 1, 't3'), reason: 'x', uncertain: true },
      { type: 'step-started', ...step('one', 1, 't4') },
      { type: 'step-done', ...step('one', 1, 't5') },
    ]);
    expect(runs.map(({ run, steps }) => [run, steps.map(({ at, outcome }) => `${at} ${outcome}`)])).toEqual([
      ['one', ['t1 done', 't3 failed', 't5 done']],
    ]);
  });
});
