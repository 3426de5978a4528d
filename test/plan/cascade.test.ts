import { describe, expect, it } from 'vitest';
import { select } from '../../src/desired/select.js';
import { addressOf } from '../../src/model/address.js';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { KindName } from '../../src/model/resource.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan, planFrom } from '../support/live.js';

/* What goes along with a removal, and what keeps a removal from being done. */

const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const inAlpha = 'organization/Core/space/alpha';

const base: readonly Entry[] = [
  ['user', ann, { role: 'member' }],
  ['user', bob, { role: 'member', name: 'Bob' }],
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['organization', core, { description: '' }],
  ['organization', { organization: 'Edge' }, { description: '' }],
  ['space', alpha, { description: '', private: false }],
  ['space', { organization: 'Edge', space: 'beta' }, { description: '', private: false }],
  ['project', chat],
];
const members: readonly Entry[] = [
  ['organization-member', { ...core, ...bob }, { role: 'member' }],
  ['space-member', { ...alpha, ...bob }, { role: 'member' }],
  ['space-role-binding', { ...alpha, ...ann }, { role: 'Reader' }],
  ['project-role-binding', { ...chat, ...bob }, { role: 'Reader' }],
];
const rosters = new Set([
  ...['Core', 'Edge'].map(addressOf.organization),
  addressOf.space('Core', 'alpha'),
  addressOf.space('Edge', 'beta'),
]);

function made(
  spec: Spec,
  {
    entries = members,
    live = { rosters },
    ...policy
  }: { entries?: readonly Entry[]; live?: More } & Partial<Policy> = {},
) {
  return planFrom(
    desiredState({ ...spec, policy: { ...noPolicy, ...policy } }),
    liveState([...base, ...entries], live),
  );
}

function told(...input: Parameters<typeof made>) {
  const result = made(...input);
  if ('diagnostics' in result) return result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  const { steps, blocked } = result.plan;
  return [
    ...steps.map(({ action, kind, address }) => `${action} ${kind} ${address}`),
    ...blocked.map(({ address, reason }) => `blocked ${address}: ${reason}`),
  ];
}

const gone: Spec = { users: { 'bob@x.io': 'absent' } };
const inCore = (content: Exclude<NonNullable<Spec['organizations']>[string], 'absent'>): Spec => ({
  organizations: { Core: content },
});

