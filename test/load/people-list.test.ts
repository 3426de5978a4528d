import { describe, expect, it } from 'vitest';
import { parsePeople } from '../../src/load/people-list.js';

function read(file: string, text: string) {
  const { list, diagnostics } = parsePeople(file, text);
  return [
    ...list.people.map((email, index) => {
      const { start } = list.locate({ file, path: [index] });
      return `${String(start.line)}:${String(start.column)} ${email}`;
    }),
    ...diagnostics.map(
      ({ severity, message, span }) =>
        `${String(span?.start.line)}:${String(span?.start.column)} ${severity === 'error' ? '!' : '?'} ${message}`,
    ),
  ];
}

describe('a file that somebody else keeps', () => {
  it.each<[name: string, file: string, text: string, people: readonly string[]]>([
    ['text', 'a.txt', '# team\n  Ann@x.org # leads\r\n\nbob@x.org', ['2:3 Ann@x.org', '4:1 bob@x.org']],
    ['text behind a BOM', 'a', '\uFEFFann@x.org\n', ['1:1 ann@x.org']],
    ['CSV', 'a.csv', 'Name,Email\n"Ann, A",ann@x.org\nBob,bob@x.org\n', ['2:10 ann@x.org', '3:5 bob@x.org']],
    [
      'CSV with a line break in a field',
      'a.csv',
      'email,note\nann@x.org,"one\ntwo"\nbob@x.org,\n',
      ['3:1 ann@x.org', '4:1 bob@x.org'],
    ],
    ['JSON', 'a.json', '["ann@x.org",\n {"email": "bob@x.org", "id": 1}]', ['1:2 ann@x.org', '2:2 bob@x.org']],
    ['an empty list', 'a.json', '[]', ['1:1 ? this list has nobody in it, so nobody is in the group.']],
    ['a text that says that nobody is meant', 'a.txt', '# nobody at present\n', []],
    ['a text of nothing', 'a.txt', ' \n\n', ['1:1 ! this list is empty: nobody would be in the group.']],
    ['CSV of nothing', 'a.csv', '', ['1:1 ! this CSV has no column `email`.']],
    ['JSON of nothing', 'a.json', '', ['1:1 ! this is not a JSON list of people.']],
    [
      'CSV with a head alone',
      'a.csv',
      'name,email\n',
      ['1:1 ? this list has nobody in it, so nobody is in the group.'],
    ],
    [
      'CSV with blank rows alone',
      'a.csv',
      'name,email\n,\n',
      ['1:1 ? this list has nobody in it, so nobody is in the group.'],
    ],
    [
      'CSV with two such columns',
      'a.csv',
      'email,Email\na@x.org,b@x.org\n',
      ['1:1 ! this CSV has more than one column `email`.'],
    ],
    [
      'CSV with a row that leaves the address out',
      'a.csv',
      'name,email\nAnn,\n,\nBob,bob@x.org\n',
      ['2:1 ', '4:5 bob@x.org', '2:1 ! this is not an email address.'],
    ],
    ['what is no address', 'a.txt', 'ann\n', ['1:1 ann', '1:1 ! this is not an email address.']],
    ['CSV without the column', 'a.csv', 'mail\nann@x.org\n', ['1:1 ! this CSV has no column `email`.']],
    ['broken CSV', 'a.csv', 'email\n"ann\n', ['2:1 ! this is not valid CSV.']],
    ['broken JSON', 'a.json', '["ann@x.org"', ['1:13 ! this is not a JSON list of people.']],
  ])('%s', (_name, file, text, people) => {
    expect(read(file, text)).toEqual(people);
  });
});
