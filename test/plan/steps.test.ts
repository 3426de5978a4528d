import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { Plan } from '../../src/model/plan.js';
import { noPolicy } from '../../src/model/policy.js';
import type { DesiredResource } from '../../src/model/resource.js';
import type { Sink } from '../../src/model/sink.js';
import type { PlanInput } from '../../src/plan/index.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan, wanted } from '../support/live.js';

/* What a step says of itself: why, from where in the files, for how long, and where its secret goes. */

const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const inAlpha = addressOf.space('Core', 'alpha');
const vault: Sink = { command: ['vault', 'put', '{name}'] };
const source = { file: 'access.yaml', path: ['entry'] };

const base: readonly Entry[] = [
  ['user', bob, { name: 'Bob', role: 'member', developer: null }],
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['organization', core, { description: '' }],
  ['organization-member', { ...core, ...bob }, { role: 'member' }],
  ['space', alpha, { description: '', private: false }],
];
const rosters = new Set([addressOf.organization('Core'), inAlpha]);

function planOf(
  resources: readonly DesiredResource[],
  {
    entries = [],
    live = { rosters },
    state = {},
    more = {},
  }: {
    entries?: readonly Entry[];
    live?: More;
    state?: Partial<DesiredState>;
    more?: Partial<PlanInput>;
  } = {},
): Plan {
  const desired: DesiredState = {
    ...{ resources, references: [], managed: [], policy: noPolicy, tests: [] },
    sinks: new Map([['vault', vault]]),
    // A place for each part, so that what is looked up can be told.
    locate: ({ file, path }, part = 'value') => {
      const start = { line: path.length, column: part === 'key' ? 1 : 2 };
      return { file, start, end: start };
    },
    ...state,
  };
  return madePlan(desired, liveState([...base, ...entries], live), more);
}

const reasons = (...input: Parameters<typeof planOf>) => planOf(...input).steps.map(({ reason }) => reason);

const member = (more: Partial<DesiredResource> = {}) =>
  wanted('space-member', { ...alpha, ...bob }, { attributes: { role: 'member' }, source, ...more });
const binding = wanted('space-role-binding', { ...alpha, ...bob }, { attributes: { role: 'Reader' }, source });
const spaceMember: Entry = ['space-member', { ...alpha, ...bob }, { role: 'admin' }];
const term = { until: '2026-12-01T00:00:00.000Z', reason: 'on call' };

describe('the reason of a step', () => {
  it('is that it is new, with group, end and cause', () => {
    expect(reasons([member()])).toEqual(['new']);
    expect(reasons([member({ group: 'devs' })])).toEqual(['new, through group devs']);
    expect(reasons([member({ term })])).toEqual(['new, until 2026-12-01T00:00:00.000Z (on call)']);
    expect(reasons([member({ term: { reason: 'on call' } })])).toEqual(['new (on call)']);
    expect(reasons([member({ term: { until: 'T' } })])).toEqual(['new, until T']);
  });

  it('is nothing where the fields say what differs', () => {
    const found = { entries: [spaceMember] };
    expect(reasons([member()], found)).toEqual(['']);
    expect(reasons([member({ group: 'devs', term: { until: 'T' } })], found)).toEqual(['through group devs, until T']);
    const user = wanted('user', bob, { attributes: { developer: true, name: 'Robert' } });
    expect(reasons([user])).toEqual(['']);
  });

  it('is that nobody can tell whether it is live', () => {
    const unread = { live: {} };
    expect(reasons([member({ group: 'devs', term: { until: 'T' } })], unread)).toEqual([
      "declared, through group devs; whether it is live can't be read, until T",
    ]);
    expect(reasons([member({ ensure: 'absent', attributes: {} })], unread)).toEqual([
      "declared absent; whether it is live can't be read",
    ]);
  });

  it('is why it goes', () => {
    const gone = (more: Partial<DesiredResource>) =>
      reasons([member({ ensure: 'absent', attributes: {}, ...more })], { entries: [spaceMember] });
    expect(gone({})).toEqual(['declared absent']);
    expect(gone({ term })).toEqual(['declared absent']);
    expect(gone({ term: { ...term, isOver: true } })).toEqual(['ended 2026-12-01T00:00:00.000Z (on call)']);
    expect(gone({ term: { until: 'T', isOver: true } })).toEqual(['ended T']);
    expect(gone({ droppedSince: 'HEAD~1', term: { isOver: true } })).toEqual(['removed from access.yaml']);
    expect(reasons([{ ...binding, group: 'devs' }], { entries: [spaceMember] })).toEqual([
      'replaced by a space role binding, through group devs',
      'new, through group devs',
    ]);
  });

  it('is its former name, its place after the first, or the policy', () => {
    const renamed = wanted('role', { role: 'Viewer' }, { renamedFrom: { name: 'Reader', source } });
    expect(reasons([renamed])).toEqual(['renamed from "Reader"']);
    const user = wanted('user', { user: 'new@x.io' }, { attributes: { developer: true } });
    expect(reasons([user])).toEqual(['new', 'can only be set once it exists']);
    const policy = { ...noPolicy, unmanaged: { role: { action: 'remove' as const, source } } };
    expect(reasons([], { state: { policy, managed: [{ kinds: ['role'] }] } })).toEqual([
      'live, in no file, and policy.unmanaged is remove',
    ]);
  });
});

