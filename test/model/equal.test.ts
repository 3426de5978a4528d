import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equal } from '../../src/model/equal.js';
import { cheapRuns } from '../support/runs.js';

const names = ['toString', 'valueOf', 'constructor', 'hasOwnProperty', '__proto__', 'a'] as const;
const map = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(1, 'x', null, {}, [])), { maxLength: 4 });

it('compares what things are called like what objects have from the start', () => {
  for (const name of names) {
    const one = Object.fromEntries([[name, { spaces: {} }]]);
    expect(equal(one, Object.fromEntries([[name, { spaces: {} }]]))).toBe(true);
    expect(equal(one, Object.fromEntries([[name, { spaces: [] }]]))).toBe(false);
    expect(equal(one, {})).toBe(false);
    expect(equal({}, one)).toBe(false);
  }
});

it('says of JSON what its text says, whatever the order of the keys', () => {
  fc.assert(
    fc.property(map, map, (one, other) => {
      const [a, b] = [Object.fromEntries(one), Object.fromEntries([...other].reverse())];
      const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)));
      expect(equal(a, b)).toBe(sorted(a) === sorted(b));
    }),
    { numRuns: cheapRuns },
  );
});
