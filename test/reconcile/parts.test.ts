import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import type { Event } from '../../src/reconcile/host.js';
import { madeFrom } from '../../src/reconcile/made-from.js';
import { leftBehind, notKept } from '../../src/reconcile/not-kept.js';
import { impossible, notRead } from '../../src/reconcile/outcome.js';
import { holdsOwnKey, matchesRedacted, ownKeyMatcher, ownKeys } from '../../src/reconcile/own-key.js';
import { recordSettled } from '../../src/reconcile/settled.js';
import { wrongTarget } from '../../src/reconcile/target.js';
import { tellCalls } from '../../src/reconcile/told-calls.js';
import { toldReading } from '../../src/reconcile/told-reading.js';
import { allowedVariables, allowingMore } from '../../src/reconcile/variables.js';
import { unusable } from '../../src/reconcile/journal.js';
import type { Arize, Connection, Listing } from '../../src/remote/port.js';
import { stateOf } from '../support/files.js';
import { memoryArize } from '../support/memory-arize.js';

/* The parts of the engine that need no account. */

it('why the account can’t be asked any further is told apart', () => {
  const failure = (kind: 'interrupted' | 'environment' | 'server') => ({ kind, message: 'm', uncertain: false });
  expect(notRead(failure('interrupted'))).toEqual({ type: 'interrupted' });
  expect(notRead(failure('environment'))).toEqual({ type: 'unusable-environment', failure: failure('environment') });
  expect(notRead(failure('server'))).toEqual({ type: 'unreadable', failure: failure('server') });
});

it('what no step can do stays open', () => {
  const summary = (blocked: number) => ({ summary: { blocked } }) as unknown as Parameters<typeof impossible>[0];
  expect([impossible(summary(0)), impossible(summary(1))]).toEqual([[], ['impossible']]);
});

describe('the variables that files may read', () => {
  const allowed = (list: string | undefined, ...more: readonly string[]) =>
    allowedVariables(more, { env: list === undefined ? {} : { AX_GITOPS_VARIABLES: list } });

  it.each<[string | undefined, readonly string[], readonly string[]]>([
    [undefined, [], ['AX_VAR_*']],
    [undefined, ['TEAM'], ['AX_VAR_*', 'TEAM']],
    ['', [], []],
    ['A, B_* ,', ['C'], ['A', 'B_*', 'C']],
  ])('with %j and %j are %j', (list, more, globs) => {
    expect(allowed(list, ...more)).toEqual(ok(globs));
  });

  it('are none where one of them can be no name', () => {
    expect(allowed('A,a b')).toEqual(
      failed('AX_GITOPS_VARIABLES holds "a b", which is neither the name of a variable nor a glob over names.'),
    );
  });

  it.each<[readonly string[], readonly string[], readonly string[]]>([
    [['A'], ['A'], []],
    [['A'], ['B'], ['A']],
    [['A_*'], ['A_B'], ['A_*']],
    [['A_B', 'A_*'], ['A_*'], []],
    [['A_*'], ['*'], []],
    [['A_?'], ['A_*'], []],
    [['A_*'], ['A_?'], ['A_*']],
    [[], [], []],
  ])('%j allow more than %j by %j', (globs, others, more) => {
    expect(allowingMore(globs, others)).toEqual(more);
  });

  it('are in what a plan is made from where anything was said of them', () => {
    const at = (env: object) => ({ env }) as { readonly env: Readonly<Record<string, string>> };
    expect(madeFrom({}, at({}), undefined)).toEqual({ files: [], roster: 'auto' });
    expect(
      madeFrom(
        { file: ['a'], allowVariable: ['T'], roster: 'off', rosterQueries: 3, only: ['user'], target: ['**'] },
        at({}),
        'abc',
      ),
    ).toEqual({
      ...{ files: ['a'], since: 'abc', only: ['user'], target: ['**'] },
      ...{ allow_variable: ['AX_VAR_*', 'T'], roster: 'off', roster_queries: 3 },
    });
    expect(madeFrom({}, at({ AX_GITOPS_VARIABLES: '' }), undefined)).toEqual({
      files: [],
      allow_variable: [],
      roster: 'auto',
    });
    expect(madeFrom({}, at({ AX_GITOPS_VARIABLES: '%' }), undefined)).toEqual({ files: [], roster: 'auto' });
  });
});

