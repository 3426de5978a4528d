import { describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../src/model/call.js';
import type { LiveState } from '../../src/model/live.js';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import { isRead } from '../../src/model/visibility.js';
import { AccountCopy } from '../../src/simulation/account.js';
import type { Effect } from '../../src/model/account.js';
import { perform } from '../../src/simulation/effects.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* Rule by rule, what the model says a call does (contract §7); that a server does the same is tested beside this. */

const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const id = (name: string) => ({ id: name });

const entries: readonly Entry[] = [
  ['user', ann, { name: 'Ann', role: 'member', status: 'active', developer: false }, id('ann')],
  ['user', bob, { name: 'Bob', role: 'member', status: 'invited', developer: false }, id('bob')],
  ['user', { user: 'eve@x.io' }, { name: 'Eve', role: 'member', status: 'expired', developer: false }, id('eve')],
  ['user', { user: 'pat@x.io' }, { name: 'Pat', role: 'annotator', status: 'active' }, id('pat')],
  ['role', { role: 'Reader' }, { description: 'reads', permissions: ['PROJECT_READ'] }, id('reader')],
  ['role', { role: 'Writer' }, { description: '', permissions: ['ROLE_READ'] }, id('writer')],
  ['role', { role: 'Bot' }, { description: '', permissions: ['ROLE_READ'] }, id('bot')],
  ['role', { role: 'Predefined' }, { description: '', permissions: ['X'] }, { ...id('fixed'), builtIn: true }],
  ['organization', core, { description: 'the core' }, id('core')],
  ['organization', { organization: 'Edge' }, { description: '' }, id('edge')],
  ['organization-member', { ...core, ...ann }, { role: 'admin' }, id('ann')],
  ['organization-member', { ...core, ...bob }, { role: 'member' }, id('bob')],
  ['space', alpha, { description: 'first', private: false }, id('alpha')],
  ['space', { ...core, space: 'beta' }, { description: '', private: true }, id('beta')],
  ['space', { organization: 'Edge', space: 'alpha' }, { description: '', private: false }, id('edge-alpha')],
  ['space-member', { ...alpha, ...ann }, { role: 'admin' }, id('ann')],
  ['space-member', { ...alpha, ...bob }, { role: 'member' }, id('bob')],
  ['space-member', { ...core, space: 'beta', ...bob }, { role: 'member' }, id('bob')],
  ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }, id('b1')],
  ['project', chat, {}, id('chat')],
  ['project', { ...alpha, project: 'mail' }, {}, id('mail')],
  ['project-role-binding', { ...chat, ...bob }, { role: 'Reader' }, id('b2')],
  ['restriction', chat, { restricted: true }, id('chat')],
  ['api-key', { key: 'traces' }, { type: 'service' }, id('key')],
];

const live: LiveState = liveState(entries, {
  rosters: new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]),
  foreignBindings: [{ id: 'b9', userId: 'bot', role: addressOf.role('Bot'), resource: undefined }],
});

function after(...calls: readonly ResolvedCall[]): { readonly account: AccountCopy; readonly effect: Effect } {
  const account = AccountCopy.of(live).begin();
  let effect: Effect = { ok: false, refusal: 'nothing was done' };
  for (const call of calls) effect = perform(account, call);
  return { account, effect };
}

/** `refused: …`, or what is other afterwards, `+` for made or changed and `-` for gone. */
function told(effect: Effect): string | readonly string[] {
  if (!effect.ok) return `refused: ${effect.refusal}`;
  const list = (sign: string, found: readonly { readonly kind: string; readonly address: string }[]) =>
    found.map(({ kind, address }) => `${sign}${kind} ${address}`);
  return [...list('+', effect.changed), ...list('-', effect.removed)];
}

const does = (...calls: readonly ResolvedCall[]) => told(after(...calls).effect);
const nothing: readonly string[] = [];

