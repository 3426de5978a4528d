import { indexLive } from '../../src/kinds/live-index.js';
import { expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import { liveState } from '../support/live.js';

const ann = { user: 'ann@x.io' };
const alpha = { organization: 'Core', space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const live = indexLive(
  liveState([
    ['user', ann, { role: 'Reader' }],
    ['role', { role: 'Reader' }],
    ['organization', { organization: 'Core' }],
    ['organization-member', { organization: 'Core', ...ann }, { role: 'Reader' }],
    ['space', alpha],
    ['space', { organization: 'Edge', space: 'alpha' }],
    ['space-role-binding', { ...alpha, ...ann }, { role: 'Reader' }],
    ['space-role-binding', { ...alpha, user: 'bob@x.io' }, {}],
    ['project', chat],
    ['project-role-binding', { ...chat, ...ann }, { role: 'Reader' }],
    ['restriction', chat],
    ['api-key', { key: 'traces' }],
  ]),
);
const kindsOf = (found: readonly { readonly kind: string }[]) => found.map(({ kind }) => kind);

it('finds by kind and address', () => {
  expect(live.find('user', addressOf.user('ann@x.io'))?.id).toBe('id1');
  expect(live.find('role', addressOf.user('ann@x.io'))).toBeUndefined();
});

it('knows what is in a place at any depth, without the place itself', () => {
  const inChat = ['project-role-binding', 'restriction'];
  const inAlpha = ['space-role-binding', 'space-role-binding', 'project', ...inChat];
  expect(kindsOf(live.inside(addressOf.organization('Core')))).toEqual(['organization-member', 'space', ...inAlpha]);
  expect(kindsOf(live.inside(addressOf.space('Core', 'alpha')))).toEqual(inAlpha);
  expect(kindsOf(live.inside(addressOf.project('Core', 'alpha', 'chat')))).toEqual(inChat);
  expect(live.inside(addressOf.organization('Edge')).map(({ id }) => id)).toEqual(['id6']);
  expect(live.inside(addressOf.organization('None'))).toEqual([]);
});

it('knows the grants of a person, and the bindings of a role', () => {
  const bindings = ['space-role-binding', 'project-role-binding'];
  expect(kindsOf(live.grantsOf(addressOf.user('ann@x.io')))).toEqual(['organization-member', ...bindings]);
  expect(live.grantsOf(addressOf.user('eve@x.io'))).toEqual([]);
  expect(kindsOf(live.bindingsWith(addressOf.role('Reader')))).toEqual(bindings);
  expect(live.bindingsWith(addressOf.role('None'))).toEqual([]);
});