describe('a removal', () => {
  it('covers those of what goes along', () => {
    const all = inCore({
      members: { 'bob@x.io': 'absent' },
      spaces: {
        alpha: { members: { 'bob@x.io': 'absent' }, projects: { chat: { members: { 'bob@x.io': 'absent' } } } },
      },
    });
    expect(told(all)).toEqual([
      `delete project-role-binding ${inAlpha}/project/chat/member/bob@x.io`,
      'delete organization-member organization/Core/member/bob@x.io',
    ]);
    expect(told({ ...gone, ...all })).toEqual(['delete user user/bob@x.io']);
    expect(told({ organizations: { Core: { spaces: { alpha: 'absent' } } } })).toEqual([`delete space ${inAlpha}`]);
  });

  it('leaves to themselves the things that go along with a removal which is covered itself', () => {
    const entries: readonly Entry[] = [
      ['organization-member', { ...core, ...bob }, { role: 'member' }],
      ['space-member', { ...alpha, ...bob }, { role: 'member' }],
      ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }],
    ];
    const asked = inCore({
      members: { 'bob@x.io': 'absent' },
      spaces: { alpha: { members: { 'bob@x.io': 'absent' } } },
    });
    // The membership of the organization takes that of the space along, and nobody says that it takes a role binding.
    expect(told(asked, { entries })).toEqual([
      `delete space-role-binding ${inAlpha}/member/bob@x.io`,
      'delete organization-member organization/Core/member/bob@x.io',
    ]);
  });

  it('covers the asking for what nobody lists, of the person, of the place, and of the membership above', () => {
    const unread = { entries: [], live: {} };
    const asked = inCore({
      members: { 'bob@x.io': 'absent' },
      spaces: { alpha: { members: { 'bob@x.io': 'absent' } } },
    });
    expect(told({ ...gone, ...asked }, unread)).toEqual(['delete user user/bob@x.io']);
    expect(told(asked, unread)).toEqual(['assert organization-member organization/Core/member/bob@x.io']);
    const alone = inCore({ spaces: { alpha: { members: { 'bob@x.io': 'absent' } } } });
    expect(told(alone, unread)).toEqual([`assert space-member ${inAlpha}/member/bob@x.io`]);
    // Another person's removal, or another place's, covers nothing of it.
    expect(told({ users: { 'ann@x.io': 'absent' }, ...alone }, unread)).toEqual([
      `assert space-member ${inAlpha}/member/bob@x.io`,
      'delete user user/ann@x.io',
    ]);
    expect(told({ organizations: { ...alone.organizations, Edge: 'absent' } }, unread)).toEqual([
      `assert space-member ${inAlpha}/member/bob@x.io`,
      'delete organization organization/Edge',
    ]);
  });

  it('that would take what the files keep is an error, with both places, also where that is live as declared', () => {
    const at = (file: string) => ({ file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
    const kept = 'organization/Core/member/bob@x.io';
    const result = made({ ...gone, ...inCore({ members: { 'bob@x.io': 'member' } }) });
    expect('diagnostics' in result ? result.diagnostics : []).toEqual([
      {
        ...{ code: 'cascade-takes-declared', severity: 'error', span: at('user/bob@x.io') },
        message: `removing user/bob@x.io would also remove ${kept}, which the files keep.`,
        related: [{ message: 'kept here', span: at(kept) }],
        hint: 'remove both, or keep both',
      },
    ]);
    const changed = inCore({ members: { 'bob@x.io': 'admin' } });
    expect(told({ ...gone, ...changed })).toEqual([expect.stringContaining(`would also remove ${kept}`)]);
    const above = inCore({
      members: { 'bob@x.io': 'absent' },
      spaces: { alpha: { members: { 'bob@x.io': 'member' } } },
    });
    expect(told(above)).toEqual([expect.stringContaining(`would also remove ${inAlpha}/member/bob@x.io`)]);
  });

  it('that would take what is in the files and out of the run is one too', () => {
    const organizations = {
      Core: { members: { 'bob@x.io': 'absent' }, spaces: { alpha: { members: { 'bob@x.io': 'member' } } } },
    };
    const part = select(desiredState({ organizations }), { only: ['organization-member'] });
    expect(planFrom(part, liveState([...base, ...members], { rosters }))).toMatchObject({
      diagnostics: [{ code: 'cascade-takes-declared' }],
    });
  });

  it('is none of who is in no map of users, and has a role in the files all the same', () => {
    const remove = { action: 'remove' as const, source: { file: 'policy', path: [] } };
    const files: Spec = {
      users: { 'bob@x.io': {} },
      roles: {},
      ...inCore({ spaces: { alpha: { members: { 'ann@x.io': 'Reader' } } } }),
    };
    const desired = desiredState({ ...files, policy: { ...noPolicy, unmanaged: { user: remove, role: remove } } });
    const live = liveState([...base, ...members, ['role', { role: 'Old' }], ['user', { user: 'cy@x.io' }]], {
      rosters,
    });
    for (const part of [desired, select(desired, { only: ['user', 'role'] })]) {
      const { steps, unmanaged } = madePlan(part, live);
      expect(steps.map(({ address }) => address)).toEqual(['role/Old', 'user/cy@x.io']);
      const reported = unmanaged.filter(({ kind }) => kind === 'user' || kind === 'role');
      expect(reported.map(({ address }) => address)).toEqual(['role/Reader', 'user/ann@x.io']);
    }
  });

  it('may take what is made anew', () => {
    const replaced = inCore({ spaces: { alpha: { members: { 'bob@x.io': 'Reader' } } } });
    const both: readonly Entry[] = [...members, ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }]];
    expect(told(replaced, { entries: both })).toEqual([
      `delete space-member ${inAlpha}/member/bob@x.io`,
      `create space-role-binding ${inAlpha}/member/bob@x.io`,
    ]);
  });
});