const inAlpha = 'organization/Core/space/alpha';
const wholeAlpha = [
  `-project-role-binding ${inAlpha}/project/chat/member/bob@x.io`,
  `-restriction ${inAlpha}/project/chat/restriction`,
  `-project ${inAlpha}/project/chat`,
  `-project ${inAlpha}/project/mail`,
  `-space-member ${inAlpha}/member/ann@x.io`,
  `-space-member ${inAlpha}/member/bob@x.io`,
  `-space-role-binding ${inAlpha}/member/bob@x.io`,
  `-space ${inAlpha}`,
];

describe('people', () => {
  const invite = (email: string, how: 'NONE' | 'EMAIL_LINK' = 'EMAIL_LINK'): ResolvedCall => ({
    ...{ do: 'users.create', name: 'New', email, role: 'MEMBER', invite: how },
  });
  const stateOf = (user: string, ...calls: readonly ResolvedCall[]) =>
    after(...calls).account.attributesAt('user', { user });

  it('are invited once, anew where the invitation ran out, and never again once deleted', () => {
    expect(does(invite('New@X.io'))).toEqual(['+user user/new@x.io']);
    const fresh = { developer: null, name: 'New', role: 'member' };
    expect(stateOf('new@x.io', invite('New@X.io'))).toEqual({ ...fresh, status: 'invited' });
    expect(stateOf('new@x.io', invite('New@X.io', 'NONE'))).toEqual({ ...fresh, status: 'active' });
    expect(does(invite('ann@x.io'))).toBe('refused: there is a user ann@x.io already');
    const { effect, account } = after(invite('bob@x.io'));
    expect(effect).toEqual({ ok: true, made: 'bob', changed: [], removed: [] });
    expect(account.attributesAt('user', bob)).toMatchObject({ name: 'Bob', status: 'invited' });
    expect(does(invite('bob@x.io', 'NONE'))).toBe('refused: there is a user bob@x.io already');
    expect(stateOf('eve@x.io', invite('eve@x.io'))).toEqual({
      ...{ name: 'New', role: 'member', status: 'invited', developer: false },
    });
    expect(does({ do: 'users.delete', user: 'ann' }, invite('Ann@x.io'))).toBe(
      "refused: ann@x.io was deactivated and can't be invited again",
    );
  });

  it('change by field', () => {
    const update: ResolvedCall = { do: 'users.update', user: 'ann', developer: true };
    expect(does(update)).toEqual(['+user user/ann@x.io']);
    expect(stateOf('ann@x.io', update)).toEqual({ name: 'Ann', role: 'member', status: 'active', developer: true });
    expect(stateOf('ann@x.io', { do: 'users.update', user: 'ann', name: 'A' })).toMatchObject({
      ...{ name: 'A', developer: false },
    });
    expect(does({ do: 'users.update', user: 'core' })).toBe('refused: there is no user core');
    for (const one of ['users.resend-invitation', 'users.reset-password'] as const) {
      expect(does({ do: one, user: 'bob' })).toEqual(['+user user/bob@x.io']);
      expect(does({ do: one, user: 'reader' })).toBe('refused: there is no user reader');
    }
  });

  it('take all that they have along', () => {
    expect(does({ do: 'users.delete', user: 'bob' })).toEqual([
      '-organization-member organization/Core/member/bob@x.io',
      `-space-member ${inAlpha}/member/bob@x.io`,
      '-space-member organization/Core/space/beta/member/bob@x.io',
      `-space-role-binding ${inAlpha}/member/bob@x.io`,
      `-project-role-binding ${inAlpha}/project/chat/member/bob@x.io`,
      '-user user/bob@x.io',
    ]);
    expect(does({ do: 'users.delete', user: 'bob' }, { do: 'users.delete', user: 'bob' })).toEqual(nothing);
    expect(does({ do: 'users.delete', user: 'reader' })).toEqual(nothing);
  });
});

