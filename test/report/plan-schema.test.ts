import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FormatsPlugin } from 'ajv-formats';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { PlanDocument } from '../../src/report/plan-json.js';
import { document, richPlan } from './factory.js';

type Schema = Record<string, unknown>;

const schema = JSON.parse(readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8')) as Schema;

function validator() {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  (formats as unknown as FormatsPlugin)(ajv);
  return ajv.compile(schema);
}

describe('plans have the form of the schema', () => {
  it.each([
    ['one with something of everything', richPlan()],
    ['an empty one', document([])],
    ['one through the REST API', document([], { target: { transport: 'api', host: '127.0.0.1:8080' } })],
  ])('%s', (_name, plan) => {
    const validate = validator();
    validate(JSON.parse(JSON.stringify(plan)));
    expect(validate.errors).toBeNull();
  });

  it('and none that lacks anything', () => {
    const validate = validator();
    const plan = JSON.parse(JSON.stringify(richPlan())) as Record<keyof PlanDocument, unknown> & {
      steps: Record<string, unknown>[];
    };
    // What plans of older versions lack.
    const added = new Set(['expiring', 'warnings', 'escalations', 'causes', 'document_digest']);
    for (const key of Object.keys(plan).filter((name) => !added.has(name))) {
      expect(validate({ ...plan, [key]: undefined }), key).toBe(false);
    }
    for (const key of Object.keys(plan.steps[0] ?? {})) {
      expect(validate({ ...plan, steps: [{ ...plan.steps[0], [key]: undefined }] }), `steps.${key}`).toBe(false);
    }
  });

  it('and additions do no harm', () => {
    const plan = richPlan();
    const [first] = plan.steps;
    expect(
      validator()({ ...plan, later: 1, summary: { ...plan.summary, later: 1 }, steps: [{ ...first, later: 1 }] }),
    ).toBe(true);
  });
});

it('every field is described', () => {
  const undescribed: string[] = [];
  const visit = (node: unknown, path: string) => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: Record<string, Schema> };
    for (const [key, value] of Object.entries(properties ?? {})) {
      const isPlain = !('description' in value) && !('$ref' in value) && !('examples' in value);
      if (isPlain) undescribed.push(`${path}.${key}`);
    }
    for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
  };
  visit(schema, '');
  expect(undescribed).toEqual([]);
});
