import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edit } from '../../src/reconcile/edit.js';
import { writeEdit } from '../../src/reconcile/editing.js';
import { sendMail } from '../../src/reconcile/one-off.js';
import { plan } from '../../src/reconcile/plan.js';
import { readAccount } from '../../src/reconcile/read-account.js';
import { checkSight } from '../../src/reconcile/sight.js';
import { takeSnapshot } from '../../src/reconcile/snapshot.js';
import { packageVersion } from '../../src/reconcile/version.js';
import { writeFiles } from '../../src/reconcile/write-files.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig, told } from '../support/engine.js';
import { readEntries } from '../support/journal.js';

/* What the engine does besides an apply, on a real folder and an account behind REST. */

const at = '2026-11-26T00:00:00.000Z';
const oneMore = `version: 1
users:
  zoe@example.com: { name: Zoe }
`;

function planned(rig: EngineRig, more: object = {}) {
  return plan({ ...rig.request, ...more }, rig.at, rig.host());
}

describe('a plan', () => {
  it('is made from the files and what is live, and changes nothing', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    expect(await planned(rig)).toMatchObject({
      type: 'planned',
      madeFrom: { files: [], roster: 'auto' },
      planned: {
        summary: { create: 1 },
        violations: [],
        settled: [],
        plan: { steps: [{ action: 'create', address: 'user/zoe@example.com' }] },
      },
    });
    expect(told(rig.events)).toEqual(['connecting', 'reading', 'read']);
    expect(rig.events.filter(({ type }) => type === 'called').length).toBeGreaterThan(0);
    expect(rig.writes()).toEqual([]);
    expect(existsSync(join(rig.at.cwd, '.ax-gitops'))).toBe(false);
  });

  it('is of only some kinds or targets where that is asked for', async () => {
    await using rig = await engineRig({ 'access.yaml': `${oneMore}roles: { New: { permissions: [PROJECT_READ] } }\n` });
    const steps = async (more: object) => {
      const outcome = await planned(rig, more);
      return outcome.type === 'planned' && outcome.planned.plan.steps.map(({ address }) => address);
    };
    expect(await steps({})).toEqual(['role/New', 'user/zoe@example.com']);
    expect(await steps({ only: ['role'] })).toEqual(['role/New']);
    expect(await steps({ target: ['user/*'] })).toEqual(['user/zoe@example.com']);
    expect(await planned(rig, { target: ['role/*', 'api-key/*'] })).toEqual({
      type: 'unmatched-targets',
      globs: ['api-key/*'],
      declared: ['user/zoe@example.com', 'role/New'],
    });
    expect(await planned(rig, { target: ['role/*', 'users/*'] })).toMatchObject({
      type: 'impossible-target',
      glob: 'users/*',
    });
  });

  it('is none where the files can’t be used', async () => {
    await using rig = await engineRig({ 'access.yaml': 'version: 1\nusers: { zoe: {} }\n' });
    expect(await planned(rig)).toMatchObject({ type: 'invalid-files', diagnostics: [{ severity: 'error' }] });
    expect(await planned(rig, { file: ['nothing.yaml'] })).toMatchObject({
      type: 'invalid-files',
      diagnostics: [{ code: 'no-file' }],
    });
    expect(
      await plan(rig.request, { ...rig.at, env: { ...rig.at.env, AX_GITOPS_VARIABLES: '%' } }, rig.host()),
    ).toMatchObject({
      diagnostics: [
        { code: 'bad-variables', hint: 'write names and globs separated by commas: AX_GITOPS_VARIABLES=AX_VAR_*,TEAM' },
      ],
    });
    expect(rig.events).toEqual([]);
    expect(rig.sandbox.requests).toEqual([]);
  });

  it('is none for another account, of which nothing is read', async () => {
    await using rig = await engineRig({ 'access.yaml': `${oneMore}target: { host: other }\n` });
    const outcome = await planned(rig);
    expect(outcome).toMatchObject({
      type: 'wrong-target',
      diagnostics: [{ code: 'wrong-target' }],
      unread: { violations: [{ rule: 'target' }], plan: { steps: [], unobserved: [{ scope: '**' }] } },
    });
    expect(told(rig.events)).toEqual(['connecting']);
  });

  it('is none where the account can’t be read, or somebody interrupts', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    rig.sandbox.addFault({ path: '/v2/users', times: 99, fault: { type: 'status', status: 403 } });
    expect(await planned(rig)).toMatchObject({ type: 'unreadable', failure: { kind: 'forbidden' } });
    expect(rig.events.at(-1)).toEqual({ type: 'read', isComplete: false });
    rig.interrupt();
    expect(await planned(rig)).toEqual({ type: 'interrupted' });
  });

  it('tells of what is doubtful in the files', async () => {
    await using rig = await engineRig({
      'access.yaml': `version: 1\nusers: { ann@example.com: absent }\norganizations: { Platform Team: { members: { ann@example.com: annotator } } }\n`,
    });
    await planned(rig);
    expect(rig.events[0]).toMatchObject({ type: 'files-doubtful', diagnostics: [{ severity: 'warning' }] });
  });

  it('is made on a snapshot, without any login', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const taken = await takeSnapshot(rig.request, rig.at, rig.host());
    if (taken.type !== 'taken') throw new Error(taken.type);
    expect(taken.snapshot).toMatchObject({
      format_version: '1.0',
      tool: { name: 'ax-gitops', version: packageVersion() },
      taken_at: at,
      target: { transport: 'api', host: rig.sandbox.host, private_spaces: true },
      login: { user: 'user/jane@example.com', account_role: 'admin', administers: 'account' },
      unobserved: [],
    });
    expect(told(rig.events)).toEqual(['connecting', 'reading', 'read']);
    const { stringifySnapshot } = await import('../../src/remote/snapshot/document.js');
    await rig.write('live.json', stringifySnapshot(taken.snapshot));
    const live = await planned(rig);
    rig.events.length = 0;
    rig.sandbox.clearRequests();
    const offline = await planned(rig, { live: 'live.json' });
    const steps = (outcome: typeof live) => outcome.type === 'planned' && outcome.planned.plan.steps;
    expect(steps(offline)).toEqual(steps(live));
    expect(told(rig.events)).toEqual(['snapshot-opened', 'connecting']);
    expect(rig.events[0]).toEqual({ type: 'snapshot-opened', host: rig.sandbox.host, takenAt: at });
    expect(rig.sandbox.requests).toEqual([]);
    await rig.write('live.json', '{}');
    expect(await planned(rig, { live: 'live.json' })).toMatchObject({
      type: 'unusable-snapshot',
      path: 'live.json',
      isRead: true,
    });
    expect(await planned(rig, { live: 'nothing.json' })).toMatchObject({
      type: 'unusable-snapshot',
      path: 'nothing.json',
      isRead: false,
    });
  });

  it('removes what was taken out of the files since a commit', async () => {
    const dropped = 'version: 1\nusers: { old@example.com: {}, raj@example.com: {} }\n';
    await using rig = await engineRig({ 'access.yaml': dropped }, undefined, { PATH: process.env['PATH'] ?? '' });
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
        cwd: rig.at.cwd,
        env: { PATH: process.env['PATH'], HOME: rig.at.cwd },
      });
    git('init', '-q');
    expect(await planned(rig, { since: 'HEAD' })).toMatchObject({ type: 'no-former-tree' });
    git('commit', '-q', '--allow-empty', '-m', 'nothing');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    await rig.write('access.yaml', 'version: 1\nusers: { raj@example.com: {} }\n');
    const since = await planned(rig, { since: 'HEAD' });
    expect(since).toMatchObject({
      type: 'planned',
      madeFrom: { since: expect.stringMatching(/^[0-9a-f]{40}$/) as string },
    });
    expect(
      since.type === 'planned' && since.planned.plan.steps.map(({ action, address }) => `${action} ${address}`),
    ).toContain('delete user/old@example.com');
    rig.events.length = 0;
    const before = await planned(rig, { since: 'HEAD~1' });
    expect(rig.events[0]).toMatchObject({ type: 'no-former-files', ref: 'HEAD~1' });
    expect(before.type === 'planned' && before.planned.plan.warnings[0]).toMatchObject({
      address: '**',
      message: expect.stringMatching(/^at HEAD~1 none of these files was there, so nothing/) as string,
    });
    await rig.write('access.yaml', 'version: 1\nusers: { zoe: {} }\n');
    git('commit', '-qam', 'broken');
    await rig.write('access.yaml', dropped);
    expect(await planned(rig, { since: 'HEAD' })).toMatchObject({ type: 'invalid-former-files', ref: 'HEAD' });
  });
});

