import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/model/journal.js';
import { JournalReading } from '../../src/reconcile/journal-state.js';
import type { KindName } from '../../src/model/resource.js';

/* What was done tells what became of memberships that nobody can list. */

const member = 'organization/Core/space/alpha/member/ann@x.io';
const subject = `space-member ${member}`;

type Event = readonly [
  type: 'started' | 'done' | 'failed' | 'unclear',
  action: 'create' | 'update' | 'assert' | 'delete' | 'rename',
  kind: KindName,
  address: string,
  more?: {
    readonly removes?: true;
    readonly from?: string;
    readonly role?: string;
    readonly isOfOthers?: true;
    readonly under?: { readonly place: string; readonly user: string };
  },
];

function pastOf(events: readonly Event[]) {
  const reading = new JournalReading({ host: 'h' });
  reading.take({ type: 'run-started', run: 'r', at: '', digest: '', host: 'h', steps: 1 });
  for (const [type, action, kind, address, more] of events) {
    const step = { run: 'r', index: 0, at: '', action, kind, address, ...more } as const;
    const entries: Record<Event[0], JournalEntry> = {
      started: { type: 'step-started', ...step },
      done: { type: 'step-done', ...step },
      failed: { type: 'step-failed', ...step, reason: '', uncertain: false },
      unclear: { type: 'step-failed', ...step, reason: '', uncertain: true },
    };
    reading.take(entries[type]);
  }
  return reading.state();
}

const given: Event = ['done', 'create', 'space-member', member, { role: 'member' }];

describe('a membership of a space', () => {
  it.each<[string, readonly Event[], boolean]>([
    ['that was given', [given], false],
    ['that was taken', [given, ['done', 'delete', 'space-member', member]], true],
    ['that was asserted away', [given, ['done', 'assert', 'space-member', member, { removes: true }]], true],
    ['that was taken and given again', [['done', 'delete', 'space-member', member], given], false],
    ['whose taking failed', [given, ['failed', 'delete', 'space-member', member]], false],
    [
      'whose person was taken out of the organization',
      [given, ['done', 'delete', 'organization-member', 'organization/Core/member/ann@x.io']],
      true,
    ],
    [
      'where somebody else was',
      [given, ['done', 'delete', 'organization-member', 'organization/Core/member/bob@x.io']],
      false,
    ],
    ['whose person was deleted', [given, ['done', 'delete', 'user', 'user/ann@x.io']], true],
    ['whose space was', [given, ['done', 'delete', 'space', 'organization/Core/space/alpha']], true],
    ['whose organization was', [given, ['done', 'delete', 'organization', 'organization/Core']], true],
    ['beside a space that was', [given, ['done', 'delete', 'space', 'organization/Core/space/alphabet']], false],
  ])('%s', (_title, events, isGone) => {
    expect(pastOf(events).removed.has(subject)).toBe(isGone);
  });

  it.each<[string, readonly Event[], boolean]>([
    ['as it was', [given], false],
    [
      'of who was invited anew',
      [given, ['started', 'create', 'user', 'user/ann@x.io'], ['done', 'create', 'user', 'user/ann@x.io']],
      true,
    ],
    [
      'of whose invitation was begun and not heard of again',
      [given, ['started', 'create', 'user', 'user/ann@x.io']],
      true,
    ],
    [
      'of whose invitation surely failed',
      [given, ['started', 'create', 'user', 'user/ann@x.io'], ['failed', 'create', 'user', 'user/ann@x.io']],
      false,
    ],
    [
      'of whose invitation failed unclearly',
      [given, ['started', 'create', 'user', 'user/ann@x.io'], ['unclear', 'create', 'user', 'user/ann@x.io']],
      true,
    ],
    ['in a space made since', [given, ['started', 'create', 'space', 'organization/Core/space/alpha']], true],
    ['made again since', [['started', 'create', 'user', 'user/ann@x.io'], given], false],
  ])('may or may not be there: %s', (_title, events, isUnclear) => {
    expect(pastOf(events).renewed.has(subject)).toBe(isUnclear);
  });

  it('was given to a place and a person that have IDs, which go by the names of today', () => {
    const past = pastOf([
      ['done', 'create', 'space-member', member, { under: { place: 'S1', user: 'U1' } }],
      ['done', 'rename', 'organization', 'organization/Kern', { from: 'organization/Core' }],
    ]);
    expect(past.ids.get('space organization/Kern/space/alpha')).toBe('S1');
    expect(past.ids.get('space organization/Core/space/alpha')).toBeUndefined();
    expect(past.ids.get('user user/ann@x.io')).toBe('U1');
  });

  it('is not known any more once others in it are under another ID, until it is given again', () => {
    const [bob, under] = ['organization/Core/space/alpha/member/bob@x.io', { place: 'S2', user: 'U2' }];
    const events: Event[] = [
      ['done', 'create', 'space-member', member, { under: { place: 'S1', user: 'U1' } }],
      ['done', 'assert', 'space-member', bob, { under: { ...under, place: 'S1' } }],
    ];
    expect(pastOf(events).renewed.has(subject)).toBe(false);
    events.push(['done', 'assert', 'space-member', bob, { under }]);
    expect(pastOf(events).renewed.has(subject)).toBe(true);
    expect(pastOf(events).renewed.has(`space-member ${bob}`)).toBe(false);
    events.push(['done', 'assert', 'space-member', member, { under: { place: 'S2', user: 'U1' } }]);
    expect(pastOf(events).renewed.has(subject)).toBe(false);
  });

  it('is gone where its place was just made, unless others made it', () => {
    const made = (more = {}): Event => ['done', 'create', 'space', 'organization/Core/space/alpha', more];
    expect(pastOf([given, made()]).removed.has(subject)).toBe(true);
    expect(pastOf([made(), given]).removed.has(subject)).toBe(false);
    expect(pastOf([given, made({ isOfOthers: true })]).removed.has(subject)).toBe(false);
  });

  it('is not known to be gone where this journal never had it: somebody else may have given it since', () => {
    expect(pastOf([['done', 'create', 'space', 'organization/Core/space/alpha']]).removed.has(subject)).toBe(false);
  });

  it('goes by the new name of its place', () => {
    const past = pastOf([
      ['done', 'delete', 'user', 'user/ann@x.io'],
      given,
      ['done', 'delete', 'organization', 'organization/Kern'],
      ['done', 'rename', 'space', 'organization/Core/space/beta', { from: 'organization/Core/space/alpha' }],
      ['done', 'rename', 'organization', 'organization/Kern', { from: 'organization/Core' }],
    ]);
    expect(past.removed.has('space-member organization/Kern/space/beta/member/ann@x.io')).toBe(false);
    expect(past.roles.get('space-member organization/Kern/space/beta/member/ann@x.io')).toBe('member');
    expect(past.removed.has(subject)).toBe(true);
  });
});
