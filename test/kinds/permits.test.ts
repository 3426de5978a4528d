import { describe, expect, it } from 'vitest';
import type { Given } from '../../src/kinds/permits.js';
import { isAdmin, listed, permissionsIn, rolesOf, shortfall } from '../../src/kinds/permits.js';
import { addressOf } from '../../src/model/address.js';
import type { Json } from '../../src/model/json.js';
import type { LiveResource } from '../../src/model/resource.js';

function role(name: string, permissions?: Json, builtIn?: true | 'unknown'): LiveResource {
  return {
    kind: 'role',
    address: addressOf.role(name),
    names: { role: name },
    id: name,
    attributes: permissions === undefined ? {} : { permissions },
    ...(builtIn !== undefined && { builtIn }),
  };
}

const roles = [
  role('Reader', ['A', 'B']),
  role('Writer', ['A', 'C', 'D', 'E', 'F', 'G', 'H']),
  role('Same', ['B', 'A']),
  role('Empty', []),
  role('Unread'),
  role('Member', ['A', 'B', 'C'], true),
  role('Space Read-Only', ['A'], true),
  role('Annotator', ['A'], 'unknown'),
];
const permits = permissionsIn(rolesOf(roles, ['Z']));
const word = (text: string): Given => ({ word: text });
const custom = (name: string): Given => ({ role: name });

describe('what a role permits', () => {
  it.each<[Given, readonly string[] | undefined]>([
    [custom('Reader'), ['A', 'B']],
    [custom('Member'), ['A', 'B', 'C']],
    // Every role permits something.
    [custom('Empty'), undefined],
    [custom('Unread'), undefined],
    [custom('nobody’s'), undefined],
    [word('member'), ['A', 'B', 'C']],
    [word('read_only'), ['A']],
    // Whether it is Arize's own is not known.
    [word('annotator'), undefined],
    [word('admin'), undefined],
    [word('Reader'), undefined],
  ])('%j: %j', (given, permissions) => {
    const found = permits(given);
    expect(found && [...found]).toEqual(permissions);
  });

  it('is every permission that is known or listed, together', () => {
    expect([...rolesOf(roles, ['Z']).everything].sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'Z']);
  });

  it('is not known of a word that two roles may be', () => {
    const twice = [role('Member', ['A'], true), role('Space Member', ['A'], true), role('Read-only', ['A'], true)];
    expect([...rolesOf(twice, []).byWord.keys()]).toEqual(['read_only']);
    expect([...rolesOf([role('Member', undefined, true), role('Member', ['A'], true)], []).byWord.keys()]).toEqual([]);
    // A role of the account's own is no word, whatever its name.
    expect([...rolesOf([role('Member', ['A'])], []).byWord.keys()]).toEqual([]);
  });
});

describe('in the place of another role', () => {
  it.each<[after: Given, before: Given, string | undefined]>([
    [word('admin'), word('member'), undefined],
    [word('admin'), custom('Unread'), undefined],
    [word('member'), word('member'), undefined],
    [custom('Unread'), custom('Unread'), undefined],
    [word('member'), word('admin'), 'member permits less than admin'],
    [custom('Writer'), word('admin'), 'Writer permits less than admin'],
    [word('read_only'), word('member'), 'read_only permits less than member'],
    [word('member'), word('read_only'), undefined],
    [word('annotator'), word('member'), 'whether annotator permits as much as member is not known'],
    [word('member'), word('annotator'), 'whether member permits as much as annotator is not known'],
    [word('annotator'), word('read_only'), 'whether annotator permits as much as read_only is not known'],
    [word('read_only'), word('annotator'), 'whether read_only permits as much as annotator is not known'],
    [custom('Same'), custom('Reader'), undefined],
    [custom('Reader'), custom('Same'), undefined],
    [custom('Reader'), custom('Writer'), 'Reader lacks C, D, E and 3 more, which Writer permits'],
    [custom('Writer'), custom('Reader'), 'Writer lacks B, which Reader permits'],
    [custom('Reader'), word('member'), 'Reader lacks C, which member permits'],
    [word('member'), custom('Reader'), undefined],
    [word('read_only'), custom('Reader'), 'read_only lacks B, which Reader permits'],
    [custom('Unread'), custom('Reader'), 'whether Unread permits as much as Reader is not known'],
    [custom('Reader'), custom('Unread'), 'whether Reader permits as much as Unread is not known'],
    [custom('Reader'), custom(''), "whether Reader permits as much as today's role is not known"],
    [custom('Reader'), word('annotator'), 'whether Reader permits as much as annotator is not known'],
  ])('%j for %j', (after, before, less) => {
    expect(shortfall(after, before, permits, permits)).toBe(less);
  });

  it('a member may do less than who only reads, where the roles were listed so', () => {
    const odd = permissionsIn(rolesOf([role('Member', ['A'], true), role('Read only', ['A', 'B'], true)], []));
    expect(shortfall(word('member'), word('read_only'), odd, odd)).toBe('member lacks B, which read_only permits');
    const unread = permissionsIn(rolesOf([role('Member', ['A'], true)], []));
    expect(shortfall(word('member'), word('read_only'), unread, unread)).toBeUndefined();
  });

  it('what it permitted counts, and what it surely permits then', () => {
    const none = () => undefined;
    const few = () => new Set(['A']);
    expect(shortfall(custom('Same'), custom('Reader'), permits, few)).toBe('Same lacks B, which Reader permits');
    expect(shortfall(custom('Same'), custom('Reader'), few, permits)).toBeUndefined();
    expect(shortfall(custom('Same'), custom('Reader'), none, permits)).toBe(
      'whether Same permits as much as Reader is not known',
    );
    expect(shortfall(custom('Same'), custom('Reader'), permits, none)).toBe(
      'whether Same permits as much as Reader is not known',
    );
  });
});

it('an administrator is told by the word alone', () => {
  expect([word('admin'), word('member'), custom('admin'), undefined].map(isAdmin)).toEqual([true, false, false, false]);
});

it('of many names three are shown', () => {
  expect([['a'], ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e'], []].map(listed)).toEqual([
    'a',
    'a, b, c, d',
    'a, b, c and 2 more',
    '',
  ]);
});