describe('files for another account', () => {
  const refused = async (target: string, connection: Partial<Connection>) =>
    wrongTarget(await stateOf({ 'a.yaml': `version: 1\n${target}` }, ['a.yaml']), {
      transport: 'ax',
      host: 'h',
      capabilities: { privateSpaces: false },
      ...connection,
    });

  it.each<[string, Partial<Connection>]>([
    ['', {}],
    ['target: { profile: prod }', { profile: 'prod' }],
    ['target: { host: Api.Example.com }', { host: 'api.example.COM' }],
  ])('are not those with %j, on %j', async (target, connection) => {
    expect(await refused(target, connection)).toEqual([]);
  });

  it('are refused with where they say so, and what to do', async () => {
    expect(await refused('target: { profile: "p q", host: other }', { profile: 'dev' })).toEqual([
      {
        code: 'wrong-target',
        severity: 'error',
        message: 'these files are for the profile "p q", but the active one is "dev"; nothing was read or changed.',
        span: { file: 'a.yaml', start: { line: 2, column: 20 }, end: { line: 2, column: 25 } },
        hint: "add `--profile 'p q'`, run `ax profiles use 'p q'`, or change `target.profile`",
      },
      {
        code: 'wrong-target',
        severity: 'error',
        message: 'these files are for the host "other", but ax talks to "h"; nothing was read or changed.',
        span: { file: 'a.yaml', start: { line: 2, column: 33 }, end: { line: 2, column: 38 } },
        hint: 'use a profile that points there, or change `target.host`',
      },
    ]);
    expect((await refused('target: { profile: prod }', {}))[0]?.message).toBe(
      'these files are for the profile "prod", but no ax profile is in use (the key comes from ARIZE_API_KEY); nothing was read or changed.',
    );
  });
});

describe('the keys of the login', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'ax-gitops-keys-'));
    mkdirSync(join(home, '.arize', 'profiles'), { recursive: true });
    writeFileSync(
      join(home, '.arize', 'profiles', 'one.toml'),
      'api_key = "ak-one-of-the-profile"\ntoken = \'${TOKEN}\'\nother_token = """${UNSET:ak-default}"""\nname = "no key"\n',
    );
    writeFileSync(join(home, '.arize', 'profiles', 'broken.toml'), '[[[\n  flight_key = "ak-broken"\nkey = ak-bare\n');
    writeFileSync(join(home, '.arize', 'profiles', 'notes.txt'), 'api_key = "ak-notes"\n');
    mkdirSync(join(home, '.arize', 'profiles', 'folder.toml'));
  });
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  it('are those of the environment and of every profile, also a broken one', async () => {
    const env = { ARIZE_API_KEY: ' ak-env\n', TOKEN: 'ak-token' };
    expect([...(await ownKeys({ env, home }))].sort()).toEqual([
      'ak-broken',
      'ak-default',
      'ak-env',
      'ak-one-of-the-profile',
      'ak-token',
    ]);
    expect(await ownKeys({ env: { ARIZE_API_KEY: ' ' }, home: join(home, 'nowhere') })).toEqual([]);
  });

  it('are in a variable whatever it is called, and whatever stands around them', async () => {
    const holds = await holdsOwnKey({
      env: { ARIZE_API_KEY: 'ak-env', A: 'Bearer ak-one-of-the-profile', B: 'nothing' },
      home,
    });
    expect(['ARIZE_API_KEY', 'A', 'B', 'C'].map(holds)).toEqual([true, true, false, false]);
    const without = await holdsOwnKey({ env: {}, home: join(home, 'nowhere') });
    expect(['ARIZE_API_KEY', 'A'].map(without)).toEqual([true, false]);
  });

  it.each<[string | undefined, boolean]>([
    ['ak-12...89', true],
    ['ak-12…89', true],
    ['ak-****', true],
    ['ak-13...89', false],
    ['ak-12...80', false],
    // Nothing is shown of it.
    [undefined, true],
    ['', true],
    ['****', true],
  ])('may be the one shown as %j: %j', (redacted, may) => {
    expect(matchesRedacted('ak-123456789', redacted)).toBe(may);
  });

  it('are none that is listed where there is no key', async () => {
    const matches = await ownKeyMatcher({ env: { ARIZE_API_KEY: 'ak-123' }, home });
    expect([matches('ak-1..3'), matches('ak-2..3'), matches()]).toEqual([true, false, true]);
    const none = await ownKeyMatcher({ env: {}, home: join(home, 'nowhere') });
    expect([none('ak-1..3'), none()]).toEqual([false, false]);
  });
});

