import { indexLive } from '../../src/kinds/live-index.js';
import { kindNames } from '../../src/kinds/index.js';
import { describe, expect, it } from 'vitest';
import { findUnmanaged } from '../../src/diff/unmanaged.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState, ManagedMap } from '../../src/model/desired.js';
import type { Policy, Unmanaged } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { DesiredResource } from '../../src/model/resource.js';
import type { Entry, More } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

const core = addressOf.organization('Core');
const alpha = addressOf.space('Core', 'alpha');
const source = { file: 'policy.yaml', path: ['policy', 'unmanaged'] };

function policyOf(action: Unmanaged, ignore: readonly string[] = []): Policy {
  return { ...noPolicy, ignore, unmanaged: Object.fromEntries(kindNames.map((kind) => [kind, { action, source }])) };
}

function unmanaged(
  managed: readonly ManagedMap[],
  entries: readonly Entry[],
  {
    resources = [],
    policy = noPolicy,
    live = {},
    references = [],
  }: {
    resources?: readonly DesiredResource[];
    policy?: Policy;
    live?: More;
    references?: DesiredState['references'];
  } = {},
) {
  const desired: DesiredState = {
    ...{ resources, managed, policy, references, tests: [], sinks: new Map() },
    locate: ({ file }) => ({ file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
  };
  const { reported, removals } = findUnmanaged(desired, indexLive(liveState(entries, live)));
  return {
    reported: reported.map(({ kind, address }) => `${kind} ${address}`),
    removed: removals.map(({ desired: { kind, address } }) => `${kind} ${address}`),
    removals,
  };
}

const ann = { user: 'ann@x.io' };
const people: readonly Entry[] = [
  ['user', { user: 'zoe@x.io' }],
  ['user', { user: 'bob@x.io' }],
  ['user', ann],
];
const grants: ManagedMap = { kinds: ['space-member', 'space-role-binding'], container: alpha };
const inAlpha = { organization: 'Core', space: 'alpha' };

describe('what is live and in no file', () => {
  it('is nothing of somebody who is declared absent: that goes along with them', () => {
    const entries: readonly Entry[] = [
      ...people,
      ['organization', { organization: 'Core' }],
      ['space', inAlpha],
      ['space-member', { ...inAlpha, ...ann }, { role: 'member' }],
      ['space-member', { ...inAlpha, user: 'bob@x.io' }, { role: 'member' }],
    ];
    const resources = [wanted('user', ann, { ensure: 'absent' })];
    for (const policy of [noPolicy, policyOf('remove')]) {
      const { reported, removed } = unmanaged([grants], entries, { resources, policy });
      expect([...reported, ...removed]).toEqual([`space-member ${alpha}/member/bob@x.io`]);
    }
  });

  it('is only looked for below the maps of the files', () => {
    const entries: readonly Entry[] = [
      ...people,
      ['organization', { organization: 'Core' }],
      ['space', inAlpha],
      ['space', { organization: 'Edge', space: 'alpha' }],
      ['space-member', { ...inAlpha, ...ann }, { role: 'member' }],
    ];
    expect(unmanaged([], entries).reported).toEqual([]);
    expect(unmanaged([{ kinds: ['space'], container: core }], entries).reported).toEqual([`space ${alpha}`]);
    expect(unmanaged([{ kinds: ['user'] }, grants], entries).reported).toEqual([
      `space-member ${alpha}/member/ann@x.io`,
      'user user/ann@x.io',
      'user user/bob@x.io',
      'user user/zoe@x.io',
    ]);
  });

  it('is that a project which no file declares is restricted, where the map that it would be in is declared', () => {
    const names = (project: string) => ({ ...inAlpha, project });
    const entries: readonly Entry[] = ['chat', 'spare', 'kept'].flatMap((project): readonly Entry[] => [
      ['project', names(project)],
      ['restriction', names(project), { restricted: true }],
    ]);
    const map: ManagedMap = { kinds: ['project', 'restriction'], container: addressOf.space('Core', 'alpha') };
    // Of a project that a file declares a field that is left out is not managed.
    const resources = [wanted('project', names('chat'))];
    const at = (project: string) => `${alpha}/project/${project}`;
    const restricted = (project: string) => `restriction ${at(project)}/restriction`;
    const found = (policy: Policy) => {
      const { reported, removed } = unmanaged([map], entries, { resources, policy });
      return { reported, removed: [...removed].sort() };
    };
    expect(found(noPolicy)).toEqual({
      reported: [`project ${at('kept')}`, restricted('kept'), `project ${at('spare')}`, restricted('spare')],
      removed: [],
    });
    expect(found(policyOf('remove', [at('kept')])).removed).toEqual([`project ${at('spare')}`, restricted('spare')]);
    expect(found({ ...policyOf('remove'), protect: [at('kept')] })).toMatchObject({ reported: [restricted('kept')] });
    expect(unmanaged([{ ...map, kinds: ['project'] }], entries, { resources }).reported).toEqual([
      `project ${at('kept')}`,
      `project ${at('spare')}`,
    ]);
  });

  it('is neither what is declared, also by another sort of grant, nor what the platform made, nor the login', () => {
    const entries: readonly Entry[] = [
      ...people,
      ['role', { role: 'admin' }, {}, { builtIn: true }],
      ['role', { role: 'Reader' }],
      ['space-role-binding', { ...inAlpha, ...ann }, { role: 'Reader' }],
      ['space-member', { ...inAlpha, user: 'bob@x.io' }, { role: 'member' }],
    ];
    const resources = [wanted('user', { user: 'zoe@x.io' }), wanted('space-member', { ...inAlpha, ...ann })];
    const live = { self: addressOf.user('ann@x.io') };
    expect(
      unmanaged([{ kinds: ['user'] }, { kinds: ['role'] }, grants], entries, { resources, live }).reported,
    ).toEqual([`space-member ${alpha}/member/bob@x.io`, 'role role/Reader', 'user user/bob@x.io']);
  });

  it('does what the policy says for its kind, and leaves alone what is ignored', () => {
    const maps: readonly ManagedMap[] = [{ kinds: ['user'] }];
    const everybody = ['user user/ann@x.io', 'user user/bob@x.io', 'user user/zoe@x.io'];
    const found = (policy: Policy) => {
      const { reported, removed } = unmanaged(maps, people, { policy });
      return { reported, removed: [...removed].sort() };
    };
    expect(found(policyOf('ignore'))).toEqual({ reported: [], removed: [] });
    expect(found(policyOf('report'))).toEqual({ reported: everybody, removed: [] });
    expect(found(policyOf('alert'))).toEqual({ reported: everybody, removed: [] });
    expect(found(policyOf('remove'))).toEqual({ reported: [], removed: everybody });
    expect(found(policyOf('remove', ['user/a*', 'user/zoe@X.io'])).removed).toEqual(['user user/bob@x.io']);
    expect(found({ ...noPolicy, unmanaged: { role: { action: 'remove', source } } }).reported).toEqual(everybody);
  });

  it('is only reported where the files still use it', () => {
    const references = [{ address: addressOf.user('bob@x.io'), kind: 'user' as const, name: 'bob@x.io', source }];
    expect(unmanaged([{ kinds: ['user'] }], people, { policy: policyOf('remove'), references })).toMatchObject({
      reported: ['user user/bob@x.io'],
      removed: ['user user/zoe@x.io', 'user user/ann@x.io'],
    });
  });

  it('is removed by a line of the policy', () => {
    const { removals } = unmanaged([{ kinds: ['user'] }], [['user', ann, { role: 'member' }]], {
      policy: policyOf('remove'),
    });
    expect(removals).toEqual([
      {
        type: 'delete',
        desired: { kind: 'user', address: 'user/ann@x.io', names: ann, ensure: 'absent', attributes: {}, source },
        live: { kind: 'user', address: 'user/ann@x.io', names: ann, id: 'id1', attributes: { role: 'member' } },
        isUnmanaged: true,
      },
    ]);
  });

  it('is only reported where it is a grant of whoever applies, or a key that may be theirs', () => {
    const entries: readonly Entry[] = [
      ['user', ann],
      ['user', { user: 'bob@x.io' }],
      ['organization-member', { organization: 'Core', ...ann }, { role: 'admin' }],
      ['organization-member', { organization: 'Core', user: 'bob@x.io' }, { role: 'member' }],
      ['api-key', { key: 'mine' }, { type: 'user' }],
      ['api-key', { key: 'traces' }, { type: 'service' }],
    ];
    const maps: readonly ManagedMap[] = [{ kinds: ['organization-member'], container: core }, { kinds: ['api-key'] }];
    const policy = policyOf('remove');
    const members = ['organization-member organization/Core/member/bob@x.io'];
    expect(unmanaged(maps, entries, { policy, live: { self: addressOf.user('ann@x.io') } })).toMatchObject({
      reported: ['api-key api-key/mine', 'organization-member organization/Core/member/ann@x.io'],
      removed: [...members, 'api-key api-key/traces'],
    });
    expect(unmanaged(maps, entries, { policy })).toMatchObject({
      reported: ['api-key api-key/mine'],
      removed: ['organization-member organization/Core/member/ann@x.io', ...members, 'api-key api-key/traces'],
    });
  });

  it('comes in order of address, then kind', () => {
    const both: readonly Entry[] = [
      ['space-role-binding', { ...inAlpha, ...ann }, { role: 'Reader' }],
      ['space-member', { ...inAlpha, ...ann }, { role: 'member' }],
      ['space-member', { ...inAlpha, user: 'aaa@x.io' }, { role: 'member' }],
    ];
    expect(unmanaged([grants], both).reported).toEqual([
      `space-member ${alpha}/member/aaa@x.io`,
      `space-member ${alpha}/member/ann@x.io`,
      `space-role-binding ${alpha}/member/ann@x.io`,
    ]);
  });
});
