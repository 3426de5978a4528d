import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import { gateOf } from '../../src/remote/gate.js';
import type { Level, Observation } from '../../src/remote/level.js';
import { firstLevel, firstWidth, levelAfter, mostWidth } from '../../src/remote/level.js';
import { runs } from '../support/runs.js';

const observation: fc.Arbitrary<Observation> = fc.record({
  of: fc.constantFrom('question', 'change'),
  went: fc.oneof(
    { weight: 20, arbitrary: fc.constant('answered' as const) },
    fc.constantFrom('busy', 'failing', 'refused'),
  ),
  milliseconds: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  underWay: fc.integer({ min: 1, max: mostWidth }),
});

/** The levels that a server comes to whose answers take as long as `took` says, all of what may be under way. */
function levels(answers: number, took: (width: number, index: number) => number): readonly Level[] {
  const all = [firstLevel];
  for (let index = 0; index < answers; index++) {
    const level = all.at(-1) ?? firstLevel;
    const milliseconds = took(level.width, index);
    all.push(levelAfter(level, { of: 'change', went: 'answered', milliseconds, underWay: level.width }));
  }
  return all;
}

const widths = (all: readonly Level[]) => all.map(({ width }) => width);

it('goes up in steps of one and down by half, between 1 and 16, whatever is seen', () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 400, size: 'max' }), (seen) => {
      let level = firstLevel;
      for (const each of seen) {
        const before = level.width;
        level = levelAfter(level, each);
        expect(level.width).toBeGreaterThanOrEqual(Math.max(1, Math.floor(before / 2)));
        expect(level.width).toBeLessThanOrEqual(Math.min(before + 1, mostWidth));
        if (each.went !== 'answered') expect(level.width).toBeLessThanOrEqual(before);
      }
    }),
    { numRuns: runs },
  );
});

it('is not as wide as where the server asked to wait, until twenty rounds went well', () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 400, size: 'max' }), (seen) => {
      let level = firstLevel;
      let most = mostWidth;
      let well = 0;
      for (const { went } of seen) {
        const { width, stale } = level;
        level = levelAfter(level, { of: 'change', went, milliseconds: 10, underWay: width });
        if (stale === 0 && went === 'busy') most = Math.max(1, width - 1);
        if (stale === 0 && went === 'busy') well = 0;
        if (stale === 0 && went === 'answered') well++;
        expect(level.width).toBeLessThanOrEqual(most + Math.floor(well / (4 * 20)));
      }
    }),
    { numRuns: runs },
  );
});

it('reaches the most while answers stay fast, in a hundred answers or so, and stays there', () => {
  const all = widths(levels(400, (_width, index) => 100 + (index % 5) * 8));
  expect(all.indexOf(mostWidth)).toBe((firstWidth + mostWidth - 1) * ((mostWidth - firstWidth) / 2));
  expect(new Set(all.slice(all.indexOf(mostWidth)))).toEqual(new Set([mostWidth]));
});

it('leaves where it begins only slowly for a server that does one thing after the other', () => {
  const all = widths(levels(200, (width) => width));
  expect(Math.max(...all)).toBeLessThanOrEqual(2 * firstWidth);
  expect(Math.min(...all)).toBe(firstWidth);
});

it('goes back to where it began, and no further, when answers become slow', () => {
  const crowded = widths(levels(500, (width) => (width > 8 ? 250 : 100)));
  expect(Math.max(...crowded)).toBe(9);
  expect(crowded[crowded.indexOf(9) + 9]).toBe(firstWidth);
  const later = widths(levels(500, (_width, index) => (index > 200 ? 900 : 100)));
  expect(Math.min(...later.slice(201))).toBe(firstWidth);
});

/** The levels that follow, where `many` end like this, one after the other. */
function after(level: Level, many: number, seen: Partial<Observation>): Level {
  const whole = { of: 'change', went: 'answered', milliseconds: 10, ...seen } as const;
  return Array.from({ length: many }).reduce<Level>((now) => levelAfter(now, { underWay: now.width, ...whole }), level);
}

