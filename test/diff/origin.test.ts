import { emptyResources, indexLive } from '../../src/kinds/live-index.js';
import { expect, it } from 'vitest';
import { originOf } from '../../src/diff/origin.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import { everythingSeen } from '../../src/model/visibility.js';
import type { Attributes, DesiredResource } from '../../src/model/resource.js';

const address = addressOf.user('ann@x.io');
const names = { user: 'ann@x.io' };

function wanted(attributes: Attributes | 'absent' | 'dropped' | undefined): readonly DesiredResource[] {
  if (attributes === undefined) return [];
  const isGone = attributes === 'absent' || attributes === 'dropped';
  return [
    {
      ...{ kind: 'user', address, names, source: { file: 'f', path: [] } },
      ...{ ensure: isGone ? 'absent' : 'present', attributes: isGone ? {} : attributes },
      ...(attributes === 'dropped' && { droppedSince: 'HEAD~1' }),
    },
  ];
}

function liveWith(attributes: Attributes | undefined, visibility = everythingSeen): LiveState {
  const resources = emptyResources();
  if (attributes !== undefined) resources.user.set(address, { kind: 'user', address, names, id: 'U', attributes });
  return { resources, foreignBindings: [], visibility, ambiguousKeys: [] };
}

const ann = { name: 'Ann', role: 'member' };
const anna = { name: 'Anna', role: 'member' };

it.each([
  ['a new entry', undefined, ann, undefined, 'file'],
  ['an entry that is gone', ann, 'dropped', ann, 'file'],
  ['an entry that became absent', ann, 'absent', ann, 'file'],
  ['another name in the file', ann, anna, ann, 'file'],
  ['another name by hand', ann, ann, anna, 'live'],
  ['another name in both', ann, anna, { ...ann, role: 'admin' }, 'both'],
  ['gone by hand', ann, ann, undefined, 'live'],
  ['there by hand, and new in the file', undefined, ann, anna, 'both'],
  ['back by hand', 'absent', 'absent', ann, 'live'],
  ['how somebody was invited, which nothing tells', { ...ann, invite: 'none' }, anna, ann, 'file'],
  ['a field that was not told', { ...ann, developer: true }, anna, ann, 'file'],
  ['nothing but a field that was not told', { ...ann, developer: true }, { ...ann, developer: true }, ann, undefined],
  ['an invitation that ran out', ann, ann, { ...ann, status: 'expired' }, 'live'],
  ['nothing instead of nothing', { ...ann, developer: null }, anna, ann, 'file'],
] as const)('%s', (_title, before, after, live, origin) => {
  const tell = originOf(wanted(before), wanted(after), indexLive(liveWith(live)));
  expect(tell({ kind: 'user', address })).toBe(origin);
});

it.each([
  ['that the files have as before', ann, ann, undefined],
  ['that the files have in another way', ann, anna, 'file'],
  ['that the files have newly', undefined, ann, 'file'],
  ['that is to be absent, as before', 'absent', 'absent', undefined],
] as const)(
  'somebody who may just not be shown, %s, is not said to be changed live',
  (_title, before, after, origin) => {
    const hidden = { kinds: { user: { extent: 'partly', reason: 'some are not listed' } }, places: {} } as const;
    const tell = originOf(wanted(before), wanted(after), indexLive(liveWith(undefined, hidden)));
    expect(tell({ kind: 'user', address })).toBe(origin);
  },
);

it('an own user key is listed whole: one that is not listed is gone, whatever keys are hidden', () => {
  const at = addressOf.apiKey('ci');
  const key = (type: string): DesiredResource => ({
    ...{ kind: 'api-key', address: at, names: { key: 'ci' }, ensure: 'present', attributes: { type } },
    source: { file: 'f', path: [] },
  });
  const hidden = { kinds: { 'api-key': { extent: 'partly', reason: 'service keys of others' } }, places: {} } as const;
  const live = indexLive(liveWith(undefined, hidden));
  const tell = (type: string) => originOf([key(type)], [key(type)], live)({ kind: 'api-key', address: at });
  expect([tell('user'), tell('service')]).toEqual(['live', undefined]);
});

it.each([
  ['unseen', undefined],
  ['believed', { role: 'admin' }],
] as const)('a membership that nobody can list (%s) is not said to be changed live', (_title, attributes) => {
  const place = { organization: 'Core', user: 'ann@x.io' };
  const at = addressOf.organizationMember('Core', 'ann@x.io');
  const state = liveWith(
    { role: 'member' },
    {
      kinds: { 'organization-member': { extent: 'hidden', reason: 'no roster' } },
      places: {},
    },
  );
  const resources = emptyResources();
  resources.user = new Map(state.resources.user);
  const core = addressOf.organization('Core');
  resources.organization.set(core, { kind: 'organization', address: core, names: place, id: 'O', attributes: {} });
  if (attributes !== undefined)
    resources['organization-member'].set(at, {
      kind: 'organization-member',
      address: at,
      names: place,
      id: 'U',
      attributes,
    });
  const member: DesiredResource = {
    ...{ kind: 'organization-member', address: at, names: place, source: { file: 'f', path: [] } },
    ...{ ensure: 'present', attributes: { role: 'member' } },
  };
  const tell = originOf([member], [member], indexLive({ ...state, resources }));
  expect(tell({ kind: 'organization-member', address: at })).toBeUndefined();
});