describe('each call is told', () => {
  function listening(more: Partial<Arize> = {}): { readonly arize: Arize; readonly events: Event[] } {
    const events: Event[] = [];
    const host = {
      notify: (event: Event) => void events.push(event),
      ask: () => Promise.reject(new Error('not asked')),
    };
    return { arize: tellCalls({ ...memoryArize(), ...more }, host), events };
  }
  const timeless = (events: readonly Event[]) =>
    events.map((event) => (event.type === 'called' ? { ...event, seconds: 0 } : event));

  it.each<[Listing, string, string]>([
    [{ list: 'users' }, 'users', 'list users'],
    [{ list: 'spaces', organization: 'o' }, 'spaces', 'list spaces o'],
    [{ list: 'role-bindings', resourceType: 'SPACE' }, 'space bindings', 'list role-bindings SPACE'],
    [{ list: 'api-keys', keyType: 'SERVICE' }, 'service keys', 'list api-keys SERVICE'],
    [{ list: 'resource-restrictions' }, 'restrictions', 'list resource-restrictions'],
  ])('a list: %j', async (listing, list, what) => {
    const { arize, events } = listening({
      list(_listing, _signal, onPage) {
        onPage?.(2);
        onPage?.(1);
        return Promise.resolve(ok([{}, {}, {}]));
      },
    });
    await arize.list(listing);
    expect(timeless(events)).toEqual([
      { type: 'list', list, at: 'begun', objects: 0 },
      { type: 'list', list, at: 'page', objects: 2 },
      { type: 'list', list, at: 'page', objects: 1 },
      { type: 'called', what, outcome: '3 found on 2 pages', seconds: 0 },
      { type: 'list', list, at: 'ended', objects: 0 },
    ]);
  });

  it('a list of one page, and one that fails', async () => {
    const { arize, events } = listening({ list: () => Promise.resolve(ok([])) });
    await arize.list({ list: 'users' });
    expect(timeless(events)[1]).toMatchObject({ outcome: '0 found' });
    const broken = listening({
      list: () => Promise.resolve(failed({ kind: 'forbidden', message: 'no', uncertain: false })),
    });
    await broken.arize.list({ list: 'users' });
    expect(timeless(broken.events).slice(1)).toEqual([
      { type: 'called', what: 'list users', outcome: 'forbidden', seconds: 0 },
      { type: 'list', list: 'users', at: 'ended', objects: 0, problem: 'no' },
    ]);
  });

  it('members, and why they are not known', async () => {
    const rosters = {
      members: new Map([
        ['o', [{ user: 'a' }, { user: 'b' }]],
        ['p', [{ user: 'a' }]],
      ]),
      problem: 'p',
    };
    const { arize, events } = listening({ members: () => Promise.resolve(ok(rosters)) });
    await arize.members?.([]);
    expect(events).toEqual([
      { type: 'list', list: 'members', at: 'begun', objects: 0 },
      { type: 'list', list: 'members', at: 'page', objects: 3 },
      { type: 'list', list: 'members', at: 'ended', objects: 0, problem: 'p' },
    ]);
    const broken = listening({
      members: () => Promise.resolve(failed({ kind: 'server', message: 'no', uncertain: false })),
    });
    await broken.arize.members?.([]);
    expect(broken.events.slice(1)).toEqual([{ type: 'list', list: 'members', at: 'ended', objects: 0, problem: 'no' }]);
    const { members: _, ...without } = memoryArize();
    expect(
      tellCalls(without, { notify: () => undefined, ask: () => Promise.reject(new Error()) }).members,
    ).toBeUndefined();
  });

  it.each([
    [{ id: 'x' }, 'done, x'],
    [{}, 'done'],
    [{ alreadyGone: true as const }, 'was already gone'],
  ])('a change that comes to %j: %s', async (value, outcome) => {
    const { arize, events } = listening({ call: () => Promise.resolve(ok(value)) });
    await arize.call({ do: 'users.delete', user: 'u' });
    expect(timeless(events)).toEqual([{ type: 'called', what: 'users.delete', outcome, seconds: 0 }]);
  });
});

