import { describe, expect, it } from 'vitest';
import { ok } from '../../src/model/result.js';
import type { AskPage } from '../../src/remote/pages.js';
import { listAll, listingLimits } from '../../src/remote/pages.js';
import type { Listing, RawObject } from '../../src/remote/port.js';

const users: Listing = { list: 'users' };

/** A server that has a page for every cursor, by its number. */
function endless(itemsOf: (page: number) => readonly unknown[], bytes = 100) {
  const asked: (string | undefined)[] = [];
  const ask: AskPage = (cursor) => {
    asked.push(cursor);
    const page = asked.length;
    const object = { users: itemsOf(page), pagination: { has_more: true, next_cursor: `c${String(page)}` } };
    return Promise.resolve(ok({ object, bytes, host: 'api.corp' }));
  };
  return { asked, ask };
}

/** A server with these pages, one after the other. */
function pages(list: Listing['list'], ...items: readonly (readonly RawObject[])[]): AskPage {
  return (cursor) => {
    const page = cursor === undefined ? 0 : Number(cursor);
    const isLast = page === items.length - 1;
    const pagination = isLast ? { has_more: false } : { has_more: true, next_cursor: String(page + 1) };
    return Promise.resolve(
      ok({ object: { [list.replaceAll('-', '_')]: items[page], pagination }, bytes: 1, host: 'api.corp' }),
    );
  };
}

const user = (id: string, email: string, more: RawObject = {}) => ({ id, email, name: 'Name', ...more });

describe('a page that does not say whether there are more', () => {
  const listed = (pagination: unknown, count: number) => {
    const items = (from: number) =>
      Array.from({ length: count }, (_, at) =>
        user(`${String(from)}-${String(at)}`, `${String(from)}-${String(at)}@x.io`),
      );
    return listAll(users, (cursor) =>
      Promise.resolve(
        ok({
          object: cursor === undefined ? { users: items(1), pagination } : { users: items(2), pagination: {} },
          bytes: 1,
          host: 'api.corp',
        }),
      ),
    );
  };

  it.each([
    ['has a next one where it gives a cursor', { next_cursor: 'c' }, 4],
    ['has a next one where it gives a cursor, and null for the rest', { has_more: null, next_cursor: 'c' }, 4],
    ['is the last where it says so, whatever the cursor', { has_more: false, next_cursor: 'c' }, 2],
    ['is the last where it is not full', { next_cursor: null }, 2],
    ['is the last where it is not full, without a word on pages', undefined, 2],
  ])('%s', async (_name, pagination, count) => {
    const found = await listed(pagination, 2);
    expect(found.ok && found.value.length).toBe(count);
  });

  it.each([undefined, null, {}, { next_cursor: '' }])('is no end where it is full: %o', async (pagination) => {
    expect(await listed(pagination, 100)).toMatchObject({
      ok: false,
      error: { message: 'Arize does not say whether there are more users' },
    });
  });
});

describe('a page of a list that is filtered page by page', () => {
  const listing: Listing = { list: 'resource-restrictions' };
  const first = (pagination: unknown) => (cursor: string | undefined) =>
    Promise.resolve(
      ok({
        object: { resource_restrictions: [], pagination: cursor === undefined ? pagination : { has_more: false } },
        bytes: 1,
        host: 'api.corp',
      }),
    );

  it.each([[{}], [{ has_more: null }], [{ next_cursor: null }]])(
    'is not known to be the last because it is not full: %o',
    async (pagination) => {
      expect(await listAll(listing, first(pagination))).toMatchObject({
        ok: false,
        error: { message: 'Arize does not say whether there are more resource-restrictions' },
      });
    },
  );

  it.each([[{ has_more: false }], [{ next_cursor: 'c' }], [undefined], [null]])(
    'is the last where that is said, or nothing of pages at all: %o',
    async (pagination) => {
      expect(await listAll(listing, first(pagination))).toEqual(ok([]));
    },
  );
});

