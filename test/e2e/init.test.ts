import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { sixtyPeople } from '../support/sixty-people.js';
import { atTerminal } from '../support/terminal/drive.js';

/* From an account to a repository with an empty plan in one command. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const api = ['--transport', 'api'];
let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ seed: sixtyPeople });
  await runGit(rig.folder, ['init', '-q']);
});
afterEach(() => rig.close());

const exported = [
  'access.yaml',
  ...['core-platform', 'payments', 'research-science', 'sandbox'].map((name) => `organizations/${name}.yaml`),
];
const filesIn = async (folder: string) =>
  (await readdir(join(rig.folder, folder), { recursive: true })).filter((name) => name.endsWith('.yaml')).sort();

it('writes files by organization and the workflows into a repository, in the style of fmt, with an empty plan', async () => {
  await rig.write('.gitignore', 'dist\n.secrets/\n');
  await rig.write('src/app.ts', 'export {};\n');
  const made = await rig.run(['init', '--export', '--github', ...api]);
  expect(made).toMatchObject({ exitCode: 0 });
  expect(made.stderr).toContain('Next: ax-gitops plan --transport api ');
  expect(await filesIn('access')).toEqual(exported);
  expect(await rig.read('.gitignore')).toBe('dist\n.secrets/\n.ax-gitops/\n');
  const text = await rig.read('access/access.yaml');
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=https:\/\/cdn\.jsdelivr\.net\/npm\/ax-gitops@[\d.]+\/schema\/access\.schema\.json\n/,
  );
  expect(text).toContain(`\ntarget:\n  host: ${rig.sandbox.host}\n`);
  expect(text).toContain('\npolicy:\n  unmanaged: report # ');
  expect(text).toContain(
    '  p58@example.com: { name: Person 58, role: member, developer: true } # invited, has not answered yet\n',
  );
  expect(text).toMatch(/\n# Service keys are not exported, .*\n#   "traces": Payments \/ production \(member\)\n$/);
  expect(await rig.run(['plan', '--detailed-exitcode', ...api])).toMatchObject({ exitCode: 0 });
  expect(await rig.run(['fmt', '--check'])).toMatchObject({ exitCode: 0 });
  expect(await rig.run(['validate'])).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await readdir(join(rig.folder, '.github/workflows'))).toHaveLength(4);
  // Never a second time.
  expect(await rig.run(['init', '--export', ...api])).toMatchObject({ exitCode: 1 });
  expect(await rig.read('access/access.yaml')).toBe(text);
});

describe('without a terminal', () => {
  it('writes a starter in the style of fmt, and says what there is for an existing account', async () => {
    const made = await rig.run(['init']);
    expect(made).toMatchObject({
      exitCode: 0,
      stdout: 'Wrote access.yaml.\n',
      stderr:
        'Existing account? Run `ax-gitops export --split --out access` instead. Starting fresh? Add your users, then run `ax-gitops plan`.\n',
    });
    expect(await rig.run(['fmt', '--check'])).toMatchObject({ exitCode: 0 });
    expect(await rig.read('access.yaml')).toContain('# yaml-language-server: $schema=https://');
  });

  it('writes nothing but what it was asked for where the account can not be read', async () => {
    const made = await rig.run(['init', '--export', '--github', ...api], {
      ARIZE_API_KEY: 'wrong',
      HOME: join(rig.folder, 'no'),
    });
    expect(made.exitCode).toBe(5);
    expect((await readdir(rig.folder)).sort()).toEqual(['.git', 'home']);
  });
});

describe('at a terminal', () => {
  const ask = (exchange: readonly (readonly [string, string])[], env: Readonly<Record<string, string>> = {}) =>
    atTerminal(exchange, [process.execPath, main, 'init', ...api], {
      cwd: rig.folder,
      env: { HOME: rig.home, NO_COLOR: '1', ...env },
    });

  it.each([
    ['yes', '\r', exported],
    ['no', 'n\r', []],
  ])('offers to export with the login that there is: %s', async (_name, keys, files) => {
    const { code, screen } = await ask([['[Y/n]', keys]]);
    expect(code).toBe(0);
    expect(screen).toContain(
      `Found a login: profile sandbox at ${rig.sandbox.host}. Export what is live into access/?`,
    );
    await mkdir(join(rig.folder, 'access'), { recursive: true });
    expect(await filesIn('access')).toEqual(files);
  });

  it('asks nothing where there is no login', async () => {
    await rm(join(rig.home, '.arize'), { recursive: true });
    const { code, screen } = await ask([]);
    expect({ code, isAsked: screen.includes('[Y/n]') }).toEqual({ code: 0, isAsked: false });
    expect(await rig.read('access.yaml')).toContain('version: 1\n');
  });
});
