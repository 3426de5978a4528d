import { describe, expect, it } from 'vitest';
import { reading } from '../../src/kinds/api-key/read.js';
import type { LiveResource } from '../../src/model/resource.js';
import type { RawObject } from '../../src/remote/port.js';

const nowhere = { of: () => new Map<string, LiveResource>(), isListed: () => true };
const keyFrom = (listed: RawObject, keyType: 'USER' | 'SERVICE') => {
  const key = reading.read(listed, { list: 'api-keys', keyType }, nowhere);
  return key !== undefined && 'address' in key ? key : undefined;
};
const raw = { id: 'K', name: 'traces', status: 'ACTIVE', created_at: '2026-01-02T03:04:05.678000Z' };
const read = (more: RawObject, listed: 'USER' | 'SERVICE' = 'SERVICE') => keyFrom({ ...raw, ...more }, listed);

describe('a listed key', () => {
  it.each(['REVOKED', 'revoked', 'EXPIRED', 'DELETED'])('that is %s is not live', (status) => {
    expect(read({ status })).toBeUndefined();
    expect(keyFrom({ actual_instance: { ...raw, status } }, 'USER')).toBeUndefined();
  });

  it('is live where nothing is said of its status', () => {
    expect(read({ status: undefined })?.id).toBe('K');
    expect(read({ status: 'active' })?.id).toBe('K');
  });

  it('is of the type that was asked for, where it does not say', () => {
    expect([read({})?.attributes['type'], read({}, 'USER')?.attributes['type']]).toEqual(['service', 'user']);
  });

  it.each<readonly [string, RawObject, RawObject]>([
    ['the bot user', {}, {}],
    ['its roles', { bot_user: { organizations: [] } }, { organizations: {}, spaces: {} }],
    [
      'the spaces of one organization',
      { bot_user: { account_role: { name: 'MEMBER' }, organizations: [{ org_id: 'O' }] } },
      { account_role: 'member', organizations: { '(unlisted O)': null } },
    ],
    [
      'a role',
      { bot_user: { organizations: [{ org_id: 'O', role: {}, spaces: [{ space_id: 'S' }] }] } },
      { organizations: { '(unlisted O)': null }, spaces: { '(unlisted S)': null } },
    ],
    [
      'which organization it is',
      {
        bot_user: {
          organizations: [
            { org_id: null, spaces: [{ space_id: 'S' }] },
            { org_id: 'O', spaces: [] },
          ],
        },
      },
      { spaces: { '(unlisted S)': null } },
    ],
    [
      'which space it is',
      { bot_user: { organizations: [{ org_id: 'O', spaces: [{}, { space_id: 'S' }] }] } },
      { organizations: { '(unlisted O)': null } },
    ],
  ])('without %s is not taken for one that has none', (_what, more, known) => {
    const { account_role, organizations, spaces } = { ...read(more)?.attributes };
    expect({ account_role, organizations, spaces }).toEqual({ ...known });
  });

  it.each([
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T01:00:00.000000+01:00', '2027-01-01T00:00:00.000Z'],
    [null, null],
  ])('that ends %s ends then, wherever this runs', (given, expires) => {
    expect(read({ expires_at: given })?.attributes['expires']).toBe(expires);
  });
});
