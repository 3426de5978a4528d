import { expect, it } from 'vitest';
import { isAdmin } from '../../src/model/access.js';
import { unmanagedAction } from '../../src/kinds/unmanaged.js';
import { noPolicy, readDestructiveLimit } from '../../src/model/policy.js';

it.each([
  ['10', { count: 10 }],
  [0, { count: 0 }],
  ['20%', { percent: 20 }],
  ['100%', { percent: 100 }],
  ['0%', { percent: 0 }],
  ['101%', undefined],
  ['1000%', undefined],
  ['-1', undefined],
  [1.5, undefined],
  ['1e3', undefined],
  ['x10', undefined],
  ['ten', undefined],
  ['10x', undefined],
  ['x20%', undefined],
  ['20%x', undefined],
  ['', undefined],
  ['%', undefined],
])('a limit of %j is read as %j', (text, limit) => {
  expect(readDestructiveLimit(text)).toEqual(limit);
});

it('what no policy speaks of is reported', () => {
  const source = { file: 'f', path: [] };
  expect(unmanagedAction(noPolicy, 'user')).toBe('report');
  expect(unmanagedAction({ ...noPolicy, unmanaged: { user: { action: 'remove', source } } }, 'user')).toBe('remove');
});

it.each([
  [['admin'], true],
  [['member', 'admin (organization)'], true],
  [['administrator'], false],
  [['read_only', 'no admin (x)'], false],
  [[], false],
])('%j hold an administrator: %s', (roles, is) => {
  expect(isAdmin(roles)).toBe(is);
});
