import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesAt } from '../../src/load/commit.js';
import { formerPaths } from '../../src/load/former-paths.js';
import { loadDocuments } from '../../src/load/index.js';
import type { Folder } from '../support/folder.js';
import { repositoryWith } from '../support/folder.js';

/* What was managed is known across renames of the files, as far as Git can tell them. */

const users = (...names: readonly string[]) =>
  `version: 1\nusers:\n${names.map((name) => `  ${name}@example.com: { name: The person who is called ${name} }\n`).join('')}`;
const many = (prefix: string, count = 10) => Array.from({ length: count }, (_, index) => `${prefix}${String(index)}`);

/** Who was in the files that are named today, at the commit before. */
async function before(folder: Folder, paths: readonly string[], below = '.'): Promise<string> {
  const cwd = join(folder.path, below);
  const tree = await filesAt('HEAD~1', paths, cwd, process.env);
  if (!tree.ok) return tree.error.message;
  const former = await formerPaths(paths, tree.value, cwd);
  if (!former.ok) return former.error.message;
  const past = { tree: tree.value, namePrefix: 'HEAD~1:' };
  const { documents, diagnostics } = await loadDocuments({ paths: former.value.paths, cwd, env: {}, past });
  if (diagnostics.length > 0) return diagnostics.map(({ message }) => message).join();
  const people = documents.flatMap(({ content }) => Object.keys(content.users ?? {}));
  return people
    .map((email) => email.split('@')[0] ?? '')
    .sort()
    .join();
}

async function repository(files: Readonly<Record<string, string>>): Promise<Folder> {
  const folder = await repositoryWith(files);
  await folder.commit();
  return folder;
}

it('a file that was renamed, and lost a line, is found under its former name', async () => {
  await using folder = await repository({ 'people.yaml': users(...many('a')) });
  await folder.git(['mv', 'people.yaml', 'team.yaml']);
  await folder.write({ 'team.yaml': users(...many('a', 9)) });
  await folder.commit();
  expect(await before(folder, ['team.yaml'])).toBe(many('a').join());
});

it('so is one that is about to be committed', async () => {
  await using folder = await repository({ 'people.yaml': users(...many('a')) });
  await folder.commit();
  await folder.git(['mv', 'people.yaml', 'team.yaml']);
  expect(await before(folder, ['team.yaml'])).toBe(many('a').join());
});

it('one that moved into a folder, whether that is new, is named, or is the default', async () => {
  for (const [then, now, paths, below] of [
    ['access.yaml', 'infra/access.yaml', [], 'infra'],
    ['people.yaml', 'access/people.yaml', [], '.'],
    ['people.yaml', 'teams/a/people.yaml', ['teams'], '.'],
    ['people.yaml', 'there/people.yaml', ['there'], '.'],
  ] as const) {
    await using folder = await repository({ [then]: users(...many('a')), 'there/other.yaml': users('other') });
    await folder.write({ [now]: users(...many('a', 9)) });
    await rm(join(folder.path, then));
    await folder.commit();
    const others = now.startsWith('there') ? ',other' : '';
    expect(await before(folder, paths, below), now).toBe(`${many('a').join()}${others}`);
  }
});

it('one that was split in two', async () => {
  await using folder = await repository({ 'people.yaml': users(...many('a'), ...many('b')) });
  await folder.write({ 'teams/a.yaml': users(...many('a')), 'teams/b.yaml': users(...many('b', 9)) });
  await rm(join(folder.path, 'people.yaml'));
  await folder.commit();
  const all = [...many('a'), ...many('b')].join();
  expect(await before(folder, ['teams'])).toBe(all);
  expect(await before(folder, ['teams/a.yaml', 'teams/b.yaml'])).toBe(all);
});

it('a folder that was renamed, with what is in it no more', async () => {
  await using folder = await repository({
    'access/a.yaml': users(...many('a')),
    'access/sub/b.yaml': users(...many('b')),
    'access/gone.yaml': users('gone'),
  });
  await rename(join(folder.path, 'access'), join(folder.path, 'rights'));
  await rm(join(folder.path, 'rights/gone.yaml'));
  await folder.commit();
  expect(await before(folder, ['rights'])).toBe([...many('a'), ...many('b'), 'gone'].join());
});

it('a file that is named by another one is the one that the other one named then', async () => {
  await using folder = await repository({
    'main.yaml': 'version: 1\ninclude: [people.yaml]\n',
    'people.yaml': users(...many('a')),
  });
  await rename(join(folder.path, 'people.yaml'), join(folder.path, 'team.yaml'));
  await folder.write({ 'main.yaml': 'version: 1\ninclude: [team.yaml]\n' });
  await folder.commit();
  expect(await before(folder, ['main.yaml'])).toBe(many('a').join());
});

it('one that is like another one which is still there, or is no access file, is new', async () => {
  await using folder = await repository({
    'theirs.yaml': users(...many('a')),
    'chart.yml': 'replicas: 3\nimage: web\nports: [80, 443]\nlabels: { app: web, tier: front }\n',
  });
  await folder.write({ 'ours.yaml': users(...many('a', 9)), 'theirs.yaml': users(...many('a', 8)) });
  await folder.commit();
  expect(await before(folder, ['ours.yaml'])).toContain('there is no file');
  await folder.git(['mv', 'chart.yml', 'more.yaml']);
  await writeFile(join(folder.path, 'x'), '');
  await folder.commit();
  expect(await before(folder, ['more.yaml'])).toContain('there is no file');
});
