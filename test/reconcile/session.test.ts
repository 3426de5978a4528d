import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/reconcile/host.js';
import type { PlanRequest } from '../../src/reconcile/request.js';
import type { Session } from '../../src/reconcile/session.js';
import { planIn, withSession } from '../../src/reconcile/session.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig, smallAccount, told } from '../support/engine.js';

/* What a run knows before it reads the account, and what it plans of it. */

const files = {
  'access.yaml': `version: 1
users: { zoe@example.com: { name: Zoe } }
roles: { New: { permissions: [PROJECT_READ] } }
`,
};

function inSession<T>(rig: EngineRig, request: PlanRequest, work: (session: Session) => Promise<T> | T) {
  return withSession({ ...rig.request, ...request }, rig.at, rig.host(), (session) => Promise.resolve(work(session)));
}

const step = (kind: string, address: string) => ({ kind, address }) as Parameters<Session['isSelected']>[0];

describe('a session', () => {
  it('is about what it was asked for, and no more of what was left open', async () => {
    await using rig = await engineRig(files, smallAccount);
    const selected = (request: PlanRequest) =>
      inSession(rig, request, ({ isSelected }) =>
        [
          ['user', 'user/zoe@example.com'],
          ['role', 'role/New'],
          ['api-key', 'api-key/ci'],
        ].map(([kind = '', address = '']) => isSelected(step(kind, address))),
      );
    expect(await selected({})).toEqual([true, true, true]);
    expect(await selected({ only: ['role', 'api-key'] })).toEqual([false, true, true]);
    expect(await selected({ target: ['user/*', 'role/N*'] })).toEqual([true, true, false]);
    expect(await selected({ only: ['role', 'api-key'], target: ['user/*', 'role/*'] })).toEqual([false, true, false]);
  });

  it('holds what it was asked with, and nothing that was not', async () => {
    await using rig = await engineRig(files, smallAccount);
    const session = await inSession(rig, {}, (one) => one);
    expect(session).toMatchObject({
      isRosterRequired: false,
      readsAll: false,
      interrupts: rig.request.interrupts,
      madeFrom: { files: [], roster: 'auto' },
      sources: new Map([['access.yaml', files['access.yaml']]]),
      connection: { transport: 'api', host: rig.sandbox.host },
    });
    expect(session).not.toHaveProperty('previous');
    expect(session).not.toHaveProperty('nothingThen');
    expect(await inSession(rig, { roster: 'graphql', readsAll: true }, (one) => one)).toMatchObject({
      isRosterRequired: true,
      readsAll: true,
    });
    expect(await inSession(rig, { roster: 'off' }, ({ isRosterRequired }) => isRosterRequired)).toBe(false);
  });

  it('reads only what the files are about, unless it is to read all', async () => {
    await using rig = await engineRig({ 'access.yaml': 'version: 1\nroles: {}\n' }, smallAccount);
    const lists = async (request: PlanRequest) => {
      rig.events.length = 0;
      await inSession(rig, request, (session) => planIn(session));
      const begun = (event: Event) => (event.type === 'list' && event.at === 'begun' ? [event.list] : []);
      return [...new Set(rig.events.flatMap(begun))].sort();
    };
    const some = await lists({});
    expect(some).toEqual(['roles', 'user keys', 'users']);
    expect(await lists({ readsAll: true })).toEqual([
      ...['members', 'organizations', 'project bindings', 'projects', 'restrictions', 'roles'],
      ...['service keys', 'space bindings', 'spaces', 'user keys', 'users'],
    ]);
  });

  it('is none without a journal that can be read, a login, or a snapshot', async () => {
    await using rig = await engineRig({ ...files, 'folder/x': '' }, smallAccount);
    const never = () => Promise.reject(new Error('begun'));
    expect(await inSession(rig, { journal: 'folder' }, never)).toEqual({
      type: 'unusable-journal',
      path: join(rig.at.cwd, 'folder'),
      reason: 'it is not a regular file',
      hint: 'give --journal the path of a file',
    });
    const at = { ...rig.at, env: { ...rig.at.env, ARIZE_API_KEY: '' } };
    expect(await withSession(rig.request, at, rig.host(), never)).toMatchObject({
      type: 'unreadable',
      failure: { kind: 'no-profile' },
    });
    expect(await inSession(rig, { live: 'nothing.json' }, never)).toEqual({
      type: 'unusable-snapshot',
      path: 'nothing.json',
      isRead: false,
      reason: 'no such file or directory (ENOENT)',
    });
  });

  it('has no plan of files that do not fit the account, and says where', async () => {
    const text = 'version: 1\norganizations: { Nowhere: { members: { nobody@example.com: member } } }\n';
    await using rig = await engineRig({ 'access.yaml': text }, smallAccount);
    const planned = await inSession(rig, {}, (session) => planIn(session));
    expect(planned).toMatchObject({
      ok: false,
      error: {
        type: 'invalid-files',
        diagnostics: [{ severity: 'error', span: { file: 'access.yaml', start: { line: 2 } } }],
        sources: new Map([['access.yaml', text]]),
      },
    });
    expect(told(rig.events)).toEqual(['connecting', 'reading', 'read']);
  });
});
