import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arize } from '../../../src/remote/port.js';
import { rememberingMembers } from '../../../src/remote/roster/remembered.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { startSandbox } from '../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../src/sandbox/profile.js';
import type { Spec } from '../../support/desired.js';
import { desiredState } from '../../support/desired.js';
import { carryOut, lines, planOf } from '../../support/reconcile.js';
import { withRoster } from '../../support/transports.js';

/* Twice reading the members, before and after an apply: counted in queries, over HTTP. */

let sandbox: Sandbox;
let arize: Arize;
let home: string;

const people = Array.from({ length: 60 }, (_, index) => `p${String(index).padStart(2, '0')}@x.io`);
const [ann = '', bob = '', cy = ''] = people;
const spaces = Array.from({ length: 12 }, (_, index) => `s${String(index).padStart(2, '0')}`);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ax-gitops-remembered-'));
  sandbox = await startSandbox({
    seed: {
      users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }, ...people.map((email) => ({ email, name: email }))],
      roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
      organizations: ['A', 'B'].map((name) => ({
        name,
        members: Object.fromEntries(people.map((email) => [email, 'MEMBER' as const])),
        spaces: spaces.map((space) => ({ name: space, private: true, members: { [ann]: 'MEMBER' as const } })),
      })),
    },
  });
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  arize = rememberingMembers(withRoster({ home }));
});
afterEach(async () => {
  await arize.close();
  await sandbox.close();
  await rm(home, { recursive: true });
});

/** Everybody as they are, but for what is given: of A, and of single spaces. */
function files(inA: Readonly<Record<string, string>>, changed: Readonly<Record<string, Record<string, string>>>): Spec {
  const organization = (name: string) => ({
    members: { ...Object.fromEntries(people.map((email) => [email, 'member'])), ...(name === 'A' ? inA : {}) },
    spaces: Object.fromEntries(
      spaces.map((space) => [space, { members: { [ann]: 'member', ...changed[`${name}/${space}`] } }]),
    ),
  });
  return { organizations: { A: organization('A'), B: organization('B') } };
}

/** The places whose members are asked for while something is done: the variables of the queries, but for those of the schema. */
async function askedDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = sandbox.requests.length;
  await work();
  const ids = new Set(
    sandbox.requests
      .slice(before)
      .filter(({ path }) => path === '/graphql')
      .flatMap(({ body }) => Object.entries((body as { variables?: object }).variables ?? {}))
      .flatMap(([name, value]) => (name.startsWith('id') ? [String(value)] : [])),
  );
  const { organizations, spaces: all } = sandbox.state;
  return [
    ...organizations.map(({ id, name }) => ({ id, title: name })),
    ...all.map(({ id, name, organization }) => ({ id, title: `${organization}/${name}` })),
  ]
    .flatMap(({ id, title }) => (ids.has(id) ? [title] : []))
    .sort();
}

describe('members that were read', () => {
  it.each<
    [title: string, inA: Record<string, string>, changed: Record<string, Record<string, string>>, again: string[]]
  >([
    ['nothing', {}, {}, []],
    ['a membership of a space', {}, { 'A/s03': { [bob]: 'member' } }, ['A/s03']],
    ['a custom role in a space', {}, { 'B/s04': { [cy]: 'Reader' } }, ['B/s04']],
    ['an entry that is gone', {}, { 'A/s05': { [ann]: 'absent' } }, ['A/s05']],
    ['a membership of an organization', { [bob]: 'admin' }, {}, ['A', ...spaces.map((space) => `A/${space}`)]],
  ])('are asked for again where they may have changed: %s', async (_title, inA, changed, again) => {
    const desired = desiredState(files(inA, changed));
    let plan = await planOf(desired, arize);
    expect(await askedDuring(() => planOf(desired, arize))).toEqual([]);
    await carryOut(plan, arize);
    expect(await askedDuring(async () => (plan = await planOf(desired, arize)))).toEqual(again);
    expect(lines(plan)).toEqual([]);
    // What was touched may be shown late, so it is asked for each time.
    expect(await askedDuring(() => planOf(desired, arize))).toEqual(again);
  });

  it('are all asked for again once somebody is deleted', async () => {
    const spec: Spec = { users: { [cy]: 'absent' } };
    await carryOut(await planOf(desiredState(spec), arize), arize);
    expect((await askedDuring(() => planOf(desiredState(spec), arize))).length).toBe(2 + 2 * spaces.length);
  });
});
