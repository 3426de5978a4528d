import { execa } from 'execa';
import fc from 'fast-check';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Loaded } from '../../src/load/index.js';
import { loadDocuments } from '../../src/load/index.js';
import { matchesWildcard } from '../../src/load/wildcard.js';
import { printDiagnostics } from '../../src/report/diagnostics.js';
import { plain } from '../report/factory.js';
import type { Folder } from '../support/folder.js';
import { folderWith, repositoryWith } from '../support/folder.js';
import { runs } from '../support/runs.js';

const user = (name: string) => `users: { ${name}@example.com: {} }\n`;
const secret = 'hunter2-the-token';

async function load(folder: Folder, paths: readonly string[] = [], below = '.'): Promise<Loaded> {
  return loadDocuments({ paths, cwd: join(folder.path, below), env: {} });
}

/** Everything that a person gets to see. */
const printed = ({ diagnostics, sources }: Loaded) => printDiagnostics(diagnostics, sources, plain);
const codes = ({ diagnostics }: Loaded) => diagnostics.map(({ code }) => code);

describe('what leads out of the root', () => {
  const outside = async () => folderWith({ 'secret.yaml': `token: ${secret}\n`, 'dir/x.yaml': `token: ${secret}\n` });

  it.each([
    ['dots', 'include: [../secret.yaml]', []],
    ['dots in a glob', 'include: ["../*.yaml"]', []],
    ['dots after a folder', 'include: [access/../../secret.yaml]', []],
    ['an absolute path', 'include: [/etc/passwd]', []],
    ['an absolute glob', 'include: ["/etc/*.conf"]', []],
    ['a link to a file', 'include: [link.yaml]', ['link.yaml', 'secret.yaml']],
    ['a link to a file through a glob', 'include: ["l*.yaml"]', ['link.yaml', 'secret.yaml']],
    ['a link to a folder', 'include: [teams/x.yaml]', ['teams', 'dir']],
    ['a link to a folder as such', 'include: [teams]', ['teams', 'dir']],
    ['a link to a folder through a glob', 'include: ["**/x.yaml"]', ['teams', 'dir']],
  ])('is an error that shows nothing: %s', async (_name, include, [link, target]) => {
    await using other = await outside();
    await using folder = await folderWith({ 'in/access.yaml': `version: 1\n${include}\n`, 'secret.yaml': secret });
    if (link !== undefined) await symlink(join(other.path, target ?? ''), join(folder.path, 'in', link));
    const loaded = await load(folder, ['in/access.yaml']);
    expect(codes(loaded)).toEqual(['outside-root']);
    expect(loaded.diagnostics[0]?.span).toMatchObject({ file: 'in/access.yaml', start: { line: 2 } });
    expect(printed(loaded)).not.toContain(secret);
  });

  it('is an error below a directory too, where the link itself is what is named', async () => {
    await using other = await outside();
    await using folder = await repositoryWith({ 'access/a.yaml': `version: 1\n${user('a')}` });
    await symlink(join(other.path, 'dir'), join(folder.path, 'access/teams'));
    await symlink(join(other.path, 'secret.yaml'), join(folder.path, 'access/link.yaml'));
    const loaded = await load(folder);
    expect(loaded.diagnostics.map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([
      ['outside-root', 'access/link.yaml'],
      ['outside-root', 'access/teams'],
    ]);
  });

  it('is an error for the file that is named, too: a pull request can make it a link', async () => {
    await using other = await outside();
    await using folder = await repositoryWith();
    await symlink(join(other.path, 'secret.yaml'), join(folder.path, 'access.yaml'));
    expect(codes(await load(folder))).toEqual(['outside-root']);
    expect(codes(await load(folder, ['access.yaml']))).toEqual(['outside-root']);
    await symlink(join(other.path, 'dir'), join(folder.path, 'infra'));
    expect(codes(await load(folder, ['infra/x.yaml']))).toEqual(['outside-root']);
    expect(codes(await load(folder, ['infra']))).toEqual(['outside-root']);
  });

  it('begins at the Git work tree, or at the folder of the file where there is none', async () => {
    const files = { 'a/access.yaml': 'version: 1\ninclude: [../b.yaml]\n', 'b.yaml': user('b') };
    await using plainFolder = await folderWith(files);
    expect(codes(await load(plainFolder, ['a/access.yaml']))).toEqual(['outside-root']);
    await using repository = await repositoryWith(files);
    expect(codes(await load(repository, ['a/access.yaml']))).toEqual([]);
    expect(codes(await load(repository, [], 'a'))).toEqual([]);
    expect(codes(await load(repository, [join(repository.path, 'a/access.yaml')], '..'))).toEqual([]);
  });

  it("includes Git's own files, which lie inside", async () => {
    await using folder = await repositoryWith({ 'access.yaml': 'version: 1\ninclude: [.git/config, .GIT/config]\n' });
    expect(codes(await load(folder))).toEqual(['outside-root', 'outside-root']);
  });
});

describe('a file that is no access file', () => {
  it.each([
    ['a token', secret],
    ['a map', `password: ${secret}\nuser: x\n`],
    ['a credential file', `[default]\naws_secret = ${secret}\n`],
    ['a kubeconfig', `apiVersion: v1\nkind: Config\nclusters: []\nusers:\n- name: x\n  user: { token: ${secret} }\n`],
    ['a compose file', `services: { a: { environment: [X=${secret}] } }\nsecrets: { k: ${secret} }\n`],
    ['only secrets', `secrets: { k: ${secret} }\n`],
    ['JSON', `{"private_key": "${secret}"}`],
    ['broken YAML', `a: *${secret}\n`],
    ['a key', `-----BEGIN X-----\n${secret}: @x\n`],
    ['a list', `- ${secret}\n`],
  ])('shows nothing of what it holds: %s', async (_name, text) => {
    await using folder = await repositoryWith({ 'access.yaml': 'version: 1\ninclude: [x]\n', x: text });
    await symlink('x', join(folder.path, 'named.yaml'));
    for (const paths of [[], ['x'], ['named.yaml']]) {
      const loaded = await load(folder, paths);
      expect(loaded.diagnostics).not.toEqual([]);
      expect(printed(loaded) + JSON.stringify(loaded.diagnostics)).not.toContain(secret);
      expect(printed(loaded)).toMatch(/x:\d+:\d+: error\[no-access-file\]/);
    }
  });

  it('is not what an access file with a mistake is: that is shown', async () => {
    for (const text of ['version: 1\nusres: {}\n', 'usres: {}\nroles: {}\nusers: {}\n', 'users:\n  @x: {}\n']) {
      await using folder = await folderWith({ 'access.yaml': text });
      expect(printed(await load(folder))).toContain('> ');
    }
  });
});

describe('what is not a regular file', () => {
  it.each([['/dev/zero'], ['/dev/stdin'], ['/proc/self/environ']])('is not read: %s', async (path) => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\ninclude: [x.yaml]\n' });
    await symlink(path, join(folder.path, 'x.yaml'));
    expect(codes(await load(folder))).toEqual(['outside-root']);
    // Named by whoever runs it, it is inside a root of its own.
    const [only] = codes(await load(folder, [path]));
    expect(['not-a-file', 'no-access-file', 'not-text', 'outside-root', 'unreadable-file']).toContain(only);
  });

  it('is not waited for: a pipe that nobody writes to', async () => {
    await using folder = await folderWith({ 'access/a.yaml': `version: 1\n${user('a')}` });
    await execa('mkfifo', [join(folder.path, 'access/pipe.yaml')]);
    await execa('mkfifo', [join(folder.path, 'access/pipe')]);
    const loaded = await load(folder);
    expect(loaded.diagnostics).toMatchObject([{ code: 'not-a-file' }]);
    expect(loaded.diagnostics[0]?.message).toContain('access/pipe.yaml is not a regular file');
    expect(codes(await load(folder, ['access/pipe.yaml']))).toEqual(['not-a-file']);
  });
});

