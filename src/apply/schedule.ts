import TinyQueue from 'tinyqueue';
import { dependencyIndexes } from '../model/dependencies.js';
import type { Step } from '../model/plan.js';

/** Why a step is not run: `undefined` lets it run. */
export type Refusal = 'withheld' | 'blocked' | 'skipped' | undefined;

export interface Cause {
  readonly step: Step;
  readonly type: 'withheld' | 'blocked' | 'skipped' | 'failed';
}

export interface Schedule {
  /** How many may run at once; asked before each. */
  readonly atOnce: () => number;
  /** Runs one step; tells whether it got done. */
  run(step: Step, index: number): Promise<boolean>;
  /** Asked once a step's turn has come; `cause` is a step that it depends on and that did not get done. */
  refuse(step: Step, index: number, cause: Cause | undefined): Refusal;
}

/**
 * Runs steps as soon as what they depend on is done, the earlier ones in the plan first. Nothing that takes
 * something away begins before every grant that stands before it in the plan has ended: so nobody loses access in between.
 */
export async function schedule(steps: readonly Step[], { atOnce, run, refuse }: Schedule): Promise<void> {
  const needs = dependencyIndexes(steps);
  const waiting = needs.map((needed) => needed.length);
  const dependents: number[][] = steps.map(() => []);
  needs.forEach((needed, index) => {
    for (const other of needed) dependents[other]?.push(index);
  });
  const ready = new TinyQueue<number>(steps.flatMap((_, index) => (waiting[index] === 0 ? [index] : [])));
  const causes = new Map<number, Cause>();
  const ended = new Set<number>();
  const running = new Map<number, Promise<void>>();
  let openGrant = 0;
  const skipToOpenGrant = () => {
    while (openGrant < steps.length && (steps[openGrant]?.destructive === true || ended.has(openGrant))) openGrant++;
  };
  skipToOpenGrant();

  const end = (index: number, cause: Cause | undefined) => {
    ended.add(index);
    skipToOpenGrant();
    for (const dependent of dependents[index] ?? []) {
      if (cause !== undefined && !causes.has(dependent)) causes.set(dependent, cause);
      const left = (waiting[dependent] ?? 0) - 1;
      waiting[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  };

  for (;;) {
    const index = ready.peek();
    const step = index === undefined ? undefined : steps[index];
    if (index === undefined || step === undefined) {
      if (running.size === 0) return;
      await Promise.race(running.values());
      continue;
    }
    const mustWait = running.size >= atOnce() || (step.destructive && openGrant < index);
    if (mustWait && running.size > 0) {
      await Promise.race(running.values());
      continue;
    }
    ready.pop();
    const refusal = refuse(step, index, causes.get(index));
    if (refusal !== undefined) {
      end(index, { step, type: refusal });
      continue;
    }
    running.set(
      index,
      run(step, index).then((done) => {
        running.delete(index);
        end(index, done ? undefined : { step, type: 'failed' });
      }),
    );
  }
}
