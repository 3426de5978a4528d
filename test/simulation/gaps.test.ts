import { describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../src/model/call.js';
import { AccountCopy } from '../../src/simulation/account.js';
import { perform } from '../../src/simulation/effects.js';
import { AccessWatch } from '../../src/simulation/gaps.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* Who is locked out between two calls: one call takes the way in, a later one gives it back. */

const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const id = (name: string) => ({ id: name });

const places: readonly Entry[] = [
  ['user', bob, { role: 'member' }, id('bob')],
  ['user', { user: 'root@x.io' }, { role: 'admin' }, id('root')],
  ['role', { role: 'Reader' }, { permissions: ['PROJECT_READ'] }, id('reader')],
  ['organization', core, { description: '' }, id('core')],
  ['space', alpha, { description: '', private: false }, id('alpha')],
  ['project', chat, {}, id('chat')],
];
const member = (role = 'member'): Entry => ['organization-member', { ...core, ...bob }, { role }, id('bob')];
const spaceMember = (role = 'member'): Entry => ['space-member', { ...alpha, ...bob }, { role }, id('bob')];
const spaceBinding: Entry = ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }, id('b1')];
const projectBinding: Entry = ['project-role-binding', { ...chat, ...bob }, { role: 'Reader' }, id('b2')];
const restriction: Entry = ['restriction', chat, { restricted: true }, id('chat')];
const privateSpace: Entry = ['space', alpha, { description: '', private: true }, id('alpha')];

/** `bob loses alpha at 0` for whoever lost something and has it in the end. */
function gaps(entries: readonly Entry[], ...calls: readonly ResolvedCall[]): readonly string[] {
  const account = AccountCopy.of(liveState([...places, ...entries])).begin();
  const watch = new AccessWatch(account);
  calls.forEach((call, step) => {
    watch.before(call);
    expect(perform(account, call)).toMatchObject({ ok: true });
    watch.after(step);
  });
  return watch.gaps().map(({ user, place, step }) => `${user} loses ${place} at ${String(step)}`);
}

const join = (role: 'ADMIN' | 'MEMBER' = 'MEMBER', user = 'bob'): ResolvedCall => ({
  ...{ do: 'organizations.add-user', organization: 'core', user, role },
});
const leave = (user = 'bob'): ResolvedCall => ({ do: 'organizations.remove-user', organization: 'core', user });
const joinSpace = (role: 'ADMIN' | 'MEMBER' = 'MEMBER'): ResolvedCall => ({
  ...{ do: 'spaces.add-user', space: 'alpha', user: 'bob', role },
});
const leaveSpace: ResolvedCall = { do: 'spaces.remove-user', space: 'alpha', user: 'bob' };
const unbind = (binding: string): ResolvedCall => ({ do: 'role-bindings.delete', binding });
const bind = (resourceType: 'SPACE' | 'PROJECT', resource: string): ResolvedCall => ({
  ...{ do: 'role-bindings.create', user: 'bob', role: 'reader', resourceType, resource },
});
const restrict: ResolvedCall = { do: 'resource-restrictions.restrict', resource: 'chat' };
const unrestrict: ResolvedCall = { do: 'resource-restrictions.unrestrict', resource: 'chat' };
const setPrivate = (is: boolean): ResolvedCall => ({
  ...{ do: 'spaces.update', space: 'alpha', description: '', private: is },
});

const everywhere = ['core', 'alpha', 'chat'].map((place) => `bob loses ${place} at 0`);
const insideAlpha = everywhere.slice(1);
const chatAlone = everywhere.slice(2);

