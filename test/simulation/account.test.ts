import { describe, expect, it } from 'vitest';
import type { Grant, Thing } from '../../src/model/account.js';
import type { Address } from '../../src/model/address.js';
import type { ForeignBinding, LiveState } from '../../src/model/live.js';
import { AccountCopy } from '../../src/simulation/account.js';
import type { Entry } from '../support/live.js';
import { liveState } from '../support/live.js';

/* The account that plans are tried on, move by move. */

const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const ann = { user: 'ann@x.io' };
const entries: readonly Entry[] = [
  ['user', ann, { role: 'admin' }, { id: 'ann' }],
  ['role', { role: 'Reader' }, { permissions: [] }, { id: 'reader', builtIn: true } as object],
  ['organization', core, {}, { id: 'core' }],
  ['space', alpha, {}, { id: 'alpha' }],
  ['project', chat, {}, { id: 'chat' }],
  ['organization-member', { ...core, ...ann }, { role: 'member' }, { id: 'ann' }],
  ['space-member', { ...alpha, ...ann }, {}, { id: 'ann' }],
  ['restriction', chat, { restricted: true }, { id: 'chat' }],
];
const live: LiveState = liveState(entries);
const copy = () => AccountCopy.of(live);
const thing = (id: string, name: string, parent?: string): Thing => ({
  ...{ kind: parent === undefined ? 'organization' : 'space', id, name, attributes: {} },
  ...(parent !== undefined && { parent }),
});
const member = (place: string, user = 'ann'): Grant => ({ kind: 'space-member', place, user, role: 'admin' });

