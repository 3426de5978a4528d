import { Text, useInput } from 'ink';
import { useEffect, useReducer } from 'react';
import { lay, layText } from '../layout.js';
import type { Style } from '../style.js';
import { clean } from '../style.js';
import type { Asked } from './ask.js';
import { askWith } from './ask.js';

/** One line of a list to tick. */
export interface Choice {
  readonly text: string;
  readonly detail: string;
}

export type Chosen =
  /** By their places in the list; none where nothing was ticked. */
  | { readonly decision: 'chosen'; readonly indexes: readonly number[] }
  | { readonly decision: 'declined' }
  | { readonly decision: 'interrupted' };

export interface ChoiceQuestion {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly style: Style;
}

/**
 * Lets a person at a terminal tick lines of a list. Nothing is ticked at first. Escape, Ctrl-D and the end of the input
 * decline; Ctrl-C and `signal` interrupt. The terminal is left as it was. `output` should be standard error.
 */
export async function askChoices(question: ChoiceQuestion & Asked): Promise<Chosen> {
  if (question.choices.length === 0) return { decision: 'declined' };
  return askWith<Chosen>(question, (onAnswer) => <Choices {...question} onAnswer={onAnswer} />);
}

interface State {
  readonly at: number;
  readonly ticked: ReadonlySet<number>;
  readonly answer?: Chosen;
}

/** How many lines of the list are on the screen at once. */
const shown = 12;

/** The list. `onAnswer` is called once. */
export function Choices({
  title,
  choices,
  style,
  onAnswer,
}: ChoiceQuestion & { readonly onAnswer: (answer: Chosen) => void }) {
  const [state, press] = useReducer((before: State, key: Key) => pressed(before, key, choices.length), {
    at: 0,
    ticked: new Set<number>(),
  });
  useInput((input, key) => {
    if (key.ctrl) press(input === 'c' ? 'interrupt' : input === 'd' ? 'decline' : 'other');
    else if (key.escape) press('decline');
    else if (key.upArrow) press('up');
    else if (key.downArrow) press('down');
    else if (key.return) press('enter');
    // What is typed fast comes at once.
    else for (const letter of input) press(keys[letter] ?? 'other');
  });
  const { answer, at, ticked } = state;
  useEffect(() => {
    if (answer !== undefined) onAnswer(answer);
  }, [answer, onAnswer]);
  const first = Math.max(0, Math.min(at - Math.floor(shown / 2), choices.length - shown));
  const lines = choices.slice(first, first + shown).map(({ text, detail }, index) => {
    const place = first + index;
    const mark = `${place === at ? '>' : ' '} [${ticked.has(place) ? 'x' : ' '}]`;
    return lay(style, 0, [{ text: mark }, { text: clean(text), whole: true }, { text: clean(detail), paint: 'dim' }]);
  });
  const help = `${String(ticked.size)} of ${String(choices.length)} ticked. Space ticks, a ticks all, Enter goes on, Escape cancels.`;
  return <Text>{['', layText(style, 0, title, 'bold'), ...lines, layText(style, 0, help, 'dim')].join('\n')}</Text>;
}

type Key = 'up' | 'down' | 'toggle' | 'all' | 'enter' | 'decline' | 'interrupt' | 'other';

const keys: Readonly<Record<string, Key>> = {
  ' ': 'toggle',
  a: 'all',
  k: 'up',
  j: 'down',
  '\r': 'enter',
  '\n': 'enter',
};

function pressed(state: State, key: Key, count: number): State {
  if (state.answer !== undefined) return state;
  switch (key) {
    case 'up':
      return { ...state, at: Math.max(0, state.at - 1) };
    case 'down':
      return { ...state, at: Math.min(count - 1, state.at + 1) };
    case 'toggle':
      return { ...state, ticked: toggled(state.ticked, state.at) };
    case 'all':
      return {
        ...state,
        ticked: new Set(state.ticked.size === count ? [] : Array.from({ length: count }, (_, index) => index)),
      };
    case 'enter':
      return { ...state, answer: { decision: 'chosen', indexes: [...state.ticked].sort((a, b) => a - b) } };
    case 'decline':
      return { ...state, answer: { decision: 'declined' } };
    case 'interrupt':
      return { ...state, answer: { decision: 'interrupted' } };
    case 'other':
      return state;
  }
}

function toggled(ticked: ReadonlySet<number>, at: number): ReadonlySet<number> {
  const next = new Set(ticked);
  if (!next.delete(at)) next.add(at);
  return next;
}
