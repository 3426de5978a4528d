import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanDocument } from '../../src/report/plan-json.js';
import type { ReviewItem } from '../../src/report/plan-review.js';
import { reviewItems } from '../../src/report/plan-review.js';
import type { ReviewKey, ReviewState } from '../../src/report/plan-review-keys.js';
import { afterKey, reviewStart, shownItems } from '../../src/report/plan-review-keys.js';
import { reviewScreen } from '../../src/report/plan-review-screen.js';
import { widthOf } from '../../src/report/style.js';
import { runs } from '../support/runs.js';
import { document, plain, step } from './factory.js';
import { changes, planner } from './golden/changes.js';

let plan: PlanDocument;
let items: readonly ReviewItem[];
beforeAll(async () => {
  const planFor = await planner();
  const change = changes.find(({ name }) => name === 'team-leaver-permission');
  if (change === undefined) throw new Error('there is no such change');
  plan = await planFor(change);
  items = reviewItems(plan);
});

/** Keys as they are typed; arrows by name, apart by blanks. */
function after(keys: string, from: ReviewState = reviewStart): ReviewState {
  const named = new Set([
    'up',
    'down',
    'left',
    'right',
    'enter',
    'page-up',
    'page-down',
    'home',
    'end',
    'escape',
    'backspace',
    'interrupt',
  ]);
  const pressed = keys
    .split(' ')
    .flatMap((word): readonly ReviewKey[] =>
      named.has(word) ? [word as ReviewKey] : Array.from(word, (typed) => ({ typed })),
    );
  return pressed.reduce((state, key) => afterKey(state, key, items, 10), from);
}

describe('the items', () => {
  it('hold every step and every cause, the worst first', () => {
    const all = JSON.stringify(items);
    for (const { address } of plan.steps) expect(all).toContain(address);
    expect(items.map(({ text }) => text)).toEqual(
      expect.arrayContaining(plan.causes?.map(({ message }) => message) ?? []),
    );
    expect(items[0]?.text).toBe('boss@example.com becomes admin of the account');
  });

  it('tell what refuses a plan, what can not be applied, and steps of no cause by their place', () => {
    const made = document(
      [step('role/New', 'create'), step('role/Other', 'create'), step('organization/Org/space/s', 'delete')],
      {
        blocked: [
          {
            address: 'user/eve@example.com' as never,
            reason: 'change it in the UI',
            source: { file: 'a.yaml', line: 3, column: 5 },
          },
          { address: 'user/root@example.com' as never, reason: 'protected' },
        ],
      },
    );
    const told = reviewItems(made, [{ rule: 'max-destructive', message: 'too much\u001B[2J', hint: 'less' } as never]);
    expect(told.map(({ text }) => text)).toEqual([
      'refused: too much\\u{1b}[2J',
      "can't be applied: user/eve@example.com",
      "can't be applied: user/root@example.com",
      'Account: 2 other steps',
      '- delete organization/Org/space/s  # access.yaml:12',
    ]);
    expect(told.map(({ at }) => at)).toEqual(['', 'a.yaml:3', '', '', '']);
  });
});

describe('what else a plan says', () => {
  const made = document([step('role/New', 'create')], {
    policyChanges: [
      { field: 'protect', before: 'user/root@example.com', after: null, weakens: true },
      {
        ...{ field: 'max_destructive', before: '10', after: '5', weakens: false },
        source: { file: 'a.yaml', line: 7, column: 3 },
      },
    ],
    unknownTests: ['can eve@example.com do PROJECT_READ'],
    unobserved: [
      { scope: 'role/*', reason: 'this login may not list roles', needs: 'ROLE_READ' },
      { scope: 'project/*', reason: 'not read' },
    ],
  });

  it('is there, each in its place', () => {
    const told = reviewItems(made);
    expect(told.map(({ mark, text, at }) => `${mark} ${text}${at === '' ? '' : ` (${at})`}`)).toEqual([
      '! a guardrail is weakened: protect: removed user/root@example.com',
      '! undetermined test: can eve@example.com do PROJECT_READ',
      "  can't be seen: this login may not list roles",
      "  can't be seen: not read",
      '  a guardrail changes: max_destructive: 10 → 5 (a.yaml:7)',
      '  + create role/New  # access.yaml:12',
    ]);
    expect(told[2]?.parts.map(({ text }) => text)).toEqual(['role/*', 'needed: ROLE_READ']);
  });
});