describe('a step', () => {
  it('says why it goes where it is not declared absent', () => {
    const causes = (...input: Parameters<typeof planOf>) => planOf(...input).steps.map(({ cause }) => cause);
    const absent = { ensure: 'absent', attributes: {} } as const;
    const found = { entries: [spaceMember] };
    expect(causes([member(absent)], found)).toEqual([undefined]);
    expect(causes([member({ ...absent, term: { until: 'T', isOver: true } })], found)).toEqual(['expired']);
    expect(causes([member({ ...absent, term })], found)).toEqual([undefined]);
    const policy = { ...noPolicy, unmanaged: { role: { action: 'remove' as const, source } } };
    expect(causes([], { state: { policy, managed: [{ kinds: ['role'] }] } })).toEqual(['unmanaged']);
    expect(planOf([member(absent)], found).steps[0]).not.toHaveProperty('cause');
  });

  it('comes from the key of its entry, or from renamed_from', () => {
    const [step] = planOf([member()]).steps;
    expect(step?.source).toEqual({ file: 'access.yaml', line: 1, column: 1 });
    const former = { file: 'access.yaml', path: ['entry', 'renamed_from'] };
    const renamed = wanted('role', { role: 'Viewer' }, { source, renamedFrom: { name: 'Reader', source: former } });
    expect(planOf([renamed]).steps[0]?.source).toEqual({ file: 'access.yaml', line: 2, column: 1 });
  });

  it('uses the IDs of what is live, and refers to what is still to be made', () => {
    const fresh = wanted('user', { user: 'new@x.io' });
    const joins = wanted('space-member', { ...alpha, user: 'new@x.io' }, { attributes: { role: 'member' } });
    const above = wanted('organization-member', { ...core, user: 'new@x.io' }, { attributes: { role: 'member' } });
    expect(planOf([fresh, above, joins]).steps.map(({ call }) => call)).toMatchObject([
      { do: 'users.create' },
      { do: 'organizations.add-user', organization: { id: 'id3' }, user: { of: 'user/new@x.io' } },
      { do: 'spaces.add-user', space: { id: 'id5' }, user: { of: 'user/new@x.io' } },
    ]);
    const project = wanted('project', { ...alpha, project: 'chat' });
    const chat = { ...alpha, project: 'chat', ...bob };
    const bound = wanted('project-role-binding', chat, { attributes: { role: 'Reader' } });
    expect(planOf([project, bound]).steps[1]?.call).toMatchObject({
      ...{ user: { id: 'id1' }, role: { id: 'id2' }, resource: { of: `${inAlpha}/project/chat` } },
    });
    expect(planOf([bound], { entries: [['project', { ...alpha, project: 'chat' }]] }).steps[0]?.call).toMatchObject({
      resource: { id: 'id6' },
    });
  });

  it('tells what changes field by field, in order', () => {
    const user = wanted('user', bob, { attributes: { name: 'Robert', developer: true } });
    expect(planOf([user]).steps[0]?.changes).toEqual([
      { field: 'developer', before: null, after: true },
      { field: 'name', before: 'Bob', after: 'Robert' },
    ]);
    const gone = wanted('role', { role: 'Reader' }, { ensure: 'absent' });
    expect(planOf([gone]).steps[0]?.changes).toEqual([
      { field: 'description', before: '', after: null },
      { field: 'permissions', before: ['PROJECT_READ'], after: null },
    ]);
  });

  it('names what goes along once, sorted, and never itself', () => {
    const entries: readonly Entry[] = [
      spaceMember,
      ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }],
      ['project', { ...alpha, project: 'b' }],
      ['project', { ...alpha, project: 'a' }],
    ];
    const cascade = (resource: DesiredResource) => planOf([resource], { entries }).steps.map((step) => step.cascade);
    expect(cascade(wanted('space', alpha, { ensure: 'absent' }))).toEqual([
      [`${inAlpha}/member/bob@x.io`, `${inAlpha}/project/a`, `${inAlpha}/project/b`],
    ]);
    // The binding that goes along has the address of the membership.
    expect(cascade(member({ ensure: 'absent', attributes: {} }))).toEqual([[]]);
  });

  it('tells whether the files or the account changed, where that is asked', () => {
    const asked: unknown[] = [];
    const origin = ({ kind, address }: { kind: string; address: Address }) => {
      asked.push(`${kind} ${address}`);
      return 'live' as const;
    };
    expect(planOf([member()], { more: { origin } }).steps[0]?.origin).toBe('live');
    expect(asked).toEqual([`space-member ${inAlpha}/member/bob@x.io`]);
    expect(planOf([member()]).steps[0]).not.toHaveProperty('origin');
  });
});

