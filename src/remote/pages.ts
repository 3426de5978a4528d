import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Listing, RawObject, RemoteFailure } from './port.js';

/** The largest page that the platform gives (contract §7 "Limits"). */
export const pageSize = 100;

/** An answer as it was sent, and how long it was: what a listing reads in all has an end. */
export interface Answer {
  readonly object: RawObject | undefined;
  readonly bytes: number;
  /** Who gave it. */
  readonly host: string;
}

/** Asks for one page of a listing. */
export type AskPage = (cursor: string | undefined) => Promise<Result<Answer, RemoteFailure>>;

/**
 * How far a listing is followed. A server that always says that there is more, or repeats itself, must cost neither time nor
 * memory without end. Half a million objects are several times those of the largest account that is planned for.
 */
export const listingLimits = { pages: 5_000, bytes: 256 * 1024 * 1024, emptyPagesInARow: 100 } as const;

/** Follows the cursor while the platform says that there is more, also past empty pages (contract §7 "Restrictions"). */
export async function listAll(
  listing: Listing,
  ask: AskPage,
  onPage?: (objects: number) => void,
): Promise<Result<readonly RawObject[], RemoteFailure>> {
  const all = new Collected(listing);
  const seen = new Set<string>();
  let bytes = 0;
  let emptyPages = 0;
  for (let cursor: string | undefined; ;) {
    const answer = await ask(cursor);
    if (!answer.ok) return answer;
    const page = readPage(listing, answer.value.object ?? {});
    if (page === undefined) return failed(foreign(answer.value.host, listing));
    const before = all.size;
    for (const item of page.items) {
      const clash = all.add(item);
      if (clash !== undefined) return failed(unreadable(clash));
    }
    if (page.hasMore === 'unsaid')
      return failed(unreadable(`Arize does not say whether there are more ${listing.list}`));
    onPage?.(all.size - before);
    if (!page.hasMore) return ok(all.objects);
    if (page.cursor === undefined || seen.has(page.cursor))
      return failed(unreadable(`Arize says that there are more ${listing.list}, but not where`));
    seen.add(page.cursor);
    cursor = page.cursor;
    bytes += answer.value.bytes;
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0;
    if (page.items.length > 0 && all.size === before)
      return failed(unreadable(`Arize lists the same ${listing.list} again and again, and says that there are more`));
    const tooFar =
      seen.size >= listingLimits.pages || bytes > listingLimits.bytes || emptyPages >= listingLimits.emptyPagesInARow;
    if (tooFar)
      return failed(
        unreadable(
          `the list of ${listing.list} does not end: after ${String(seen.size)} pages (${String(all.size)} objects, ${String(Math.ceil(bytes / 1024 / 1024))} MB) Arize still says that there are more`,
        ),
      );
  }
}

/** The objects of a listing. One that moves to the next page while the pages are read is listed twice: it is one object. */
class Collected {
  readonly #named = new Map<string, RawObject>();
  readonly #nameless: RawObject[] = [];

  constructor(private readonly listing: Listing) {}

  get size(): number {
    return this.#named.size + this.#nameless.length;
  }

  get objects(): readonly RawObject[] {
    return this.#nameless.length === 0 ? [...this.#named.values()] : [...this.#named.values(), ...this.#nameless];
  }

  /** What is wrong, where two different objects have one ID: a change to either might hit the other. */
  add(object: RawObject): string | undefined {
    const id = object['id'] ?? object['resource_id'];
    // Whether the ID can be left out is for whoever reads the object.
    if (typeof id !== 'string') return void this.#nameless.push(object);
    const other = this.#named.get(id);
    const [own, known] = [identityOf(object), other === undefined ? undefined : identityOf(other)];
    if (known !== undefined && own !== undefined && own !== known)
      return `Arize lists two ${this.listing.list} with the ID ${id}: ${JSON.stringify(known)} and ${JSON.stringify(own)}`;
    return void this.#named.set(id, object);
  }
}

/** What an object is, apart from its ID. */
function identityOf({ email, name, user_id: user, resource_id: resource }: RawObject): string | undefined {
  if (typeof email === 'string') return email.toLowerCase();
  if (typeof user === 'string') return `${user} on ${typeof resource === 'string' ? resource : '?'}`;
  return typeof name === 'string' ? name : undefined;
}

interface Page {
  readonly items: readonly RawObject[];
  readonly hasMore: boolean | 'unsaid';
  readonly cursor: string | undefined;
}

function readPage({ list }: Listing, page: RawObject): Page | undefined {
  const items = page[list.replaceAll('-', '_')];
  if (!Array.isArray(items)) return undefined;
  const said = page['pagination'] as RawObject | null | undefined;
  const next = said?.['next_cursor'];
  const cursor = typeof next === 'string' && next !== '' ? next : undefined;
  // A server that says nothing of pages has one; one that speaks of them may have left this field out.
  const isLast = items.length < pageSize && (said == null || !filteredByPage.includes(list));
  return { items: items.map(unwrap), hasMore: hasMore(said?.['has_more'], cursor, isLast), cursor };
}

/** A field that is left out is not `false` (contract §6): a cursor says it too, and so does a page that is the last. */
function hasMore(said: unknown, cursor: string | undefined, isLast: boolean): Page['hasMore'] {
  if (typeof said === 'boolean') return said;
  if (cursor !== undefined) return true;
  return isLast ? false : 'unsaid';
}

/**
 * Lists out of which the platform takes, page by page, what the caller may not see: a page with few objects, or with none, says
 * nothing of what comes after it (contract §7 "Restrictions").
 */
const filteredByPage: readonly Listing['list'][] = ['resource-restrictions'];

/** From SDK 8.58 on, ax wraps the items of `api-keys list` (contract §2). */
function unwrap(item: unknown): RawObject {
  const object = (typeof item === 'object' && item !== null ? item : {}) as RawObject;
  const inner = object['actual_instance'];
  return typeof inner === 'object' && inner !== null ? (inner as RawObject) : object;
}

/** JSON, but none of Arize's: that of another server, or of a login page of the network. */
function foreign(host: string, { list }: Listing): RemoteFailure {
  return {
    ...unreadable(`the answer of ${host} does not contain a list of ${list}`),
    hint: 'check the host in the ax profile or in ARIZE_BASE_URL: is it Arize that answers?',
  };
}

/** An answer that can't be made sense of. */
export function unreadable(message: string): RemoteFailure {
  return { kind: 'unreadable', message, hint: 'run `ax-gitops doctor`', uncertain: false };
}
