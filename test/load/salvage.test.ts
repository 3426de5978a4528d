import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkLoaded } from '../../src/reconcile/files.js';
import { documentsOf } from '../support/files.js';
import { runs } from '../support/runs.js';

/*
 * A file with something wrong in it is checked without that. Whatever is wrong, that never fails, hides nothing that is wrong
 * elsewhere.
 */

const example = parse(readFileSync(new URL('../../examples/access.yaml', import.meta.url), 'utf8')) as object;
const paths = pathsIn(example);

function pathsIn(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  const inside: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return [path, ...inside.flatMap(([step, item]) => pathsIn(item, [...path, step]))];
}

function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], junk: unknown): unknown {
  if (step === undefined) return junk;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, junk) : item));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? replaced(item, rest, junk) : item]),
  );
}

const junk = fc.constantFrom<unknown>(null, 5, true, '', ' ', 'absent', [], {}, ['@nobody'], { nam: 1 }, [[]], 'a@b.c');

it('an example with anything in the place of anything, and a date elsewhere that is none', async () => {
  const changes = fc.array(fc.tuple(fc.constantFrom(...paths), junk), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(changes, async (chosen) => {
      const damaged = chosen.reduce<unknown>((value, [path, to]) => replaced(value, path, to), example);
      const loaded = await documentsOf({ 'access.yaml': stringify(damaged), 'dated.yaml': dated });
      const { diagnostics } = checkLoaded(loaded, new Date('2026-11-24'));
      expect(diagnostics.map(({ code }) => code)).toContain('bad-date');
      for (const { span } of diagnostics) expect(span === undefined || span.start.line > 0).toBe(true);
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});

const dated = 'organizations: { Dated: { members: { a@b.c: { role: admin, until: someday } } } }\n';
