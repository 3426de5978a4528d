import { Text, useInput, useStdout } from 'ink';
import { useEffect, useReducer, useState } from 'react';
import type { Violation } from '../../model/policy.js';
import type { PlanDocument } from '../plan-json.js';
import type { ReviewItem } from '../plan-review.js';
import { reviewItems } from '../plan-review.js';
import type { ReviewKey, ReviewState } from '../plan-review-keys.js';
import { afterKey, reviewStart } from '../plan-review-keys.js';
import { reviewScreen } from '../plan-review-screen.js';
import type { Style } from '../style.js';
import { describeTarget } from '../summary-text.js';
import type { Terminal } from '../terminal.js';
import type { Asked } from './ask.js';
import { askWith } from './ask.js';

export interface ReviewQuestion {
  readonly title: string;
  readonly items: readonly ReviewItem[];
  readonly style: Style;
}

/** The other screen of a terminal, so that nothing of a review is left on the usual one. */
const otherScreen = { enter: '\x1b[?1049h\x1b[2J\x1b[H', leave: '\x1b[?1049l' };
const emptied = '\x1b[2J\x1b[H';

/** Lets who sits at the terminal go through a plan. */
export async function reviewPlan(
  document: PlanDocument,
  violations: readonly Violation[],
  { stdin: input, stderr: output, style }: Terminal,
): Promise<'left' | 'interrupted'> {
  const items = reviewItems(document, violations);
  return review({ title: describeTarget(document), items, style: style.stderr, input, output });
}

/** Lets a person at a terminal go through what a plan comes to. `output` should be standard error. */
export async function review(question: ReviewQuestion & Asked): Promise<'left' | 'interrupted'> {
  question.output.write(otherScreen.enter);
  try {
    const answer = await askWith<{ readonly decision: 'left' }>(question, (onAnswer) => (
      <Review
        {...question}
        onEnd={(end) => {
          onAnswer({ decision: end });
        }}
      />
    ));
    return answer.decision === 'interrupted' ? 'interrupted' : 'left';
  } finally {
    question.output.write(otherScreen.leave);
  }
}

/** The view. `onEnd` is called once. */
export function Review({
  title,
  items,
  style,
  onEnd,
}: ReviewQuestion & { readonly onEnd: (end: NonNullable<ReviewState['end']>) => void }) {
  const { columns, rows, resizes } = useSize();
  // A row less than there are, so that nothing scrolls. After a change of size another one, so that all is drawn anew.
  const height = Math.max(4, rows - 1 - (resizes % 2));
  const [state, press] = useReducer(
    (before: ReviewState, key: ReviewKey) => afterKey(before, key, items, Math.max(1, height - 4)),
    reviewStart,
  );
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) press(pressed);
  });
  const { end } = state;
  useEffect(() => {
    if (end !== undefined) onEnd(end);
  }, [end, onEnd]);
  const lines = reviewScreen(title, items, state, { ...style, width: columns - 1 }, height);
  return <Text wrap="truncate">{lines.join('\n')}</Text>;
}

function useSize() {
  const { stdout } = useStdout();
  const now = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const [size, setSize] = useState({ ...now(), resizes: 0 });
  useEffect(() => {
    const resized = () => {
      stdout.write(emptied);
      setSize(({ resizes }) => ({ ...now(), resizes: resizes + 1 }));
    };
    stdout.on('resize', resized);
    return () => {
      stdout.off('resize', resized);
    };
  });
  return size;
}

type InkKey = Parameters<Parameters<typeof useInput>[0]>[1];

const named: readonly (readonly [keyof InkKey, ReviewKey])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

function keysOf(input: string, key: InkKey): readonly ReviewKey[] {
  if (key.ctrl) return input === 'c' ? ['interrupt'] : input === 'd' ? [{ typed: 'q' }] : [];
  const found = named.find(([name]) => key[name] === true);
  if (found !== undefined) return [found[1]];
  // What is typed fast comes at once.
  return Array.from(input).flatMap((letter): readonly ReviewKey[] =>
    letter === '\r' || letter === '\n' ? ['enter'] : /^[^\p{C}]$/u.test(letter) ? [{ typed: letter }] : [],
  );
}
