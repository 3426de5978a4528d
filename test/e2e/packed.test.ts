import { execa } from 'execa';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRig } from '../support/rig.js';

/* What is published works on its own, in an empty folder, and needs no other package. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const megabyte = 1_000_000;

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-packed-'));
  // dist is built by `npm test`; packing must not build again while other tests run it.
  await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await execa('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As npx would start it, which takes a second longer. */
const packed = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execa(join(folder, 'node_modules/.bin/ax-gitops'), args, { cwd: folder, reject: false, env });

it('is small, and brings no other package along', async () => {
  expect((await stat(join(folder, tarball))).size).toBeLessThan(1.5 * megabyte);
  expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual(['ax-gitops']);
  expect(await readdir(join(folder, 'node_modules', 'ax-gitops'))).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'examples', 'package.json', 'schema']),
  );
});

it('looks for no module that is not in it', async () => {
  const dist = join(folder, 'node_modules/ax-gitops/dist');
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'));
  const sought = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(dist, file), 'utf8');
    // As the bundler writes them; `require` may be a made one.
    for (const [, name = ''] of text.matchAll(/(?:require\d*\(|import\(|from )"([@\w][\w@/.:-]*)"/g)) sought.add(name);
  }
  const others = [...sought].filter((name) => !isBuiltin(name) && !name.startsWith('node:')).sort();
  expect(others).toEqual([
    // Texts of ajv's generator of modules, which nothing here calls.
    ...['equal', 'ucs2length', 'uri', 'validation_error'].map((name) => `ajv/dist/runtime/${name}`),
  ]);
});

it('opens few files to start, and loads each before what needs it', async () => {
  const cli = join(folder, 'node_modules/ax-gitops/dist/cli');
  const files = (await readdir(cli)).filter((name) => name.endsWith('.js'));
  const needed = new Map<string, readonly string[]>();
  for (const file of files) {
    const text = await readFile(join(cli, file), 'utf8');
    const found = [...text.matchAll(/(?:from|import)\s?"\.\/([\w-]+\.js)"/g)].map(([, name = '']) => name);
    needed.set(file, found);
  }
  const reached = (file: string, on: readonly string[] = []): ReadonlySet<string> => {
    expect(on).not.toContain(file);
    return new Set([file, ...(needed.get(file) ?? []).flatMap((name) => [...reached(name, [...on, file])])]);
  };
  const [validate = ''] = files.filter((name) => /^validate-\w{8}-/.test(name));
  for (const file of files) reached(file);
  expect(reached('main.js').size).toBeLessThanOrEqual(3);
  const opened = [...new Set([...reached('main.js'), ...reached(validate)])];
  expect(opened.length).toBeLessThanOrEqual(10);
  const sizes = await Promise.all(opened.map(async (name) => (await stat(join(cli, name))).size));
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(0.85 * megabyte);
});

