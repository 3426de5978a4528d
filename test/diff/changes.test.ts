import { describe, expect, it } from 'vitest';
import { compareKey } from '../../src/diff/api-key.js';
import { diffStates, pendingRenames } from '../../src/diff/index.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { Attributes, Delivery, DesiredResource, LiveResource } from '../../src/model/resource.js';
import { everythingSeen } from '../../src/model/visibility.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* Each change whole: what is done, to what of what is live, and why. */

const none = desiredState({});
const files = (...resources: readonly DesiredResource[]): DesiredState => ({ ...none, resources });
const account = (...entries: readonly Entry[]) => liveState(entries, { visibility: everythingSeen });
const compared = (desired: DesiredState, live: LiveState) => {
  const result = diffStates(desired, live, { privateSpaces: true }, new Date(0));
  if ('diagnostics' in result) throw new Error(JSON.stringify(result.diagnostics));
  const { changes, blocked } = result.diff;
  expect(blocked).toEqual([]);
  return changes;
};
const source = { file: 'f', path: [] };
const renamedFrom = { name: 'Reader', source };

const ann = { user: 'ann@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const places: readonly Entry[] = [
  ['organization', core],
  ['space', alpha],
];

describe('somebody who is invited anew', () => {
  const expired: Entry = ['user', ann, { status: 'expired' }, { id: 'U' }];
  const inCore: Entry = ['organization-member', { ...core, ...ann }, { role: 'member' }, { id: 'M' }];
  const inAlpha: Entry = ['space-member', { ...alpha, ...ann }, { role: 'member' }, { id: 'S' }];
  const again = ([kind, names, attributes = {}]: Entry) => wanted(kind, names, { attributes });
  const listed = ([kind, names, attributes = {}, more]: Entry) => {
    const { address } = wanted(kind, names);
    return { kind, names, attributes, address, ...more };
  };
  const person = wanted('user', ann);
  const live = account(expired, inCore, inAlpha, ...places);

  it('takes along what is as it is declared, and what is not there yet', () => {
    const role = { ...again(inAlpha), attributes: { role: 'admin' } };
    expect(compared(files(person, again(inCore), role), live)).toEqual([
      { type: 'create', desired: person, because: 'expired' },
      { type: 'create', desired: again(inCore), because: 'renewed', live: listed(inCore) },
      { type: 'create', desired: role, because: 'renewed', live: listed(inAlpha) },
    ]);
    expect(compared(files(person, again(inCore), role), account(expired, ...places))).toEqual([
      { type: 'create', desired: person, because: 'expired' },
      { type: 'create', desired: again(inCore), because: 'renewed' },
      { type: 'create', desired: role, because: 'renewed' },
    ]);
  });

  it('keeps what no file speaks of', () => {
    expect(compared(files(person), live)).toEqual([
      { type: 'create', desired: person, because: 'expired' },
      ...[inCore, inAlpha].map((entry) => ({
        ...{ type: 'create', because: 'kept' },
        desired: { ...again(entry), source: person.source },
      })),
    ]);
  });

  it('is nobody whose invitation is good, and nothing is made again then', () => {
    const invited = account(['user', ann, { status: 'invited' }], inCore, inAlpha, ...places);
    expect(compared(files(person, again(inCore), again(inAlpha)), invited)).toEqual([]);
    const withoutAnn = account(...places);
    expect(compared(files(person), withoutAnn)).toEqual([{ type: 'create', desired: person }]);
  });
});

it('what an answer left out is made sure of by all of it', () => {
  const desired = wanted(
    'role',
    { role: 'Reader' },
    { attributes: { description: 'new', permissions: ['PROJECT_READ'] } },
  );
  const live = account(['role', { role: 'Reader' }, { permissions: ['PROJECT_READ'] }]);
  const fields = [{ field: 'description', before: null, after: 'new' }];
  expect(compared(files(desired), live)).toEqual([
    { type: 'update', desired, live: live.resources.role.get(desired.address), fields, isAssertion: true },
  ]);
  const bound = wanted('space-role-binding', { ...alpha, ...ann }, { ensure: 'absent' });
  expect(compared(files(bound), account(['user', ann], ...places))).toEqual([]);
});

it('what is wrong with the files is all that comes of them', () => {
  const own = { ...wanted('role', { role: 'Viewer' }), renamedFrom };
  const both = account(['role', { role: 'Reader' }], ['role', { role: 'Viewer' }]);
  const nobody = { address: wanted('user', ann).address, kind: 'user', name: 'ann@x.io', source } as const;
  const result = diffStates({ ...files(own), references: [nobody] }, both, { privateSpaces: true }, new Date(0));
  expect(Object.keys(result)).toEqual(['diagnostics']);
  expect('diagnostics' in result && result.diagnostics.map(({ code }) => code)).toEqual([
    'renamed-from-both-live',
    'unknown-user',
  ]);
});

