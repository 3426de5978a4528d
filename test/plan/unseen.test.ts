import { describe, expect, it } from 'vitest';
import { indexLive } from '../../src/kinds/live-index.js';
import type { Address, Names } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import type { KindName } from '../../src/model/resource.js';
import type { Sight, Visibility } from '../../src/model/visibility.js';
import { everythingSeen } from '../../src/model/visibility.js';
import type { Outline } from '../../src/plan/outline.js';
import { outlineSteps } from '../../src/plan/outline.js';
import { mayTake } from '../../src/plan/unseen.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* What a removal may take along that nobody was shown: every address of it, and no other. */

const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const corex = { organization: 'Core 2' };
const alpha = { ...core, space: 'alpha' };
const beta = { ...core, space: 'beta' };
const gamma = { ...corex, space: 'gamma' };
const chat = { ...alpha, project: 'chat' };
const chats = { ...alpha, project: 'chats' };

const inCore = 'organization/Core';
const inAlpha = `${inCore}/space/alpha`;
const inChat = `${inAlpha}/project/chat`;

const places: readonly Entry[] = [
  ['organization', core],
  ['organization', corex],
  ['space', alpha],
  ['space', beta],
  ['space', gamma],
  ['project', chat],
  ['project', chats],
  ['project', { ...gamma, project: 'third' }],
];
const everybody: readonly Entry[] = [
  ['user', ann],
  ['user', bob],
];

type Hidden = Partial<Readonly<Record<KindName, 'everywhere' | readonly Address[]>>>;

/** Of some kinds not all is shown, everywhere or in some places. */
function hiding(hidden: Hidden): Visibility {
  const unseen: Sight = { extent: 'hidden', reason: 'not shown' };
  const asked = Object.entries(hidden);
  return {
    kinds: Object.fromEntries(asked.flatMap(([kind, where]) => (where === 'everywhere' ? [[kind, unseen]] : []))),
    places: Object.fromEntries(
      asked.flatMap(([kind, where]) =>
        where === 'everywhere' ? [] : [[kind, new Map(where.map((place) => [place, unseen]))]],
      ),
    ),
  };
}

/** What goes along with a removal, of what the patterns ask for. */
function takenBy(
  kind: KindName,
  names: Names,
  hidden: Hidden,
  {
    patterns = ['**'],
    entries = [],
    ...more
  }: { patterns?: readonly string[]; entries?: readonly Entry[] } & Partial<LiveState> = {},
): readonly string[] {
  const state = liveState([...everybody, ...places, ...entries], { visibility: hiding(hidden), ...more });
  return [...mayTake(removal(kind, names), patterns, indexLive(state))].sort();
}

function removal(kind: KindName, names: Names): Outline {
  const desired = wanted(kind, names, { ensure: 'absent' });
  const change = { type: 'delete', desired, live: { ...wanted(kind, names), id: 'id' } } as const;
  const live = indexLive(liveState([]));
  const [outline] = outlineSteps({ changes: [change], live, anew: new Set() }, { privateSpaces: true });
  if (outline === undefined) throw new Error('no step');
  return outline;
}

const members: Hidden = { 'organization-member': 'everywhere', 'space-member': 'everywhere' };
const bindings: Hidden = { 'space-role-binding': 'everywhere', 'project-role-binding': 'everywhere' };
const all: Hidden = { ...members, ...bindings, restriction: 'everywhere' };

