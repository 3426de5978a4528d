import type { AxOutcome, AxRunner } from './runner.js';
import { plainRunner } from './plain-runner.js';
import type { WarmOptions } from './warm/warm-runner.js';
import { warmRunner } from './warm/warm-runner.js';

/** How `ax` is run: kept warm where that works (`auto`), kept warm or not at all (`warm`), or started anew each time. */
export type AxMode = 'auto' | 'warm' | 'plain';

export interface ChosenRunner extends AxRunner {
  /** Begins to import an ax that is to be kept warm. */
  readonly getReady: () => void;
  /** Why ax is not kept warm, once that is known. */
  readonly note: () => string | undefined;
}

/** Chooses lazily: nothing is started before it is asked for, and the first command waits no longer than a plain one would. */
export function chooseRunner(mode: AxMode, options: WarmOptions): ChosenRunner {
  const plain = plainRunner(options);
  let note: string | undefined;
  let warm: ReturnType<typeof warmRunner> | undefined;
  const closing = new AbortController();
  const isClosed = () => closing.signal.aborted;
  const start = () => (warm ??= warmRunner(options, closing.signal));

  const run = async (...[args, how]: Parameters<AxRunner['run']>): Promise<AxOutcome> => {
    if (mode === 'plain') return plain.run(args, how);
    const started = await unlessAborted(start(), how?.signal);
    if (started === 'aborted' || isClosed()) return { type: 'not-begun' };
    if (started.ok) {
      const outcome = await started.value.run(args, how);
      // Nothing was asked of ax: the command can be given to a plain one.
      if (outcome.type !== 'not-started' || mode === 'warm' || isClosed() || how?.signal?.aborted === true)
        return outcome;
      note = outcome.reason;
      return plain.run(args, how);
    }
    note = started.error;
    return mode === 'warm' ? { type: 'not-started', reason: started.error } : plain.run(args, how);
  };

  return {
    run,
    getReady() {
      if (mode !== 'plain') void start();
    },
    note: () => note,
    async close() {
      closing.abort();
      await plain.close();
      const started = await warm;
      if (started?.ok === true) await started.value.close();
    },
  };
}

/** ax takes seconds to be imported: whoever interrupts does not wait for that. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | 'aborted'> {
  if (signal === undefined) return work;
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve, reject) => {
    const abort = () => {
      resolve('aborted');
    };
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
