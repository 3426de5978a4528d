import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import type { Step } from '../../src/model/plan.js';
import type { Attributes } from '../../src/model/resource.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';

/* What the files said before tells of what can't be read: of that alone, and only as far as they gave something. */

const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const bob = { user: 'bob@x.io' };
const inCore = 'organization/Core/member/bob@x.io';
const inAlpha = 'organization/Core/space/alpha/member/bob@x.io';

const role = (name: string, ...permissions: readonly string[]): Entry => [
  'role',
  { role: name },
  { description: '', permissions },
];
const listed = (name: string, ...permissions: readonly string[]): Entry => [
  'role',
  { role: name },
  { permissions },
  { builtIn: true },
];
const base: readonly Entry[] = [
  ['user', { user: 'root@x.io' }, { role: 'admin', status: 'active' }],
  ['user', bob, { role: 'member', status: 'active' }],
  role('Reader', 'PROJECT_READ'),
  role('Writer', 'PROJECT_READ', 'PROJECT_UPDATE'),
  ['organization', core, { description: '' }],
  ['space', alpha, { description: '', private: true }],
  ['project', chat],
];
const openAlpha: Entry = ['space', alpha, { description: '', private: false }];
const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);
const rosterOfCore = new Set([addressOf.organization('Core')]);

const organization = (role: string): Spec => ({ organizations: { Core: { members: { 'bob@x.io': role } } } });
const space = (role: string): Spec => ({
  organizations: { Core: { spaces: { alpha: { members: { 'bob@x.io': role } } } } },
});
const project = (project: string, isRestricted: boolean): Spec => ({
  organizations: {
    Core: { spaces: { alpha: { projects: { [project]: { create: true, restricted: isRestricted } } } } },
  },
});

/** The steps of today's files where these are what they said before. */
function steps(
  today: Spec,
  before: Spec | undefined,
  { entries = [], ...more }: More & { entries?: readonly Entry[] },
) {
  const former = before === undefined ? {} : { former: { ref: 'v1', resources: desiredState(before).resources } };
  return madePlan(desiredState(today), liveState([...base, ...entries], more), former).steps.map(told);
}

function told({ action, address, destructive, before, after, changes, reason, risk, loss }: Step) {
  return { step: `${action} ${address}`, destructive, before, after, changes, reason, risk, ...(loss && { loss }) };
}

function field(name: string, before: string | boolean | null, after: string | boolean | null) {
  return { field: name, before, after };
}

const unread = "declared; whether it is live can't be read";
const safe = { destructive: false, risk: [] };
const harmful = { destructive: true, risk: ['reduces'] };

describe('a grant that can not be read', () => {
  const asserted = (role: string) => ({ ...safe, step: `assert ${inCore}`, after: { role } });

  it('is shown as a change of what the files gave', () => {
    expect(steps(organization('admin'), organization('member'), {})).toEqual([
      {
        ...asserted('admin'),
        risk: ['escalates'],
        before: { role: 'member' },
        changes: [field('role', 'member', 'admin')],
        reason: `${unread}; before is what the files said at v1`,
      },
    ]);
  });

  it('is as ever where they gave nothing, or said that it shall not be, or are not known', () => {
    const plain = {
      ...asserted('member'),
      before: null,
      changes: [field('role', null, 'member')],
      reason: unread,
    };
    expect(steps(organization('member'), undefined, {})).toEqual([plain]);
    expect(steps(organization('member'), {}, {})).toEqual([plain]);
    expect(steps(organization('member'), organization('absent'), {})).toEqual([plain]);
    expect(
      steps(organization('member'), { organizations: { Other: { members: { 'bob@x.io': 'admin' } } } }, {}),
    ).toEqual([plain]);
  });

  it('goes as ever, whatever they gave', () => {
    expect(steps(organization('absent'), organization('admin'), {})).toEqual([
      {
        ...harmful,
        step: `assert ${inCore}`,
        before: null,
        after: null,
        changes: [],
        reason: "declared absent; whether it is live can't be read",
      },
    ]);
  });

  it('is compared with the role that they gave, of whichever sort', () => {
    const toMember = (...roles: readonly Entry[]) => steps(space('member'), space('Writer'), { entries: roles });
    const shown = {
      ...safe,
      step: `assert ${inAlpha}`,
      before: { role: 'Writer' },
      after: { role: 'member' },
      changes: [field('role', 'Writer', 'member')],
      reason: `${unread}; before is what the files said at v1`,
    };
    expect(toMember(listed('Space Member', 'PROJECT_READ', 'PROJECT_UPDATE'))).toEqual([shown]);
    expect(toMember(listed('Space Member', 'PROJECT_READ'))).toEqual([
      {
        ...shown,
        ...harmful,
        loss: { who: ['bob@x.io'], why: 'member lacks PROJECT_UPDATE, which Writer permits' },
      },
    ]);
  });

  it('takes the place of what a public space gives, where they did not give it before', () => {
    const member: Entry = ['organization-member', { ...core, ...bob }, { role: 'member' }];
    const readOnly = {
      ...safe,
      step: `assert ${inAlpha}`,
      before: null,
      after: { role: 'read_only' },
      changes: [field('role', null, 'read_only')],
      reason: unread,
    };
    const seen = { rosters: rosterOfCore, entries: [openAlpha, member] };
    expect(steps(space('read_only'), undefined, seen)).toEqual([readOnly]);
    expect(steps(space('read_only'), {}, seen)).toEqual([
      {
        ...readOnly,
        ...harmful,
        loss: {
          who: ['bob@x.io'],
          why: 'read_only permits less than member, which the public space gives through the organization',
        },
      },
    ]);
  });
});