describe('a copy of an account', () => {
  it('says what was read', () => {
    expect(copy().toLive().resources).toEqual(live.resources);
    expect(copy().givesNewIds).toBe(false);
    expect(AccountCopy.of(live, { givesNewIds: true }).givesNewIds).toBe(true);
  });

  it('finds things by their ID, and by their name in a place', () => {
    const account = copy();
    expect(account.find('alpha')?.name).toBe('alpha');
    expect(account.named('space', 'alpha', 'core')?.id).toBe('alpha');
    expect([account.named('space', 'alpha'), account.named('space', 'beta', 'core')]).toEqual([undefined, undefined]);
    expect(account.inside('core').map(({ id }) => id)).toEqual(['alpha']);
    expect([account.inside('chat'), account.inside('nowhere')]).toEqual([[], []]);
    expect(account.entryOf(thing('x', 'Base')).address).toBe('organization/Base');
  });

  it('takes a thing away with its name and its place', () => {
    const account = copy();
    account.put(thing('beta', 'beta', 'core'));
    account.remove('alpha');
    expect(account.inside('core').map(({ id }) => id)).toEqual(['beta']);
    expect(account.named('space', 'alpha', 'core')).toBeUndefined();
    account.remove('alpha');
    account.remove('core');
    expect([account.find('core'), account.named('organization', 'Core')]).toEqual([undefined, undefined]);
    // A name may be that of a newer one by now.
    account.put(thing('one', 'Base'));
    account.put(thing('two', 'Base'));
    account.remove('one');
    expect(account.named('organization', 'Base')?.id).toBe('two');
    account.put(thing('two', 'Cellar'));
    expect(account.named('organization', 'Base')).toBeUndefined();
  });

  it('forgets the name and the place of what comes back as another', () => {
    const account = copy();
    account.put(thing('two', 'Base'));
    account.remove('alpha');
    account.put(thing('alpha', 'beta', 'two'));
    expect([account.named('space', 'alpha', 'core'), account.inside('core')]).toEqual([undefined, []]);
    expect(account.inside('two')).toStrictEqual([thing('alpha', 'beta', 'two')]);
    expect(copy().find('alpha')).toStrictEqual(thing('alpha', 'alpha', 'core'));
    // A thing without its place is in none.
    account.put({ kind: 'space', id: 'stray', name: 'lost', attributes: {} });
    expect(account.attributesAt('space', { organization: 'Gone', space: 'lost' })).toBeUndefined();
  });

  it('takes the role of a membership for a word, and that of a binding for an ID', () => {
    const account = copy();
    account.give({ ...member('alpha'), role: 'reader' });
    expect(account.isBound('reader')).toBe(false);
    expect(account.attributesAt('space-member', { ...alpha, ...ann })).toEqual({ role: 'reader' });
    account.give({ kind: 'space-role-binding', place: 'alpha', user: 'ann', role: 'reader', binding: 'b' });
    expect(account.attributesAt('space-role-binding', { ...alpha, ...ann })).toEqual({ role: 'Reader' });
    const unread = liveState([...entries, ['space-role-binding', { ...alpha, ...ann }, {}, { id: 'b' }]]);
    expect(AccountCopy.of(unread).boundAs('b')?.role).toBe('');
    expect(AccountCopy.of(unread).attributesAt('space-role-binding', { ...alpha, ...ann })).toEqual({});
  });

  it('says nothing of what was made and removed again', () => {
    const account = copy().begin();
    const before = account.toLive().visibility;
    account.put(thing('new', 'beta', 'core'));
    account.remove('new');
    expect(account.toLive().visibility).toEqual(before);
  });

  it('keeps one grant of a kind for a person in a place, with and without a binding', () => {
    const account = copy();
    expect(account.grant('space-member', 'alpha', 'ann')).toMatchObject({ role: '' });
    account.give(member('alpha'));
    expect(account.grantsIn('alpha')).toEqual([member('alpha')]);
    expect(account.grantsOf('ann').map(({ place }) => place)).toEqual(['core', 'alpha']);
    expect([account.grantsIn('nowhere'), account.grantsOf('nobody'), account.boundAs('none')]).toEqual([
      ...[[], [], undefined],
    ]);
    account.take(member('nowhere', 'nobody'));
    expect([account.isBound('reader'), account.isBound('gone')]).toEqual([false, false]);
    const bound: Grant = { kind: 'space-role-binding', place: 'alpha', user: 'ann', role: 'reader', binding: 'b1' };
    account.give(bound);
    expect([account.boundAs('b1'), account.isBound('reader')]).toEqual([bound, true]);
    account.give({ ...bound, binding: 'b2' });
    expect([account.boundAs('b1'), account.boundAs('b2')?.binding]).toEqual([undefined, 'b2']);
    account.take({ ...bound, binding: 'b2' });
    expect([account.boundAs('b2'), account.isBound('reader'), account.grantsIn('alpha')]).toEqual([
      ...[undefined, false, [member('alpha')]],
    ]);
  });

  it('knows of a role that something bound elsewhere has it', () => {
    const foreign = { id: 'f', userId: 'u', resource: 'r', role: 'role/Reader' as Address } as ForeignBinding;
    expect(AccountCopy.of({ ...live, foreignBindings: [foreign] }).isBound('reader')).toBe(true);
    expect(AccountCopy.of({ ...live, foreignBindings: [foreign] }).isBound('gone')).toBe(false);
  });

  it('raises and lowers what is on or off', () => {
    const account = copy();
    expect([account.isRaised('restriction', 'chat'), account.flagsOf('chat')]).toEqual([true, ['restriction']]);
    expect([account.lower('restriction', 'chat'), account.lower('restriction', 'chat')]).toEqual([true, false]);
    expect([account.isRaised('restriction', 'chat'), account.flagsOf('chat')]).toEqual([false, []]);
    const empty = AccountCopy.of(liveState([]));
    expect([empty.lower('restriction', 'x'), empty.isRaised('restriction', 'x')]).toEqual([false, false]);
    // What is on something that is gone is nowhere.
    account.raise('restriction', 'gone');
    expect(account.toLive().resources.restriction.size).toBe(0);
  });

  it('says what is at a place, and nothing where that is not', () => {
    const account = copy();
    expect(account.attributesAt('user', ann)).toEqual({ role: 'admin' });
    expect(account.attributesAt('organization-member', { ...core, ...ann })).toEqual({ role: 'member' });
    expect(account.attributesAt('space-member', { ...alpha, ...ann })).toEqual({ role: '' });
    expect(account.attributesAt('restriction', chat)).toEqual({ restricted: true });
    const gone = { organization: 'Gone', space: 'alpha', project: 'chat' };
    expect(account.attributesAt('restriction', gone)).toBeUndefined();
    expect(account.attributesAt('space', gone)).toBeUndefined();
    expect(account.attributesAt('space-member', { ...gone, ...ann })).toBeUndefined();
    expect(account.attributesAt('space-member', { ...alpha, user: 'bo@x.io' })).toBeUndefined();
  });

  it('knows who is in what was made here, and in no place whose members nobody lists', () => {
    const account = copy().begin();
    expect(account.knowsWhetherIn('space-member', 'alpha', 'ann')).toBe(false);
    account.put(thing('new', 'beta', 'core'));
    const known = ['new', 'nowhere'].map((place) => account.knowsWhetherIn('space-member', place, 'ann'));
    expect([...known, account.knowsWhetherIn('space-member', 'alpha', 'nobody')]).toEqual([true, true, true]);
    expect([account.newId('space'), account.newId('role')]).toEqual(['new space 1', 'new role 2']);
    const { places } = account.toLive().visibility;
    expect(places['space-member']?.get('organization/Core/space/beta' as Address)).toEqual({ extent: 'read' });
  });

  it('has no grant of what is not there', () => {
    const account = copy();
    expect(() => account.entryOfGrant(member('nowhere'))).toThrow('a grant of nothing: nowhere, ann');
    expect(() => account.entryOfGrant(member('alpha', 'nobody'))).toThrow('a grant of nothing: alpha, nobody');
    const odd = { kind: 'space-member', id: 'x', name: 'n', attributes: {} } as unknown as Thing;
    expect(() => account.entryOf(odd)).toThrow('a space-member has no name of its own');
  });
});
