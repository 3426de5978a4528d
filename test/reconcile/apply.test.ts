import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyRequest } from '../../src/reconcile/apply.js';
import { apply } from '../../src/reconcile/apply.js';
import { plan } from '../../src/reconcile/plan.js';
import { packageVersion } from '../../src/reconcile/version.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig, smallAccount, told } from '../support/engine.js';
import { readEntries } from '../support/journal.js';

/* The engine as a whole, on a real folder and an account behind REST: what it does, tells and writes down, however it ends. */

const at = '2026-11-26T00:00:00.000Z';
const oneMore = `version: 1
users:
  zoe@example.com: { name: Zoe }
`;
const oneLess = `version: 1
users:
  old@example.com: absent
`;
const wholeRun = [
  'connecting',
  'reading',
  'read',
  'planned',
  'applying',
  'step-started',
  'step-done',
  'applied',
  'reading',
  'read',
  'reported',
];

function run(rig: EngineRig, more: Partial<ApplyRequest> = {}, ...host: Parameters<EngineRig['host']>) {
  return apply({ ...rig.request, ...more }, rig.at, rig.host(...host));
}

describe('an apply', () => {
  it('does what was agreed to, reads again, and writes all of it down', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const outcome = await run(rig);
    expect(outcome).toMatchObject({ type: 'carried-out', remaining: [], endings: ['done'] });
    expect(rig.writes()).toEqual(['POST /v2/users']);
    expect(rig.sandbox.state.users.map(({ email }) => email)).toContain('zoe@example.com');
    expect(rig.asked).toMatchObject([{ type: 'apply', planned: { summary: { create: 1 } } }]);
    expect(told(rig.events)).toEqual(wholeRun);
    expect(rig.events.find(({ type }) => type === 'applying')).toEqual({ type: 'applying', total: 1 });
    expect(rig.events.filter(({ type }) => type === 'reading')).toEqual([
      { type: 'reading', host: rig.sandbox.host },
      { type: 'reading', host: rig.sandbox.host, again: true },
    ]);
    expect(rig.events.filter(({ type }) => type === 'read')).toEqual([
      { type: 'read', isComplete: true },
      { type: 'read', isComplete: true },
    ]);
    const { planned } = outcome as { readonly planned: { readonly digest: string } };
    const step = { index: 0, action: 'create', kind: 'user', address: 'user/zoe@example.com', at };
    expect(await readEntries(rig)).toEqual([
      {
        type: 'run-started',
        at,
        digest: planned.digest,
        host: rig.sandbox.host,
        steps: 1,
        by: { login: 'jane@example.com (account admin)' },
      },
      { type: 'step-started', ...step },
      { type: 'step-done', ...step, role: 'member' },
      { type: 'run-ended', at, outcome: 'done', counts: { done: 1 } },
    ]);
    // Nobody holds the lock any more, and nothing is left to do.
    expect(await run(rig)).toMatchObject({ type: 'nothing-to-do', planned: { summary: { create: 0 } } });
    expect(rig.writes()).toHaveLength(1);
  });

  it.each([
    ['declined', 'declined'],
    ['no-terminal', 'no-terminal'],
    ['interrupted', 'interrupted-at-the-question'],
  ] as const)('that is %s does nothing', async (decision, type) => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    expect(await run(rig, {}, { decision })).toEqual({ type });
    expect(rig.writes()).toEqual([]);
    await expect(rig.read('.ax-gitops/journal.jsonl')).resolves.toBe('');
  });

  it('withholds what takes away unless that was agreed to', async () => {
    await using rig = await engineRig({ 'access.yaml': oneLess });
    const outcome = await run(rig, {}, { decision: 'apply', destructive: false });
    expect(outcome).toMatchObject({ type: 'carried-out', endings: ['withheld'], remaining: [] });
    expect(rig.writes()).toEqual([]);
    expect((await readEntries(rig)).at(-1)).toEqual({
      type: 'run-ended',
      at,
      outcome: 'done',
      counts: { withheld: 1 },
    });
  });

  it('is refused by the policy before anybody is asked', async () => {
    await using rig = await engineRig({ 'access.yaml': `${oneLess}policy: { max_destructive: 0 }\n` });
    expect(await run(rig)).toMatchObject({ type: 'refused', planned: { violations: [{ rule: 'max_destructive' }] } });
    expect(rig.asked).toEqual([]);
    expect(await run(rig, { maxDestructive: { count: 1 } as never })).toMatchObject({ type: 'carried-out' });
  });

  it('ends as failed where a step fails, and says what is left', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    rig.sandbox.addFault({ method: 'POST', path: '/v2/users', times: 9, fault: { type: 'status', status: 400 } });
    const outcome = await run(rig);
    expect(outcome).toMatchObject({ type: 'carried-out', endings: ['failed'], remaining: [] });
    expect(await readEntries(rig)).toMatchObject([
      { type: 'run-started' },
      { type: 'step-started' },
      { type: 'step-failed', uncertain: false, reason: expect.stringContaining('injected by a fault rule') as string },
      { type: 'run-ended', outcome: 'failed', counts: { failed: 1 } },
    ]);
  });

  it('says what still differs afterwards, and waits no longer for it once it is interrupted', async () => {
    await using rig = await engineRig({ 'access.yaml': 'version: 1\nusers: { raj@example.com: { name: Rajiv } }\n' });
    // An answer as after a change, and none is made.
    rig.sandbox.addFault({ method: 'PATCH', path: '/v2/users/*', times: 9, fault: { type: 'body', body: '{}' } });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'read' && told(rig.events).includes('applied')) rig.interrupt();
    });
    expect(outcome).toMatchObject({
      type: 'carried-out',
      endings: ['done', 'interrupted', 'still-different'],
      remaining: [{ action: 'update', address: 'user/raj@example.com' }],
    });
    expect((await readEntries(rig)).at(-1)).toEqual({
      type: 'run-ended',
      at,
      outcome: 'done',
      counts: { done: 1 },
      left: [{ kind: 'user', address: 'user/raj@example.com', field: 'name' }],
    });
  });

  it('makes as many steps at once as it is told', async () => {
    const three = ['a', 'b', 'c'].map((name) => `  ${name}@example.com: { name: ${name} }\n`).join('');
    await using rig = await engineRig({ 'access.yaml': `version: 1\nusers:\n${three}` });
    expect(await run(rig, { concurrency: 1 })).toMatchObject({ endings: ['done', 'done', 'done'] });
    const steps = told(rig.events).filter((type) => type.startsWith('step-'));
    expect(steps).toEqual(['step-started', 'step-done', 'step-started', 'step-done', 'step-started', 'step-done']);
  });

  it('does nothing where the account can’t be read', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    rig.sandbox.addFault({ path: '/v2/users', times: 99, fault: { type: 'status', status: 403 } });
    expect(await run(rig)).toMatchObject({ type: 'unreadable', failure: { kind: 'forbidden' } });
    expect([rig.asked, rig.writes()]).toEqual([[], []]);
  });

  it('that is interrupted after a step has failed has failed', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore }, smallAccount);
    rig.sandbox.addFault({ method: 'POST', path: '/v2/users', times: 9, fault: { type: 'status', status: 400 } });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applied') rig.interrupt();
    });
    expect(outcome).toMatchObject({ endings: ['failed', 'interrupted', 'not-read-again'] });
    expect((await readEntries(rig)).at(-1)).toEqual({
      type: 'run-ended',
      at,
      outcome: 'failed',
      counts: { failed: 1 },
    });
  });

  it('reads once more where what it has just made is not found yet', async () => {
    const files = 'version: 1\norganizations: { Fresh: { spaces: { one: {} } } }\n';
    await using rig = await engineRig({ 'access.yaml': files });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applied') rig.sandbox.addFault({ path: '/v2/spaces', fault: { type: 'status', status: 404 } });
    });
    expect(outcome).toMatchObject({ type: 'carried-out', endings: ['done', 'done'], remaining: [] });
    expect(told(rig.events)).not.toContain('not-read-again');
  });

  it('says so where it can’t be read again', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applied')
        rig.sandbox.addFault({ path: '/v2/users', times: 99, fault: { type: 'status', status: 403 } });
    });
    expect(outcome).toMatchObject({
      type: 'carried-out',
      endings: ['done', 'not-read-again'],
      remaining: 'unreadable',
    });
    expect(rig.events.find(({ type }) => type === 'not-read-again')).toMatchObject({ cause: { type: 'unreadable' } });
    expect((await readEntries(rig)).at(-1)).toMatchObject({ outcome: 'failed', counts: { done: 1 } });
  });

  it('that is interrupted before a step makes none, and says so', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applying') rig.interrupt();
    });
    expect(outcome).toMatchObject({
      type: 'carried-out',
      remaining: [],
      endings: expect.arrayContaining(['interrupted']) as unknown[],
    });
    expect(rig.writes()).toEqual([]);
    expect((await readEntries(rig)).at(-1)).toMatchObject({ outcome: 'interrupted' });
  });

  it('that is interrupted while it reads again has done its steps', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applied') rig.interrupt();
    });
    expect(outcome).toMatchObject({ endings: ['done', 'interrupted', 'not-read-again'], remaining: 'unreadable' });
    expect((await readEntries(rig)).at(-1)).toMatchObject({ outcome: 'done' });
  });

  it('goes to the journal that is named, and tells of one that broke off', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    const started = { type: 'run-started', run: 'r', at, digest: '', host: rig.sandbox.host, steps: 1 };
    const step = {
      type: 'step-started',
      run: 'r',
      index: 0,
      action: 'create',
      kind: 'user',
      address: 'user/x@example.com',
      at,
    };
    await rig.write('other.jsonl', `no JSON\n${JSON.stringify(started)}\n${JSON.stringify(step)}\n`);
    expect(await run(rig, { journal: 'other.jsonl' })).toMatchObject({ type: 'carried-out' });
    expect(rig.events[0]).toEqual({ type: 'journal-damaged', lines: [1] });
    expect(rig.events[1]).toEqual({
      type: 'unfinished',
      startedAt: at,
      steps: [expect.objectContaining({ action: 'create', address: 'user/x@example.com' })],
    });
    await expect(rig.read('.ax-gitops/journal.jsonl')).rejects.toThrow();
    expect(await readEntries(rig, 'other.jsonl').catch(() => 'damaged')).toBe('damaged');
  });

  it('does not begin without a journal that can be written', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    mkdirSync(join(rig.at.cwd, 'folder'));
    const outcome = await run(rig, { journal: 'folder' });
    expect(['unusable-journal', 'unusable-lock']).toContain(outcome.type);
    expect(rig.writes()).toEqual([]);
  });

  it('keeps out another one in the same folder', async () => {
    await using rig = await engineRig({ 'access.yaml': oneMore });
    let second: unknown;
    const host = rig.host();
    await apply(rig.request, rig.at, {
      ...host,
      async ask() {
        second = await run(rig);
        return { decision: 'declined' };
      },
    });
    expect(second).toMatchObject({
      type: 'locked',
      what: 'directory',
      holder: { pid: process.pid, since: at },
      journal: join(rig.at.cwd, '.ax-gitops', 'journal.jsonl'),
    });
  });
});

