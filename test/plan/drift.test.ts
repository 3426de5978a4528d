import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import { isDrift } from '../../src/model/drift.js';
import type { UnmanagedObject } from '../../src/model/plan.js';
import type { Attributes } from '../../src/model/resource.js';
import { driftOf } from '../../src/plan/drift.js';
import { plan, step } from '../report/factory.js';

const source = { file: 'access.yaml', line: 12, column: 3 };

describe('drift', () => {
  it('says of each difference what it is, in order of address', () => {
    const found = driftOf(
      plan(
        [
          step('user/new@x.io', 'create', { after: { role: 'member' } }),
          step('user/zoe@x.io', 'update', {
            before: { name: 'Zoë', developer: null, tags: [] },
            after: { name: 'Zoe', developer: true, tags: ['a', 'b'] },
          }),
          step('user/gone@x.io', 'delete', { before: { role: 'member' }, reason: 'declared absent' }),
          step('user/over@x.io', 'delete', { cause: 'expired', reason: 'ended 2026-11-01' }),
          step('user/who@x.io', 'delete', { cause: 'unmanaged', reason: 'live, in no file' }),
          step('user/maybe@x.io', 'assert', { after: { role: 'member' } }),
          step('role/Reader', 'rename', { before: { name: 'Old' }, after: { name: 'Reader' } }),
        ],
        {
          unmanaged: [{ address: addressOf.user('amy@x.io'), kind: 'user', id: 'u' }],
          blocked: [
            { address: addressOf.user('bob@x.io'), reason: 'role: change it in the UI', source },
            { address: addressOf.user('cy@x.io'), reason: 'protected' },
          ],
        },
      ),
    );
    expect(found.items).toEqual([
      { type: 'changed', address: 'role/Reader', detail: 'name: is "Old", should be "Reader"', source },
      { type: 'unmanaged', address: 'user/amy@x.io', detail: 'not in your files', source: null },
      { type: 'changed', address: 'user/bob@x.io', detail: 'role: change it in the UI', source },
      { type: 'changed', address: 'user/cy@x.io', detail: 'protected', source: null },
      { type: 'changed', address: 'user/gone@x.io', detail: 'declared absent', source },
      { type: 'missing', address: 'user/new@x.io', detail: 'declared, not live', source },
      { type: 'expired', address: 'user/over@x.io', detail: 'ended 2026-11-01', source },
      { type: 'alert', address: 'user/who@x.io', detail: 'live, in no file', source },
      {
        type: 'changed',
        address: 'user/zoe@x.io',
        detail: 'developer: is not set, should be true, name: is "Zoë", should be "Zoe", tags: −a −b',
        source,
      },
    ]);
  });

  it('takes what is made anew in the place of something else for a change, not for something missing', () => {
    const address = 'organization/Core/space/alpha/member/bob@x.io';
    const { items } = driftOf(
      plan([
        step(address, 'delete', { before: { role: 'member' }, reason: 'replaced by a space role binding' }),
        step(address, 'create', { after: { role: 'Reader' } }),
      ]),
    );
    expect(items.map(({ type, detail }) => [type, detail])).toEqual([
      ['changed', 'replaced by a space role binding'],
      ['changed', 'role: is not set, should be "Reader"'],
    ]);
  });

  it('says of a list what is too much and too little, of anything else what it is and should be', () => {
    const details = (before: Attributes, after: Attributes) =>
      driftOf(plan([step('role/Reader', 'update', { before, after })])).items.map(({ detail }) => detail);
    expect(details({ permissions: ['A', 'B', { c: 1 }] }, { permissions: ['B', 'D'] })).toEqual([
      'permissions: +A +{"c":1} −D',
    ]);
    expect(details({ tags: ['a'], name: 'N' }, { tags: null })).toEqual([
      'name: is "N", should be not set, tags: is ["a"], should be not set',
    ]);
  });

  it('is nothing that follows from an invitation, and an alert where that is asked for', () => {
    const bob = { address: addressOf.user('bob@x.io'), kind: 'user', id: 'u', alert: true } as const;
    expect(driftOf(plan([step('user/a@x.io', 'create', { cause: 'kept' })], { unmanaged: [bob] })).items).toEqual([
      { type: 'alert', address: 'user/bob@x.io', detail: 'not in your files', source: null },
    ]);
  });

  it('tells where a change comes from where that is known, and carries what nobody can tell', () => {
    const whole = plan([step('user/a@x.io', 'create', { origin: 'live' }), step('user/b@x.io', 'create')], {
      unobserved: [{ scope: 'organization/Core/member/*', reason: 'unlisted' }],
      expiring: [{ address: addressOf.user('a@x.io'), until: '2026-12-01T00:00:00.000Z' }],
    });
    const found = driftOf(whole);
    expect(found.items.map((item) => ('origin' in item ? item.origin : 'unknown'))).toEqual(['live', 'unknown']);
    const { target, unobserved, expiring } = whole;
    expect(found).toMatchObject({ target, unobserved, expiring });
  });

  it('counts what alerts, and only lists what is reported; an administrator whom no file names comes first', () => {
    const at = (email: string, more: Partial<UnmanagedObject>): UnmanagedObject => ({
      address: addressOf.user(email),
      kind: 'user',
      id: email,
      ...more,
    });
    const listed = driftOf(
      plan([], { unmanaged: [at('a@x.io', { role: 'member' }), at('b@x.io', { role: 'admin' })] }),
    );
    expect(listed.items.map(({ type, address, detail }) => [type, address, detail])).toEqual([
      ['unmanaged', 'user/b@x.io', 'admin, not in your files'],
      ['unmanaged', 'user/a@x.io', 'member, not in your files'],
    ]);
    expect(isDrift(listed)).toBe(false);
    expect(isDrift(driftOf(plan([], { unmanaged: [at('a@x.io', { alert: true })] })))).toBe(true);
  });
});