it('the account is read whole without any files', async () => {
  await using rig = await engineRig();
  const read = await readAccount(rig.request, rig.at, rig.host());
  expect(read).toMatchObject({ type: 'read', connection: { host: rig.sandbox.host, transport: 'api' } });
  expect(read.type === 'read' && read.live.resources.user.size).toBe(rig.sandbox.state.users.length);
  expect(told(rig.events)).toEqual(['connecting', 'reading', 'read']);
  expect(await readAccount({ ...rig.request, live: 'nothing.json' }, rig.at, rig.host())).toMatchObject({
    type: 'unusable-snapshot',
  });
  rig.sandbox.addFault({ path: '/graphql', times: 99, fault: { type: 'status', status: 403 } });
  expect(await readAccount({ ...rig.request, roster: 'graphql' }, rig.at, rig.host())).toMatchObject({
    type: 'unreadable',
  });
  expect(await takeSnapshot({ ...rig.request, roster: 'graphql' }, rig.at, rig.host())).toMatchObject({
    type: 'unreadable',
  });
  expect(await readAccount({ ...rig.request, roster: 'off' }, rig.at, rig.host())).toMatchObject({ type: 'read' });
  rig.sandbox.addFault({ path: '/v2/roles', times: 99, fault: { type: 'status', status: 401 } });
  expect(await readAccount(rig.request, rig.at, rig.host())).toMatchObject({ type: 'unreadable' });
});