describe('a role that is still bound', () => {
  const without: Spec = { roles: { Reader: 'absent' } };
  const bound =
    'the role is still bound, and Arize refuses to delete a bound role; give them another one first, or none: ';

  it('stays, and says by whom it is held', () => {
    const foreignBindings = [
      { id: 'B9', userId: 'U9', role: addressOf.role('Reader'), resource: undefined },
      { id: 'B8', userId: 'U8', role: addressOf.role('Other'), resource: undefined },
    ];
    expect(told(without, { live: { rosters, foreignBindings } })).toEqual([
      `blocked role/Reader: ${bound}a place that is not listed, by a service key or somebody who is not listed; ${inAlpha}/member/ann@x.io; ${inAlpha}/project/chat/member/bob@x.io`,
    ]);
    expect(told(without, { entries: [], live: { foreignBindings: foreignBindings.slice(1) } })).toEqual([
      'delete role role/Reader',
    ]);
  });

  it('goes where every binding goes, changes, or is taken along', () => {
    const spec: Spec = {
      roles: { Reader: 'absent', Writer: { permissions: ['X'] } },
      users: { 'bob@x.io': 'absent' },
      ...inCore({ spaces: { alpha: { members: { 'ann@x.io': 'Writer' } } } }),
    };
    expect(told(spec)).toEqual([
      'create role role/Writer',
      `update space-role-binding ${inAlpha}/member/ann@x.io`,
      'delete user user/bob@x.io',
      'delete role role/Reader',
    ]);
    const half: Spec = { ...without, users: { 'bob@x.io': 'absent' } };
    expect(told(half)).toEqual([
      'delete user user/bob@x.io',
      `blocked role/Reader: ${bound}${inAlpha}/member/ann@x.io`,
    ]);
  });
});