describe('what is bundled', () => {
  interface Bom {
    readonly components: readonly {
      readonly group?: string;
      readonly name: string;
      readonly version: string;
      readonly licenses: readonly [{ readonly license?: { readonly id: string }; readonly expression?: string }];
      readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
    }[];
  }
  const inDist = (name: string) => readFile(join(folder, 'node_modules/ax-gitops/dist', name), 'utf8');

  it('is listed with version, licence and hash, and its licences are there in full', async () => {
    const { components } = JSON.parse(await inDist('sbom.cdx.json')) as Bom;
    const texts = (await inDist('THIRD-PARTY-LICENSES.txt')).split(`\n${'-'.repeat(80)}\n\n`);
    expect(components.length).toBeGreaterThan(50);
    expect(texts.map((text) => text.split('\n')[0])).toEqual(
      components.map(({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name} ${version}`),
    );
    for (const { hashes } of components) expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
  });

  it('may be passed on', async () => {
    const { components } = JSON.parse(await inDist('sbom.cdx.json')) as Bom;
    const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
    const others = components.filter(({ licenses: [one] }) => !allowed.includes(one.license?.id ?? ''));
    expect(others.map(({ name, licenses }) => [name, licenses])).toEqual([]);
  });
});

it('works by itself: sandbox, plan, apply, nothing left to do', async () => {
  const { stdout } = await execa('npx', ['--no-install', 'ax-gitops', '--version'], { cwd: folder });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await packed(['init'])).toMatchObject({ exitCode: 0 });
  expect((await packed(['validate'])).stdout).toContain('valid');
  expect(JSON.parse((await packed(['schema'])).stdout)).toHaveProperty('properties.users');
  const main = join(folder, 'node_modules/ax-gitops/dist/cli/main.js');
  const sandbox = execa(process.execPath, [main, 'sandbox', '--port', '0'], { reject: false, buffer: false });
  try {
    const login = { HOME: await homeOf(sandbox.stdout) };
    await writeFile(join(folder, 'access.yaml'), 'version: 1\nusers:\n  packed@example.com: { name: Packed }\n');
    const planned = await packed(['plan', '--out', 'plan.json', '--transport', 'api'], login);
    expect(planned.stdout).toContain('Plan: 1 to create, 0 to update, 0 to delete.');
    expect((await packed(['show', 'plan.json'])).stdout).toBe(planned.stdout);
    // The Python program that keeps ax warm is in it too.
    expect(await packed(['apply', '--auto-approve', '--ax-mode', 'warm'], login)).toMatchObject({ exitCode: 0 });
    expect(await packed(['plan', '--detailed-exitcode', '--transport', 'api'], login)).toMatchObject({ exitCode: 0 });
  } finally {
    sandbox.kill('SIGINT');
    await sandbox;
  }
});

describe('the library', () => {
  /** The examples of docs/library.md, as they are written there. */
  const examples = async () => {
    const page = await readFile(join(folder, 'node_modules/ax-gitops/docs/library.md'), 'utf8');
    return [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  };

  it('answers who can do what in a place, as its page shows', async () => {
    const [bot = ''] = await examples();
    await writeFile(join(folder, 'who-can.mjs'), bot);
    const sandbox = await startRig();
    try {
      const ask = (...args: readonly string[]) =>
        execa(process.execPath, ['who-can.mjs', ...args], { cwd: folder, reject: false, env: { HOME: sandbox.home } });
      const answered = await ask('DATASET_CREATE', 'organization/Platform Team/space/team-alpha');
      expect(answered).toMatchObject({ exitCode: 0, stderr: '' });
      expect(answered.stdout.split('\n')).toEqual([
        'jane@example.com: admin (account)',
        'mei@example.com: Data Scientist',
        'raj@example.com: member',
        'root@example.com: admin (account)',
      ]);
      await sandbox.sandbox.close();
      expect(await ask('PROJECT_READ')).toMatchObject({
        exitCode: 1,
        stderr: 'The account could not be read: unreadable',
      });
    } finally {
      await sandbox.close();
    }
  });

  it('approves nothing by itself, and its types need no other package', async () => {
    const [, host = ''] = await examples();
    const program = [
      "import { apply, edit, loadFiles, plan, write } from 'ax-gitops';",
      "import type { ApplyOutcome, Host } from 'ax-gitops';",
      host.replace('const host =', 'const host: Host ='),
      'const ended: ApplyOutcome = await apply({ file: ["access.yaml"] }, host);',
      'if (ended.type === "carried-out") console.log(ended.report.outcomes.length);',
      'const { desired } = await loadFiles();',
      'const planned = await plan({ only: ["user"], now: () => new Date(0) });',
      'if (planned.type === "planned") console.log(planned.planned.digest, desired?.resources.length);',
      'const edited = await edit({ type: "revoke", who: "a@example.com", place: "Team" });',
      'if (edited.type === "edited") await write(edited.changed);',
    ];
    await writeFile(join(folder, 'program.mts'), program.join('\n'));
    const args = ['--noEmit', '--strict', '--module', 'NodeNext', '--target', 'ES2022', '--lib', 'ES2022,DOM'];
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    const checked = await execa(join(root, 'node_modules/.bin/tsc'), [...args, ...types, 'program.mts'], {
      cwd: folder,
      reject: false,
    });
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

/** The home directory that the sandbox prints, with a profile for it. */
async function homeOf(stdout: Readable): Promise<string> {
  let said = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const home = /export HOME=(\S+)/.exec(said)?.[1];
    if (home !== undefined) return home;
  }
  throw new Error('the sandbox did not start');
}
