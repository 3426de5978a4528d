import { Box, Static, Text, useInput } from 'ink';
import { useEffect, useReducer } from 'react';
import type { Summary } from '../../model/plan.js';
import { printDestructive } from '../destructive.js';
import { count, layText } from '../layout.js';
import type { ShownStep } from '../step-line.js';
import type { Style } from '../style.js';
import type { Asked } from './ask.js';
import { askWith } from './ask.js';

export type Answer =
  | { readonly decision: 'apply'; readonly destructive: boolean }
  | { readonly decision: 'declined' }
  | { readonly decision: 'interrupted' };

export interface Question {
  readonly summary: Summary;
  readonly steps: readonly ShownStep[];
  readonly style: Style;
  /** The scopes that can't be read, for what is said of cascades. */
  readonly unobserved?: readonly { readonly scope: string }[];
}

/**
 * Asks a person at a terminal. First yes or no; then, where steps are destructive, their section is shown again and
 * their number must be typed. Any other answer to either question declines the whole plan, so that nothing is ever
 * half approved by a slip; who wants the rest without the destructive steps has `--auto-approve` for it.
 *
 * Enter alone, Ctrl-D and the end of the input decline; Ctrl-C and `signal` interrupt. The terminal is left as it
 * was. `output` should be standard error, so that standard output carries the result only.
 */
export async function askApproval(question: Question & Asked): Promise<Answer> {
  if (question.signal?.aborted === true) return { decision: 'interrupted' };
  if (question.steps.length === 0) return { decision: 'declined' };
  return askWith<Answer>(question, (onAnswer) => <Approval {...question} onAnswer={onAnswer} />);
}

interface State {
  /** What stands on the screen for good: questions with their answers. */
  readonly past: readonly string[];
  readonly stage: 'apply' | 'destructive' | 'answered';
  readonly typed: string;
  readonly answer?: Answer;
}

/** The two questions. `onAnswer` is called once. */
export function Approval({ onAnswer, ...question }: Question & { readonly onAnswer: (answer: Answer) => void }) {
  const [state, type] = useReducer(
    (current: State, keys: string) => Array.from(keys).reduce((before, key) => pressed(before, key, question), current),
    { past: [firstQuestion(question)], stage: 'apply', typed: '' },
  );
  useInput((input, key) => {
    if (key.ctrl) type(input === 'c' ? interruptKey : input === 'd' ? endKey : '');
    else if (key.return) type('\r');
    else if (key.backspace || key.delete) type('\x7F');
    // Arrows and the like come with an empty input, what is pasted or typed fast comes at once.
    else if (!key.escape) type(input);
  });
  const { answer } = state;
  useEffect(() => {
    if (answer !== undefined) onAnswer(answer);
  }, [answer, onAnswer]);
  return (
    <>
      <Static items={[...state.past]}>{(text, index) => <Text key={index}>{text}</Text>}</Static>
      <Box>
        <Text>{state.stage === 'answered' ? '' : `> ${state.typed}`}</Text>
      </Box>
    </>
  );
}

const interruptKey = '\x03';
const endKey = '\x04';

/** The longest answer that makes sense; a cat on the keyboard gets no further. */
const longestAnswer = 20;

function pressed(state: State, key: string, question: Question): State {
  if (state.stage === 'answered') return state;
  switch (key) {
    case interruptKey:
      return answered(state, { decision: 'interrupted' });
    case endKey:
      return answered(state, { decision: 'declined' });
    case '\r':
    case '\n':
      return entered(state, question);
    case '\x7F':
    case '\b':
      return { ...state, typed: state.typed.slice(0, -1) };
    default:
      return /^[ -~]$/.test(key) && state.typed.length < longestAnswer ? { ...state, typed: state.typed + key } : state;
  }
}

function entered(state: State, question: Question): State {
  const text = state.typed.trim();
  const destructive = question.steps.filter((step) => step.destructive).length;
  if (state.stage === 'destructive') {
    const agreed = text === String(destructive);
    return answered(state, agreed ? { decision: 'apply', destructive: true } : { decision: 'declined' });
  }
  if (!/^y(es)?$/i.test(text)) return answered(state, { decision: 'declined' });
  if (destructive === 0) return answered(state, { decision: 'apply', destructive: false });
  return { past: [...state.past, `> ${state.typed}`, secondQuestion(question)], stage: 'destructive', typed: '' };
}

function answered(state: State, answer: Answer): State {
  return { past: [...state.past, `> ${state.typed}`], stage: 'answered', typed: '', answer };
}

function firstQuestion({ summary, steps, style }: Question): string {
  const changes = steps.length - summary.assert;
  const parts = [
    ...(changes > 0 ? [`Apply ${changes === 1 ? 'this change' : `these ${String(changes)} changes`}`] : []),
    ...(summary.assert > 0 ? [`${changes > 0 ? 'and assert' : 'Assert'} ${count(summary.assert, 'grant')}`] : []),
  ];
  return `\n${layText(style, 0, `${parts.join(' ')}? [y/N]`, 'bold')}`;
}

function secondQuestion({ steps, style, unobserved }: Question): string {
  const number = steps.filter((step) => step.destructive).length;
  const ask = `Type ${String(number)} to apply all, ${number === 1 ? 'the destructive step' : `the ${String(number)} destructive steps`} included. Anything else applies nothing.`;
  return `\n${printDestructive(steps, style, unobserved)}\n\n${layText(style, 0, ask, 'bold')}`;
}
