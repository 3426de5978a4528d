import { ok } from '../model/result.js';
import { must } from './account.js';
import type { Answer } from './answer.js';
import { refuse } from './answer.js';
import { readId } from './ids.js';
import type { Pagination } from './wire.js';

/** How much of a listing is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: Pagination;
}

/**
 * One page of those that `shown` lets through, oldest first. A cursor names the last object that was looked at, which may
 * be gone by then: what is created or deleted between two pages neither repeats nor hides others. Looks only at what is
 * behind the cursor, and no further than the page needs.
 */
export function pageOf<T>(
  all: ReadonlyMap<string, T>,
  request: PageRequest,
  shown: (item: T) => boolean = () => true,
): Answer<Page<T>> {
  const after = request.cursor === undefined ? 0 : numberInCursor(request.cursor);
  if (after === undefined) return refuse(400, 'cursor is not one that this listing gave');
  const items: T[] = [];
  let last = 0;
  for (const [id, item] of after === 0 ? all : behind(all, after)) {
    if (!shown(item)) continue;
    if (items.length === request.limit) {
      return ok({ items, pagination: { has_more: true, next_cursor: cursorAfter(last) } });
    }
    items.push(item);
    last = numberOf(id);
  }
  return ok({ items, pagination: { has_more: false } });
}

/** The cursor that goes on behind the object with this number; 0 for the beginning. Opaque to clients. */
export function cursorAfter(number: number): string {
  return Buffer.from(JSON.stringify({ after: number })).toString('base64url');
}

function numberInCursor(cursor: string): number | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null && 'after' in read && typeof read.after === 'number'
      ? read.after
      : undefined;
  } catch {
    return undefined;
  }
}

function* behind<T>(all: ReadonlyMap<string, T>, after: number): Iterable<readonly [string, T]> {
  const ids = [...all.keys()];
  for (let index = positionBehind(ids, after); index < ids.length; index++) {
    const id = ids[index] ?? '';
    yield [id, must(all, id)];
  }
}

/** Objects are stored in the order of their numbers, so that halving finds the place. */
function positionBehind(ids: readonly string[], after: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberOf(ids[middle] ?? '') > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

function numberOf(id: string): number {
  return readId(id)?.number ?? 0;
}
