import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { DesiredState } from '../../src/model/desired.js';
import type { Plan, Step } from '../../src/model/plan.js';
import { destructiveDigestOf, digestOf } from '../../src/plan/digest.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';
import { stateOf } from '../support/files.js';

/** A plan for the second files on an account that the first have made. */
async function planBetween(first: Spec, second: DesiredState): Promise<Plan> {
  const arize = memoryArize({ privateSpaces: true });
  await carryOut(await planOf(desiredState(first), arize), arize, { concurrency: 1 });
  return planOf(second, arize);
}

/** What a step does, field by field, and another value for each. */
const alterations: Readonly<Record<string, (step: Step) => Partial<Step>>> = {
  address: ({ address }) => ({ address: `${address}x` as Step['address'] }),
  kind: ({ kind }) => ({ kind: kind === 'user' ? 'role' : 'user' }),
  action: ({ action }) => ({ action: action === 'create' ? 'update' : 'create' }),
  destructive: ({ destructive }) => ({ destructive: !destructive }),
  irreversible: ({ irreversible }) => ({ irreversible: !irreversible }),
  risk: ({ risk }) => ({ risk: risk.length === 0 ? ['escalates'] : [] }),
  before: ({ before }) => ({ before: { ...before, other: 'x' } }),
  after: ({ after }) => ({ after: { ...after, other: 'x' } }),
  'a changed field': ({ changes }) => ({ changes: [...changes, { field: 'other', before: null, after: 'x' }] }),
  'what a field becomes': ({ changes }) => ({ changes: changes.map((change) => ({ ...change, after: 'other' })) }),
  cascade: ({ cascade, address }) => ({ cascade: [...cascade, address] }),
  'what it depends on': ({ dependsOn, address }) => ({ dependsOn: [...dependsOn, address] }),
  command: ({ command }) => ({ command: [...command, '--more'] }),
  'what is revoked for it': () => ({ replaces: 'ApiKey:1' }),
  'where its secret goes': () => ({ sink: { name: 'vault', fingerprint: 'sha256:0' } }),
};

describe('the digest of a plan', () => {
  it(
    'is another one after any change of one field of any step',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs(),
          specs({ renames: true }),
          fc.nat(),
          fc.constantFrom(...Object.keys(alterations)),
          async (first, second, which, field) => {
            const { steps } = await planBetween(first, desiredState(second));
            const step = steps[which % Math.max(steps.length, 1)];
            if (step === undefined) return;
            const altered = { ...step, ...alterations[field]?.(step) };
            fc.pre(JSON.stringify(altered) !== JSON.stringify(step));
            const others = steps.map((other) => (other === step ? altered : other));
            expect(digestOf(others)).not.toBe(digestOf(steps));
            // That of the destructive steps stands for those, and for no other.
            const isDestructive = step.destructive || altered.destructive;
            expect(destructiveDigestOf(others) === destructiveDigestOf(steps)).toBe(!isDestructive);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'is another one where a step is missing, doubled, or in another place',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs(), specs(), fc.nat(), async (first, second, which) => {
          const { steps } = await planBetween(first, desiredState(second));
          const index = which % Math.max(steps.length, 1);
          const step = steps[index];
          if (step === undefined) return;
          const without = steps.filter((_, other) => other !== index);
          expect(digestOf(without)).not.toBe(digestOf(steps));
          expect(digestOf([...steps, step])).not.toBe(digestOf(steps));
          if (index > 0) expect(digestOf([step, ...without])).not.toBe(digestOf(steps));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'is the same however the files are written: order, quotes, comments, flow style, one file or many',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs(), specs({ renames: true }), styles, async (first, second, style) => {
          const one = await planBetween(first, await stateOf({ 'access.yaml': written(second, plainStyle) }));
          const other = await planBetween(first, await stateOf(split(second, style)));
          expect(digestOf(other.steps)).toBe(digestOf(one.steps));
          expect(destructiveDigestOf(other.steps)).toBe(destructiveDigestOf(one.steps));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );
});

interface Style {
  readonly quotes: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE';
  readonly isFlow: boolean;
  readonly isReversed: boolean;
  readonly comment: string;
  /** How many files it is spread over. */
  readonly files: number;
}

const plainStyle: Style = { quotes: 'PLAIN', isFlow: false, isReversed: false, comment: '', files: 1 };
const styles: fc.Arbitrary<Style> = fc.record({
  quotes: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
  isFlow: fc.boolean(),
  isReversed: fc.boolean(),
  comment: fc.constantFrom('', '# a note\n', '# version: 2\n\n\n'),
  files: fc.integer({ min: 1, max: 3 }),
});

function written(content: object, style: Style): string {
  const value: unknown = JSON.parse(
    JSON.stringify({ version: 1, ...content }).replaceAll('"renamedFrom"', '"renamed_from"'),
  );
  const text = stringify(style.isReversed ? reversed(value) : value, {
    defaultStringType: style.quotes,
    defaultKeyType: 'PLAIN',
    collectionStyle: style.isFlow ? 'flow' : 'any',
  });
  return `${style.comment}${text}${style.comment}`;
}

/** Each top-level map's entries dealt out over the files. */
function split(spec: Spec, style: Style): Readonly<Record<string, string>> {
  const parts = Array.from({ length: style.files }, (): Record<string, Record<string, unknown>> => ({}));
  for (const [section, map] of Object.entries(spec) as [string, Record<string, unknown>][]) {
    for (const part of parts) part[section] = {};
    Object.entries(map).forEach(([key, value], index) => {
      const part = parts[index % parts.length];
      if (part?.[section] !== undefined) part[section][key] = value;
    });
  }
  return Object.fromEntries(parts.map((part, index) => [`access/${String(index)}.yaml`, written(part, style)]));
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]: [string, unknown]) => [key, reversed(inner)]),
  );
}
