import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver, sinkProblem } from '../../src/apply/sinks.js';
import { Secret } from '../../src/model/secret.js';
import type { Sink } from '../../src/model/sink.js';

/* Where a plain secret may be written: nowhere that Git might commit it, or might do so as far as can be found out. */

let top: string;
let cwd: string;
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'ax-gitops-places-')));
  cwd = join(top, 'work');
  await mkdir(cwd);
});
afterEach(() => rm(top, { recursive: true }));

const git = (...args: readonly string[]) => execa('git', args, { cwd });
const write = async (path: string, text = '') => {
  await mkdir(join(cwd, path, '..'), { recursive: true });
  await writeFile(join(cwd, path), text);
};
const subject = { name: 'traces', address: 'api-key/traces' };
const place = (env: Readonly<Record<string, string | undefined>> = process.env) => ({
  cwd,
  env,
  isOwnKey: () => false,
});
const problem = (sink: Sink, env?: Readonly<Record<string, string | undefined>>) =>
  sinkProblem(sink, subject, place(env));
const file: Sink = { file: 'secrets/{name}.key' };
const envFile: Sink = { envFile: 'secrets/.env' };
const age = ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'];

describe.each([
  ['file', file],
  ['env_file', envFile],
])('a %s', (_name, sink) => {
  it('outside of any repository is fine, with or without git', async () => {
    expect(await problem(sink)).toBeUndefined();
    expect(await problem(sink, { PATH: top })).toBeUndefined();
  });

  it('in a work tree is fine where it is ignored, and nowhere else', async () => {
    await git('init', '-q');
    expect(await problem(sink)).toContain('is in a Git work tree and not ignored');
    await write('.gitignore', 'secrets/\n');
    expect(await problem(sink)).toBeUndefined();
    await write('secrets/traces.key');
    await write('secrets/.env');
    await git('add', '-f', 'secrets');
    const tracked = await problem(sink);
    expect(tracked).toContain('is tracked by Git');
    // As printed, from anywhere.
    const [, command = ''] = /`(git [^`]*)`/.exec(tracked ?? '') ?? [];
    await execa('sh', ['-c', command], { cwd: '/' });
    expect(await problem(sink)).toBeUndefined();
  });

  it('in a work tree is refused where there is no git to ask', async () => {
    await git('init', '-q');
    await write('.gitignore', 'secrets/\n');
    expect(await problem(sink, { PATH: top })).toMatch(/whether it would be committed is unknown: .*ENOENT/);
  });

  it('in a work tree is refused where Git does not answer, with what it said', async () => {
    await write('.git', 'gitdir: /no/where\n');
    expect(await problem(sink)).toContain('is unknown: fatal: not a git repository: /no/where');
  });

  it.runIf(process.getuid?.() === 0)('in a work tree of somebody else is refused', async () => {
    await git('init', '-q');
    await write('.gitignore', 'secrets/\n');
    await execa('chown', ['-R', '12345', cwd]);
    expect(await problem(sink, { PATH: process.env['PATH'] })).toContain('detected dubious ownership');
  });

  it('asks the repository around it, whatever another one the environment names', async () => {
    await git('init', '-q');
    await execa('git', ['init', '-q', join(top, 'other')]);
    await writeFile(join(top, 'other', '.git', 'info', 'exclude'), '*\n');
    const env = { ...process.env, GIT_DIR: join(top, 'other', '.git'), GIT_WORK_TREE: cwd };
    expect(await problem(sink, env)).toContain('not ignored');
  });
});

it('a file that is encrypted may be committed, also where Git does not answer', async () => {
  await write('.git', 'gitdir: /no/where\n');
  expect(await problem({ file: 'secrets/{name}.age', age })).toBeUndefined();
});

describe('a link', () => {
  it('to a tracked file is that file', async () => {
    await git('init', '-q');
    await write('.gitignore', 'secrets/\n');
    await write('public.txt');
    await git('add', 'public.txt');
    await mkdir(join(cwd, 'secrets'));
    await symlink('../public.txt', join(cwd, 'secrets', 'traces.key'));
    expect(await problem(file)).toContain('public.txt is tracked by Git');
  });

  it('of a folder, or to what is not there yet, is what it leads to', async () => {
    await git('init', '-q');
    await write('.gitignore', 'secrets\n');
    await mkdir(join(cwd, 'open'));
    await symlink('open', join(cwd, 'secrets'));
    expect(await problem(file)).toContain('open/traces.key is in a Git work tree and not ignored');
    await symlink('../later.txt', join(cwd, 'open', 'traces.key'));
    expect(await problem(file)).toContain('later.txt is in a Git work tree and not ignored');
    await deliver(file, new Secret('raw'), subject, place());
    expect(await readFile(join(cwd, 'later.txt'), 'utf8')).toBe('raw\n');
  });

  it('that leads in a circle is no place', async () => {
    await mkdir(join(cwd, 'secrets'));
    await symlink('traces.key', join(cwd, 'secrets', 'traces.key'));
    expect(await problem(file)).toContain('ELOOP');
  });
});

it("a program gets of the environment what is listed for it, and never the login's key", async () => {
  const sink: Sink = {
    command: ['sh', '-c', 'env > "$0"; cat > /dev/null', 'seen'],
    env: ['VAULT_TOKEN', 'OURS', 'NOT_SET'],
  };
  const env = { ...process.env, HOME: '/home/me', VAULT_TOKEN: 'needed', AWS_SECRET: 'not listed', OURS: 'key' };
  await deliver(sink, new Secret('raw'), subject, { cwd, env, isOwnKey: (name) => name === 'OURS' });
  const seen = (await readFile(join(cwd, 'seen'), 'utf8'))
    .split('\n')
    .map((line) => line.split('=')[0])
    // What a shell sets by itself.
    .filter((name) => name !== '' && !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name ?? ''));
  expect(seen.sort()).toEqual(['HOME', 'PATH', 'VAULT_TOKEN']);
});
