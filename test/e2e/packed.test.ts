import { execa } from 'execa';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/index.js';

/* What is published works on its own, in an empty folder. */

const root = fileURLToPath(new URL('../..', import.meta.url));

it('npx ax-gitops works from the packed tarball', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-packed-'));
  const sandbox = await startSandbox();
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
    expect(await readdir(join(folder, 'node_modules', 'ax-gitops', 'dist', 'cli'))).toContain('warm_ax.py');
    const login = { HOME: folder, ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url };
    await writeFile(join(folder, 'access.yaml'), 'version: 1\nusers:\n  jane@example.com: { name: J }\n');
    for (const flags of [
      ['--transport', 'api'],
      ['--ax-mode', 'warm'],
    ]) {
      const planned = await execa('npx', ['--no-install', 'ax-gitops', 'plan', '--out', 'plan.json', ...flags], {
        cwd: folder,
        env: login,
        reject: false,
      });
      expect(planned.stdout).toContain('Plan: 0 to create, 1 to update, 0 to delete.');
      expect((await npx('show', 'plan.json')).stdout).toBe(planned.stdout);
    }
    expect(await npx('sandbox', '--help')).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(folder, 'node_modules', 'ax-gitops'))).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'examples', 'package.json', 'schema']),
    );
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