it('a plan that was reviewed is carried out as it is, and no other', async () => {
  await using rig = await engineRig({ 'access.yaml': oneMore });
  const made = await plan(rig.request, rig.at, rig.host());
  if (made.type !== 'planned') throw new Error(made.type);
  const { planned, madeFrom } = made;
  expect(madeFrom).toEqual({ files: [], roster: 'auto' });
  const document = {
    ...{ made_from: madeFrom, tool: { version: packageVersion() }, target: planned.plan.target },
    ...{ digest: planned.digest, steps: planned.plan.steps },
  };
  const saved = (more: object) => ({ saved: { path: 'plan.json', document: { ...document, ...more } } });
  expect(await run(rig, saved({ made_from: { ...madeFrom, allow_variable: ['TEAM'] } }))).toMatchObject({
    type: 'fewer-variables',
  });
  expect(await run(rig, saved({ made_from: { ...madeFrom, roster: 'off' } }))).toMatchObject({
    type: 'made-otherwise',
  });
  expect(await run(rig, saved({ digest: 'd' }))).toMatchObject({ type: 'other-digest' });
  expect([rig.asked, rig.writes()]).toEqual([[], []]);
  expect(await run(rig, { ...saved({}), expectDigest: planned.digest })).toMatchObject({ endings: ['done'] });
});

