import { execa } from 'execa';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/* What is published works on its own, in an empty folder. */

const root = fileURLToPath(new URL('../..', import.meta.url));

it('npx ax-gitops works from the packed tarball', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-packed-'));
  try {
    // dist is built by `npm test`; packing must not build again while other tests run it.
    await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
    const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    await execa('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${tarball ?? ''}`], { cwd: folder });
    const npx = (...args: readonly string[]) =>
      execa('npx', ['--no-install', 'ax-gitops', ...args], { cwd: folder, reject: false });

    expect((await npx('--version')).stdout).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await npx('init')).toMatchObject({ exitCode: 0 });
    expect((await npx('validate')).stdout).toContain('valid');
    expect(JSON.parse((await npx('schema')).stdout)).toHaveProperty('properties.users');
    // The Python program that keeps ax warm is in it, and so is the sandbox.
    const installed = join(folder, 'node_modules', 'ax-gitops', 'dist');
    expect(await readdir(join(installed, 'remote', 'ax', 'warm'))).toContain('warm_ax.py');
    expect(await npx('sandbox', '--help')).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(folder, 'node_modules', 'ax-gitops'))).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'examples', 'package.json', 'schema']),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
