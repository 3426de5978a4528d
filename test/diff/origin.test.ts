import { expect, it } from 'vitest';
import { originOf } from '../../src/diff/origin.js';
import { addressOf } from '../../src/model/address.js';
import { indexLive } from '../../src/model/live-index.js';
import type { LiveState } from '../../src/model/live.js';
import { everythingSeen } from '../../src/model/visibility.js';
import { emptyResources } from '../../src/model/live.js';
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

function liveWith(attributes: Attributes | undefined): LiveState {
  const resources = emptyResources();
  if (attributes !== undefined) resources.user.set(address, { kind: 'user', address, names, id: 'U', attributes });
  return { resources, foreignBindings: [], visibility: everythingSeen, ambiguousKeys: [] };
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
  ['a field that live does not have', { ...ann, developer: true }, anna, ann, 'both'],
  ['nothing instead of nothing', { ...ann, developer: null }, anna, ann, 'file'],
] as const)('%s', (_title, before, after, live, origin) => {
  const tell = originOf(wanted(before), wanted(after), indexLive(liveWith(live)));
  expect(tell({ kind: 'user', address })).toBe(origin);
});
