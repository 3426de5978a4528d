import { describe, expect, it } from 'vitest';
import { indexLive } from '../../src/kinds/live-index.js';
import { addressOf } from '../../src/model/address.js';
import type { Change } from '../../src/model/change.js';
import { noPolicy } from '../../src/model/policy.js';
import { outlineSteps } from '../../src/plan/outline.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan, wanted } from '../support/live.js';

/* What becomes of one difference, and what a plan holds beside its steps. */

const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const bob = { user: 'bob@x.io' };
const member = wanted('space-member', { ...alpha, ...bob }, { attributes: { role: 'member' } });
const space = wanted('space', alpha, { attributes: { description: 'new', private: true } });
const live = <T extends object>(resource: T) => ({ ...resource, id: 'id' });

/** Why, and what of it is no removal by the files. */
function told(change: Change) {
  const index = indexLive(liveState([]));
  const steps = outlineSteps({ changes: [change], live: index, anew: new Set() }, { privateSpaces: true });
  return steps.map(({ draft: { action }, reason, cause, source, changes }) => ({
    ...{ action, reason, cause, file: source?.file },
    fields: changes.map(({ field }) => field),
  }));
}

describe('what is made', () => {
  const made = { action: 'create', cause: undefined, file: member.address, fields: ['role'] };

  it('says that it is new, or why it is made again', () => {
    const create = { type: 'create', desired: member } as const;
    expect(told(create)).toEqual([{ ...made, reason: 'new' }]);
    expect(told({ ...create, because: 'expired' })).toEqual([{ ...made, reason: 'new; the invitation has expired' }]);
    expect(told({ ...create, because: 'renewed' })).toEqual([
      { ...made, reason: 'new; made again, since a new invitation may have a new ID' },
    ]);
    expect(told({ ...create, because: 'kept' })).toEqual([
      { ...made, cause: 'kept', reason: 'in no file; kept, since a new invitation may have a new ID' },
    ]);
  });
});

describe('what changes', () => {
  it('is made sure of where nobody knows what is there, and then says which fields', () => {
    const fields = [
      { field: 'private', before: null, after: true },
      { field: 'description', before: null, after: 'new' },
    ];
    const update = { type: 'update', desired: { ...space, group: 'devs' }, live: live(space), fields } as const;
    const changed = { cause: undefined, file: space.address, fields: ['description', 'private'] };
    expect(told(update)).toEqual([{ ...changed, action: 'update', reason: 'through group devs' }]);
    expect(told({ ...update, isAssertion: true })).toEqual([
      {
        ...changed,
        action: 'assert',
        reason: 'declared, through group devs; what is live is not known: private, description',
      },
    ]);
  });

  it('has its place where the files say what it was called, only as far as that is what changes', () => {
    const renamedFrom = { name: 'old', source: { file: 'renames.yaml', path: [] } };
    const desired = { ...space, renamedFrom };
    const rename = { type: 'rename', desired, live: live(space), from: 'old', to: 'alpha' } as const;
    const called = { action: 'rename', reason: 'renamed from "old"', cause: undefined, fields: ['name'] };
    expect(told(rename)).toEqual([{ ...called, file: 'renames.yaml' }]);
    expect(told({ ...rename, desired: space })).toEqual([{ ...called, file: space.address }]);
    expect(told({ type: 'create', desired })).toEqual([
      {
        ...{ action: 'create', reason: 'new', cause: undefined },
        file: space.address,
        fields: ['description', 'private'],
      },
    ]);
  });

  it('in a way that its kind does not offer is a defect, and said to be one', () => {
    const change: Change = { type: 'rename', desired: member, live: live(member), from: 'a', to: 'b' };
    expect(() => told(change)).toThrow(new TypeError('a change that its kind does not offer'));
  });
});

