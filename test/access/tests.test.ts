import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { throughGroups } from '../../src/access/changes.js';
import { declaredState } from '../../src/access/declared.js';
import { escalations } from '../../src/access/escalations.js';
import { accessMap } from '../../src/access/index.js';
import { brokenByFiles, runTests } from '../../src/access/tests.js';
import type { AccessChange } from '../../src/model/access.js';
import { addressOf } from '../../src/model/address.js';
import type { AccessTest } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { DesiredResource, LiveResource } from '../../src/model/resource.js';
import { desiredState } from '../support/desired.js';
import { seen } from '../support/live.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';
import type { Facts } from './brute-force.js';
import { catalog } from './brute-force.js';
import { liveOf } from './live-of.js';

/* What is not known is never "no": a test passes or fails only on what can be seen. */

const eve = 'eve@x.io';
const facts: Facts = {
  users: [{ email: eve, role: 'member' }],
  roles: [
    { name: 'Reader', permissions: ['PROJECT_READ'] },
    { name: 'Space Member', permissions: ['PROJECT_READ'], word: 'member' },
  ],
  organizationMembers: [{ organization: 'Ours', email: eve, role: 'member' }],
  spaces: [
    { organization: 'Ours', space: 'open', isPrivate: false },
    { organization: 'Ours', space: 'vault', isPrivate: true },
  ],
  spaceMembers: [],
  spaceBindings: [],
  projects: [
    { organization: 'Ours', space: 'open', project: 'web', isRestricted: false },
    { organization: 'Ours', space: 'vault', project: 'plans', isRestricted: true },
  ],
  projectBindings: [],
};
const all = liveOf(facts);

function outcome(live: LiveState, claim: AccessTest['claim'], on?: string, permission = 'PROJECT_READ', person = eve) {
  const test: AccessTest = {
    claim,
    people: [person],
    permission,
    ...(on !== undefined && { on }),
    place: 'access.yaml:1:1',
    source: { file: 'access.yaml', path: [] },
  };
  const [result] = runTests([test], accessMap(live, catalog), new Set());
  return result?.outcome;
}

/** A place's members are known, and one member's role there is not. */
/** A login that sees all members, and may not be shown all bindings and restrictions. */
const blind = {
  ...seen({ hides: ['space-role-binding', 'project-role-binding', 'restriction'] }),
  kinds: {
    ...seen({ hides: ['space-role-binding', 'project-role-binding', 'restriction'] }).kinds,
    'organization-member': { extent: 'read' as const },
    'space-member': { extent: 'read' as const },
  },
};

function withoutRole(live: LiveState, kind: 'organization-member' | 'user'): LiveState {
  const faceless = [...live.resources[kind]].map(([address, resource]): [typeof address, LiveResource] => [
    address,
    { ...resource, attributes: kind === 'user' ? { ...resource.attributes, role: null } : {} },
  ]);
  return { ...live, resources: { ...live.resources, [kind]: new Map(faceless) } };
}

describe('access tests', () => {
  it.each([
    ['cannot', 'Ours/vault', 'passed'],
    ['can', 'Ours/open', 'passed'],
    ['can', 'Ours/vault', 'failed'],
    ['cannot', 'Ours/open/web', 'failed'],
    ['cannot', 'Ours/vault/plans', 'passed'],
    ['cannot', 'Ours/none', 'failed'],
  ] as const)('%s PROJECT_READ on %s: %s', (claim, on, expected) => {
    expect(outcome(all, claim, on)).toBe(expected);
  });

  it.each([
    ['a member of the organization whose role there is not known', withoutRole(all, 'organization-member')],
    ['a person whose account role is not known', withoutRole(all, 'user')],
    ['rosters that were not read', { ...all, visibility: seen() }],
    ['a login that may not be shown all bindings', { ...all, visibility: blind }],
  ])('do not tell, of %s', (_title, live) => {
    expect(outcome(live, 'cannot', 'Ours/vault')).toBe('unknown');
    expect(outcome(live, 'cannot', 'Ours/vault/plans')).toBe('unknown');
    expect(outcome(live, 'can', 'Ours/vault')).toBe('unknown');
    expect(outcome(live, 'cannot')).not.toBe('passed');
  });

  it('do not take access from the space for sure where a restriction may be hidden', () => {
    expect(outcome(all, 'can', 'Ours/open/web')).toBe('passed');
    expect(outcome({ ...all, visibility: blind }, 'can', 'Ours/open/web')).toBe('unknown');
    expect(outcome({ ...all, visibility: blind }, 'cannot', 'Ours/open/web')).toBe('failed');
  });

  it('do not tell what a role in an organization or in the account permits by itself: no list has it', () => {
    expect(outcome(all, 'can', 'Ours', 'USER_READ')).toBe('unknown');
    expect(outcome(all, 'cannot', 'Ours', 'USER_READ')).toBe('unknown');
    // Without a place it is asked what the listed roles permit, and who is an administrator.
    expect(outcome(all, 'cannot', undefined, 'ROLE_UPDATE')).toBe('passed');
    expect(outcome(all, 'can', undefined, 'ROLE_UPDATE')).toBe('failed');
  });

  it('fail over many places as soon as one of them is sure', () => {
    const places = [...all.resources.organization.keys(), ...all.resources.space.keys()];
    const rosters = new Set(places.filter((place) => !place.endsWith('vault')));
    const halfRead = { ...all, visibility: seen({ rosters }) };
    expect(outcome(halfRead, 'can', 'Ours/*', 'DATASET_READ')).toBe('failed');
    expect(outcome(halfRead, 'can', 'Ours/*')).toBe('unknown');
  });

  it('take ** for any depth, and what follows it for what follows', () => {
    expect(outcome(all, 'cannot', '**/plans')).toBe('passed');
    expect(outcome(all, 'cannot', '**/web')).toBe('failed');
    expect(outcome(all, 'cannot', 'Ours/**/nowhere')).toBe('failed');
    expect(outcome(all, 'cannot', 'Ours/vault/**')).toBe('passed');
    expect(outcome(all, 'cannot', 'Ours/**')).toBe('failed');
  });

  it('do not pass for somebody who is nowhere', () => {
    expect(outcome(all, 'cannot', 'Ours/vault', 'PROJECT_READ', 'evve@x.io')).toBe('unknown');
    expect(outcome(all, 'can', 'Ours/open', 'PROJECT_READ', 'evve@x.io')).toBe('failed');
  });
});

