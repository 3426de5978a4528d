import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '../../src/machine/folders.js';
import { reasonOf } from '../../src/machine/reason.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-folders-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('makes a folder with those above it, also many times at once', async () => {
  for (let round = 0; round < 50; round++) {
    const path = join(folder, String(round), 'b/c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(path, 0o700)));
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  }
});

it.runIf(process.platform === 'linux')('says so where the kernel makes none', async () => {
  await expect(makeFolder('/proc/none/of/these')).rejects.toMatchObject({ code: 'ENOENT' });
});

it('says so where a file stands in the way', async () => {
  await writeFile(join(folder, 'file'), '');
  const reason = (path: string) => makeFolder(path).catch(reasonOf);
  expect(await reason(join(folder, 'file'))).toBe(`${folder}/file is not a folder (ENOTDIR)`);
  expect(await reason(join(folder, 'file/below'))).toBe('not a directory (ENOTDIR)');
});

it.each([
  [
    Object.assign(new Error("EACCES: permission denied, open '/a, b'"), { code: 'EACCES' }),
    'permission denied (EACCES)',
  ],
  [
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
    'no space left on device (ENOSPC)',
  ],
  [new Error('it was changed, sorry'), 'it was changed, sorry'],
  ['thrown as it is', 'thrown as it is'],
])('names the reason of %s alone', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
