import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { Progress, showProgress } from '../../../src/report/ink/progress.js';
import { widthOf } from '../../../src/report/style.js';
import { plain, step } from '../factory.js';

afterEach(cleanup);

const running = new Map([
  [3, step('organization/Platform Team/member/raj@example.com', 'create')],
  [4, step('user/bob\u001B[2J@example.com', 'delete')],
]);
const state = { running, done: 9, failed: 1, untried: 2 };

function screen(columns: number, over: object = {}): string {
  const props = { state, total: 24, style: plain, columns, elapsedMs: 0 };
  return render(<Progress {...props} {...over} />).lastFrame() ?? '';
}

describe('the view', () => {
  it('shows how far it is, what went wrong, and the ends of what runs now', () => {
    expect(screen(80)).toMatchInlineSnapshot(`
      "██████████░░░░░░░░░░ 12/24
        1 failed, 2 not tried
        + organization/Pl…ber/raj@example.com
        - user/bob\\u{1b}[2J@example.com"
    `);
  });

  it('says how fast it goes and how long it takes, once that can be told', () => {
    expect(screen(80, { elapsedMs: 5_000 })).toContain('2.0/s, 6 s left');
    expect(screen(80, { elapsedMs: 500_000 })).toContain('\n  10 min left');
    expect(screen(80, { elapsedMs: 1_000 })).not.toContain('/s');
    expect(screen(80, { elapsedMs: 5_000, state: { ...state, done: 1 } })).not.toContain('/s');
  });

  it.each([20, 40, 200])(
    'has no line that a terminal of %i columns, or one made as narrow as 40, would wrap',
    (columns) => {
      for (const line of screen(columns, { elapsedMs: 5_000 }).split('\n'))
        expect(widthOf(line)).toBeLessThan(Math.min(40, columns + 1));
    },
  );

  it('counts what runs beyond a few', () => {
    const many = new Map(
      Array.from({ length: 7 }, (_, index) => [index, step(`user/p${String(index)}@example.com`, 'create')]),
    );
    expect(screen(80, { state: { ...state, running: many } })).toMatchInlineSnapshot(`
      "██████████░░░░░░░░░░ 12/24
        1 failed, 2 not tried
        + user/p0@example.com
        + user/p1@example.com
        + user/p2@example.com
        + user/p3@example.com
        and 3 more"
    `);
  });
});

it('takes events, and leaves nothing behind but what went wrong, once', async () => {
  const output = Object.assign(new PassThrough(), { columns: 60, rows: 24, isTTY: true });
  const view = showProgress({ total: 3, style: { ...plain, width: 60 }, output, now: () => new Date(0) });
  const [first, second] = [step('user/a@example.com', 'create'), step('user/b@example.com', 'create')];
  view.emit({ type: 'step-started', step: first, index: 0 });
  view.emit({ type: 'step-started', step: second, index: 1 });
  view.emit({ type: 'step-done', step: first, index: 0 });
  view.emit({ type: 'step-failed', step: second, index: 1, reason: '403 Forbidden', uncertain: false });
  view.emit({ type: 'step-withheld', step: step('user/c@example.com', 'delete'), index: 2 });
  view.end();
  view.end();
  output.end();
  const written = await text(output);
  expect(written.split('[2/3] + user/b@example.com failed: 403 Forbidden')).toHaveLength(2);
  expect(written).not.toContain('withheld');
});
