import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/model/journal.js';
import { failed, ok } from '../../src/model/result.js';
import type { Arize, Listing } from '../../src/remote/port.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';

/* What a login may not be shown is asserted; that it is there already is then no failure. */

const member = 'organization/Core/space/alpha/member/ann@x.io';
const files = (role: string): Spec => ({
  users: { 'ann@x.io': { name: 'Ann' } },
  roles: { Reader: { permissions: ['PROJECT_READ'] }, Writer: { permissions: ['DATASET_CREATE'] } },
  organizations: { Core: { members: { 'ann@x.io': 'member' }, spaces: { alpha: { members: { 'ann@x.io': role } } } } },
});

async function account(): Promise<MemoryArize> {
  const arize = memoryArize({ login: 'unknown', roster: 'full' });
  await carryOut(await planOf(desiredState(files('Reader')), arize), arize);
  return arize;
}

/** The same, seen by a login whose lists leave some out. */
function hiding(arize: MemoryArize, ...lists: readonly Listing['list'][]): Arize {
  return {
    ...arize,
    list: (listing) => (lists.includes(listing.list) ? Promise.resolve(ok([])) : arize.list(listing)),
  };
}

const reason = (fields: string) =>
  `refused with 409: it is there already, but this login is not shown it, so ax-gitops can't see whether it has the ${fields} of the files (apply with a login that is shown it, such as an account admin)`;

async function outcomes(plan: Awaited<ReturnType<typeof planOf>>, arize: Arize) {
  const roles: unknown[] = [];
  const journal = {
    record(entry: JournalEntry) {
      if (entry.type === 'step-done' && entry.role !== undefined) roles.push(entry.role);
      return Promise.resolve();
    },
  };
  const { events, report } = await carryOut(plan, arize, { journal });
  const notes = events.flatMap((event) => (event.type === 'step-done' && event.note !== undefined ? [event.note] : []));
  return {
    notes,
    roles,
    failed: report.outcomes.flatMap(({ outcome, reason }) => (outcome === 'done' ? [] : [reason])),
  };
}

describe('a role binding that may be hidden', () => {
  it('is asserted, and one with the same role is left as it is', async () => {
    const arize = await account();
    const plan = await planOf(desiredState(files('Reader')), hiding(arize, 'role-bindings'));
    expect(lines(plan)).toEqual([` assert space-role-binding ${member}`]);
    expect(plan.unobserved.map(({ scope }) => scope)).toContain('organization/Core/space/alpha/member/*');
    expect(await outcomes(plan, arize)).toEqual({
      ...{ notes: ['was there already'], roles: ['Reader'], failed: [] },
    });
  });

  it('gets the role of the files where it has another', async () => {
    const arize = await account();
    const plan = await planOf(desiredState(files('Writer')), hiding(arize, 'role-bindings'));
    expect(await outcomes(plan, arize)).toEqual({
      ...{ notes: ['was there already, with another role'], roles: ['Writer'], failed: [] },
    });
    const writer = [...arize.memory.roles.values()].find(({ name }) => name === 'Writer');
    expect([...arize.memory.bindings.values()].map(({ role_id: role }) => role)).toEqual([writer?.id]);
  });

  it('is there, but nobody knows with which role, where it is not shown', async () => {
    const arize = await account();
    const hidden = hiding(arize, 'role-bindings');
    const plan = await planOf(desiredState(files('Writer')), hidden);
    const note = 'is there already; this login is not shown with which role';
    expect(await outcomes(plan, hidden)).toEqual({ notes: [note], roles: [], failed: [] });
  });

  it('is no success where it was to be created', async () => {
    const arize = memoryArize({ roster: 'full' });
    await carryOut(await planOf(desiredState(files('Reader')), arize), arize);
    for (const user of arize.memory.users.values()) if (user.email === 'ann@x.io') user.status = 'EXPIRED';
    // To an account admin an empty list says that there are none.
    const hidden = hiding(arize, 'role-bindings');
    const plan = await planOf(desiredState(files('Writer')), hidden);
    expect(lines(plan)).toContain(` create space-role-binding ${member}`);
    expect((await outcomes(plan, hidden)).failed).toEqual([reason('role')]);
  });

  it('is not taken for gone where it is to be absent', async () => {
    const arize = await account();
    const plan = await planOf(
      desiredState({
        organizations: { Core: { spaces: { alpha: { projects: { chat: { members: { 'ann@x.io': 'absent' } } } } } } },
      }),
      hiding(arize, 'role-bindings', 'projects'),
    );
    expect(lines(plan)).toEqual([]);
    expect(plan.unobserved.map(({ scope }) => scope)).toContain('organization/Core/space/alpha/project/chat');
  });
});

describe('a role that may be hidden', () => {
  it('is there where the login may not list any', async () => {
    const arize = await account();
    const refusing: Arize = {
      ...arize,
      list: (listing) =>
        listing.list === 'roles'
          ? Promise.resolve(failed({ kind: 'forbidden', message: '403 Forbidden', uncertain: false }))
          : arize.list(listing),
    };
    const plan = await planOf(desiredState({ roles: files('Reader').roles ?? {} }), refusing);
    expect(lines(plan)).toEqual([' assert role role/Reader', ' assert role role/Writer']);
    expect(await outcomes(plan, refusing)).toEqual({
      ...{ notes: [], roles: [], failed: [reason('permissions'), reason('permissions')] },
    });
  });
});

describe('an organization that may be hidden', () => {
  it('is asserted with what is in it; what needs its ID says so', async () => {
    const arize = await account();
    const hidden = hiding(arize, 'organizations');
    const plan = await planOf(desiredState(files('Reader')), hidden);
    expect(lines(plan).filter((line) => !line.startsWith(' assert'))).toEqual([]);
    const { notes, failed } = await outcomes(plan, hidden);
    expect(notes).toEqual(['is there already; this login is not shown it']);
    expect(failed[0]).toBe(
      'it needs the ID of organization/Core, which Arize does not show this login; nothing was made',
    );
    expect(arize.memory.organizations.size).toBe(1);
  });
});
