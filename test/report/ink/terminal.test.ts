import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { atTerminal } from '../../support/terminal/drive.js';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The prompt alone, at a real terminal. */
function at(
  exchange: readonly (readonly [waitFor: string, type: string])[],
  env: Readonly<Record<string, string>> = {},
) {
  return atTerminal(exchange, [process.execPath, '--import', 'tsx', pathOf('./terminal/ask.ts')], { env });
}

const first = '[y/N]';
const second = 'Type 1';
const wait = { timeout: 30_000 };

it.each<[string, [string, string][], object]>([
  [
    'yes and the number',
    [
      [first, 'y\r'],
      [second, '1\r'],
    ],
    { decision: 'apply', destructive: true },
  ],
  [
    'yes and no number',
    [
      [first, 'y\r'],
      [second, '\r'],
    ],
    { decision: 'declined' },
  ],
  [
    's, to skip what is destructive',
    [
      [first, 'y\r'],
      [second, 's\r'],
    ],
    { decision: 'apply', destructive: false },
  ],
  [
    'another number, then the number',
    [
      [first, 'y\r'],
      [second, '7\r'],
      ['7 is not their number', '1\r'],
    ],
    { decision: 'apply', destructive: true },
  ],
  ['Ctrl-C', [[first, '\x03']], { decision: 'interrupted' }],
  ['Ctrl-D', [[first, '\x04']], { decision: 'declined' }],
])('%s: the answer alone is on standard output, and the program ends', wait, async (_name, exchange, answer) => {
  const { stdout, screen, code, restored } = await at(exchange);
  expect({ answer: JSON.parse(stdout) as unknown, code, restored }).toEqual({ answer, code: 0, restored: true });
  expect(screen).toContain('Apply 2 changes to prod (api.arize.com)?');
});

it('asks visibly where CI is set, too', wait, async () => {
  const { stdout, screen } = await at(
    [
      [first, 'y\r'],
      [second, '1\r'],
    ],
    { CI: 'true' },
  );
  expect(JSON.parse(stdout)).toEqual({ decision: 'apply', destructive: true });
  expect(screen).toContain('- delete user/bob@example.com');
});

it('does not outlive its terminal', wait, async () => {
  const { code, stdout } = await at([[first, '!hang up']]);
  expect(code).not.toBe('hung');
  expect(stdout).not.toContain('apply');
});
