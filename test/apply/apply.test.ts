import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '../../src/model/event.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { JournalReading } from '../../src/reconcile/journal-state.js';
import { failed } from '../../src/model/result.js';
import type { Arize } from '../../src/remote/port.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

const account: Spec = {
  users: { 'ann@x.io': { name: 'Ann' }, 'bob@x.io': { name: 'Bob' } },
  roles: { Reader: { permissions: ['PROJECT_READ'] } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'member', 'bob@x.io': 'member' },
      spaces: { alpha: { members: { 'ann@x.io': 'Reader' } }, beta: {} },
    },
  },
};

/** The same Arize, but for one call that it refuses. */
function refusing(
  arize: MemoryArize,
  name: string,
  failure = { kind: 'server' as const, status: 500, message: 'refused', uncertain: false },
): Arize {
  return {
    ...arize,
    call: (call, signal) => (call.do === name ? Promise.resolve(failed(failure)) : arize.call(call, signal)),
  };
}

function outcomes(report: Awaited<ReturnType<typeof carryOut>>['report']): readonly string[] {
  return report.outcomes.map(({ step, outcome }) => `${outcome}: ${step.action} ${step.address}`);
}

describe('an interruption between the two halves of a replaced role', () => {
  const held = (role: string): Spec => ({
    users: { 'bob@x.io': {} },
    roles: { Reader: { permissions: ['PROJECT_READ'] } },
    organizations: { Core: { members: { 'bob@x.io': 'member' }, spaces: { s: { members: { 'bob@x.io': role } } } } },
  });

  async function replacing() {
    const arize = memoryArize({ roster: 'full' });
    await carryOut(await planOf(desiredState(held('member')), arize), arize);
    const plan = await planOf(desiredState(held('Reader')), arize);
    return { arize, plan };
  }

  it('waits for the other half, and begins nothing else', async () => {
    const { arize, plan } = await replacing();
    const interrupt = new AbortController();
    const stopping = {
      ...arize,
      call: (...input: Parameters<typeof arize.call>) => {
        interrupt.abort();
        return arize.call(...input);
      },
    };
    const [removal, grant] = plan.steps;
    if (removal === undefined || grant === undefined) throw new Error('no steps');
    const later = { ...plan, steps: [removal, grant, { ...grant, address: 'role/other' as typeof grant.address }] };
    const { report } = await carryOut(later, stopping, { signal: interrupt.signal, concurrency: 1 });
    expect(report.interrupted).toBe(true);
    expect(report.outcomes.map(({ step, outcome }) => `${step.action} ${step.kind} ${outcome}`)).toEqual([
      'delete space-member done',
      'create space-role-binding done',
      'create space-role-binding skipped',
    ]);
  });

  it('is kept short: nothing of what comes later is begun in between', async () => {
    const { arize, plan } = await replacing();
    const [removal, grant] = plan.steps;
    if (removal === undefined || grant === undefined) throw new Error('no steps');
    const later = { ...grant, address: 'role/other' as typeof grant.address, dependsOn: [] };
    const { events } = await carryOut({ ...plan, steps: [removal, grant, later] }, arize, { concurrency: 1 });
    expect(events.filter(({ type }) => type === 'step-started').map(({ step }) => step)).toEqual([
      removal,
      grant,
      later,
    ]);
  });

  it('that fails says what is gone already', async () => {
    const { arize, plan } = await replacing();
    const failure = { kind: 'server' as const, status: 403, message: '403 Forbidden', uncertain: false };
    const { report } = await carryOut(plan, refusing(arize, 'role-bindings.create', failure), { concurrency: 1 });
    expect(report.outcomes.at(-1)?.reason).toBe(
      '403 Forbidden; the built-in role in this space is gone already, so apply again soon',
    );
  });
});

