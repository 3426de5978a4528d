import fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { buildDesiredState } from '../../src/desired/index.js';
import { loadDocuments } from '../../src/load/index.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryTree } from '../support/files.js';
import { specs } from '../support/specs.js';
import { runs } from '../support/runs.js';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((path) => rm(path, { recursive: true, force: true }))));

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-load-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function load(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const loaded = await loadDocuments({
    paths: [],
    cwd: '/w',
    env,
    allowedVariables: ['*'],
    tree: memoryTree(files, '/w'),
  });
  const built = buildDesiredState(loaded.documents, { now: new Date(0) });
  return { ...built, diagnostics: [...loaded.diagnostics, ...built.diagnostics] };
}

async function stateOf(
  files: Readonly<Record<string, string>>,
  env?: Readonly<Record<string, string>>,
): Promise<DesiredState> {
  const { state, diagnostics } = await load(files, env);
  if (state === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, null, 1));
  return state;
}

/** What a state says, without where it says it. */
function essence({ resources, managed, references, target }: DesiredState) {
  return {
    resources: resources.map(({ kind, address, names, ensure, attributes, renamedFrom, group }) => ({
      kind,
      address,
      names,
      ensure,
      attributes,
      renamedFrom: renamedFrom?.name,
      group,
    })),
    managed,
    references: references.map(({ address, kind, name }) => ({ address, kind, name })),
    target: target && { profile: target.profile, host: target.host },
  };
}

describe('what a file says', () => {
  it('is read whole: groups, defaults, words in every spelling, roles by name, absent things', async () => {
    const state = await stateOf({
      'access.yaml': `
version: 1
target: { profile: prod, host: api.arize.com }
defaults: { invite: NONE }
users:
  Jane@Example.com: { name: Jane, role: ADMIN, developer: false }
  raj@example.com: { invite: email-link }
  bob@example.com: absent
groups:
  g: [raj@example.com, mei@example.com]
roles:
  R: { description: "", permissions: [ROLE_READ, PROJECT_READ, ROLE_READ] }
organizations:
  O:
    members: { jane@example.com: admin, "@g": READ-ONLY, bob@example.com: absent }
    spaces:
      S:
        private: true
        members:
          "@g": R
          raj@example.com: { role: read_only }
          jane@example.com: { custom: admin }
          bob@example.com: absent
        projects:
          p: { restricted: true, members: { mei@example.com: member } }
          q: { create: true, restricted: false }
          r: absent
`,
    });
    expect(essence(state)).toMatchObject({
      target: { profile: 'prod', host: 'api.arize.com' },
      references: [
        { kind: 'user', name: 'mei@example.com' },
        { kind: 'role', name: 'admin' },
        { kind: 'role', name: 'member' },
      ],
      managed: [
        { kinds: ['organization'] },
        { kinds: ['role'] },
        { kinds: ['user'] },
        { kinds: ['organization-member'], container: 'organization/O' },
        { kinds: ['space'], container: 'organization/O' },
        { kinds: ['project', 'restriction'], container: 'organization/O/space/S' },
        { kinds: ['space-member', 'space-role-binding'], container: 'organization/O/space/S' },
        { kinds: ['project-role-binding'], container: 'organization/O/space/S/project/p' },
      ],
    });
    expect(
      state.resources.map(
        ({ kind, address, ensure, attributes, group }) =>
          `${kind} ${address} ${ensure} ${JSON.stringify(attributes)}${group === undefined ? '' : ` @${group}`}`,
      ),
    ).toEqual([
      'user user/bob@example.com absent {}',
      'user user/jane@example.com present {"name":"Jane","developer":false,"role":"admin","invite":"none"}',
      'user user/raj@example.com present {"invite":"email_link"}',
      'role role/R present {"description":"","permissions":["PROJECT_READ","ROLE_READ"]}',
      'organization organization/O present {}',
      'organization-member organization/O/member/bob@example.com absent {}',
      'organization-member organization/O/member/jane@example.com present {"role":"admin"}',
      'organization-member organization/O/member/mei@example.com present {"role":"read_only"} @g',
      'organization-member organization/O/member/raj@example.com present {"role":"read_only"} @g',
      'space organization/O/space/S present {"private":true}',
      'space-member organization/O/space/S/member/bob@example.com absent {}',
      'space-member organization/O/space/S/member/raj@example.com present {"role":"read_only"}',
      'space-role-binding organization/O/space/S/member/bob@example.com absent {}',
      'space-role-binding organization/O/space/S/member/jane@example.com present {"role":"admin"}',
      'space-role-binding organization/O/space/S/member/mei@example.com present {"role":"R"} @g',
      'project organization/O/space/S/project/p existing {}',
      'project organization/O/space/S/project/q present {}',
      'project organization/O/space/S/project/r absent {}',
      'project-role-binding organization/O/space/S/project/p/member/mei@example.com present {"role":"member"}',
      'restriction organization/O/space/S/project/p/restriction present {"restricted":true}',
      'restriction organization/O/space/S/project/q/restriction absent {}',
    ]);
  });

  it('takes keys as they are written, whatever YAML makes of them elsewhere', async () => {
    const names = ['2024', 'on', 'null', 'true', '0x10', '1.0', '~', '__proto__', 'constructor', 'toString', 'a/b%c'];
    const state = await stateOf({
      'access.yaml': `version: 1\norganizations:\n${names.map((name) => `  ${name}: {}\n`).join('')}`,
    });
    expect(state.resources.map(({ names: { organization } }) => organization).sort()).toEqual([...names].sort());
    expect(state.resources.map(({ address }) => address)).toContain('organization/a%2Fb%25c');
  });

  it('replaces variables in values only, once, and always by text', async () => {
    const state = await stateOf(
      {
        'access.yaml':
          'version: 1\norganizations:\n  "${A}": { description: "${A} $${A} ${B}" }\n  n:\n    description: ${B}\n',
      },
      { A: '${B}', B: '42' },
    );
    expect(
      state.resources.map(({ names: { organization }, attributes }) => [organization, attributes['description']]),
    ).toEqual([
      ['${A}', '${B} ${A} 42'],
      ['n', '42'],
    ]);
  });

  it('knows where everything stands, with Windows line ends and a byte order mark too', async () => {
    for (const [mark, end] of [
      ['', '\n'],
      ['\uFEFF', '\r\n'],
    ] as const) {
      const state = await stateOf({
        'access.yaml': `${mark}version: 1${end}users:${end}  jane@example.com: { name: Jane }${end}`,
      });
      const [user] = state.resources;
      if (user === undefined) throw new Error('no user');
      expect(state.locate(user.source, 'key').start).toEqual({ line: 3, column: 3 });
      expect(state.locate({ ...user.source, path: [...user.source.path, 'name'] }).start).toEqual({
        line: 3,
        column: 29,
      });
    }
  });
});

