import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { atTerminal } from '../support/terminal/drive.js';

/* `apply` as a person at a terminal meets it. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const file = `version: 1
users:
  old@example.com: absent
roles:
  Fresh: { permissions: [PROJECT_READ] }
`;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.write('access.yaml', file);
});
afterEach(() => rig.close());

function apply(exchange: readonly (readonly [string, string])[]) {
  return run(exchange, ['apply']);
}

function run(exchange: readonly (readonly [string, string])[], args: readonly string[]) {
  const program = [process.execPath, main, ...args, '--transport', 'api'];
  return atTerminal(exchange, program, {
    cwd: rig.folder,
    env: { HOME: rig.home, ARIZE_API_KEY: undefined, NO_COLOR: '1' },
  });
}

const isOldThere = () =>
  rig.state().users.some(({ email, status }) => email === 'old@example.com' && status === 'ACTIVE');
const isFreshThere = () => rig.state().roles.some(({ name }) => name === 'Fresh');

describe('at a terminal', () => {
  it('yes and the number of destructive steps apply everything', async () => {
    const { code, screen, stdout, restored } = await apply([
      ['[y/N]', 'y\r'],
      ['Type 1', '1\r'],
    ]);
    expect({ code, restored }).toEqual({ code: 0, restored: true });
    expect(screen).toContain('delete user/old@example.com');
    expect(stdout.slice(stdout.lastIndexOf('Done'))).toBe(
      'Done (2):\n  old@example.com leaves the account (was member)\n  + role/Fresh\n\nApplied 2 steps.\n',
    );
    expect([isOldThere(), isFreshThere()]).toEqual([false, true]);
  });

  it.each([
    ['no', [['[y/N]', 'n\r']], 3],
    ['nothing', [['[y/N]', '\r']], 3],
    [
      'yes and a wrong number',
      [
        ['[y/N]', 'y\r'],
        ['Type 1', '2\r'],
        ['2 is not their number', '\r'],
      ],
      3,
    ],
    ['Ctrl-C', [['[y/N]', '\x03']], 130],
  ] as const)('%s applies nothing', async (_name, exchange, exitCode) => {
    const { code } = await apply(exchange);
    expect(code).toBe(exitCode);
    expect([isOldThere(), isFreshThere()]).toEqual([true, false]);
    expect(rig.sandbox.requests.every(({ method, path }) => method === 'GET' || path === '/graphql')).toBe(true);
  });
});

describe('users reset-password at a terminal', () => {
  it.each([
    ['yes', 'y\r', 0, 1],
    ['no', 'n\r', 3, 0],
    ['the end of the input', '\x04', 3, 0],
    ['Ctrl-C', '\x03', 130, 0],
  ] as const)('%s', async (_name, keys, exitCode, sent) => {
    const { code, restored } = await run([['[y/N]', keys]], ['users', 'reset-password', 'raj@example.com']);
    expect({ code, restored }).toEqual({ code: exitCode, restored: true });
    expect(rig.sandbox.requests.filter(({ path }) => path.endsWith('/reset-password'))).toHaveLength(sent);
  });
});

describe('adopt at a terminal', () => {
  it('writes what is ticked, and plans that at once', async () => {
    const { code, screen, stdout, restored } = await run([['Which of these', 'j \r']], ['adopt', '--plan']);
    expect({ code, restored }).toEqual({ code: 0, restored: true });
    expect(screen).toContain('> [x]  role/Fresh  not live');
    expect(stdout).toContain('-  Fresh: { permissions: [PROJECT_READ] }');
    expect(await rig.read('access.yaml')).toBe('version: 1\nusers:\n  old@example.com: absent\nroles: {}\n');
  });

  it.each([
    ['nothing', '\r', 3],
    ['Ctrl-D', '\x04', 3],
    ['Ctrl-C', '\x03', 130],
  ] as const)('%s writes nothing', async (_name, keys, exitCode) => {
    const { code, restored } = await run([['Which of these', keys]], ['adopt']);
    expect({ code, restored }).toEqual({ code: exitCode, restored: true });
    expect(await rig.read('access.yaml')).toBe(file);
  });

  it('asks nothing with --all', async () => {
    const { code } = await run([], ['adopt', '--all', 'user/*']);
    expect(code).toBe(0);
    expect(await rig.read('access.yaml')).toContain('old@example.com: { name: ');
  });
});
