import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadDocuments } from '../../src/load/index.js';
import { memoryTree } from '../support/files.js';
import { runs } from '../support/runs.js';

/* What people write that is no YAML, or is read otherwise: one message each, at the line that is wrong, with a hint that helps. */

const within = (value: string) => `version: 1\norganizations:\n  Org:\n    description: ${value}\n    members: {}\n`;

async function problems(text: string) {
  const tree = memoryTree({ 'access.yaml': text }, '/w');
  return (await loadDocuments({ paths: [], cwd: '/w', env: {}, tree })).diagnostics;
}

const said = async (text: string) =>
  (await problems(text)).map(
    ({ span, hint }) => `${String(span?.start.line)}:${String(span?.start.column)} ${hint ?? ''}`,
  );

it.each([
  ['"abc', '4:18 add `"` at the end of the text'],
  ["'abc", "4:18 add `'` at the end of the text"],
  ['[a@x.com', '4:18 add `]`, or quote the text'],
  ['{ a: [b }', '4:23 add `]`, or quote the text'],
  ["'it's'", "4:22 write `description: 'it''s'`"],
  ['|x', "4:19 write `description: '|x'`"],
  ['> text', "4:20 write `description: '> text'`"],
  ['&a', "4:18 write `description: '&a'`"],
  ['!', "4:18 write `description: '!'`"],
  ['! x', "4:18 write `description: '! x'`"],
  ['? complex', "4:18 write `description: '? complex'`"],
  ['-', "4:18 write `description: '-'`"],
  ['- x', '4:18 write `description: [x]`'],
  [']', "4:18 remove it, or write `description: ']'`"],
  ['}', "4:18 remove it, or write `description: '}'`"],
  ['*.yaml', "4:18 write `description: '*.yaml'`"],
  ['"\\q"', '4:19 in double quotes `\\` begins an escape: write `\\\\`, or use single quotes'],
  ['!!null x', '4:18 remove the tag; for an environment variable write ${AX_VAR_NAME}'],
])('as a value: %s', async (value, wanted) => {
  expect(await said(within(value))).toEqual([wanted]);
});

it.each([
  ['version: 1\nsecrets: { v: { command: [put, secret/{name}, "key=-"] } }\n', "2:39 write `'secret/{name}'`"],
  ['version: 1\norganizations: { O: { description: a [b] c, members: {} } }\n', "2:38 write `description: 'a [b] c'`"],
  ['version: 1\nusers: { a@x.com: { name: "x" role: admin } }\n', '2:31 put a comma between the two'],
  ['version: 1\ngroups: { a: ["x@x.com" "y@x.com"] }\n', '2:25 put a comma between the two'],
  ['version:1\nusers: {}\n', '1:1 write `version: 1`'],
  ['version: 1\nusers:\n  a@x.com: {}\n  b@x.com:absent\n', '4:3 write `b@x.com: absent`'],
  ['version: 1\nusers:\n  a@x.com:absent\n', '3:3 put a blank after the colon: `a@x.com: absent`'],
  ['version: 1\nusers:\n  a@x.com\n  b@x.com: {}\n', '3:3 a colon is missing after the key'],
  [
    'version: 1\nusers: { a@x.com: { name: "Jane Doe }\ngroups: { g: ["a@x.com"] }\n',
    '2:27 add `"` at the end of the text',
  ],
  ['version: 1\nusers: { a@x.com: {}\ngroups: {}\n', '2:8 add `}`, or quote the text'],
  ['version: 1\n users: {}\n', '2:1 entries of one map begin in the same column'],
  ['  version: 1\nusers: {}\n', '2:1 entries of one map begin in the same column'],
  ['%YAML 1.2\nversion: 1\n', '2:1 remove the line that begins with %'],
  [
    'version: 1\nusers: {}\n<<<<<<< HEAD\ngroups: {}\n=======\nroles: {}\n>>>>>>> other\n',
    '3:1 keep what is meant of both sides, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`',
  ],
])('in a file: %j', async (text, wanted) => {
  expect(await said(text)).toEqual([wanted]);
});

/* What looks on from each character takes minutes for these, and what looks once a moment. */
const soon = 5_000;

it.each([
  ['users:\n  a: - x', 'y'],
  ['users: - a', 'y: z # x'],
  ['users: a: ', 'b: c'],
  ['users: ', 'a:\tb'],
  ['users:\n  - ', '"#": - x'],
])(
  'two hundred thousand blanks in one line take no time to explain: %j, then %j',
  async (before, after) => {
    expect(await problems(`version: 1\n${before}${' '.repeat(200_000)}${after}\n`)).not.toEqual([]);
  },
  soon,
);

it.each(['@x', '*x'])(
  'nor do as many words before the one that is wrong: %s',
  async (wrong) => {
    expect(await problems(`version: 1\nusers: [${'a '.repeat(100_000)}, ${wrong}]\n`)).not.toEqual([]);
  },
  soon,
);

it('a number where a word is meant is shown as it is written', async () => {
  const found = await problems('version: ~\nroles: { R: { permissions: [007, 1.10] } }\n');
  expect(found.map(({ message }) => message.replace(/one of .*,/, 'one of …,'))).toEqual([
    'version ~ of the format is not known.',
    'expected one of …, found 007.',
    'expected one of …, found 1.10.',
  ]);
});

it('what a hint says is YAML once it is written', async () => {
  const characters = fc.constantFrom(...Array.from('ab:#-?*&!|>%@`"\'{}[],. \\'));
  await fc.assert(
    fc.asyncProperty(fc.array(characters, { minLength: 1, maxLength: 6 }), async (parts) => {
      for (const { hint = '' } of await problems(within(parts.join('')))) {
        const corrected = /write (?:`` description: (.*) ``|`description: (.*)`)$/.exec(hint);
        if (corrected === null) continue;
        const left = await problems(within(corrected[1] ?? corrected[2] ?? ''));
        expect(
          left.filter(({ code }) => code === 'yaml-syntax'),
          hint,
        ).toEqual([]);
      }
    }),
    { numRuns: runs },
  );
});