describe('somebody is locked out in between', () => {
  it.each<[string, readonly Entry[], readonly ResolvedCall[], readonly string[]]>([
    ['of an organization and all in it', [member()], [leave(), join()], everywhere],
    ['of a public space, with the organization', [member(), spaceMember()], [leave(), join()], everywhere],
    ['of a private space', [privateSpace, member(), spaceMember()], [leaveSpace, joinSpace()], insideAlpha],
    ['of a space by a role', [privateSpace, spaceBinding], [unbind('b1'), bind('SPACE', 'alpha')], insideAlpha],
    ['of a project by a role', [restriction, projectBinding], [unbind('b2'), bind('PROJECT', 'chat')], chatAlone],
    ['by a restriction', [member(), spaceMember()], [restrict, unrestrict], chatAlone],
    ['by a restriction, who had it from above', [member()], [restrict, bind('PROJECT', 'chat')], chatAlone],
    ['by privacy', [member()], [setPrivate(true), setPrivate(false)], insideAlpha],
    [
      'by privacy, but for a role further in',
      [member(), projectBinding],
      [setPrivate(true), joinSpace()],
      ['bob loses alpha at 0'],
    ],
    ['as an admin above', [privateSpace, restriction, member('admin')], [join(), join('ADMIN')], insideAlpha],
    ['as an admin of the space', [restriction, spaceMember('admin')], [joinSpace(), joinSpace('ADMIN')], chatAlone],
  ])('%s', (_title, entries, calls, lost) => {
    expect(gaps(entries, ...calls)).toEqual(lost);
  });

  it('by the step that took it', () => {
    expect(gaps([member()], joinSpace(), leave(), join())).toEqual(everywhere.map((line) => line.replace('0', '1')));
  });
});

describe('nobody is', () => {
  it.each<[string, readonly Entry[], readonly ResolvedCall[]]>([
    ['who has no way in at the end', [member()], [leave()]],
    ['who has another way in', [member(), spaceMember()], [leaveSpace, joinSpace()]],
    ['by one of two roles', [privateSpace, spaceMember(), projectBinding], [unbind('b2'), bind('PROJECT', 'chat')]],
    ['who is an admin of the space, by a restriction', [member(), spaceMember('admin')], [restrict, unrestrict]],
    ['who is an admin above, by a restriction', [member('admin')], [restrict, unrestrict]],
    ['who has a role in the project, by a restriction', [member(), projectBinding], [restrict, unrestrict]],
    ['who is a member of the space, by privacy', [member(), spaceMember()], [setPrivate(true), setPrivate(false)]],
    ['who is an admin above, by privacy', [member('admin')], [setPrivate(true), setPrivate(false)]],
    ['by what stays public', [member()], [setPrivate(false)]],
    ['by a change of the role alone', [privateSpace, spaceMember('admin')], [joinSpace(), joinSpace('ADMIN')]],
    ['by the end of a binding that is none', [member()], [unbind('none'), join()]],
  ])('%s', (_title, entries, calls) => {
    expect(gaps(entries, ...calls)).toEqual([]);
  });

  it('who administers the account', () => {
    expect(gaps([], join('MEMBER', 'root'), leave('root'), join('MEMBER', 'root'))).toEqual([]);
  });

  it('whose place or who is gone for good', () => {
    expect(gaps([member()], leave(), { do: 'users.delete', user: 'bob' })).toEqual([]);
    expect(gaps([member()], restrict, { do: 'projects.delete', project: 'chat' })).toEqual([]);
  });
});

describe('a loss that the next step makes good', () => {
  it('is forgiven where the platform has no other way, and only that one', () => {
    const account = AccountCopy.of(liveState([...places, privateSpace, member(), spaceMember()])).begin();
    const watch = new AccessWatch(account);
    const step = (call: ResolvedCall, index: number) => {
      watch.before(call);
      perform(account, call);
      watch.after(index);
    };
    step(leaveSpace, 0);
    // Not yet given back, so there is nothing to forgive.
    watch.forgiveRestored(0);
    step(bind('SPACE', 'alpha'), 1);
    expect(watch.gaps()).toHaveLength(2);
    watch.forgiveRestored(1);
    expect(watch.gaps()).toHaveLength(2);
    watch.forgiveRestored(0);
    expect(watch.gaps()).toEqual([]);
  });
});