describe('a grant that is read', () => {
  it('is compared with what is live, not with what the files gave', () => {
    const step = { ...safe, after: { role: 'member' } };
    expect(steps(organization('member'), organization('admin'), { rosters })).toEqual([
      {
        ...step,
        step: `create ${inCore}`,
        before: null,
        changes: [field('role', null, 'member')],
        reason: 'new',
      },
    ]);
    const live: Entry = ['organization-member', { ...core, ...bob }, { role: 'read_only' }];
    expect(steps(organization('member'), organization('admin'), { rosters, entries: [live] })).toEqual([
      {
        ...step,
        step: `update ${inCore}`,
        before: { role: 'read_only' },
        changes: [field('role', 'read_only', 'member')],
        reason: '',
      },
    ]);
  });
});

describe('a restriction', () => {
  const restricted: Attributes = { restricted: true };
  const of = (name: string, action: string, reason: string) => ({
    ...{ step: `${action} ${addressOf.restriction('Core', 'alpha', name)}`, before: null, after: restricted, reason },
    changes: [field('restricted', null, true)],
    risk: ['reduces'],
  });
  const hidden: More = { rosters, hides: ['project', 'restriction'] };
  const cutsOff = {
    who: 'unknown',
    why: 'this may cut people off: the project may be there, and this login is not shown it',
  };

  it('that can not be read is made sure of without an approval only where the files asked for it before', () => {
    const unseen = of('other', 'assert', unread);
    const approved = [{ ...unseen, destructive: true, loss: cutsOff }];
    const today = project('other', true);
    const of1 = (before: Spec | undefined) => steps(today, before, hidden).filter(({ step }) => step === unseen.step);
    expect(of1(project('other', true))).toEqual([{ ...unseen, destructive: false }]);
    expect(of1(undefined)).toEqual(approved);
    expect(of1({})).toEqual(approved);
    expect(of1(project('other', false))).toEqual(approved);
    expect(of1(project('chat', true))).toEqual(approved);
  });

  it('that is seen not to be there any more is judged by whom it cuts off, also where the files asked for it', () => {
    const binding: Entry = ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }];
    const today = project('chat', true);
    expect(steps(today, today, { rosters, entries: [binding] })).toEqual([
      {
        ...of('chat', 'create', 'new'),
        destructive: true,
        loss: { who: ['bob@x.io'], why: 'this cuts off bob@x.io' },
      },
    ]);
    // A grant that is only made sure of may not get there first.
    const onProject: Spec = {
      organizations: {
        Core: {
          spaces: {
            alpha: { projects: { chat: { create: true, restricted: true, members: { 'bob@x.io': 'Writer' } } } },
          },
        },
      },
    };
    const [, closing] = steps(onProject, {}, { rosters, hides: ['project-role-binding'], entries: [binding] });
    expect(closing).toMatchObject({ step: of('chat', 'create', '').step, destructive: true });
    const [, after] = steps(onProject, {}, { rosters, entries: [binding] });
    expect(after).toMatchObject({ step: of('chat', 'create', '').step, destructive: false });
  });
});
