import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import type { Call } from '../../src/model/call.js';
import { madeBefore, resolveCall } from '../../src/model/resolve-call.js';

const core = addressOf.organization('Core');
const alpha = addressOf.space('Core', 'alpha');
const reader = addressOf.role('Reader');

/** References at every depth, with a name that looks like one and a list of texts beside them. */
const key: Call = {
  ...{ do: 'api-keys.create-service', name: '{id:organization/Core}', accountRole: 'MEMBER' },
  organizations: [
    {
      ...{ organization: { of: core }, role: 'READ_ONLY' },
      spaces: [
        { space: { of: alpha }, role: { role: { of: reader } } },
        { space: { id: 'S2' }, role: 'MEMBER' },
      ],
    },
  ],
};

describe('the IDs in a call', () => {
  it('are put in where steps before have made them, and nowhere else', () => {
    const made = new Map([
      [core, 'O1'],
      [alpha, 'S1'],
      [reader, 'R1'],
    ]);
    expect(resolveCall(key, made)).toEqual({
      ...{ do: 'api-keys.create-service', name: '{id:organization/Core}', accountRole: 'MEMBER' },
      organizations: [
        {
          ...{ organization: 'O1', role: 'READ_ONLY' },
          spaces: [
            { space: 'S1', role: { role: 'R1' } },
            { space: 'S2', role: 'MEMBER' },
          ],
        },
      ],
    });
    const role: Call = { do: 'roles.create', name: 'id', permissions: ['ROLE_READ'] };
    expect(resolveCall(role, made)).toEqual(role);
  });

  it('that are still to be made are known', () => {
    expect(madeBefore(key)).toEqual([core, alpha, reader]);
    expect(madeBefore({ do: 'users.delete', user: { id: 'U' } })).toEqual([]);
  });

  it('are never made up', () => {
    expect(() => resolveCall(key, new Map([[core, 'O1']]))).toThrow(`no step created ${alpha} before it was needed`);
  });
});