describe('organizations', () => {
  it('have a name of their own', () => {
    const create = (name: string, description?: string): ResolvedCall => ({
      ...{ do: 'organizations.create', name, ...(description !== undefined && { description }) },
    });
    expect(does(create('New'))).toEqual(['+organization organization/New']);
    const described = (...calls: readonly ResolvedCall[]) =>
      after(...calls).account.attributesAt('organization', { organization: 'New' });
    expect(described(create('New'))).toEqual({ description: '' });
    expect(described(create('New', 'x'))).toEqual({ description: 'x' });
    expect(does(create('Core'))).toBe('refused: there is an organization Core already');
    const rename = (name: string): ResolvedCall => ({
      ...{ do: 'organizations.update', organization: 'core', name, description: 'd' },
    });
    expect(does(rename('New'))).toEqual(['+organization organization/New']);
    expect(described(rename('New'))).toEqual({ description: 'd' });
    expect(does(rename('New'), create('Core'))).toEqual(['+organization organization/Core']);
    expect(does(rename('Core'))).toEqual(['+organization organization/Core']);
    expect(does(rename('Edge'))).toBe('refused: there is a organization Edge already');
    expect(does({ do: 'organizations.update', organization: 'none', description: '' })).toBe(
      'refused: there is no organization none',
    );
  });

  it('go with all that is in them', () => {
    expect(does({ do: 'organizations.delete', organization: 'core' })).toEqual([
      ...wholeAlpha,
      '-space-member organization/Core/space/beta/member/bob@x.io',
      '-space organization/Core/space/beta',
      '-organization-member organization/Core/member/ann@x.io',
      '-organization-member organization/Core/member/bob@x.io',
      '-organization organization/Core',
    ]);
    expect(does({ do: 'organizations.delete', organization: 'alpha' })).toEqual(nothing);
    const left = after({ do: 'organizations.delete', organization: 'core' }).account.toLive();
    expect(left.resources.restriction.size).toBe(0);
  });

  const add = (
    organization: string,
    user: string,
    role: 'MEMBER' | 'ANNOTATOR' | 'ADMIN' = 'MEMBER',
  ): ResolvedCall => ({
    ...{ do: 'organizations.add-user', organization, user, role },
  });
  const roleOf = (...calls: readonly ResolvedCall[]) =>
    after(...calls).account.attributesAt('organization-member', { ...core, ...bob });

  it('take members, again with another role', () => {
    expect(does(add('edge', 'bob'))).toEqual(['+organization-member organization/Edge/member/bob@x.io']);
    expect(roleOf(add('core', 'bob', 'ADMIN'))).toEqual({ role: 'admin' });
    expect(does(add('none', 'bob'))).toBe('refused: there is no organization none');
    expect(does(add('alpha', 'bob'))).toBe('refused: there is no organization alpha');
    expect(does(add('core', 'nobody'))).toBe('refused: there is no user nobody');
    expect(does(add('core', 'pat'))).toBe("refused: pat@x.io can't be member there");
    expect(does(add('core', 'bob', 'ANNOTATOR'))).toBe("refused: bob@x.io can't be annotator there");
    expect(does(add('core', 'pat', 'ANNOTATOR'))).toEqual(['+organization-member organization/Core/member/pat@x.io']);
  });

  it('let them go with their memberships of the spaces, and their bindings stay', () => {
    expect(does({ do: 'organizations.remove-user', organization: 'core', user: 'bob' })).toEqual([
      `-space-member ${inAlpha}/member/bob@x.io`,
      '-space-member organization/Core/space/beta/member/bob@x.io',
      '-organization-member organization/Core/member/bob@x.io',
    ]);
    expect(does({ do: 'organizations.remove-user', organization: 'edge', user: 'bob' })).toEqual(nothing);
    expect(roleOf({ do: 'organizations.remove-user', organization: 'core', user: 'bob' })).toBeUndefined();
  });
});

