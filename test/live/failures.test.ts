import { expect, it } from 'vitest';
import { everything } from '../../src/live/everything.js';
import { spacesElsewhere } from '../../src/live/elsewhere.js';
import { readLive } from '../../src/live/index.js';
import { failed, ok } from '../../src/model/result.js';
import type { Arize, Listing, RawObject, RemoteFailure } from '../../src/remote/port.js';
import { liveState } from '../support/live.js';

/* What ends the reading of an account, and what does not. */

type Answer = readonly RawObject[] | RemoteFailure;

const failure = (kind: RemoteFailure['kind'], message: string = kind): RemoteFailure => ({
  kind,
  message,
  uncertain: false,
});
const ann = { id: 'u', email: 'ann@x.io', name: 'Ann', role: { name: 'ADMIN' }, status: 'ACTIVE' };

function account(answers: (listing: Listing) => Answer, more: Partial<Arize> = {}): Arize {
  return {
    describe: () => Promise.reject(new Error('not asked')),
    call: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
    list(listing) {
      const found = answers(listing);
      return Promise.resolve('kind' in found ? failed(found) : ok(found));
    },
    ...more,
  };
}

const small = account(({ list }) =>
  list === 'users' ? [ann] : list === 'organizations' ? [{ id: 'o', name: 'O' }] : [],
);

it('two objects with one address are no account to plan on', async () => {
  const twice = account(({ list }) =>
    list === 'roles'
      ? [
          { id: '1', name: 'R' },
          { id: '2', name: 'R' },
        ]
      : [],
  );
  expect(await readLive(twice, everything)).toEqual(
    failed({
      kind: 'unreadable',
      message: 'Arize listed two objects with the address role/R (IDs 1 and 2); nothing can be planned on that.',
      hint: 'run `ax-gitops doctor`, and look at the object in the Arize UI',
      uncertain: false,
    }),
  );
  const once = account(({ list }) =>
    list === 'roles'
      ? [
          { id: '1', name: 'R' },
          { id: '1', name: 'R' },
        ]
      : [],
  );
  expect(await readLive(once, everything)).toMatchObject({ ok: true });
});

it('neither is an object without what it can’t be without', async () => {
  const nameless = account(({ list }) => (list === 'roles' ? [{ id: '1' }] : []));
  expect(await readLive(nameless, everything)).toMatchObject({
    error: { kind: 'unreadable', message: 'Arize listed a role without name; nothing can be planned on that.' },
  });
});

it('a list that fails ends the reading, and what else was under way', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const broken = account(() => []);
  const read = await readLive(
    {
      ...broken,
      list(listing, signal) {
        signals.push(signal);
        return Promise.resolve(listing.list === 'users' ? failed(failure('server')) : ok([]));
      },
    },
    everything,
  );
  expect(read).toEqual(failed(failure('server')));
  expect(signals.every((signal) => signal?.aborted === true)).toBe(true);
});

it('what the login may not list is named', async () => {
  const hidden = account(({ list }) => (list === 'users' ? failure('forbidden', 'no') : []));
  expect(await readLive(hidden, everything)).toEqual(
    failed({
      kind: 'forbidden',
      message: 'this login is not shown the users: no',
      hint: 'run `ax-gitops doctor` to see what this login may list',
      uncertain: false,
    }),
  );
});

it('a roster that fails is a problem of the members alone, unless it is asked for or somebody interrupts', async () => {
  const without = (kind: RemoteFailure['kind']): Arize => ({
    ...small,
    members: () => Promise.resolve(failed(failure(kind))),
  });
  const read = await readLive(without('server'), everything);
  expect(read.ok && read.value.visibility.kinds['organization-member'] !== undefined).toBe(true);
  expect(await readLive(without('server'), { ...everything, isRosterRequired: true })).toEqual(
    failed(failure('server')),
  );
  expect(await readLive(without('interrupted'), everything)).toEqual(failed(failure('interrupted')));
});

