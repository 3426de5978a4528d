import { expect, it } from 'vitest';
import { toldByFiles } from '../../src/access/told-by-files.js';
import type { AccessGrant } from '../../src/model/access.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredResource } from '../../src/model/resource.js';

const source = { file: 'access.yaml', path: [] };
const user = 'eve@example.com';
const membership: DesiredResource = {
  kind: 'organization-member',
  address: addressOf.organizationMember('A', user),
  names: { organization: 'A', user },
  ensure: 'present',
  attributes: { role: 'member' },
  group: 'board',
  source,
};
const binding: DesiredResource = {
  kind: 'space-role-binding',
  address: addressOf.spaceMember('A', 's', user),
  names: { organization: 'A', space: 's', user },
  ensure: 'present',
  attributes: { role: { custom: 'admin' } },
  term: { until: '2027-01-01T00:00:00.000Z' },
  source,
};
const grant = (on: string, role: string): AccessGrant => ({
  user,
  on,
  role,
  way: 'direct',
  places: 1,
  permissions: [],
  isPartlyUnknown: false,
});

it.each([
  ['organization/A', 'member (organization)', { group: 'board' }],
  ['organization/A/space/open', 'member (organization, public space)', { group: 'board' }],
  ['organization/A/space/open/project/p', 'member (organization, public space)', { group: 'board' }],
  ['organization/A', 'admin (organization)', {}],
  ['organization/A/space/s', '"admin"', { end: 'until 2026-12-31' }],
  ['organization/A/space/s/project/p', '"admin" (space)', { end: 'until 2026-12-31' }],
  ['organization/A/space/s', 'admin', {}],
  ['organization/A/space/other', '"admin"', {}],
  ['account', 'member (account)', {}],
])('what counts at %s as %s is told by the entry that gives it', (on, role, told) => {
  expect(toldByFiles([membership, binding])(grant(on, role))).toEqual({ ...grant(on, role), ...told });
});

it('an entry that takes away tells nothing', () => {
  const one = grant('organization/A', 'member (organization)');
  expect(toldByFiles([{ ...membership, ensure: 'absent' }])(one)).toEqual(one);
});
