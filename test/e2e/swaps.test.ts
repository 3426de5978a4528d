import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { killedOnce } from '../support/while-it-runs.js';

/*
 * Two of every kind that can be renamed change their names, over REST and through the real ax: in one run, killed between the
 * steps and finished by the next one, and never changed back.
 */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const before = `version: 1
roles:
  A: { permissions: [PROJECT_READ] }
  B: { permissions: [ROLE_READ] }
organizations:
  A:
    description: one
    spaces:
      a:
        description: first
        projects: { x: { create: true, restricted: true }, y: { create: true } }
      b: { description: second }
  B: { description: two }
`;

const after = `version: 1
roles:
  A: { renamed_from: B, permissions: [ROLE_READ] }
  B: { renamed_from: A, permissions: [PROJECT_READ] }
organizations:
  B:
    renamed_from: A
    description: one
    spaces:
      b:
        renamed_from: a
        description: first
        projects: { y: { renamed_from: x, restricted: true }, x: { renamed_from: y } }
      a: { renamed_from: b, description: second }
  A: { renamed_from: B, description: two }
`;

let rig: Rig;
afterEach(() => rig.close());

/** Every ID with its name, and what it had before the names went round. */
function named() {
  const { roles, organizations, spaces, projects } = rig.state();
  const custom = roles.filter(({ is_predefined }) => !is_predefined);
  return [...custom, ...organizations, ...spaces, ...projects].map(({ id, name }) => `${id} ${name}`).sort();
}

function swapped(names: readonly string[]): readonly string[] {
  const other: Record<string, string> = { A: 'B', B: 'A', a: 'b', b: 'a', x: 'y', y: 'x' };
  return names.map((line) => line.replace(/.$/, (name) => other[name] ?? name)).sort();
}

describe.each([
  ['the REST API', ['--transport', 'api'], 7],
  ['the real ax', ['--roster', 'off'], 5],
] as const)('over %s', (name, flags, cut) => {
  const apply = (...more: readonly string[]) => rig.run(['apply', '--auto-approve', ...flags, ...more]);

  async function started() {
    rig = await startRig({ seed: { users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }] } });
    await rig.write('access.yaml', before);
    expect(await rig.run(['apply', '--auto-approve', '--transport', 'api', '--roster', 'off'])).toMatchObject({
      exitCode: 0,
    });
    await rig.write('access.yaml', after);
    return named();
  }

  it('killed while a write is under way, the next run finishes it', async () => {
    const names = await started();
    const writes = () => rig.sandbox.requests.filter(({ method }) => method === 'PATCH').length;
    rig.sandbox.addFault({ method: 'PATCH', path: '/v2/**', skip: cut - 1, times: 1, fault: { type: 'hang-answer' } });
    const child = execa(process.execPath, [main, 'apply', '--auto-approve', '--concurrency', '1', ...flags], {
      cwd: rig.folder,
      env: { HOME: rig.home },
      reject: false,
    });
    await killedOnce(child, () => writes() >= cut && rig.sandbox.requests.at(-1)?.status !== 0);
    expect(named().filter((line) => line.includes('renaming'))).toHaveLength(1);

    const again = await apply();
    expect(again).toMatchObject({ exitCode: 0 });
    expect(named()).toEqual(swapped(names));
    // 4 swaps of 3 renames each: nothing was done twice.
    expect(writes()).toBe(12);
  });

  // Each run starts an ax of its own, which takes seconds and shows nothing more.
  it.skipIf(name === 'the real ax')('is done once, also where there is no journal', async () => {
    const names = await started();
    expect(await apply()).toMatchObject({ exitCode: 0 });
    expect(named()).toEqual(swapped(names));
    const again = await apply('--journal', 'other.jsonl');
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('remove renamed_from from both');
    expect(named()).toEqual(swapped(names));
  });
});