describe('a key that is replaced', () => {
  const files = (role: string): Spec => ({
    organizations: { Core: { spaces: { alpha: {} } } },
    apiKeys: { traces: { type: 'service', spaces: { 'organization/Core/space/alpha': role } } },
  });

  it('is kept where the arrival of the new secret can not be written down: the next run could not tell', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(files('member')), arize), arize);
    const [old] = arize.memory.keys.keys();
    const reading = new JournalReading({ host: 'memory' });
    reading.take({ type: 'run-started', run: 'test', at: '', digest: '', host: 'memory', steps: 1 });
    const journal = {
      record(entry: JournalEntry) {
        if (entry.type === 'key-delivered') return Promise.reject(new Error('no space left'));
        reading.take(entry);
        return Promise.resolve();
      },
    };
    const { report } = await carryOut(await planOf(desiredState(files('read_only')), arize), arize, { journal });
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['failed']);
    expect(report.outcomes[0]?.reason).toContain("can't be written down");
    expect([...arize.memory.keys.keys()]).toContain(old);
    expect(arize.memory.keys.size).toBe(2);
    // What the next run goes by: the new one goes, and the key is rotated once more.
    const [fresh] = [...arize.memory.keys.keys()].filter((id) => id !== old);
    const next = await planOf(desiredState(files('read_only')), arize, { left: reading.state().left });
    expect(next.steps.map(({ action, call, replaces }) => [action, 'key' in call ? call.key : replaces])).toEqual([
      ['rotate', old],
      ['delete', { id: fresh }],
    ]);
  });
});

