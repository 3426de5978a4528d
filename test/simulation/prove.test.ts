import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsOf, readLive } from '../../src/live/index.js';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import { dependencyIndexes } from '../../src/model/dependencies.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { Plan, Step } from '../../src/model/plan.js';
import { provePlan, trySteps } from '../../src/simulation/prove.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

const capabilities = { privateSpaces: true };

interface Case {
  readonly plan: Plan;
  readonly live: LiveState;
  readonly desired: DesiredState;
}

/** The way from one set of files to another, with the live state in between. */
async function between(first: Spec, second: Spec, roster?: 'full'): Promise<Case> {
  const arize = memoryArize({ ...capabilities, ...(roster !== undefined && { roster }) });
  await carryOut(await planOf(desiredState(first), arize), arize, { concurrency: 1 });
  const desired = desiredState(second);
  return { plan: await planOf(desired, arize), live: await liveOf(arize, desired), desired };
}

async function liveOf(arize: MemoryArize, desired: DesiredState): Promise<LiveState> {
  const live = await readLive(arize, needsOf(desired));
  if (!live.ok) throw new Error(live.error.message);
  return live.value;
}

function proofOf({ plan, live, desired }: Case, steps: readonly Step[]) {
  const proof = provePlan({ plan: { ...plan, steps }, live, desired: desired.resources, capabilities });
  return 'counterexample' in proof ? proof.counterexample : undefined;
}

const team: Spec = {
  users: { 'ann@x.io': { role: 'admin' }, 'bob@x.io': {} },
  roles: { Reader: { permissions: ['PROJECT_READ'] } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
      spaces: {
        alpha: {
          members: { 'bob@x.io': 'Reader' },
          projects: { chat: { create: true, members: { 'bob@x.io': 'Reader' } } },
        },
      },
    },
  },
};

const bobInAlpha = { organization: 'Core', space: 'alpha', user: 'bob@x.io' };
const privateSpace: readonly Entry[] = [
  ['user', { user: 'ann@x.io' }, { role: 'member' }],
  ['user', { user: 'bob@x.io' }, { role: 'member' }],
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['organization', { organization: 'Core' }, { description: '' }],
  ['organization-member', { organization: 'Core', user: 'bob@x.io' }, { role: 'member' }],
  ['organization-member', { organization: 'Core', user: 'ann@x.io' }, { role: 'member' }],
  ['space', { organization: 'Core', space: 'alpha' }, { description: '', private: true }],
];

/** A plan on an account all of whose members are known. */
function planned(desired: DesiredState, entries: readonly Entry[]): { readonly plan: Plan; readonly live: LiveState } {
  const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);
  const live = liveState(entries, { rosters });
  return { plan: madePlan(desired, live), live };
}

