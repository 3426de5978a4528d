import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile, writeBeside } from '../../src/machine/replace-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-replace-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const modeOf = async (name: string) => (await stat(at(name))).mode & 0o777;

it('makes a file, and replaces one with the mode that it has or is to have', async () => {
  await replaceFile(at('new'), 'one', 0o600);
  expect([await readFile(at('new'), 'utf8'), await modeOf('new')]).toEqual(['one', 0o600]);
  await chmod(at('new'), 0o666);
  await replaceFile(at('new'), 'two');
  expect([await readFile(at('new'), 'utf8'), await modeOf('new')]).toEqual(['two', 0o666]);
  await replaceFile(at('new'), 'three', 0o600);
  expect([await readFile(at('new'), 'utf8'), await modeOf('new')]).toEqual(['three', 0o600]);
  expect(await readdir(folder)).toEqual(['new']);
});

it('writes what a link leads to', async () => {
  await writeFile(at('real'), 'one');
  await symlink('real', at('link'));
  await replaceFile(at('link'), 'two');
  expect([await readlink(at('link')), await readFile(at('real'), 'utf8')]).toEqual(['real', 'two']);
});

it('leaves nothing beside what it can not replace', async () => {
  await mkdir(at('folder'));
  await expect(replaceFile(at('folder'), 'text')).rejects.toThrow('EISDIR');
  expect(await readdir(folder)).toEqual(['folder']);
});

it('leaves nothing where the process ends in the middle', async () => {
  const before = new Set(process.listeners('exit'));
  const writing = writeBeside(at('file'), 'x'.repeat(16 * 1024 * 1024));
  while ((await readdir(folder)).length === 0);
  for (const listener of process.listeners('exit').filter((one) => !before.has(one))) listener.call(process, 0);
  expect(await readdir(folder)).toEqual([]);
  await writing;
  expect(process.listeners('exit').filter((one) => !before.has(one))).toEqual([]);
});
