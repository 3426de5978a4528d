import { describe, expect, it } from 'vitest';
import { findLeftovers } from '../../src/diff/leftover.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { LeftOpen, OpenSecret } from '../../src/model/open-secret.js';
import { nothingOpen } from '../../src/model/open-secret.js';
import type { Attributes, DesiredResource, LiveResource } from '../../src/model/resource.js';
import type { Extent } from '../../src/model/visibility.js';
import { desiredState } from '../support/desired.js';
import { liveState, wanted } from '../support/live.js';

/* Everything that comes of what earlier applies have left open: what is revoked, told, settled, compared and rotated. */

const began = '2026-01-01T00:00:00.000Z';
const address = addressOf.apiKey('traces');
const service = { type: 'service', creator: 'User:jane' };
const mine = { type: 'user', creator: 'User:jane' };

/** The first key of its name, of which no answer came. */
const unanswered: OpenSecret = {
  ...{ run: 'run 1', index: 3, action: 'create', kind: 'api-key', address, startedAt: began, runNumber: 1 },
  ...{ brings: 'new-key', keyType: 'SERVICE', known: [] },
};
const undelivered: OpenSecret = { ...unanswered, created: 'K:new' };
const delivered: OpenSecret = { ...undelivered, delivered: true, replaces: 'K:old' };
const password: OpenSecret = {
  ...{ run: 'run 1', index: 4, action: 'create', kind: 'user', address: 'user/bob@x.io', startedAt: began },
  ...{ runNumber: 1, brings: 'password', known: [] },
};
const ofJane = { keyType: 'USER', owner: 'User:jane' } as const;

const key = (id: string, attributes: Attributes = service, name = 'traces'): LiveResource => ({
  ...{ kind: 'api-key', address: addressOf.apiKey(name), names: { key: name }, id, attributes },
});

/** Keys as they are read: those of one name together. */
function account(keys: readonly LiveResource[], extent: Extent = 'read'): LiveState {
  const of = (one: LiveResource) => keys.filter((other) => other.address === one.address);
  const alone = keys.filter((one) => of(one).length === 1);
  const live = liveState(alone.map((one) => [one.kind, one.names, one.attributes, { id: one.id }]));
  const [twin] = keys.filter((one) => of(one).length > 1);
  return {
    ...live,
    visibility: { ...live.visibility, kinds: { ...live.visibility.kinds, 'api-key': { extent } } },
    ambiguousKeys: twin === undefined ? [] : [{ address: twin.address, keys: of(twin) }],
  };
}

const noFiles = desiredState({});
const files = (...resources: readonly DesiredResource[]): DesiredState => ({ ...noFiles, resources });
const declared = wanted('api-key', { key: 'traces' }, { delivery: { sink: 'vault', graceSeconds: 60 } });

function found(
  secrets: readonly OpenSecret[],
  live: LiveState = account([]),
  { desired = files(), ...more }: Partial<LeftOpen> & { readonly desired?: DesiredState } = {},
) {
  const { live: now, ...rest } = findLeftovers(live, desired, { ...nothingOpen, secrets, ...more });
  const alone = [...now.resources['api-key'].values()].map(({ id }) => id);
  const several = now.ambiguousKeys.map(({ keys, ...at }) => ({ ...at, ids: keys.map(({ id }) => id) }));
  return { ...rest, keys: alone, several, isSameLive: now === live, isSameDesired: rest.desired === desired };
}

const nothing = { settlements: [], warnings: [], settled: [] };
const told = (message: string, at: string = address) => [{ address: at, message }];
const settles = { run: 'run 1', index: 3 };
const leftOver = (id: string) => `${id} is left over from the apply of ${began}: `;
const noAnswer = `the apply of ${began} got no answer when it created an API key with this name`;
const notYet = `${noAnswer}, and no list shows it yet; this stays open until one does, or until a later one is created: \`ax-gitops keys rotate traces\``;
const several = `${noAnswer}, and more than one was created since; revoke those that nobody uses: ax api-keys revoke ID`;

