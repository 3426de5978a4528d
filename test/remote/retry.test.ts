import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import type { FailureKind, RemoteFailure } from '../../src/remote/port.js';
import { withRetry } from '../../src/remote/retry.js';

/** How often it is tried, and what is waited between, where it never works. */
async function tries(failure: Partial<RemoteFailure> & { readonly kind: FailureKind }, isWrite: boolean) {
  const waits: number[] = [];
  let made = 0;
  const result = await withRetry<string>(
    () => {
      made++;
      return Promise.resolve(failed({ message: '', uncertain: false, ...failure }));
    },
    {
      isWrite,
      attempts: 6,
      firstDelayMs: 500,
      longestDelayMs: 20_000,
      random: () => 1,
      sleep: (ms) => (waits.push(ms), Promise.resolve()),
    },
  );
  expect(result.ok).toBe(false);
  return { made, waits };
}

describe('what is tried again', () => {
  it.each<[FailureKind, boolean, number]>([
    ['rate-limited', false, 6],
    ['rate-limited', true, 6],
    ['server', false, 4],
    ['server', true, 1],
    ['unreachable', false, 3],
    ['unreachable', true, 1],
    ['timeout', false, 2],
    ['timeout', true, 1],
    ['forbidden', false, 1],
    ['unreadable', false, 1],
    ['interrupted', false, 1],
  ])('%s, a change: %s, is tried %i times', async (kind, isWrite, times) => {
    expect((await tries({ kind }, isWrite)).made).toBe(times);
  });

  it('waits twice as long each time, up to a limit, or as long as the platform asks', async () => {
    expect((await tries({ kind: 'rate-limited' }, true)).waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    expect((await tries({ kind: 'rate-limited', retryAfter: 3 }, true)).waits).toEqual([
      3_000, 3_000, 3_000, 3_000, 3_000,
    ]);
    expect((await tries({ kind: 'rate-limited', retryAfter: 3_600 }, true)).waits[0]).toBe(60_000);
  });

  it('gives what worked, and stops at an abort', async () => {
    const policy = {
      isWrite: false,
      attempts: 6,
      firstDelayMs: 1,
      longestDelayMs: 1,
      random: () => 0,
      sleep: () => Promise.resolve(),
    };
    expect(await withRetry(() => Promise.resolve(ok('done')), policy)).toEqual({ ok: true, value: 'done' });
    let made = 0;
    const aborted = AbortSignal.abort();
    await withRetry(
      () => (made++, Promise.resolve(failed<RemoteFailure>({ kind: 'server', message: '', uncertain: false }))),
      { ...policy, signal: aborted },
    );
    expect(made).toBe(1);
  });
});
