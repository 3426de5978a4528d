import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { clockOf, homeOf, workingDirectory, WrongEnvironment } from '../../src/reconcile/surroundings.js';

function thrown(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    return [error.message, error.hint];
  }
}

const none = () => {
  throw new Error('ENOENT');
};

describe('the home directory', () => {
  it('is that of HOME, or of the user where that names none', () => {
    const own = os.userInfo().homedir;
    expect([homeOf({ HOME: '/home/ann' }), homeOf({ HOME: '' }), homeOf({})]).toEqual(['/home/ann', own, own]);
  });

  it('may not be there', () => {
    const userInfo = vi.spyOn(os, 'userInfo').mockImplementation(none);
    syncBuiltinESMExports();
    const said = thrown(() => homeOf({}));
    userInfo.mockRestore();
    syncBuiltinESMExports();
    expect(said).toEqual([
      'there is no home directory: HOME is not set, and this machine has no entry for the user',
      'name the one that holds your ax profiles; where ARIZE_API_KEY is set, an empty one does: export HOME="$(mktemp -d)"',
    ]);
  });
});

it('the working directory may not be there any more', () => {
  expect(workingDirectory()).toBe(process.cwd());
  const cwd = vi.spyOn(process, 'cwd').mockImplementation(none);
  const said = thrown(workingDirectory);
  cwd.mockRestore();
  expect(said).toEqual(['the working directory is not there any more', 'go to one that is: cd /path/to/the/files']);
});

it('the clock is that of the machine unless it is set', () => {
  const before = Date.now();
  for (const env of [{}, { AX_GITOPS_NOW: '' }]) expect(clockOf(env)().getTime()).toBeGreaterThanOrEqual(before);
  const now = clockOf({ AX_GITOPS_NOW: '2026-12-31T18:00:00Z' });
  expect(now().toISOString()).toBe('2026-12-31T18:00:00.000Z');
  // Each has a date of their own.
  expect(now()).not.toBe(now());
  expect(thrown(() => clockOf({ AX_GITOPS_NOW: 'soon' }))).toEqual([
    'AX_GITOPS_NOW is "soon", which is not a date, or a moment with a zone',
    'write a date such as 2026-12-31 (its beginning, UTC) or a moment such as 2026-12-31T18:00:00Z, or unset it',
  ]);
});

describe('the clock is set to what means the same everywhere', () => {
  it.each([
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31T18:00Z', '2026-12-31T18:00:00.000Z'],
    ['2026-12-31 18:00:00z', '2026-12-31T18:00:00.000Z'],
    ['2026-12-31T18:00:00.5+01:00', '2026-12-31T17:00:00.500Z'],
  ])('%s', (text, moment) => {
    expect(clockOf({ AX_GITOPS_NOW: text })().toISOString()).toBe(moment);
  });

  // A time without a zone is another moment on each machine; the rest is what `Date` makes something of, and no calendar has.
  it.each([
    ...[
      '2026-12-31T18:00:00',
      '2026-12-31 18:00',
      '2026',
      '1',
      '1799999999',
      'Dec 31 2026',
      '2026-02-30',
      '2026-13-01',
    ],
    ...['2026-02-30T00:00:00Z', '2026-12-31T25:00:00Z', ' ', ' 2026-12-31', '+275760-09-13T00:00:00Z', '-000001-01-01'],
  ])('not to %j', (text) => {
    expect(() => clockOf({ AX_GITOPS_NOW: text })).toThrow('which is not a date, or a moment with a zone');
  });
});
