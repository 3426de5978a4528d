import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';

/* What goes along with a deletion is read, shown, and held back where it is protected, also where the files speak of nothing else. */

const account: Spec = {
  users: { 'ann@x.io': { name: 'Ann' }, 'bob@x.io': { name: 'Bob' } },
  roles: { Reader: { permissions: ['PROJECT_READ'] } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'member', 'bob@x.io': 'member' },
      spaces: {
        alpha: {
          private: true,
          members: { 'ann@x.io': 'member' },
          projects: { chat: { create: true, restricted: true, members: { 'bob@x.io': 'Reader' } } },
        },
      },
    },
  },
  apiKeys: { traces: { type: 'service', spaces: { 'organization/Core/space/alpha': 'member' } } },
};

const core = (spaces: NonNullable<Exclude<NonNullable<Spec['organizations']>[string], 'absent'>['spaces']>): Spec => ({
  organizations: { Core: { spaces } },
});
const noChat = core({ alpha: { projects: { chat: 'absent' } } });
const alpha = 'organization/Core/space/alpha';

/** The login is an account administrator's, so that it is shown all there is. */
async function made(login: MemoryOptions['login'] = 'admin'): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full', login });
  await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1 });
  return arize;
}

const planFor = async (spec: Spec, policy: Partial<Policy> = {}) =>
  planOf(desiredState({ ...spec, policy: { ...noPolicy, ...policy } }), await made());

describe('the deletion of a project', () => {
  it('says which bindings go along, and who loses access', async () => {
    const { steps, access } = await planFor(noChat);
    expect(steps.map(({ address, cascade }) => ({ address, cascade }))).toEqual([
      {
        address: `${alpha}/project/chat`,
        cascade: [`${alpha}/project/chat/member/bob@x.io`, `${alpha}/project/chat/restriction`],
      },
    ]);
    expect(
      access.filter(({ on }) => on === `${alpha}/project/chat`).map(({ user, lost }) => [user, lost]),
    ).toContainEqual(['bob@x.io', ['PROJECT_READ']]);
  });

  it.each(['**/member/bob@x.io', `${alpha}/project/chat/member/*`, '**/restriction'])(
    'is held back by what %s protects in it',
    async (pattern) => {
      const plan = await planFor(noChat, { protect: [pattern] });
      expect(lines(plan)).toEqual([]);
      expect(plan.blocked.map(({ address }) => address)).toEqual([`${alpha}/project/chat`]);
    },
  );

  it('is held back too where bindings may be there that the login is not shown', async () => {
    const arize = await made('unknown');
    arize.memory.bindings.clear();
    const desired = desiredState({
      ...noChat,
      policy: { ...noPolicy, protect: [`${alpha}/project/chat/member/bob@x.io`] },
    });
    const plan = await planOf(desired, arize);
    expect(plan.blocked).toMatchObject([
      { address: `${alpha}/project/chat`, reason: expect.stringContaining("can't be seen") as string },
    ]);
  });
});

describe('the deletion of a space or an organization', () => {
  it('names the service keys that lose it, and the bindings of whom nobody lists', async () => {
    const arize = await made();
    const [binding] = arize.memory.bindings.values();
    if (binding === undefined) throw new Error('no binding');
    arize.memory.bindings.set('bot', { ...binding, id: 'bot', user_id: 'bot' });
    const plan = await planOf(desiredState(core({ alpha: 'absent' })), arize);
    expect(plan.warnings).toEqual([
      { address: alpha, message: '1 role binding is deleted too, of service keys or of people who are not listed' },
      { address: alpha, message: `api-key/traces loses its access to ${alpha}` },
    ]);
  });

  it.each([['api-key/traces'], ['api-key/*']])(
    'is held back where %s would be left without a space',
    async (pattern) => {
      for (const spec of [core({ alpha: 'absent' }), { organizations: { Core: 'absent' } } as const]) {
        const plan = await planFor(spec, { protect: [pattern] });
        expect(lines(plan)).toEqual([]);
        expect(plan.blocked).toHaveLength(1);
      }
    },
  );
});

describe('the deletion of a role', () => {
  it('is held back where it is the account role of somebody', async () => {
    const arize = await made();
    arize.memory.bindings.clear();
    const list: MemoryArize['list'] = async (listing) => {
      const listed = await arize.list(listing);
      return listing.list !== 'users' || !listed.ok
        ? listed
        : {
            ...listed,
            value: listed.value.map((user) => ({ ...user, role: { type: 'CUSTOM', id: 'r', name: 'Reader' } })),
          };
    };
    const plan = await planOf(desiredState({ roles: { Reader: 'absent' } }), { ...arize, list });
    expect(lines(plan)).toEqual([]);
    expect(plan.blocked[0]?.reason).toContain('user/bob@x.io, as the account role');
  });
});