describe('applying a plan', () => {
  it('blocks after a failure only what depends on the step that failed', async () => {
    const arize = memoryArize();
    const { report } = await carryOut(await planOf(desiredState(account), arize), refusing(arize, 'roles.create'));
    expect(outcomes(report)).toEqual([
      'done: create organization/Core',
      'done: create organization/Core/space/alpha',
      'done: create organization/Core/space/beta',
      'failed: create role/Reader',
      'done: create user/ann@x.io',
      'done: create organization/Core/member/ann@x.io',
      'blocked: create organization/Core/space/alpha/member/ann@x.io',
      'done: create user/bob@x.io',
      'done: create organization/Core/member/bob@x.io',
    ]);
    expect(report.outcomes[3]?.reason).toBe('refused');
    expect(report.outcomes[6]?.reason).toBe('needs role/Reader');
  });

  it('blocks what depends on a step that was blocked itself', async () => {
    const arize = memoryArize();
    const { report } = await carryOut(
      await planOf(desiredState(account), arize),
      refusing(arize, 'organizations.create'),
    );
    expect(report.outcomes.filter(({ outcome }) => outcome === 'blocked').map(({ step }) => step.address)).toEqual([
      'organization/Core/space/alpha',
      'organization/Core/space/beta',
      'organization/Core/member/ann@x.io',
      'organization/Core/space/alpha/member/ann@x.io',
      'organization/Core/member/bob@x.io',
    ]);
  });

  it('withholds destructive steps and what depends on them, and does the rest', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(account), arize), arize);
    const second: Spec = {
      users: { 'bob@x.io': 'absent', 'cy@x.io': { name: 'Cy' } },
      roles: { Reader: { permissions: ['ROLE_READ'] } },
    };
    const { report } = await carryOut(await planOf(desiredState(second), arize), arize, { destructive: false });
    expect(outcomes(report)).toEqual([
      'done: create user/cy@x.io',
      'withheld: update role/Reader',
      'withheld: delete user/bob@x.io',
    ]);
    expect(arize.memory.deletedEmails.size).toBe(0);
  });

  it('begins nothing after an interruption, and finishes what runs', async () => {
    const arize = memoryArize();
    const plan = await planOf(desiredState(account), arize);
    const interruption = new AbortController();
    const interrupting: Arize = {
      ...arize,
      call(call, signal) {
        interruption.abort();
        return arize.call(call, signal);
      },
    };
    const { report } = await carryOut(plan, interrupting, { concurrency: 1, signal: interruption.signal });
    expect(report.interrupted).toBe(true);
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual([
      'done',
      ...Array<string>(plan.steps.length - 1).fill('skipped'),
    ]);
  });

  it('never runs more steps at once than allowed, and nothing that takes away before every grant has ended', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(account), arize), arize);
    const people = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`p${String(index)}@x.io`, { name: 'P' }]),
    );
    const second: Spec = {
      users: { ...people, 'bob@x.io': 'absent' },
      organizations: { Core: { spaces: { beta: 'absent' } } },
    };
    const plan = await planOf(desiredState(second), arize);
    let running = 0;
    let most = 0;
    const slow: Arize = {
      ...arize,
      async call(call, signal) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return arize.call(call, signal);
      },
    };
    const { events } = await carryOut(plan, slow, { concurrency: 3 });
    expect(most).toBe(3);
    const order = events.filter(({ type }) => type === 'step-started' || type === 'step-done');
    const lastGrant = order.findLastIndex((event) => event.type === 'step-done' && !event.step.destructive);
    const firstRemoval = order.findIndex((event) => event.type === 'step-started' && event.step.destructive);
    expect(lastGrant).toBeLessThan(firstRemoval);
  });

  it('counts a removal of what is gone already as done, and says so', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(account), arize), arize);
    const plan = await planOf(desiredState({ users: { 'bob@x.io': 'absent' } }), arize);
    arize.memory.users.clear();
    const { events } = await carryOut(plan, arize);
    expect(events.at(-1)).toMatchObject({ type: 'step-done', note: 'was already gone' } satisfies Partial<ApplyEvent>);
  });

  it('says of a call whose end stays unknown that it may have been done', async () => {
    const arize = memoryArize();
    const lost = { kind: 'timeout' as const, status: 0, message: 'no answer within 60 s', uncertain: true };
    const { events } = await carryOut(
      await planOf(desiredState({ users: { 'ann@x.io': { name: 'Ann' } } }), arize),
      refusing(arize, 'users.create', lost as never),
    );
    expect(events.map(({ type }) => type)).toEqual(['step-started', 'step-retried', 'step-retried', 'step-failed']);
    expect(events.at(-1)).toMatchObject({
      type: 'step-failed',
      uncertain: true,
      reason: 'no answer within 60 s; it may have been done all the same',
    });
  });

  it.each([
    ['was done before its answer was lost', true, 'found done, after: connection lost'],
    ['was not done', false, 'done at try 2'],
  ])('finds out by reading back whether a creation %s', async (_name, isDone, note) => {
    const arize = memoryArize({ login: 'unknown' });
    let calls = 0;
    const losing: Arize = {
      ...arize,
      async call(call, signal) {
        calls++;
        if (calls > 1) return arize.call(call, signal);
        if (isDone) await arize.call(call, signal);
        return failed({ kind: 'unreachable', message: 'connection lost', uncertain: true });
      },
    };
    const { events } = await carryOut(
      await planOf(desiredState({ users: { 'ann@x.io': { name: 'Ann' } } }), arize),
      losing,
    );
    expect(events.at(-1)).toMatchObject({ type: 'step-done', note });
    expect(arize.memory.users.size).toBe(1);
    expect(calls).toBe(isDone ? 1 : 2);
  });

  it('does not go on where the truth can not be read back', async () => {
    const arize = memoryArize();
    const plan = await planOf(desiredState({ users: { 'ann@x.io': { name: 'Ann' } } }), arize);
    const cut = { kind: 'unreachable' as const, message: 'connection lost', uncertain: true };
    const { events } = await carryOut(plan, {
      ...arize,
      call: () => Promise.resolve(failed(cut)),
      list: () => Promise.resolve(failed(cut)),
    });
    expect(events.map(({ type }) => type)).toEqual(['step-started', 'step-failed']);
  });
});
