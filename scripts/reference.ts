import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { makeProgram } from '../src/cli/program.js';
import { runs } from '../src/cli/run.js';
import type { Generated } from './generate.js';
import { commandReference } from './reference/commands.js';
import { errorExamples } from './reference/errors.js';
import type { Schema } from './reference/file.js';
import { fileReference } from './reference/file.js';
import { manPage } from './reference/man.js';

/* `npm run reference`: the documents that are generated from the schema and from the command line. They are in Git. */

const program = makeProgram(runs);
const at = (path: string) => new URL(`../${path}`, import.meta.url);

/** What the generated documents should hold. */
export async function references(): Promise<readonly Generated[]> {
  const schema = JSON.parse(await readFile(at('schema/access.schema.json'), 'utf8')) as Schema;
  return [
    await page('docs/reference/file.md', fileReference(schema)),
    await page('docs/reference/commands.md', commandReference(program)),
    await page('docs/reference/error-examples.md', await errorExamples()),
    { file: at('man/ax-gitops.1'), text: manPage(program) },
  ];
}

async function page(path: string, text: string): Promise<Generated> {
  const file = at(path);
  return { file, text: await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }) };
}

if (process.argv[1]?.endsWith('reference.ts') === true)
  for (const { file, text } of await references()) await writeFile(file, text);
