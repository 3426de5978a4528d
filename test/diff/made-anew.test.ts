import { describe, expect, it } from 'vitest';
import { hangsOn, keptAnew, madeAnew } from '../../src/diff/made-anew.js';
import { indexLive } from '../../src/kinds/live-index.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import { noPolicy } from '../../src/model/policy.js';
import type { DesiredResource } from '../../src/model/resource.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* Whoever is invited anew may get another ID: what that takes along, and what is made again for it. */

const ann = { user: 'ann@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const person = wanted('user', ann, { source: { file: 'people.yaml', path: ['users'] } });
const theirs = person.address;
const anew = new Set([theirs]);

it('whoever has an invitation that ran out is made anew, where the files want them', () => {
  const entries = (status: string) =>
    indexLive(
      liveState([
        ['user', ann, { status }],
        ['role', { role: 'Reader' }],
      ]),
    );
  const bob = wanted('user', { user: 'bob@x.io' });
  const wants = [person, bob, wanted('role', { role: 'Reader' })];
  expect(madeAnew(wants, entries('expired'))).toEqual(anew);
  expect(madeAnew(wants, entries('invited'))).toEqual(new Set());
  expect(madeAnew([{ ...person, ensure: 'absent' }], entries('expired'))).toEqual(new Set());
});

it('what needs them hangs on them', () => {
  const member = wanted('space-member', { ...alpha, ...ann });
  expect(hangsOn(anew, member)).toBe(true);
  expect(hangsOn(anew, wanted('space-member', { ...alpha, user: 'bob@x.io' }))).toBe(false);
  expect(hangsOn(anew, wanted('space', alpha))).toBe(false);
  expect(hangsOn(anew, person)).toBe(false);
  expect(hangsOn(new Set(), member)).toBe(false);
});

describe('grants that the files do not speak of are made again', () => {
  const inCore: Entry = ['organization-member', { ...core, ...ann }, { role: 'member' }];
  const inAlpha: Entry = ['space-member', { ...alpha, ...ann }, { role: 'admin' }];
  const bound: Entry = ['project-role-binding', { ...alpha, project: 'chat', ...ann }, { role: 'Reader' }];
  const bobs: Entry = ['organization-member', { ...core, user: 'bob@x.io' }, { role: 'member' }];
  const all = [inCore, inAlpha, bound, bobs];

  const kept = (entries: readonly Entry[], state: Partial<DesiredState> = {}, people = anew) =>
    keptAnew({ ...desiredState({}), resources: [person], ...state }, indexLive(liveState(entries)), people);
  const again = ([kind, names, attributes]: Entry): DesiredResource =>
    wanted(kind, names, { attributes: attributes ?? {}, source: person.source });
  const member = (more: Partial<DesiredResource> = {}) =>
    wanted('organization-member', { ...core, ...ann }, { attributes: { role: 'member' }, ...more });

  it('as they were read, as if they stood where the person does', () => {
    expect(kept(all)).toEqual([inCore, inAlpha, bound].map(again));
  });

  it('unless nobody is made anew, or the run is about a part of the files, or the person stands nowhere', () => {
    expect(kept(all, {}, new Set())).toEqual([]);
    expect(kept(all, { rest: { resources: [], references: [] } })).toEqual([]);
    expect(kept(all, { resources: [] })).toEqual([]);
  });

  it('unless they are declared, in a map of the files, ignored, or of a role that was not read', () => {
    expect(kept(all, { resources: [person, member()] })).toEqual([inAlpha, bound].map(again));
    const managed = [{ kinds: ['space-member'] as const, container: addressOf.space('Core', 'alpha') }];
    expect(kept(all, { managed })).toEqual([inCore, bound].map(again));
    expect(kept(all, { policy: { ...noPolicy, ignore: ['**/project/**'] } })).toEqual([inCore, inAlpha].map(again));
    expect(kept([inCore, ['space-member', { ...alpha, ...ann }, {}], bound])).toEqual([inCore, bound].map(again));
  });

  it('unless the membership that they need is not', () => {
    expect(kept([inAlpha, bound])).toEqual([]);
    expect(kept([['organization-member', { ...core, ...ann }, {}], inAlpha, bound])).toEqual([]);
    expect(kept(all, { resources: [person, member({ ensure: 'absent' })] })).toEqual([]);
    expect(kept([inAlpha], { resources: [person, member()] })).toEqual([again(inAlpha)]);
  });
});
