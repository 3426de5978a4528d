import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { generate } from '../../scripts/generate.js';

describe('what is generated from the schemas', () => {
  it('is fresh', async () => {
    for (const { file, text } of await generate()) expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe('the schema', () => {
  it('is valid, and so is every example in it', async () => {
    const schema = JSON.parse(
      await readFile(new URL('../../schema/access.schema.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>;
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    expect(ajv.validateSchema(schema)).toBe(true);
    let examples = 0;
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { examples: found, ...own } = node as { readonly examples?: readonly unknown[] };
      if (Array.isArray(found) && !Array.isArray(node)) {
        const validate = new Ajv({ allowUnionTypes: true }).compile({ ...own, definitions: schema['definitions'] });
        for (const example of found) {
          examples++;
          expect([example, validate(example)]).toEqual([example, true]);
        }
      }
      for (const inner of Object.values(own)) walk(inner);
    };
    walk({ ...schema, $schema: undefined });
    expect(examples).toBeGreaterThan(20);
  });

  it('explains every field', async () => {
    const schema = JSON.parse(await readFile(new URL('../../schema/access.schema.json', import.meta.url), 'utf8')) as {
      readonly definitions: Readonly<Record<string, unknown>>;
    };
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties } = node as {
        readonly properties?: Readonly<Record<string, { readonly description?: string; readonly $ref?: string }>>;
      };
      for (const [name, property] of Object.entries(properties ?? {})) {
        const target =
          property.$ref === undefined ? property : schema.definitions[property.$ref.replace('#/definitions/', '')];
        const { description, title } = (target ?? {}) as { readonly description?: string; readonly title?: string };
        if (description === undefined && title === undefined) bare.push(`${path}/${name}`);
      }
      for (const [key, inner] of Object.entries(node)) walk(inner, `${path}/${key}`);
    };
    walk(schema, '');
    expect(bare).toEqual([]);
  });
});
