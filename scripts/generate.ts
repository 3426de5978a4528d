import { readFile, writeFile } from 'node:fs/promises';
import type { Options } from 'ajv';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

/*
 * What is generated from the schemas, the one source of the shape of files, saved plans and snapshots: their types, and a validator
 * that needs no compiling at start-up. Not in Git: set-up makes it anew wherever a schema has changed.
 */

const source = (path: string) => new URL(`../${path}`, import.meta.url);

export interface Generated {
  readonly file: URL;
  readonly text: string;
}

/** What the generated files should hold. */
export async function generate(): Promise<readonly Generated[]> {
  const [access, plan, snapshot] = await Promise.all(
    ['access', 'plan', 'snapshot'].map((name) => schemaAt(`schema/${name}.schema.json`)),
  );
  return Promise.all([
    generated('src/load/schema.gen.ts', await typesOf(access ?? {}, 'AccessFile')),
    generated(
      'src/load/validator.gen.ts',
      validatorSource(new Ajv({ ...ajvOptions, allErrors: true, verbose: true }), access ?? {}),
    ),
    generated('src/report/plan-document.gen.ts', await typesOf(plan ?? {}, 'PlanDocument')),
    generated(
      'src/report/plan-validator.gen.ts',
      validatorSource(new Ajv2020({ ...ajvOptions, validateFormats: false }), plan ?? {}),
    ),
    generated('src/remote/snapshot/document.gen.ts', await typesOf(snapshot ?? {}, 'SnapshotDocument')),
    generated('src/remote/snapshot/validator.gen.ts', validatorSource(new Ajv2020(ajvOptions), snapshot ?? {})),
  ]);
}

async function schemaAt(path: string): Promise<object> {
  return JSON.parse(await readFile(source(path), 'utf8')) as object;
}

function typesOf(schema: object, name: string): Promise<string> {
  return compile(structuredClone(schema), name, { bannerComment: '', additionalProperties: false, format: false });
}

async function generated(path: string, text: string): Promise<Generated> {
  const file = source(path);
  const banner = '// Generated from schema/ by `npm run generate`. Do not edit.\n\n/* eslint-disable */\n';
  return { file, text: await format(`${banner}${text}`, { ...(await resolveConfig(file)), parser: 'typescript' }) };
}

const ajvOptions: Options = { strict: true, allowUnionTypes: true, code: { source: true, esm: true } };

function validatorSource(ajv: Ajv | Ajv2020, schema: object): string {
  const validate = ajv.compile(schema);
  const source = (standalone as unknown as typeof standalone.default)(ajv, validate)
    .replaceAll(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, 'codePoints')
    .replace(/export default \w+;/, '')
    .replace('"use strict";', '');
  const root = /const (schema\d+) = \{\s*"?\$schema/.exec(source)?.[1];
  if (root === undefined) throw new Error('the generated validator does not hold the schema');
  if (source.includes('require(')) throw new Error('the generated validator needs a module that is not imported');
  return `// @ts-nocheck\nconst codePoints = (text) => [...text].length;\n${source}\nexport const schema = ${root};\n`;
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].split('/').at(-1) ?? '')) {
  for (const { file, text } of await generate()) await writeFile(file, text);
}