describe('a secret', () => {
  const key = (more: Partial<DesiredResource> = {}) =>
    wanted('api-key', { key: 'traces' }, { attributes: { type: 'user' }, delivery: { sink: 'vault' }, ...more });
  const fingerprint = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;

  it('goes where the step says', () => {
    expect(planOf([key()]).steps[0]).toMatchObject({
      ...{ delivery: { sink: 'vault' }, sink: { name: 'vault', fingerprint } },
    });
    expect(planOf([key({ delivery: { sink: 'other' } })]).steps[0]).not.toHaveProperty('sink');
    const invited = (invite: string) =>
      planOf([wanted('user', { user: 'new@x.io' }, { attributes: { invite }, delivery: { sink: 'vault' } })]).steps[0];
    expect(invited('temporary_password')).toHaveProperty('sink');
    expect(invited('email_link')).not.toHaveProperty('sink');
    expect(invited('email_link')).not.toHaveProperty('delivery');
  });

  it('comes with a key that takes the place of another, and with none that goes', () => {
    const live: Entry = ['api-key', { key: 'traces' }, { type: 'service' }];
    expect(planOf([key()], { entries: [live] }).steps[0]).toMatchObject({
      ...{ action: 'rotate', replaces: 'id6', sink: { name: 'vault', fingerprint } },
    });
    const gone = planOf([key({ ensure: 'absent', attributes: {} })], { entries: [live] }).steps[0];
    expect(gone).toMatchObject({ action: 'delete' });
    for (const field of ['delivery', 'sink', 'replaces']) expect(gone).not.toHaveProperty(field);
  });

  it('that would have nowhere to go is not asked for', () => {
    const homeless = wanted('api-key', { key: 'traces' }, { attributes: { type: 'user' } });
    const password = wanted('user', { user: 'a@x.io' }, { attributes: { invite: 'temporary_password' } });
    const { steps, blocked } = planOf([homeless, password, member()]);
    expect(steps.map(({ kind }) => kind)).toEqual(['space-member']);
    const reason =
      'its secret is shown once and would have nowhere to go; name a sink: `secret: NAME`, declared under `secrets:`';
    expect(blocked).toMatchObject([
      { address: 'api-key/traces', reason },
      { address: 'user/a@x.io', reason },
    ]);
  });
});

describe('a plan', () => {
  it('says what can not be done, in order of address', () => {
    const { blocked, steps } = planOf(
      [
        wanted('user', bob, { attributes: { role: 'admin', name: 'Robert' } }),
        wanted('space', { ...core, space: 'new' }, { attributes: { private: true } }),
        wanted('space', alpha, { attributes: { private: true, description: 'x' } }),
      ],
      { more: { capabilities: { privateSpaces: false } } },
    );
    expect(blocked.map(({ address, reason }) => `${address}: ${reason.slice(0, 20)}`)).toEqual([
      `${inAlpha}: private: whether a s`,
      'organization/Core/space/new: private: cannot be c',
      'user/bob@x.io: role: the account ro',
    ]);
    expect(steps.map(({ address, changes }) => [address, changes.map(({ field }) => field)])).toEqual([
      [inAlpha, ['description']],
      ['user/bob@x.io', ['name']],
    ]);
  });

  it('announces terms that end within 14 days, the next first', () => {
    const ends = (user: string, until: string | undefined, more: Partial<DesiredResource> = {}) =>
      wanted('user', { user }, { term: { ...(until !== undefined && { until }), reason: user }, ...more });
    const { expiring } = planOf(
      [
        ends('b@x.io', '2026-12-09T10:00:00.000Z'),
        ends('a@x.io', '2026-12-09T10:00:00.000Z'),
        ends('c@x.io', '2026-12-09T10:00:00.001Z'),
        ends('d@x.io', '2026-11-26T00:00:00.000Z', { term: { until: '2026-11-26T00:00:00.000Z' } }),
        ends('e@x.io', '2026-11-26T00:00:00.000Z', { ensure: 'absent' }),
        ends('f@x.io', undefined),
        wanted('user', { user: 'g@x.io' }),
      ],
      { more: { now: new Date('2026-11-25T10:00:00.000Z') } },
    );
    expect(expiring).toEqual([
      { address: 'user/d@x.io', until: '2026-11-26T00:00:00.000Z' },
      { address: 'user/a@x.io', until: '2026-12-09T10:00:00.000Z', reason: 'a@x.io' },
      { address: 'user/b@x.io', until: '2026-12-09T10:00:00.000Z', reason: 'b@x.io' },
    ]);
  });

  it('passes on what is unmanaged and what nobody can tell', () => {
    const { unmanaged, unobserved } = planOf([], {
      state: { managed: [{ kinds: ['role'] }] },
      live: { hides: ['role'] },
    });
    expect(unmanaged).toEqual([{ address: 'role/Reader', kind: 'role', id: 'id2' }]);
    expect(unobserved).toEqual([{ scope: 'role/*', reason: 'hides role' }]);
  });
});
