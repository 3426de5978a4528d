import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import type { Address } from '../../src/model/address.js';
import { addressGlob, globAmong, placeGlob } from '../../src/model/glob.js';
import { patternProblem } from '../../src/kinds/pattern.js';

describe('a glob over addresses', () => {
  it.each([
    ['user/*', 'user/ann@x.io', true],
    ['user/*@x.io', 'user/ann@x.io', true],
    ['user/*@X.io', 'user/ann@x.io', true],
    ['user/*@y.io', 'user/ann@x.io', false],
    ['user', 'user/ann@x.io', false],
    ['organization/*', 'organization/A/space/b', false],
    ['organization/A/**', 'organization/A', true],
    ['organization/A/**', 'organization/A/space/b/member/ann@x.io', true],
    ['organization/A/**', 'organization/AB', false],
    ['organization/**/member/ann@x.io', 'organization/A/space/b/member/ann@x.io', true],
    ['organization/**/member/ann@x.io', 'organization/A/member/ann@x.io', true],
    ['organization/*/member/*', 'organization/A/space/b/member/ann@x.io', false],
    ['**', 'organization/A/space/b', true],
    ['**/member/*', 'organization/A/member/ann@x.io', true],
    ['role/[old] (a|b).*', 'role/[old] (a|b).c', true],
    ['role/[old]*', 'role/o', false],
    ['organization/A%2FB', 'organization/A%2FB', true],
    ['**/Ann@X.io', 'organization/A/space/b/member/ann@x.io', true],
    ['*/Ann@X.io', 'user/ann@x.io', true],
    ['**/A@X.io', 'organization/a@x.io', false],
    ['organization/member/space/ANN', 'organization/member/space/ANN', true],
    ['a*b*c', 'abc', true],
    ['a*b*b', 'ab', false],
    ['**/**/**', 'user/ann@x.io', true],
  ])('%s on %s: %s', (glob, address, matches) => {
    expect(addressGlob(glob)(address as Address)).toBe(matches);
  });

  it('matches an address that holds no star when it is that address, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        (organization, space) => {
          const address = addressOf.space(organization, space);
          fc.pre(!address.includes('*'));
          expect(addressGlob(address)(address)).toBe(true);
        },
      ),
    );
  });
});

describe('any glob', () => {
  it('is answered at once, however many stars it has', () => {
    const deep = Array.from({ length: 20_000 }, () => '**/*').join('/');
    const wide = `${'*a'.repeat(20_000)}b`;
    const address = `organization/${'a'.repeat(30_000)}/space/${'a'.repeat(200)}` as Address;
    expect(addressGlob(deep)(address)).toBe(false);
    expect(addressGlob(`${deep}/x`)(address)).toBe(false);
    expect(addressGlob(`organization/${wide}/**`)(address)).toBe(false);
    expect(placeGlob(`${deep}/x`)('Core/alpha/chat')).toBe(false);
    expect(patternProblem(deep)).toBeDefined();
    expect(patternProblem('**/'.repeat(20_000) + 'x')).toBeUndefined();
    expect(patternProblem('a/'.repeat(5_000) + 'x')).toBeDefined();
  });
});

describe('a glob over places', () => {
  it.each([
    ['Core', 'Core', true],
    ['Core', 'Core/alpha', false],
    ['Core/*', 'Core/alpha', true],
    ['Core/*', 'Core', false],
    ['Core/*', 'Core/alpha/chat', false],
    ['Core/**', 'Core', false],
    ['Core/**', 'Core/alpha', true],
    ['Core/**', 'Core/alpha/chat', true],
    ['Core/alpha/**', 'Core/alpha', false],
    ['Core/alpha/**', 'Core/alpha/chat', true],
    ['**', 'Core', true],
    ['**', 'Core/alpha/chat', true],
    ['**/chat', 'Core/alpha/chat', true],
    ['Core/**/chat', 'Core/alpha/chat', true],
    ['Co*/a*', 'Core/alpha', true],
    ['Core/member', 'Core/Member', false],
  ])('%s on %s: %s', (glob, place, matches) => {
    expect(placeGlob(glob)(place)).toBe(matches);
  });
});

it('an address that is there is taken for itself, and for no glob, where its names hold stars', () => {
  const [star, other] = [addressOf.organization('Team *'), addressOf.organization('Team A')];
  const both = new Set([star, other]);
  expect([star, other].map(globAmong(both, star))).toEqual([true, false]);
  expect([star, other].map(globAmong(both, 'organization/Team*'))).toEqual([true, true]);
  expect([star, other].map(globAmong(new Set([other]), star))).toEqual([true, true]);
});
