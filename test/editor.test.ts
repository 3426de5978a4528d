import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument } from 'yaml-language-server';

/* The schema as editors use it: the YAML language server that VS Code and others run, with our schema. */

type Service = ReturnType<typeof getLanguageService>;
let service: Service;

beforeAll(async () => {
  const schema = await readFile(fileURLToPath(new URL('../schema/access.schema.json', import.meta.url)), 'utf8');
  service = getLanguageService({
    schemaRequestService: () => Promise.resolve(schema),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  service.configure({
    validate: true,
    completion: true,
    hover: true,
    isKubernetes: false,
    schemas: [{ fileMatch: ['*.yaml'], uri: 'file:///access.schema.json', schema: JSON.parse(schema) as object }],
  });
});

let serial = 0;

/** A file with `|` where the cursor is. Each has a name of its own, since the service keeps what it has parsed. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  serial += 1;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only one that the package exports
  const made = TextDocument.create(`file:///x${String(serial)}.yaml`, 'yaml', 1, marked.replace('|', ''));
  // Its own type of document is one of another package.
  const document = made as unknown as Parameters<Service['doValidation']>[0];
  return { document, position: made.positionAt(Math.max(offset, 0)) };
}

async function problems(text: string): Promise<readonly string[]> {
  const found = await service.doValidation(at(text).document, false);
  return found.map(({ message, range }) => `${String(range.start.line + 1)}: ${message}`);
}

async function completions(marked: string): Promise<readonly string[]> {
  const { document, position } = at(marked);
  const { items } = await service.doComplete(document, position, false);
  return items.map(({ label }) => label);
}

async function hover(marked: string): Promise<string> {
  const { document, position } = at(marked);
  return JSON.stringify((await service.doHover(document, position))?.contents ?? '');
}

describe('in an editor', () => {
  it.each(['examples/access.yaml', 'examples/teams/platform.yaml', 'examples/teams/research.yaml'])(
    '%s has no problems, though only one file says the version',
    async (file) => {
      expect(await problems(await readFile(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8'))).toEqual([]);
    },
  );

  it('a misspelt key is one message at its line', async () => {
    const found = await problems('version: 1\nusers:\n  a@x.org: { nam: Ann }\n');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^3: .*nam/);
  });

  it.each([
    ['the sections', 'version: 1\n|', ['users', 'groups', 'roles', 'organizations', 'policy', 'tests']],
    [
      'absent and the built-in roles for a member',
      'organizations:\n  O:\n    members:\n      a@x.org: |\n',
      ['absent', 'admin', 'member', 'read_only'],
    ],
    [
      'the fields of a space',
      'organizations:\n  O:\n    spaces:\n      s:\n        |\n',
      ['members', 'private', 'projects'],
    ],
    ['permissions', 'roles:\n  R:\n    permissions:\n      - |\n', ['PROJECT_READ', 'DATASET_CREATE']],
  ])('completes %s', async (_what, marked, expected) => {
    expect(await completions(marked)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['a section', 'us|ers: {}\n'],
    ['a field', 'organizations:\n  O:\n    renamed_f|rom: P\n'],
    ['a rule of the policy', 'policy:\n  prot|ect: []\n'],
  ])('explains %s', async (_what, marked) => {
    expect((await hover(marked)).length).toBeGreaterThan(30);
  });
});
