import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordSettled } from '../../src/reconcile/settled.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { JournalReading } from '../../src/reconcile/journal-state.js';
import type { OpenSecret } from '../../src/model/open-secret.js';
import { nothingOpen } from '../../src/model/open-secret.js';
import { failed } from '../../src/model/result.js';
import type { Arize, RawObject, RemoteFailure } from '../../src/remote/port.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';

/*
 * Runs that are killed anywhere while they make or replace a key, with lists that lag behind and answers that are lost. Then
 * runs that nothing happens to: in the end there is one key, its secret is in the sink, and nothing is left to do.
 */

const files = (role: string): Spec => ({
  organizations: { Core: { spaces: { alpha: {} } } },
  apiKeys: { traces: { type: 'service', spaces: { 'organization/Core/space/alpha': role } } },
});

/** What becomes of one run: the effect at which it is killed, and how old what the lists show is, in effects. */
interface Run {
  readonly role: 'member' | 'read_only';
  readonly isApproved: boolean;
  /** Counted over calls, entries and deliveries; killed before it, or after it and before its end is known. */
  readonly killedAt: number;
  readonly isDone: boolean;
  readonly lag: number;
}

class Machine {
  readonly arize: MemoryArize = memoryArize();
  readonly journal: JournalEntry[] = [];
  sink: string | undefined;
  private runNumber = 0;
  /** What the lists showed after each call. */
  private readonly past: RawObject[][] = [[]];

  async run({ role, isApproved, killedAt, isDone, lag }: Run): Promise<number> {
    const run = `run ${String(++this.runNumber)}`;
    let left = killedAt;
    const died: RemoteFailure = { kind: 'interrupted', message: 'killed', uncertain: true };
    /** Whether it is still done; what comes after the end of the process is not. */
    const effect = async <T>(work: () => Promise<T> | T, dead: () => T): Promise<T> => {
      left--;
      if (left > 0) return work();
      if (left === 0 && isDone) await work();
      return dead();
    };
    const arize: Arize = {
      ...this.arize,
      call: (call) =>
        effect(
          async () => {
            const result = await this.arize.call(call);
            const keys = await this.arize.list({ list: 'api-keys', keyType: 'SERVICE' });
            if (keys.ok) this.past.push([...keys.value]);
            return result;
          },
          () => failed(died),
        ),
      list: (listing) => {
        if (listing.list !== 'api-keys' || listing.keyType === 'USER') return this.arize.list(listing);
        return Promise.resolve({ ok: true, value: this.past[Math.max(0, this.past.length - 1 - lag)] ?? [] });
      },
    };
    const reading = new JournalReading({ host: 'memory' });
    for (const entry of this.journal) reading.take(entry);
    const planned = await tryPlan(desiredState(files(role)), arize, { left: reading.state().left });
    // Two keys of one name are for a person to tell apart.
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    const { plan, settled } = planned.value;
    const { steps } = plan;
    const record = (entry: JournalEntry) => {
      this.journal.push(entry);
      return Promise.resolve();
    };
    await record({ type: 'run-started', run, at: '', digest: '', host: 'memory', steps: steps.length });
    await recordSettled({ record }, settled, '');
    await carryOut(plan, arize, {
      run,
      destructive: isApproved,
      concurrency: 1,
      journal: {
        record: (entry) =>
          effect(
            () => record(entry),
            () => {
              throw new Error('killed');
            },
          ),
      },
      deliver: (_step, secret) =>
        effect(
          () => {
            this.sink = secret.reveal();
          },
          () => {
            throw new Error('killed');
          },
        ),
    });
    return steps.length;
  }
}

const forever = { isApproved: true, killedAt: Infinity, isDone: true, lag: 0 };
const anyRun: fc.Arbitrary<Run> = fc.record({
  role: fc.constantFrom('member', 'read_only'),
  isApproved: fc.boolean(),
  killedAt: fc.integer({ min: 1, max: 24 }),
  isDone: fc.boolean(),
  lag: fc.constantFrom(0, 0, 1, 2),
});

describe('a key whose making is broken off', () => {
  it('is settled by the runs that follow, whatever broke off where', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRun, { minLength: 1, maxLength: 4 }), async (broken) => {
        const machine = new Machine();
        for (const run of broken) await machine.run(run);
        let steps = 1;
        for (let times = 0; times < 4 && steps > 0; times++) steps = await machine.run({ role: 'member', ...forever });
        expect(steps).toBe(0);
        const [key, ...others] = machine.arize.memory.keys.values();
        expect(others).toEqual([]);
        expect(machine.sink).toBe(`the key of ${key?.id ?? ''}`);
      }),
      { numRuns: Math.ceil(runs / 30) },
    );
  });
});

describe('a rotation that broke off before the old key was revoked', () => {
  /** What the journal says of one whose new key is in its sink; the old key is still there. */
  const open = (old: string): OpenSecret => ({
    ...{ run: 'run 1', index: 0, action: 'rotate', kind: 'api-key', address: 'api-key/traces' },
    ...{ startedAt: '2026-01-01T00:00:00.000Z', runNumber: 1, brings: 'new-key', keyType: 'SERVICE' },
    ...{ known: [old], replaces: old, created: 'ApiKey:new', delivered: true },
  });

  async function account() {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(files('member')), arize), arize);
    const [old] = arize.memory.keys.values();
    if (old === undefined) throw new Error('no key was made');
    return { arize, old: old.id };
  }

  it('is settled by files that speak of no keys', async () => {
    const { arize, old } = await account();
    const left = { ...nothingOpen, secrets: [open(old)] };
    const planned = await tryPlan(desiredState({ users: {} }), arize, { left });
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    expect(planned.value.settled).toEqual([]);
    expect(planned.value.plan.steps.map(({ call }) => call)).toEqual([{ do: 'api-keys.revoke', key: { id: old } }]);
  });
});
