import { describe, expect, it } from 'vitest';
import { accessGroups } from '../../src/report/access-text.js';

const change = (before: readonly string[], after: readonly string[]) => ({
  user: 'eve@x.io',
  on: 'organization/Ours',
  before: [...before],
  after: [...after],
  gained: [],
  lost: [],
});
const told = (before: readonly string[], after: readonly string[]) =>
  (['gained', 'lost'] as const).flatMap((side) =>
    accessGroups([change(before, after)], side).map(({ sentence }) => `${side}: ${sentence}`),
  );

describe('a change of roles that moves no permission that is known', () => {
  it('is a loss where it only takes', () => {
    expect(told(['member (organization)'], [])).toEqual([
      'lost: eve@x.io loses member (organization) on Ours (member (organization) → nothing)',
    ]);
    expect(told(['member', 'Reader'], ['member'])).toEqual([
      'lost: eve@x.io loses Reader on Ours (member, Reader → member)',
    ]);
  });

  it('is told as what there is now where something is new', () => {
    expect(told([], ['member (organization)'])).toEqual([
      'gained: eve@x.io has now member (organization) on Ours (nothing → member (organization))',
    ]);
    expect(told(['member'], ['read_only'])).toEqual([
      'gained: eve@x.io has now read_only on Ours (member → read_only)',
    ]);
  });
});
