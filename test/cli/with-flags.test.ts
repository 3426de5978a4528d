import { expect, it } from 'vitest';
import { withFlags } from '../../src/cli/with-flags.js';

/* Commands in hints are about the same files and the same account as the run that gives them. */

const run = [
  'ax-gitops',
  'apply',
  '-f',
  'of ours',
  '--only=role',
  '--transport',
  'api',
  '--profile',
  'x',
  '--auto-approve',
];

it.each([
  ['run `ax-gitops doctor` to see which', 'run `ax-gitops doctor --transport api --profile x` to see which'],
  ['`ax-gitops validate`', "`ax-gitops validate -f 'of ours'`"],
  [
    'make it again with `ax-gitops plan --out PLAN.json`',
    "make it again with `ax-gitops plan --out PLAN.json --only=role -f 'of ours' --transport api --profile x`",
  ],
  ['`ax-gitops snapshot --out FILE`', '`ax-gitops snapshot --out FILE --transport api --profile x`'],
  // These say already what they are about.
  ['`ax-gitops plan -f other`', '`ax-gitops plan -f other`'],
  ['`ax-gitops init`', '`ax-gitops init`'],
])('%s', (hint, whole) => {
  expect(withFlags(hint, run)).toBe(whole);
  expect(withFlags(hint, ['ax-gitops', 'apply'])).toBe(hint);
});
