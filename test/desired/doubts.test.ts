import { expect, it } from 'vitest';
import { doubts } from '../../src/desired/index.js';
import { stateOf } from '../support/files.js';

async function said(text: string): Promise<readonly string[]> {
  const found = doubts(await stateOf({ 'access.yaml': `version: 1\n${text}` }), new Date('2026-11-25T10:00:00Z'));
  return found
    .filter(({ code }) => code !== 'no-organization-members')
    .map(({ code, span, hint }) => `${code} ${String(span?.start.line)} ${hint ?? ''}`)
    .sort();
}

const space = (members: string) => `organizations: { O: { spaces: { S: { members: { ${members} } } } } }\n`;

it('people whom no file declares, where the files declare people', async () => {
  expect(
    await said(
      `users: { jane@example.com: {} }\n${space('jan@example.com: admin, somebody.else@other.example.org: member')}`,
    ),
  ).toEqual([
    'undeclared-user 3 add `somebody.else@other.example.org: {}` under `users:` to have them invited',
    'undeclared-user 3 did you mean "jane@example.com"?',
  ]);
  expect(await said(space('jan@example.com: admin'))).toEqual([]);
  // Whoever is to leave is not who is meant.
  expect(await said(`users: { jane@example.com: absent }\n${space('jan@example.com: admin')}`)).toEqual([
    'undeclared-user 3 add `jan@example.com: {}` under `users:` to have them invited',
  ]);
});

it.each([
  ['memebr', ['role-like-word 2 did you mean "member"?']],
  ['Admin', ['role-like-word 2 did you mean "admin"?']],
  ['absnet', ['role-like-word 2 did you mean "absent"?']],
  ['Data Scientist', []],
  ['{ custom: admin }', []],
])('a role that looks like a word: %s', async (role, wanted) => {
  expect(await said(space(`a@example.com: ${role}`))).toEqual(wanted);
});

it('no word at all where a file declares the role', async () => {
  expect(await said(`roles: { Admin: { permissions: [ROLE_READ] } }\n${space('a@example.com: Admin')}`)).toEqual([]);
});

it('names of roles that newer servers refuse', async () => {
  const role = '{ permissions: [ROLE_READ] }';
  expect(await said(`roles: { Prüfer: ${role}, "R&D (EU)": ${role} }\n`)).toEqual([
    'role-name 2 choose a name without other characters; a role that has this name already can stay',
  ]);
});

it.each([
  [
    'forms of a letter',
    'organizations: { "\\u00c9quipe": {}, "E\\u0301quipe": {} }',
    ['"\\u00c9quipe" looks the same as "E\\u0301quipe"'],
  ],
  [
    'case',
    'users: {}\nroles: { Reader: { permissions: [ROLE_READ] }, reader: { permissions: [ROLE_READ] } }',
    ['"reader" looks the same as "Reader"'],
  ],
  [
    'blanks',
    'organizations: { O: { spaces: { "a b": {}, "a\\u00a0b": {} } } }',
    ['"a\\u00a0b" looks the same as "a b"'],
  ],
  ['one letter more', 'organizations: { Team 1: {}, Team 2: {} }', []],
  ['another place', 'organizations: { O: { spaces: { a: {} } }, P: { spaces: { A: {} } } }', []],
  ['one that goes', 'organizations: { Team: {}, team: absent }', []],
])('declared siblings that look the same: %s', async (_name, text, wanted) => {
  const found = doubts(await stateOf({ 'access.yaml': `version: 1\n${text}\n` }), new Date(0));
  expect(
    found.flatMap(({ code, message }) => (code === 'look-alike' ? [/".*(?=, which)/.exec(message)?.[0]] : [])),
  ).toEqual(wanted);
});

const key = (fields: string) => `api_keys:\n  k:\n    type: service\n    ${fields.replaceAll('; ', '\n    ')}\n`;

it.each([
  ['spaces: { O/S: member }; expires: 2026-11-24', ['expired-key 6']],
  ['spaces: { O/S: member }; expires: 2026-11-25', []],
  ['spaces: { O/S: member }; expires: 2026-11-25T10:00:00Z', ['expired-key 6']],
  // The first key's end.
  ['spaces: { O/S: member }; expires: 2026-11-24; rotate_before: 30d', []],
])('a key that has ended before it is made: %s', async (fields, wanted) => {
  expect((await said(key(fields))).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(wanted);
});

it('a key for a space that no file declares, where the files declare organizations', async () => {
  const places = 'organizations: { Core Team: { spaces: { alpha: {} } }, Open: {} }\n';
  const hints = async (spaces: string) =>
    (await said(`${places}${key(`spaces: { ${spaces} }`)}`)).map((line) => line.replace(' 6 ', ' '));
  expect(await hints('Core Team/alpha: member, Open/any: member')).toEqual([]);
  expect(await hints('Core Team/alhpa: member')).toEqual(['unknown-space did you mean "alpha"?']);
  expect(await hints('Cor Team/alpha: member')).toEqual(['unknown-space did you mean "Core Team"?']);
  expect(await hints('Elsewhere/x: member')).toEqual([
    'unknown-space declare it under `organizations`; `Elsewhere: {}` is enough where it is in the account already',
  ]);
  const renamed = 'organizations: { New: { renamed_from: Old, spaces: { alpha: {} } } }\n';
  expect(await said(`${renamed}${key('spaces: { Old/alpha: member }')}`)).toEqual([
    'unknown-space 6 it is renamed to "New": write that name',
  ]);
  // The entry itself is what is wrong, not the map around it.
  const lines = key('spaces:;   Core Team/alpha: member;   Core Team/b%2Fc: member;   Core Team/alhpa: member');
  expect(await said(`${places}${lines}`)).toEqual([
    'unknown-space 8 declare it under `spaces` there; `b/c: {}` is enough where it is in the account already',
    'unknown-space 9 did you mean "alpha"?',
  ]);
  // Nothing is known of organizations that the files do not speak of.
  expect(await said(key('spaces: { Elsewhere/x: member }'))).toEqual([]);
});

it('an organization without members whose spaces have some: it may be new', async () => {
  const hints = async (text: string) =>
    doubts(await stateOf({ 'access.yaml': `version: 1\n${text}` }), new Date(0)).map(
      ({ code, hint }) => `${code}: ${hint ?? ''}`,
    );
  expect(await hints(space('b@x.io: member, a@x.io: { custom: Data Scientist }, c@x.io: absent'))).toEqual([
    'no-organization-members: where it is new, add `members: { a@x.io: member, b@x.io: member }` under `organizations.O` (line 2)',
  ]);
  expect(await hints('organizations: { O: { spaces: { S: {} } } }\n')).toEqual([]);
  expect(
    await hints(
      'organizations: { O: { members: { a@x.io: member }, spaces: { S: { members: { a@x.io: member } } } } }\n',
    ),
  ).toEqual([]);
  expect(
    await hints(`organizations: { New: { renamed_from: O, spaces: { S: { members: { a@x.io: member } } } } }\n`),
  ).toEqual([]);
});
