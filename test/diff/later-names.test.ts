import { expect, it } from 'vitest';
import { inLaterNames } from '../../src/diff/later-names.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* An account at an earlier moment, under the names that its objects have later. */

const ann = { user: 'ann@x.io' };

/** IDs don't change with names. */
const account = (organization: string, space: string, role: string, person = ann) =>
  liveState([
    ['user', person, {}, { id: 'U' }],
    ['role', { role }, {}, { id: 'R' }],
    ['organization', { organization }, {}, { id: 'O' }],
    ['space', { organization, space }, {}, { id: 'S' }],
    ['space-role-binding', { organization, space, ...person }, { role }, { id: 'B' }],
  ]);

it('what has the same ID is the same, whatever it was called', () => {
  const { live, renames } = inLaterNames(account('Core', 'alpha', 'Reader'), account('Kern', 'omega', 'Viewer'));
  expect(live).toEqual(account('Kern', 'omega', 'Viewer'));
  expect(renames).toEqual([
    'role/Viewer was called "Reader"; it has the same ID',
    'organization/Kern was called "Core"; it has the same ID',
    'organization/Kern/space/omega was called "alpha"; it has the same ID',
  ]);
});

it('what has another ID is another one, and nothing is renamed where nothing was', () => {
  const earlier = account('Core', 'alpha', 'Reader');
  expect(inLaterNames(earlier, account('Core', 'alpha', 'Reader'))).toEqual({ live: earlier, renames: [] });
  expect(inLaterNames(earlier, account('Core', 'alpha', 'Reader', { user: 'bob@x.io' }))).toEqual({
    ...{ live: earlier, renames: [] },
  });
  const other: readonly Entry[] = [['role', { role: 'Viewer' }, {}, { id: 'R2' }]];
  expect(inLaterNames(earlier, liveState(other))).toEqual({ live: earlier, renames: [] });
});

it('what can not be told apart is left under its former name', () => {
  const roles = (...names: readonly string[]) =>
    liveState(names.map((role, index): Entry => ['role', { role }, {}, { id: `R${String(index)}` }]));
  // The names went round, and nothing but the IDs says so.
  expect(inLaterNames(roles('A', 'B'), roles('B', 'A'))).toEqual({ live: roles('A', 'B'), renames: [] });
  // One took the name of another, which is not there any more.
  expect(inLaterNames(roles('A', 'B'), roles('B'))).toEqual({ live: roles('A', 'B'), renames: [] });
});
