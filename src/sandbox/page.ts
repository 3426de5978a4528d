import { ok } from '../model/result.js';
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
 * One page of a listing whose objects come oldest first. A cursor names the last object that was shown, which may be
 * gone by then: what is created or deleted between two pages neither repeats nor hides others.
 */
export function pageOf<T>(items: readonly T[], request: PageRequest, idOf: (item: T) => string): Answer<Page<T>> {
  const after = request.cursor === undefined ? 0 : numberInCursor(request.cursor);
  if (after === undefined) return refuse(400, 'cursor is not one that this listing gave');
  const start = items.findIndex((item) => numberOf(idOf(item)) > after);
  const page = start === -1 ? [] : items.slice(start, start + request.limit);
  const last = page.at(-1);
  const more = last !== undefined && start + page.length < items.length;
  return ok({ items: page, pagination: more ? { has_more: true, next_cursor: cursorAfter(numberOf(idOf(last))) } : { has_more: false } });
}

/** The cursor that goes on behind the object with this number; 0 for the beginning. Opaque to clients. */
export function cursorAfter(number: number): string {
  return Buffer.from(JSON.stringify({ after: number })).toString('base64url');
}

function numberInCursor(cursor: string): number | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null && 'after' in read && typeof read.after === 'number' ? read.after : undefined;
  } catch {
    return undefined;
  }
}

function numberOf(id: string): number {
  return readId(id)?.number ?? 0;
}
