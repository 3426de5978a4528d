import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { node } from '../support/shared-cli/run-shared.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-editing-'));
  await mkdir(join(folder, 'teams'));
  for (const file of ['access.yaml', 'teams/platform.yaml', 'teams/research.yaml'])
    await cp(join(examples, file), join(folder, file));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  return new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' };
    execFile(node, [main, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** The lines that a command adds and takes away. */
function changes(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line));
}

const read = (file: string) => readFile(join(folder, file), 'utf8');

describe('everyday jobs are one command each, with a diff of only the lines concerned', () => {
  it('somebody joins a team', async () => {
    const done = await run('grant', 'new@example.com', 'member', 'team-gamma', '--name', 'New One');
    expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('Next: ax-gitops plan') as string });
    expect(changes(done.stdout)).toEqual([
      '+  new@example.com: { name: New One }',
      '+      new@example.com: member',
      '+          new@example.com: member',
    ]);
    expect(await run('validate')).toMatchObject({ code: 0 });
  });

  it('somebody leaves', async () => {
    const done = await run('offboard', 'raj@example.com');
    expect(done).toMatchObject({ code: 0 });
    expect(changes(done.stdout).filter((line) => line.startsWith('+'))).toEqual([
      '+  raj@example.com: absent # invited as a member, unless he is there already',
      '+  data-science: [mei@example.com, sam@example.com]',
    ]);
    expect(await run('validate')).toMatchObject({ code: 0 });
    expect((await read('teams/platform.yaml')).includes('raj@example.com')).toBe(false);
  });

  it('somebody changes the team', async () => {
    await run('revoke', 'raj@example.com', 'team-gamma');
    const done = await run('grant', 'raj@example.com', 'Data Scientist', 'Platform Team/team-alpha/search');
    expect(done).toMatchObject({ code: 0 });
    expect(await read('teams/platform.yaml')).toContain('raj@example.com: absent # a direct entry wins');
    expect(await run('validate')).toMatchObject({ code: 0 });
  });
});

describe('nothing is written', () => {
  it.each([
    ['with --check, which says that something would change', ['offboard', 'eve@example.com', '--check'], 2],
    ['with --dry-run', ['offboard', 'eve@example.com', '--dry-run'], 0],
    ['for a place that there is not', ['grant', 'eve@example.com', 'member', 'team-gama'], 1],
    ['for a role that no organization has', ['grant', 'eve@example.com', 'Prompt Editor', 'Platform Team'], 1],
    [
      'where the files would not be valid',
      ['grant', 'eve@example.com', 'member', 'team-gamma', '--until', 'someday'],
      1,
    ],
  ])('%s', async (_name, args, code) => {
    const before = [await read('access.yaml'), await read('teams/platform.yaml')];
    expect(await run(...args)).toMatchObject({ code });
    expect([await read('access.yaml'), await read('teams/platform.yaml')]).toEqual(before);
  });

  it('where what would change comes from an anchor; the line is said', async () => {
    await writeFile(
      join(folder, 'access.yaml'),
      'version: 1\norganizations:\n  A: { members: &m { a@x.org: admin } }\n  B: { members: *m }\n',
    );
    const done = await run('revoke', 'a@x.org', 'B');
    expect(done.code).toBe(1);
    expect(done.stderr).toContain('access.yaml:4:17: error[unsafe-edit]: this value comes from the anchor &m.');
  });
});

it('a linked file stays a link, and JSON holds the diff', async () => {
  await mkdir(join(folder, 'shared'));
  await cp(join(folder, 'teams/platform.yaml'), join(folder, 'shared/platform.yaml'));
  await rm(join(folder, 'teams/platform.yaml'));
  await symlink('../shared/platform.yaml', join(folder, 'teams/platform.yaml'));
  const done = await run('revoke', 'raj@example.com', 'team-gamma', '--format', 'json');
  expect(done).toMatchObject({ code: 0 });
  const { changed } = JSON.parse(done.stdout) as { changed: readonly { file: string; diff: string }[] };
  expect(changed.map(({ diff }) => changes(diff))).toEqual([
    [
      "-          raj@example.com: admin # a direct entry wins over the group's",
      "+          raj@example.com: absent # a direct entry wins over the group's",
    ],
  ]);
  expect(await read('shared/platform.yaml')).toContain('raj@example.com: absent');
});

it('a file keeps its byte order mark and its Windows line ends', async () => {
  const file = join(folder, 'windows.yaml');
  const text = '\uFEFFversion: 1\r\norganizations:\r\n  A: { members: { a@x.org: admin } } # a';
  await writeFile(file, text);
  expect(await run('grant', 'b@x.org', 'member', 'A', '-f', 'windows.yaml')).toMatchObject({ code: 0 });
  expect(await read('windows.yaml')).toBe(text.replace('admin }', 'admin, b@x.org: member }'));
  expect(await run('fmt', '-f', 'windows.yaml')).toMatchObject({ code: 0 });
  expect(await read('windows.yaml')).toBe(
    '\uFEFFversion: 1\r\n\r\norganizations:\r\n  A: # a\r\n    members:\r\n      a@x.org: admin\r\n      b@x.org: member\r\n',
  );
  expect(await run('fmt', '--check', '-f', 'windows.yaml')).toMatchObject({ code: 0 });
});

it.each([
  [['offboard', 'jane'], '"jane" is not an email address.'],
  [
    ['revoke', '', 'Platform Team'],
    "command-argument value '' is invalid for argument 'who'. It is empty: give it a value, or leave it out. Is a variable not set?",
  ],
  [['revoke', 'x', 'Platform Team'], '"x" is not an email address or an @group.'],
  [
    ['grant', 'eve@example.com', 'member', 'team-gamma', '--until', '2027-02-30'],
    '--until "2027-02-30" is not a date.',
  ],
])('%j is refused in words about what was typed', async (args, message) => {
  const done = await run(...args);
  expect(done).toMatchObject({ code: 1, stdout: '' });
  expect(done.stderr.split('\n')[0]).toBe(`error: ${message}`);
});

it('fmt leaves a file alone that a program writes', async () => {
  const text = '# @generated\nversion: 1\nusers: {a@x.org: {name: "A"}}\n';
  await writeFile(join(folder, 'generated.yaml'), text);
  const done = await run('fmt', '-f', 'generated.yaml');
  expect(done).toMatchObject({ code: 0, stdout: '' });
  expect(done.stderr).toContain('generated.yaml stays as it is: it says that it is generated');
  expect(await read('generated.yaml')).toBe(text);
});

it('what could not be shown is not written', async () => {
  const before = await read('teams/platform.yaml');
  const script = 'exec "$@" > /dev/full';
  const args = [process.execPath, main, 'grant', 'eve@example.com', 'member', 'team-gamma'];
  const code = await new Promise((resolve) => {
    execFile('bash', ['-c', script, 'bash', ...args], { cwd: folder }, (error) => {
      resolve(error?.code ?? 0);
    });
  });
  expect(code).toBe(1);
  expect(await read('teams/platform.yaml')).toBe(before);
});

it('fmt writes one style, and --check tells whether anything is left to do', async () => {
  expect(await run('fmt', '--check')).toMatchObject({ code: 2 });
  expect(await run('fmt')).toMatchObject({ code: 0 });
  expect(await run('fmt', '--check')).toMatchObject({ code: 0, stdout: '' });
  expect(await run('validate')).toMatchObject({ code: 0 });
});