describe('what is protected', () => {
  const says = (pattern: string) =>
    `protected by \`policy.protect\`: ${JSON.stringify(pattern)}; remove that line first, in a change of its own`;

  it('is not removed, neither by itself, nor along, nor unseen; the rest is', () => {
    const two: Spec = { users: { 'ann@x.io': 'absent', 'bob@x.io': 'absent' } };
    expect(told(two, { protect: ['user/b*'] })).toEqual([
      'delete user user/ann@x.io',
      `blocked user/bob@x.io: ${says('user/b*')}`,
    ]);
    const along = `${inAlpha}/project/chat/member/*`;
    expect(told(two, { protect: ['role/none', along] })).toEqual([
      'delete user user/ann@x.io',
      `blocked user/bob@x.io: it would also remove ${inAlpha}/project/chat/member/bob@x.io, which is ${says(along)}`,
    ]);
    const unseen = 'organization/Edge/member/ann@x.io';
    expect(told(two, { live: {}, protect: [unseen] })).toEqual([
      'delete user user/bob@x.io',
      `blocked user/ann@x.io: it may also remove ${unseen}, which can't be seen and would be ${says(unseen)}`,
    ]);
    // Where the members are listed, or taken as the files had them, nobody is there unseen.
    expect(told(two, { protect: [unseen] })).toHaveLength(2);
    const believed = { ref: 'HEAD', places: rosters };
    expect(told(two, { live: { believed }, protect: [unseen] }).filter((line) => line.startsWith('blocked'))).toEqual(
      [],
    );
  });

  it('is not taken unseen by a place, nor by a membership above', () => {
    const unread = { entries: [], live: {} };
    const spaceGone = inCore({ spaces: { alpha: 'absent' } });
    const blocked = (...input: Parameters<typeof told>) =>
      told(...input).filter((line) => line.startsWith('blocked')).length;
    expect(blocked(spaceGone, { ...unread, protect: [`${inAlpha}/member/ann@x.io`] })).toBe(1);
    expect(blocked(spaceGone, { ...unread, protect: ['organization/Core/member/ann@x.io'] })).toBe(0);
    expect(blocked(spaceGone, { ...unread, protect: ['organization/Edge/space/beta/member/ann@x.io'] })).toBe(0);
    const organizationGone: Spec = { organizations: { Core: 'absent' } };
    expect(blocked(organizationGone, { ...unread, protect: ['organization/Core/member/ann@x.io'] })).toBe(1);
    expect(blocked(organizationGone, { ...unread, protect: [`${inAlpha}/member/ann@x.io`] })).toBe(1);
    expect(blocked(organizationGone, { ...unread, protect: ['organization/Edge/member/ann@x.io'] })).toBe(0);
    const memberGone = inCore({ members: { 'bob@x.io': 'absent' } });
    const half = { live: { rosters: new Set([addressOf.organization('Core')]) } };
    expect(blocked(memberGone, { ...half, protect: [`${inAlpha}/member/bob@x.io`] })).toBe(1);
    expect(blocked(memberGone, { ...half, protect: [`${inAlpha}/member/ann@x.io`] })).toBe(0);
    expect(blocked(memberGone, { ...half, protect: ['organization/Edge/space/beta/member/bob@x.io'] })).toBe(0);
  });

  it('is not taken unseen in a place that is not shown at all', () => {
    const blocked = (spec: Spec, protect: string, ...hides: readonly KindName[]) =>
      told(spec, { live: { rosters, hides }, protect: [protect] }).filter((line) => line.startsWith('blocked')).length;
    const everywhere = ['organization', 'space', 'project'] as const;
    expect(blocked(gone, 'organization/Secret/member/*', ...everywhere)).toBe(1);
    expect(blocked(gone, 'organization/Secret/member/ann@x.io', ...everywhere)).toBe(0);
    expect(blocked(gone, 'organization/Secret/member/*')).toBe(0);
    expect(blocked(gone, 'organization/Core/space/vault/**', 'space')).toBe(1);
    expect(blocked(gone, 'organization/Core/space/vault/**', 'organization')).toBe(0);
    expect(blocked(gone, 'organization/Secret', ...everywhere)).toBe(0);
    const organizationGone: Spec = { organizations: { Core: 'absent' } };
    expect(blocked(organizationGone, 'organization/Core/space/vault', 'space')).toBe(1);
    expect(blocked(organizationGone, 'organization/Edge/space/vault', 'space')).toBe(0);
    expect(blocked(organizationGone, `${inAlpha}/project/secret/restriction`, 'project')).toBe(1);
    const memberGone = inCore({ members: { 'bob@x.io': 'absent' } });
    expect(blocked(memberGone, 'organization/Core/space/vault/member/bob@x.io', 'space')).toBe(1);
    expect(blocked(memberGone, 'organization/Core/space/vault', 'space')).toBe(0);
  });

  it('keeps the grant too that was to take its place', () => {
    const replaced = inCore({ spaces: { alpha: { members: { 'bob@x.io': 'Reader' } } } });
    const pattern = `${inAlpha}/member/bob@x.io`;
    expect(told(replaced, { protect: [pattern] })).toEqual([`blocked ${pattern}: ${says(pattern)}`]);
    const other = inCore({ spaces: { alpha: { members: { 'ann@x.io': 'member' } } } });
    const held = `${inAlpha}/member/ann@x.io`;
    const joined: Entry = ['organization-member', { ...core, ...ann }, { role: 'member' }];
    expect(told(other, { entries: [...members, joined], protect: [held] })).toEqual([`blocked ${held}: ${says(held)}`]);
  });

  it('may change', () => {
    expect(told({ users: { 'bob@x.io': { name: 'Robert' } } }, { protect: ['**'] })).toEqual([
      'update user user/bob@x.io',
    ]);
  });

  it('does not lose that by a new name', () => {
    const renamed: Spec = {
      organizations: { Kern: { renamedFrom: 'Core', spaces: { omega: { renamedFrom: 'alpha' } } } },
    };
    const result = made(renamed, { protect: [`${inAlpha}/member/*`] });
    const at = (file: string) => ({ file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
    const now = 'organization/Kern/space/omega';
    expect('diagnostics' in result ? result.diagnostics : []).toEqual([
      {
        ...{ code: 'rename-leaves-protection', severity: 'error', span: at(now) },
        message: `\`policy.protect\` has "${inAlpha}/member/*": what that protects at ${inAlpha} or below would not be protected as ${now}, its new name.`,
        hint: `protect the new name too: add "${now}/member/*" to \`policy.protect\``,
      },
    ]);
    expect(told(renamed, { protect: ['organization/**'] })).toHaveLength(2);
    expect(told(renamed, { protect: [`${inAlpha}/member/bob@x.io`, `${now}/**`] })).toHaveLength(2);
    expect(told(renamed, { protect: ['organization/Edge/**', 'user/*'] })).toHaveLength(2);
    expect(told(renamed, { protect: ['organization/Core'] })).toEqual([
      'rename-leaves-protection: `policy.protect` has "organization/Core": what that protects at organization/Core or below would not be protected as organization/Kern, its new name.',
    ]);
  });

  it('is what the patterns say, whether that is live, read, or not', () => {
    const renamed: Spec = {
      organizations: {
        Kern: { renamedFrom: 'Core' },
        Edge: { spaces: { beta: { projects: { y: { renamedFrom: 'x' } } } } },
      },
      roles: { Auditor: { permissions: [], renamedFrom: 'Reader' } },
    };
    const named: Entry = ['project', { organization: 'Edge', space: 'beta', project: 'x' }];
    const unread = { entries: [named], live: {} };
    for (const [pattern, also] of [
      ['organization/Core/space/nowhere', 'organization/Kern/space/nowhere'],
      ['organization/Core/**', 'organization/Kern/**'],
      ['organization/*ore/space/*/member/boss@x.io', 'organization/Kern/space/*/member/boss@x.io'],
      ['role/R*', 'role/Auditor'],
      ['organization/Edge/space/beta/project/x/member/*', 'organization/Edge/space/beta/project/y/member/*'],
    ] as const) {
      const result = made(renamed, { ...unread, protect: [pattern] });
      expect(result).toMatchObject({
        diagnostics: [{ code: 'rename-leaves-protection', hint: expect.stringContaining(`add "${also}"`) as string }],
      });
      expect(
        told(renamed, { ...unread, protect: [pattern, also] }).filter((line) => line.startsWith('rename ')),
      ).toHaveLength(3);
    }
  });

  it('is not led out of that by a new name, and then deleted under it, whatever the pattern and the way of deleting', () => {
    const source = { file: 'policy', path: [] };
    const remove = { action: 'remove' as const, source };
    const deleting: readonly (readonly [Spec['organizations'], Partial<Policy>])[] = [
      [{ Kern: { renamedFrom: 'Core', spaces: { alpha: 'absent' } } }, {}],
      [{ Kern: { renamedFrom: 'Core', spaces: {} } }, { unmanaged: { space: remove } }],
      [{ Kern: { renamedFrom: 'Core', spaces: { alpha: { projects: { chat: 'absent' } } } } }, {}],
      [{ Kern: { renamedFrom: 'Core', spaces: { alpha: { projects: {} } } } }, { unmanaged: { project: remove } }],
      [{ Kern: { renamedFrom: 'Core', spaces: { alpha: { members: { 'bob@x.io': 'absent' } } } } }, {}],
    ];
    const patterns = [
      ...['organization/Core', 'organization/Core/**', inAlpha, `${inAlpha}/**`, `${inAlpha}/project/*`],
      ...[`${inAlpha}/member/Bob@x.io`, '**/Core/**/member/bob@x.io', 'organization/C*/space/alpha'],
    ];
    for (const [organizations, policy] of deleting)
      for (const pattern of patterns)
        for (const live of [{ rosters }, {}]) {
          const lines = told(
            { ...(organizations !== undefined && { organizations }) },
            { live, protect: [pattern], ...policy },
          );
          expect(lines).toEqual([expect.stringContaining('rename-leaves-protection')]);
        }
  });
});

describe('what is ignored', () => {
  const source = { file: 'policy', path: [] };
  const remove = { action: 'remove' as const, source };

  it('is not taken along by the removal of what no file has, and by a declared one it is', () => {
    const ignore = [`${inAlpha}/project/chat/**`];
    const unmanaged: Spec = inCore({ spaces: {} });
    expect(told(unmanaged, { ignore, unmanaged: { space: remove } })).toEqual([
      `blocked ${inAlpha}: it would also remove ${inAlpha}/project/chat, which is left alone by \`policy.ignore\`: "${ignore[0] ?? ''}"; remove that line, or declare it`,
    ]);
    expect(told(inCore({ spaces: { alpha: 'absent' } }), { ignore, unmanaged: { space: remove } })).toEqual([
      `delete space ${inAlpha}`,
    ]);
  });
});
