import { afterEach, describe, expect, it, vi } from 'vitest';
import { failureOfStatus } from '../../src/remote/network/failures.js';
import type { RemoteFailure } from '../../src/remote/port.js';
import { durationOf, slowTeller, waitTeller } from '../../src/remote/waits.js';

const limited: RemoteFailure = { kind: 'rate-limited', message: '429', retryAfter: 1, uncertain: false };

afterEach(() => vi.useRealTimers());

describe('a long wait', () => {
  it('is told before it begins, once for all calls whose waits end together', () => {
    const told: string[] = [];
    let time = 0;
    const teller = waitTeller(
      'host',
      (line) => told.push(line),
      () => time,
    );
    teller(limited, 10_000);
    expect(told).toEqual([]);
    teller(limited, 60_000);
    teller(limited, 61_000);
    time = 1_000;
    teller(limited, 60_000);
    expect(told).toEqual(['host asks to wait (429): the next try is in 60 s. Ctrl-C ends the run.']);
    teller({ ...limited, kind: 'server', message: '503' }, 90_000);
    time = 100_000;
    const { retryAfter: _, ...server } = { ...limited, kind: 'server' as const, message: '502' };
    teller(server, 20_000);
    expect(told.slice(1)).toEqual([
      'host asks to wait (503): the next try is in 90 s. Ctrl-C ends the run.',
      'host does not answer as it should (502): the next try is in 20 s. Ctrl-C ends the run.',
    ]);
  });

  it('of ax itself is told after ten seconds, once for all calls that are under way', async () => {
    vi.useFakeTimers();
    const told: number[] = [];
    const watched = slowTeller((seconds) => told.push(seconds));
    const done: (() => void)[] = [];
    const slow = () => watched(new Promise<void>((resolve) => done.push(resolve)));
    const calls = [slow(), slow()];
    await watched(Promise.resolve('quick'));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([10]);
    for (const end of done) end();
    await Promise.all(calls);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [10_400, '10 s'],
    [119_000, '119 s'],
    [1_500_000, '25 min'],
    [3_600_375, '1 h'],
    [5_400_000, '1 h 30 min'],
  ])('%i ms is %s', (milliseconds, text) => {
    expect(durationOf(milliseconds)).toBe(text);
  });
});

describe('Retry-After', () => {
  const ofAnswer = (asked: string | undefined, date?: string) =>
    failureOfStatus(
      429,
      undefined,
      new Headers({ ...(asked !== undefined && { 'retry-after': asked }), ...(date !== undefined && { date }) }),
      false,
      { host: 'host', certificates: 'NODE_EXTRA_CA_CERTS' },
    ).retryAfter;

  it.each([
    ['0', 0],
    ['3600', 3_600],
    [' 7 ', 7],
    ['1.5', 2],
    ['Wed, 25 Nov 2026 12:01:30 GMT', 90],
    ['Wednesday, 25-Nov-26 12:01:30 GMT', 90],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is a wait of %s seconds, a date by the clock of the server', (asked, seconds) => {
    expect(ofAnswer(asked, 'Wed, 25 Nov 2026 12:00:00 GMT')).toBe(seconds);
  });

  it('of a server that does not say its time is by our clock', () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T12:00:00Z') });
    expect(ofAnswer('Wed, 25 Nov 2026 12:01:30 GMT')).toBe(90);
  });
});
