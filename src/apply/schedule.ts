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
  /** How many may be under way at once; asked before each. */
  readonly atOnce: () => number;
  /** Runs one step; tells whether it got done. `free` says that the next may begin, while what came of this one is written down. */
  run(step: Step, index: number, free: () => void): Promise<boolean>;
  /** Asked once a step's turn has come; `cause` is a step that it depends on and that did not get done. */
  refuse(step: Step, index: number, cause: Cause | undefined): Refusal;
}

/**
 * Runs steps as soon as what they depend on is done, the earlier ones in the plan first. Nothing that takes
 * something away begins before every grant that stands before it in the plan has ended: so nobody loses access in between.
 */
export function schedule(steps: readonly Step[], { atOnce, run, refuse }: Schedule): Promise<void> {
  const queue = queueOf(steps);
  let open = 0;
  let underWay = 0;
  let isBroken = false;
  return new Promise((resolve, reject) => {
    // Nothing begins after a defect; what is under way ends by itself.
    const breakOff = (error: Error) => {
      isBroken = true;
      reject(error);
    };
    const begin = (step: Step, index: number) => {
      open++;
      underWay++;
      let isFree = false;
      const free = () => {
        if (!isFree) underWay--;
        isFree = true;
      };
      // What waits for a step comes right after it, before all that comes later in the plan.
      const isAwaited = queue.isAwaited(index);
      const freeEarly = () => {
        if (isAwaited) return;
        free();
        goOn();
      };
      run(step, index, freeEarly)
        .then((done) => {
          open--;
          free();
          queue.end(index, done ? undefined : { step, type: 'failed' });
          goOn();
        })
        .catch(breakOff);
    };
    const goOn = () => {
      if (isBroken) return;
      for (let next = queue.next(); next !== undefined; next = queue.next()) {
        const { step, index, cause, isEarly } = next;
        if (open > 0 && (isEarly || underWay >= atOnce())) return;
        queue.take();
        const refusal = refuse(step, index, cause);
        if (refusal === undefined) begin(step, index);
        else queue.end(index, { step, type: refusal });
      }
      if (open === 0) resolve();
    };
    goOn();
  });
}

/** The steps whose turn it is, the earlier ones in the plan first. */
function queueOf(steps: readonly Step[]) {
  const needs = dependencyIndexes(steps);
  const waiting = needs.map((needed) => needed.length);
  const dependents: number[][] = steps.map(() => []);
  needs.forEach((needed, index) => {
    for (const other of needed) dependents[other]?.push(index);
  });
  const ready = new TinyQueue<number>(steps.flatMap((_, index) => (waiting[index] === 0 ? [index] : [])));
  const causes = new Map<number, Cause>();
  const ended = new Set<number>();
  let openGrant = 0;
  const skipToOpenGrant = () => {
    while (openGrant < steps.length && (steps[openGrant]?.destructive === true || ended.has(openGrant))) openGrant++;
  };
  skipToOpenGrant();
  return {
    /** `isEarly`: it takes something away, and a grant before it has not ended. */
    next() {
      const index = ready.peek();
      const step = index === undefined ? undefined : steps[index];
      if (index === undefined || step === undefined) return undefined;
      return { step, index, cause: causes.get(index), isEarly: step.destructive && openGrant < index };
    },
    take() {
      ready.pop();
    },
    isAwaited: (index: number) => (dependents[index] ?? []).length > 0,
    end(index: number, cause: Cause | undefined) {
      ended.add(index);
      skipToOpenGrant();
      for (const dependent of dependents[index] ?? []) {
        if (cause !== undefined && !causes.has(dependent)) causes.set(dependent, cause);
        const left = (waiting[dependent] ?? 0) - 1;
        waiting[dependent] = left;
        if (left === 0) ready.push(dependent);
      }
    },
  };
}