it('where nothing is open, everything is as it was', () => {
  const desired = files(declared);
  expect(found([], account([key('K:1'), key('K:2'), key('K:3', mine, 'other')]), { desired })).toEqual({
    ...nothing,
    ...{ desired, keys: ['K:3'], several: [{ address, ids: ['K:1', 'K:2'] }], isSameLive: true, isSameDesired: true },
  });
});

it('a key that was revoked is not there any more, though a list shows it', () => {
  const live = account([key('K:1'), key('K:2'), key('K:3', mine, 'other')]);
  const revoked = new Set(['K:1']);
  expect(found([], live, { revoked })).toMatchObject({ keys: ['K:3', 'K:2'], several: [], isSameLive: false });
  // Nor is it what a request without an answer made.
  expect(found([unanswered], account([key('K:1')]), { revoked })).toMatchObject({ keys: [], warnings: told(notYet) });
  expect(found([], live).keys).toEqual(['K:3']);
});

describe('a key is revoked', () => {
  it('that appeared while the answer was lost', () => {
    const revoked = key('K:lost', { type: 'service' });
    expect(found([unanswered], account([key('K:lost'), key('K:2', mine, 'other')]))).toEqual({
      ...{ warnings: [], settled: [], desired: files(), keys: ['K:2'], several: [] },
      ...{ isSameLive: false, isSameDesired: true },
      settlements: [
        {
          ...{ key: revoked, settles },
          reason: `${leftOver('K:lost')}it appeared while the answer was lost, so nobody has its secret`,
        },
      ],
    });
  });

  it('whose secret did not get to its sink, and which is made anew where the files ask for it', () => {
    const other = wanted('api-key', { key: 'other' });
    const gone = { ...wanted('api-key', { key: 'traces' }, { ensure: 'absent' }) };
    const result = found([undelivered], account([key('K:new'), key('K:1')]), { desired: files(declared, other, gone) });
    expect(result).toEqual({
      ...{ warnings: [], settled: [], keys: ['K:1'], several: [], isSameLive: false, isSameDesired: false },
      desired: files(
        { ...declared, delivery: { sink: 'vault', graceSeconds: 60, rotateNow: 'lost' } },
        ...[other, gone],
      ),
      settlements: [
        {
          key: key('K:new', { type: 'service' }),
          settles,
          reason: `${leftOver('K:new')}its secret did not get to its sink`,
        },
      ],
    });
  });

  it('whose successor is in place, and nothing is rotated for that', () => {
    const live = account([key('K:old'), key('K:new')]);
    expect(found([delivered], live, { desired: files(declared) })).toMatchObject({
      ...{ warnings: [], settled: [], keys: ['K:new'], several: [], isSameDesired: true },
      settlements: [
        {
          ...{ key: key('K:old', { type: 'service' }), settles },
          reason: `${leftOver('K:old')}its successor is in place`,
        },
      ],
    });
  });

  it('by its ID where a list may lag behind', () => {
    const secret = { ...undelivered, address: addressOf.apiKey('a/b') };
    expect(found([secret])).toMatchObject({
      ...{ warnings: [], settled: [], isSameLive: true },
      settlements: [{ key: key('K:new', { type: null }, 'a/b'), settles }],
    });
  });

  it('of each request, where as many appeared as got no answer', () => {
    const second = { ...unanswered, run: 'run 2', index: 0, runNumber: 2 };
    const { settlements, ...rest } = found([unanswered, second], account([key('K:1'), key('K:2')]));
    expect(settlements.map(({ key: { id }, settles: step }) => [id, step])).toEqual([
      ['K:1', settles],
      ['K:2', { run: 'run 2', index: 0 }],
    ]);
    expect(rest).toMatchObject({ warnings: [], settled: [], keys: [], several: [] });
  });

  it('of the request that did not know it before', () => {
    const second = { ...unanswered, run: 'run 2', index: 0, runNumber: 2, known: ['K:1'] };
    const live = account([key('K:1'), key('K:2')]);
    const { settlements } = found([second, unanswered], live);
    expect(settlements.map(({ key: { id }, settles: { run } }) => [id, run])).toEqual([
      ['K:2', 'run 2'],
      ['K:1', 'run 1'],
    ]);
    // Neither can have made the other one.
    const both = [second, { ...unanswered, known: ['K:1'] }];
    expect(found(both, account([key('K:1')]))).toMatchObject({
      ...{ settlements: [], keys: ['K:1'], warnings: [...told(notYet), ...told(notYet)] },
    });
  });
});

