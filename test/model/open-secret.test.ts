import { describe, expect, it } from 'vitest';
import type { JournalEntry, Secretive } from '../../src/model/journal.js';
import type { OpenSecret } from '../../src/model/open-secret.js';
import { isStale, nothingOpen, OpenSecrets } from '../../src/model/open-secret.js';

/* What a journal leaves open about secrets, entry by entry. */

const at = '2026-01-01T00:00:00.000Z';
const begun = (run: string): JournalEntry => ({ type: 'run-started', run, at, digest: '', host: 'h', steps: 1 });
const ended = (run: string): JournalEntry => ({ type: 'run-ended', run, at, outcome: 'done', counts: {} });
const step = (run: string, more: object = {}) =>
  ({ run, index: 0, action: 'create', kind: 'api-key', address: 'api-key/k', at, ...more }) as const;
const started = (run: string, brings: Secretive | undefined, more: object = {}) =>
  ({ type: 'step-started', ...step(run, more), ...(brings !== undefined && { brings }) }) as JournalEntry;
const key = (event: 'created' | 'delivered' | 'revoked', run: string, id: string, more: object = {}) =>
  ({ type: `key-${event}`, ...step(run, more), id }) as JournalEntry;
const done = (run: string, more: object = {}): JournalEntry => ({ type: 'step-done', ...step(run, more) });
const broke = (run: string, uncertain: boolean, more: object = {}): JournalEntry => ({
  ...{ type: 'step-failed', ...step(run, more), reason: 'r', uncertain },
});

function after(...entries: readonly JournalEntry[]) {
  const secrets = new OpenSecrets();
  for (const entry of entries) secrets.take(entry);
  return secrets.state();
}
const open = (run: string, more: object = {}): object => {
  const { at: startedAt, ...own } = step(run);
  return { ...own, startedAt, runNumber: Number(run.slice(1)), brings: 'new-key', known: [], ...more };
};
const made = (...ids: readonly (readonly [id: string, runNumber: number])[]) =>
  new Map(ids.map(([id, runNumber]) => [id, { runNumber, keyType: undefined }]));

describe('a step with a secret', () => {
  it('is open from its begin, with what was known then', () => {
    expect(after()).toStrictEqual(nothingOpen);
    expect(after(begun('r1'), started('r1', undefined), key('created', 'r1', 'K'))).toStrictEqual(nothingOpen);
    expect(after(begun('r1'), started('r1', 'new-key')).secrets).toStrictEqual([open('r1')]);
    const more = { known: ['A'], keyType: 'USER', owner: 'U', replaces: 'A' };
    expect(after(begun('r0'), begun('r1'), started('r1', 'new-key', more), ended('r1')).secrets).toStrictEqual([
      open('r1', { ...more, runNumber: 2 }),
    ]);
  });

  it.each<[string, readonly JournalEntry[], object | undefined]>([
    ['was given its secret', [key('created', 'r1', 'K')], { created: 'K' }],
    ['had it delivered', [key('created', 'r1', 'K'), key('delivered', 'r1', 'K')], { created: 'K', delivered: true }],
    ['is done', [key('created', 'r1', 'K'), key('delivered', 'r1', 'K'), done('r1')], undefined],
    ['is in doubt', [broke('r1', true)], {}],
    ['surely failed', [broke('r1', false)], undefined],
    ['surely failed with a key left', [key('created', 'r1', 'K'), broke('r1', false)], { created: 'K' }],
    [
      'had its key revoked, and what is in the sink is stale',
      [key('created', 'r1', 'K'), key('revoked', 'r1', 'K')],
      { created: 'K', revoked: true },
    ],
    [
      'stays so when it failed then',
      [key('created', 'r1', 'K'), key('revoked', 'r1', 'K'), broke('r1', false)],
      { created: 'K', revoked: true },
    ],
    ['had another key revoked', [key('created', 'r1', 'K'), key('revoked', 'r1', 'L')], { created: 'K' }],
    ['had the key revoked whose answer was lost', [key('revoked', 'r1', 'L')], undefined],
    ['is about another step', [done('r1', { index: 1 }), key('created', 'r2', 'K')], {}],
  ])('that %s', (_title, entries, left) => {
    expect(after(begun('r1'), started('r1', 'new-key'), ...entries).secrets).toStrictEqual(
      left === undefined ? [] : [open('r1', left)],
    );
  });

  it('that replaces a key is open until that is revoked', () => {
    const rotated = [begun('r1'), started('r1', 'new-key', { replaces: 'OLD' }), key('created', 'r1', 'K')];
    const delivered = [...rotated, key('delivered', 'r1', 'K')];
    const left = { replaces: 'OLD', created: 'K', delivered: true };
    expect(after(...delivered, key('revoked', 'r1', 'OTHER'))).toStrictEqual({
      ...{ secrets: [open('r1', left)], made: made(['K', 1]), revoked: new Set(['OTHER']) },
    });
    expect(after(...delivered, key('revoked', 'r1', 'OLD'))).toStrictEqual({
      ...{ secrets: [], made: made(['K', 1]), revoked: new Set(['OLD']) },
    });
    expect(after(...delivered, done('r1'))).toStrictEqual({
      ...{ secrets: [], made: made(['K', 1]), revoked: new Set(['OLD']) },
    });
    expect(after(...delivered, done('r1', { index: 7 })).revoked).toEqual(new Set());
  });

  it('that is a password or a new secret makes no key', () => {
    expect(after(begun('r1'), started('r1', 'password'), key('created', 'r1', 'U'))).toStrictEqual({
      ...{ secrets: [open('r1', { brings: 'password', created: 'U' })], made: new Map(), revoked: new Set() },
    });
    expect(after(begun('r1'), started('r1', 'new-secret'), key('revoked', 'r1', 'U')).secrets).toStrictEqual([]);
    const rotate = { action: 'rotate' };
    expect(
      after(begun('r1'), started('r1', 'new-secret', rotate), key('revoked', 'r1', 'U', rotate)).secrets,
    ).toStrictEqual([open('r1', { brings: 'new-secret', action: 'rotate', revoked: true })]);
  });
});

