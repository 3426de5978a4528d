import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../src/cli/commands/access.js';
import { adopt } from '../../src/cli/commands/adopt.js';
import { apply } from '../../src/cli/commands/apply.js';
import { completion } from '../../src/cli/commands/completion.js';
import { doctor } from '../../src/cli/commands/doctor.js';
import { drift } from '../../src/cli/commands/drift.js';
import { fmt, grant, offboard, revoke } from '../../src/cli/commands/edit.js';
import { exportLive } from '../../src/cli/commands/export.js';
import { history } from '../../src/cli/commands/history.js';
import { ids } from '../../src/cli/commands/ids.js';
import { init } from '../../src/cli/commands/init.js';
import { plan } from '../../src/cli/commands/plan.js';
import { review } from '../../src/cli/commands/review.js';
import { show } from '../../src/cli/commands/show.js';
import { snapshot } from '../../src/cli/commands/snapshot.js';
import { oneOff } from '../../src/cli/commands/users.js';
import { validate } from '../../src/cli/commands/validate.js';
import type { Context } from '../../src/cli/context.js';
import type { CommandEnd } from '../../src/cli/end.js';
import { ended } from '../../src/cli/ended.js';
import { makeProgram } from '../../src/cli/program.js';
import { runs as toProcess } from '../../src/cli/run.js';
import { packageVersion } from '../../src/reconcile/version.js';
import { notTyped } from '../../src/report/next-command.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * Commands as functions: flags in, an exit code and what is printed out. What they print in detail is tried end to end, where
 * the built command line runs; here each way through them is taken once, over REST and without a process of its own.
 */

const files = `version: 1
organizations:
  Ours:
    members: { eve@example.com: member }
    spaces:
      vault: { members: { eve@example.com: { role: Reader, reason: INC-1 } } }
policy: { max_destructive: 50, min_account_admins: 0 }
`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    seed: {
      users: [
        { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
        { email: 'eve@example.com', name: 'Eve' },
        { email: 'mei@example.com', name: 'Mei', status: 'INVITED' },
      ],
      roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
      organizations: [
        {
          name: 'Ours',
          members: { 'eve@example.com': 'MEMBER' },
          spaces: [{ name: 'vault', private: true, projects: ['plans'] }],
        },
      ],
      bindings: [{ user: 'eve@example.com', role: 'Reader', organization: 'Ours', space: 'vault' }],
      api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
    },
  });
  await rig.write('access.yaml', files);
});
afterAll(() => rig.close());

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function ran(command: (context: Context) => Promise<CommandEnd>, given = {}): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const to = (name: keyof typeof said) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const style = { color: false, unicode: true, width: Infinity };
  const context: Context = {
    cwd: rig.folder,
    ran: { ...notTyped, given },
    env: { PATH: process.env['PATH'], HOME: rig.home },
    home: rig.home,
    stdin: Readable.from([]),
    stdout: to('stdout'),
    stderr: to('stderr'),
    style: { stdout: style, stderr: style },
    now: () => new Date('2027-01-01T00:00:00Z'),
    quiet: false,
    verbose: true,
    version: packageVersion(),
  };
  return { code: ended(await command(context), context), ...said };
}

const api = { transport: 'api' } as const;
const text = { ...api, format: 'text' } as const;

