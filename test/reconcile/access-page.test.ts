import { describe, expect, it } from 'vitest';
import { AccessList } from '../../src/access/grants.js';
import { accessMap } from '../../src/access/index.js';
import type { Asked } from '../../src/access/question.js';
import { questionOf } from '../../src/access/question.js';
import { knownPermissions } from '../../src/load/permissions.js';
import { addressOf } from '../../src/model/address.js';
import type { CheckedFiles } from '../../src/reconcile/files.js';
import { hashOf } from '../../src/reconcile/files.js';
import type { ListedAccess } from '../../src/reconcile/access-list.js';
import { pageOf } from '../../src/reconcile/access-list.js';
import { stateOf } from '../support/files.js';
import { liveState } from '../support/live.js';

/* What a page for an auditor is made of. */

const lab = { organization: 'Ours', space: 'lab' };
const at = addressOf.space('Ours', 'lab');
const live = liveState(
  [
    ['user', { user: 'eve@x.io' }, { role: 'member', status: 'active' }],
    ['user', { user: 'old@x.io' }, { role: 'member', status: 'invited' }],
    ['role', { role: 'Reader' }, { permissions: ['PROJECT_READ'] }],
    ['organization', { organization: 'Ours' }],
    ['space', lab, { private: true }],
    ['project', { ...lab, project: 'p' }],
    ['project', { ...lab, project: 'q' }],
    ['restriction', { ...lab, project: 'q' }, { restricted: true }],
    ['space-role-binding', { ...lab, user: 'eve@x.io' }, { role: 'Reader' }],
    ['space-role-binding', { ...lab, user: 'old@x.io' }, { role: 'Ghost' }],
  ],
  { self: addressOf.user('eve@x.io'), rosters: new Set([addressOf.organization('Ours'), at]) },
);

function listed(asked: Asked = {}, of = live): ListedAccess {
  const map = accessMap(of, knownPermissions());
  const connection = { transport: 'api', host: 'h', capabilities: { privateSpaces: true } } as const;
  const list = new AccessList(of, map, questionOf(asked));
  return { type: 'listed', list, asked, map, notes: [], read: { type: 'read', live: of, connection } };
}

const nobody = { permissions: [], isPartlyUnknown: false } as const;
/** The list of roles does not have it, so that nobody knows what it permits. */
const unknown = { permissions: [], isPartlyUnknown: true } as const;
const reads = { permissions: ['PROJECT_READ'], isPartlyUnknown: false } as const;
const own = { way: 'direct', places: 1 } as const;
const inherited = { way: 'inherited', places: 1 } as const;

/** The parts of a summary in which there is something. */
function summarised({ content }: ReturnType<typeof pageOf>) {
  const filled = content.summary.sections.filter(({ items }) => items.length > 0);
  return Object.fromEntries(filled.map(({ title, items }) => [title, items]));
}

const summary = {
  'Organization admins, as far as can be seen': ['Ours: none'],
  'People by account role': ['member: 2'],
  'People by status': ['active: 1', 'invited: 1'],
  'Invited, not here yet': ['old@x.io'],
  'Restricted projects': ['Ours / lab / q'],
  'Custom roles': ['Reader: 1 person'],
};

