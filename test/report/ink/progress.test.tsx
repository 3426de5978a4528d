import { PassThrough } from 'node:stream';
import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { Progress, showProgress } from '../../../src/report/ink/progress.js';
import { plain, step } from '../factory.js';

afterEach(cleanup);

const running = new Map([
  [3, step('organization/Platform Team/member/raj@example.com', 'create')],
  [4, step('user/bob\u001B[2J@example.com', 'delete')],
]);
const state = { running, done: 9, failed: 1, untried: 2 };

function screen(width: number, over: object = {}): string {
  const props = {
    state,
    lines: ['[ 2/24] + user/x@example.com failed: 403'],
    total: 24,
    style: { ...plain, width },
    isOver: false,
    elapsedMs: 0,
  };
  return render(<Progress {...props} {...over} />).lastFrame() ?? '';
}

describe('the view', () => {
  it('shows how far it is, what runs now, and what went wrong', () => {
    expect(screen(80)).toMatchInlineSnapshot(`
      "[ 2/24] + user/x@example.com failed: 403
      ███████████████░░░░░░░░░░░░░░░ 12/24, 1 failed, 2 not tried
        + organization/Platform Team/member/raj@example.com
        - user/bob\\u{1b}[2J@example.com"
    `);
  });

  it('says how fast it goes and how long it takes, once that can be told', () => {
    expect(screen(80, { lines: [], elapsedMs: 5_000 })).toContain('2 not tried, 2.0/s, 6 s left');
    expect(screen(80, { lines: [], elapsedMs: 500_000 })).toContain('2 not tried, 10 min left');
    expect(screen(80, { lines: [], elapsedMs: 1_000 })).not.toContain('/s');
    expect(screen(80, { lines: [], elapsedMs: 5_000, state: { ...state, done: 1 } })).not.toContain('/s');
  });

  it('has a shorter bar where there is less room', () => {
    expect(screen(40, { lines: [] })).toMatchInlineSnapshot(`
      "█████░░░░░ 12/24, 1 failed, 2 not tried
        + organization/Platform Team/member/raj@example.com
        - user/bob\\u{1b}[2J@example.com"
    `);
  });

  it('counts what runs beyond a few', () => {
    const many = new Map(
      Array.from({ length: 7 }, (_, index) => [index, step(`user/p${String(index)}@example.com`, 'create')]),
    );
    expect(screen(80, { lines: [], state: { ...state, running: many } })).toMatchInlineSnapshot(`
      "███████████████░░░░░░░░░░░░░░░ 12/24, 1 failed, 2 not tried
        + user/p0@example.com
        + user/p1@example.com
        + user/p2@example.com
        + user/p3@example.com
        and 3 more"
    `);
  });

  it('leaves only the lines when it is over', () => {
    expect(screen(80, { isOver: true }).trim()).toBe('[ 2/24] + user/x@example.com failed: 403');
  });
});

it('takes events, and leaves nothing behind but what went wrong, once', () => {
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
  const written = String(output.read());
  expect(written.split('[2/3] + user/b@example.com failed: 403 Forbidden')).toHaveLength(2);
  expect(written).not.toContain('withheld');
});
