import { describe, expect, it } from 'vitest';
import { withDropped } from '../../src/desired/index.js';
import { select } from '../../src/desired/select.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { JournalReading } from '../../src/reconcile/journal-state.js';
import { noPolicy } from '../../src/model/policy.js';
import type { KindName } from '../../src/model/resource.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf, tryPlan } from '../support/reconcile.js';

/* Names that change places, or go round: in one run, whatever breaks off, and never back. */

const people = { 'ann@x.io': {}, 'bob@x.io': {} };
const roles = (a: string, b: string, c: string) => ({ A: role(a), B: role(b), C: role(c) });
const role = (permission: string) => ({ permissions: [permission] });

interface Case {
  readonly before: Spec;
  readonly after: Spec;
  /** What has which name in the end, by what tells them apart. */
  readonly names: (arize: MemoryArize) => readonly string[];
  readonly end: readonly string[];
}

const twoRoles: Case = {
  before: { roles: roles('ROLE_READ', 'PROJECT_READ', 'DATASET_READ') },
  after: {
    roles: { A: { ...role('PROJECT_READ'), renamedFrom: 'B' }, B: { ...role('ROLE_READ'), renamedFrom: 'A' } },
  },
  names: ({ memory }) => [...memory.roles.values()].map(({ id, name }) => `${id} ${name}`),
  end: ['Role:1 B', 'Role:2 A', 'Role:3 C'],
};

const cases: Record<string, Case> = {
  'two roles': twoRoles,
  'three roles': {
    before: { roles: roles('ROLE_READ', 'PROJECT_READ', 'DATASET_READ') },
    after: {
      roles: {
        A: { ...role('DATASET_READ'), renamedFrom: 'C' },
        B: { ...role('ROLE_READ'), renamedFrom: 'A' },
        C: { ...role('PROJECT_READ'), renamedFrom: 'B' },
      },
    },
    names: ({ memory }) => [...memory.roles.values()].map(({ id, name }) => `${id} ${name}`),
    end: ['Role:1 B', 'Role:2 C', 'Role:3 A'],
  },
  'two organizations that only their spaces tell apart, and two spaces': {
    before: {
      users: people,
      organizations: {
        A: { members: { 'ann@x.io': 'member' }, spaces: { s: { description: 'one' }, t: { description: 'two' } } },
        B: { members: { 'bob@x.io': 'admin' }, spaces: { u: { projects: { chat: { create: true } } } } },
      },
    },
    after: {
      users: people,
      organizations: {
        A: { renamedFrom: 'B', members: { 'bob@x.io': 'admin' }, spaces: { u: { projects: { chat: {} } } } },
        B: {
          renamedFrom: 'A',
          members: { 'ann@x.io': 'member' },
          spaces: {
            s: { description: 'two', renamedFrom: 't' },
            t: { description: 'one', renamedFrom: 's' },
          },
        },
      },
    },
    names: ({ memory }) => [
      ...[...memory.organizations.values()].map(({ name, members }) => `${name} ${[...members.values()].join()}`),
      ...[...memory.spaces.values()].map(({ name, description }) => `${name} ${description}`),
    ],
    end: ['B MEMBER', 'A ADMIN', 't one', 's two', 'u '],
  },
};

cases['two projects, of a space and an organization that get other names'] = {
  before: {
    users: people,
    roles: { R: role('PROJECT_READ') },
    organizations: {
      A: {
        members: { 'ann@x.io': 'member' },
        spaces: {
          s: {
            members: { 'ann@x.io': 'R' },
            projects: {
              chat: { create: true, restricted: true, members: { 'ann@x.io': 'R' } },
              bot: { create: true, restricted: false },
            },
          },
        },
      },
    },
  },
  after: {
    users: people,
    roles: { R: role('PROJECT_READ') },
    organizations: {
      B: {
        renamedFrom: 'A',
        members: { 'ann@x.io': 'member' },
        spaces: {
          t: {
            renamedFrom: 's',
            members: { 'ann@x.io': 'R' },
            projects: {
              bot: { renamedFrom: 'chat', restricted: true, members: { 'ann@x.io': 'R' } },
              chat: { renamedFrom: 'bot', create: true },
            },
          },
        },
      },
    },
  },
  names: ({ memory }) => [
    ...[...memory.projects.values()].map(
      ({ id, name }) => `${name} ${memory.restrictions.has(id) ? 'restricted' : ''}`,
    ),
    ...[...memory.spaces.values()].map(({ name }) => name),
  ],
  end: ['chat ', 'bot restricted', 't'],
};

