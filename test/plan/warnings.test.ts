import { describe, expect, it } from 'vitest';
import { indexLive } from '../../src/kinds/live-index.js';
import type { Step } from '../../src/model/plan.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredResource } from '../../src/model/resource.js';
import { assertionWarnings } from '../../src/plan/asserted.js';
import { offboardingWarnings } from '../../src/plan/offboarding.js';
import { step } from '../report/factory.js';
import type { Entry, More } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* What is said of steps beside them, to the last word. */

const inCore = 'organization/Core';
const inAlpha = `${inCore}/space/alpha`;
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };

describe('of grants that are only made sure of', () => {
  const asserted = (place: string, person: string, role: string, more: Partial<Step> = {}) =>
    step(`${place}/member/${person}@x.io`, 'assert', { kind: 'space-member', after: { role }, ...more });
  const told = (...steps: readonly Step[]) => assertionWarnings(steps);
  const lowered = (sets: string, who: string) =>
    `sets ${sets}; anyone who ${who} there today would be lowered (the members can't be read)`;

  it('it is said for each place how many get which role, by address and by role', () => {
    expect(
      told(
        asserted(inAlpha, 'ann', 'read_only'),
        asserted(inAlpha, 'bob', 'member'),
        asserted(inAlpha, 'cy', 'member'),
        asserted(inCore, 'ann', 'member', { kind: 'organization-member' }),
      ),
    ).toEqual([
      { address: inCore, message: lowered('1 person to member', 'is an admin') },
      { address: inAlpha, message: lowered('2 people to member and 1 person to read_only', 'has a higher role') },
    ]);
  });

  it('nothing is, where nobody is lowered by surprise', () => {
    expect(
      told(
        asserted(inCore, 'ann', 'admin'),
        asserted(inCore, 'bob', 'member', { destructive: true }),
        asserted(inCore, 'cy', 'member', { before: { role: 'admin' } }),
        asserted(inCore, 'di', 'member', { action: 'create' }),
        asserted(inCore, 'ed', 'member', { after: null }),
        asserted(inCore, 'fa', 'member', { kind: 'user' }),
      ),
    ).toEqual([]);
    // A custom role may have any name.
    expect(told(asserted(inAlpha, 'ann', 'admin', { kind: 'space-role-binding' }))).toEqual([
      { address: inAlpha, message: lowered('1 person to admin', 'has a higher role') },
    ]);
  });
});

