import { kindNames } from '../../src/kinds/index.js';
import fc from 'fast-check';
import type { Policy, Unmanaged } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';

const actions = fc.constantFrom<Unmanaged>('ignore', 'report', 'alert', 'remove');

/** Random policies over the names of random desired states: a word for some kinds. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    unmanaged: fc.dictionary(fc.constantFrom(...kindNames), actions),
    ignore: fc.subarray(['user/ann@x.io', 'organization/o1/**', 'organization/*/space/s1']),
    protect: fc.subarray(['user/bob@x.io', 'organization/o2']),
  })
  .map(({ unmanaged, ignore, protect }) => ({
    ...noPolicy,
    ignore,
    protect,
    unmanaged: Object.fromEntries(
      Object.entries(unmanaged).map(([kind, action]) => [kind, { action, source: { file: 'policy', path: [] } }]),
    ),
  }));
