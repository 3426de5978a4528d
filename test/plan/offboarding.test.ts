import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

const account: Spec = {
  users: { 'ann@x.io': { name: 'A' }, 'bob@x.io': { name: 'B' }, 'cy@x.io': { name: 'C' } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'admin', 'bob@x.io': 'admin', 'cy@x.io': 'member' },
      spaces: { alpha: { members: { 'ann@x.io': 'admin', 'cy@x.io': 'member' } } },
    },
  },
};

async function accountWith(options: MemoryOptions = { roster: 'full' }): Promise<MemoryArize> {
  const arize = memoryArize(options);
  await carryOut(await planOf(desiredState(account), arize), arize);
  return arize;
}

async function planWithout(arize: MemoryArize, ...people: readonly string[]): Promise<Plan> {
  return planOf(desiredState({ users: Object.fromEntries(people.map((email) => [email, 'absent'])) }), arize);
}

async function warningsWithout(arize: MemoryArize, ...people: readonly string[]): Promise<readonly string[]> {
  return (await planWithout(arize, ...people)).warnings.map(({ address, message }) => `${address} ${message}`);
}

const ownKeys = "their personal API keys are deleted too (Arize can't list them)";

describe('offboarding warns', () => {
  it('of the last admin of a space, and of an organization only once the other one goes too', async () => {
    const arize = await accountWith();
    expect(await warningsWithout(arize, 'ann@x.io')).toEqual([
      'user/ann@x.io is the last admin of organization/Core/space/alpha that can be seen',
      `user/ann@x.io ${ownKeys}`,
    ]);
    // Where several go at once one of them stands for all.
    expect(await warningsWithout(arize, 'ann@x.io', 'bob@x.io')).toEqual([
      'user/ann@x.io is the last admin of organization/Core that can be seen',
      'user/ann@x.io is the last admin of organization/Core/space/alpha that can be seen',
      `user/ann@x.io ${ownKeys}`,
      `user/bob@x.io ${ownKeys}`,
    ]);
  });

  it('of nothing where the same plan makes another admin, or takes the place away', async () => {
    const arize = await accountWith();
    const warnings = async (spec: Spec) =>
      (await planOf(desiredState({ users: { 'ann@x.io': 'absent' }, ...spec }), arize)).warnings.map(
        ({ message }) => message,
      );
    const alpha = (members: Record<string, string>): Spec => ({
      organizations: { Core: { members: { 'cy@x.io': 'member' }, spaces: { alpha: { members } } } },
    });
    expect(await warnings(alpha({ 'cy@x.io': 'admin' }))).toEqual([ownKeys]);
    expect(await warnings({ organizations: { Core: { spaces: { alpha: 'absent' } } } })).toEqual([ownKeys]);
    expect(await warnings(alpha({ 'cy@x.io': 'member' }))).toHaveLength(2);
  });

  it('of nothing where an admin stays, where who goes is none, and where nobody can be seen', async () => {
    const arize = await accountWith();
    expect(await warningsWithout(arize, 'bob@x.io')).toEqual([`user/bob@x.io ${ownKeys}`]);
    expect(await warningsWithout(arize, 'cy@x.io')).toEqual([`user/cy@x.io ${ownKeys}`]);
    expect(await warningsWithout(await accountWith({}), 'ann@x.io', 'bob@x.io')).toEqual([
      `user/ann@x.io ${ownKeys}`,
      `user/bob@x.io ${ownKeys}`,
    ]);
  });

  it('of the service keys that the person made, and of no others', async () => {
    const arize = await accountWith();
    const { memory } = arize;
    const spaces = { 'organization/Core/space/alpha': 'member' };
    const keys = Object.fromEntries(
      ['traces', 'nightly', 'foreign'].map((name) => [name, { type: 'service' as const, spaces }]),
    );
    const apiKeys = { ...keys, own: { type: 'user' as const } };
    await carryOut(await planOf(desiredState({ ...account, apiKeys }), arize), arize);
    const [ann, bob] = ['ann@x.io', 'bob@x.io'].map((email) =>
      [...memory.users.values()].find((user) => user.email === email),
    );
    for (const key of memory.keys.values())
      if (key.key_type === 'SERVICE') key.created_by = (['traces', 'nightly'].includes(key.name) ? ann : bob)?.id ?? '';
    expect(await warningsWithout(arize, 'ann@x.io')).toEqual([
      'user/ann@x.io created the service key api-key/nightly, which lives on',
      'user/ann@x.io created the service key api-key/traces, which lives on',
      'user/ann@x.io is the last admin of organization/Core/space/alpha that can be seen',
      `user/ann@x.io ${ownKeys}`,
    ]);
    expect(await warningsWithout(arize, 'bob@x.io')).toEqual([
      'user/bob@x.io created the service key api-key/foreign, which lives on',
      `user/bob@x.io ${ownKeys}`,
    ]);
    // And so they do.
    await carryOut(await planWithout(arize, 'ann@x.io'), arize);
    expect([...memory.keys.values()].map(({ name }) => name).sort()).toEqual(['foreign', 'nightly', 'own', 'traces']);
  });
});

describe('who leaves a place is warned of for each role binding inside it that no file speaks of', () => {
  const bound: Spec = {
    ...account,
    roles: { Reader: { permissions: ['PROJECT_READ'] } },
    organizations: {
      Core: {
        members: { 'cy@x.io': 'member' },
        spaces: {
          alpha: {
            members: { 'cy@x.io': 'member' },
            projects: { chat: { create: true, members: { 'cy@x.io': 'Reader' } } },
          },
          beta: { members: { 'cy@x.io': 'Reader' } },
        },
      },
    },
  };
  const [beta, chat] = [
    'organization/Core/space/beta/member/cy@x.io',
    'organization/Core/space/alpha/project/chat/member/cy@x.io',
  ];
  const kept = async (spec: Spec) => {
    const arize = memoryArize({ roster: 'full' });
    await carryOut(await planOf(desiredState(bound), arize), arize);
    const { warnings } = await planOf(desiredState(spec), arize);
    return warnings.flatMap(({ address, message }) => (message.includes('may stay') ? [address] : []));
  };
  const gone = { 'cy@x.io': 'absent' };

  it.each<[string, Spec, readonly string[]]>([
    ['of an organization', { organizations: { Core: { members: gone } } }, [chat, beta]],
    ['of a space', { organizations: { Core: { spaces: { alpha: { members: gone } } } } }, [chat]],
    [
      'unless it goes too',
      { organizations: { Core: { members: gone, spaces: { alpha: 'absent', beta: { members: gone } } } } },
      [],
    ],
    [
      'unless they stay there by a role binding',
      {
        organizations: {
          Core: {
            spaces: {
              alpha: {
                members: { 'cy@x.io': 'Reader' },
                projects: { mail: { create: true, members: { 'cy@x.io': 'Reader' } } },
              },
            },
          },
        },
      },
      [],
    ],
    ['or the person does', { users: gone as { 'cy@x.io': 'absent' } }, []],
    [
      'or the files say that it stays',
      {
        organizations: {
          Core: { spaces: { alpha: { members: gone, projects: { chat: { members: { 'cy@x.io': 'Reader' } } } } } },
        },
      },
      [],
    ],
  ])('%s', async (_name, spec, addresses) => {
    expect(await kept(spec)).toEqual(addresses);
  });
});
