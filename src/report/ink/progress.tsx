import { Box, Text } from 'ink';
import type { Writable } from 'node:stream';
import type { ApplyEvent } from '../../model/event.js';
import type { Step } from '../../model/plan.js';
import { printEvent } from '../apply-text.js';
import { symbolOf } from '../step-line.js';
import type { Style } from '../style.js';
import { clean, glyphsOf, paint } from '../style.js';
import type { LiveView } from './live-view.js';
import { liveView, widest } from './live-view.js';

/** A view of a run that takes events until it ends. */
export interface ProgressView extends LiveView {
  readonly emit: (event: ApplyEvent) => void;
}

/**
 * Shows a run at a terminal: a bar with counts and the steps that run now, and above it, for good, a line for each
 * retry, failure and step not tried.
 */
export function showProgress(options: {
  readonly total: number;
  readonly style: Style;
  readonly output: Writable & { readonly columns?: number };
  readonly now: () => Date;
}): ProgressView {
  const { total, style, output, now } = options;
  const begun = now().getTime();
  let state: ProgressState = { running: new Map(), done: 0, failed: 0, untried: 0 };
  const view = liveView(output, () => (
    <Progress
      state={state}
      total={total}
      style={style}
      columns={output.columns ?? widest}
      elapsedMs={now().getTime() - begun}
    />
  ));
  return {
    ...view,
    emit(event) {
      state = advance(state, event);
      const line = isNews(event) ? printEvent(event, total, style) : undefined;
      if (line === undefined) view.touch();
      else view.say(line);
    },
  };
}

export interface ProgressState {
  readonly running: ReadonlyMap<number, Step>;
  readonly done: number;
  readonly failed: number;
  readonly untried: number;
}

function advance(state: ProgressState, event: ApplyEvent): ProgressState {
  if (event.type === 'step-retried') return state;
  const running = new Map(state.running);
  if (event.type === 'step-started') running.set(event.index, event.step);
  else running.delete(event.index);
  switch (event.type) {
    case 'step-started':
      return { ...state, running };
    case 'step-done':
      return { ...state, running, done: state.done + 1 };
    case 'step-failed':
      return { ...state, running, failed: state.failed + 1 };
    case 'step-blocked':
    case 'step-withheld':
    case 'step-skipped':
      return { ...state, running, untried: state.untried + 1 };
  }
}

/** What stays on the screen. What was withheld or skipped is in the report; there may be very many of them. */
function isNews({ type }: ApplyEvent): boolean {
  return type === 'step-retried' || type === 'step-failed' || type === 'step-blocked';
}

/** How many of the running steps are shown. */
const shownSteps = 4;

export interface ProgressProps {
  readonly state: ProgressState;
  readonly total: number;
  readonly style: Style;
  /** Of the terminal. */
  readonly columns: number;
  /** Milliseconds since it began. */
  readonly elapsedMs: number;
}

/** What moves: the bar, the counts, and the steps under way with their ends, which tell them apart. */
export function Progress({ state, total, style, columns, elapsedMs }: ProgressProps) {
  const { running, done, failed, untried } = state;
  const settled = done + failed + untried;
  const news = [
    ...(failed > 0 ? [paint(style, 'red', `${String(failed)} failed`)] : []),
    ...(untried > 0 ? [paint(style, 'yellow', `${String(untried)} not tried`)] : []),
  ].join(', ');
  const pace = paceOf(done + failed, total - settled, elapsedMs).join(', ');
  const steps = [...running];
  return (
    <Box flexDirection="column" width={Math.min(widest, columns)}>
      <Text wrap="truncate">{`${bar(settled, total, style)} ${String(settled)}/${String(total)}`}</Text>
      {[news, pace]
        .filter((line) => line !== '')
        .map((line) => (
          <Text key={line} wrap="truncate">{`  ${line}`}</Text>
        ))}
      {steps.slice(0, shownSteps).map(([index, step]) => (
        <Text key={index} wrap="truncate-middle">{`  ${symbolOf(step)} ${clean(step.address)}`}</Text>
      ))}
      {steps.length > shownSteps ? <Text>{`  and ${String(steps.length - shownSteps)} more`}</Text> : null}
    </Box>
  );
}

/** How fast it goes and how long it still takes, once that can be said. */
function paceOf(made: number, left: number, elapsedMs: number): readonly string[] {
  if (made < 3 || elapsedMs < 2_000 || left === 0) return [];
  const perSecond = made / (elapsedMs / 1_000);
  const seconds = Math.ceil(left / perSecond);
  const time = seconds < 120 ? `${String(seconds)} s` : `${String(Math.ceil(seconds / 60))} min`;
  return [...(perSecond < 0.1 ? [] : [`${perSecond.toFixed(1)}/s`]), `${time} left`];
}

function bar(settled: number, total: number, style: Style): string {
  const { full, empty } = glyphsOf(style);
  const size = 20;
  const filled = total === 0 ? size : Math.floor((settled / total) * size);
  return `${paint(style, 'green', full.repeat(filled))}${paint(style, 'dim', empty.repeat(size - filled))}`;
}