it('members are asked for in the places that are needed, with the people who are named there', async () => {
  const asked: unknown[] = [];
  const arize: Arize = {
    ...small,
    members(places) {
      asked.push(...places);
      return Promise.resolve(ok({ members: new Map([['o', [{ user: 'u', role: 'admin' }]]]) }));
    },
  };
  const needs = { ...everything, membersOf: new Set(['organization/O'] as never[]), peopleIn: () => ['ann@x.io'] };
  const read = await readLive(arize, needs);
  expect(asked).toEqual([{ kind: 'organization', id: 'o', people: ['ann@x.io'] }]);
  expect(read.ok && [...read.value.resources['organization-member'].values()]).toEqual([
    {
      kind: 'organization-member',
      address: 'organization/O/member/ann@x.io',
      names: { organization: 'O', user: 'ann@x.io' },
      id: 'u',
      attributes: { role: 'admin' },
    },
  ]);
  asked.length = 0;
  await readLive(arize, { ...everything, membersOf: new Set(), isRosterRequired: true });
  expect(asked).toEqual([]);
  await readLive(arize, everything);
  expect(asked).toEqual([{ kind: 'organization', id: 'o' }]);
});

it('whoever is interrupted reads no further', async () => {
  const stop = new AbortController();
  const seen: (boolean | undefined)[] = [];
  const arize = account(() => []);
  await readLive(
    {
      ...arize,
      list(_listing, signal) {
        stop.abort();
        seen.push(signal?.aborted);
        return Promise.resolve(ok([]));
      },
    },
    everything,
    stop.signal,
  );
  expect(new Set(seen)).toEqual(new Set([true]));
});

it('the keys that may be the login’s own are a person’s user keys, or else any service key', async () => {
  const keys = (user: readonly RawObject[], service: readonly RawObject[]) =>
    account((listing) => (listing.list === 'api-keys' ? (listing.keyType === 'USER' ? user : service) : [ann]), {
      mayBeInUse: (redacted) => redacted !== 'other',
    });
  const inUse = async (arize: Arize) => {
    const read = await readLive(arize, { ...everything, lists: new Set(['user', 'api-key'] as const) });
    return read.ok && [...(read.value.keysInUse ?? ['unknown'])];
  };
  const key = (id: string, redacted: string, type = 'USER') => ({
    id,
    name: id,
    key_type: type,
    redacted_key: redacted,
  });
  expect(
    await inUse(
      keys([key('1', 'a'), key('2', 'other'), { actual_instance: key('3', 'a') }], [key('4', 'a', 'SERVICE')]),
    ),
  ).toEqual(['1', '3']);
  expect(await inUse(keys([], [key('4', 'a', 'SERVICE'), key('5', 'other', 'SERVICE')]))).toEqual(['4']);
  expect(await inUse(small)).toEqual(['unknown']);
});

it('spaces are looked for in the organizations that the plan had no need of, where those are few', async () => {
  const asked: Listing[] = [];
  const arize = (answer: Answer): Arize =>
    account((listing) => {
      asked.push(listing);
      return answer;
    });
  const live = liveState([
    ['organization', { organization: 'O' }],
    ['organization', { organization: 'Q' }],
  ]);
  const found = await spacesElsewhere(arize([{ id: 's', name: 'S' }]), live, { spacesOf: ['O'] });
  expect(found.map(({ address }) => address)).toEqual(['organization/Q/space/S']);
  expect(asked).toEqual([{ list: 'spaces', organization: 'id2' }]);
  expect(await spacesElsewhere(arize(failure('server')), live, { spacesOf: [] })).toEqual([]);
  asked.length = 0;
  expect(await spacesElsewhere(arize([]), live, { spacesOf: 'all' })).toEqual([]);
  const many = (count: number) =>
    liveState(Array.from({ length: count }, (_, index) => ['organization', { organization: String(index) }] as const));
  expect(await spacesElsewhere(arize([]), many(51), { spacesOf: [] })).toEqual([]);
  expect(asked).toEqual([]);
  await spacesElsewhere(arize([]), many(50), { spacesOf: [] });
  expect(asked).toHaveLength(50);
});