describe('what validate refuses', () => {
  it(
    'no account meets: plan refuses it too, whatever is live',
    async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          specs(),
          specs(),
          fc.constantFrom('ann@x.io', 'bob@x.io', 'cy@x.io'),
          fc.constantFrom('PROJECT_READ', 'DATASET_CREATE', 'ROLE_UPDATE'),
          fc.constantFrom(undefined, '**', 'o1/*', 'o1/s1', '*/*/*', '*'),
          async (first, second, person, permission, on) => {
            const files = desiredState(second);
            const place = { place: 'access.yaml:1:1', source: { file: 'access.yaml', path: [] } };
            const test = {
              claim: 'cannot' as const,
              people: [person],
              permission,
              ...(on !== undefined && { on }),
              ...place,
            };
            const broken = brokenByFiles([test], accessMap(declaredState(files.resources), catalog));
            if (broken.length === 0) return;
            const arize = memoryArize({ privateSpaces: true });
            await carryOut(await planOf(desiredState(first), arize), arize, { concurrency: 1 });
            const planned = await tryPlan({ ...files, tests: [test] }, arize);
            if (!planned.ok) throw new Error('no plan');
            // What no step can do is left out: an account role stays as it is.
            if (planned.value.plan.blocked.length > 0) return;
            refused++;
            expect(planned.value.violations.map(({ rule }) => rule)).toContain('tests');
          },
        ),
        { numRuns: runs },
      );
      // One case in eight: of less than a hundred it may be none.
      if (runs >= 100) expect(refused).toBeGreaterThan(runs < 900 ? 0 : runs / 20);
    },
    timeout,
  );
});

describe('the groups of an access change', () => {
  const change = (after: readonly string[]): AccessChange => ({
    user: eve,
    on: addressOf.space('Ours', 'vault'),
    before: [],
    after,
    gained: ['PROJECT_READ'],
    lost: [],
  });
  const entry = (kind: 'organization-member' | 'space-member', group: string) =>
    ({
      kind,
      address:
        kind === 'space-member'
          ? addressOf.spaceMember('Ours', 'vault', eve)
          : addressOf.organizationMember('Ours', eve),
      ensure: 'present',
      group,
    }) as DesiredResource;
  const groups = (after: readonly string[], ...desired: readonly DesiredResource[]) =>
    throughGroups([change(after)], desired)[0]?.groups;

  it('are those that give what is there, not those that give something above', () => {
    expect(groups(['admin'], entry('organization-member', 'everybody'))).toBeUndefined();
    expect(groups(['admin'], entry('space-member', 'owners'))).toEqual(['owners']);
    expect(groups(['member (organization, public space)'], entry('organization-member', 'everybody'))).toEqual([
      'everybody',
    ]);
  });
});

describe('a role that permits more', () => {
  const wider = (change: Partial<LiveState>) => {
    const now = liveOf({ ...facts, roles: [{ name: 'Reader', permissions: ['PROJECT_READ', 'ROLE_UPDATE'] }] });
    const moments = [all, now].map((live) => ({
      live: { ...live, ...change },
      map: accessMap({ ...live, ...change }, catalog),
    }));
    const [before, after] = moments;
    if (before === undefined || after === undefined) throw new Error('no moments');
    return escalations(before, after, [], []).map(({ message }) => message);
  };

  it('is told where service keys hold it, or where it is not known who does; not where nobody does', () => {
    expect(wider({})).toEqual([]);
    const binding = { id: 'b', userId: 'bot', role: addressOf.role('Reader'), resource: undefined };
    expect(wider({ foreignBindings: [binding] })).toEqual([
      'the role "Reader", held by 1 service key that can be seen, gains ROLE_UPDATE',
    ]);
    expect(wider({ visibility: blind })).toEqual([
      'the role "Reader", whose holders can\'t all be seen, gains ROLE_UPDATE',
    ]);
  });
});
