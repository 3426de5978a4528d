import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

const account: Spec = {
  users: { 'root@x.io': { name: 'Root', role: 'admin' } },
  roles: { Reader: { permissions: ['PROJECT_READ'] } },
  organizations: {
    Prod: { members: { 'root@x.io': 'admin' }, spaces: { alpha: { projects: { chat: { create: true } } } } },
  },
};

/** What is said of patterns in a plan of files that speak of one role alone. */
async function unmatched(policy: Partial<Policy>, roster?: 'full'): Promise<readonly string[]> {
  const arize = memoryArize(roster === undefined ? {} : { roster });
  await carryOut(await planOf(desiredState(account), arize), arize);
  const spec: Spec = { roles: { Writer: { permissions: ['PROJECT_READ'] } }, policy: { ...noPolicy, ...policy } };
  return (await planOf(desiredState(spec), arize)).warnings.map(({ address }) => address);
}

describe('a pattern of the policy', () => {
  it('that matches nothing declared or live is said in every plan, whatever the files are about', async () => {
    expect(
      await unmatched({
        protect: ['user/rot@x.io', 'role/Raeder', 'organization/Pord/**', 'organization/Prod/space/beta', 'api-key/x'],
        ignore: ['organization/Sandbox/**', 'organization/*/space/*/project/chet', 'user/*@arize.com'],
      }),
    ).toEqual([
      ...['user/rot@x.io', 'role/Raeder', 'organization/Pord/**', 'organization/Prod/space/beta', 'api-key/x'],
      ...['organization/Sandbox/**', 'organization/*/space/*/project/chet', 'user/*@arize.com'],
    ]);
  });

  it('that matches something live, or declared, is not', async () => {
    expect(
      await unmatched({
        protect: ['user/Root@X.io', 'role/*', 'organization/Prod/**', 'organization/Prod/space/alpha', 'role/Writer'],
        ignore: ['organization/*/space/*/project/chat', '**'],
      }),
    ).toEqual([]);
  });

  it('that could match what nobody can see is not said to match nothing', async () => {
    const protect = [
      'organization/Prod/member/boss@x.io',
      'organization/Prod/space/alpha/member/boss@x.io',
      '**/boss@x.io',
    ];
    expect(await unmatched({ protect })).toEqual([]);
  });
});
