import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  isMember,
  memberAt,
  normaliseEmail,
  placeOfMember,
  placeTitle,
  segmentsOf,
} from '../../src/model/address.js';
import { compareText } from '../../src/model/compare-text.js';

const names = fc.string({ unit: 'grapheme' });

describe('addresses', () => {
  it('are those of members whatever things are called', () => {
    expect(isMember(addressOf.organizationMember('member', 'ann@x.io'))).toBe(true);
    expect(isMember(addressOf.projectMember('Core', 'alpha', 'member', 'ann@x.io'))).toBe(true);
    expect(isMember(addressOf.space('member', 'alpha'))).toBe(false);
    expect(isMember(addressOf.restriction('Core', 'alpha', 'member'))).toBe(false);
  });

  it('name what they are and what they are in', () => {
    expect({
      user: addressOf.user('Ann@X.io'),
      role: addressOf.role('Reader'),
      organization: addressOf.organization('Core'),
      organizationMember: addressOf.organizationMember('Core', 'Ann@X.io'),
      space: addressOf.space('Core', 'alpha'),
      spaceMember: addressOf.spaceMember('Core', 'alpha', 'Ann@X.io'),
      project: addressOf.project('Core', 'alpha', 'chat'),
      restriction: addressOf.restriction('Core', 'alpha', 'chat'),
      projectMember: addressOf.projectMember('Core', 'alpha', 'chat', 'Ann@X.io'),
      apiKey: addressOf.apiKey('traces'),
    }).toEqual({
      user: 'user/ann@x.io',
      role: 'role/Reader',
      organization: 'organization/Core',
      organizationMember: 'organization/Core/member/ann@x.io',
      space: 'organization/Core/space/alpha',
      spaceMember: 'organization/Core/space/alpha/member/ann@x.io',
      project: 'organization/Core/space/alpha/project/chat',
      restriction: 'organization/Core/space/alpha/project/chat/restriction',
      projectMember: 'organization/Core/space/alpha/project/chat/member/ann@x.io',
      apiKey: 'api-key/traces',
    });
  });

  it('give every name back, whatever is in it, and never the one for the other', () => {
    expect(addressOf.organization('A/B %2F')).toBe('organization/A%2FB %252F');
    fc.assert(
      fc.property(names, names, (organization, space) => {
        const address = addressOf.space(organization, space);
        expect(segmentsOf(address)).toEqual(['organization', organization, 'space', space]);
      }),
    );
  });

  it('order by code unit', () => {
    expect(['b', 'a', 'Z', 'ä', 'a'].sort(compareText)).toEqual(['Z', 'a', 'a', 'b', 'ä']);
    expect(compareText('a', 'a')).toBe(0);
    expect(normaliseEmail('Ann@X.IO')).toBe('ann@x.io');
  });

  it('of members say whose place it is, also where the name of the place has the word in it', () => {
    const space = addressOf.space('a member', 'member');
    const member = memberAt(space, addressOf.user('ann@x.io'));
    expect(member).toBe(addressOf.spaceMember('a member', 'member', 'ann@x.io'));
    expect(placeOfMember(member)).toBe(space);
  });

  it('are read by people as the names alone', () => {
    expect(placeTitle(addressOf.project('Core', 'a/b', 'chat'))).toBe('Core / a/b / chat');
    expect(placeTitle('account')).toBe('the account');
  });
});