it('a reading is told with how it ended, and one of a snapshot is none', async () => {
  const events: Event[] = [];
  const host = { notify: (event: Event) => void events.push(event) };
  const connection = { transport: 'api', host: 'h', capabilities: { privateSpaces: true } } as Connection;
  expect(await toldReading(connection, host, () => Promise.resolve(ok(1)))).toEqual(ok(1));
  await toldReading(connection, host, () => Promise.resolve(failed('no')), true);
  await expect(toldReading(connection, host, () => Promise.reject(new Error('defect')))).rejects.toThrow('defect');
  expect(events).toEqual([
    { type: 'reading', host: 'h' },
    { type: 'read', isComplete: true },
    { type: 'reading', host: 'h', again: true },
    { type: 'read', isComplete: false },
    { type: 'reading', host: 'h' },
    { type: 'read', isComplete: false },
  ]);
  events.length = 0;
  await toldReading({ ...connection, takenAt: '2026' }, host, () => Promise.resolve(ok(1)));
  expect(events).toEqual([]);
});

it('what an earlier run left open is written down as what it turned out to be', async () => {
  const entries: unknown[] = [];
  const step = { run: 'r', index: 1, action: 'rotate', kind: 'api-key', address: 'api-key/K' } as const;
  const settled = [
    { ...step, delivered: true, replaces: 'old' },
    { ...step, delivered: true },
    step,
    { ...step, replaces: 'old' },
  ];
  await recordSettled({ record: (entry) => Promise.resolve(void entries.push(entry)) }, settled as never, 'now');
  const at = { ...step, at: 'now' };
  expect(entries).toEqual([
    { type: 'key-revoked', ...at, id: 'old' },
    { type: 'step-done', ...at, note: 'finished by a later run' },
    { type: 'step-failed', ...at, reason: 'broke off', uncertain: false },
    { type: 'step-failed', ...at, reason: 'broke off', uncertain: false },
  ]);
});

it('a journal is unusable for what its disk or its lines say, and for nothing else', () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  expect(unusable(full, '/j')).toEqual({
    type: 'unusable-journal',
    path: '/j',
    reason: expect.stringContaining('no space left') as string,
    hint: 'make room, or give --journal a path in a folder that can be written to',
  });
  expect(() => unusable(new TypeError('defect'), '/j')).toThrow('defect');
});

