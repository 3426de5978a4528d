import { describe, expect, it } from 'vitest';
import { sortOut } from '../../src/diff/settled.js';
import { indexLive } from '../../src/kinds/live-index.js';
import type { DesiredResource } from '../../src/model/resource.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

const place = { organization: 'Core', space: 'alpha', user: 'raj@example.com' };
const bound: Entry = ['space-role-binding', place, { role: 'Reader' }];

describe('nothing more is asked of a grant', () => {
  const cases: readonly [when: string, resource: DesiredResource, live: readonly Entry[], isSettled: boolean][] = [
    [
      'that is live as it is declared',
      wanted('space-role-binding', place, { attributes: { role: 'Reader' } }),
      [bound],
      true,
    ],
    ['but of one that is not live', wanted('space-role-binding', place, { attributes: { role: 'Reader' } }), [], false],
    [
      'but of one with another role',
      wanted('space-role-binding', place, { attributes: { role: 'Writer' } }),
      [bound],
      false,
    ],
    [
      'but of one whose role was not told',
      wanted('space-role-binding', place, { attributes: { role: 'Reader' } }),
      [['space-role-binding', place]],
      false,
    ],
    [
      'but where a built-in role is beside it',
      wanted('space-role-binding', place, { attributes: { role: 'Reader' } }),
      [bound, ['space-member', place, { role: 'member' }]],
      false,
    ],
    [
      'but of one that is to go',
      wanted('space-role-binding', place, { ensure: 'absent', attributes: { role: 'Reader' } }),
      [bound],
      false,
    ],
    [
      'and of nothing but grants',
      wanted('user', { user: place.user }, { attributes: { role: 'admin' } }),
      [['user', { user: place.user }, { role: 'admin' }]],
      false,
    ],
  ];

  for (const [when, resource, entries, isSettled] of cases)
    it(when, () => {
      const { open, settled } = sortOut([resource], indexLive(liveState(entries)));
      expect({ open: open.size, settled: settled.size }).toEqual(
        isSettled ? { open: 0, settled: 1 } : { open: 1, settled: 0 },
      );
    });
});
