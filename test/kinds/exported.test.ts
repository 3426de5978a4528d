import { expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import { memberRoleOf, memberRoleWord, normaliseWord, trimmed, wordIn } from '../../src/kinds/words.js';
import { Commented, OnOneLine, isNameOfFiles, textOrNothing } from '../../src/kinds/written.js';
import { addressOf } from '../../src/model/address.js';
import type { Attributes } from '../../src/model/resource.js';

const known = new Set(['A', 'B']);

function person(attributes: Attributes, email = 'ann@x.io'): unknown {
  const live = { kind: 'user', address: addressOf.user(email), names: { user: email }, id: 'u', attributes } as const;
  return kinds.user.exported?.(live, known);
}

const entry = (value: object) => new OnOneLine({ name: undefined, role: undefined, developer: undefined, ...value });

it.each<[string, Attributes, unknown]>([
  [
    'all of it',
    { name: 'Ann', role: 'admin', developer: true, status: 'active' },
    entry({ name: 'Ann', role: 'admin', developer: true }),
  ],
  ['nothing that is not known', {}, entry({})],
  ['no empty name, and no developer access that is not given', { name: '', developer: false }, entry({})],
  ['no role that is not told', { role: null }, entry({})],
  [
    'that somebody has not answered yet',
    { role: 'member', status: 'invited' },
    new Commented('invited, has not answered yet', entry({ role: 'member' })),
  ],
  ['nobody whose invitation has run out', { role: 'member', status: 'expired' }, undefined],
  ['nobody who has gone', { role: 'member', status: 'inactive' }, undefined],
  [
    'which role files can’t say',
    { role: { custom: 'Boss' } },
    new Commented('account role "Boss", which files can\'t say', entry({})),
  ],
  [
    'a role that is none of the known',
    { role: 'owner' },
    new Commented('account role "owner", which files can\'t say', entry({})),
  ],
])('of a person is exported %s', (_title, attributes, written) => {
  expect(person(attributes)).toEqual(written);
});

it('nobody is exported whose email no file takes', () => {
  expect(person({ role: 'member' }, 'nobody')).toBeUndefined();
});

it.each<[Attributes, unknown]>([
  [
    { description: 'd', permissions: ['A', 'B'] },
    { description: 'd', permissions: ['A', 'B'] },
  ],
  [
    { description: '', permissions: ['A'] },
    { description: undefined, permissions: ['A'] },
  ],
  [{ permissions: ['A', 'Z'] }, undefined],
  [{ permissions: [] }, undefined],
  [{}, undefined],
])('of a role %j is exported %j', (attributes, written) => {
  const live = { kind: 'role', address: addressOf.role('R'), names: { role: 'R' }, id: 'r', attributes } as const;
  expect(kinds.role.exported?.(live, known)).toEqual(written);
});

it('an empty text says nothing, and what can be stored nowhere is not said', () => {
  const said = ['a', '', 5, undefined, 'a\0', '\ud800', '😀'.repeat(1_000), 'x'.repeat(1_001)].map((text) =>
    textOrNothing(text),
  );
  expect(said).toEqual(['a', ...Array<undefined>(5), '😀'.repeat(1_000), undefined]);
});

it.each([
  ['a', true],
  ['😀'.repeat(255), true],
  ['', false],
  [' a', false],
  ['a\u0085', false],
  ['\ufeffa', false],
  ['a\0', false],
  ['x'.repeat(256), false],
] as const)('files take %j for a name: %s', (name, isSo) => {
  expect(isNameOfFiles(name)).toBe(isSo);
});

it.each<[string, string | undefined]>([
  ['admin', 'admin'],
  ['ADMIN', 'admin'],
  ['read-only', 'read_only'],
  ['READ_ONLY', 'read_only'],
  // That is how a custom role may be called.
  ['Admin', undefined],
  ['Read_only', undefined],
  ['boss', undefined],
])('%s names the built-in role %s', (text, word) => {
  expect(memberRoleWord(text)).toBe(word);
});

it('words are the same in all their spellings, and one that is none is a defect', () => {
  expect(normaliseWord('Member-UI-Only')).toBe('member_ui_only');
  expect([wordIn({ role: 'admin' }), wordIn({}), wordIn({ role: 5 })].map(({ word }) => word)).toEqual([
    'admin',
    'member',
    'member',
  ]);
  expect(() => memberRoleOf('member_ui_only')).toThrow(
    'not one of admin, member, read_only, annotator: "member_ui_only"',
  );
});

it('what some platforms take for a blank is one', () => {
  expect([' a ', '\u001ca\u001f', '\u0085a b\u0085', '\u00a0a\n\n', 'a\u001c b'].map(trimmed)).toEqual([
    'a',
    'a',
    'a b',
    'a',
    'a\u001c b',
  ]);
});