describe('spaces', () => {
  it('have a name of their own in their organization', () => {
    const create = (organization: string, name: string): ResolvedCall => ({ do: 'spaces.create', organization, name });
    const gamma = (...calls: readonly ResolvedCall[]) =>
      after(...calls).account.attributesAt('space', { ...core, space: 'gamma' });
    expect(does(create('core', 'gamma'))).toEqual(['+space organization/Core/space/gamma']);
    expect(gamma(create('core', 'gamma'))).toEqual({ description: '', private: false });
    expect(
      gamma({ do: 'spaces.create', organization: 'core', name: 'gamma', description: 'd', private: true }),
    ).toEqual({ description: 'd', private: true });
    expect(does(create('none', 'gamma'))).toBe('refused: there is no organization none');
    expect(does(create('core', 'alpha'))).toBe('refused: there is a space alpha already');
    expect(does(create('edge', 'beta'))).toEqual(['+space organization/Edge/space/beta']);
    const update = (more: { name?: string; private?: boolean }): ResolvedCall => ({
      ...{ do: 'spaces.update', space: 'alpha', description: 'd', ...more },
    });
    expect(gamma(update({ name: 'gamma' }))).toEqual({ description: 'd', private: false });
    expect(gamma(update({ name: 'gamma', private: true }))).toEqual({ description: 'd', private: true });
    expect(does(update({ name: 'beta' }))).toBe('refused: there is a space beta already');
  });

  it('go with all that is in them', () => {
    expect(does({ do: 'spaces.delete', space: 'alpha' })).toEqual(wholeAlpha);
    expect(does({ do: 'spaces.delete', space: 'core' })).toEqual(nothing);
  });

  it('take members of the organization alone, where those are known', () => {
    const add = (space: string, user: string): ResolvedCall => ({ do: 'spaces.add-user', space, user, role: 'MEMBER' });
    expect(does(add('beta', 'ann'))).toEqual(['+space-member organization/Core/space/beta/member/ann@x.io']);
    expect(does(add('beta', 'eve'))).toBe('refused: eve is not a member of the organization');
    expect(does(add('edge-alpha', 'eve'))).toEqual(['+space-member organization/Edge/space/alpha/member/eve@x.io']);
    expect(does(add('none', 'eve'))).toBe('refused: there is no space none');
    // Whose members nobody listed is known of what was made here.
    const made = after({ do: 'organizations.create', name: 'New' });
    const created = made.effect.ok ? (made.effect.made ?? '') : '';
    const space = perform(made.account, { do: 'spaces.create', organization: created, name: 's' });
    expect(told(perform(made.account, add(space.ok ? (space.made ?? '') : '', 'ann')))).toBe(
      'refused: ann is not a member of the organization',
    );
  });

  it('let members go with their bindings on the space, and who is none keeps them', () => {
    expect(does({ do: 'spaces.remove-user', space: 'alpha', user: 'bob' })).toEqual([
      `-space-role-binding ${inAlpha}/member/bob@x.io`,
      `-space-member ${inAlpha}/member/bob@x.io`,
    ]);
    const bind: ResolvedCall = {
      ...{ do: 'role-bindings.create', user: 'eve', role: 'writer', resourceType: 'SPACE', resource: 'alpha' },
    };
    expect(does(bind, { do: 'spaces.remove-user', space: 'alpha', user: 'eve' })).toEqual(nothing);
  });
});

