import { describe, expect, it } from 'vitest';
import { kindNames, kinds } from '../../src/kinds/index.js';
import { wishesOf } from '../../src/kinds/wishes.js';
import type { LiveNeeds } from '../../src/model/live.js';
import type { Names } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { Unmanaged } from '../../src/model/policy.js';
import type { DesiredResource, KindName, LiveResource } from '../../src/model/resource.js';

const all: Names = { user: 'ann@x.io', role: 'R', organization: 'O', space: 'S', project: 'P', key: 'K' };

describe('the lists that the files need', () => {
  const wanted = (kind: KindName, ensure: DesiredResource['ensure'] = 'present'): DesiredResource => ({
    kind,
    address: kinds[kind].addressOf(all),
    names: all,
    ensure,
    attributes: {},
    source: { file: 'a', path: [] },
  });
  const needed = (
    resources: readonly DesiredResource[],
    { managed = [] as readonly KindName[], policy = {}, refersTo = [] as readonly KindName[], movesDoors = false } = {},
  ) => {
    const wishes = wishesOf(
      {
        resources,
        managed:
          managed.length === 0 ? [] : [{ kinds: managed, container: undefined, source: { file: 'a', path: [] } }],
        references: refersTo.map((kind) => ({
          kind,
          address: kinds[kind].addressOf(all),
          source: { file: 'a', path: [] },
        })),
      } as unknown as Parameters<typeof wishesOf>[0],
      new Map(Object.entries(policy) as [KindName, Unmanaged][]),
      movesDoors,
    );
    const { needsEverySpace, needsEveryMember } = wishes;
    const lists = kindNames.filter((kind) => kinds[kind].reading?.isNeeded(wishes));
    return [...lists, ...(needsEverySpace ? ['every space'] : []), ...(needsEveryMember ? ['every member'] : [])].join(
      ' ',
    );
  };

  it.each<[KindName, string, string]>([
    [
      'user',
      'user',
      'user role organization space space-role-binding project project-role-binding api-key every space every member',
    ],
    ['role', 'role', 'user role organization space space-role-binding project project-role-binding every space'],
    [
      'organization',
      'organization space',
      'user role organization space space-role-binding project project-role-binding restriction api-key every member',
    ],
    [
      'organization-member',
      'user role organization space',
      'user role organization space space-role-binding project project-role-binding every member',
    ],
    [
      'space',
      'organization space',
      'user role organization space space-role-binding project project-role-binding restriction api-key',
    ],
    [
      'space-member',
      'user role organization space space-role-binding',
      'user role organization space space-role-binding project project-role-binding',
    ],
    [
      'space-role-binding',
      'user role organization space space-role-binding',
      'user role organization space space-role-binding',
    ],
    [
      'project',
      'organization space project',
      'user role organization space space-role-binding project project-role-binding restriction',
    ],
    [
      'project-role-binding',
      'user role organization space project project-role-binding',
      'user role organization space project project-role-binding',
    ],
    [
      'restriction',
      'organization space space-role-binding project project-role-binding restriction',
      'organization space space-role-binding project project-role-binding restriction',
    ],
    ['api-key', 'role organization space api-key every space', 'role organization space api-key every space'],
  ])('for a %s that is declared, and for one that is to go', (kind, declared, gone) => {
    expect(needed([wanted(kind)])).toBe(declared);
    expect(needed([wanted(kind, 'absent')])).toBe(gone);
  });

  it.each<[KindName, string, string]>([
    [
      'user',
      'user',
      'user role organization space space-role-binding project project-role-binding api-key every space every member',
    ],
    ['role', 'role', 'user role organization space space-role-binding project project-role-binding every space'],
    [
      'organization',
      'organization space',
      'user role organization space space-role-binding project project-role-binding restriction api-key every space every member',
    ],
    [
      'organization-member',
      'user role organization space',
      'user role organization space space-role-binding project project-role-binding every space every member',
    ],
    [
      'space',
      'organization space',
      'user role organization space space-role-binding project project-role-binding restriction api-key every member',
    ],
    [
      'space-member',
      'user role organization space space-role-binding',
      'user role organization space space-role-binding project project-role-binding',
    ],
    [
      'project',
      'organization space project',
      'user role organization space space-role-binding project project-role-binding restriction every member',
    ],
    [
      'restriction',
      'organization space project restriction',
      'organization space space-role-binding project project-role-binding restriction',
    ],
    ['api-key', 'role organization space api-key every space', 'role organization space api-key every space'],
  ])('for a map of %ss, as the policy reports or removes what is in no file', (kind, reported, removed) => {
    expect(needed([], { managed: [kind], policy: { [kind]: 'report' } })).toBe(reported);
    expect(needed([], { managed: [kind], policy: { [kind]: 'remove' } })).toBe(removed);
  });

  it('are not more for what no file has a map of, whatever the policy says', () => {
    expect(needed([], { policy: { user: 'remove', restriction: 'remove' } })).toBe('');
    expect(needed([], { managed: ['restriction'], policy: { restriction: 'ignore' } })).toBe(
      'organization space project',
    );
  });

  it('are those of what is referred to, and of who a door lets in', () => {
    expect(needed([], { refersTo: ['user'] })).toBe('user');
    expect(needed([], { refersTo: ['role'] })).toBe('role');
    expect(needed([], { movesDoors: true })).toBe('user role space-role-binding');
    expect(needed([wanted('project'), wanted('space-member')])).toBe(
      'user role organization space space-role-binding project project-role-binding restriction',
    );
    expect(needed([wanted('project'), wanted('organization-member')])).toBe(
      'user role organization space project project-role-binding restriction',
    );
  });

  it('are asked for place by place where they hang on it', () => {
    const organizations = ['O', 'Q'].map((organization): LiveResource => {
      const names = { organization };
      return {
        kind: 'organization',
        address: addressOf.organization(organization),
        names,
        id: organization,
        attributes: {},
      };
    });
    const asked = (kind: KindName, spacesOf: LiveNeeds['spacesOf'] = 'all') =>
      kinds[kind].reading?.listings({ lists: new Set(), spacesOf, membersOf: 'all' }, organizations);
    expect(asked('space')).toEqual([
      { list: 'spaces', organization: 'O' },
      { list: 'spaces', organization: 'Q' },
    ]);
    expect(asked('space', ['Q'])).toEqual([{ list: 'spaces', organization: 'Q' }]);
    expect(kindNames.filter((kind) => kind !== 'space').map((kind) => asked(kind) ?? [])).toEqual([
      [{ list: 'users' }],
      [{ list: 'roles' }],
      [{ list: 'organizations' }],
      [],
      [],
      [{ list: 'role-bindings', resourceType: 'SPACE' }],
      [{ list: 'projects' }],
      [{ list: 'role-bindings', resourceType: 'PROJECT' }],
      [{ list: 'resource-restrictions' }],
      [
        { list: 'api-keys', keyType: 'USER' },
        { list: 'api-keys', keyType: 'SERVICE' },
      ],
    ]);
    expect(kindNames.map((kind) => kinds[kind].reading?.belongsBy ?? [])).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
      ['user_id', 'resource_id'],
      ['space_id'],
      ['user_id', 'resource_id'],
      ['resource_id'],
      [],
    ]);
    expect(kindNames.map((kind) => kinds[kind].reading?.refused?.needs ?? '')).toEqual([
      '',
      'ROLE_READ, or the key of an account admin',
      '',
      '',
      '',
      '',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the API key of somebody with developer access',
    ]);
    expect(kindNames.map((kind) => kinds[kind].partly?.needs ?? '')).toEqual([
      '',
      '',
      'the key of an account admin, or of a member of each organization',
      '',
      'the key of an admin of the account or of the organization',
      '',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an admin of the account, of the organization or of the space',
      'the key of an account admin',
    ]);
  });
});
