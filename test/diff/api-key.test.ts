import { describe, expect, it } from 'vitest';
import { compareKey } from '../../src/diff/api-key.js';
import { endedKeys } from '../../src/diff/ended-keys.js';
import { indexLive } from '../../src/kinds/live-index.js';
import { liveState } from '../support/live.js';
import { kinds } from '../../src/kinds/index.js';
import { addressOf } from '../../src/model/address.js';
import type { Step } from '../../src/model/plan.js';
import { digestOf } from '../../src/plan/digest.js';
import { axCommand } from '../../src/remote/ax/argv.js';
import type { Attributes, Delivery, DesiredResource, LiveResource } from '../../src/model/resource.js';

/* When a key is replaced, and how long the new one lives. */

const day = 86_400_000;
const now = new Date('2026-11-25T10:00:00.000Z');
const inDays = (days: number) => new Date(Date.parse('2026-11-25T00:00:00.000Z') + days * day).toISOString();
const names = { key: 'traces' };
const address = addressOf.apiKey('traces');
const rights = { type: 'service', spaces: { 'organization/O/space/s': 'member' } };

function keyAndLive(declared: Attributes, delivery: Delivery, living: Attributes) {
  const desired: DesiredResource = {
    ...{ kind: 'api-key', address, names, ensure: 'present', source: { file: 'f', path: [] } },
    ...{ attributes: { ...rights, ...declared }, delivery: { sink: 'vault', ...delivery } },
  };
  const live: LiveResource = { kind: 'api-key', address, names, id: 'K', attributes: { ...rights, ...living } };
  return [desired, live] as const;
}

function fields(declared: Attributes, delivery: Delivery, living: Attributes) {
  const [desired, live] = keyAndLive(declared, delivery, living);
  const { changes, blocked } = compareKey(desired, live, now);
  const [change] = changes;
  return {
    fields: change?.type === 'update' ? change.fields.map(({ field, after }) => [field, after]) : [],
    blocked: blocked.map(({ reason }) => reason),
  };
}

const none = { fields: [], blocked: [] };
const ahead: Delivery = { rotateBeforeMs: 30 * day };

describe('a key', () => {
  it('stays where nothing differs, whatever is written of it', () => {
    expect(fields({ description: 'other' }, {}, { description: 'old' })).toEqual(none);
    expect(fields({ expires: inDays(9) }, {}, { expires: inDays(9) })).toEqual(none);
    expect(fields({}, {}, { expires: inDays(9) })).toEqual(none);
  });

  it('is replaced where its rights, or without rotate_before its end, are other than declared', () => {
    expect(fields({ type: 'user' }, {}, {}).fields).toEqual([['type', 'user']]);
    expect(fields({ expires: inDays(9) }, {}, { expires: null }).fields).toEqual([['expires', inDays(9)]]);
    // A list that leaves the end out does not say that there is none.
    expect(fields({ expires: inDays(9) }, {}, {})).toEqual(none);
    expect(fields({ expires: inDays(9) }, {}, { expires: inDays(8) }).fields).toEqual([['expires', inDays(9)]]);
  });

  it('stays where its end differs by a part of a second: servers keep them, or not', () => {
    for (const declared of ['2026-12-04T00:00:00.123Z', '2026-12-04T00:00:00.999Z', '2026-12-03T23:59:59.500Z'])
      expect(fields({ expires: declared }, {}, { expires: '2026-12-04T00:00:00.000Z' })).toEqual(none);
    expect(fields({ expires: inDays(9) }, {}, { expires: '2026-12-04T00:00:01.000Z' }).fields).toHaveLength(1);
    expect(fields({ expires: inDays(9) }, {}, { expires: 'one day' }).fields).toHaveLength(1);
  });

  it('stays where the list leaves out what it would be compared by: unknown is not different', () => {
    const bot = { account_role: 'member', organizations: { o: 'member' }, spaces: { o: 'member', p: 'admin' } };
    expect(fields(bot, {}, { spaces: { o: 'member', p: null } })).toEqual(none);
    expect(fields(bot, {}, { ...bot, organizations: { o: null } })).toEqual(none);
    // What is said is compared.
    expect(fields(bot, {}, { spaces: { o: null, p: 'member' } }).fields).toEqual([['spaces', bot.spaces]]);
    expect(fields(bot, {}, { spaces: { o: null } }).fields).toEqual([['spaces', bot.spaces]]);
  });

  it('is replaced when less than rotate_before is left, for as long as it had, or until a later declared end', () => {
    const living = { created: inDays(-71), expires: inDays(29) };
    expect(fields({}, ahead, { ...living, expires: inDays(31) })).toEqual(none);
    expect(fields({}, ahead, living).fields).toEqual([['expires', inDays(100)]]);
    expect(fields({ expires: inDays(300) }, ahead, living).fields).toEqual([['expires', inDays(300)]]);
    expect(fields({ expires: inDays(29) }, ahead, living).fields).toEqual([['expires', inDays(100)]]);
    expect(fields({}, ahead, {})).toEqual(none);
  });

  it('can not be renewed where a new one would end no later', () => {
    const { fields: changed, blocked } = fields({}, ahead, { created: inDays(-1), expires: inDays(9) });
    expect(changed).toEqual([]);
    expect(blocked).toEqual([expect.stringContaining(`the key ends ${inDays(9)}, which is within rotate_before`)]);
  });

  it('that is replaced before it is due lives as long again, not until the first end', () => {
    const living = { created: inDays(-100), expires: inDays(200) };
    const declared = { type: 'user', expires: inDays(-50) };
    expect(fields(declared, ahead, living).fields).toEqual([
      ['type', 'user'],
      ['expires', inDays(300)],
    ]);
    expect(fields({ ...declared, expires: inDays(400) }, ahead, living).fields[1]).toEqual(['expires', inDays(400)]);
    // When it was made is not always told.
    expect(fields(declared, ahead, { expires: inDays(200) }).fields).toEqual([['type', 'user']]);
  });

  it('gets a new secret where that is asked for, or the one in the sink may be lost', () => {
    const living = { created: inDays(-100), expires: inDays(200) };
    expect(fields({}, { rotateNow: 'asked' }, {}).fields).toEqual([['secret', 'a new one']]);
    // A refresh keeps the life of the key; a key that takes its place gets one of its own.
    expect(fields({}, { ...ahead, rotateNow: 'asked', graceSeconds: 60 }, living).fields).toEqual([
      ['secret', 'a new one'],
    ]);
    expect(fields({}, { ...ahead, rotateNow: 'lost', graceSeconds: 60 }, living).fields).toHaveLength(2);
    expect(fields({}, { ...ahead, rotateNow: 'asked' }, living).fields).toHaveLength(2);
  });
});

