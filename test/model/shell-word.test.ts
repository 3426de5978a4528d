import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWord } from '../../src/model/shell-word.js';
import { clean } from '../../src/report/style.js';
import { runs } from '../support/runs.js';

/** What a POSIX shell makes of a script's words. */
function wordsOf(script: string): string[] {
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

it('quotes so that a shell reads exactly the text', () => {
  const odd = [
    '',
    ' ',
    "it's",
    '$HOME `id` $(id) "x" \\',
    '*',
    '~',
    '#',
    '-n',
    '%s',
    'a\nb\n',
    '\n',
    '\t',
    '\u001B[2J',
    '\u202E',
    '数据',
    '!x',
    "'\n'",
    '{id:user/a@b.c}',
    'a=b',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
        maxLength: 40,
      }),
      (texts) => {
        // A shell can't be given NUL, nor half a character.
        const given = texts.map((text) => text.replaceAll(/[\0\p{Cs}]/gu, ''));
        const words = wordsOf(`printf '%s\\0' end ${given.map(shellWord).join(' ')}`);
        expect(words).toEqual(['end', ...given]);
        // On one line, and printed as it is.
        for (const text of given) expect(clean(shellWord(text))).toBe(shellWord(text));
      },
    ),
    { numRuns: Math.ceil(runs / 10), examples: [[odd]] },
  );
});

it('leaves plain words alone', () => {
  expect(['ax', '--user-id', 'VXNlcjo3', 'raj@example.com', 'Platform Team', ''].map(shellWord)).toEqual([
    'ax',
    '--user-id',
    'VXNlcjo3',
    'raj@example.com',
    "'Platform Team'",
    "''",
  ]);
});