describe('the keys', () => {
  it('move, open and close', () => {
    expect(after('down down up')).toMatchObject({ item: 1, part: 0 });
    expect(after('j j k')).toMatchObject({ item: 1, part: 0 });
    const opened = after('enter down');
    expect(opened).toMatchObject({ item: 0, part: 1, open: new Set([0]) });
    expect(after('left', opened)).toMatchObject({ item: 0, part: 0, open: new Set() });
    expect(after('end')).toMatchObject({ item: items.length - 1 });
    expect(after('end home')).toMatchObject({ item: 0 });
    expect(after('up')).toMatchObject({ item: 0 });
  });

  it('show only what is about a person or a place', () => {
    const state = after('f P35@example.com enter');
    expect(shownItems(items, state).map((index) => items[index]?.text)).toEqual(
      items.filter(({ about }) => about.some((text) => text.includes('p35@example.com'))).map(({ text }) => text),
    );
    expect(shownItems(items, state).length).toBeLessThan(items.length);
    expect(after('escape', state)).toMatchObject({ filter: '' });
    expect(shownItems(items, after('f nobody enter'))).toEqual([]);
    expect(after('f no escape')).toMatchObject({ filter: '' });
  });

  it('search inside what is closed, and go on round the end', () => {
    const state = after('/ dataset_update enter');
    expect(items[state.item]?.text).toContain('DATASET_UPDATE');
    const wanted = 'through';
    const linesOf = (item: number) => [items[item]?.text, ...(items[item]?.parts.map(({ text }) => text) ?? [])];
    const holding = [...items.keys()].filter((item) => linesOf(item).some((line) => line?.includes(wanted)));
    expect(holding.length).toBeGreaterThan(1);
    let found = after(`/ ${wanted} enter`);
    for (const item of [...holding, ...holding]) {
      expect(found.item).toBe(item);
      expect(found.part).toBeGreaterThan(0);
      expect(linesOf(item)[found.part]).toContain(wanted);
      expect(found.open).toContain(item);
      found = after('n', found);
    }
    expect(after('/ qq backspace backspace enter')).toMatchObject({ search: '', item: 0 });
    expect(after('/ q')).not.toHaveProperty('end');
  });

  it('leave, or interrupt, also while something is typed', () => {
    expect(after('q')).toMatchObject({ end: 'left' });
    expect(after('/ x interrupt')).toMatchObject({ end: 'interrupted' });
    expect(after('q down')).toMatchObject({ item: 0 });
  });
});

describe('the screen', () => {
  it('shows where the cursor is, and what is open', () => {
    const state = after('down enter down');
    expect(reviewScreen('Plan for prod', items, state, { ...plain, width: 60 }, 14).join('\n')).toMatchInlineSnapshot(`
      "Plan for prod
      2 of 7
        > ! boss@example.com becomes admin of the account
              (access.yaml:129)
        v ! 10 people gain DATASET_UPDATE in 14 places (role Data
              Scientist changed)  (access.yaml:149)
      *     p11@example.com, p13@example.com, p14@example.com,
                p15@example.com, p16@example.com, p17@example.com,
                p18@example.com, p19@example.com, p20@example.com:
                Platform (platform-a, platform-b, platform-c,
                platform-d, platform-e), all 5 spaces of Research,
                Support (support-a, support-b, support-c,
                support-d)
      arrows move, Enter opens, f person or place, / search, n ne…"
    `);
    expect(reviewScreen('Plan', items, after('f zz enter'), { ...plain, width: 60 }, 14)).toHaveLength(4);
  });

  const key = fc.constantFrom<ReviewKey>(
    'up',
    'down',
    'left',
    'right',
    'enter',
    'page-up',
    'page-down',
    'home',
    'end',
    'escape',
    'backspace',
    ...Array.from('qjkgGnf/ @p3x', (typed) => ({ typed })),
  );

  it('is never wider or higher than the terminal, and the cursor is on it, whatever is pressed', () => {
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 60 }),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 4, max: 50 }),
        (keys, width, rows) => {
          const state = keys.reduce((before, one) => afterKey(before, one, items, rows), reviewStart);
          const lines = reviewScreen(
            'A title that is longer than any narrow window',
            items,
            state,
            { ...plain, width },
            rows,
          );
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
          const isAnyShown = shownItems(items, state).length > 0;
          expect(lines.filter((line) => line.startsWith('*'))).toHaveLength(isAnyShown ? 1 : 0);
        },
      ),
      { numRuns: runs },
    );
  });
});