describe('the digest of a rotation', () => {
  const made = (today: string, over: Partial<Step> = {}) => {
    const [desired, live] = keyAndLive({}, ahead, { created: inDays(-71), expires: inDays(29) });
    const { changes } = compareKey(desired, live, new Date(today));
    const fieldsOf = changes.flatMap((change) => (change.type === 'update' ? change.fields : []));
    const [draft] = kinds['api-key'].update(live, desired, fieldsOf, (to) => ({ id: to }));
    if (draft === undefined) throw new Error('no step');
    return [
      {
        ...draft,
        address,
        kind: 'api-key' as const,
        changes: fieldsOf,
        cascade: [],
        dependsOn: [],
        command: axCommand(draft.call),
        ...over,
      },
    ];
  };

  it('stays the same over midnight, and stands for how long the key lives', () => {
    const evening = made('2026-11-25T23:59:00Z');
    expect(made('2026-11-26T00:01:00Z')[0]?.after).not.toEqual(evening[0]?.after);
    expect(digestOf(made('2026-11-26T00:01:00Z'))).toBe(digestOf(evening));
    expect(digestOf(made('2026-11-25T23:59:00Z', { lifeMs: 1 }))).not.toBe(digestOf(evening));
    expect(digestOf(made('2026-11-25T23:59:00Z', { command: ['ax'] }))).not.toBe(digestOf(evening));
  });
});

it.each([
  ['made, though it has ended', { expires: inDays(-1) }, {}, undefined, true],
  ['made with a first end that is over', { expires: inDays(-1) }, ahead, undefined, true],
  ['made in time', { expires: inDays(1) }, ahead, undefined, false],
  ['made without an end', {}, {}, undefined, false],
  ['replaced by one that has ended', { expires: inDays(-1) }, {}, { expires: inDays(9) }, true],
  ['there, with the same end', { expires: inDays(-1) }, {}, { expires: inDays(-1) }, false],
  [
    'there, with the same end but for less than a second',
    { expires: inDays(-1) },
    {},
    { expires: inDays(-1).replace('.000', '.500') },
    false,
  ],
  ['there, with an end that no list tells', { expires: inDays(-1) }, {}, {}, false],
  ['there, and renewed in time', { expires: inDays(-1) }, ahead, { expires: inDays(90) }, false],
])('a key that is %s', (_name, declared, delivery, living, isRefused) => {
  const [desired, live] = keyAndLive(declared, delivery, living ?? {});
  const found = indexLive(liveState(living === undefined ? [] : [['api-key', names, live.attributes]]));
  const said = endedKeys(
    [desired, { ...desired, ensure: 'absent' }],
    found,
    ({ file, path }) => ({
      ...{ file: `${file} ${path.join('.')}`, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    }),
    now,
  );
  expect(said.map(({ code, span }) => `${code} at ${span?.file ?? ''}`)).toEqual(
    isRefused ? ['expired-key at f expires'] : [],
  );
});
