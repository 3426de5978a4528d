import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import type { Exchange, TerminalOptions } from '../support/terminal/drive.js';
import { atTerminal, shownBy } from '../support/terminal/drive.js';
import { namedKeys } from '../support/terminal/keys.js';

/* `apply` as a person at a terminal meets it. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const file = `version: 1
users:
  old@example.com: absent
roles:
  Fresh: { permissions: [PROJECT_READ] }
`;

let rig: Rig;
let isOver: boolean;
beforeEach(async () => {
  isOver = false;
  rig = await startRig();
  await rig.write('access.yaml', file);
});
afterEach(() => {
  isOver = true;
  return rig.close();
});

function apply(exchange: Exchange, options: TerminalOptions = {}) {
  return run(exchange, ['apply'], options);
}

function run(exchange: Exchange, args: readonly string[], options: TerminalOptions = {}) {
  const program = [process.execPath, main, ...args, '--transport', 'api'];
  return atTerminal(exchange, program, {
    ...options,
    cwd: rig.folder,
    env: { HOME: rig.home, NO_COLOR: '1' },
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

/** Requests to a path are not answered until whoever sits at the terminal does what is given back. */
function answeredOn(path: string, method = 'GET'): string {
  const go = join(rig.folder, 'go');
  const until = (async () => {
    while (!existsSync(go) && !isOver) await new Promise((resolve) => setTimeout(resolve, 20));
  })();
  rig.sandbox.addFault({ method, path, fault: { type: 'wait', until } });
  return `!touch ${go}`;
}

describe('what moves', () => {
  it('shows which lists come in, and leaves one line, whatever becomes of the terminal meanwhile', async () => {
    const go = answeredOn('/v2/users');
    const seen = await run(
      [
        ['✓ organizations', '!resize 40 16'],
        ['· users', '!suspend'],
        ['· users', '!resize 120 30'],
        // Where it becomes wider, nothing needs to be drawn anew.
        ['', go],
      ],
      ['plan'],
    );
    expect(seen).toMatchObject({ code: 0, restored: true });
    expect(seen.screen).toMatch(/✓ organizations +2\r/);
    expect(await shownBy(seen)).toEqual([
      '$ shell',
      `Read ${rig.sandbox.host}: 11 lists, 11 pages, 46 objects.`,
      'To accept what is live instead (10 differences), write it into the files: ax-gitops adopt --transport api',
    ]);
    expect(seen.screen.slice(seen.screen.lastIndexOf('Read '))).toContain('\x1b[?25h');
  });

  it('shows how far an apply is, and leaves what was interrupted in words', async () => {
    const go = answeredOn('/v2/roles', 'POST');
    const seen = await apply(
      [
        ['[y/N]', 'y\r'],
        ['Type 1', '1\r'],
        ['+ role/Fresh', '!resize 40 16'],
        ['+ role/Fresh', '!suspend'],
        ['+ role/Fresh', '!signal SIGINT'],
        ['Stopping after', go],
      ],
      { size: [80, 24] },
    );
    expect(seen.screen).toMatch(/[█░]{20} 0\/2\r/);
    const shown = await shownBy(seen);
    expect(shown.slice(shown.indexOf('> 1'))).toEqual([
      '> 1',
      '',
      '$ shell',
      '',
      'Stopping after the steps in progress.',
      'Press Ctrl-C again to abort now.',
    ]);
    expect(seen.stdout).toContain('Interrupted. Applied 1 of 2 steps');
  });

  it('elsewhere is told in lines with --verbose, the second reading too', async () => {
    const { stderr } = await rig.run(['apply', '--transport', 'api', '--auto-approve', '--verbose']);
    expect(stderr).toMatch(/^list users: 8 found \(/m);
    const lines = stderr.split('\n').filter((line) => line.startsWith('Read'));
    expect(lines).toEqual([
      `Reading the live state of ${rig.sandbox.host} …`,
      `Read ${rig.sandbox.host}: 11 lists, 11 pages, 46 objects.`,
      `Reading the live state of ${rig.sandbox.host} again …`,
      `Read ${rig.sandbox.host} again: 11 lists, 11 pages, 47 objects.`,
    ]);
  });
});

describe('a review', () => {
  it.each([
    [40, 12],
    [80, 24],
    [200, 50],
  ] as const)('of a plan, at %i by %i, shows causes and leaves nothing behind', async (columns, rows) => {
    const seen = await run(
      [
        ['arrows move', '\r'],
        ['v - old@example.com', namedKeys.down],
        ['*     - delete user/old@example.com', 'f'],
        ['person or place:', 'fresh\r'],
        ['role/Fresh', columns === 40 ? '!resize 60 20' : '!resize 40 12'],
        ['role/Fresh', 'q'],
      ],
      ['plan', '--review'],
      { size: [columns, rows] },
    );
    expect(seen).toMatchObject({ code: 0, restored: true });
    expect(seen.stdout).toContain('Plan: 1 to create, 0 to update, 1 to delete (1 destructive).');
    const shown = (await shownBy(seen)).join('').replaceAll(' ', '');
    expect(shown).toMatch(/^Read127[\d.:]+:11lists,11pages,46objects\.Toaccept[^*>]*adopt--transportapi$/);
  });

  it('stands behind d in the prompt, which then asks again', async () => {
    const seen = await apply([
      ['[y/N]', 'd\r'],
      ['old@example.com leaves', 'q'],
      ['[y/N]', 'y\r'],
      ['Type 1', 'd\r'],
      ['old@example.com leaves', 'q'],
      ['Type 1', '1\r'],
    ]);
    expect(seen).toMatchObject({ code: 0, restored: true });
    expect(seen.stdout).toContain('Applied 2 steps.');
  });

  it('is refused where there is no terminal', async () => {
    expect(await rig.run(['plan', '--review', '--transport', 'api'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'error: --review needs a terminal, and there is none.\n  hint: leave --review out, or run it at a terminal\n',
    });
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
