import { Box, Static, Text, useInput } from 'ink';
import { useEffect, useReducer } from 'react';
import type { Summary, Target } from '../../model/plan.js';
import { printDestructive } from '../destructive.js';
import { count, lay, layText } from '../layout.js';
import type { ShownStep } from '../step-line.js';
import { stepPieces } from '../step-line.js';
import type { Style } from '../style.js';
import { clean } from '../style.js';
import type { Asked } from './ask.js';
import { askWith } from './ask.js';
import type { ReviewQuestion } from './review.js';
import { review } from './review.js';

export type Answer =
  | { readonly decision: 'apply'; readonly destructive: boolean }
  | { readonly decision: 'declined' }
  | { readonly decision: 'interrupted' };

export interface Question {
  readonly summary: Summary;
  readonly steps: readonly ShownStep[];
  /** The account that is asked about. */
  readonly target: Pick<Target, 'profile' | 'host'>;
  readonly style: Style;
  /** The scopes that can't be read, for what is said of cascades. */
  readonly unobserved?: readonly { readonly scope: string }[];
  /** What `d` alone goes through, made when it is wanted; without it, it is no answer. */
  readonly review?: () => ReviewQuestion;
}

/**
 * Asks a person at a terminal. First yes or no; then, where steps are destructive, their section is shown again and
 * their number must be typed; a wrong number is asked for again. `s` applies the rest without the destructive steps, `d`
 * goes through the plan, `d N` shows a step, `?` says all that. Any other answer declines the whole plan.
 *
 * What was typed or pasted before the question stood there is no answer and is dropped, but for Ctrl-C. Enter alone,
 * Ctrl-D and the end of the input decline; Ctrl-C and `signal` interrupt. The terminal is left as it was. `output` should
 * be standard error, so that standard output carries the result only.
 */
export async function askApproval(question: Question & Asked): Promise<Answer> {
  if (question.signal?.aborted === true) return { decision: 'interrupted' };
  if (question.steps.length === 0) return { decision: 'declined' };
  let stage: Asking = 'apply';
  for (;;) {
    const answer: Answer | Aside = await askWith<Answer | Aside>(question, (onAnswer) => (
      <Approval {...question} stage={stage} onAnswer={onAnswer} />
    ));
    if (answer.decision !== 'review') return answer;
    stage = answer.stage;
    if (question.review !== undefined && (await review({ ...question, ...question.review() })) === 'interrupted')
      return { decision: 'interrupted' };
  }
}

type Asking = 'apply' | 'destructive';

/** The plan is looked at, and the question comes again. */
interface Aside {
  readonly decision: 'review';
  readonly stage: Asking;
}

interface State {
  /** What stands on the screen for good: questions with their answers. */
  readonly past: readonly string[];
  readonly stage: Asking | 'answered';
  readonly typed: string;
  readonly answer?: Answer | Aside;
}

/** The two questions. `onAnswer` is called once. */
export function Approval({
  onAnswer,
  stage = 'apply',
  ...question
}: Question & { readonly stage?: Asking; readonly onAnswer: (answer: Answer | Aside) => void }) {
  const [state, type] = useReducer(
    (current: State, keys: string) => Array.from(keys).reduce((before, key) => pressed(before, key, question), current),
    { past: [stage === 'apply' ? firstQuestion(question) : secondQuestion(question)], stage, typed: '' },
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
  const text = state.typed.trim().toLowerCase();
  const destructive = question.steps.filter((step) => step.destructive).length;
  if (text === '?') return told(state, helpText(question, destructive));
  if (text === 'd' && question.review !== undefined && state.stage !== 'answered')
    return answered(state, { decision: 'review', stage: state.stage });
  const wanted = /^d *(\d+)$/.exec(text)?.[1];
  if (wanted !== undefined) return told(state, detailsText(question, Number(wanted)));
  if (text === 's' && destructive > 0) return answered(state, { decision: 'apply', destructive: false });
  if (state.stage === 'destructive') {
    if (text === String(destructive)) return answered(state, { decision: 'apply', destructive: true });
    if (/^\d+$/.test(text)) return told(state, `${text} is not their number. ${numberText(destructive)}`);
    return answered(state, { decision: 'declined' });
  }
  if (!/^y(es)?$/.test(text)) return answered(state, { decision: 'declined' });
  if (destructive === 0) return answered(state, { decision: 'apply', destructive: false });
  return { past: [...state.past, `> ${state.typed}`, secondQuestion(question)], stage: 'destructive', typed: '' };
}

/** The question stays open. */
function told(state: State, text: string): State {
  return { ...state, past: [...state.past, `> ${state.typed}`, text], typed: '' };
}

function answered(state: State, answer: Answer | Aside): State {
  return { past: [...state.past, `> ${state.typed}`], stage: 'answered', typed: '', answer };
}

function firstQuestion({ summary, steps, target, style }: Question): string {
  const changes = steps.length - summary.assert;
  const parts = [
    ...(changes > 0 ? [`Apply ${count(changes, 'change')}`] : []),
    ...(summary.assert > 0 ? [`${changes > 0 ? 'and assert' : 'Assert'} ${count(summary.assert, 'grant')}`] : []),
  ];
  const { profile, host } = target;
  const account = clean(profile === undefined ? host : `${profile} (${host})`);
  const ask = `${parts.join(' ')} ${summary.assert > 0 ? 'in' : 'to'} ${account}? [y/N]`;
  return `\n${layText(style, 0, ask, 'bold')}`;
}

function secondQuestion({ steps, style, unobserved }: Question): string {
  const number = steps.filter((step) => step.destructive).length;
  return `\n${printDestructive(steps, style, unobserved)}\n\n${layText(style, 0, numberText(number), 'bold')}`;
}

function numberText(number: number): string {
  return `${count(number, 'step is', 'steps are')} destructive. Type ${String(number)} to apply everything, s to skip the destructive steps, anything else to cancel.`;
}

function helpText({ steps, style, review: isReviewed }: Question, destructive: number): string {
  return [
    'y       apply',
    ...(destructive === 0
      ? []
      : [
          `${String(destructive).padEnd(8)}apply everything, asked for after y: the number of destructive steps`,
          's       apply without the destructive steps',
        ]),
    ...(isReviewed === undefined ? [] : ['d       go through the plan']),
    `d N     details of step N, from 1 to ${String(steps.length)}`,
    'Anything else cancels.',
  ]
    .map((line) => layText(style, 2, line))
    .join('\n');
}

/** One step with all that it takes along. */
function detailsText({ steps, style }: Question, number: number): string {
  const step = steps[number - 1];
  if (step === undefined)
    return layText(style, 2, `There is no step ${String(number)}; there are ${String(steps.length)}.`);
  return [
    lay(style, 2, stepPieces(step, clean(step.address), style)),
    ...step.cascade.map((address) => `      Arize also removes ${clean(address)}`),
  ].join('\n');
}
