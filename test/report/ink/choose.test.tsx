import { cleanup, render } from 'ink-testing-library';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import type { Chosen } from '../../../src/report/ink/choose.js';
import { askChoices, Choices } from '../../../src/report/ink/choose.js';
import { plain } from '../factory.js';
import { namedKeys } from '../../support/terminal/keys.js';

const question = {
  title: 'Which?',
  style: plain,
  choices: ['user/ann@x.org', 'role/Reader', 'organization/Core'].map((text) => ({ text, detail: 'differs' })),
};

afterEach(cleanup);

/** Lets React and ink do what an input has set off. */
async function turn(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function answerTo(keys: readonly string[]): Promise<{ answers: Chosen[]; screen: string }> {
  const answers: Chosen[] = [];
  const { stdin, lastFrame } = render(<Choices {...question} onAnswer={(answer) => answers.push(answer)} />);
  await turn();
  for (const key of keys) {
    stdin.write(key);
    await turn();
  }
  return { answers, screen: lastFrame() ?? '' };
}

const chosen = (...indexes: readonly number[]): Chosen => ({ decision: 'chosen', indexes });
const { up, down } = namedKeys;

describe('a list to tick', () => {
  it.each<[string, string[], Chosen[]]>([
    ['nothing', ['\r'], [chosen()]],
    ['the first', [' ', '\r'], [chosen(0)]],
    ['typed fast', [' jj \r'], [chosen(0, 2)]],
    ['the last, and no further', [down, down, down, ' ', '\r'], [chosen(2)]],
    ['back at the first', [down, up, up, ' ', '\r'], [chosen(0)]],
    ['one that is ticked twice', [' ', ' ', '\r'], [chosen()]],
    ['all', ['a', '\r'], [chosen(0, 1, 2)]],
    ['all but one', ['a', down, ' ', '\r'], [chosen(0, 2)]],
    ['all twice', ['aa\r'], [chosen()]],
    ['Ctrl-C', ['a', '\x03'], [{ decision: 'interrupted' }]],
    ['Ctrl-D', ['a', '\x04'], [{ decision: 'declined' }]],
    ['another key', ['x', '7'], []],
    ['more keys than needed', [' \r', 'a\r'], [chosen(0)]],
  ])('%s', async (_name, keys, expected) => {
    expect((await answerTo(keys)).answers).toEqual(expected);
  });

  it('shows what is ticked and where one is', async () => {
    expect((await answerTo([' ', down])).screen).toMatchInlineSnapshot(`
      "
      Which?
        [x]  user/ann@x.org  differs
      > [ ]  role/Reader  differs
        [ ]  organization/Core  differs
      1 of 3 ticked. Space ticks, a ticks all, Enter goes on, Escape cancels."
    `);
  });
});

it('is not asked where nobody can answer', async () => {
  const output = new PassThrough().resume();
  expect(await askChoices({ ...question, input: new PassThrough(), output })).toEqual({ decision: 'declined' });
});