it('a rename is of what is there under its last name, and pending by its former ones until it is done', () => {
  const swap = (['A', 'B'] as const).map((name) =>
    wanted(
      'role',
      { role: name },
      {
        ...{ attributes: { description: name }, source: { file: name, path: [] } },
        renamedFrom: { name: name === 'A' ? 'B' : 'A', source },
      },
    ),
  );
  const live = account(['role', { role: 'A' }, { description: 'B' }], ['role', { role: 'B' }, { description: 'A' }]);
  const changes = compared(files(...swap), live);
  expect(changes.map((change) => change.type === 'rename' && [change.live.id, change.live.address, change.to])).toEqual(
    [
      ['id2', 'role/A', expect.stringMatching(/^A \(renaming/)],
      ['id1', 'role/B', 'B'],
      ['id2', 'role/A', 'A'],
    ],
  );
  expect([...pendingRenames(files(...swap), live, {})].sort()).toEqual([
    'role/A',
    expect.stringMatching(/^role\/A \(renaming/),
    'role/B',
  ]);
  const viewer = wanted('role', { role: 'Viewer' }, { renamedFrom });
  const other = wanted('role', { role: 'Other' });
  expect(pendingRenames(files(other, viewer), account(['role', { role: 'Reader' }]), {})).toEqual(
    new Set(['role/Reader']),
  );
  expect(pendingRenames(files(other, viewer), account(['role', { role: 'Viewer' }]), {})).toEqual(new Set());
  expect(pendingRenames(files(other), account(['role', { role: 'Reader' }]), {})).toEqual(new Set());
});

describe('a key that differs', () => {
  const now = new Date('2026-11-25T10:00:00.000Z');
  const day = 86_400_000;
  const inDays = (days: number) => new Date(now.getTime() + days * day).toISOString();
  const rotateBeforeMs = 30 * day;

  /** The fields that change, whole, and why there are not more. */
  function changed(declared: Attributes, living: Attributes, delivery?: Delivery) {
    const desired = wanted(
      'api-key',
      { key: 'k' },
      { attributes: declared, ...(delivery !== undefined && { delivery }) },
    );
    const { kind, address, names } = desired;
    const live: LiveResource = { kind, address, names, id: 'K', attributes: living };
    const { changes, blocked } = compareKey(desired, live, now);
    for (const change of changes) expect(change).toMatchObject({ type: 'update', desired, live });
    return [...changes.flatMap((change) => (change.type === 'update' ? change.fields : [])), ...blocked];
  }

  it('does so by its fields in order', () => {
    expect(changed({ type: 'user', account_role: 'admin' }, { type: 'service', account_role: 'member' })).toEqual([
      { field: 'account_role', before: 'member', after: 'admin' },
      { field: 'type', before: 'service', after: 'user' },
    ]);
    expect(changed({ type: 'user' }, { type: 'user' })).toEqual([]);
    expect(changed({ type: 'user' }, { type: 'user' }, { sink: 'vault' })).toEqual([]);
  });

  it('does so by what it is good for, as far as that is known', () => {
    const places = (before: Attributes['spaces'], after: Attributes['spaces']) =>
      changed({ spaces: after ?? null }, { spaces: before ?? null }).length;
    expect(places(null, { a: 'member' })).toBe(0);
    expect(places({ a: 'member' }, { a: 'member' })).toBe(0);
    expect(places({ a: null }, { a: 'member' })).toBe(0);
    expect(places({ a: 'member', b: 'member' }, { a: 'member' })).toBe(1);
    expect(places({ a: 'member' }, { a: 'member', b: 'member' })).toBe(1);
    expect(places({ a: 'member' }, null)).toBe(1);
    expect(places({}, [])).toBe(1);
    expect(places([], {})).toBe(1);
    expect(places('', {})).toBe(1);
  });

  it('gets a new secret, and it is said what becomes of the old one', () => {
    const secret = { field: 'secret', after: 'a new one' };
    expect(changed({}, {}, { rotateNow: 'asked' })).toEqual([{ ...secret, before: 'the one in use' }]);
    expect(changed({}, {}, { rotateNow: 'lost' })).toEqual([{ ...secret, before: 'lost in an apply that broke off' }]);
  });

  it('is due when just less than rotate_before is left, and not before', () => {
    const due = (left: number) =>
      changed({}, { created: inDays(left - 100), expires: inDays(left) }, { rotateBeforeMs });
    expect(due(30)).toEqual([]);
    expect(due(29.9)).toMatchObject([{ field: 'expires', before: inDays(29.9), lifeMs: 100 * day }]);
    expect(changed({}, { expires: null }, { rotateBeforeMs })).toEqual([]);
    const living = { created: inDays(-71), expires: inDays(29) };
    expect(changed({ expires: inDays(30) }, living, { rotateBeforeMs })).toEqual([
      { field: 'expires', before: inDays(29), after: inDays(30) },
    ]);
  });

  it('without rotate_before keeps the end that it has', () => {
    const living = { type: 'service', created: inDays(-100), expires: inDays(200) };
    const type = { field: 'type', before: 'service', after: 'user' };
    expect(changed({ type: 'user' }, living)).toEqual([type]);
    expect(changed({ type: 'user' }, living, { sink: 'vault' })).toEqual([type]);
    expect(changed({ type: 'user' }, { ...living, expires: null }, { rotateBeforeMs })).toEqual([type]);
  });

  it('is not renewed for an end that is no later', () => {
    expect(changed({}, { created: inDays(-1), expires: inDays(9) }, { rotateBeforeMs })).toEqual([
      {
        ...{ address: 'api-key/k', kind: 'api-key' },
        reason: `expires: the key ends ${inDays(9)}, which is within rotate_before, and a new one would end no later; give a later \`expires\``,
      },
    ]);
  });
});
