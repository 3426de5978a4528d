import { describe, expect, it } from 'vitest';
import { applyRenames } from '../../src/diff/rename.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import type { Locate } from '../../src/model/source.js';
import { liveState, wanted } from '../support/live.js';

/* A live state seen under new names is the one that would be read had it had them all along. */

const source = { file: 'access.yaml', path: ['renamed_from'] };
const here = { file: 'access.yaml', start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };
const locate: Locate = () => here;

interface NamesOf {
  readonly organization?: string;
  readonly space?: string;
  readonly role?: string;
}

/** Two organizations that each have a space of the same name, a custom role called like a predefined one, and keys. */
function account({ organization = 'Core', space = 'alpha', role = 'member' }: NamesOf): LiveState {
  const place = { organization, space };
  const user = 'ann@x.io';
  const elsewhere = { organization: 'Edge', space: 'alpha' };
  const rights = (custom: string) => ({
    organizations: { [addressOf.organization(organization)]: 'member', [addressOf.organization('Edge')]: 'member' },
    spaces: {
      [addressOf.space(organization, space)]: { custom },
      [addressOf.space('Edge', 'alpha')]: 'member',
      [addressOf.space('Edge', 'beta')]: { custom: 'Reader' },
    },
  });
  return liveState(
    [
      ['user', { user }, { role: 'member' }],
      ['role', { role }, { permissions: ['PROJECT_READ'] }],
      ['role', { role: 'Reader' }, { permissions: ['PROJECT_READ'] }],
      ['organization', { organization }],
      ['organization', { organization: 'Edge' }],
      ['organization-member', { organization, user }, { role: 'member' }],
      ['organization-member', { organization: 'Edge', user }, { role: 'member' }],
      ['space', place, { private: true }],
      ['space', elsewhere],
      ['space', { organization: 'Edge', space: 'beta' }],
      ['space-member', { ...elsewhere, user }, { role: 'member' }],
      ['space-role-binding', { ...place, user }, { role }],
      ['space-role-binding', { organization: 'Edge', space: 'beta', user }, { role: 'Reader' }],
      ['project', { ...place, project: 'chat' }],
      ['project', { ...elsewhere, project: 'chat' }],
      ['project-role-binding', { ...place, project: 'chat', user }, { role }],
      ['project-role-binding', { ...elsewhere, project: 'chat', user }, { role }],
      ['restriction', { ...place, project: 'chat' }, { restricted: true }],
      ['api-key', { key: 'traces' }, { type: 'service', ...rights(role) }],
      ['api-key', { key: 'one without spaces' }, { type: 'service', organizations: rights(role).organizations }],
      ['api-key', { key: 'unread' }, { type: 'service', organizations: null, spaces: null }],
      ['api-key', { key: 'mine' }, { type: 'user' }],
    ],
    {
      rosters: new Set([
        addressOf.organization(organization),
        addressOf.space(organization, space),
        addressOf.space('Edge', 'alpha'),
      ]),
    },
  );
}

const renamedOrganization = (to: string, from: string) =>
  wanted('organization', { organization: to }, { renamedFrom: { name: from, source } });
const renamedSpace = (organization: string, to: string, from: string) =>
  wanted('space', { organization, space: to }, { renamedFrom: { name: from, source } });
const renamedRole = (to: string, from: string) => wanted('role', { role: to }, { renamedFrom: { name: from, source } });

describe('a live state under the names of the files', () => {
  it.each([
    ['an organization', renamedOrganization('Kern', 'Core'), { organization: 'Kern' }],
    ['a space', renamedSpace('Core', 'omega', 'alpha'), { space: 'omega' }],
    ['a role', renamedRole('Writer', 'member'), { role: 'Writer' }],
  ] as const)('%s, with all that it holds or that names it', (_title, desired, names) => {
    const { live, renames, diagnostics } = applyRenames([desired], account({}), locate);
    expect(live).toEqual(account(names));
    const to = Object.values(names)[0];
    expect(renames).toEqual([{ desired, from: desired.renamedFrom?.name, to }]);
    expect(diagnostics).toEqual([]);
  });

  it('an organization and the space in it at once', () => {
    const both = [renamedOrganization('Kern', 'Core'), renamedSpace('Kern', 'omega', 'alpha')];
    const { live, renames } = applyRenames(both, account({}), locate);
    expect(live).toEqual(account({ organization: 'Kern', space: 'omega' }));
    expect(renames.map(({ from, to }) => [from, to])).toEqual([
      ['Core', 'Kern'],
      ['alpha', 'omega'],
    ]);
  });

  it('is the same where nothing is renamed, nothing has the former name, or the rename is done', () => {
    const before = account({ organization: 'Kern' });
    const desired = [
      renamedOrganization('Kern', 'Core'),
      renamedRole('Other', 'Nobody'),
      wanted('role', { role: 'x' }),
    ];
    expect(applyRenames(desired, before, locate)).toEqual({ live: before, renames: [], swapped: [], diagnostics: [] });
  });

  it('stays where both names are live, and says where that is asked for', () => {
    const before = account({});
    const { live, renames, diagnostics } = applyRenames(
      [renamedOrganization('Edge', 'Core'), renamedSpace('Edge', 'beta', 'alpha'), renamedRole('Writer', 'Reader')],
      before,
      locate,
    );
    expect(renames.map(({ to }) => to)).toEqual(['Writer']);
    expect(live.resources.organization).toEqual(before.resources.organization);
    expect(diagnostics).toEqual([
      {
        code: 'renamed-from-both-live',
        severity: 'error',
        message: `organization "Core" and "Edge" are both live, so "Core" can't be renamed to "Edge".`,
        span: here,
        hint: 'delete or rename one of the two by hand, or leave renamed_from out and declare both',
      },
      expect.objectContaining({
        message: `space "alpha" and "beta" are both live, so "alpha" can't be renamed to "beta".`,
      }),
    ]);
  });

  it('is not asked for of what has no name that could change', () => {
    const user = wanted('user', { user: 'new@x.io' });
    expect(() => applyRenames([{ ...user, renamedFrom: { name: 'ann@x.io', source } }], account({}), locate)).toThrow(
      "a user can't be renamed",
    );
  });
});