describe('roles', () => {
  it('have a name of their own and a permission at least', () => {
    const create = (name: string, permissions: readonly string[], description?: string): ResolvedCall => ({
      ...{ do: 'roles.create', name, permissions, ...(description !== undefined && { description }) },
    });
    const made = (...calls: readonly ResolvedCall[]) => after(...calls).account.attributesAt('role', { role: 'New' });
    expect(does(create('New', ['B', 'A']))).toEqual(['+role role/New']);
    expect(made(create('New', ['B', 'A']))).toEqual({ description: '', permissions: ['A', 'B'] });
    expect(made(create('New', ['A'], 'd'))).toEqual({ description: 'd', permissions: ['A'] });
    expect(does(create('New', []))).toBe('refused: a role needs a permission');
    expect(does(create('Reader', ['A']))).toBe('refused: there is a role Reader already');
    const update = (more: { name?: string; permissions?: readonly string[] }, role = 'reader'): ResolvedCall => ({
      ...{ do: 'roles.update', role, description: 'd', ...more },
    });
    expect(made(update({ name: 'New' }))).toEqual({ description: 'd', permissions: ['PROJECT_READ'] });
    expect(made(update({ name: 'New', permissions: ['Z', 'Y'] }))).toEqual({
      description: 'd',
      permissions: ['Y', 'Z'],
    });
    expect(does(update({ permissions: [] }))).toBe('refused: a role needs a permission');
    expect(does(update({}, 'fixed'))).toBe('refused: a built-in role stays as it is');
  });

  it('go once nobody has them, the bots of service keys included', () => {
    const remove = (role: string): ResolvedCall => ({ do: 'roles.delete', role });
    expect(does(remove('writer'))).toEqual(['-role role/Writer']);
    expect(does(remove('reader'))).toBe('refused: the role Reader is still bound');
    expect(does(remove('bot'))).toBe('refused: the role Bot is still bound');
    expect(does(remove('fixed'))).toBe('refused: a built-in role stays');
    expect(does(remove('ann'))).toEqual(nothing);
    const unbind = (binding: string): ResolvedCall => ({ do: 'role-bindings.delete', binding });
    expect(does(unbind('b1'), remove('reader'))).toBe('refused: the role Reader is still bound');
    expect(does(unbind('b1'), unbind('b2'), remove('reader'))).toEqual(['-role role/Reader']);
  });
});

describe('role bindings', () => {
  type Bind = Extract<ResolvedCall, { readonly do: 'role-bindings.create' }>;
  const bind = (more: Partial<Bind> = {}): ResolvedCall => ({
    ...{ do: 'role-bindings.create', user: 'ann', role: 'writer', resourceType: 'SPACE', resource: 'alpha' },
    ...more,
  });

  it('are one for each person and place', () => {
    expect(does(bind())).toEqual([`+space-role-binding ${inAlpha}/member/ann@x.io`]);
    expect(does(bind({ resourceType: 'PROJECT', resource: 'chat' }))).toEqual([
      `+project-role-binding ${inAlpha}/project/chat/member/ann@x.io`,
    ]);
    expect(does(bind({ user: 'bob' }))).toBe('refused: bob has a role there already');
    expect(does(bind({ user: 'bob', resourceType: 'PROJECT', resource: 'chat' }))).toBe(
      'refused: bob has a role there already',
    );
    expect(does(bind({ resourceType: 'PROJECT' }))).toBe('refused: there is no project alpha');
    expect(does(bind({ resource: 'chat' }))).toBe('refused: there is no space chat');
    expect(does(bind({ user: 'none' }))).toBe('refused: there is no user none');
    expect(does(bind({ role: 'ann' }))).toBe('refused: there is no role ann');
  });

  it('change their role, and go alone', () => {
    const { account, effect } = after({ do: 'role-bindings.update', binding: 'b1', role: 'writer' });
    expect(told(effect)).toEqual([`+space-role-binding ${inAlpha}/member/bob@x.io`]);
    expect(account.attributesAt('space-role-binding', { ...alpha, ...bob })).toEqual({ role: 'Writer' });
    expect(told(perform(account, { do: 'roles.delete', role: 'writer' }))).toBe(
      'refused: the role Writer is still bound',
    );
    expect(does({ do: 'role-bindings.update', binding: 'none', role: 'writer' })).toBe(
      'refused: there is no role binding none',
    );
    expect(does({ do: 'role-bindings.update', binding: 'b1', role: 'none' })).toBe('refused: there is no role none');
    expect(does({ do: 'role-bindings.delete', binding: 'b2' })).toEqual([
      `-project-role-binding ${inAlpha}/project/chat/member/bob@x.io`,
    ]);
    expect(does({ do: 'role-bindings.delete', binding: 'none' })).toEqual(nothing);
    expect(does({ do: 'role-bindings.delete', binding: 'b2' }, { do: 'role-bindings.delete', binding: 'b2' })).toEqual(
      nothing,
    );
  });
});

