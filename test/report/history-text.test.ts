import { expect, it } from 'vitest';
import type { JournaledRun } from '../../src/model/journal.js';
import { runsCalled, runsOf } from '../../src/model/journal.js';
import { historyToJson, printHistory, printWholeRun } from '../../src/report/history-text.js';
import { plain } from './factory.js';

const next = { plan: 'ax-gitops plan', whole: (id: string) => `ax-gitops history ${id}` };
const by = {
  login: 'jane@example.com (account admin)',
  commit: '0123456789abcdef0123456789abcdef01234567',
  author: 'Jane \u001B[2J <jane@example.com>',
  ci: 'https://ci.example.com/run/7',
};
const run: JournaledRun = {
  ...{ run: '6f1d2c3b-1111-2222-3333-444455556666', startedAt: '2026-11-25T10:00:00Z', outcome: 'failed', digest: '' },
  ...{ host: 'api.arize.com', profile: 'prod', by, planned: 14, counts: { done: 11, failed: 1, withheld: 2 } },
  steps: Array.from({ length: 12 }, (_, index) => ({
    ...{
      run: '',
      index,
      action: 'create',
      kind: 'role',
      address: `role/R${String(index)}`,
      at: `10:00:${String(index)}`,
    },
    ...(index === 11 ? { outcome: 'failed', reason: '403 Forbidden' } : { outcome: 'done' }),
  })),
};

it('says who, and what did not get done before the rest', () => {
  expect(printHistory([run], plain, next)).toMatchInlineSnapshot(`
    "2026-11-25T10:00:00Z  failed  profile prod at api.arize.com  11 of 14 steps done
      Run 6f1d2c3b-1111-2222-3333-444455556666
      Login: jane@example.com (account admin), commit 0123456789ab by Jane \\u{1b}[2J
          <jane@example.com>
      CI: https://ci.example.com/run/7
      Not done: 1 failed, 2 withheld
      ✗ create role/R11  (403 Forbidden)
      ✓ create role/R0
      ✓ create role/R1
      ✓ create role/R2
      ✓ create role/R3
      ✓ create role/R4
      ✓ create role/R5
      ✓ create role/R6
      ✓ create role/R7
      ✓ create role/R8
      and 2 more: ax-gitops history 6f1d2c3b
    "
  `);
});

it('shows one run with every step, and when', () => {
  const text = printWholeRun(run, plain);
  expect(text).toContain('  ✓ create role/R10  10:00:10\n  ✗ create role/R11  (403 Forbidden)  10:00:11\n');
  expect(JSON.parse(historyToJson(run))).toEqual(run);
});

it('finds a run by the beginning of its ID', () => {
  const other = { ...run, run: '6f1d0000-1111-2222-3333-444455556666' };
  expect(runsCalled([run, other], '6F1D2')).toEqual([run]);
  expect(runsCalled([run, other], '6f1d')).toHaveLength(2);
});

it('takes only text of who it was, from a journal that a later version or somebody else has written', () => {
  const started = { type: 'run-started', run: 'r', at: '', digest: '', host: 'h', steps: 1 } as const;
  const read = (value: unknown) => runsOf([{ ...started, by: value as object }])[0]?.by;
  expect([read(undefined), read('x'), read({ login: 7, ci: 'https://x/' })]).toEqual([
    undefined,
    undefined,
    { ci: 'https://x/' },
  ]);
});
