import type { Arize, Listing, MemberPlace, RemoteFailure } from '../remote/port.js';
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
  const { members } = arize;
  return {
    ...arize,
    async list(listing, signal) {
      const list = nameOf(listing);
      let pages = 0;
      const onPage = (objects: number) => {
        pages += 1;
        host.notify({ type: 'list', list, at: 'page', objects });
      };
      host.notify({ type: 'list', list, at: 'begun', objects: 0 });
      const listed = await timed(
        `list ${Object.values(listing).join(' ')}`,
        () => arize.list(listing, signal, onPage),
        ({ length }) => `${String(length)} found${pages > 1 ? ` on ${String(pages)} pages` : ''}`,
      );
      host.notify({
        type: 'list',
        list,
        at: 'ended',
        objects: 0,
        ...(!listed.ok && { problem: listed.error.message }),
      });
      return listed;
    },
    ...(members !== undefined && {
      async members(places: readonly MemberPlace[], signal?: AbortSignal) {
        const tell = (at: 'begun' | 'page' | 'ended', objects = 0, problem?: string) => {
          host.notify({ type: 'list', list: 'members', at, objects, ...(problem !== undefined && { problem }) });
        };
        tell('begun');
        const read = await members(places, signal);
        if (read.ok)
          tell(
            'page',
            [...read.value.members.values()].reduce((sum, { length }) => sum + length, 0),
          );
        tell('ended', 0, read.ok ? read.value.problem : read.error.message);
        return read;
      },
    }),
    call: (call, signal) =>
      timed(
        call.do,
        () => arize.call(call, signal),
        ({ id, alreadyGone }) =>
          alreadyGone === true ? 'was already gone' : id === undefined ? 'done' : `done, ${id}`,
      ),
  };
}

/** The spaces of all organizations are one list; the bindings of spaces and of projects are two. */
function nameOf(listing: Listing): string {
  if (listing.list === 'role-bindings') return `${listing.resourceType.toLowerCase()} bindings`;
  if (listing.list === 'api-keys') return `${listing.keyType.toLowerCase()} keys`;
  return listing.list === 'resource-restrictions' ? 'restrictions' : listing.list;
}
