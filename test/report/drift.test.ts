import { expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import type { DriftReport } from '../../src/report/drift.js';
import { driftToJson, driftToMarkdown, printDrift } from '../../src/report/drift.js';
import type { Style } from '../../src/report/style.js';

const plain: Style = { color: false, unicode: false, width: 80 };
const clean: DriftReport = {
  target: { transport: 'ax', host: 'api.arize.com' },
  items: [],
  unobserved: [],
  expiring: [],
  violations: [],
  unknownTests: [],
};

it.each(['/', '\u200B', '`', '🚀', 'x'])('is never longer than GitHub takes, with names full of %j', (part) => {
  const name = part.repeat(200);
  const list = Array.from({ length: 1_000 }, (_, index) => `${name}${String(index)}`);
  const markdown = driftToMarkdown({
    ...clean,
    items: list.map((one) => ({ type: 'unmanaged', address: one as Address, detail: name, source: null })),
    unobserved: list.map((scope) => ({ scope, reason: scope })),
  });
  expect(markdown.length).toBeLessThanOrEqual(65_536 - 1_000);
  expect(markdown).toContain('not shown here');
});

it('that is refused, or has tests that are open, never reads as none', () => {
  const report: DriftReport = {
    ...clean,
    violations: [{ rule: 'tests', message: 'an access test fails', hint: 'change it' }],
    unknownTests: ['access.yaml:3:5: not everything can be seen'],
  };
  for (const text of [driftToMarkdown(report), printDrift(report, plain)]) {
    expect(text).toContain('an access test fails');
    expect(text).toContain('Undetermined access tests');
    expect(text).toContain('access.yaml:3:5');
  }
  expect(JSON.parse(driftToJson(report))).toMatchObject({
    outcome: 'refused',
    unknown_tests: ['access.yaml:3:5: not everything can be seen'],
  });
});
