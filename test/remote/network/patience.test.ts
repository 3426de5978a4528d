import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patience } from '../../../src/remote/network/patience.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks what is never answered: how it ended, once it has. */
function asked(patient: ReturnType<typeof patience>, stop?: AbortSignal) {
  const said: { end?: string } = {};
  const hanging = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  patient.during(stop, hanging).catch((error: unknown) => {
    said.end = (error as Error).name;
  });
  return said;
}

it('each request has the same time, from when it began', async () => {
  const patient = patience(1_000);
  const first = asked(patient);
  await vi.advanceTimersByTimeAsync(400);
  const second = asked(patient);
  await vi.advanceTimersByTimeAsync(599);
  expect([first.end, second.end]).toEqual([undefined, undefined]);
  await vi.advanceTimersByTimeAsync(1);
  expect([first.end, second.end]).toEqual(['TimeoutError', undefined]);
  await vi.advanceTimersByTimeAsync(400);
  expect(second.end).toBe('TimeoutError');
});

it('one that was answered leaves the time of the others as it is', async () => {
  const patient = patience(1_000);
  await expect(patient.during(undefined, () => Promise.resolve('answered'))).resolves.toBe('answered');
  await vi.advanceTimersByTimeAsync(500);
  const late = asked(patient);
  await vi.advanceTimersByTimeAsync(999);
  expect(late.end).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(late.end).toBe('TimeoutError');
  expect(vi.getTimerCount()).toBe(0);
});

it('a signal ends what was asked with it, and the end of all ends the rest', async () => {
  const patient = patience(1_000);
  const stop = new AbortController();
  const ends = [asked(patient, stop.signal), asked(patient, stop.signal), asked(patient)];
  stop.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(ends.map(({ end }) => end)).toEqual(['AbortError', 'AbortError', undefined]);
  expect([patient.isOver(stop.signal), patient.isOver(undefined)]).toEqual([true, false]);
  patient.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(ends[2]?.end).toBe('AbortError');
  expect(patient.isOver(undefined)).toBe(true);
});