async function accountOf({ before }: Case, roster: boolean) {
  const arize = memoryArize({ privateSpaces: true, ...(roster && { roster: 'full' }) });
  await carryOut(await planOf(desiredState(before), arize), arize);
  return arize;
}

function journalOf() {
  const reading = new JournalReading({ host: 'memory' });
  let run = 0;
  return {
    reading,
    next(): { run: string; journal: { record(entry: JournalEntry): Promise<void> } } {
      const name = String(++run);
      reading.take({ type: 'run-started', run: name, at: '', digest: '', host: 'memory', steps: 0 });
      return {
        run: name,
        journal: {
          record: (entry) => {
            reading.take(entry);
            return Promise.resolve();
          },
        },
      };
    },
  };
}

describe.each(Object.entries(cases))('%s', (_title, one) => {
  const desired = desiredState(one.after);

  it.each([false, true])('change their names in one run, and not back (roster: %s)', async (roster) => {
    const arize = await accountOf(one, roster);
    const plan = await planOf(desired, arize);
    expect(plan.steps.filter(({ destructive }) => destructive)).toEqual([]);
    const { report } = await carryOut(plan, arize, { concurrency: 8 });
    expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    expect(one.names(arize)).toEqual(one.end);
    for (let times = 0; times < 2; times++) {
      const again = await planOf(desired, arize);
      expect(again.steps.filter(({ action }) => action !== 'assert')).toEqual([]);
      expect(again.warnings.map(({ message }) => message).join()).toContain('already; remove renamed_from');
      await carryOut(again, arize);
    }
    expect(one.names(arize)).toEqual(one.end);
  });

  it.each([false, true])(
    'can break off after any step; the next run finishes it (with the journal: %s)',
    async (kept) => {
      const { steps } = await planOf(desired, await accountOf(one, true));
      for (let cut = 0; cut <= steps.length; cut++) {
        const arize = await accountOf(one, true);
        const journal = journalOf();
        const past = () => (kept ? { renamedTo: journal.reading.state().renamedTo } : {});
        const plan = await planOf(desired, arize, past());
        await carryOut({ ...plan, steps: plan.steps.slice(0, cut) }, arize, { concurrency: 1, ...journal.next() });
        const rest = await planOf(desired, arize, past());
        expect(rest.steps).toHaveLength(steps.length - cut);
        await carryOut(rest, arize, journal.next());
        expect(lines(await planOf(desired, arize, past()))).toEqual([]);
        expect(one.names(arize)).toEqual(one.end);
      }
    },
  );
});

describe('protection', () => {
  const one = twoRoles;
  const protecting = (...patterns: readonly string[]) =>
    desiredState({ ...one.after, policy: { ...noPolicy, protect: patterns } });

  it('is not left by a swap', async () => {
    const planned = await tryPlan(protecting('role/A'), await accountOf(one, false));
    expect(planned).toMatchObject({ ok: false, error: { diagnostics: [{ code: 'rename-leaves-protection' }] } });
  });

  it('of both names is kept in a swap, whatever the name in between', async () => {
    const arize = await accountOf(one, false);
    await carryOut(await planOf(protecting('role/A', 'role/B'), arize), arize);
    expect(one.names(arize)).toEqual(one.end);
  });
});

