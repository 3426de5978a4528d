import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDropped } from '../../src/desired/index.js';
import type { Previous } from '../../src/desired/index.js';
import { addressOf } from '../../src/model/address.js';
import type { JournalEntry } from '../../src/model/journal.js';
import { JournalReading } from '../../src/reconcile/journal-state.js';
import type { Plan } from '../../src/model/plan.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/*
 * Files that change again and again, each version applied with `--since` the one before, on an account whose members nobody can
 * list. What is known of those comes from the files and from the journal alone, and must not lead astray.
 */

class History {
  readonly journal = new JournalReading({ host: 'memory' });
  private number = 0;

  constructor(readonly arize: MemoryArize) {}

  previous(former: Spec): Previous {
    return { ref: 'HEAD~1', state: desiredState(former), ...this.journal.state() };
  }

  plan(now: Spec, former: Spec): Promise<Plan> {
    const previous = this.previous(former);
    return planOf(withDropped(desiredState(now), previous), this.arize, { previous });
  }

  /** Up to `steps` of them, as where the run is killed. */
  async apply(now: Spec, former: Spec, steps = Infinity): Promise<readonly string[]> {
    const plan = await this.plan(now, former);
    const run = String(++this.number);
    const record = (entry: JournalEntry) => {
      this.journal.take(entry);
      return Promise.resolve();
    };
    await record({ type: 'run-started', run, at: '', digest: '', host: 'memory', steps: plan.steps.length });
    const { report } = await carryOut({ ...plan, steps: plan.steps.slice(0, steps) }, this.arize, {
      run,
      journal: { record },
      concurrency: 1,
    });
    return report.outcomes.flatMap(({ step, outcome, reason }) =>
      outcome === 'done' ? [] : [`${step.action} ${step.address}: ${reason ?? ''}`],
    );
  }
}

const changes = (plan: Plan) => lines({ ...plan, steps: plan.steps.filter(({ action }) => action !== 'assert') });

/** Memberships that are live, and those that the files ask for; each with its role. */
function memberships({ memory }: MemoryArize): readonly string[] {
  const emails = new Map([...memory.users.values()].map(({ id, email }) => [id, email]));
  const organizations = new Map([...memory.organizations.values()].map(({ id, name }) => [id, name]));
  const own = (members: ReadonlyMap<string, string>, at: (email: string) => string) =>
    [...members].map(([id, role]) => `${at(emails.get(id) ?? '')} ${role.toLowerCase()}`);
  return [
    ...[...memory.organizations.values()].flatMap(({ name, members }) =>
      own(members, (email) => addressOf.organizationMember(name, email)),
    ),
    ...[...memory.spaces.values()].flatMap(({ name, organization, members }) =>
      own(members, (email) => addressOf.spaceMember(organizations.get(organization) ?? '', name, email)),
    ),
  ].sort();
}

function declared(spec: Spec): readonly string[] {
  return desiredState(spec)
    .resources.filter(({ kind, ensure }) => kind.endsWith('-member') && ensure === 'present')
    .map(({ address, attributes: { role } }) => `${address} ${typeof role === 'string' ? role : ''}`)
    .sort();
}

/** Somebody deletes what has these names in the Arize UI, and makes it again: empty, with another ID. */
async function remake(arize: MemoryArize, names: readonly string[]): Promise<void> {
  const { organizations, spaces, users, deletedEmails } = arize.memory;
  for (const { id: organization, name } of [...organizations.values()].filter(({ name }) => names.includes(name))) {
    await arize.call({ do: 'organizations.delete', organization });
    await arize.call({ do: 'organizations.create', name });
  }
  for (const { id: space, name, organization } of [...spaces.values()].filter(({ name }) => names.includes(name))) {
    await arize.call({ do: 'spaces.delete', space });
    await arize.call({ do: 'spaces.create', organization, name });
  }
  for (const { id: user, name, email } of [...users.values()].filter(({ email }) => names.includes(email))) {
    await arize.call({ do: 'users.delete', user });
    deletedEmails.clear();
    await arize.call({ do: 'users.create', name, email, role: 'MEMBER', invite: 'NONE' });
  }
}

interface Version {
  readonly spec: Spec;
  /** What is made anew by somebody else before. */
  readonly remade: string[];
  readonly expired: string[];
  readonly killedAfter: number | undefined;
}

/** An organization and a space in it get other names, somebody in it another role; the run ends after the organization. */
const halfRenamed: Version[] = (() => {
  const users = { 'ann@x.io': { name: 'A', role: 'admin' } };
  const members = { 'ann@x.io': 'admin' };
  const before = { users, organizations: { o1: { members, spaces: { s1: { members } } } } };
  const space = { members: { 'ann@x.io': 'Reader' }, renamedFrom: 's1' };
  const after = {
    users,
    roles: { Reader: { permissions: ['ROLE_READ'] } },
    organizations: { o2: { members, spaces: { s2: space }, renamedFrom: 'o1' } },
  };
  return [
    { spec: before, remade: [], expired: [], killedAfter: undefined },
    { spec: after, remade: [], expired: [], killedAfter: 1 },
  ];
})();

/** Somebody makes an organization anew that is to get another name; nobody is in it by then. */
const remadeAndRenamed: Version[] = (() => {
  const users = { 'ann@x.io': { name: 'A', role: 'admin' } };
  const members = { 'ann@x.io': 'admin' };
  const version = { expired: [], killedAfter: undefined };
  return [
    { spec: { users, organizations: { o1: { members } } }, remade: [], ...version },
    { spec: { users, organizations: { o2: { members, renamedFrom: 'o1' } } }, remade: ['o1'], ...version },
  ];
})();

it(
  'leave what the last version says, and nothing to do, also where invitations ran out, others made things anew, and runs were killed',
  async () => {
    const version = fc.record({
      spec: specs({ renames: true }),
      remade: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(['o1', 'o2', 's1', 's2', 'ann@x.io'])),
      expired: fc.subarray(['ann@x.io', 'bob@x.io', 'cy@x.io']),
      killedAfter: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(version, { minLength: 2, maxLength: 4 }),
        fc.constantFrom('same ID' as const, 'new ID' as const),
        async (versions, reinvites) => {
          const history = new History(memoryArize({ privateSpaces: true, reinvites }));
          let former: Spec = {};
          for (const { spec, remade, expired, killedAfter } of versions) {
            await remake(history.arize, remade);
            for (const user of history.arize.memory.users.values())
              if (expired.includes(user.email)) user.status = 'EXPIRED';
            // The platform takes nobody back who was deleted; here somebody new with the same address comes.
            history.arize.memory.deletedEmails.clear();
            if (killedAfter !== undefined) await history.apply(spec, former, killedAfter);
            expect(await history.apply(spec, former)).toEqual([]);
            const again = await history.plan(spec, former);
            expect(changes(again)).toEqual([]);
            expect(memberships(history.arize)).toEqual(declared(spec));
            former = spec;
          }
        },
      ),
      // Each is several plans and applies.
      {
        numRuns: Math.ceil(runs / 3),
        examples: [
          [halfRenamed, 'same ID'],
          [remadeAndRenamed, 'same ID'],
        ],
      },
    );
  },
  timeout,
);
