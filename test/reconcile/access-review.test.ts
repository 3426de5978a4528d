import { describe, expect, it } from 'vitest';
import { bindingKinds } from '../../src/kinds/index.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveNeeds } from '../../src/model/live.js';
import type { KindName } from '../../src/model/resource.js';
import { reviewAccess } from '../../src/reconcile/access-review.js';
import { stateOf } from '../support/files.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* What a plan says of access: a role gets wider, and somebody gets it. */

const lab = { organization: 'Ours', space: 'lab' };
const on = addressOf.space('Ours', 'lab');
const places: readonly Entry[] = [
  ['organization', { organization: 'Ours' }],
  ['space', lab, { private: true }],
];
const person = (user: string): Entry => ['user', { user }, { role: 'member', status: 'active' }];
const holds = (user: string): Entry => ['space-role-binding', { ...lab, user }, { role: 'Reader' }];
const role = (...permissions: readonly string[]): Entry => ['role', { role: 'Reader' }, { permissions }];
const rosters = new Set([addressOf.organization('Ours'), on]);
const account = (...more: readonly Entry[]) =>
  liveState([person('eve@x.io'), person('raj@x.io'), ...places, ...more], { rosters });
const before = account(role('PROJECT_READ'), holds('eve@x.io'));
const after = account(role('PROJECT_READ', 'ROLE_UPDATE'), holds('eve@x.io'), holds('raj@x.io'));
const tests = `tests:
  - cannot: { user: eve@x.io, do: ROLE_UPDATE, on: Ours/lab }
  - cannot: { user: gone@x.io, do: ROLE_UPDATE, on: Ours/lab }
  - can: { user: eve@x.io, do: USER_CREATE, on: Ours/lab }
  - cannot: { user: typo@x.io, do: ROLE_UPDATE, on: Ours/lab }
`;
const files = (more = '') =>
  stateOf({
    'a.yaml': `version: 1
groups: { readers: [raj@x.io, gone@x.io] }
organizations: { Ours: { spaces: { lab: { members: { eve@x.io: Reader, '@readers': Reader } } } } }
${more}`,
  });
const needs = (kinds: readonly KindName[] = bindingKinds): LiveNeeds => ({ lists: new Set(kinds) }) as never;

const roles = { before: ['Reader'], after: ['Reader'] };
const gained = [
  { user: 'eve@x.io', on, ...roles, gained: ['ROLE_UPDATE'], lost: [] },
  {
    user: 'raj@x.io',
    on,
    ...roles,
    before: [],
    gained: ['PROJECT_READ', 'ROLE_UPDATE'],
    lost: [],
    groups: ['readers'],
  },
];
const selfGrant = (user: string) => ({
  ...{ rule: 'self-grant', user, on, note: 'can give themselves more (ROLE_UPDATE)' },
  message: `${user} gains ROLE_UPDATE on Ours / lab through Reader and can give themselves more`,
});
const wider = {
  ...{ rule: 'wider-role', on: 'role/Reader' },
  message: 'the role "Reader", held by 2 people that can be seen, gains ROLE_UPDATE',
};
const failing = (message: string) => ({
  ...{ rule: 'tests', message: `an access test fails (a.yaml:${message}` },
  hint: 'change what gives or takes the access, or the test',
});
const missing = failing("7:18): eve@x.io can't USER_CREATE on Ours / lab; the roles there are Reader");
const unknownTests = [
  'a.yaml:8:21: there is no user typo@x.io, in the account or in the files; is that how it is spelt?',
];

describe('what a plan says of access', () => {
  it('is who gains what through which group, what to stop at, and the tests that fail or can’t be told', async () => {
    const { shown, violations } = reviewAccess(before, after, await files(tests), needs(), []);
    const { causes, verdict, ...rest } = shown;
    expect(rest).toEqual({
      access: gained,
      accessOmitted: 0,
      escalations: [selfGrant('eve@x.io'), selfGrant('raj@x.io'), wider],
      unknownTests,
    });
    expect(causes).toMatchObject([{ effect: 'escalates', people: 2, access: [0, 1], escalations: [0, 1, 2] }]);
    expect(verdict).toMatchObject({ gaining: 2, losing: 0 });
    expect(violations).toEqual([failing('5:21): eve@x.io can ROLE_UPDATE on Ours / lab, through Reader'), missing]);
  });

  it('is a count where there is too much of it', async () => {
    const desired = await files();
    const shown = (most: number) => reviewAccess(before, after, desired, needs(), [], most).shown;
    expect(shown(2)).toMatchObject({ access: gained, accessOmitted: 0, unknownTests: [] });
    expect(shown(1)).toMatchObject({ access: [], accessOmitted: 2, causes: [{ changes: 2, access: [] }] });
  });

  it('says so where it was not read who holds which role', async () => {
    const { escalations } = reviewAccess(before, after, await files(), needs(bindingKinds.slice(1)), []).shown;
    expect(escalations.at(-1)).toEqual({ ...wider, note: 'its holders were not read' });
  });

  it('is only what the tests tell where nothing changes', async () => {
    const nothing = { access: [], accessOmitted: 0, escalations: [], causes: [], unknownTests: [] };
    expect(reviewAccess(before, before, await files(tests), needs(), [])).toEqual({
      shown: { ...nothing, unknownTests },
      violations: [missing],
    });
    expect(reviewAccess(before, before, await files(), needs(), [])).toEqual({ shown: nothing, violations: [] });
  });
});