describe('a key without an answer', () => {
  it('is not guessed among more than were asked for', () => {
    const live = account([key('K:1'), key('K:2')]);
    expect(found([unanswered], live)).toMatchObject({ ...nothing, warnings: told(several), isSameLive: true });
  });

  it.each<Partial<OpenSecret>>([
    { brings: 'new-secret' },
    { created: 'K:0' },
    { delivered: true },
    { revoked: true },
    { address: addressOf.apiKey('other') },
    { keyType: 'USER' },
    { owner: 'User:bob' },
  ])('and a step with %o made none of those', (more) => {
    const live = account([key('K:1'), key('K:2')]);
    const { settlements, warnings, keys } = found([unanswered, { ...unanswered, index: 5, ...more }], live);
    expect({ guessed: settlements.filter(({ key: { id } }) => id !== 'K:0'), keys }).toEqual({ guessed: [], keys: [] });
    expect(warnings[0]).toEqual(told(several)[0]);
  });

  it('is one of its name and type, that was not there before and that nobody else made', () => {
    const waits = { ...nothing, warnings: told(notYet), isSameLive: true };
    expect(found([unanswered], account([key('K:1', service, 'other')]))).toMatchObject(waits);
    expect(found([unanswered], account([key('K:1', mine)]))).toMatchObject(waits);
    expect(found([{ ...unanswered, known: ['K:1'] }], account([key('K:1')]))).toMatchObject(waits);
    const made = new Map([['K:1', { runNumber: 1, keyType: 'SERVICE' as const }]]);
    expect(found([unanswered], account([key('K:1')]), { made })).toMatchObject(waits);
    const bobs = { type: 'service', creator: 'User:bob' };
    const login = key('K:login', mine, 'login');
    expect(found([unanswered], account([key('K:1', bobs), login]))).toMatchObject(waits);
    const revoked = (...keys: readonly LiveResource[]) =>
      found([unanswered], account(keys)).settlements.map(({ key: { id } }) => id);
    // Of a key without a maker, or where it is not known who is asking, nobody says that it is somebody else's.
    expect(revoked(key('K:1', { type: 'service' }), login)).toEqual(['K:1']);
    expect(revoked(key('K:1'), login)).toEqual(['K:1']);
    expect(revoked(key('K:1', bobs))).toEqual(['K:1']);
    expect(revoked(key('K:1', bobs), login, key('K:3', { type: 'user', creator: 'User:bob' }, 'third'))).toEqual([
      'K:1',
    ]);
  });

  it('is of either type where the journal does not say which', () => {
    const { keyType: _, ...untyped } = { ...unanswered, owner: 'User:jane' };
    for (const attributes of [mine, service]) {
      const live = account([key('K:1', attributes), key('K:login', mine, 'login')]);
      expect(found([untyped], live).settlements.map(({ key: { id } }) => id)).toEqual(['K:1']);
    }
    // What says its type is apart from what does not, and a type apart from the other.
    const typed = { ...unanswered, ...ofJane };
    const { settlements } = found([typed, unanswered], account([key('K:1', service), key('K:2', mine)]));
    expect(settlements.map(({ key: { id } }) => id)).toEqual(['K:2', 'K:1']);
  });

  it('of a person is looked for among the keys of that person alone', () => {
    const open = { ...unanswered, ...ofJane };
    const bobs = key('K:1', { type: 'user', creator: 'User:bob' });
    expect(found([open], account([key('K:1', mine)])).settlements).toMatchObject([{ key: { id: 'K:1' } }]);
    expect(found([open], account([bobs]))).toMatchObject({
      ...{ settlements: [], settled: [], keys: ['K:1'] },
      warnings: told(
        `this login may not be shown whether the apply of ${began}, which got no answer, created an API key with this name; this stays open until the person whose key it is applies`,
      ),
    });
  });

  it('was none, once a later key of that type is listed', () => {
    const made = (runNumber: number, keyType: 'SERVICE' | 'USER') => ({
      made: new Map([['K:9', { runNumber, keyType }]]),
    });
    const live = account([key('K:9')]);
    expect(found([unanswered], live, made(2, 'SERVICE'))).toMatchObject({ ...nothing, settled: [unanswered] });
    for (const more of [made(1, 'SERVICE'), made(2, 'USER')])
      expect(found([unanswered], live, more)).toMatchObject({ ...nothing, warnings: told(notYet) });
    // Where it is not listed, the list may be older than both.
    expect(found([unanswered], account([]), made(2, 'SERVICE'))).toMatchObject({ ...nothing, warnings: told(notYet) });
    expect(found([undelivered], live, made(2, 'SERVICE'))).toMatchObject({ ...nothing, settled: [undelivered] });
  });
});