describe('the proof of a plan', () => {
  it('finds the plan that is made right', async () => {
    const made = await between({}, team);
    expect(made.plan.steps).toHaveLength(10);
    expect(proofOf(made, made.plan.steps)).toBeUndefined();
  });

  it('finds a step that comes before what it needs', async () => {
    const made = await between({}, team);
    const [first, ...others] = made.plan.steps;
    if (first === undefined) throw new Error('no steps');
    expect(proofOf(made, [...others, first])).toMatchObject({
      after: 0,
      problem: 'it needs organization/Core, which no earlier step makes',
    });
  });

  it('finds a step that Arize would refuse', async () => {
    const made = await between(team, { ...team, roles: { Reader: 'absent' }, organizations: { Core: 'absent' } });
    const role = made.plan.steps.filter(({ kind }) => kind === 'role');
    expect(proofOf(made, role)).toMatchObject({
      after: 0,
      problem: 'Arize would refuse it: the role Reader is still bound',
    });
  });

  it('finds a cascade that is not spelt out, and one that is none', async () => {
    const made = await between(team, { ...team, organizations: { Core: 'absent' } });
    const [step] = made.plan.steps;
    if (step === undefined) throw new Error('no step');
    const [taken, ...rest] = step.cascade;
    expect(proofOf(made, [{ ...step, cascade: rest }])).toMatchObject({
      problem: `it would also touch ${taken ?? ''}, which it does not say`,
    });
    const invented = 'organization/Core/space/beta' as typeof step.address;
    expect(proofOf(made, [{ ...step, cascade: [...step.cascade, invented] }])).toMatchObject({
      problem: 'it says that organization/Core/space/beta is removed too, which it is not',
    });
  });

  it('finds whoever would be locked out between two steps', async () => {
    const restricted: Spec = {
      ...team,
      organizations: {
        Core: {
          members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
          spaces: {
            alpha: { projects: { chat: { create: true, restricted: true, members: { 'bob@x.io': 'Reader' } } } },
          },
        },
      },
    };
    const before: Spec = {
      ...team,
      organizations: {
        Core: {
          members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
          spaces: { alpha: { members: { 'bob@x.io': 'Reader' }, projects: { chat: { create: true } } } },
        },
      },
    };
    const made = await between(before, restricted);
    const created = made.plan.steps.filter(({ action }) => action === 'create');
    expect(created.map(({ kind }) => kind)).toEqual(['project-role-binding', 'restriction']);
    const isLater = ({ kind }: Step) => kind !== 'restriction';
    const { steps } = made.plan;
    const tooEarly = [...steps.filter((step) => !isLater(step)), ...steps.filter(isLater)];
    expect(proofOf(made, tooEarly)).toMatchObject({
      after: 0,
      step: { kind: 'restriction' },
      problem: 'bob@x.io would lose the way into chat in between',
    });
  });

  it('lets an admin of a space be one no more only after the promotion above', async () => {
    const roles = (organization: 'admin' | 'member', space: 'admin' | 'read_only'): Spec => ({
      users: { 'bob@x.io': {} },
      organizations: {
        Core: {
          members: { 'bob@x.io': organization },
          spaces: {
            alpha: { members: { 'bob@x.io': space }, projects: { chat: { create: true, restricted: true } } },
          },
        },
      },
    });
    const { plan } = await between(roles('member', 'admin'), roles('admin', 'read_only'), 'full');
    expect(plan.steps.map(({ address, dependsOn }) => [address, dependsOn])).toEqual([
      ['organization/Core/member/bob@x.io', []],
      ['organization/Core/space/alpha/member/bob@x.io', ['organization/Core/member/bob@x.io']],
    ]);
  });

  it('finds an end that is not what the files ask for', async () => {
    const made = await between(team, { ...team, users: { ...team.users, 'bob@x.io': { name: 'Bob' } } });
    const steps = made.plan.steps.map((step): Step =>
      step.call.do === 'users.update' ? { ...step, call: { ...step.call, name: 'Rob' } } : step,
    );
    expect(proofOf(made, steps)).toMatchObject({
      after: steps.length,
      problem: 'the user user/bob@x.io would have name "Rob" instead of "Bob"',
    });
  });

  it('tries a plan without its destructive steps too', async () => {
    const made = await between(
      { users: { 'ann@x.io': {} }, organizations: { Core: { members: {} } } },
      {
        users: { 'bob@x.io': {}, 'ann@x.io': 'absent' },
        organizations: { Core: { members: { 'bob@x.io': 'member' } } },
      },
    );
    const broken = made.plan.steps.map((step): Step => (step.kind === 'user' ? { ...step, destructive: true } : step));
    // The member is not destructive and depends on a person who is said to be: it is out as well, so nothing is missing.
    expect(proofOf(made, broken)).toBeUndefined();
    expect(
      proofOf(
        made,
        broken.map((step) => ({ ...step, dependsOn: [] })),
      ),
    ).toMatchObject({
      problem: 'it needs user/bob@x.io, which no earlier step makes',
    });
  });

  it('of nothing leaves everything as it is', async () => {
    const { live, desired } = await between(team, team);
    const plan = { ...madePlan(desired, live), steps: [] };
    const proof = provePlan({ plan, live, desired: [], capabilities });
    expect('after' in proof ? proof.after() : undefined).toBe(live);
  });

  describe('where a predefined role becomes a custom one', () => {
    const held: readonly Entry[] = [...privateSpace, ['space-member', bobInAlpha, { role: 'member' }]];
    const becomes = desiredState({
      organizations: { Core: { description: 'new', spaces: { alpha: { members: { 'bob@x.io': 'Reader' } } } } },
    });
    const { plan, live } = planned(becomes, held);
    const kindsOf = (steps: readonly Step[]) => steps.map(({ kind }) => kind);

    it('forgives the gap that the platform leaves no way around', () => {
      expect(kindsOf(plan.steps)).toEqual(['organization', 'space-member', 'space-role-binding']);
      expect(proofOf({ plan, live, desired: becomes }, plan.steps)).toBeUndefined();
    });

    it('and no longer one', () => {
      const [other, removal, grant] = plan.steps;
      if (other === undefined || removal === undefined || grant === undefined) throw new Error('no steps');
      expect(proofOf({ plan, live, desired: becomes }, [removal, other, grant])).toMatchObject({
        after: 0,
        step: { kind: 'space-member' },
        problem: 'bob@x.io would lose the way into alpha in between',
      });
    });

    it('and none the other way round, where the grant can come first', () => {
      const bound: readonly Entry[] = [...privateSpace, ['space-role-binding', bobInAlpha, { role: 'Reader' }]];
      const back = desiredState({
        organizations: { Core: { spaces: { alpha: { members: { 'bob@x.io': 'member' } } } } },
      });
      const made = planned(back, bound);
      expect(proofOf({ ...made, desired: back }, made.plan.steps)).toBeUndefined();
      expect(proofOf({ ...made, desired: back }, [...made.plan.steps].reverse())).toMatchObject({
        problem: 'bob@x.io would lose the way into alpha in between',
      });
    });

    it('nor any of other people or places', () => {
      const two: readonly Entry[] = [
        ...held,
        ['space-member', { ...bobInAlpha, user: 'ann@x.io' }, { role: 'member' }],
      ];
      const both = desiredState({
        organizations: { Core: { spaces: { alpha: { members: { 'bob@x.io': 'Reader', 'ann@x.io': 'Reader' } } } } },
      });
      const made = planned(both, two);
      const [first, second, third, fourth] = made.plan.steps;
      if (!first || !second || !third || !fourth) throw new Error('no steps');
      expect(proofOf({ ...made, desired: both }, made.plan.steps)).toBeUndefined();
      expect(proofOf({ ...made, desired: both }, [first, third, second, fourth])).toMatchObject({
        problem: 'ann@x.io would lose the way into alpha in between',
      });
    });

    it('finds somebody with both', () => {
      const alone = plan.steps.filter(({ kind }) => kind !== 'space-member');
      expect(proofOf({ plan, live, desired: becomes }, alone)).toMatchObject({
        problem:
          'the space role binding organization/Core/space/alpha/member/bob@x.io would be there twice, with a built-in and a custom role',
      });
    });
  });

  it('knows that the key goes that another takes the place of', () => {
    const keys = desiredState({ apiKeys: { traces: { type: 'user' } } });
    const { plan, live } = planned(keys, [['api-key', { key: 'traces' }, { type: 'service' }, { id: 'old' }]]);
    expect(plan.steps).toMatchObject([{ action: 'rotate', replaces: 'old' }]);
    const proof = provePlan({ plan, live, desired: keys.resources, capabilities });
    const after = 'after' in proof ? [...proof.after().resources['api-key'].values()] : [];
    expect(after.map(({ id }) => id)).toEqual(['new api-key 1']);
  });

  it('asks nothing of what is blocked, and all of the rest', () => {
    const bound: readonly Entry[] = [...privateSpace, ['space-role-binding', bobInAlpha, { role: 'Reader' }]];
    const wanted = desiredState({
      users: { 'ann@x.io': 'absent' },
      organizations: { Core: { description: 'new', spaces: { alpha: { members: { 'bob@x.io': 'member' } } } } },
    });
    const { plan, live } = planned(wanted, bound);
    const left = plan.steps.filter(({ kind }) => kind === 'organization');
    const blockedAt = (...addresses: readonly string[]) => ({
      ...{ live, desired: wanted },
      plan: { ...plan, blocked: addresses.map((address) => ({ address: address as Address, reason: '' })) },
    });
    const grant = 'organization/Core/space/alpha/member/bob@x.io';
    expect(proofOf(blockedAt('user/ann@x.io', grant), left)).toBeUndefined();
    expect(proofOf(blockedAt(grant), left)).toMatchObject({ problem: 'the user user/ann@x.io would still be there' });
    expect(proofOf(blockedAt('user/ann@x.io'), left)).toMatchObject({
      problem: `the space member ${grant} would not be there`,
    });
    // A field that can't be changed excuses no other one.
    const both = blockedAt('user/ann@x.io', grant, 'organization/Core');
    expect(
      proofOf(
        both,
        plan.steps.filter(({ kind }) => kind === 'user'),
      ),
    ).toMatchObject({
      problem: 'the organization organization/Core would have description "" instead of "new"',
    });
  });

  it(
    'finds any step that is missing',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs(), specs({ renames: true }), fc.nat(), async (first, second, which) => {
          const made = await between(first, second);
          // That something unseen shall be gone is no less true without asking for it; an update says the new name too.
          const isNeeded = ({ action, after, address }: Step) =>
            (action !== 'assert' || after !== null) &&
            (action !== 'rename' || made.plan.steps.filter((step) => step.address === address).length === 1);
          const droppable = made.plan.steps.filter(isNeeded);
          const dropped = droppable[which % Math.max(droppable.length, 1)];
          if (dropped === undefined) return;
          expect(
            proofOf(
              made,
              made.plan.steps.filter((step) => step !== dropped),
            ) ?? (made.plan.steps.length === 1 ? 'nothing to try' : undefined),
          ).toBeDefined();
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'holds for every order in which an apply may run the steps',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs(),
          specs({ renames: true }),
          fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
          fc.constantFrom(undefined, 'full' as const),
          async (first, second, choices, roster) => {
            const { plan, live } = await between(first, second, roster);
            expect(trySteps(anOrderOf(plan.steps, choices), live)).not.toHaveProperty('counterexample');
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );
});

/** One of the orders that the dependencies allow, with every grant before what takes away, as an apply keeps it. */
function anOrderOf(steps: readonly Step[], choices: readonly number[]): readonly Step[] {
  const needs = dependencyIndexes(steps);
  const left = new Set(steps.keys());
  const order: Step[] = [];
  while (left.size > 0) {
    const isReady = (index: number) =>
      (needs[index] ?? []).every((other) => !left.has(other)) &&
      (steps[index]?.destructive !== true ||
        [...left].every((other) => other >= index || steps[other]?.destructive === true));
    const ready = [...left].filter(isReady);
    // The gap between the two halves of a replaced space role is kept as short as it can be.
    const replacing = ready.find(
      (index) => steps[index]?.kind === 'space-role-binding' && order.at(-1)?.address === steps[index].address,
    );
    const index = replacing ?? ready[(choices[order.length % choices.length] ?? 0) % ready.length];
    const step = index === undefined ? undefined : steps[index];
    if (index === undefined || step === undefined) throw new Error('steps that wait for each other');
    left.delete(index);
    order.push(step);
  }
  return order;
}
