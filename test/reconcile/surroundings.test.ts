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
    'AX_GITOPS_NOW is "soon", which is not a date',
    'write a moment such as 2026-12-31T18:00:00Z, or unset it',
  ]);
});