describe('what is read', () => {
  it('a snapshot, and everything that is told from it', async () => {
    expect(await ran((at) => snapshot({ ...api, out: 'live.json' }, at))).toMatchObject({ code: 0, stdout: '' });
    const live = 'live.json';
    expect((await ran((at) => snapshot({ ...api, out: '.' }, at))).stderr).toContain(
      "can't be written: it is a folder",
    );
    expect((await ran((at) => ids('role/*', { live, format: 'text' }, at))).stdout).toContain('role/Reader');
    expect((await ran((at) => ids('x//', { live, format: 'json' }, at))).stderr).toContain('can match nothing');
    expect((await ran((at) => ids('role/No*', { live, format: 'json' }, at))).stderr).toContain(
      'Nothing live has such',
    );
    expect((await ran((at) => exportLive({ live, suggestGroups: true }, at))).stdout).toContain('Ours:');
    expect(await ran((at) => exportLive({ live, split: true }, at))).toMatchObject({ code: 1, stdout: '' });
    expect((await ran((at) => exportLive({ live, split: true, out: 'all' }, at))).stderr).toMatch(/Wrote \d files to/);
    expect((await ran((at) => exportLive({ live, split: true, out: 'all' }, at))).stderr).toContain('is not empty');
    const words = await ran((at) => completion(makeProgram(toProcess), 'words', ['access', '--user=eve'], at));
    expect(words.stdout).toBe('--user=eve@example.com\n');
    expect((await ran((at) => completion(makeProgram(toProcess), 'fish', [], at))).stdout).toContain('complete -c');
    expect((await ran((at) => completion(makeProgram(toProcess), 'csh', [], at))).code).toBe(1);
  });

  it.each(['text', 'json', 'jsonl', 'csv', 'html'] as const)('who can do what as %s, and compared', async (format) => {
    const all = await ran((at) =>
      access({ ...api, format, expand: ['places'], ...(format === 'html' && { snapshot: ['live.json'] }) }, at),
    );
    expect(all, all.stderr).toMatchObject({ code: 0 });
    expect(all.stdout).toContain('eve@example.com');
    const compared = await ran((at) => access({ ...api, format, compare: 'live.json' }, at));
    expect(compared, compared.stderr).toMatchObject({ code: 0 });
  });

  it.each([
    [{ user: 'eve' }, 'is not an email address'],
    [{ user: 'nobody@example.com' }, 'there is no user'],
    [{ can: 'PROJECT_RAED' }, 'did you mean "PROJECT_READ"?'],
    [{ on: 'organization/Theirs' }, 'there is no place'],
    [{ on: 'organisation/Ours' }, 'can match nothing'],
    [{ compare: 'main' }, 'is neither a snapshot here nor a commit'],
    [{ compare: 'main', live: 'live.json' }, '--live is not read for that'],
    [{ snapshot: ['live.json'] }, '--snapshot is for the page'],
    [{ format: 'markdown' }, 'is for --compare'],
    [{ live: 'access.yaml' }, 'is not a snapshot that can be used'],
  ] as const)('a question about nothing: %j', async (asked, said) => {
    const ended = await ran((at) => access({ ...text, ...asked }, at));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(said);
  });

  it('what works, and what the login sees', async () => {
    const ended = await ran((at) => doctor(api, at));
    expect(ended.stdout).toContain('admin@example.com');
  });

  it('validates in each format', async () => {
    expect((await ran((at) => validate({ format: 'text' }, at))).stdout).toContain('The file is valid');
    expect((await ran((at) => validate({ format: 'json', file: ['none.yaml'] }, at))).code).toBe(1);
    expect((await ran((at) => validate({ format: 'github' }, at))).code).toBe(0);
  });
});

