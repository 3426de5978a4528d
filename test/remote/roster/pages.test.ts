import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/remote/roster/queries.js';
import { readMembers } from '../../../src/remote/roster/read.js';
import { ok } from '../../../src/model/result.js';

/* What a page of members tells, and what it leaves open. */

const space = { kind: 'space', id: 's' } as const;
const part = { place: space, first: 10 };
const page = (...nodes: readonly object[]) => ({
  members: { totalCount: nodes.length, pageInfo: { hasNextPage: false }, edges: nodes.map((node) => ({ node })) },
});
const ann = { user: { id: 'ann' } };

describe('a page of members', () => {
  it('tells a custom role from one that is left out', () => {
    const row = { ...ann, membership: 'EXPLICIT_MEMBERSHIP' };
    expect(pageOf(page({ ...row, role: null }), part)?.members).toEqual([{ user: 'ann', isCustom: true }]);
    expect(pageOf(page(row), part)?.members).toEqual([{ user: 'ann' }]);
    expect(pageOf(page({ ...row, role: 'readOnly' }), part)?.members).toEqual([{ user: 'ann', role: 'read_only' }]);
  });

  it.each([
    ['leaves out how somebody is in', { ...ann, role: null }],
    ['says so in a word that is not known', { ...ann, role: null, membership: 'GUEST' }],
  ])('that %s is none', (_title, row) => {
    expect(pageOf(page(row), part)).toBeUndefined();
    expect(pageOf(page({ ...row, membership: 'PUBLIC_MEMBERSHIP' }), part)?.members).toEqual([]);
  });

  it('is none of a space where it lists nobody: the admins of the account are in each', async () => {
    const budget = { take: () => Promise.resolve(true), left: () => 60 } as never;
    const readWith = (...rows: readonly object[]) =>
      readMembers([space], {
        ask: () => Promise.resolve(ok({ data: { p0: page(...rows) }, errors: [] })),
        schema: undefined,
        budget,
        isWhole: true,
      });
    const found = await Promise.all([readWith({ ...ann, role: null, membership: 'ACCOUNT_ADMIN' }), readWith()]);
    expect(found.map((read) => read.ok && [...read.value.members])).toEqual([[['s', []]], []]);
    expect(found[1]).toMatchObject({ value: { problems: ['1 of 1 places: the answer is not as expected'] } });
  });

  it.each([
    ['fewer than it counts', 2, []],
    ['as many as it counts', 1, ['s']],
    ['more than it counted at first', 0, ['s']],
  ])('lists %s', async (_title, totalCount, read) => {
    const budget = { take: () => Promise.resolve(true), left: () => 60 } as never;
    const { members } = page({ ...ann, role: null, membership: 'EXPLICIT_MEMBERSHIP' });
    const found = await readMembers([space], {
      ask: () => Promise.resolve(ok({ data: { p0: { members: { ...members, totalCount } } }, errors: [] })),
      schema: undefined,
      budget,
      isWhole: true,
    });
    expect(found.ok && [...found.value.members.keys()]).toEqual(read);
  });

  it('is none where an error is about something in it', async () => {
    const budget = { take: () => Promise.resolve(true), left: () => 60 } as never;
    const row = { ...ann, role: null, membership: 'EXPLICIT_MEMBERSHIP' };
    const readWith = (incomplete: readonly string[]) =>
      readMembers([space], {
        ask: () => Promise.resolve(ok({ data: { p0: page(row) }, errors: [], incomplete: new Set(incomplete) })),
        schema: undefined,
        budget,
        isWhole: true,
      });
    const whole = await readWith([]);
    const broken = await readWith(['p0']);
    expect([whole, broken].map((read) => read.ok && [...read.value.members.keys()])).toEqual([['s'], []]);
  });
});
