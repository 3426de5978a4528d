import { PassThrough } from 'node:stream';
import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../../src/report/ink/approve.js';
import { Approval, askApproval } from '../../../src/report/ink/approve.js';
import { plain, plan, step, summaryOf } from '../factory.js';
import { namedKeys } from '../../support/terminal/keys.js';

const harmless = plan([
  step('user/raj@example.com', 'create'),
  step('user/mei@example.com', 'create'),
  step('organization/X/member/raj@example.com', 'assert', { kind: 'organization-member' }),
]);
const destructive = plan([
  ...harmless.steps,
  step('user/bob@example.com', 'delete', { irreversible: true }),
  step('role/Old', 'delete', { kind: 'role', irreversible: true }),
]);

function questionOf(made: typeof harmless): Question {
  return { summary: summaryOf(made), steps: made.steps, target: made.target, style: plain };
}

afterEach(cleanup);

/** Lets React and ink do what an input has set off. */
async function turn(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function answerTo(
  made: typeof harmless,
  keys: readonly string[],
): Promise<{ answers: Answer[]; screen: string }> {
  const answers: Answer[] = [];
  const onAnswer = (answer: Answer | { readonly decision: 'review' }) => {
    if (answer.decision !== 'review') answers.push(answer);
  };
  const { stdin, lastFrame } = render(<Approval {...questionOf(made)} onAnswer={onAnswer} />);
  await turn();
  for (const key of keys) {
    stdin.write(key);
    await turn();
  }
  return { answers, screen: lastFrame() ?? '' };
}

const yes: Answer = { decision: 'apply', destructive: false };
const yesAll: Answer = { decision: 'apply', destructive: true };
const no: Answer = { decision: 'declined' };
const interrupted: Answer = { decision: 'interrupted' };

describe('without destructive steps', () => {
  it.each<[string, string[], Answer[]]>([
    ['y', ['y', '\r'], [yes]],
    ['yes', ['y', 'e', 's', '\r'], [yes]],
    ['YES, pasted with its line break', ['YES\n'], [yes]],
    ['y with spaces', [' y \r'], [yes]],
    ['y after a correction', ['n', '\x7F', 'y', '\r'], [yes]],
    ['nothing', ['\r'], [no]],
    ['n', ['n\r'], [no]],
    ['yep', ['yep\r'], [no]],
    ['yes and more', ['yes please\r'], [no]],
    ['y without Enter', ['y'], []],
    ['s, where there is nothing to skip', ['s\r'], [no]],
    ['Ctrl-C', ['\x03'], [interrupted]],
    ['Ctrl-C after y', ['y', '\x03'], [interrupted]],
    ['Ctrl-D', ['\x04'], [no]],
    ['Ctrl-D after y', ['y', '\x04'], [no]],
    ['an arrow, then y', [namedKeys.up, 'y\r'], [yes]],
    ['y, and more keys than needed', ['y\r', 'n\r', '\x03'], [yes]],
  ])('%s', async (_name, keys, expected) => {
    expect((await answerTo(harmless, keys)).answers).toEqual(expected);
  });

  it('shows the question and the answer', async () => {
    expect((await answerTo(harmless, ['y'])).screen).toMatchInlineSnapshot(`
      "
      Apply 2 changes and assert 1 grant in prod (api.arize.com)? [y/N]
      > y"
    `);
  });
});

describe('with destructive steps', () => {
  it.each<[string, string[], Answer[]]>([
    ['yes and their number', ['y\r', '2', '\r'], [yesAll]],
    ['both at once', ['y\r2\r'], [yesAll]],
    ['yes alone', ['y\r'], []],
    ['yes, then yes', ['y\r', 'yes\r'], [no]],
    ['yes, then nothing', ['y\r', '\r'], [no]],
    ['yes, then another number', ['y\r', '3\r'], []],
    ['yes, then another number and theirs', ['y\r', '3\r', '2\r'], [yesAll]],
    ['yes, then the number of all steps', ['y\r', '5\r'], []],
    ['yes, then the number spelt otherwise', ['y\r', '02\r'], []],
    ['yes, then a longer number', ['y\r', '22\r'], []],
    ['s, to skip them', ['s\r'], [yes]],
    ['yes, then s', ['y\r', 's\r'], [yes]],
    ['a question, then yes and s', ['?\r', 'd 4\r', 'd 99\r', 'y\r', 's\r'], [yes]],
    ['the number at once', ['2\r'], [no]],
    ['yes, then Ctrl-C', ['y\r', '\x03'], [interrupted]],
    ['yes, then Ctrl-D', ['y\r', '\x04'], [no]],
    ['no', ['n\r'], [no]],
  ])('%s', async (_name, keys, expected) => {
    expect((await answerTo(destructive, keys)).answers).toEqual(expected);
  });

  it('shows what they are before the second question', async () => {
    expect((await answerTo(destructive, ['y\r', '2\r'])).screen).toMatchInlineSnapshot(`
      "
      Apply 4 changes and assert 1 grant in prod (api.arize.com)? [y/N]
      > y

      DESTRUCTIVE: 2 steps, 2 irreversible
        - delete user/bob@example.com  [irreversible]  # access.yaml:12
        - delete role/Old  [irreversible]  # access.yaml:12

      2 steps are destructive. Type 2 to apply everything, s to skip the destructive
          steps, anything else to cancel.
      > 2
      "
    `);
  });
});

it.each<[string, readonly ReturnType<typeof step>[], string]>([
  ['one change', [step('user/a@b.c', 'create')], 'Apply 1 change to prod (api.arize.com)? [y/N]'],
  ['assertions only', harmless.steps.slice(2), 'Assert 1 grant in prod (api.arize.com)? [y/N]'],
])('asks for %s', async (_name, steps, expected) => {
  expect((await answerTo(plan(steps), [])).screen).toContain(expected);
});

/** A terminal's input, as far as it matters here. */
function terminal(): PassThrough & { isTTY: true; modes: boolean[] } {
  const stream = new PassThrough();
  const modes: boolean[] = [];
  const itself = () => stream;
  return Object.assign(stream, {
    isTTY: true as const,
    modes,
    ref: itself,
    unref: itself,
    setRawMode(mode: boolean) {
      modes.push(mode);
      return stream;
    },
  });
}

describe('at a terminal', () => {
  const output = () => Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  /** Until the question stands there. */
  const asked = (screen: PassThrough) =>
    new Promise<void>((resolve) => {
      screen.on('data', (text: Buffer) => {
        if (text.includes('[y/N]')) resolve();
      });
    });

  it('answers, and leaves the terminal as it was', async () => {
    const input = terminal();
    const screen = output();
    const answer = askApproval({ ...questionOf(destructive), input, output: screen });
    await asked(screen);
    input.write('y\r');
    await turn();
    input.write('2\r');
    expect(await answer).toEqual(yesAll);
    expect([input.modes[0], input.modes.at(-1)]).toEqual([true, false]);
    expect(input.listenerCount('readable') + input.listenerCount('end')).toBe(new PassThrough().listenerCount('end'));
  });

  it('takes nothing for an answer that was typed before the question stood there, but Ctrl-C', async () => {
    const input = terminal();
    input.write('y\r');
    const screen = output();
    const answer = askApproval({ ...questionOf(harmless), input, output: screen });
    input.write('y\r2\r');
    await asked(screen);
    input.write('n\r');
    expect(await answer).toEqual(no);

    const early = terminal();
    early.write('y\r\x03');
    expect(await askApproval({ ...questionOf(harmless), input: early, output: output() })).toEqual(interrupted);
    expect(early.modes.at(-1)).toBe(false);
  });

  it('declines when the input ends', async () => {
    const input = terminal();
    const screen = output();
    const answer = askApproval({ ...questionOf(harmless), input, output: screen });
    await asked(screen);
    input.end('y');
    expect(await answer).toEqual(no);
  });

  it('declines when the terminal goes away', async () => {
    const input = terminal();
    const screen = output();
    const answer = askApproval({ ...questionOf(harmless), input, output: screen });
    await asked(screen);
    input.destroy(new Error('EIO'));
    expect(await answer).toEqual(no);
  });

  it('is interrupted by the signal', async () => {
    const input = terminal();
    const stop = new AbortController();
    const screen = output();
    const answer = askApproval({ ...questionOf(harmless), input, output: screen, signal: stop.signal });
    await asked(screen);
    stop.abort();
    expect(await answer).toEqual(interrupted);
    expect([input.modes[0], input.modes.at(-1)]).toEqual([true, false]);
    expect(await askApproval({ ...questionOf(harmless), input, output: output(), signal: stop.signal })).toEqual(
      interrupted,
    );
  });

  it('declines at once where nobody can answer', async () => {
    expect(await askApproval({ ...questionOf(harmless), input: new PassThrough(), output: output() })).toEqual(no);
    expect(await askApproval({ ...questionOf(harmless), input: terminal().destroy(), output: output() })).toEqual(no);
    expect(await askApproval({ ...questionOf(plan([])), input: terminal(), output: output() })).toEqual(no);
  });
});
