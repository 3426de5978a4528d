import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { person, sixtyPeople } from '../support/sixty-people.js';

/*
 * Somebody joins, changes the team, leaves: one command each on files that `export` wrote for 60 people, a diff of only the lines
 * concerned, and an apply that does just that.
 */

let rig: Rig;
afterEach(() => rig.close());
const api = ['--transport', 'api'];

/** The lines that a command adds and takes away. */
const changes = (stdout: string) => stdout.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line));

const payments = 'organization/Payments';
const research = 'organization/Research & Science';

describe.each([
  ['one file for each organization', ['--split', '--out', 'access'], []],
  ['one file', ['--out', 'all.yaml'], ['-f', 'all.yaml']],
])('%s', (_name, out, files) => {
  it('a command each, then one apply of just that', async () => {
    rig = await startRig({ seed: sixtyPeople });
    const run = async (code: number, ...args: readonly string[]) => {
      const ended = await rig.run([...args, ...files]);
      expect(ended, ended.stderr).toMatchObject({ exitCode: code });
      return ended;
    };
    expect(await rig.run(['export', ...out, ...api])).toMatchObject({ exitCode: 0 });

    const joins = await run(0, 'grant', 'new@example.com', 'member', 'Payments/production', '--name', 'New One');
    expect(changes(joins.stdout)).toEqual([
      '+  new@example.com: { name: New One }',
      '+      new@example.com: member',
      '+          new@example.com: member',
    ]);
    expect(joins.stderr).toContain(`Next: ${['ax-gitops plan', ...files].join(' ')}\n`);

    const moves = ['grant', person(9), 'member', 'Payments/staging', '--leave', 'Research & Science'];
    expect(changes((await run(0, ...moves)).stdout)).toEqual([
      `+      ${person(9)}: member`,
      `+          ${person(9)}: member`,
      `-      ${person(9)}: member`,
      `+      ${person(9)}: absent`,
      `-          ${person(9)}: member`,
      `+          ${person(9)}: absent`,
    ]);

    const leaves = await run(0, 'offboard', person(3), '--plan', ...api);
    expect(changes(leaves.stdout)).toEqual([
      `-  ${person(3)}: { name: Person 3, role: admin, developer: true }`,
      `+  ${person(3)}: absent`,
      `-      ${person(3)}: member`,
      `-          ${person(3)}: Data Scientist`,
      `-          ${person(3)}: member`,
    ]);
    expect(leaves.stdout).toContain(`delete user/${person(3)}`);
    expect(leaves.stdout).toContain('Plan: 0 to create, 0 to update, 1 to delete (1 destructive).');

    const { stdout } = await run(0, 'plan', '--format', 'json', ...api);
    const { steps } = JSON.parse(stdout) as { readonly steps: readonly { action: string; address: string }[] };
    expect(steps.map(({ action, address }) => `${action} ${address}`).sort()).toEqual([
      `create ${payments}/member/new@example.com`,
      `create ${payments}/member/${person(9)}`,
      `create ${payments}/space/production/member/new@example.com`,
      `create ${payments}/space/staging/member/${person(9)}`,
      'create user/new@example.com',
      `delete ${research}/member/${person(9)}`,
      `delete user/${person(3)}`,
    ]);
    await run(0, 'apply', '--auto-approve', '--allow-destructive', ...api);
    await run(0, 'plan', '--detailed-exitcode', ...api);
  });
});

it('writes nothing where the file for new entries is not read, and says which are', async () => {
  rig = await startRig({ seed: sixtyPeople });
  await rig.run(['export', '--split', '--out', 'access', ...api]);
  const into = (file: string) => rig.run(['grant', person(9), 'member', 'Payments/production', '--into', file]);
  const names = await readdir(join(rig.folder, 'access/organizations'));
  const other = await into('access/organizations/payment.yaml');
  expect(other).toMatchObject({ exitCode: 1, stdout: '' });
  expect(other.stderr).toContain('did you mean "access/organizations/payments.yaml"?');
  expect(await readdir(join(rig.folder, 'access/organizations'))).toEqual(names);
  const own = await into('./access/access.yaml');
  expect(own).toMatchObject({ exitCode: 0 });
  expect(own.stdout).toContain('--- a/access/access.yaml');
  const past = await rig.run(['grant', person(9), 'member', 'Payments/production', '--until', '2020-01-01']);
  expect(past).toMatchObject({ exitCode: 1 });
  expect(past.stderr).toContain('--until 2020-01-01 has passed');
});