describe('a key', () => {
  const withKeys = `version: 1
api_keys:
  one: { type: service, spaces: { Platform Team/team-alpha: member }, secret: here }
  two: { type: service, spaces: { Platform Team/team-alpha: member }, secret: SINK }
secrets:
  here: { file: 'secrets/{name}.key' }
  there: { file: 'linked/one.key' }
`;

  it('goes where its secret is kept, and gets another one when asked for', async () => {
    await using rig = await engineRig({ 'access.yaml': withKeys.replace('SINK', 'here') });
    expect(await run(rig)).toMatchObject({ type: 'carried-out', endings: ['done', 'done'] });
    expect(await rig.read('secrets/one.key')).toContain('raw-secret');
    expect(JSON.stringify([rig.events, await readEntries(rig)])).not.toContain('raw-secret');
    rig.events.length = 0;
    const rotated = await run(rig, { rotate: 'two' });
    expect(rotated).toMatchObject({
      type: 'carried-out',
      endings: ['done'],
      planned: { plan: { steps: [{ action: 'rotate', address: 'api-key/two' }] } },
    });
    expect(await run(rig)).toMatchObject({ type: 'nothing-to-do' });
    expect(await run(rig, { rotate: 'three' })).toEqual({
      type: 'no-such-key',
      name: 'three',
      declared: ['one', 'two'],
    });
  });

  it('is not begun where its secret would take the place of another', async () => {
    await using rig = await engineRig({ 'access.yaml': withKeys.replace('SINK', 'there') });
    mkdirSync(join(rig.at.cwd, 'secrets'));
    symlinkSync('secrets', join(rig.at.cwd, 'linked'));
    const outcome = await run(rig, {}, undefined, ({ type }) => {
      if (type === 'applied') rig.interrupt();
    });
    expect(outcome).toMatchObject({ type: 'carried-out' });
    const { report } = outcome as {
      readonly report: { readonly outcomes: readonly { readonly outcome: string; readonly reason?: string }[] };
    };
    expect(report.outcomes).toMatchObject([
      { outcome: 'done' },
      {
        outcome: 'failed',
        reason: `the sink "there" can't be used: the secret of api-key/one goes to ${join(rig.at.cwd, 'secrets', 'one.key')} too, and only one would be kept; it was not begun`,
      },
    ]);
  });
});