describe('projects and restrictions', () => {
  it('are made and go', () => {
    const create = (space: string, name: string): ResolvedCall => ({ do: 'projects.create', space, name });
    expect(does(create('beta', 'chat'))).toEqual(['+project organization/Core/space/beta/project/chat']);
    expect(does(create('alpha', 'chat'))).toBe('refused: there is a project chat already');
    expect(does(create('core', 'chat'))).toBe('refused: there is no space core');
    expect(does({ do: 'projects.delete', project: 'chat' })).toEqual(wholeAlpha.slice(0, 3));
    expect(does({ do: 'projects.delete', project: 'alpha' })).toEqual(nothing);
    expect(does({ do: 'projects.delete', project: 'chat' }, create('alpha', 'chat'))).toHaveLength(1);
    const restrict = (resource: string): ResolvedCall => ({ do: 'resource-restrictions.restrict', resource });
    const unrestrict = (resource: string): ResolvedCall => ({ do: 'resource-restrictions.unrestrict', resource });
    const restriction = `${inAlpha}/project/mail/restriction`;
    expect(does(restrict('mail'))).toEqual([`+restriction ${restriction}`]);
    expect(does(restrict('alpha'))).toBe('refused: there is no project alpha');
    expect(does(restrict('mail'), unrestrict('mail'))).toEqual([`-restriction ${restriction}`]);
    expect(does(unrestrict('mail'))).toEqual(nothing);
    expect(does(unrestrict('alpha'))).toEqual(nothing);
  });
});

describe('API keys', () => {
  type Service = Extract<ResolvedCall, { readonly do: 'api-keys.create-service' }>;
  type Organizations = Service['organizations'];
  const service = (organizations: Organizations): ResolvedCall => ({
    ...{ do: 'api-keys.create-service', name: 'new', accountRole: 'MEMBER', organizations },
  });
  const inCore = (space: string, role: Organizations[number]['spaces'][number]['role'] = 'MEMBER'): Organizations => [
    { organization: 'core', role: 'READ_ONLY', spaces: [{ space, role }] },
  ];

  it('of services are good for places that are there', () => {
    expect(does(service(inCore('alpha')))).toEqual(['+api-key api-key/new']);
    expect(does(service(inCore('alpha', { role: 'reader' })))).toEqual(['+api-key api-key/new']);
    expect(does(service([]))).toBe('refused: a service key needs an organization');
    expect(does(service([{ organization: 'none', role: 'MEMBER', spaces: [] }]))).toBe(
      'refused: there is no organization none',
    );
    expect(does(service(inCore('none')))).toBe('refused: there is no space none');
    expect(does(service(inCore('alpha', { role: 'none' })))).toBe('refused: there is no role none');
  });

  it('may have the name of another, and go by their IDs', () => {
    const create: ResolvedCall = { do: 'api-keys.create', name: 'traces' };
    expect(does(create)).toEqual(['+api-key api-key/traces']);
    const { account } = after(create, { do: 'api-keys.revoke', key: 'key' });
    expect(account.attributesAt('api-key', { key: 'traces' })).toEqual({});
    expect(does({ do: 'api-keys.revoke', key: 'key' })).toEqual(['-api-key api-key/traces']);
    expect(does({ do: 'api-keys.revoke', key: 'alpha' })).toEqual(nothing);
    expect(does({ do: 'api-keys.refresh', key: 'key', graceSeconds: 1 })).toEqual(['+api-key api-key/traces']);
    expect(does({ do: 'api-keys.refresh', key: 'none', graceSeconds: 1 })).toBe('refused: there is no api-key none');
  });
});

