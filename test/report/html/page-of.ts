import type { PageGrant } from '../../../src/model/access.js';
import type { AccessPage } from '../../../src/report/html/access-html.js';
import { roleOfLabel } from '../../../src/model/access.js';
import { accessToHtml } from '../../../src/report/html/access-html.js';

export const hostile = '</script><img src=x onerror="document.title=1">\u2028&"';

/** What a role permits here: as many as its name has words. */
const listed = ['DATASET_READ', 'PROJECT_READ', 'DATASET_DELETE'];

export function grant(user: string, on: string, role: string, more: Partial<PageGrant> = {}): PageGrant {
  const isUnlisted = /\((account|organization)\)$/.test(role) && !role.startsWith('admin');
  const permissions = role.startsWith('admin')
    ? listed
    : isUnlisted
      ? []
      : listed.slice(0, roleOfLabel(role).split(' ').length);
  const way = role.endsWith('public space)') ? 'public' : role.endsWith(' (space)') ? 'inherited' : 'direct';
  return { user, on, role, way, places: 1, permissions, isPartlyUnknown: false, ...more };
}

export function page(parts: Partial<AccessPage>): string {
  return accessToHtml({ title: 'Access', grants: [], people: [], places: [], notes: [], ...parts });
}

/** Two organizations, one with a public space and a restricted project; a group, an invitation, a custom role. */
export function small(): Partial<AccessPage> {
  const space = 'organization/Acme/space/support';
  return {
    people: [
      { user: 'ana.costa@x.io', status: 'active', role: 'member', reach: 4 },
      { user: 'bob@x.io', status: 'active', role: 'admin', reach: 6 },
      { user: 'eve@x.io', status: 'invited', role: 'member', reach: 1 },
      { user: 'nobody@x.io', status: 'active', role: 'member', reach: 0 },
    ],
    places: [
      { on: 'account' },
      { on: 'organization/Acme' },
      { on: 'organization/Acme-b' },
      { on: 'organization/Acme/space/sales', mark: 'public' },
      { on: space },
      { on: `${space}/project/bot`, mark: 'restricted' },
      { on: `${space}/project/web` },
    ],
    roles: [{ name: 'Unused', permissions: ['PROJECT_READ'] }],
    grants: [
      grant('ana.costa@x.io', 'account', 'member (account)'),
      grant('ana.costa@x.io', 'organization/Acme', 'member (organization)', { group: 'agents' }),
      grant('ana.costa@x.io', 'organization/Acme/space/sales', 'member (organization, public space)'),
      grant('ana.costa@x.io', space, 'Data Scientist', { group: 'agents', end: 'until 2027-06-30 (INC-1)' }),
      grant('ana.costa@x.io', `${space}/project/web`, 'Data Scientist (space)', { group: 'agents' }),
      grant('bob@x.io', 'account', 'admin (account)'),
      ...['organization/Acme', 'organization/Acme-b', space, `${space}/project/bot`].map((on) =>
        grant('bob@x.io', on, 'admin (account)', { way: 'inherited' }),
      ),
      grant('eve@x.io', `${space}/project/bot`, 'member', { isPartlyUnknown: true }),
    ],
    head: [['Seen by', 'bob@x.io (account admin)']],
    summary: {
      sections: [
        { title: 'Account admins', items: ['bob@x.io'] },
        { title: 'Custom roles', items: ['Data Scientist: 1 person'] },
        { title: 'Public spaces', items: [] },
      ],
      spread: [{ places: '1', people: 1 }],
    },
    notes: ['members of Acme-b could not be read'],
  };
}

/** 1,000 people and 300 spaces in 7 organizations. */
export function large(people = 1000): Partial<AccessPage> {
  const roles = ['member', 'Data Scientist', 'admin (organization)'];
  const grants = Array.from({ length: people }, (_, person) =>
    Array.from({ length: 300 }, (_place, place) => ({ person, place })),
  )
    .flat()
    .filter(({ person, place }) => (person * 7 + place * 13) % 5 === 0)
    .map(({ person, place }) =>
      grant(
        `p${String(person).padStart(4, '0')}@x.io`,
        `organization/O${String(place % 7)}/space/s${String(place)}`,
        roles[(person + place) % 3] ?? '',
        { isPartlyUnknown: place % 17 === 0 },
      ),
    );
  return { grants };
}
