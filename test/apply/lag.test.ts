import { describe, expect, it } from 'vitest';
import { failed } from '../../src/model/result.js';
import type { Arize, RemoteFailure } from '../../src/remote/port.js';
import { desiredState } from '../support/desired.js';
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
