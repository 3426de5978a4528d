import { execa } from 'execa';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { until } from '../support/while-it-runs.js';
import type { Ended } from '../support/shared-cli/run-shared.js';

/* What is wrong with the machine, its folders and its variables is said in words, with a way on, and costs nothing. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const api = ['--transport', 'api'];
const isRoot = process.getuid?.() === 0;

let rig: Rig;
let login: Readonly<Record<string, string>>;
let before: string;
beforeAll(async () => {
  rig = await startRig();
  login = { HOME: join(rig.folder, 'empty'), ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_BASE_URL: rig.sandbox.url };
  await rig.write('access.yaml', 'version: 1\nroles: { Fresh: { permissions: [PROJECT_READ] } }\n');
  await rig.write('file', '');
  await mkdir(join(rig.folder, 'empty'));
  before = JSON.stringify(rig.state());
});
afterAll(() => rig.close());

/** One error, one hint, no code of ours, nothing done. */
function expectRefused({ exitCode, stdout, stderr }: Ended, error: RegExp, hint: RegExp): void {
  // An edit is shown before it is tried.
  expect({ exitCode, stdout: stdout.replace(/^--- a\/[\s\S]*/, '') }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(error);
  expect(stderr).toMatch(hint);
  expect(stderr).not.toMatch(/defect|\n {4}at |node:internal|[A-Z]{4,}: /);
  expect(JSON.stringify(rig.state())).toBe(before);
}

describe('TMPDIR', () => {
  it.each([
    ['apply', 'file'],
    ['drift', '/proc'],
    ['sandbox', '/nowhere/at/all'],
  ])('%s says that %s is no folder to write to', async (command, folder) => {
    const TMPDIR = folder === 'file' ? join(rig.folder, 'file') : folder;
    const flags = command === 'sandbox' ? ['--port', '0'] : [];
    expectRefused(
      await rig.run([command, ...flags], { ...login, TMPDIR }),
      new RegExp(`^error: there is no temporary folder to work in: ${TMPDIR} can't be written to: `),
      /\n {2}hint: name one that can be, such as: export TMPDIR=\/tmp\n/,
    );
  });

  it('is another one with what is printed', async () => {
    const failed = await rig.run(['sandbox', '--port', '0'], { ...login, TMPDIR: '/nowhere' });
    const script = `${/such as: (export .*)/.exec(failed.stderr)?.[1] ?? 'false'} || exit 9
      "$@" > said & until grep -q HOME said; do kill -0 $! || exit 8; sleep 0.1; done
      kill -TERM $!; wait $!`;
    const run = ['-c', script, 'sh', process.execPath, main, 'sandbox', '--port', '0'];
    const ended = await execa('sh', run, { cwd: rig.folder, env: { TMPDIR: '/nowhere' }, reject: false });
    expect(ended).toMatchObject({ exitCode: 0 });
    await rm(join(rig.folder, 'said'));
  });

  it('doctor says it as a check that fails', async () => {
    const { exitCode, stdout } = await rig.run(['doctor'], { ...login, TMPDIR: '/nowhere' });
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/✗ login +there is no temporary folder to work in: \/nowhere can't be written to/);
    expect(stdout).toContain('export TMPDIR=/tmp');
  });

  it('is not needed for the REST API', async () => {
    expect(await rig.run(['plan', ...api], { TMPDIR: '/nowhere' })).toMatchObject({ exitCode: 0 });
  });
});

describe('--journal', () => {
  const commands = [
    ['plan', ...api],
    ['drift', ...api],
    ['apply', ...api, '--auto-approve'],
    ['history'],
    ['users', 'resend-invitation', 'new@example.com', ...api, '--auto-approve'],
    ['keys', 'rotate', 'x', ...api, '--auto-approve'],
  ];
  it.each(commands.map((command, at) => [command, ['/dev/full', 'file/x', 'empty'][at % 3] ?? ''] as const))(
    '%j refuses %s',
    async (command, path) => {
      expectRefused(
        await rig.run([...command, '--journal', path]),
        /^error: (?:the journal )?\/.* can't be (?:used|locked): .*nothing was changed\./is,
        /\n {2}hint: .*--journal/,
      );
    },
  );

  it.each(['plan', 'apply'])(
    '%s does not take another file for one, nor write behind what it holds',
    async (command) => {
      const text = 'version: 1\nroles: {}\n';
      await rig.write('other.yaml', text);
      const ended = await rig.run([command, ...api, '--journal', 'other.yaml']);
      expectRefused(
        ended,
        /other\.yaml can't be used: it holds something else than a journal; /,
        /hint: give --journal/,
      );
      expect(await readFile(join(rig.folder, 'other.yaml'), 'utf8')).toBe(text);
    },
  );

  it('ends in a place where no folder can be made, instead of trying for ever', async () => {
    expectRefused(
      await rig.run(['apply', ...api, '--auto-approve', '--journal', '/proc/none/journal.jsonl']),
      /can't be locked: no such file or directory \(ENOENT\)\. Nothing was changed\./,
      /hint: give --journal a path in a folder that you can write to\n/,
    );
  });
});

describe('--out', () => {
  const commands = [
    ['plan', ...api],
    ['drift', ...api],
    ['snapshot', ...api],
    ['export', ...api],
    ['export', ...api, '--split'],
  ];
  it.each(commands.map((command, at) => [command, ['/dev/full', 'file/x', '/proc/none/x'][at % 3] ?? ''] as const))(
    '%j does not write to %s',
    async (command, path) => {
      const ended = await rig.run([...command, '--out', path]);
      expectRefused(ended, /(?:^|\n)error: \S+ (?:can't be written: |is not empty)/, /\n {2}hint: .*--out/);
    },
  );

  it.each([['plan'], ['snapshot']])('%s does not write to a folder', async (command) => {
    const ended = await rig.run([command, ...api, '--out', 'empty']);
    expectRefused(ended, /error: empty can't be written: it is a folder\./, /--out empty\/NAME\.json/);
  });

  it.each([['plan'], ['drift'], ['snapshot']])('%s writes over nothing else than it has written', async (command) => {
    const text = await readFile(join(rig.folder, 'access.yaml'), 'utf8');
    const ended = await rig.run([command, ...api, '--out', 'access.yaml']);
    expectRefused(ended, /access\.yaml can't be written: it is there already/, /hint: give --out another name/);
    expect(await readFile(join(rig.folder, 'access.yaml'), 'utf8')).toBe(text);
  });

  it('writes over what each of them has written', async () => {
    for (const command of ['plan', 'drift', 'snapshot', 'plan']) {
      const { stderr } = await rig.run([command, ...api, '--out', 'saved.json']);
      expect(stderr).not.toContain("can't be written");
    }
    expect(await readFile(join(rig.folder, 'saved.json'), 'utf8')).toContain('"steps"');
    await rm(join(rig.folder, 'saved.json'));
  });

  it.each([
    [['plan', ...api, '--out', '/dev/stdout'], /error: \/dev\/stdout can't be written: it is where the output goes/],
    [['apply', ...api, '--journal', '/dev/stdout'], /the journal \/dev\/stdout can't be used: it is where the output/],
  ])('%j does not write over its own output', async (command, error) => {
    const file = join(rig.folder, 'output');
    const script = 'exec "$@" > output';
    const { exitCode, stderr } = await execa('sh', ['-c', script, 'sh', process.execPath, main, ...command], {
      cwd: rig.folder,
      env: { HOME: rig.home },
      reject: false,
    });
    expectRefused({ exitCode: exitCode ?? 0, stdout: await readFile(file, 'utf8'), stderr }, error, /hint: .*--/);
    await rm(file);
  });

  it('leaves a device as it is', async () => {
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });
});

it.each([['--help'], ['--version'], ['schema']])('%s that can not be shown fails', (command) => {
  const full = openSync('/dev/full', 'w');
  const ended = spawnSync(process.execPath, [main, command], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  closeSync(full);
  expect(ended).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error: the output can't be written: /) });
});

it.each(['--file', '--since', '--profile', '--out', '--journal', '--live'])(
  '%s of a variable that is not set is an error, and means nothing else',
  async (flag) => {
    expectRefused(
      await rig.run(['plan', ...api, flag, '']),
      /option '.*' argument '' is invalid\. It is empty: give it a value, or leave it out\./,
      /Is a variable not set\?/,
    );
  },
);

describe('HOME', () => {
  it.each([undefined, '/nowhere', 'file'])('%s is enough with ARIZE_API_KEY', async (home) => {
    const HOME = home === 'file' ? join(rig.folder, 'file') : home;
    expect(await rig.run(['plan', ...api], { ...login, HOME })).toMatchObject({ exitCode: 0 });
  });

  it('that is empty is not the working directory, whose profiles anybody may have committed', async () => {
    const planted = join(rig.folder, '.arize', 'profiles');
    await mkdir(planted, { recursive: true });
    await writeFile(join(planted, 'planted.toml'), '[profile]\nname = "planted"\n[auth]\napi_key = "x"\n');
    await writeFile(join(rig.folder, '.arize', '.active_profile'), 'planted');
    try {
      const { stdout, stderr } = await rig.run(['plan', ...api], { ...login, HOME: '' });
      expect(`${stdout}${stderr}`).not.toContain('planted');
    } finally {
      await rm(join(rig.folder, '.arize'), { recursive: true });
    }
  });
});

describe.runIf(isRoot)('somebody who may not write', () => {
  /** Runs the product as nobody, whom the rig's folder lets in to look. */
  async function asNobody(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    uid = '65534',
  ): Promise<Ended> {
    await chmod(rig.folder, 0o755);
    const { exitCode, stdout, stderr } = await execa(
      'setpriv',
      [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', process.execPath, main, ...args],
      {
        cwd: rig.folder,
        env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        stripFinalNewline: false,
      },
    );
    return { exitCode, stdout, stderr };
  }

  beforeAll(() => rm(join(rig.folder, '.ax-gitops'), { recursive: true, force: true }));

  it.each([
    [['init'], /access\.yaml can't be written: permission denied \(EACCES\)/],
    [['init', '--github'], /the workflows can't be written \(permission denied \(EACCES\)\); nothing was written/],
    [['fmt', '-f', 'messy.yaml'], /messy\.yaml can't be written: permission denied \(EACCES\)\. Nothing was written\./],
    [['plan', ...api, '--out', 'plan.json'], /plan\.json can't be written: permission denied \(EACCES\)/],
    [['export', ...api, '--out', 'out'], /can't be written: permission denied \(EACCES\)/],
    [['apply', ...api, '--auto-approve'], /can't be (?:used|locked): permission denied \(EACCES\)/],
  ] as const)('is told at %j', async (args, error) => {
    await rig.write('messy.yaml', 'roles: { B: {permissions: [PROJECT_READ]} }\nversion: 1\n');
    const hidden = join(rig.folder, 'access.yaml');
    const text = await readFile(hidden);
    if (args[0] === 'init') await rm(hidden);
    try {
      expectRefused(await asNobody(args, login), error, /\n {2}hint: /);
    } finally {
      await writeFile(hidden, text);
    }
  });

  it('plans with a home that they may only read', async () => {
    await execa('chmod', ['-R', 'a+rX', rig.home]);
    expect(await asNobody(['plan', ...api], { HOME: rig.home })).toMatchObject({ exitCode: 0 });
  });

  it('without any home is told to name one', async () => {
    expectRefused(
      await asNobody(['plan', ...api], {}, '54321'),
      /^error: there is no home directory: HOME is not set, and this machine has no entry for the user\.\n/,
      /hint: .*export HOME="\$\(mktemp -d\)"\n/,
    );
  });
});

it('a wrapper that ignores being asked to end is ended with doctor, which waits for nothing', async () => {
  await rig.write(
    'deaf',
    `#!/bin/sh\ntrap '' TERM INT HUP\necho $$ > pid; mv pid deaf.pid\nwhile :; do sleep 0.1; done\n`,
  );
  await chmod(join(rig.folder, 'deaf'), 0o755);
  const running = execa(process.execPath, [main, 'doctor', '--ax', './deaf'], {
    cwd: rig.folder,
    env: login,
    reject: false,
    stdin: 'ignore',
  });
  await until(running, () => existsSync(join(rig.folder, 'deaf.pid')));
  running.kill('SIGINT');
  expect(await running).toMatchObject({ exitCode: 130 });
  const pid = Number(await readFile(join(rig.folder, 'deaf.pid'), 'utf8'));
  // Until then: the test's own time-out.
  while (isThere(pid)) await setTimeout(20);
});

/** A process that has ended and that nobody has asked for yet is none. */
function isThere(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

it('a wrapper that does not say its version can be interrupted, with all that it has started', async () => {
  const script = `#!/bin/sh\nsh -c 'trap "touch ended; exit" TERM; touch begun; while :; do sleep 0.1; done' &\nwait\n`;
  await rig.write('wrapper', script);
  await chmod(join(rig.folder, 'wrapper'), 0o755);
  const running = execa(process.execPath, [main, 'plan', '--ax', './wrapper'], {
    cwd: rig.folder,
    env: login,
    reject: false,
    stdin: 'ignore',
  });
  await until(running, () => existsSync(join(rig.folder, 'begun')));
  running.kill('SIGINT');
  expect(await running).toMatchObject({ exitCode: 130, stdout: '' });
  // Until then: the test's own time-out.
  while (!existsSync(join(rig.folder, 'ended'))) await setTimeout(20);
});