describe('entries that nobody lists go along', () => {
  it('with a person, theirs in every place', () => {
    expect(takenBy('user', bob, members)).toEqual([
      'organization/Core 2/member/bob@x.io',
      'organization/Core 2/space/gamma/member/bob@x.io',
      `${inCore}/member/bob@x.io`,
      `${inAlpha}/member/bob@x.io`,
      `${inCore}/space/beta/member/bob@x.io`,
    ]);
    expect(takenBy('user', bob, { 'space-member': [addressOf.space('Core', 'alpha')] })).toEqual([
      `${inAlpha}/member/bob@x.io`,
    ]);
    expect(takenBy('user', bob, { 'project-role-binding': [addressOf.project('Core', 'alpha', 'chat')] })).toEqual([
      `${inChat}/member/bob@x.io`,
    ]);
    // Of whichever sort, an entry has one address.
    const sorts: Hidden = {
      'space-member': [addressOf.space('Core', 'alpha')],
      'space-role-binding': [addressOf.space('Core', 'alpha')],
    };
    expect(takenBy('user', bob, sorts)).toEqual([`${inAlpha}/member/bob@x.io`]);
  });

  it('with a membership of an organization, those in its spaces that are no role bindings', () => {
    expect(takenBy('organization-member', { ...core, ...bob }, all)).toEqual([
      `${inAlpha}/member/bob@x.io`,
      `${inCore}/space/beta/member/bob@x.io`,
    ]);
    expect(takenBy('organization-member', { ...corex, ...bob }, all)).toEqual([
      'organization/Core 2/space/gamma/member/bob@x.io',
    ]);
    expect(takenBy('organization-member', { ...core, ...bob }, bindings)).toEqual([]);
  });

  it('with no other entry', () => {
    expect(takenBy('space-member', { ...alpha, ...bob }, all)).toEqual([]);
    expect(takenBy('space-role-binding', { ...alpha, ...bob }, all)).toEqual([]);
    expect(takenBy('project-role-binding', { ...chat, ...bob }, all)).toEqual([]);
    expect(takenBy('restriction', chat, all)).toEqual([]);
    expect(takenBy('role', { role: 'Reader' }, all)).toEqual([]);
    expect(takenBy('api-key', { key: 'ci' }, all)).toEqual([]);
  });

  it('with a place, those of everybody in it', () => {
    expect(takenBy('space', beta, members)).toEqual([
      `${inCore}/space/beta/member/ann@x.io`,
      `${inCore}/space/beta/member/bob@x.io`,
    ]);
    expect(takenBy('space', alpha, { ...bindings, 'space-role-binding': [] })).toEqual([
      `${inChat}/member/ann@x.io`,
      `${inChat}/member/bob@x.io`,
      `${inChat}s/member/ann@x.io`,
      `${inChat}s/member/bob@x.io`,
    ]);
    expect(takenBy('project', chat, all)).toEqual([
      `${inChat}/member/ann@x.io`,
      `${inChat}/member/bob@x.io`,
      `${inChat}/restriction`,
    ]);
    expect(takenBy('organization', corex, members)).toEqual([
      'organization/Core 2/member/ann@x.io',
      'organization/Core 2/member/bob@x.io',
      'organization/Core 2/space/gamma/member/ann@x.io',
      'organization/Core 2/space/gamma/member/bob@x.io',
    ]);
  });

  it('only where they were not taken from what the files said; role bindings are read, not believed', () => {
    const believed = { ref: 'HEAD', places: new Set([addressOf.space('Core', 'beta')]) };
    expect(takenBy('space', beta, members, { believed })).toEqual([]);
    expect(takenBy('space', beta, bindings, { believed })).toEqual([
      `${inCore}/space/beta/member/ann@x.io`,
      `${inCore}/space/beta/member/bob@x.io`,
    ]);
    expect(takenBy('organization-member', { ...core, ...bob }, members, { believed })).toEqual([
      `${inAlpha}/member/bob@x.io`,
    ]);
  });
});

describe('what patterns do not ask for is no matter', () => {
  it('of entries, by the place alone: who is in it is not known', () => {
    const asked = (...patterns: readonly string[]) => takenBy('space', beta, members, { patterns });
    const both = [`${inCore}/space/beta/member/ann@x.io`, `${inCore}/space/beta/member/bob@x.io`];
    expect(asked()).toEqual([]);
    expect(asked(`${inCore}/space/beta/member/*`)).toEqual(both);
    expect(asked(`${inAlpha}/**`, `${inCore}/space/beta/member/root@x.io`)).toEqual(both);
    expect(asked(`${inCore}/space/beta`)).toEqual([]);
    expect(asked(`${inAlpha}/**`)).toEqual([]);
    expect(asked('user/**')).toEqual([]);
  });

  it('of restrictions', () => {
    const hidden: Hidden = { restriction: 'everywhere' };
    expect(takenBy('space', alpha, hidden, { patterns: [`${inChat}/restriction`] })).toEqual([`${inChat}/restriction`]);
    expect(takenBy('space', alpha, hidden, { patterns: [`${inChat}/member/**`, inChat] })).toEqual([]);
  });
});

describe('restrictions that are not shown go along', () => {
  it('with the project, or what that is in; with nobody, and where all are shown with nothing', () => {
    const hidden: Hidden = { restriction: 'everywhere' };
    expect(takenBy('project', chat, hidden)).toEqual([`${inChat}/restriction`]);
    expect(takenBy('space', alpha, hidden)).toEqual([`${inChat}/restriction`, `${inChat}s/restriction`]);
    expect(takenBy('space', beta, hidden)).toEqual([]);
    expect(takenBy('organization', corex, hidden)).toEqual([
      'organization/Core 2/space/gamma/project/third/restriction',
    ]);
    expect(takenBy('user', bob, hidden)).toEqual([]);
    expect(takenBy('space', alpha, { restriction: [addressOf.project('Core', 'alpha', 'chats')] })).toEqual([
      `${inChat}s/restriction`,
    ]);
    expect(takenBy('organization', core, {})).toEqual([]);
  });
});