describe('below a directory', () => {
  it('everything is read, or skipped by a rule that is said', async () => {
    await using folder = await repositoryWith({
      'access/main.yaml': `version: 1\n${user('main')}`,
      'access/deep/er/more.YML': user('more'),
      'access/readme.md': '# not read',
      'access/.#main.yaml': user('lock'),
      'access/._main.yaml': user('mac'),
      'access/.backup/old.yaml': user('old'),
      'teams/a.yaml': user('a'),
    });
    await symlink('../teams', join(folder.path, 'access/teams'));
    await symlink('../../teams/a.yaml', join(folder.path, 'access/deep/again.yaml'));
    await symlink('ann@host.123:456', join(folder.path, 'access/.#deep.yaml'));
    const { diagnostics, read, skipped } = await load(folder);
    expect(diagnostics).toEqual([]);
    expect(read).toEqual(['teams/a.yaml', 'access/deep/er/more.YML', 'access/main.yaml']);
    expect(skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
      'access/.#deep.yaml: its name begins with a dot',
      'access/.#main.yaml: its name begins with a dot',
      'access/._main.yaml: its name begins with a dot',
      'access/.backup: its name begins with a dot',
      'access/readme.md: its name does not end in .yaml or .yml',
    ]);
  });

  it('of what could be meant without -f one is read, and the others are named where nothing includes them', async () => {
    const files = { 'access.yaml': 'version: 1\n', 'access/a.yaml': user('a') };
    await using folder = await repositoryWith(files);
    const [warning, ...others] = (await load(folder, [])).diagnostics;
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'default-not-read',
      severity: 'warning',
      message: 'access is not read: without -f, access.yaml alone is.',
      hint: 'to read both: -f access.yaml -f access; or remove the one that is not meant',
    });
    await using including = await repositoryWith({ ...files, 'access.yaml': 'version: 1\ninclude: [access]\n' });
    expect((await load(including, [])).diagnostics).toEqual([]);
  });

  it('globs skip the same names', async () => {
    await using folder = await folderWith({
      'access.yaml': 'version: 1\ninclude: ["teams/**/*.yaml", "**/.*"]\n',
      'teams/a.yaml': user('a'),
      'teams/.#a.yaml': user('lock'),
      'teams/.old/b.yaml': user('b'),
    });
    const { diagnostics, read } = await load(folder);
    expect(diagnostics.map(({ code }) => code)).toEqual(['include-nothing']);
    expect(read).toEqual(['access.yaml', 'teams/a.yaml']);
  });

  it('a link that goes round in circles or nowhere is an error that names it', async () => {
    await using folder = await folderWith({
      'access/a.yaml': `version: 1\n${user('a')}`,
      'access/b/c.yaml': user('c'),
    });
    await symlink('..', join(folder.path, 'access/b/up'));
    await symlink('self', join(folder.path, 'access/self'));
    await symlink('gone.yaml', join(folder.path, 'access/z.yaml'));
    const { diagnostics, read } = await load(folder);
    expect(diagnostics.map(({ code, message }) => `${code} ${message.split(' ')[0] ?? ''}`)).toEqual([
      'broken-link access/z.yaml',
      'link-loop access/b/up',
      'link-loop access/self',
    ]);
    expect(read).toEqual(['access/a.yaml', 'access/b/c.yaml']);
  });

  it('a link that leads nowhere is not passed over for another of the names that need no -f', async () => {
    await using folder = await folderWith({ 'access/a.yaml': `version: 1\n${user('a')}`, 'in/keep': '' });
    await symlink('gone/main.yaml', join(folder.path, 'access.yaml'));
    expect(codes(await load(folder))).toEqual(['broken-link']);
    await symlink('gone.csv', join(folder.path, 'list.csv'));
    await symlink('gone', join(folder.path, 'teams'));
    await symlink('in', join(folder.path, 'here'));
    for (const [line, code] of [
      ['groups: { g: { from: list.csv } }', 'broken-link'],
      ['include: [teams/a.yaml]', 'broken-link'],
      ['include: ["teams/*.yaml"]', 'broken-link'],
      ['include: [here/a.yaml]', 'include-nothing'],
    ] as const) {
      await folder.write({ 'b.yaml': `version: 1\n${line}\n` });
      expect(codes(await load(folder, ['b.yaml'])), line).toEqual([code]);
    }
  });

  it('a submodule that is not checked out is an error, and an empty folder is none', async () => {
    await using folder = await repositoryWith({ 'access/main.yaml': `version: 1\n${user('a')}` });
    const section = (path: string) => `[submodule "x"]\n\tpath = ${path}\n\turl = ../x\n`;
    await folder.write({ '.gitmodules': section('other') + section('"access/team a"') });
    await mkdir(join(folder.path, 'access/team a'));
    await mkdir(join(folder.path, 'access/empty'));
    const { diagnostics } = await load(folder);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'git-cannot-tell: access/team a is a submodule that is not checked out, so what it says is not known.',
    ]);
    expect(diagnostics[0]?.hint).toBe(
      `check it out: \`git -C ${join(folder.path, 'access')} submodule update --init -- 'team a'\`, or \`submodules: true\` for actions/checkout`,
    );
    expect(codes(await load(folder, ['access/team a']))).toEqual(['git-cannot-tell']);
    await folder.write({ 'access/team a/b.yaml': user('b') });
    expect(codes(await load(folder))).toEqual([]);
  });

  it('a name that is not UTF-8 is an error that says so', async () => {
    await using folder = await folderWith({ 'access/a.yaml': `version: 1\n${user('a')}` });
    await writeFile(
      Buffer.concat([Buffer.from(join(folder.path, 'access/b')), Buffer.from([0xff]), Buffer.from('.yaml')]),
      '',
    );
    const { diagnostics } = await load(folder);
    expect(diagnostics).toMatchObject([{ code: 'unreadable-file', hint: 'rename it' }]);
    expect(diagnostics[0]?.message).toContain('has a name that is not UTF-8');
  });

  it('a file whose name is close to the one that is missing is pointed out', async () => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\n' });
    const { diagnostics } = await load(folder, ['acces.yaml']);
    expect(diagnostics).toMatchObject([{ code: 'no-file', hint: 'did you mean "access.yaml"?' }]);
  });
});