describe('a key with a successor', () => {
  it('that is not listed is gone where it is an old one, or a later one is listed', () => {
    expect(found([delivered], account([key('K:new')]))).toMatchObject({ ...nothing, settled: [delivered] });
    const fresh = { made: new Map([['K:old', { runNumber: 0, keyType: 'SERVICE' as const }]]) };
    expect(found([delivered], account([key('K:new')]), fresh)).toMatchObject({
      ...nothing,
      warnings: told(
        'no list shows yet whether the key K:old, which has a successor, is gone; the next run looks again',
      ),
    });
    fresh.made.set('K:9', { runNumber: 2, keyType: 'SERVICE' });
    expect(found([delivered], account([key('K:9')]), fresh)).toMatchObject({ ...nothing, settled: [delivered] });
  });

  it('is revoked though others are not shown', () => {
    const { settlements } = found([delivered], account([key('K:old')], 'partly'));
    expect(settlements).toMatchObject([{ key: { id: 'K:old' } }]);
  });

  it('is none where it replaced nothing', () => {
    const { replaces: _, ...first } = delivered;
    for (const extent of ['read', 'partly', 'hidden'] as const)
      expect(found([first], account([key('K:new')], extent))).toMatchObject({ ...nothing, settled: [first] });
  });
});

describe('a key that this login may not be shown', () => {
  const hidden = (open: OpenSecret, extent: Extent = 'hidden', keys: readonly LiveResource[] = []) => {
    const { settlements, settled, warnings } = found([open], account(keys, extent));
    expect({ settlements, settled }).toEqual({ settlements: [], settled: [] });
    return warnings;
  };
  const says = (what: string, who = 'an account admin') =>
    told(`this login may not be shown whether ${what}; this stays open until ${who} applies`);

  it('stays open, and it is said who would see it', () => {
    expect(hidden(unanswered)).toEqual(
      says(`the apply of ${began}, which got no answer, created an API key with this name`),
    );
    expect(hidden(undelivered)).toEqual(says('the key K:new, whose secret did not get to its sink, is revoked'));
    expect(hidden(delivered)).toEqual(says('the key K:old, which has a successor, is revoked'));
    expect(hidden({ ...delivered, ...ofJane })).toEqual(
      says('the key K:old, which has a successor, is revoked', 'the person whose key it is'),
    );
  });

  it("is somebody else's, or without a type one of either sort", () => {
    const { keyType: _, ...untyped } = undelivered;
    const login = key('K:login', mine, 'login');
    const isNew = says('the key K:new, whose secret did not get to its sink, is revoked');
    expect(hidden(untyped, 'read', [login])).toEqual(isNew);
    // A service key that is listed tells nothing of whose user keys are.
    const among = { ...undelivered, keyType: 'USER', known: ['K:1'] } as const;
    expect(hidden(among, 'read', [key('K:1')])).toEqual(
      says('the key K:new, whose secret did not get to its sink, is revoked', 'the person whose key it is'),
    );
    const revoked = (open: OpenSecret, extent: Extent) =>
      found([open], account([login], extent)).settlements.map(({ key: { id } }) => id);
    expect(revoked({ ...untyped, owner: 'User:jane' }, 'partly')).toEqual(['K:new']);
    expect(revoked({ ...untyped, known: ['K:0', 'K:login'] }, 'read')).toEqual(['K:new']);
    expect(revoked({ ...undelivered, ...ofJane }, 'partly')).toEqual(['K:new']);
    expect(hidden({ ...undelivered, ...ofJane, owner: 'User:bob' }, 'read', [login])).toEqual(
      says('the key K:new, whose secret did not get to its sink, is revoked', 'the person whose key it is'),
    );
  });
});

