import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import type { FailureKind, RemoteFailure } from '../../src/remote/port.js';
import { sleep, withRetry } from '../../src/remote/retry.js';

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
  return { made, waits, result };
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

  it('waits twice as long each time, up to a limit', async () => {
    expect((await tries({ kind: 'rate-limited' }, true)).waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it.each<[number, readonly number[]]>([
    [0, [500, 1_000, 2_000, 4_000, 8_000]],
    [3, [3_500, 4_000, 5_000, 7_000, 11_000]],
    [600, [600_500, 601_000, 602_000, 604_000, 608_000]],
  ])('what the platform asks for (%i s) comes on top, and is never a reason to come at once', async (asked, waits) => {
    expect((await tries({ kind: 'rate-limited', retryAfter: asked }, true)).waits).toEqual(waits);
  });

  it.each([
    [3_600, [3_600_500], 'a wait of 1 h'],
    [1_500, [1_500_500, 1_501_000], 'a wait of 25 min'],
    [90_000, [], 'a wait of 25 h'],
  ])('waits an hour at most for the platform: %i s each time', async (asked, waits, said) => {
    const found = await tries({ kind: 'rate-limited', retryAfter: asked, message: '429 Too Many' }, false);
    expect(found.waits).toEqual(waits);
    expect(found.result).toMatchObject({ error: { kind: 'rate-limited', retryAfter: asked } });
    expect(found.result).toMatchObject({ error: { message: expect.stringContaining(said) as string } });
  });

  it.each<[RemoteFailure['kind'], number | undefined]>([
    ['server', 5],
    ['server', undefined],
  ])('%s with Retry-After %s waits for it too', async (kind, asked) => {
    const found = await tries({ kind, ...(asked !== undefined && { retryAfter: asked }) }, false);
    const more = (asked ?? 0) * 1000;
    expect(found.waits).toEqual([500, 1_000, 2_000].map((usual) => usual + more));
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

it('many calls may wait at once without a warning of Node, and an interruption ends all of their waits', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on('warning', note);
  try {
    const interrupted = new AbortController();
    const waits = Array.from({ length: 50 }, () => sleep(1_000_000, interrupted.signal));
    interrupted.abort();
    await Promise.all(waits);
    // Warnings are told in a later turn.
    await new Promise(setImmediate);
  } finally {
    process.off('warning', note);
  }
  expect(warnings).toEqual([]);
});