describe('a page', () => {
  it('has everybody, every place and role, and each grant wherever it counts', () => {
    const page = pageOf(listed(), undefined);
    expect(page).toStrictEqual({
      content: {
        grantsCount: 4,
        summary: page.content.summary,
        people: [
          { user: 'eve@x.io', status: 'active', role: 'member', reach: 2 },
          { user: 'old@x.io', status: 'invited', role: 'member', reach: 2 },
        ],
        places: [
          { on: 'account' },
          { on: 'organization/Ours' },
          { on: at },
          { on: `${at}/project/p` },
          { on: `${at}/project/q`, mark: 'restricted' },
        ],
        roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
        grants: [
          // What members of the account may do is listed nowhere, and nothing of them is hidden.
          { user: 'eve@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
          { user: 'eve@x.io', on: at, role: 'Reader', ...own, ...reads },
          { user: 'eve@x.io', on: `${at}/project/p`, role: 'Reader (space)', ...inherited, ...reads },
          { user: 'old@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
          { user: 'old@x.io', on: at, role: 'Ghost', ...own, ...unknown },
          { user: 'old@x.io', on: `${at}/project/p`, role: 'Ghost (space)', ...inherited, ...unknown },
        ],
        isFolded: false,
      },
      login: { user: 'user/eve@x.io', administers: 'account' },
    });
    expect(summarised(page)).toEqual(summary);
  });

  it.each<[Asked, readonly string[], readonly string[]]>([
    [{ user: 'eve@x.io' }, ['account', 'organization/Ours', at, `${at}/project/p`, `${at}/project/q`], ['eve@x.io']],
    [{ on: '**/project/*' }, [`${at}/project/p`, `${at}/project/q`], ['eve@x.io', 'old@x.io']],
    [{ can: 'PROJECT_READ' }, ['account', 'organization/Ours', at, `${at}/project/p`, `${at}/project/q`], ['eve@x.io']],
  ])('about %j has what was asked, with a summary of the whole account', (asked, places, people) => {
    const page = pageOf(listed(asked), undefined);
    const { content } = page;
    expect(content.places.map(({ on }) => on)).toEqual(places);
    expect(content.people.map(({ user }) => user)).toEqual(people);
    expect(new Set(content.grants.map(({ user }) => user))).toEqual(new Set(people));
    expect(content.roles).toEqual([]);
    expect(summarised(page)).toEqual(summary);
  });

  it('shows each grant once, at its outermost place, where there would be too many', () => {
    const folded = [
      { user: 'eve@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
      { user: 'eve@x.io', on: at, role: 'Reader', ...own, ...reads, places: 2 },
      { user: 'old@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
      { user: 'old@x.io', on: at, role: 'Ghost', ...own, ...unknown, places: 2 },
    ];
    expect(pageOf(listed(), undefined, 5).content).toMatchObject({ isFolded: true, grants: folded });
    expect(pageOf(listed(), undefined, 6).content).toMatchObject({ isFolded: false, grants: { length: 6 } });
  });

  it('doubts a grant that may reach less, or more, in what was not seen inside', () => {
    const kinds = { 'project-role-binding': { extent: 'partly', reason: 'r' } } as const;
    const { grants } = pageOf(listed({}, { ...live, visibility: { kinds, places: {} } }), undefined, 0).content;
    expect(grants.filter(({ user }) => user === 'eve@x.io')).toEqual([
      { user: 'eve@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
      { user: 'eve@x.io', on: at, role: 'Reader', ...own, ...reads, places: 2, isPartlyUnknown: true },
    ]);
  });

  it('says what the files say of a grant, which they are, and whose profile it is', async () => {
    const source = `version: 1
groups: { readers: [eve@x.io] }
organizations: { Ours: { spaces: { lab: { members: { '@readers': { role: Reader, until: 2030-01-01 } } } } } }
`;
    const sources = new Map([['a.yaml', source]]);
    const checked = { diagnostics: [], sources, read: [], skipped: [] };
    const files: CheckedFiles = { ...checked, desired: await stateOf({ 'a.yaml': source }) };
    const { read, ...rest } = listed({ user: 'eve@x.io' });
    const overTime = { steps: [], hosts: ['h'] };
    const connection = { ...read.connection, profile: 'prod' };
    const page = pageOf({ ...rest, overTime, read: { ...read, connection } }, files);
    const { content, ...head } = page;
    expect(head).toStrictEqual({
      login: { user: 'user/eve@x.io', administers: 'account' },
      profile: 'prod',
      files: { count: 1, hash: hashOf(files), areBroken: false },
      overTime,
    });
    const told = { group: 'readers', end: 'until 2030-01-01' };
    expect(content.grants).toEqual([
      { user: 'eve@x.io', on: 'account', role: 'member (account)', ...own, ...nobody },
      { user: 'eve@x.io', on: at, role: 'Reader', ...own, ...reads, ...told },
      { user: 'eve@x.io', on: `${at}/project/p`, role: 'Reader (space)', ...inherited, ...reads, ...told },
    ]);
    expect(summarised(page)).toEqual({
      ...summary,
      'Grants that end': ['eve@x.io on Ours / lab: Reader, until 2030-01-01'],
    });
    expect(pageOf(listed(), checked)).toMatchObject({ files: { count: 1, areBroken: true }, content: { roles: [{}] } });
  });
});