describe('a later step', () => {
  const whole = (run: string, id: string, more: object = {}) => [
    ...[begun(run), started(run, 'new-key', more), key('created', run, id), key('delivered', run, id)],
  ];

  it('that puts a key in place ends the doubt about the sink, not about the key', () => {
    const lost = [begun('r1'), started('r1', 'new-key')];
    expect(after(...lost, ...whole('r2', 'L'), done('r2')).secrets).toStrictEqual([open('r1', { renewed: true })]);
    expect(after(...lost, ...whole('r2', 'L')).secrets).toHaveLength(2);
    const revoked = [...lost, key('created', 'r1', 'K'), key('revoked', 'r1', 'K')];
    expect(after(...revoked, ...whole('r2', 'L'), done('r2')).secrets).toStrictEqual([]);
    const elsewhere = { address: 'api-key/other' };
    const other = [begun('r1'), started('r1', 'new-key', elsewhere)];
    expect(after(...other, ...whole('r2', 'L'), done('r2')).secrets).toStrictEqual([open('r1', elsewhere)]);
    // Nor does one of the same run, or one that was not delivered.
    const same = [begun('r1'), started('r1', 'new-key', { index: 1 }), started('r1', 'new-key')];
    const own = [key('created', 'r1', 'K'), key('delivered', 'r1', 'K'), done('r1')];
    expect(after(...same, ...own).secrets).toStrictEqual([open('r1', { index: 1 })]);
    expect(after(...lost, begun('r2'), started('r2', 'new-key'), done('r2')).secrets).toStrictEqual([open('r1')]);
  });

  it('that gives a new password ends what was open about the old one', () => {
    const first = [begun('r1'), started('r1', 'password')];
    expect(after(...first, begun('r2'), started('r2', 'password'), done('r2')).secrets).toStrictEqual([]);
  });

  it('that made a key beside one that was there replaces that too', () => {
    const first = [...whole('r1', 'K'), done('r1')];
    const beside = after(...first, ...whole('r2', 'L'), done('r2'));
    const superseded = open('r1', { created: 'K', delivered: true, replaces: 'K' });
    expect(beside).toStrictEqual({
      ...{ secrets: [superseded], made: made(['K', 1], ['L', 2]), revoked: new Set() },
    });
    expect(after(...first, ...whole('r2', 'L'), done('r2'), key('revoked', 'r1', 'K')).secrets).toStrictEqual([]);
    expect(after(...first, ...whole('r2', 'L', { replaces: 'K' }), done('r2')).secrets).toStrictEqual([]);
    const password = [begun('r2'), started('r2', 'password'), key('created', 'r2', 'L'), key('delivered', 'r2', 'L')];
    expect(after(...first, ...password, done('r2')).secrets).toStrictEqual([]);
  });
});

it.each<[object, boolean]>([
  [{}, false],
  [{ created: 'K' }, true],
  [{ created: 'K', delivered: true }, false],
  [{ created: 'K', renewed: true }, false],
  [{ created: 'K', brings: 'password' }, false],
  [{ brings: 'new-secret', action: 'rotate' }, true],
  [{ brings: 'new-secret' }, false],
  [{ action: 'rotate' }, false],
])('what is in the sink of %j is stale: %s', (more, stale) => {
  expect(isStale(open('r1', more) as OpenSecret)).toBe(stale);
});