describe('is not low for good', () => {
  it.each<[string, Level, number]>([
    ['failed once, and is slower since', after(after(firstLevel, 40, {}), 10, { went: 'failing' }), 16],
    ['failed early, and is much slower since', after(after(firstLevel, 8, {}), 12, { went: 'failing' }), 25],
    ['failed at once, and is slow', after(firstLevel, 10, { went: 'failing' }), 4_000],
    [
      'answered one thing quickly at first',
      after(after(firstLevel, 10, { went: 'failing' }), 4, { milliseconds: 5 }),
      30,
    ],
    ['is slow from the start', firstLevel, 8_000],
  ])('where the server %s', (_what, level, milliseconds) => {
    expect(after(level, 60, { milliseconds }).width).toBeGreaterThanOrEqual(firstWidth);
    expect(after(level, 1_000, { milliseconds }).width).toBe(mostWidth);
  });

  it('where the server asked to wait a few times, far apart', () => {
    let level = firstLevel;
    for (const _ of [1, 2, 3]) level = after(after(level, 1, { went: 'busy' }), 200, {});
    expect(level.width).toBeGreaterThanOrEqual(firstWidth);
    expect(after(level, 5_000, {}).width).toBe(mostWidth);
  });

  it('where the server was quick to refuse', () => {
    const level = after(after(firstLevel, 8, { milliseconds: 100 }), 100, { went: 'refused', milliseconds: 1 });
    expect(after(level, 400, { milliseconds: 100 }).width).toBe(mostWidth);
    expect(after(firstLevel, 400, { went: 'refused' })).toEqual(firstLevel);
  });
});

it('stays low for a server that asks to wait above six, and is told so by it seldom', () => {
  let level = firstLevel;
  let waits = 0;
  const seen: number[] = [];
  for (let answers = 0; answers < 4_000; answers++) {
    const isBusy = level.width > 6;
    if (isBusy && level.stale === 0) waits++;
    level = after(level, 1, { went: isBusy ? 'busy' : 'answered' });
    seen.push(level.width);
  }
  expect(Math.max(...seen)).toBe(7);
  expect(Math.min(...seen.slice(100))).toBeGreaterThanOrEqual(3);
  expect(waits).toBeLessThan(4_000 / 80);
});

it('does not grow where nobody waits', () => {
  let level = firstLevel;
  for (let index = 0; index < 100; index++)
    level = levelAfter(level, { of: 'question', went: 'answered', milliseconds: 10, underWay: 1 });
  expect(level.width).toBe(firstWidth);
});

it('halves once for all that were under way when the server asked to wait', () => {
  const busy = { of: 'change', went: 'busy', milliseconds: 1, underWay: 4 } as const;
  const all = [1, 2, 3, 4, 5].reduce<readonly Level[]>(
    (levels, _) => [...levels, levelAfter(levels.at(-1) ?? firstLevel, busy)],
    [firstLevel],
  );
  expect(widths(all)).toEqual([4, 2, 2, 2, 2, 1]);
});

it('lets no more through than its width, and never touches one that was given', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      fc.array(fc.constantFrom('ok', 'rate-limited', 'server', 'invalid'), { maxLength: 60, size: 'max' }),
      async (fixed, ends) => {
        const gate = gateOf(fixed, () => 0);
        let underWay = 0;
        let most = 0;
        await Promise.all(
          ends.map((end) =>
            gate.through('change', async () => {
              most = Math.max(most, (underWay += 1));
              await Promise.resolve();
              underWay -= 1;
              return end === 'ok' ? ok(1) : failed({ kind: end, message: '', uncertain: false });
            }),
          ),
        );
        expect(most).toBeLessThanOrEqual(fixed ?? mostWidth);
        if (fixed !== undefined) expect(gate.width()).toBe(fixed);
        else if (ends.slice(0, firstWidth).includes('rate-limited')) expect(gate.width()).toBeLessThan(firstWidth);
      },
    ),
    { numRuns: runs },
  );
});
