import { expect, it } from 'vitest';
import { isActiveKey, ownerOf } from '../../src/model/active-key.js';
import type { Address } from '../../src/model/address.js';
import { isEmail, keyNameOf, segmentsOf } from '../../src/model/address.js';
import { commandLine, commandText } from '../../src/model/command-text.js';
import { runsCalled } from '../../src/model/journal.js';
import { shellLine, shellWord } from '../../src/model/shell-word.js';

it('a command is named as it is typed', () => {
  expect(commandText('plan')).toBe('`ax-gitops plan`');
  expect(commandText('keys rotate', ['a b'])).toBe("`ax-gitops keys rotate 'a b'`");
  expect(commandLine('plan', ['a'], ['--file', 'x'])).toBe('ax-gitops plan a --file x');
  // What begins with a dash would be taken for a flag.
  expect(commandLine('plan', ['a', '-b'], ['--file', 'x'])).toBe('ax-gitops plan --file x -- a -b');
  expect(commandLine('plan', ['a-'], ['-f'])).toBe('ax-gitops plan a- -f');
});

it('words of a shell are plain where they may be, and harmless where they are printed', () => {
  const words = ['plain-1', 'a\0b', 'it’s', "it's", 'a b', '=a', ''];
  expect(shellLine(words)).toBe("plain-1 ab 'it’s' 'it'\\''s' 'a b' '=a' ''");
  expect(shellWord('a\u001Bb')).toBe(`'a'"$(printf '\\033')"'b'`);
  expect(shellWord('\tä\u001B')).toContain(`"$(printf '`);
  expect(shellWord('a\nb')).toBe(`'a'"$(printf '\\012\\142')"`);
  expect(shellWord('a\n\n')).toBe(`'a'"\${IFS#??}""\${IFS#??}"`);
});

it('an address is that of a key, a text that of a mailbox, and a name is as it was', () => {
  expect(['api-key/a%2Fb', 'user/api-key/', 'role/x'].map(keyNameOf)).toEqual(['a/b', undefined, undefined]);
  const emails = ['a@b.c', 'ann.b@mail.x.io', 'a b@c.d', 'a@b.c d', ' a@b.c', 'a@b', '@b.c', 'a@b@c.d'];
  expect(emails.map(isEmail)).toEqual([true, true, false, false, false, false, false, false]);
  expect(segmentsOf('organization/a%25%2Fb' as Address)).toEqual(['organization', 'a%/b']);
});

it('a run is called by the beginning of its ID, however that is typed', () => {
  const runs = ['abc1', 'abd2', 'xab'].map((run) => ({ run })) as never;
  const found = (start: string) => runsCalled(runs, start).map(({ run }) => run);
  expect([found('AB'), found('abd'), found('z')]).toEqual([['abc1', 'abd2'], ['abd2'], []]);
});

it('a key is active unless something else is said, and several are somebody’s where all are', () => {
  expect(['ACTIVE', 'active', undefined, 'REVOKED', ''].map((status) => isActiveKey({ status }))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([ownerOf(['a', 'a']), ownerOf(['a', 'b']), ownerOf([]), ownerOf([7])]).toEqual([
    ...['a', undefined, undefined, undefined],
  ]);
});
