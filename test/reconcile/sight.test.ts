import { describe, expect, it } from 'vitest';
import { checkSight } from '../../src/reconcile/sight.js';
import { snapshotTarget, takeSnapshot } from '../../src/reconcile/snapshot.js';
import type { Connection } from '../../src/remote/port.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { engineRig, smallAccount } from '../support/engine.js';

/* What logins are shown that are no account admins. */

const withSpaces = (raj: 'ADMIN' | 'MEMBER', ...names: readonly string[]): SandboxSeed => ({
  ...smallAccount,
  organizations: [
    {
      name: 'Core',
      members: { 'jane@example.com': 'ADMIN', 'raj@example.com': 'MEMBER' },
      spaces: names.map((name) => ({ name, members: { 'jane@example.com': 'ADMIN', 'raj@example.com': raj } })),
    },
  ],
  api_keys: [{ name: 'raj', owner: 'raj@example.com', key: 'ak-raj' }],
});
const asRaj = { ARIZE_API_KEY: 'ak-raj' };
const you = (detail: string) => ({ name: 'you', status: 'ok', detail: `raj@example.com (account member), ${detail}` });
const notSeen = (detail: string, needs: string) => ({
  ...{ name: 'not seen', status: 'warn', detail },
  hint: `needed: ${needs}`,
});
const ofOthers = [
  notSeen(
    'api-key/*: Arize shows a service key only to whoever made it and to account admins',
    'the key of an account admin',
  ),
  notSeen(
    'organization/*: Arize shows an organization only to its members and to account admins',
    'the key of an account admin, or of a member of each organization',
  ),
];

describe('what the login sees', () => {
  it('is what it administers', async () => {
    await using rig = await engineRig({}, withSpaces('ADMIN', 'beta', 'alpha'), asRaj);
    const { checks, ...sight } = await checkSight({ transport: 'api' }, rig.at, rig.host());
    expect(checks.slice(0, 3)).toStrictEqual([
      you('administers organization/Core/space/beta, organization/Core/space/alpha'),
      ...ofOthers,
    ]);
    expect(sight).toStrictEqual({
      login: 'raj@example.com (account member)',
      next: 'export',
      isPlanIncomplete: false,
    });
    const taken = await takeSnapshot({ transport: 'api' }, rig.at, rig.host());
    expect(taken.type === 'taken' && taken.snapshot.login).toStrictEqual({
      user: 'user/raj@example.com',
      account_role: 'member',
      administers: ['organization/Core/space/alpha', 'organization/Core/space/beta'],
    });
  });

  it('may be nothing for sure, and too much is hidden to name it', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const spaces = names.map((name) => `      ${name}: { members: { jane@example.com: admin } }\n`).join('');
    await using rig = await engineRig(
      { 'access.yaml': `version: 1\norganizations:\n  Core:\n    spaces:\n${spaces}` },
      withSpaces('MEMBER', ...names),
      asRaj,
    );
    const { checks, ...sight } = await checkSight({ transport: 'api' }, rig.at, rig.host());
    expect(checks[0]).toStrictEqual(you('is not known to administer anything'));
    expect(checks.at(-1)).toStrictEqual({
      name: 'files',
      status: 'warn',
      detail:
        'a plan for the files here is incomplete: this login does not see all of organization/*, organization/Core/space/*, organization/Core/space/a/member/*, organization/Core/space/b/member/*, organization/Core/space/c/member/* and 4 more',
      hint: 'plan with a login that sees them, or on a snapshot taken with one: `ax-gitops plan --live FILE`',
    });
    expect(sight).toStrictEqual({ login: 'raj@example.com (account member)', next: 'plan', isPlanIncomplete: true });
  });

  it('may be nobody’s', async () => {
    const unknown = (because: string) => ({
      name: 'you',
      status: 'warn',
      detail: `whose login this is could not be determined: ${because}; it may not be shown everything`,
      hint: 'to see everything for sure, use the API key of a person who is an account admin',
    });
    await using rig = await engineRig({}, smallAccount, { ARIZE_API_KEY: 'ak-ci' });
    const { checks, login } = await checkSight({ transport: 'api' }, rig.at, rig.host());
    expect([checks[0], login]).toStrictEqual([
      unknown('a service key, most likely'),
      'a login that could not be determined',
    ]);
    const taken = await takeSnapshot({ transport: 'api' }, rig.at, rig.host());
    expect(taken.type === 'taken' && taken.snapshot.login).toStrictEqual({ administers: [] });
    rig.sandbox.addFault({ path: '/v2/api-keys', times: 99, fault: { type: 'status', status: 403 } });
    const sight = await checkSight({ transport: 'api' }, rig.at, rig.host());
    // It may well be a person's.
    expect(sight.checks[0]).toStrictEqual(unknown('it may not list its own API keys'));
  });

  it('is not known where the files and the account do not fit together', async () => {
    const access = 'version: 1\norganizations: { Nowhere: { members: { nobody@example.com: member } } }\n';
    await using rig = await engineRig({ 'access.yaml': access }, smallAccount);
    const { checks } = await checkSight({ transport: 'api' }, rig.at, rig.host());
    expect(checks[1]).toStrictEqual({
      name: 'files',
      status: 'warn',
      detail:
        'no plan can be made of the files here, so it is not known whether this login sees all of it: user "nobody@example.com" is neither declared in the files nor live in the account.',
      hint: 'for all that is wrong, run `ax-gitops plan`',
    });
  });

  it('is nothing where the account can’t be reached', async () => {
    await using rig = await engineRig({}, smallAccount);
    const seenWith = (key: string) =>
      checkSight({ transport: 'api' }, { ...rig.at, env: { ...rig.at.env, ARIZE_API_KEY: key } }, rig.host());
    const nothing = (detail: string, hint: string) => ({
      checks: [{ name: 'live state', status: 'fail', detail, hint }],
      next: 'doctor',
      isPlanIncomplete: false,
    });
    expect(await seenWith('wrong')).toStrictEqual(
      nothing(
        '401 Unauthorized: the API key is missing, unknown, revoked or expired',
        'renew the key in the ax profile (`ax profiles update`) or in ARIZE_API_KEY',
      ),
    );
    expect(await seenWith('')).toStrictEqual(
      nothing(
        'ax has no active profile, and ARIZE_API_KEY is not set: there is no login for Arize.',
        'run `ax profiles create`; or, in CI, set ARIZE_API_KEY (and ARIZE_BASE_URL for another host)',
      ),
    );
  });
});

it('a snapshot names the account as far as that is known', () => {
  const connection = { transport: 'api', host: 'h', capabilities: { privateSpaces: true } } as Connection;
  expect(snapshotTarget(connection)).toStrictEqual({ transport: 'api', host: 'h', private_spaces: true });
  expect(snapshotTarget({ ...connection, axVersion: '0.31.1', profile: 'prod' })).toStrictEqual({
    ...{ transport: 'api', ax_version: '0.31.1', profile: 'prod', host: 'h', private_spaces: true },
  });
});
