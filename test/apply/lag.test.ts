import { describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../src/model/call.js';
import { failed, ok } from '../../src/model/result.js';
import type { Step } from '../../src/model/plan.js';
import type { Arize, RemoteFailure } from '../../src/remote/port.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

/* A platform that takes some time until everything shows everywhere, and other people who are quicker than a plan. */

const missing: RemoteFailure = { kind: 'not-found', status: 404, message: '404 Not Found', uncertain: false };

/** Refuses calls of a name the first times. */
function refusing(arize: Arize, name: string, times: number, failure = missing): Arize {
  let left = times;
  return {
    ...arize,
    call: (call, signal) =>
      call.do === name && left-- > 0 ? Promise.resolve(failed(failure)) : arize.call(call, signal),
  };
}

const joining = desiredState({
  users: { 'ann@x.io': {} },
  organizations: { Core: { members: { 'ann@x.io': 'member' } } },
});

const known = { users: { 'ann@x.io': {} }, roles: { Other: { permissions: ['SPACE_READ'] } } };

/** One of each that somebody else may make. */
const settling = desiredState({
  users: known.users,
  roles: { Reader: { permissions: ['PROJECT_READ', 'DATASET_READ'] } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'member' },
      spaces: {
        alpha: { private: true, members: { 'ann@x.io': 'Reader' }, projects: { bot: { create: true } } },
      },
    },
  },
});

const otherThere =
  "refused with 409: somebody else has made it since the plan, and what is there differs from the files or can't be compared with them (the next plan shows the difference)";

const inOthersPlace =
  'somebody else has made the place since the plan, and may have given another role there; the next plan shows it';

/** Makes something, in the place of somebody else; its ID. */
async function made(arize: Arize, call: ResolvedCall): Promise<string> {
  const result = await arize.call(call);
  if (!result.ok || result.value.id === undefined) throw new Error(`not made: ${call.do}`);
  return result.value.id;
}

/** Somebody else makes the same, or nearly the same, just before; lists show that so many looks later. */
function beforehand(
  arize: MemoryArize,
  isMade: (call: ResolvedCall) => boolean,
  late: number,
  other: Readonly<Record<string, unknown>> = {},
): Arize {
  let hidden = 0;
  return {
    ...arize,
    async call(call, signal) {
      if (call.do.includes('.create') && isMade(call) && hidden === 0) {
        const made = await arize.call({ ...call, ...other });
        if (made.ok) hidden = late;
      }
      return arize.call(call, signal);
    },
    list: (listing, signal) => (hidden > 0 && hidden-- > 0 ? Promise.resolve(ok([])) : arize.list(listing, signal)),
  };
}

const ended = ({ report }: Awaited<ReturnType<typeof carryOut>>) => report.outcomes.map(({ outcome }) => outcome);