describe('inputs made to be slow', () => {
  const chain = (length: number) =>
    Array.from(
      { length },
      (_, index) => `x${String(index)}: &a${String(index)} ${index === 0 ? '{}' : `[*a${String(index - 1)}]`}\n`,
    ).join('');

  it.each([
    ['5,000 aliases in a chain', `version: 1\n${chain(5_000)}`, 'too-deep'],
    [
      'aliases that double',
      `version: 1\n${Array.from({ length: 40 }, (_, i) => `x${String(i)}: &a${String(i)} ${i === 0 ? '{}' : `[*a${String(i - 1)}, *a${String(i - 1)}]`}\n`).join('')}`,
      'too-many-aliases',
    ],
    [
      'deep blocks',
      `version: 1\nusers:\n${Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
      'too-deep',
    ],
  ])('end with one clear error: %s', async (_name, text, code) => {
    await using folder = await folderWith({ 'access.yaml': text });
    const { diagnostics } = await load(folder);
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toHaveLength(1);
    expect(printed({ ...(await load(folder)) }).length).toBeLessThan(2_000);
  });

  it('globs with many wildcards', async () => {
    const name = `${'a'.repeat(200)}.yaml`;
    await using folder = await folderWith({
      'access.yaml': `version: 1\ninclude: ["${'*a'.repeat(60)}b.yaml", "${'**/'.repeat(60)}x", "${'{a,b}'.repeat(20)}"]\n`,
      [name]: user('a'),
      [`${Array.from({ length: 30 }, () => 'a').join('/')}/${name}`]: user('b'),
    });
    expect(codes(await load(folder))).toEqual(['include-nothing', 'include-nothing', 'include-too-many']);
  });

  it('wildcards match as a regular expression does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (glob, name) => {
        const source = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesWildcard(glob, name)).toBe(new RegExp(`^${source}$`).test(name));
      }),
      { numRuns: 3 * runs },
    );
  });
});

describe('include', () => {
  it('takes *, **, ? and braces, and anything else as it is', async () => {
    const names = ['a.yaml', 'b.yaml', 'teams/a.yaml', 'teams/x/b.yaml', 'teams/x/y/c.yaml', '[a].yaml'];
    await using folder = await folderWith(Object.fromEntries(names.map((name) => [name, 'groups: {}\n'])));
    const table: readonly [string, readonly string[]][] = [
      ['*.yaml', ['[a].yaml', 'a.yaml', 'b.yaml']],
      ['?.yaml', ['a.yaml', 'b.yaml']],
      ['{a,teams/a}.yaml', ['a.yaml', 'teams/a.yaml']],
      ['[a].yaml', ['[a].yaml']],
      ['teams', ['teams/a.yaml', 'teams/x/b.yaml', 'teams/x/y/c.yaml']],
      ['teams/**', ['teams/a.yaml', 'teams/x/b.yaml', 'teams/x/y/c.yaml']],
      ['teams/**/*.yaml', ['teams/a.yaml', 'teams/x/b.yaml', 'teams/x/y/c.yaml']],
      ['teams/*/*.yaml', ['teams/x/b.yaml']],
      ['**/b.yaml', ['b.yaml', 'teams/x/b.yaml']],
      ['./teams/./x/*', ['teams/x/b.yaml']],
    ];
    for (const [pattern, wanted] of table) {
      await folder.write({ 'top.yml': `version: 1\ninclude: ["${pattern}"]\n` });
      const { read, diagnostics } = await load(folder, ['top.yml']);
      expect(diagnostics, pattern).toEqual([]);
      expect(read.slice(1), pattern).toEqual(wanted);
    }
  });
});
