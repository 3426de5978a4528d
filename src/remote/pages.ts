import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Listing, RawObject, RemoteFailure } from './port.js';

/** The largest page that the platform gives (contract §7 "Limits"). */
export const pageSize = 100;

/** Asks for one page of a listing. */
export type AskPage = (cursor: string | undefined) => Promise<Result<RawObject | undefined, RemoteFailure>>;

/** Follows the cursor while the platform says that there is more, also past empty pages (contract §7 "Restrictions"). */
export async function listAll(listing: Listing, ask: AskPage): Promise<Result<readonly RawObject[], RemoteFailure>> {
  const all: RawObject[] = [];
  const seen = new Set<string>();
  for (let cursor: string | undefined; ;) {
    const page = await ask(cursor);
    if (!page.ok) return page;
    const read = readPage(listing, page.value ?? {});
    if (read === undefined) return failed(unreadable(`the answer holds no list of ${listing.list}`));
    all.push(...read.items);
    if (!read.hasMore) return ok(all);
    if (read.cursor === undefined || seen.has(read.cursor)) {
      return failed(unreadable(`Arize says that there are more ${listing.list}, but not where`));
    }
    seen.add(read.cursor);
    cursor = read.cursor;
  }
}

interface Page {
  readonly items: readonly RawObject[];
  readonly hasMore: boolean;
  readonly cursor: string | undefined;
}

function readPage({ list }: Listing, page: RawObject): Page | undefined {
  const items = page[list.replaceAll('-', '_')];
  if (!Array.isArray(items)) return undefined;
  const pagination = (page['pagination'] ?? {}) as RawObject;
  const cursor = pagination['next_cursor'];
  return {
    items: items.map(unwrap),
    hasMore: pagination['has_more'] === true,
    cursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  };
}

/** From SDK 8.58 on, ax wraps the items of `api-keys list` (contract §2). */
function unwrap(item: unknown): RawObject {
  const object = (typeof item === 'object' && item !== null ? item : {}) as RawObject;
  const inner = object['actual_instance'];
  return typeof inner === 'object' && inner !== null ? (inner as RawObject) : object;
}

/** An answer that can't be made sense of. */
export function unreadable(message: string): RemoteFailure {
  return { kind: 'unreadable', message, hint: 'run `ax-gitops doctor`', uncertain: false };
}
