import { expect, it } from 'vitest';
import type { Check } from '../../src/report/doctor-text.js';
import { printChecks } from '../../src/report/doctor-text.js';
import { plain } from './factory.js';

const checks: readonly Check[] = [
  { name: 'ax', status: 'ok', detail: '0.39.0 at /usr/local/bin/ax' },
  {
    name: 'warm ax',
    status: 'warn',
    detail: 'the launcher is no Python script, so plain calls are made',
    hint: 'install ax with pip, pipx or uv',
  },
  {
    name: 'key',
    status: 'fail',
    detail: '401 from api.arize.com \u001B[2J',
    hint: 'make a new key in the settings of the account, then run: ax profiles edit prod',
  },
  { name: 'privileges', status: 'skip' },
];

it('shows each with the way to fix it', () => {
  expect(printChecks(checks, { ...plain, width: 60 })).toMatchInlineSnapshot(`
    "✓ ax          0.39.0 at /usr/local/bin/ax
    ! warm ax     the launcher is no Python script, so plain
        calls are made
        install ax with pip, pipx or uv
    ✗ key         401 from api.arize.com \\u{1b}[2J
        make a new key in the settings of the account, then run:
            ax profiles edit prod
    - privileges

    Not ready: 1 failed, 1 to look at, 1 skipped.
    "
  `);
  expect(printChecks(checks, { ...plain, unicode: false })).toMatchInlineSnapshot(`
    "ok   ax          0.39.0 at /usr/local/bin/ax
    warn warm ax     the launcher is no Python script, so plain calls are made
        install ax with pip, pipx or uv
    FAIL key         401 from api.arize.com \\u{1b}[2J
        make a new key in the settings of the account, then run: ax profiles edit
            prod
    skip privileges

    Not ready: 1 failed, 1 to look at, 1 skipped.
    "
  `);
});

it.each<[string, readonly Check['status'][], string]>([
  ['all well', ['ok', 'ok'], 'All is well.'],
  ['nothing looked at', [], 'All is well.'],
  ['a warning', ['ok', 'warn'], 'Ready: 1 to look at.'],
  ['a failure', ['fail', 'fail', 'skip'], 'Not ready: 2 failed, 1 skipped.'],
])('ends with the outcome: %s', (_name, statuses, expected) => {
  const text = printChecks(
    statuses.map((status) => ({ name: 'x', status })),
    plain,
  );
  expect(text.trimEnd().split('\n').at(-1)).toBe(expected);
});

it('is coloured where the stream takes colour', () => {
  expect(printChecks([{ name: 'ax', status: 'ok', detail: 'fine' }], { ...plain, color: true })).toBe(
    '\u001B[32m✓\u001B[39m ax  fine\n\n\u001B[1m\u001B[32mAll is well.\u001B[39m\u001B[22m\n',
  );
});