describe('a copy of an account', () => {
  it('gives back what it was made of, and leaves that alone', () => {
    const whole = liveState(entries, live);
    const account = AccountCopy.of(live).begin();
    expect(account.toLive()).toEqual(whole);
    perform(account, { do: 'organizations.delete', organization: 'core' });
    perform(account, { do: 'users.delete', user: 'bob' });
    expect(live).toEqual(whole);
  });

  it('knows of a member without a role that there is one, and leaves out grants of nobody', () => {
    const partly = liveState([
      ['user', ann, {}, id('ann')],
      ['organization', core, {}, id('core')],
      ['organization-member', { ...core, ...ann }, {}, id('ann')],
      ['organization-member', { ...core, ...bob }, { role: 'member' }, id('bob')],
      ['organization-member', { organization: 'Gone', ...ann }, { role: 'member' }, id('ann')],
    ]);
    const account = AccountCopy.of(partly).begin();
    expect(account.attributesAt('organization-member', { ...core, ...ann })).toEqual({ role: '' });
    const members = account.toLive().resources['organization-member'];
    expect([...members.values()].map(({ address, attributes }) => [address, attributes])).toEqual([
      ['organization/Core/member/ann@x.io', {}],
    ]);
  });

  it('says what is at a place, and nothing of what is not there', () => {
    const { account } = after();
    expect(account.attributesAt('restriction', chat)).toEqual({ restricted: true });
    expect(account.attributesAt('restriction', { ...alpha, project: 'mail' })).toBeUndefined();
    expect(account.attributesAt('restriction', { ...alpha, project: 'none' })).toBeUndefined();
    expect(account.attributesAt('project', { ...chat, space: 'beta' })).toBeUndefined();
    expect(account.attributesAt('space-member', { ...alpha, user: 'eve@x.io' })).toBeUndefined();
    expect(account.attributesAt('space-member', { ...alpha, user: 'none' })).toBeUndefined();
    expect(account.attributesAt('space-member', { ...core, space: 'none', ...bob })).toBeUndefined();
    expect(account.attributesAt('api-key', { key: 'traces' })).toEqual({ type: 'service' });
    expect(account.attributesAt('role', { role: 'none' })).toBeUndefined();
  });

  it('after changes is what a new reading would give', () => {
    const { account } = after(
      { do: 'organizations.update', organization: 'core', name: 'Kern', description: 'd' },
      { do: 'spaces.create', organization: 'core', name: 'gamma' },
      { do: 'spaces.remove-user', space: 'beta', user: 'bob' },
    );
    const { resources, visibility } = account.toLive();
    expect([...resources.space.keys()]).toEqual([
      'organization/Kern/space/alpha',
      'organization/Kern/space/beta',
      'organization/Edge/space/alpha',
      'organization/Kern/space/gamma',
    ]);
    const read = ['organization/Kern', 'organization/Kern/space/alpha', 'organization/Kern/space/gamma'] as Address[];
    for (const place of read)
      expect(isRead(visibility, place.includes('/space/') ? 'space-member' : 'organization-member', place)).toBe(true);
    for (const place of ['organization/Kern/space/beta', 'organization/Edge/space/alpha'] as Address[])
      expect(isRead(visibility, 'space-member', place)).toBe(false);
    expect(resources['space-member'].has(addressOf.spaceMember('Kern', 'beta', 'bob@x.io'))).toBe(false);
    expect(resources['space-role-binding'].get(addressOf.spaceMember('Kern', 'alpha', 'bob@x.io'))?.id).toBe('b1');
    expect(resources.role.get(addressOf.role('Predefined'))?.builtIn).toBe(true);
  });
});
