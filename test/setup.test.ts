import { execa } from 'execa';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

/* A machine that lacks what ax needs hears so at once: nothing is installed before. */

const root = fileURLToPath(new URL('..', import.meta.url));
let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'ax-gitops-clone-'));
  for (const name of ['scripts', 'package.json', 'package-lock.json', 'requirements-ax.txt'])
    await cp(join(root, name), join(clone, name), { recursive: true });
});
afterEach(() => rm(clone, { recursive: true }));

/** Sets up where these are all the versions of Python that there are. */
async function setUp(pythons: Readonly<Record<string, string>>) {
  const bin = await mkdtemp(join(clone, 'bin-'));
  for (const [name, version] of Object.entries(pythons))
    await writeFile(join(bin, name), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  const script = "import('./scripts/setup.mjs').then(({ setUp }) => setUp())";
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['-e', script], {
    cwd: clone,
    env: { PATH: bin },
    extendEnv: false,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

it.each([
  ['is older', { python3: '3.10.13' }, 'python3 is 3.10.13'],
  ['is older, by any name', { python3: '3.9.18', 'python3.11': '3.8.1' }, 'python3.11 is 3.8.1, python3 is 3.9.18'],
  ['is not there', {}, 'there is no python3 on PATH'],
])('a Python that %s', async (_name, pythons, found) => {
  expect(await setUp(pythons)).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `error: ax needs Python 3.11 or newer (${found}).`,
  });
  expect(await readdir(clone)).not.toContain('node_modules');
  expect(await readdir(clone)).not.toContain('.venv');
});
