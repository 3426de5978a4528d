import { describe, expect, it } from 'vitest';
import { findLeftovers } from '../../src/diff/leftover.js';
import type { LeftOpen, OpenSecret } from '../../src/model/open-secret.js';
import { nothingOpen } from '../../src/model/open-secret.js';
import type { Extent } from '../../src/model/visibility.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* What becomes of a key that no list shows, by what the login is shown of keys. */

const key = (name: string, type: 'user' | 'service', id: string, creator = 'User:jane'): Entry => [
  'api-key',
  { key: name },
  { type, creator },
  { id },
];

const janes = key('login', 'user', 'K:login');
const bobs = key('login', 'user', 'K:bob', 'User:bob');

/** A rotation whose new key is in its sink; the old one is to go. */
const rotated: OpenSecret = {
  ...{ run: 'run 1', index: 0, action: 'rotate', kind: 'api-key', address: 'api-key/traces' },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', runNumber: 1, brings: 'new-key', keyType: 'SERVICE' },
  ...{ known: ['K:old'], replaces: 'K:old', created: 'K:new', delivered: true },
};
const { replaces: _replaces, delivered: _delivered, ...undelivered } = rotated;
const { created: _created, ...unanswered } = undelivered;
const ofJane = { keyType: 'USER', owner: 'User:jane' } as const;

/** A later run has made a key, and the list shows it: it is no older than what was asked before. */
const later = key('traces', 'user', 'K:later');
const laterBobs = key('traces', 'user', 'K:later', 'User:bob');
const laterService = key('traces', 'service', 'K:later');
const madeLater = (keyType: 'USER' | 'SERVICE') => ({ made: new Map([['K:later', { runNumber: 2, keyType }]]) });

function endOf(open: OpenSecret, keys: readonly Entry[], extent: Extent, more: Partial<LeftOpen> = {}) {
  const live = liveState(keys);
  const visibility = { ...live.visibility, kinds: { 'api-key': { extent } } };
  const left = { ...nothingOpen, secrets: [open], ...more };
  const { settlements, settled, warnings } = findLeftovers({ ...live, visibility }, desiredState({ users: {} }), left);
  if (settled.length > 0) return 'gone';
  const [settlement] = settlements;
  return settlement === undefined ? warnings.map(({ message }) => message).join() : `revoke ${settlement.key.id}`;
}

const admin = 'this stays open until an account admin applies';
const owner = 'this stays open until the person whose key it is applies';
const isOld = 'this login may not be shown whether the key K:old, which has a successor, is revoked';
const isNew = 'this login may not be shown whether the key K:new, whose secret did not get to its sink, is revoked';
const isMade =
  'this login may not be shown whether the apply of 2026-01-01T00:00:00.000Z, which got no answer, created an API key with this name';

describe('a key that no list shows', () => {
  it.each<[string, OpenSecret, readonly Entry[], Extent, string]>([
    ['is gone where all are listed', rotated, [janes], 'read', 'gone'],
    ['may be there where service keys are listed in part', rotated, [], 'partly', `${isOld}; ${admin}`],
    ['may be there where no keys are listed', rotated, [], 'hidden', `${isOld}; ${admin}`],
    ['is gone where it was my own', { ...rotated, ...ofJane }, [janes], 'partly', 'gone'],
    ["may be there where it is somebody else's", { ...rotated, ...ofJane }, [bobs], 'read', `${isOld}; ${owner}`],
    ['may be there where mine are unknown', { ...rotated, ...ofJane }, [], 'read', `${isOld}; ${owner}`],
    ['may be there where nobody says whose', { ...rotated, keyType: 'USER' }, [bobs], 'read', `${isOld}; ${owner}`],
    [
      'is gone where its successor is my own',
      { ...rotated, keyType: 'USER' },
      [janes, key('traces', 'user', 'K:new')],
      'read',
      'gone',
    ],
    ['and was never delivered is revoked by its ID', undelivered, [janes], 'read', 'revoke K:new'],
    ['and was never delivered is tried to be, unseen', undelivered, [], 'partly', 'revoke K:new'],
    ['and was never delivered is left to others', { ...undelivered, ...ofJane }, [bobs], 'read', `${isNew}; ${owner}`],
  ])('%s', (_title, open, keys, extent, end) => {
    expect(endOf(open, keys, extent)).toBe(end);
  });
});

describe('what a later run made', () => {
  it.each<[string, OpenSecret, readonly Entry[], Extent, string]>([
    ['shows that a request made nothing', unanswered, [laterService], 'read', 'gone'],
    ['shows nothing of keys of others', unanswered, [laterService], 'partly', `${isMade}; ${admin}`],
    ['shows nothing to somebody else', { ...unanswered, ...ofJane }, [laterBobs], 'read', `${isMade}; ${owner}`],
    ['shows it to the same person', { ...unanswered, ...ofJane }, [later], 'read', 'gone'],
    ['shows that a key is revoked', undelivered, [laterService], 'read', 'gone'],
    ['shows no such thing of keys of others', undelivered, [laterService], 'partly', 'revoke K:new'],
  ])('%s', (_title, open, keys, extent, end) => {
    expect(endOf(open, keys, extent, madeLater(open.keyType ?? 'SERVICE'))).toBe(end);
  });
});

it("never takes one's own key for what a request of somebody else made", () => {
  const mine = key('traces', 'user', 'K:mine', 'User:bob');
  expect(endOf({ ...unanswered, ...ofJane, known: [] }, [mine], 'read')).toBe(`${isMade}; ${owner}`);
});