describe('what goes', () => {
  it('says why: that nobody declares it, no longer does, or that its time is over', () => {
    const file = 'v1:access.yaml';
    const absent = { ...member, ensure: 'absent' as const, source: { file, path: [] } };
    const gone = { action: 'delete', file, fields: ['role'], cause: undefined };
    const remove = { type: 'delete', desired: absent, live: live(member) } as const;
    expect(told(remove)).toEqual([{ ...gone, reason: 'declared absent' }]);
    expect(told({ ...remove, isUnmanaged: true })).toEqual([
      { ...gone, cause: 'unmanaged', reason: 'live, in no file, and policy.unmanaged is remove' },
    ]);
    expect(told({ ...remove, desired: { ...absent, droppedSince: 'v1' } })).toEqual([
      { ...gone, reason: 'removed from access.yaml' },
    ]);
    const term = { until: '2026-11-01', isOver: true } as const;
    expect(told({ ...remove, desired: { ...absent, term } })).toEqual([
      { ...gone, cause: 'expired', reason: 'ended 2026-11-01' },
    ]);
    expect(told({ ...remove, desired: { ...absent, term: { ...term, reason: 'on call' } } })).toEqual([
      { ...gone, cause: 'expired', reason: 'ended 2026-11-01 (on call)' },
    ]);
  });
});

describe('a plan', () => {
  const base: readonly Entry[] = [
    ['user', bob, { name: 'Bob', role: 'member' }],
    ['user', { user: 'ann@x.io' }, { role: 'member' }],
    ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
    ['organization', core, { description: '' }],
    ['organization-member', { ...core, ...bob }, { role: 'admin' }],
  ];
  const rosters = new Set([addressOf.organization('Core')]);
  const whole = (spec: Spec, more: More = {}, input: Parameters<typeof madePlan>[2] = {}) =>
    madePlan(desiredState(spec), liveState(base, { rosters, ...more }), input);
  const nothing = {
    target: { transport: 'ax', host: 'h' },
    ...{ steps: [], unmanaged: [], blocked: [], unobserved: [], expiring: [], warnings: [] },
    ...{ access: [], causes: [], accessOmitted: 0, escalations: [], unknownTests: [] },
  };

  it('holds nothing where nothing differs, and whose login it was made with where that is known', () => {
    const visibility = { kinds: {}, places: {} };
    expect(whole({}, { visibility })).toEqual(nothing);
    const login = { user: addressOf.user('root@x.io'), accountRole: 'admin', administers: 'account' } as const;
    expect(whole({}, { visibility: { ...visibility, login } })).toEqual({
      ...nothing,
      login: 'root@x.io (account admin)',
    });
  });

  it('lists what no file mentions with its role, and whether that is an alert', () => {
    const spec: Spec = { roles: {}, users: { 'bob@x.io': {} } };
    const source = { file: 'policy', path: [] };
    const unmanaged = { user: { action: 'alert', source }, role: { action: 'report', source } } as const;
    expect(whole({ ...spec, policy: { ...noPolicy, unmanaged } }).unmanaged).toEqual([
      { address: 'role/Reader', kind: 'role', id: 'id3' },
      { address: 'user/ann@x.io', kind: 'user', id: 'id2', role: 'member', alert: true },
    ]);
  });

  it('ends what an earlier apply has left over, and says which of its steps that settles', () => {
    const key = live(wanted('api-key', { key: 'ci' }, { attributes: { type: 'user' } }));
    const settles = { run: 'r1', index: 2 };
    const [step, ...others] = whole({}, {}, { settlements: [{ key, settles, reason: 'left over' }] }).steps;
    expect(others).toEqual([]);
    expect(step).toEqual({
      ...{ address: 'api-key/ci', kind: 'api-key', action: 'delete', destructive: true, irreversible: true },
      ...{ risk: ['reduces'], before: { type: 'user' }, after: null, cascade: [], dependsOn: [], source: null },
      changes: [{ field: 'type', before: 'user', after: null }],
      ...{
        call: { do: 'api-keys.revoke', key: { id: 'id' } },
        command: ['api-keys.revoke'],
        reason: 'left over',
        settles,
      },
    });
  });
});