describe('a mail', () => {
  const mail = (
    rig: EngineRig,
    what: 'resend-invitation' | 'reset-password',
    email: string,
    ...host: Parameters<EngineRig['host']>
  ) => sendMail({ ...rig.request, what, email }, rig.at, rig.host(...host));

  it('is sent once that was agreed to, and written down', async () => {
    await using rig = await engineRig();
    expect(await mail(rig, 'resend-invitation', 'New@Example.com')).toEqual({
      type: 'sent',
      what: 'resend-invitation',
      email: 'new@example.com',
    });
    expect(rig.asked).toEqual([{ type: 'send-mail', what: 'resend-invitation', email: 'new@example.com' }]);
    const step = { index: 0, action: 'resend-invitation', kind: 'user', address: 'user/new@example.com', at };
    expect(await readEntries(rig)).toEqual([
      { type: 'run-started', at, digest: '', host: rig.sandbox.host, steps: 1 },
      { type: 'step-started', ...step },
      { type: 'step-done', ...step },
      { type: 'run-ended', at, outcome: 'done', counts: { done: 1 } },
    ]);
    expect(await mail(rig, 'reset-password', 'raj@example.com')).toMatchObject({ type: 'sent' });
  });

  it('is not sent to whom it would be no use', async () => {
    await using rig = await engineRig();
    expect(await mail(rig, 'resend-invitation', 'raj@example.com')).toEqual({
      type: 'impossible-mail',
      email: 'raj@example.com',
      message: 'has accepted the invitation already.',
      hint: 'for a new password: `ax-gitops users reset-password raj@example.com`',
    });
    expect(await mail(rig, 'reset-password', 'new@example.com')).toMatchObject({
      type: 'impossible-mail',
      message: 'has not accepted the invitation yet, so there is no password.',
      hint: expect.stringContaining('ax-gitops users resend-invitation new@example.com') as string,
    });
    expect(await mail(rig, 'reset-password', 'nobody@example.com')).toMatchObject({
      type: 'no-such-user',
      email: 'nobody@example.com',
      known: expect.arrayContaining(['raj@example.com']) as string[],
    });
    expect(await mail(rig, 'reset-password', 'raj@example.com', { decision: 'declined' })).toEqual({
      type: 'declined',
    });
    expect(rig.writes()).toEqual([]);
  });

  it('that fails is written down as that', async () => {
    await using rig = await engineRig();
    rig.sandbox.addFault({ method: 'POST', path: '/v2/users/**', times: 9, fault: { type: 'status', status: 400 } });
    expect(await mail(rig, 'reset-password', 'raj@example.com')).toMatchObject({
      type: 'not-sent',
      what: 'reset-password',
      email: 'raj@example.com',
    });
    expect((await readEntries(rig)).slice(2)).toMatchObject([
      { type: 'step-failed', uncertain: false },
      { type: 'run-ended', outcome: 'failed', counts: { failed: 1 } },
    ]);
    rig.sandbox.addFault({ path: '/v2/users', times: 9, fault: { type: 'status', status: 403 } });
    expect(await mail(rig, 'reset-password', 'raj@example.com')).toMatchObject({ type: 'unreadable' });
    rig.interrupt();
    expect(await mail(rig, 'reset-password', 'raj@example.com')).toEqual({ type: 'interrupted' });
  });
});