describe('what this run has just made', () => {
  it('may not be found for some seconds', async () => {
    const arize = memoryArize({ roster: 'full' });
    const plan = await planOf(joining, arize);
    const done = await carryOut(plan, refusing(arize, 'organizations.add-user', 4));
    expect(ended(done)).toEqual(['done', 'done', 'done']);
    const waits = done.events.flatMap((event) => (event.type === 'step-retried' ? [event.delayMs] : []));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
    expect((await planOf(joining, arize)).steps).toEqual([]);
  });

  it('is waited for no longer than that', async () => {
    const arize = memoryArize({ roster: 'full' });
    const plan = await planOf(joining, arize);
    expect(ended(await carryOut(plan, refusing(arize, 'organizations.add-user', 5)))).toContain('failed');
  });

  it('is waited for by keys, too, which are made once', async () => {
    const arize = memoryArize({ roster: 'full' });
    const desired = desiredState({
      organizations: { Core: { spaces: { alpha: {} } } },
      apiKeys: { traces: { type: 'service', spaces: { 'organization/Core/space/alpha': 'member' } } },
    });
    const plan = await planOf(desired, arize);
    const explained = { ...missing, isExplained: true } as const;
    const done = await carryOut(plan, refusing(arize, 'api-keys.create-service', 4, explained));
    expect(ended(done)).toEqual(['done', 'done', 'done']);
    expect(arize.memory.keys.size).toBe(1);
  });

  it('is not what a bare 404 says, which may be of anybody on the way: no key is asked for again', async () => {
    const arize = memoryArize({ roster: 'full' });
    const desired = desiredState({
      organizations: { Core: { spaces: { alpha: {} } } },
      apiKeys: { traces: { type: 'service', spaces: { 'organization/Core/space/alpha': 'member' } } },
    });
    const plan = await planOf(desired, arize);
    const done = await carryOut(plan, refusing(arize, 'api-keys.create-service', 1));
    expect(ended(done)).toEqual(['done', 'done', 'failed']);
    expect(arize.memory.keys.size).toBe(0);
  });

  it('is all that is waited for: what was there before and is gone fails at once', async () => {
    const arize = memoryArize({ roster: 'full' });
    const before = desiredState({ users: { 'ann@x.io': {} }, organizations: { Core: {} } });
    await carryOut(await planOf(before, arize), arize);
    const plan = await planOf(joining, arize);
    const done = await carryOut(plan, refusing(arize, 'organizations.add-user', 1));
    expect(ended(done)).toEqual(['failed']);
    expect(done.events.some(({ type }) => type === 'step-retried')).toBe(false);
  });
});