describe('what can not be told from what is live', () => {
  const before: Spec = { organizations: { A: {}, B: {} } };
  const desired = desiredState({ organizations: { A: { renamedFrom: 'B' }, B: { renamedFrom: 'A' } } });
  const started = async (first = before) => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(first), arize), arize);
    return arize;
  };

  it('is not touched', async () => {
    const planned = await tryPlan(desired, await started());
    expect(planned).toMatchObject({ ok: false, error: { type: 'files', diagnostics: [{ code: 'swap-unclear' }] } });
  });

  it('is not touched where one of them is gone either: which it was can not be seen', async () => {
    const planned = await tryPlan(desired, await started({ organizations: { A: {} } }));
    expect(planned).toMatchObject({ ok: false, error: { diagnostics: [{ code: 'swap-unclear' }] } });
  });

  it('is done where a run did it', async () => {
    const done = new Map([
      ['organization organization/A', 'organization/B'],
      ['organization organization/B', 'organization/A'],
    ]);
    expect(lines(await planOf(desired, await started(), { renamedTo: done }))).toEqual([]);
  });

  it('is done where the files asked for it at --since', async () => {
    const previous = { ref: 'HEAD~1', state: desired, removed: new Set<string>() };
    const arize = await started();
    expect(lines(await planOf(withDropped(desired, previous), arize, { previous }))).toEqual([]);
  });

  it('is an error where renamed_from was taken out while one of them had the name in between', async () => {
    const one = twoRoles;
    const arize = await accountOf(one, false);
    const plan = await planOf(desiredState(one.after), arize);
    await carryOut({ ...plan, steps: plan.steps.slice(0, 1) }, arize);
    const without = desiredState({ roles: { A: role('PROJECT_READ'), B: role('ROLE_READ') } });
    const planned = await tryPlan(without, arize);
    expect(planned).toMatchObject({ ok: false, error: { diagnostics: [{ code: 'swap-broken-off' }] } });
  });

  it('is an error where what one of them passed by is live beside all', async () => {
    const { steps } = await planOf(desiredState(twoRoles.after), await accountOf(twoRoles, false));
    const arize = await accountOf(twoRoles, false);
    const between = JSON.parse(JSON.stringify(steps[0]?.after?.['name'])) as string;
    await arize.call({ do: 'roles.create', name: between, permissions: ['ROLE_READ'] });
    const planned = await tryPlan(desiredState(twoRoles.after), arize);
    expect(planned).toMatchObject({
      ok: false,
      error: { diagnostics: [{ code: 'swap-unclear', hint: expect.stringContaining('in the Arize UI') as string }] },
    });
    expect(JSON.stringify(planned)).not.toContain('swap-broken-off');
  });
});

describe('a run about a part of the files', () => {
  const before: Spec = {
    users: people,
    roles: { R: role('ROLE_READ'), Q: role('PROJECT_READ') },
    organizations: { A: { description: 'one', spaces: { s: {} } }, B: { description: 'two', spaces: { s: {} } } },
  };
  const held: Spec = {
    organizations: { A: { members: { 'ann@x.io': 'member' } }, B: { members: { 'ann@x.io': 'member' } } },
  };
  const joining = { members: { 'bob@x.io': 'admin' } };
  const own = (name: 'A' | 'B', more: object) => ({ renamedFrom: name === 'A' ? 'B' : 'A', ...more });
  const swap = (more: object): Spec => ({
    users: people,
    organizations: { A: own('A', { description: 'two' }), B: own('B', { description: 'one', ...more }) },
  });
  const chain = (more: object): Spec => ({
    users: people,
    organizations: { B: { renamedFrom: 'A', description: 'one', ...more }, C: { renamedFrom: 'B' } },
  });
  const swappedRoles: Spec = {
    users: people,
    roles: { R: { ...role('PROJECT_READ'), renamedFrom: 'Q' }, Q: { ...role('ROLE_READ'), renamedFrom: 'R' } },
    organizations: { A: { members: { 'ann@x.io': 'member' }, spaces: { s: { members: { 'ann@x.io': 'R' } } } } },
  };
  const account = async (...specs: readonly Spec[]) => {
    const arize = memoryArize({ roster: 'full' });
    for (const spec of specs) await carryOut(await planOf(desiredState(spec), arize), arize);
    return arize;
  };

  it.each<[string, Spec, KindName]>([
    ['members after a swap', swap(joining), 'organization-member'],
    ['members after a chain', chain(joining), 'organization-member'],
    ['a space after a swap', swap({ spaces: { fresh: {} } }), 'space'],
    ['who is to leave after a swap', swap({ members: { 'ann@x.io': 'absent' } }), 'organization-member'],
    ['a list of nobody after a swap', swap({ members: {} }), 'organization-member'],
    ['bindings of swapped roles', swappedRoles, 'space-role-binding'],
  ])('gives what has the name by then nothing and takes nothing from it: %s', async (_title, files, kind) => {
    const arize = await account(before, held);
    const kinds = [kind, 'user'] as const;
    const only = select(desiredState(files), { only: kinds });
    expect(await tryPlan(only, arize)).toMatchObject({ ok: false, error: { diagnostics: [{ code: 'left-out' }] } });
    // Once it is renamed there is nothing in the way.
    await carryOut(await planOf(desiredState(files), arize), arize);
    expect((await planOf(only, arize)).steps).toEqual([]);
  });

  it('takes along what has the name before it can be given, and is no wider than that', async () => {
    const arize = await account(before, held);
    const files = desiredState(swap(joining));
    for (const target of ['organization/A', 'organization/B', 'organization/B/member/bob@x.io']) {
      const plan = await planOf(select(files, { targets: [target] }), arize);
      expect(lines(plan).filter((line) => line.startsWith(' rename'))).toHaveLength(3);
    }
    const chained = select(desiredState(chain({})), { targets: ['organization/C'] });
    expect(lines(await planOf(chained, arize))).toEqual([' rename organization organization/C']);
  });
});

