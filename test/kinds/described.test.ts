import { expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveResource } from '../../src/model/resource.js';
import { callRequest } from '../../src/remote/api/requests.js';

const live: readonly LiveResource[] = [
  { kind: 'role', names: { role: 'R' }, address: addressOf.role('R'), id: 'cjox', attributes: {} },
  {
    kind: 'organization',
    names: { organization: 'O' },
    address: addressOf.organization('O'),
    id: 'bzox',
    attributes: {},
  },
  {
    kind: 'space',
    names: { organization: 'O', space: 'S' },
    address: addressOf.space('O', 'S'),
    id: 'czox',
    attributes: {},
  },
];

it.each(live)('a description that no answer held is left alone when a $kind is renamed', (one) => {
  const renamed = (resource: LiveResource) => kinds[resource.kind].rename?.(resource, 'Old', 'New').call;
  expect(renamed(one)).not.toHaveProperty('description');
  expect(renamed({ ...one, attributes: { description: 'Kept' } })).toMatchObject({ description: 'Kept' });
});

it('through the REST API such an update says nothing of it, and an empty one clears it', () => {
  const update = { do: 'spaces.update', space: 'czox', name: 'New' } as const;
  expect(callRequest(update)).toMatchObject({ method: 'PATCH', body: { name: 'New' } });
  expect(callRequest({ ...update, description: '' })).toMatchObject({ body: { name: 'New', description: null } });
});