describe('what is planned and applied', () => {
  it.each(['text', 'json', 'markdown', 'commands'] as const)('a plan as %s', async (format) => {
    expect(await ran((at) => plan({ ...api, format, out: 'plan.json' }, at))).toMatchObject({ code: 0 });
    expect((await ran((at) => show('plan.json', { format }, at))).code).toBe(0);
    expect((await ran((at) => plan({ ...api, format, review: true }, at))).stderr).toContain(
      '--review needs a terminal',
    );
  });

  it.each(['text', 'json', 'markdown', 'github'] as const)('drift as %s', async (format) => {
    expect((await ran((at) => drift({ ...api, format, out: 'drift.json' }, at))).code).toBe(0);
  });

  it('says what no saved plan is', async () => {
    expect((await ran((at) => show('access.yaml', { format: 'text' }, at))).stderr).toContain('is a YAML file');
    expect((await ran((at) => show('nothing.json', { format: 'text' }, at))).stderr).toContain('no such file');
    expect((await ran((at) => show('home', { format: 'text' }, at))).stderr).toContain('it is a folder');
  });

  it('applies what was saved, asks where nothing was approved, and lists it', async () => {
    await rig.write(
      'access.yaml',
      files.replace('policy:', 'roles: { Writer: { permissions: [PROJECT_UPDATE] } }\npolicy:'),
    );
    expect(await ran((at) => plan({ ...text, out: 'plan.json' }, at))).toMatchObject({ code: 0 });
    expect((await ran((at) => apply('plan.json', api, at))).stderr).toContain('there is no terminal to ask at');
    const applied = await ran((at) => apply('plan.json', { ...api, autoApprove: true }, at));
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect((await ran((at) => history({ format: 'text' }, at))).stdout).toMatch(/1/);
    expect((await ran((at) => history({ format: 'json' }, at, 'nosuch'))).stderr).toContain(
      'no run in the journal has',
    );
    const mail = await ran((at) =>
      oneOff('resend-invitation', 'nobody@example.com', { ...api, autoApprove: true }, at),
    );
    expect(mail).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('what is edited', () => {
  it.each([
    [0, '+', (at: Context) => grant(['mei@example.com', 'Reader', 'Ours/vault'], { ...text, dryRun: true }, at)],
    [1, 'is not an email address or an @group', (at: Context) => grant(['mei', 'Reader', 'Ours/vault'], text, at)],
    [1, 'nobody is named', (at: Context) => grant(['member', 'Ours/vault'], text, at)],
    [1, 'is not a date', (at: Context) => grant(['a@b.io', 'member', 'Ours/x'], { ...text, until: 'soon' }, at)],
    [1, 'has passed', (at: Context) => grant(['a@b.io', 'member', 'Ours/x'], { ...text, until: '2020-01-01' }, at)],
    [1, 'needs --create', (at: Context) => grant(['a@b.io', 'member', 'Ours/x'], text, at)],
    [
      1,
      '--into',
      (at: Context) => grant(['a@b.io', 'member', 'Ours/x'], { ...text, create: true, into: 'no.yaml' }, at),
    ],
    [
      1,
      'cannot be left',
      (at: Context) => grant(['eve@example.com', 'member', 'Ours/vault'], { ...text, leave: 'Ours' }, at),
    ],
    [2, 'absent', (at: Context) => revoke('eve@example.com', 'Ours/vault', { ...text, check: true }, at)],
    [1, 'is not an email address', (at: Context) => revoke('eve', 'Ours/vault', text, at)],
    [2, 'absent', (at: Context) => offboard('eve@example.com', { ...text, format: 'json', check: true }, at)],
    [1, 'is not an email address', (at: Context) => offboard('@eve', text, at)],
    [2, 'vault', (at: Context) => fmt({ format: 'text', check: true }, at)],
    [0, 'Nothing to adopt', (at: Context) => adopt(['user/*'], { ...text, check: true }, at)],
    [1, 'can match nothing', (at: Context) => adopt(['user'], { ...text, check: true }, at)],
  ] as const)('exit code %i, with %s', async (code, said, command) => {
    const ended = await ran(command);
    expect(ended, ended.stderr + ended.stdout).toMatchObject({ code });
    expect(ended.stdout + ended.stderr).toContain(said);
  });

  it('by a review: sheets, and the decisions that come back', async () => {
    const flags = { ...text, record: 'reviews' };
    expect((await ran((at) => review(flags, at))).stderr).toContain('either writes sheets or applies one');
    const written = await ran((at) => review({ ...flags, out: 'sheets', snapshot: ['live.json'] }, at));
    expect(written.stderr).toMatch(/Wrote \d sheets/);
    expect((await ran((at) => review({ ...flags, out: 'sheets' }, at))).stderr).toContain('is not empty');
    const sheet = (await rig.read('sheets/ours.csv')).replace(
      /^,,(eve@example\.com,[^\r]*space\/vault)/m,
      'revoke,boss,$1',
    );
    await rig.write('back.csv', sheet);
    expect((await ran((at) => review({ ...flags, apply: 'nothing.csv' }, at))).stderr).toContain("can't be read");
    const taken = await ran((at) => review({ ...flags, apply: 'back.csv' }, at));
    expect(taken, taken.stderr).toMatchObject({ code: 0 });
    expect(await rig.read('access.yaml')).toContain('absent');
    expect(await readdir(join(rig.folder, 'reviews'))).toHaveLength(1);
    const again = await ran((at) => review({ ...flags, apply: 'back.csv' }, at));
    expect(again.stderr).toContain("can't be applied, so nothing was written");
  });

  it('from nothing: the first files and the workflows', async () => {
    expect((await ran((at) => init({ ...api, export: false }, at))).stderr).toContain('is already there');
    const elsewhere = (folder: string) => (at: Context) => ({ ...at, cwd: join(rig.folder, folder) });
    await rig.write('one/.gitignore', '.secrets/');
    await rig.write('two/.keep', '');
    const started = await ran((at) => init({ export: false, github: true, action: 'x' }, elsewhere('one')(at)));
    expect(started.stderr).toContain('does not name a commit of an action');
    expect((await ran((at) => init({ export: false, github: true }, elsewhere('one')(at)))).code).toBe(0);
    expect((await ran((at) => init({ github: true }, elsewhere('one')(at)))).stderr).toContain('is already there');
    const exported = await ran((at) => init({ ...api, export: true }, elsewhere('two')(at)));
    expect(exported.stderr).toContain('Added .ax-gitops/ and .secrets/ to .gitignore.');
  });
});