describe('a sink with a secret that is no good', () => {
  /** Revoked, so that nothing is left but what is in the sink. */
  const stale: OpenSecret = { ...undelivered, revoked: true };
  const refreshed: OpenSecret = { ...unanswered, action: 'rotate', brings: 'new-secret' };
  const lost = (delivery: DesiredResource['delivery']) => ({ ...delivery, rotateNow: 'lost' });

  it.each([stale, refreshed])('gets a new one while the files ask for the key', (open) => {
    const desired = files(declared);
    expect(found([open], account([]), { desired })).toMatchObject({
      ...{ ...nothing, isSameLive: true, isSameDesired: false },
      desired: { ...desired, resources: [{ ...declared, delivery: lost(declared.delivery) }] },
    });
  });

  it.each([stale, refreshed])('is done with where they do not', (open) => {
    const other = wanted('api-key', { key: 'other' });
    const absent = wanted('api-key', { key: 'traces' }, { ensure: 'absent' });
    for (const desired of [files(), files(other), files(absent)])
      expect(found([open], account([]), { desired })).toMatchObject({ ...nothing, settled: [open], desired });
    // A run over a part of them does not say so.
    const part = { ...files(other), rest: { resources: [], references: [] } };
    expect(found([open], account([]), { desired: part })).toMatchObject({ ...nothing, settled: [], desired: part });
  });

  it('that has been renewed since is done with', () => {
    const renewed = { ...stale, renewed: true } as const;
    const desired = files(declared);
    expect(found([renewed], account([]), { desired })).toMatchObject({
      ...{ ...nothing, settled: [renewed], isSameDesired: true },
    });
  });
});

it('a temporary password that may be lost is said, with what brings a new one, and settled', () => {
  const message = (next: string) =>
    `the apply of ${began} broke off, so the temporary password may not be in its sink; for a new one: \`ax-gitops users ${next} bob@x.io\``;
  const withBob = (attributes: Attributes) => liveState([['user', { user: 'bob@x.io' }, attributes]]);
  for (const [live, next] of [
    [withBob({ status: 'invited' }), 'resend-invitation'],
    [withBob({ status: 'active' }), 'reset-password'],
    [withBob({}), 'reset-password'],
    [account([]), 'reset-password'],
  ] as const)
    expect(found([password], live)).toMatchObject({
      ...{ ...nothing, settled: [password], isSameLive: true, isSameDesired: true },
      warnings: told(message(next), 'user/bob@x.io'),
    });
});
