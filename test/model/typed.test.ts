import { expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { inOrder } from '../../src/model/diagnostic.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { keyOfField, NotKept } from '../../src/model/not-kept.js';
import { failed, ok } from '../../src/model/result.js';
import { separated, someOf, wholeNumber } from '../../src/model/typed.js';

it('a whole number is one in its range, in digits alone', () => {
  const number = wholeNumber(1, 20);
  const none = failed('It must be a whole number from 1 to 20.');
  expect(['1', '20', '07'].map(number)).toStrictEqual([ok(1), ok(20), ok(7)]);
  for (const text of ['0', '21', '', ' 5', '5 ', '-5', '1.5', '1e1', '0x5', 'five'])
    expect(number(text)).toStrictEqual(none);
});

it('some words are separated by commas, and the first that is none is told', () => {
  const words = someOf(['user', 'role']);
  const none = failed('It must be one of user, role.');
  expect(words('role')).toStrictEqual(ok(['role']));
  expect(words(' role , user,role')).toStrictEqual(ok(['role', 'user', 'role']));
  for (const text of ['', 'user,', 'users', 'user,roles', 'user role']) expect(words(text)).toStrictEqual(none);
  expect(separated(wholeNumber(1, 2))('2,1')).toStrictEqual(ok([2, 1]));
});

it('diagnostics stand in the order of what they are about', () => {
  const at = (file: string, line: number, column: number, code = 'a', message = 'm') =>
    ({
      code,
      message,
      severity: 'error',
      span: { file, start: { line, column }, end: { line, column } },
    }) as Diagnostic;
  const ordered = [
    { code: 'z', message: 'nowhere', severity: 'error' } as unknown as Diagnostic,
    at('a', 1, 9),
    at('a', 2, 1),
    at('a', 2, 3, 'a', 'm'),
    at('a', 2, 3, 'a', 'n'),
    at('a', 2, 3, 'b', 'a'),
    at('a', 10, 1),
    at('b', 1, 1),
  ];
  expect(inOrder(ordered)).toEqual(ordered);
  expect(inOrder([...ordered].reverse())).toEqual(ordered);
  const [first, second, third] = ordered;
  expect(inOrder([third, first, second] as Diagnostic[])).toEqual([first, second, third]);
  const given = [...ordered].reverse();
  inOrder(given);
  expect(given).toEqual([...ordered].reverse());
});

it('a field is not kept where the last run that wrote it found it otherwise', () => {
  const ann = { kind: 'user', address: 'user/ann@x.io' } as const;
  const step = { ...ann, run: 'r', index: 0, action: 'update', at: '' } as const;
  const ended = (...fields: readonly string[]): JournalEntry => ({
    ...{ type: 'run-ended', run: 'r', at: '', outcome: 'done', counts: {} },
    left: fields.map((field) => ({ ...ann, field })),
  });
  const after = (...entries: readonly JournalEntry[]) => {
    const fields = new NotKept();
    for (const entry of entries) fields.take(entry);
    return fields.state();
  };
  const { left: _, ...clean } = ended() as Extract<JournalEntry, { type: 'run-ended' }>;
  const both = new Set(['user user/ann@x.io name', 'user user/ann@x.io role']);
  expect(after()).toEqual(new Set());
  expect(after(ended('name', 'role'))).toEqual(both);
  expect(after(ended('name'), clean, ended('role'))).toEqual(both);
  expect(after(ended('name'), { type: 'step-started', ...step })).toEqual(new Set(['user user/ann@x.io name']));
  expect(after(ended('name'), { type: 'step-done', ...step })).toEqual(new Set());
  expect(after(ended('name'), { type: 'step-done', ...step, kind: 'role' })).toEqual(
    new Set(['user user/ann@x.io name']),
  );
  expect(keyOfField({ ...ann, field: 'name' })).toBe('user user/ann@x.io name');
});