describe('what the login sees', () => {
  it('is said with what to do next', async () => {
    await using rig = await engineRig();
    const sight = () => checkSight({ transport: 'api' }, rig.at, rig.host());
    const you = {
      name: 'you',
      status: 'ok',
      detail: 'jane@example.com (account admin), administers the whole account',
    };
    expect(await sight()).toEqual({
      checks: [you],
      login: 'jane@example.com (account admin)',
      next: 'export',
      isPlanIncomplete: false,
    });
    await rig.write('access.yaml', oneMore);
    expect(await sight()).toEqual({
      checks: [you],
      login: 'jane@example.com (account admin)',
      next: 'plan',
      isPlanIncomplete: false,
    });
    await rig.write('access.yaml', 'version: 2\n');
    expect(await sight()).toMatchObject({
      checks: [you, { name: 'files', status: 'warn', detail: 'they are not valid', hint: 'run `ax-gitops validate`' }],
      next: 'validate',
      isPlanIncomplete: true,
    });
    await rig.write(
      'access.yaml',
      'version: 1\norganizations: { Nowhere: { members: { nobody@example.com: member } } }\n',
    );
    expect(await sight()).toMatchObject({
      checks: [
        you,
        {
          name: 'files',
          detail: expect.stringMatching(
            /^no plan can be made of the files here, so it is not known whether this login sees all of it: /,
          ) as string,
          hint: 'for all that is wrong, run `ax-gitops plan`',
        },
      ],
      next: 'plan',
      isPlanIncomplete: true,
    });
    rig.sandbox.addFault({ path: '/v2/users', times: 99, fault: { type: 'status', status: 403 } });
    expect(await sight()).toMatchObject({
      checks: [{ name: 'live state', status: 'fail' }],
      next: 'doctor',
      isPlanIncomplete: false,
    });
  });

  it('is not all for a service key, nor where no roster lists who is where', async () => {
    await using rig = await engineRig({
      'access.yaml': 'version: 1\norganizations: { Platform Team: { members: { jane@example.com: admin } } }\n',
    });
    const sight = await checkSight({ transport: 'api', roster: 'off' }, rig.at, rig.host());
    expect(sight.checks[1]).toMatchObject({
      name: 'not seen',
      status: 'warn',
      detail: expect.stringMatching(/^organization\/\*\/member\/\*: /) as string,
    });
    expect(sight.checks.at(-1)).toMatchObject({
      name: 'files',
      detail: expect.stringMatching(
        /^a plan for the files here is incomplete: this login does not see all of organization\/Platform Team\/member\/\*$/,
      ) as string,
      hint: 'plan with a login that sees them, or on a snapshot taken with one: `ax-gitops plan --live FILE`',
    });
    expect(sight.isPlanIncomplete).toBe(true);
  });
});

