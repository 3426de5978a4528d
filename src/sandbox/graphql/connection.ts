import { GraphQLError } from 'graphql';
import type { StoredUser } from '../account.js';
import { readId } from '../ids.js';
import { cursorAfter, pageOf } from '../page.js';

/* One page of a list of users, as GraphQL's connections have it (contract §8). */

/** `null` is as good as nothing. */
export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  /** A part of the name or the email, in whatever case. */
  readonly search?: string | null;
  readonly userType?: 'human' | 'bot' | null;
}

export interface Connection<T> {
  /** Of all pages, as far as `search` and `userType` let through. */
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
}

/** How many a page has where the query doesn't say. Plausible, not measured; that there is a largest is documented. */
export const defaultFirst = 50;
const largestFirst = 100;

/** How many humans or bots each list has: lists don't change once they are made, and each page of one says it. */
const counts = new WeakMap<ReadonlyMap<string, unknown>, { readonly human: number; readonly bot: number }>();

function countOf(
  all: ReadonlyMap<string, { readonly user: StoredUser }>,
  userType: 'human' | 'bot' | undefined,
): number {
  if (userType === undefined) return all.size;
  let known = counts.get(all);
  if (known === undefined) {
    const bot = counted(all, ({ user }) => user.bot);
    counts.set(all, (known = { human: all.size - bot, bot }));
  }
  return known[userType];
}

function counted<T>(all: ReadonlyMap<string, T>, isCounted: (entry: T) => boolean): number {
  let count = 0;
  for (const entry of all.values()) if (isCounted(entry)) count++;
  return count;
}

/**
 * More than the largest page is cut, not refused. The list must have the users in the order of their IDs' numbers, by
 * which the cursors go.
 */
export function connectionOf<T extends { readonly user: StoredUser }>(
  all: ReadonlyMap<string, T>,
  { first, after, search, userType }: ConnectionArguments,
): Connection<T> {
  const limit = Math.min(first ?? defaultFirst, largestFirst);
  if (limit < 0) throw new GraphQLError('first must not be negative');
  const text = search?.toLowerCase() ?? '';
  const isShown = ({ user }: T) =>
    (text === '' || user.name.toLowerCase().includes(text) || user.email.toLowerCase().includes(text)) &&
    (userType === undefined || userType === null || user.bot === (userType === 'bot'));
  const totalCount = text === '' ? countOf(all, userType ?? undefined) : counted(all, isShown);
  const page = pageOf(all, { limit, ...(typeof after === 'string' && { cursor: after }) }, isShown);
  if (!page.ok) throw new GraphQLError(page.error.detail);
  const edges = page.value.items.map((node) => ({ node, cursor: cursorAfter(readId(node.user.id)?.number ?? 0) }));
  return {
    totalCount,
    pageInfo: { hasNextPage: page.value.pagination.has_more, endCursor: edges.at(-1)?.cursor ?? null },
    edges,
  };
}