describe('what Arize has not kept', () => {
  const user = { kind: 'user', address: 'user/ann@x.io' } as const;
  const change = { field: 'name', before: 'A', after: 'B' };
  const report = (outcome: string, action = 'update', more: object = {}) =>
    ({ outcomes: [{ outcome, step: { ...user, action, ...more }, ...more }] }) as never;
  const live = (...users: readonly object[]) => ({ resources: { user: new Map(users.map((one) => [one, one])) } });
  const remaining = (action: string, ...users: readonly object[]) =>
    ({ steps: [{ ...user, action, changes: [change] }], live: live(...users) }) as never;

  it('is what was written and is otherwise', () => {
    const field = { ...user, field: 'name', action: 'update', change };
    expect(leftBehind(report('done'), remaining('update'))).toEqual([field]);
    expect(leftBehind(report('done', 'create'), remaining('update'))).toEqual([field]);
    expect(leftBehind(report('done', 'rotate'), remaining('rotate'))).toEqual([{ ...field, action: 'rotate' }]);
    expect(leftBehind(report('failed'), remaining('update'))).toEqual([]);
    // Somebody else has removed it since.
    expect(leftBehind(report('done'), remaining('create'))).toEqual([]);
    expect(leftBehind(report('done'), 'unreadable')).toEqual([]);
    expect(leftBehind(report('done'), undefined)).toEqual([]);
  });

  it('is what was made and is not there, or is called otherwise', () => {
    const other = { kind: 'user', address: 'user/anne@x.io', id: 'U1' };
    const left = { ...user, field: '', action: 'create' };
    expect(leftBehind(report('done', 'create'), remaining('create', other))).toEqual([left]);
    expect(leftBehind(report('done', 'create', { id: 'U1' }), remaining('create', other))).toEqual([
      { ...left, as: other },
    ]);
    const renamed = report('done', 'rename', { call: { do: 'x', user: { id: 'U1' }, name: 'B' } });
    expect(leftBehind(renamed, remaining('create', other))).toEqual([{ ...left, as: other }]);
  });

  it('is said at once where it is live under another name, and of what is not there the second time', async () => {
    const desired = await stateOf({ 'a.yaml': 'version: 1\nusers: { ann@x.io: {} }' }, ['a.yaml']);
    const missing = leftBehind(report('done', 'create', { id: 'U1' }), remaining('create'));
    expect(notKept(missing, new Set(), desired)).toEqual({ diagnostics: [], addresses: new Set() });
    expect(notKept(missing, new Set(['user user/ann@x.io ']), desired)).toEqual({
      addresses: new Set(),
      diagnostics: [
        expect.objectContaining({
          message:
            'user/ann@x.io: Arize does not keep this user. Two runs in a row created it, and afterwards it was not live.',
          span: expect.objectContaining({ start: { line: 2, column: 10 } }) as unknown,
        }),
      ],
    });
    const other = { kind: 'user', address: 'user/\u0430nn@x.io', id: 'U1' };
    const elsewhere = leftBehind(report('done', 'create', { id: 'U1' }), remaining('create', other));
    expect(notKept(elsewhere, new Set(), desired)).toEqual({
      addresses: new Set(),
      diagnostics: [
        expect.objectContaining({
          message:
            'user/ann@x.io: Arize does not keep this name. The user was written as "ann@x.io", and afterwards it was live as "\\u0430nn@x.io".',
          hint: 'applying again will not help. Write "\\u0430nn@x.io" in the files',
        }),
      ],
    });
  });

  it('is said once it was so twice', async () => {
    const desired = await stateOf({ 'a.yaml': 'version: 1\nusers: { ann@x.io: { name: B } }' }, ['a.yaml']);
    const left = leftBehind(report('done'), remaining('update'));
    expect(notKept(left, new Set(), desired)).toEqual({ diagnostics: [], addresses: new Set() });
    const twice = notKept(left, new Set(['user user/ann@x.io name']), desired);
    expect(twice).toEqual({
      addresses: new Set(['user/ann@x.io']),
      diagnostics: [
        {
          code: 'value-not-kept',
          severity: 'error',
          message:
            'user/ann@x.io: Arize does not keep the name as written. Two runs in a row wrote "B", and afterwards "A" was live.',
          span: { file: 'a.yaml', start: { line: 2, column: 28 }, end: { line: 2, column: 29 } },
          hint: 'applying again will not help. Write the name of the live object, or leave that field out: then it is not managed. If something else sets it back (single sign-on, another tool), change it there',
        },
      ],
    });
    const both = [
      ...left,
      { ...user, field: 'developer', action: 'update', change: { field: 'developer', before: true, after: false } },
    ] as never;
    expect(notKept(both, new Set(['user user/ann@x.io name']), desired).addresses).toEqual(new Set());
    const nowhere = await stateOf({ 'a.yaml': 'version: 1' }, ['a.yaml']);
    expect(notKept(left, new Set(['user user/ann@x.io name']), nowhere).diagnostics[0]).not.toHaveProperty('span');
  });
});