describe('a list without end', () => {
  it.each<[string, (page: number) => readonly unknown[], number, number, RegExp]>([
    [
      'new objects on every page',
      (page) => [user(String(page), `${String(page)}@x.io`)],
      1,
      listingLimits.pages,
      /does not end: after 5000 pages \(5000 objects/,
    ],
    [
      'large pages',
      (page) => [user(String(page), `${String(page)}@x.io`)],
      32 << 20,
      9,
      /does not end: after 9 pages \(9 objects, 288 MB\)/,
    ],
    ['empty pages', () => [], 1, 100, /does not end: after 100 pages \(0 objects/],
    ['the same page under new cursors', () => [user('1', 'a@x.io')], 1, 2, /lists the same users again and again/],
  ])('%s', async (_name, itemsOf, bytes, times, message) => {
    const { asked, ask } = endless(itemsOf, bytes);
    const listed = await listAll(users, ask);
    expect(listed).toMatchObject({ ok: false, error: { kind: 'unreadable', uncertain: false } });
    expect(listed.ok ? '' : listed.error.message).toMatch(message);
    expect(asked).toHaveLength(times);
  });

  it('a cursor that returns', async () => {
    const ask: AskPage = (cursor) =>
      Promise.resolve(
        ok({
          object: {
            users: [user(cursor ?? 'first', `${cursor ?? 'first'}@x.io`)],
            pagination: { has_more: true, next_cursor: cursor === 'a' ? 'b' : 'a' },
          },
          bytes: 1,
          host: 'api.corp',
        }),
      );
    expect(await listAll(users, ask)).toMatchObject({
      error: { message: 'Arize says that there are more users, but not where' },
    });
  });
});

describe('one ID twice', () => {
  it('is one object, as it was listed last, where it is the same', async () => {
    const first = [user('1', 'a@x.io', { name: 'Old' }), user('2', 'b@x.io')];
    const listed = await listAll(
      users,
      pages('users', first, [user('1', 'A@x.io', { name: 'New' }), user('3', 'c@x.io')]),
    );
    expect(listed).toEqual(ok([user('1', 'A@x.io', { name: 'New' }), user('2', 'b@x.io'), user('3', 'c@x.io')]));
  });

  it.each<[Listing, RawObject, RawObject, string]>([
    [users, user('1', 'a@x.io'), user('1', 'b@x.io'), 'two users with the ID 1: "a@x.io" and "b@x.io"'],
    [{ list: 'roles' }, { id: 'r', name: 'A' }, { id: 'r', name: 'B' }, 'two roles with the ID r: "A" and "B"'],
    [
      { list: 'role-bindings', resourceType: 'SPACE' },
      { id: 'b', user_id: 'u', resource_id: 's' },
      { id: 'b', user_id: 'u', resource_id: 't' },
      'two role-bindings with the ID b: "u on s" and "u on t"',
    ],
  ])('%o is an error where it is two', async (listing, one, other, message) => {
    for (const ask of [pages(listing.list, [one, other]), pages(listing.list, [one], [other])])
      expect(await listAll(listing, ask)).toMatchObject({ ok: false, error: { message: `Arize lists ${message}` } });
  });

  it('of a restriction is that of its project', async () => {
    const listing: Listing = { list: 'resource-restrictions' };
    const items = [{ resource_id: 'p' }, { resource_id: 'q' }];
    expect(await listAll(listing, pages(listing.list, items, [], [{ resource_id: 'p' }]))).toEqual(ok(items));
  });

  it('of objects without an ID says nothing', async () => {
    expect(await listAll(users, pages('users', [{ email: 'a@x.io' }], [{ email: 'a@x.io' }]))).toEqual(
      ok([{ email: 'a@x.io' }, { email: 'a@x.io' }]),
    );
  });
});

it('tells of each page with what is new on it', async () => {
  const told: number[] = [];
  const [ann, bob] = [user('1', 'ann@x.io'), user('2', 'bob@x.io')];
  await listAll(users, pages('users', [ann, bob], [], [bob, user('3', 'eve@x.io')]), (objects) => told.push(objects));
  expect(told).toEqual([2, 0, 1]);
});