describe('what somebody else has made since the plan', () => {
  it('a person is taken as they are, and the rest goes on with them', async () => {
    const arize = memoryArize({ roster: 'full' });
    const plan = await planOf(joining, arize);
    const made = await arize.call({
      do: 'users.create',
      name: 'Ann',
      email: 'Ann@x.io',
      role: 'MEMBER',
      invite: 'NONE',
    });
    const done = await carryOut(plan, arize);
    expect(ended(done)).toEqual(['done', 'done', 'done']);
    expect(done.events).toContainEqual(expect.objectContaining({ type: 'step-done', note: 'was there by now' }));
    expect(made.ok && (await planOf(joining, arize)).steps).toEqual([]);
  });

  it('who was to get a temporary password needs none', async () => {
    const arize = memoryArize({ roster: 'full' });
    const { steps, ...plan } = await planOf(joining, arize);
    const delivered = (step: Step): Step => (step.kind === 'user' ? { ...step, delivery: { sink: 'local' } } : step);
    await arize.call({ do: 'users.create', name: 'Ann', email: 'ann@x.io', role: 'MEMBER', invite: 'NONE' });
    const done = await carryOut({ ...plan, steps: steps.map(delivered) }, arize);
    expect(ended(done)).toEqual(['done', 'done', 'done']);
  });

  it('places and roles that are as the files have them are taken, listed at once or some seconds later', async () => {
    for (const late of [0, 3]) {
      const arize = memoryArize({ roster: 'full', privateSpaces: true });
      const plan = await planOf(settling, arize);
      const quicker = beforehand(arize, () => true, late);
      const { report } = await carryOut(plan, quicker);
      const others = report.outcomes.filter(({ outcome }) => outcome !== 'done');
      expect(others.map(({ step, outcome, reason }) => [step.kind, outcome, reason])).toEqual([
        ['organization-member', 'failed', inOthersPlace],
        ['space-role-binding', 'blocked', 'needs organization/Core/member/ann@x.io'],
      ]);
    }
  });

  it('who is in such a place already, with another role, is left as they are', async () => {
    const arize = memoryArize({ roster: 'full' });
    const users = { 'eve@x.io': {} };
    await carryOut(await planOf(desiredState({ users }), arize), arize);
    const members = { 'eve@x.io': 'member' };
    const files = desiredState({ users, organizations: { Core: { members, spaces: { alpha: { members } } } } });
    const plan = await planOf(files, arize);
    const [eve = ''] = arize.memory.users.keys();
    const organization = await made(arize, { do: 'organizations.create', name: 'Core' });
    await arize.call({ do: 'organizations.add-user', organization, user: eve, role: 'ADMIN' });
    const space = await made(arize, { do: 'spaces.create', organization, name: 'alpha' });
    await arize.call({ do: 'spaces.add-user', space, user: eve, role: 'ADMIN' });
    const done = await carryOut(plan, arize, { destructive: false });
    expect(done.report.outcomes.flatMap(({ reason }) => reason ?? [])).toContain(inOthersPlace);
    expect(arize.memory.organizations.get(organization)?.members.get(eve)).toBe('ADMIN');
    expect(arize.memory.spaces.get(space)?.members.get(eve)).toBe('ADMIN');
  });

  it('a role that a person of theirs has by now is left as it is', async () => {
    const arize = memoryArize({ roster: 'full' });
    const before = { ...known, organizations: { Core: { spaces: { alpha: {} } } } };
    await carryOut(await planOf(desiredState(before), arize), arize);
    const members = { 'eve@x.io': 'Other' };
    const files = desiredState({
      users: { ...known.users, 'eve@x.io': {} },
      roles: known.roles,
      organizations: { Core: { members: { 'eve@x.io': 'member' }, spaces: { alpha: { members } } } },
    });
    const plan = await planOf(files, arize);
    const eve = { do: 'users.create', name: 'eve', email: 'eve@x.io', role: 'MEMBER', invite: 'NONE' } as const;
    const user = await made(arize, eve);
    const role = await made(arize, { do: 'roles.create', name: 'Big', permissions: ['SPACE_READ', 'PROJECT_READ'] });
    const [resource = ''] = arize.memory.spaces.keys();
    await made(arize, { do: 'role-bindings.create', user, role, resourceType: 'SPACE', resource });
    const done = await carryOut(plan, arize, { destructive: false });
    expect(done.report.outcomes.flatMap(({ reason }) => reason ?? [])).toEqual([otherThere]);
    expect([...arize.memory.bindings.values()].map(({ role_id }) => role_id)).toEqual([role]);
  });

  it.each([
    ['a role with other permissions', 'roles.create', { permissions: ['PROJECT_READ', 'USER_DELETE'] }],
    ['a public space in place of a private one', 'spaces.create', { private: false }],
  ] as const)('%s is not taken, and nothing is built on it', async (_what, name, other) => {
    const arize = memoryArize({ roster: 'full', privateSpaces: true });
    const plan = await planOf(settling, arize);
    const done = await carryOut(
      plan,
      beforehand(arize, (call) => call.do === name, 0, other),
    );
    const failures = done.report.outcomes.filter(({ outcome }) => outcome === 'failed');
    expect(failures.map(({ step, reason }) => [step.call.do, reason])).toEqual([[name, otherThere]]);
    expect(done.events.some(({ type }) => type === 'step-retried')).toBe(false);
    expect(arize.memory.bindings.size).toBe(0);
  });

  it('a binding of another role is left as it is', async () => {
    const arize = memoryArize({ roster: 'full', privateSpaces: true });
    await carryOut(await planOf(desiredState({ ...known, organizations: { Core: {} } }), arize), arize);
    const plan = await planOf(settling, arize);
    const other = [...arize.memory.roles.values()].find(({ name }) => name === 'Other')?.id;
    const isBinding = (call: ResolvedCall) => call.do === 'role-bindings.create';
    const done = await carryOut(plan, beforehand(arize, isBinding, 0, { role: other }));
    const failures = done.report.outcomes.filter(({ outcome }) => outcome === 'failed');
    expect(failures.map(({ reason }) => reason)).toEqual([otherThere]);
  });

  it('who was deleted is not there, and is not taken', async () => {
    const arize = memoryArize({ roster: 'full' });
    const plan = await planOf(joining, arize);
    const conflict: RemoteFailure = { kind: 'conflict', status: 409, message: '409 Conflict', uncertain: false };
    const done = await carryOut(plan, refusing(arize, 'users.create', Infinity, conflict));
    expect(ended(done)).toContain('failed');
    expect(done.report.outcomes.find(({ outcome }) => outcome === 'failed')?.reason).toContain(
      "can't be invited again",
    );
  });
});