describe('of what goes', () => {
  const base: readonly Entry[] = [
    ['user', ann, { role: 'member' }],
    ['user', bob, { role: 'member' }],
    ['organization', core],
    ['space', alpha],
    ['space', { ...core, space: 'beta' }],
  ];
  const warned = (
    steps: readonly Step[],
    entries: readonly Entry[] = [],
    { declared = [], ...more }: More & { declared?: readonly DesiredResource[] } = {},
  ) =>
    offboardingWarnings(steps, indexLive(liveState([...base, ...entries], more)), declared).map(
      ({ address, message }) => `${address}: ${message}`,
    );
  const ownKeys = (person: string) =>
    `user/${person}@x.io: their personal API keys are deleted too (Arize can't list them)`;
  const leaves = step('user/ann@x.io', 'delete');

  it('the keys that lose access with a place are told with the spaces, and of other bindings how many', () => {
    const key = (name: string, ...spaces: readonly string[]): Entry => [
      'api-key',
      { key: name },
      { spaces: Object.fromEntries(spaces.map((space) => [space, 'member'])) },
    ];
    const foreign = (resource: string | undefined) => ({
      ...{ id: 'b', userId: 'bot', role: undefined },
      resource: resource === undefined ? undefined : addressOf.space('Core', resource),
    });
    const entries = [key('a', `${inCore}/space/beta`, inAlpha), key('b', 'organization/Edge/space/x'), key('c')];
    const removed = step(inCore, 'delete', {
      kind: 'organization',
      cascade: [addressOf.space('Core', 'alpha'), addressOf.space('Core', 'beta')],
    });
    const foreignBindings = [foreign('alpha'), foreign('beta'), foreign('other'), foreign(undefined)];
    expect(warned([removed], entries, { foreignBindings })).toEqual([
      `${inCore}: 2 role bindings are deleted too, of service keys or of people who are not listed`,
      `${inCore}: api-key/a loses its access to ${inAlpha}, ${inCore}/space/beta`,
    ]);
    const one = step(inAlpha, 'delete', { kind: 'space' });
    expect(warned([one], entries, { foreignBindings })).toEqual([
      `${inAlpha}: 1 role binding is deleted too, of service keys or of people who are not listed`,
      `${inAlpha}: api-key/a loses its access to ${inAlpha}`,
    ]);
    expect(warned([one], [key('b', `${inCore}/space/beta`)], { foreignBindings: [foreign('beta')] })).toEqual([]);
    // A place that only changes takes nothing along, nor does what is no place.
    expect(warned([step(inAlpha, 'update', { kind: 'space' })], entries, { foreignBindings })).toEqual([]);
    expect(warned([step(inAlpha, 'delete', { kind: 'restriction' })], entries, { foreignBindings })).toEqual([]);
  });

  it('the last admin of a place is told, unless another step gives it one or takes it away', () => {
    const admin: Entry = ['organization-member', { ...core, ...ann }, { role: 'admin' }];
    const last = `user/ann@x.io: is the last admin of ${inCore} that can be seen`;
    const beside = (...steps: readonly Step[]) => warned([leaves, ...steps], [admin]);
    const grant = (role: string, kind: Step['kind'] = 'organization-member') =>
      step(`${inCore}/member/bob@x.io`, 'create', { kind, after: { role } });
    expect(beside()).toEqual([last, ownKeys('ann')]);
    expect(beside(grant('admin'))).toEqual([ownKeys('ann')]);
    expect(beside(grant('member'))).toEqual([last, ownKeys('ann')]);
    // As a custom role may be called.
    expect(beside(grant('admin', 'space-role-binding'))).toEqual([last, ownKeys('ann')]);
    expect(beside(step(inCore, 'delete', { kind: 'organization' }))).toEqual([ownKeys('ann')]);
    expect(beside(step(inCore, 'delete', { kind: 'role' }))).toEqual([last, ownKeys('ann')]);
    expect(warned([leaves], [admin, ['organization-member', { ...core, ...bob }, { role: 'admin' }]])).toEqual([
      ownKeys('ann'),
    ]);
    expect(warned([step('user/ann@x.io', 'update')], [admin])).toEqual([]);
  });

  it('the service keys that somebody made are told, and no others', () => {
    const key = (name: string, type: string, creator: string): Entry => ['api-key', { key: name }, { type, creator }];
    expect(warned([leaves], [key('a', 'service', 'id1'), key('b', 'user', 'id1'), key('c', 'service', 'id2')])).toEqual(
      ['user/ann@x.io: created the service key api-key/a, which lives on', ownKeys('ann')],
    );
  });

  it('role bindings inside what somebody leaves are told, as far as nothing else settles them', () => {
    const onChat: Entry = ['project-role-binding', { ...chat, ...ann }, { role: 'Reader' }];
    const inBeta: Entry = ['space-member', { ...core, space: 'beta', ...ann }, { role: 'member' }];
    const others: readonly Entry[] = [
      inBeta,
      ['project-role-binding', { ...chat, ...bob }, { role: 'Reader' }],
      ['project-role-binding', { organization: 'Core 2', space: 'x', project: 'y', ...ann }, { role: 'Reader' }],
    ];
    const address = `${inAlpha}/project/chat/member/ann@x.io`;
    const stays = `${address}: this role binding may stay: Arize does not say that it goes with the membership above; declare it absent too`;
    const out = step(`${inCore}/member/ann@x.io`, 'delete', { kind: 'organization-member' });
    const entries = [onChat, ...others];
    expect(warned([out], entries)).toEqual([stays]);
    expect(warned([{ ...out, action: 'assert' }], entries)).toEqual([stays]);
    expect(warned([{ ...out, after: { role: 'member' } }], entries)).toEqual([]);
    expect(warned([{ ...out, kind: 'role' }], entries)).toEqual([]);
    const binding = step(address, 'delete', { kind: 'project-role-binding' });
    expect(warned([out, binding], entries)).toEqual([]);
    const project = (action: Step['action']) =>
      step(`${inAlpha}/project/chat`, action, {
        ...{ kind: 'project', cascade: [addressOf.projectMember('Core', 'alpha', 'chat', 'ann@x.io')] },
      });
    expect(warned([out, project('delete')], entries)).toEqual([]);
    expect(warned([out, project('update')], entries)).toEqual([stays]);
    const onFile = wanted('project-role-binding', { ...chat, ...ann });
    expect(warned([out], entries, { declared: [onFile] })).toEqual([]);
    // They stay in the place, by another grant.
    const again = wanted('organization-member', { ...core, ...ann });
    expect(warned([out], entries, { declared: [again] })).toEqual([]);
    expect(warned([out], entries, { declared: [{ ...again, ensure: 'absent' }] })).toEqual([stays]);
  });
});
