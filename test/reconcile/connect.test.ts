import { describe, expect, it } from 'vitest';
import { connect } from '../../src/reconcile/connect.js';
import { examine } from '../../src/reconcile/doctor.js';
import { silentHost } from '../../src/reconcile/host.js';
import { readAccount } from '../../src/reconcile/read-account.js';
import type { ConnectionRequest } from '../../src/reconcile/request.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig } from '../support/engine.js';

/* The way to Arize, and what doctor says of it. */

/** No ax is anywhere here; none is ever started. */
const nowhere = (named?: string) => ({
  ...{ cwd: '/', home: '/nowhere', now: () => new Date(0) },
  env: { PATH: '/nowhere', ...(named !== undefined && { AX_GITOPS_AX: named }) },
});
const launchers: readonly (readonly [ConnectionRequest, string | undefined, string])[] = [
  [{}, undefined, 'there is no ax on PATH'],
  [{}, '', 'there is no ax on PATH'],
  [{}, '/nowhere/b', '/nowhere/b is not a program that can be run'],
  [{ ax: '/nowhere/a' }, '/nowhere/b', '/nowhere/a is not a program that can be run'],
  [{ ax: '' }, '/nowhere/b', 'there is no ax on PATH'],
];

describe('through ax', () => {
  it.each(launchers)('with %j and AX_GITOPS_AX=%s: %s', async (request, named, why) => {
    const arize = await connect(request, nowhere(named), silentHost);
    const message = `Arize's ax can't be run: ${why}.`;
    expect(await arize.describe()).toMatchObject({ ok: false, error: { kind: 'ax-missing', message } });
    const examined = await examine(request, nowhere(named), silentHost);
    const [ax, ...others] = examined.checks;
    expect(ax).toMatchObject({ name: 'ax', status: 'fail', detail: message });
    expect(others.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'version: skip',
      'login: skip',
      'reach: skip',
    ]);
    expect(examined).toMatchObject({ isFailed: true, isPlanIncomplete: false, next: 'doctor' });
  });
});

describe('through REST', () => {
  const atOnce = async ({ at }: EngineRig, concurrency?: number) => {
    const arize = await connect(
      { transport: 'api', ...(concurrency !== undefined && { concurrency }) },
      at,
      silentHost,
    );
    return arize.atOnce?.();
  };
  /** How many questions the members cost. */
  const queries = async (rig: EngineRig, request: ConnectionRequest = {}) => {
    rig.sandbox.clearRequests();
    expect(await readAccount({ ...rig.request, ...request }, rig.at, silentHost)).toMatchObject({ type: 'read' });
    return rig.sandbox.requests.filter(({ path }) => path === '/graphql').length;
  };

  it('as much is asked at once as is said', async () => {
    await using rig = await engineRig();
    expect([await atOnce(rig), await atOnce(rig, 7)]).toEqual([4, 7]);
  });

  it('members are read unless that is off, all of them or with as few queries as may be made', async () => {
    await using rig = await engineRig();
    const all = await queries(rig);
    expect(await queries(rig, { rosterQueries: 1 })).toBeLessThan(all);
    expect(await queries(rig, { rosterQueries: 1, roster: 'graphql' })).toBe(all);
    expect(await queries(rig, { roster: 'off' })).toBe(0);
  });

  it('a long wait is told of, and can be ended', async () => {
    await using rig = await engineRig();
    rig.sandbox.addFault({ path: '/v2/users', fault: { type: 'status', status: 429, retryAfter: 600 } });
    const host = rig.host(undefined, ({ type }) => {
      if (type === 'told') rig.interrupt();
    });
    expect(await readAccount(rig.request, rig.at, host)).toEqual({ type: 'interrupted' });
    expect(rig.events.filter(({ type }) => type === 'told')).toEqual([
      {
        type: 'told',
        text: `${rig.sandbox.host} asks to wait (429 Too Many Requests: injected by a fault rule): the next try is in 10 min. Ctrl-C ends the run.`,
      },
    ]);
  });
});

describe('doctor', () => {
  const doctor = ({ at, host }: EngineRig, more: Readonly<Record<string, string | undefined>> = {}) =>
    examine({ transport: 'api' }, { ...at, env: { ...at.env, ...more } }, host());
  const login = 'jane@example.com (account admin)';
  const network = ({ sandbox }: EngineRig) => [
    { name: 'network', status: 'ok', detail: `${sandbox.host} directly` },
    { name: 'login', status: 'ok', detail: `ARIZE_API_KEY, on ${sandbox.host}` },
  ];
  const listed = (name: string, size: number) => ({ name, status: 'ok', detail: `${String(size)} listed` });
  const looked = (rig: EngineRig, roles: object) => [
    ...network(rig),
    { name: 'reach', status: 'ok', detail: `${rig.sandbox.host} answers and knows the login` },
    ...[listed('users', 8), listed('organizations', 2), roles],
    ...[listed('role bindings', 1), listed('restrictions', 1), listed('API keys', 1)],
    { name: 'you', status: 'ok', detail: `${login}, administers the whole account` },
  ];

  it('says that all works, and what is next', async () => {
    await using rig = await engineRig();
    expect(await doctor(rig)).toEqual({
      ...{ checks: looked(rig, listed('roles', 6)), isFailed: false, isPlanIncomplete: false, next: 'export', login },
    });
    await rig.write('access.yaml', 'version: 2\n');
    expect(await doctor(rig)).toMatchObject({ isFailed: false, isPlanIncomplete: true, next: 'validate' });
  });

  it('goes on where only a part can’t be seen', async () => {
    await using rig = await engineRig();
    rig.sandbox.addFault({ path: '/v2/roles', times: 99, fault: { type: 'status', status: 403 } });
    const roles = {
      ...{ name: 'roles', status: 'fail', isOptional: true, hint: 'it needs ROLE_READ, or the account role admin' },
      detail: 'the login may not list them: 403 Forbidden: injected by a fault rule',
    };
    const unseen = {
      ...{ name: 'not seen', status: 'warn', detail: 'role/*: this login may not list roles' },
      hint: 'needed: ROLE_READ, or the key of an account admin',
    };
    expect(await doctor(rig)).toEqual({
      ...{ checks: [...looked(rig, roles), unseen], isFailed: true, isPlanIncomplete: false, next: 'doctor', login },
    });
  });

  it('ends where the login is none, or is not accepted', async () => {
    await using rig = await engineRig();
    const cut = { isFailed: true, isPlanIncomplete: false, next: 'doctor' };
    const refused = {
      ...{ name: 'reach', status: 'fail', hint: 'set ARIZE_API_KEY to a key that is active' },
      detail:
        'Arize does not accept the login of ARIZE_API_KEY: 401 Unauthorized: the API key is missing, unknown, revoked or expired',
    };
    expect(await doctor(rig, { ARIZE_API_KEY: 'wrong' })).toEqual({ checks: [...network(rig), refused], ...cut });
    const missing = {
      ...{ name: 'login', status: 'fail' },
      detail: 'ax has no active profile, and ARIZE_API_KEY is not set: there is no login for Arize.',
      hint: 'run `ax profiles create`; or, in CI, set ARIZE_API_KEY (and ARIZE_BASE_URL for another host)',
    };
    const skipped = { name: 'reach', status: 'skip', detail: 'skipped: what it needs is missing' };
    expect(await doctor(rig, { ARIZE_API_KEY: undefined })).toEqual({ checks: [missing, skipped], ...cut });
  });
});
