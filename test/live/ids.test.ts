import { expect, it } from 'vitest';
import { idsIn } from '../../src/live/ids.js';
import { liveState } from '../support/live.js';

const inO = { organization: 'O' };
const inP = { ...inO, space: 'S', project: 'P' };
const live = liveState([
  ['user', { user: 'ann@x.io' }],
  ['role', { role: 'R' }],
  ['organization', inO],
  ['organization-member', { ...inO, user: 'ann@x.io' }],
  ['space-member', { ...inO, space: 'S', user: 'bob@x.io' }],
  ['space-role-binding', { ...inO, space: 'S', user: 'ann@x.io' }],
  ['project', inP],
  ['restriction', inP],
  ['api-key', { key: 'K' }],
]);

it('what has an ID of its own is told by address; a membership and a restriction have none', () => {
  expect(idsIn(live).map(({ address, kind, id }) => `${address} ${kind} ${id}`)).toEqual([
    'api-key/K api-key id9',
    'organization/O organization id3',
    'organization/O/space/S/member/ann@x.io space-role-binding id6',
    'organization/O/space/S/project/P project id7',
    'role/R role id2',
    'user/ann@x.io user id1',
  ]);
  expect(idsIn(live, (address) => address.startsWith('role/'))).toEqual([
    { address: 'role/R', kind: 'role', id: 'id2' },
  ]);
});
