import type { Arize, RemoteFailure } from '../remote/port.js';
import type { Result } from '../model/result.js';
import type { Host } from './host.js';

/** The same Arize, but each question and change is told with what came of it and how long it took. */
export function tellCalls(arize: Arize, host: Host): Arize {
  const timed = async <T>(
    what: string,
    ask: () => Promise<Result<T, RemoteFailure>>,
    outcome: (value: T) => string,
  ) => {
    const start = performance.now();
    const result = await ask();
    const seconds = (performance.now() - start) / 1000;
    host.notify({ type: 'called', what, outcome: result.ok ? outcome(result.value) : result.error.kind, seconds });
    return result;
  };
  return {
    ...arize,
    list: (listing, signal) =>
      timed(
        `list ${Object.values(listing).join(' ')}`,
        () => arize.list(listing, signal),
        ({ length }) => `${String(length)} found`,
      ),
    call: (call, signal) =>
      timed(
        call.do,
        () => arize.call(call, signal),
        ({ id, alreadyGone }) =>
          alreadyGone === true ? 'was already gone' : id === undefined ? 'done' : `done, ${id}`,
      ),
  };
}