describe('of places that are not shown goes along what the patterns name', () => {
  const spaces: Hidden = { space: 'everywhere' };
  const projects: Hidden = { project: 'everywhere' };
  const secret = `${inCore}/space/secret`;

  const hiddenProject = `${inAlpha}/project/secret`;
  const below = (place: string) => [`${place}/member/*`, `${place}/restriction`];

  it('with what they are in, and with globs as in the patterns', () => {
    const patterns = [`${secret}/**`, 'organization/Core 2/space/secret'];
    const inside = [
      secret,
      `${secret}/member/*`,
      `${secret}/project/*`,
      `${secret}/project/*/member/*`,
      `${secret}/project/*/restriction`,
    ];
    expect(takenBy('organization', core, spaces, { patterns })).toEqual(inside);
    expect(takenBy('organization', corex, spaces, { patterns })).toEqual(['organization/Core 2/space/secret']);
    expect(takenBy('space', alpha, spaces, { patterns })).toEqual([]);
    expect(takenBy('organization', core, {}, { patterns })).toEqual([]);
    expect(takenBy('organization', core, { space: [addressOf.organization('Core 2')] }, { patterns })).toEqual([]);
  });

  it('with what is around that', () => {
    const patterns = [`${hiddenProject}/**`, `${inCore}/space/*/project/secret`];
    const inside = [hiddenProject, hiddenProject, ...below(hiddenProject)];
    expect(takenBy('space', alpha, projects, { patterns })).toEqual(inside);
    expect(takenBy('organization', core, projects, { patterns })).toEqual([
      ...inside,
      `${inCore}/space/beta/project/secret`,
    ]);
    expect(takenBy('space', beta, projects, { patterns })).toEqual([`${inCore}/space/beta/project/secret`]);
    expect(takenBy('organization', corex, projects, { patterns })).toEqual([]);
    expect(takenBy('project', chat, projects, { patterns })).toEqual([]);
  });

  it('but not what is listed', () => {
    const patterns = [`${inAlpha}/**`, `${inCore}/space/b*`];
    expect(takenBy('organization', core, spaces, { patterns })).toEqual([`${inCore}/space/b*`]);
    expect(takenBy('space', alpha, projects, { patterns: [`${inChat}/**`, `${inChat}s/**`] })).toEqual([]);
  });

  it('with a membership of the organization, of what is in that and theirs', () => {
    const patterns = [`${secret}/**`, 'organization/Core 2/space/secret/**'];
    const entries = [`${secret}/member/bob@x.io`, `${secret}/project/*/member/bob@x.io`];
    expect(takenBy('organization-member', { ...core, ...bob }, spaces, { patterns })).toEqual(entries);
    expect(takenBy('space-member', { ...alpha, ...bob }, { ...spaces, ...projects }, { patterns: ['**'] })).toEqual([]);
    const named = [`${hiddenProject}/member/ann@x.io`, `${hiddenProject}/member/b*`, hiddenProject];
    const ofProject = { patterns: named };
    expect(takenBy('organization-member', { ...core, ...bob }, projects, ofProject)).toEqual([
      `${hiddenProject}/member/bob@x.io`,
    ]);
    expect(takenBy('organization-member', { ...core, ...ann }, projects, ofProject)).toEqual([
      `${hiddenProject}/member/ann@x.io`,
    ]);
    expect(takenBy('organization-member', { ...corex, ...ann }, projects, ofProject)).toEqual([]);
  });

  it('with a person, of everything that is theirs', () => {
    const patterns = ['organization/*/space/secret/member/*', 'organization/Hidden/**', `${inCore}/**`];
    const hidden: Hidden = { organization: 'everywhere', space: [addressOf.organization('Core 2')] };
    expect(takenBy('user', bob, hidden, { patterns })).toEqual([
      'organization/*/space/secret/member/bob@x.io',
      'organization/Core 2/space/secret/member/bob@x.io',
      'organization/Hidden/member/bob@x.io',
      'organization/Hidden/space/*/member/bob@x.io',
      'organization/Hidden/space/*/project/*/member/bob@x.io',
    ]);
    expect(
      takenBy('organization', core, { organization: 'everywhere' }, { patterns: ['organization/Hidden'] }),
    ).toEqual([]);
    expect(takenBy('user', bob, { space: 'everywhere' }, { patterns: ['organization/Hidden/**'] })).toEqual([]);
  });
});

describe('a key goes along', () => {
  const key = (name: string, ...spaces: readonly string[]): Entry => [
    'api-key',
    { key: name },
    spaces.length === 0 ? {} : { spaces: Object.fromEntries(spaces.map((space) => [space, 'member'])) },
  ];
  const entries = [
    key('one', inAlpha),
    key('two', inAlpha, `${inCore}/space/beta`),
    key('far', inAlpha, 'organization/Core 2/space/gamma'),
    key('none'),
    ['api-key', { key: 'empty' }, { spaces: {} }],
  ] satisfies readonly Entry[];

  it('with the last of its spaces, whatever the patterns say', () => {
    expect(takenBy('space', alpha, {}, { entries, patterns: [] })).toEqual(['api-key/one']);
    expect(takenBy('organization', core, {}, { entries })).toEqual(['api-key/one', 'api-key/two']);
    expect(takenBy('space', beta, {}, { entries })).toEqual([]);
    expect(takenBy('project', chat, {}, { entries })).toEqual([]);
    expect(takenBy('user', bob, {}, { entries })).toEqual([]);
  });
});

it('nothing goes along with what is only changed', () => {
  const state = liveState([...everybody, ...places], { visibility: hiding(all) });
  const changed: Outline = { ...removal('space', alpha), attributes: {} };
  expect([...mayTake(changed, ['**'], indexLive(state))]).toEqual([]);
  expect([...mayTake(removal('space', alpha), ['**'], indexLive({ ...state, visibility: everythingSeen }))]).toEqual(
    [],
  );
});
