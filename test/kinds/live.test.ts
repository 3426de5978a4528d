import { describe, expect, it } from 'vitest';
import { kindNames, kinds } from '../../src/kinds/index.js';
import { emptyResources, indexLive } from '../../src/kinds/live-index.js';
import { unmanagedAction } from '../../src/kinds/unmanaged.js';
import { unseenOf } from '../../src/kinds/unseen.js';
import type { Names } from '../../src/model/address.js';
import type { Attributes, KindName, LiveResource } from '../../src/model/resource.js';
import type { Sight, Visibility } from '../../src/model/visibility.js';

function one(kind: KindName, id: string, names: Names, attributes: Attributes = {}): LiveResource {
  return { kind, address: kinds[kind].addressOf(names), names, id, attributes };
}

describe('what was not seen', () => {
  const places = [
    one('organization', 'o', { organization: 'O' }),
    one('organization', 'q', { organization: 'Q' }),
    one('space', 's', { organization: 'O', space: 'S' }),
  ];
  const visible: Sight = { extent: 'read' };
  const everywhere = Object.fromEntries(kindNames.map((kind) => [kind, visible])) as Visibility['kinds'];
  const unseen = (seen: Visibility['kinds'], inPlaces: Visibility['places'] = {}) => {
    const resources = emptyResources();
    for (const place of places) resources[place.kind].set(place.address, place);
    const visibility = { kinds: { ...everywhere, ...seen }, places: inPlaces };
    return unseenOf({ resources, visibility }).map(
      ({ scope, reason, needs }) => `${scope}: ${reason}${needs === undefined ? '' : ` (${needs})`}`,
    );
  };

  it('is nothing where all was', () => {
    expect(unseen({})).toEqual([]);
  });

  it('is said once for each kind, with why and what would show it', () => {
    expect(
      unseen({
        project: { extent: 'partly', reason: 'not shown', needs: 'more' },
        restriction: { extent: 'hidden', reason: 'not shown' },
        user: { extent: 'hidden' },
        'space-member': { extent: 'hidden', reason: 'no roster' },
      }),
    ).toEqual([
      'organization/*/space/*/member/*: no roster',
      'organization/*/space/*/project/*: not shown (more)',
      'organization/*/space/*/project/*/restriction: not shown',
      'user/*: not read',
    ]);
  });

  it('is said of places where only some of them hide who is in them', () => {
    const hidden: Sight = { extent: 'hidden', reason: 'no roster' };
    const members = (...hiding: readonly LiveResource[]) => ({
      'organization-member': new Map(hiding.map(({ address }) => [address, hidden])),
    });
    const [first, second] = places as [LiveResource, LiveResource];
    expect(unseen({}, members(first))).toEqual(['organization/O/member/*: no roster']);
    expect(unseen({}, members(first, second))).toEqual(['organization/*/member/*: no roster']);
  });
});

it('unmanaged grants and flags alert, everything else is reported, unless the policy says otherwise', () => {
  const policy = {
    unmanaged: { role: { action: 'remove' }, restriction: { action: 'ignore' } },
  } as unknown as Parameters<typeof unmanagedAction>[0];
  expect(kindNames.map((kind) => `${kind} ${unmanagedAction(policy, kind)}`)).toEqual([
    'user report',
    'role remove',
    'organization report',
    'organization-member alert',
    'space report',
    'space-member alert',
    'space-role-binding alert',
    'project report',
    'project-role-binding alert',
    'restriction ignore',
    'api-key report',
  ]);
});

it('live objects are found by where they are, whose they are and which role they give', () => {
  const resources = emptyResources();
  const live = [
    one('organization', 'o', { organization: 'O' }),
    one('space', 's', { organization: 'O', space: 'S' }),
    one('project', 'p', { organization: 'O', space: 'S', project: 'P' }),
    one('organization-member', 'u', { organization: 'O', user: 'ann@x.io' }, { role: 'R' }),
    one('space-role-binding', 'b', { organization: 'O', space: 'S', user: 'ann@x.io' }, { role: 'R' }),
    one('project-role-binding', 'c', { organization: 'O', space: 'S', project: 'P', user: 'bob@x.io' }, {}),
    one('restriction', 'p', { organization: 'O', space: 'S', project: 'P' }),
    one('user', 'u', { user: 'ann@x.io' }),
  ];
  for (const found of live) resources[found.kind].set(found.address, found);
  const index = indexLive({ resources } as unknown as Parameters<typeof indexLive>[0]);
  const at = (found: readonly LiveResource[]) => found.map(({ address }) => address);
  const [organization, space, project] = live.map(({ address }) => address);
  expect(at(index.inside(organization!))).toEqual([
    'organization/O/member/ann@x.io',
    'organization/O/space/S',
    'organization/O/space/S/member/ann@x.io',
    'organization/O/space/S/project/P',
    'organization/O/space/S/project/P/member/bob@x.io',
    'organization/O/space/S/project/P/restriction',
  ]);
  expect(at(index.inside(space!))).toEqual([
    'organization/O/space/S/member/ann@x.io',
    'organization/O/space/S/project/P',
    'organization/O/space/S/project/P/member/bob@x.io',
    'organization/O/space/S/project/P/restriction',
  ]);
  expect(at(index.inside(project!))).toEqual([
    'organization/O/space/S/project/P/member/bob@x.io',
    'organization/O/space/S/project/P/restriction',
  ]);
  expect(at(index.grantsIn(space!))).toEqual(['organization/O/space/S/member/ann@x.io']);
  expect(at(index.grantsOf(kinds.user.addressOf({ user: 'ann@x.io' })))).toEqual([
    'organization/O/member/ann@x.io',
    'organization/O/space/S/member/ann@x.io',
  ]);
  expect(at(index.bindingsWith(kinds.role.addressOf({ role: 'R' })))).toEqual([
    'organization/O/space/S/member/ann@x.io',
  ]);
  expect(index.inside(kinds.organization.addressOf({ organization: 'Q' }))).toEqual([]);
  expect(index.find('space', space!)?.id).toBe('s');
});