describe('an edit', () => {
  const files = {
    'access.yaml': `version: 1 # kept
users:
  jane@example.com: { name: Jane }
organizations:
  Core:
    members: { jane@example.com: admin }
`,
  };

  it('gives the files as they would be, and writes them only when told to', async () => {
    await using rig = await engineRig(files);
    const change = { type: 'grant', who: ['raj@example.com'], role: 'member', place: 'organization/Core' } as const;
    const edited = await edit(change, {}, rig.at);
    if (edited.type !== 'edited') throw new Error(JSON.stringify(edited));
    expect(edited.changed).toMatchObject([{ file: 'access.yaml', before: files['access.yaml'] }]);
    expect(edited.changed[0]?.after).toMatch(/^version: 1 # kept[^]*raj@example.com: member/);
    expect(edited.subjects).toEqual(expect.arrayContaining(['organization/Core/member/raj@example.com']));
    expect(await rig.read('access.yaml')).toBe(files['access.yaml']);
    expect(await writeEdit(edited.changed, rig.at)).toEqual({ ok: true, value: undefined });
    expect(await rig.read('access.yaml')).toBe(edited.changed[0]?.after);
    expect(await writeEdit(edited.changed, rig.at)).toEqual({
      ok: false,
      error: expect.stringContaining('was changed in the meantime') as string,
    });
    // Done once, there is nothing to change.
    expect(await edit(change, {}, rig.at)).toMatchObject({ type: 'edited', changed: [] });
  });

  it.each([
    [
      'a place that is not declared',
      { type: 'grant', who: ['raj@example.com'], role: 'member', place: 'Nowhere' },
      'refused-edit',
    ],
    ['a role that nobody has', { type: 'grant', who: ['@nobody'], role: 'member', place: 'Core' }, 'refused-edit'],
    ['the last word on somebody', { type: 'offboard', email: 'jane@example.com' }, 'edited'],
    ['a member who leaves', { type: 'revoke', who: 'jane@example.com', place: 'Core' }, 'edited'],
  ] as const)('of %s', async (_title, change, type) => {
    await using rig = await engineRig(files);
    expect(await edit(change, {}, rig.at)).toMatchObject({ type });
  });

  it('of files that are not valid is none', async () => {
    await using rig = await engineRig({ 'access.yaml': 'version: 2\n' });
    expect(await edit({ type: 'offboard', email: 'a@example.com' }, {}, rig.at)).toMatchObject({
      type: 'invalid-files',
    });
  });
});

describe('files are written all or none', () => {
  it('as they are: links, rights and the mark at the beginning', async () => {
    await using rig = await engineRig({ 'a.yaml': '\uFEFFone', 'b/real.yaml': 'two' });
    symlinkSync('b/real.yaml', join(rig.at.cwd, 'b.yaml'));
    chmodSync(join(rig.at.cwd, 'a.yaml'), 0o600);
    const path = (name: string) => join(rig.at.cwd, name);
    await writeFiles([
      { path: path('a.yaml'), before: 'one', after: 'ONE' },
      { path: path('b.yaml'), before: 'two', after: 'TWO' },
    ]);
    expect(await rig.read('a.yaml')).toBe('\uFEFFONE');
    expect(await rig.read('b/real.yaml')).toBe('TWO');
    expect(lstatSync(path('b.yaml')).isSymbolicLink()).toBe(true);
    expect(statSync(path('a.yaml')).mode & 0o777).toBe(0o600);
  });

  it('none where one has changed, or is not there', async () => {
    await using rig = await engineRig({ 'a.yaml': 'one', 'b.yaml': 'two' });
    const path = (name: string) => join(rig.at.cwd, name);
    const first = { path: path('a.yaml'), before: 'one', after: 'ONE' };
    await expect(writeFiles([first, { path: path('b.yaml'), before: 'other', after: 'x' }])).rejects.toThrow(
      'was changed in the meantime',
    );
    await expect(writeFiles([first, { path: path('c.yaml'), before: '', after: 'x' }])).rejects.toThrow('ENOENT');
    expect(await rig.read('a.yaml')).toBe('one');
    expect(readdirSync(rig.at.cwd).sort()).toEqual(['a.yaml', 'b.yaml']);
  });
});