describe('several files', () => {
  it('are merged through include, whose files need no version, and through a directory', async () => {
    const parts = {
      people: 'users:\n  jane@example.com: { name: Jane }\ngroups: { g: [jane@example.com] }\n',
      team: 'organizations:\n  O:\n    members: { "@g": member }\n',
      more: 'organizations:\n  O:\n    description: d\n    spaces: { S: {} }\n',
    };
    const one = await stateOf({
      'access.yaml': `version: 1\n${parts.people}organizations:\n  O:\n    description: d\n    members: { "@g": member }\n    spaces: { S: {} }\n`,
    });
    const included = await stateOf({
      'access.yaml': `version: 1\ninclude: [teams/*.yaml, people.yaml]\n`,
      'people.yaml': parts.people,
      'teams/a.yaml': parts.team,
      'teams/b.yaml': parts.more,
    });
    const directory = await stateOf({
      'access/x.yaml': `version: 1\n${parts.more}`,
      'access/y/z.yml': parts.people,
      'access/y/w.yaml': parts.team,
      'access/readme.md': '# not read',
    });
    expect(essence(included)).toEqual(essence(one));
    expect(essence(directory)).toEqual(essence(one));
  });

  it('come from the disk too, each once however it is reached', async () => {
    const cwd = await folderWith({
      'access.yaml': 'version: 1\ninclude: [a.yaml, "*.yaml"]\n',
      'a.yaml': 'include: [./sub/../b.yaml]\n',
      'b.yaml': 'users:\n  jane@example.com: { name: Jane }\n',
    });
    const { documents, diagnostics } = await loadDocuments({ paths: [], cwd, env: {} });
    expect(diagnostics).toEqual([]);
    expect(documents.map(({ file }) => file)).toEqual(['access.yaml', 'a.yaml', 'b.yaml']);
  });
});

describe('whatever is written', () => {
  it('never throws', async () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'version: 1\n',
        'users:',
        '\n',
        '  ',
        'a@b.c',
        ': ',
        '{',
        '}',
        '[',
        ']',
        '- ',
        '&a ',
        '*a',
        '"',
        "'",
        '|',
        '>',
        '#',
        '\t',
        'absent',
        'organizations:',
        'members:',
        '${X}',
        '!!int ',
        '? ',
        '---\n',
        '<<',
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          yamlish.map((parts) => parts.join('')),
        ),
        async (text) => {
          await load({ 'access.yaml': text });
        },
      ),
      { numRuns: 4 * runs },
    );
  });

  it('means the same as the specification that it was written from, in any order and split in two', async () => {
    await fc.assert(
      fc.asyncProperty(specs({ renames: true }), fc.boolean(), async (spec, split) => {
        const content = contentOf(spec);
        const files = split ? splitInTwo(content) : { 'access.yaml': stringify({ version: 1, ...reversed(content) }) };
        const state = await stateOf(files);
        const wanted = desiredState(spec);
        const shape = (of: DesiredState) =>
          of.resources.map(({ kind, address, names, ensure, attributes, renamedFrom }) => ({
            kind,
            address,
            names,
            ensure,
            attributes,
            renamedFrom: renamedFrom?.name,
          }));
        expect(shape(state)).toEqual(shape(wanted));
        const byContainer = (of: DesiredState) =>
          new Set(of.managed.map(({ kinds, container }) => `${kinds.join()} ${container ?? ''}`));
        expect(byContainer(state)).toEqual(byContainer(wanted));
      }),
      { numRuns: 2 * runs },
    );
  });
});

/** A specification in the words of the file. */
function contentOf(spec: Spec): Record<string, unknown> {
  return JSON.parse(JSON.stringify(spec).replaceAll('"renamedFrom"', '"renamed_from"')) as Record<string, unknown>;
}

function splitInTwo(content: Record<string, unknown>): Record<string, string> {
  const { users, ...rest } = content;
  return { 'access/b.yaml': stringify({ version: 1, users }), 'access/a.yaml': stringify(rest) };
}

function reversed(value: unknown): Record<string, unknown> {
  const turn = (inner: unknown): unknown =>
    typeof inner !== 'object' || inner === null || Array.isArray(inner)
      ? inner
      : Object.fromEntries(
          Object.entries(inner)
            .reverse()
            .map(([key, deep]) => [key, turn(deep)]),
        );
  return turn(value) as Record<string, unknown>;
}
