import { readFile, writeFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

/*
 * What is generated from `schema/access.schema.json`, the one source of the files' shape: its types, and a validator
 * that needs no compiling at start-up. `test/load/generated.test.ts` proves that both are fresh.
 */

const schemaFile = new URL('../schema/access.schema.json', import.meta.url);
const typesFile = new URL('../src/load/schema.gen.ts', import.meta.url);
const validatorFile = new URL('../src/load/validator.gen.ts', import.meta.url);

const banner = '// Generated from schema/access.schema.json by `npm run generate`. Do not edit.\n';

export interface Generated {
  readonly file: URL;
  readonly text: string;
}

/** What the generated files should hold. */
export async function generate(): Promise<readonly Generated[]> {
  const schema = JSON.parse(await readFile(schemaFile, 'utf8')) as object;
  const types = await compile(structuredClone(schema), 'AccessFile', {
    bannerComment: '',
    additionalProperties: false,
    format: false,
  });
  return [
    { file: typesFile, text: await pretty(`${banner}\n/* eslint-disable */\n${types}`, typesFile) },
    {
      file: validatorFile,
      text: await pretty(`${banner}\n/* eslint-disable */\n// @ts-nocheck\n${validatorSource(schema)}`, validatorFile),
    },
  ];
}

function validatorSource(schema: object): string {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  const validate = ajv.compile(schema);
  const source = (standalone as unknown as typeof standalone.default)(ajv, validate)
    .replaceAll(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, 'codePoints')
    .replace(/export default \w+;/, '')
    .replace('"use strict";', '');
  const root = /const (schema\d+) = \{\s*"?\$schema/.exec(source)?.[1];
  if (root === undefined) throw new Error('the generated validator does not hold the schema');
  if (source.includes('require(')) throw new Error('the generated validator needs a module that is not imported');
  return `const codePoints = (text) => [...text].length;\n${source}\nexport const schema = ${root};\n`;
}

async function pretty(text: string, file: URL): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), parser: 'typescript' });
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].split('/').at(-1) ?? '')) {
  for (const { file, text } of await generate()) await writeFile(file, text);
}