describe('who is to leave a place that has yet to get its name', () => {
  const members = { 'eve@x.io': 'admin' };
  const named = (name: string, more: object): Spec => ({
    users: { 'ann@x.io': {}, 'eve@x.io': {} },
    organizations: { [name]: more },
  });
  const renamed = (left: object): Spec => named('B', { renamedFrom: 'A', members: left });
  const narrowed = async (files: Spec, how: Parameters<typeof select>[1]) => {
    const arize = memoryArize({ roster: 'full' });
    await carryOut(await planOf(desiredState(named('A', { members })), arize), arize);
    return tryPlan(select(desiredState(files), how), arize);
  };

  it('leaves it together with the rename', async () => {
    const plan = await narrowed(renamed({ 'eve@x.io': 'absent' }), { targets: ['organization/B/member/eve@x.io'] });
    expect(plan.ok ? lines(plan.value.plan) : plan.error).toEqual([
      ' rename organization organization/B',
      '!delete organization-member organization/B/member/eve@x.io',
    ]);
  });

  it.each([{ 'eve@x.io': 'absent' }, {}])('is not passed over where the rename is left out: %j', async (left) => {
    const plan = await narrowed(renamed(left), { only: ['organization-member'] });
    expect(plan).toMatchObject({ ok: false, error: { diagnostics: [{ code: 'left-out' }] } });
  });
});

describe('members whom nobody can list, in places that change their names', () => {
  const before: Spec = {
    users: people,
    organizations: {
      A: { description: 'one', members: { 'ann@x.io': 'member' } },
      B: { description: 'two', members: { 'bob@x.io': 'admin' } },
    },
  };
  const swapped = (members: Record<string, string>): Spec => ({
    users: people,
    organizations: {
      A: { description: 'two', renamedFrom: 'B', members: { 'bob@x.io': 'admin' } },
      B: { description: 'one', renamedFrom: 'A', members },
    },
  });
  const chained = (members: Record<string, string>): Spec => ({
    users: people,
    organizations: {
      B: { description: 'one', renamedFrom: 'A', members },
      C: { description: 'two', renamedFrom: 'B', members: { 'bob@x.io': 'admin' } },
    },
  });

  it.each([
    ['a swap', swapped],
    ['a chain', chained],
  ])('are believed where they are: %s', async (_title, files) => {
    const steps = 4;
    for (let cut = 0; cut <= steps; cut++) {
      const arize = memoryArize();
      await carryOut(await planOf(desiredState(before), arize), arize);
      const previous = { ref: 'HEAD~1', state: desiredState(before), removed: new Set<string>() };
      const desired = withDropped(desiredState(files({ 'ann@x.io': 'member', 'bob@x.io': 'read_only' })), previous);
      const plan = await planOf(desired, arize, { previous });
      await carryOut({ ...plan, steps: plan.steps.slice(0, cut) }, arize, { concurrency: 1 });
      await carryOut(await planOf(desired, arize, { previous }), arize);
      const one = [...arize.memory.organizations.values()].find(({ description }) => description === 'one');
      expect(one).toMatchObject({ name: 'B' });
      expect([...(one?.members.values() ?? [])]).toEqual(['MEMBER', 'READ_ONLY']);
      const later = { ref: 'HEAD~1', state: desired, removed: new Set<string>() };
      const less = withDropped(desiredState(files({ 'ann@x.io': 'member' })), later);
      await carryOut(await planOf(less, arize, { previous: later }), arize);
      expect([...arize.memory.organizations.values()].map(({ members }) => [...members.values()])).toEqual([
        ['MEMBER'],
        ['ADMIN'],
      ]);
    }
  });
});
