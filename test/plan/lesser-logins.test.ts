import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../src/model/result.js';
import type { Plan, Step } from '../../src/model/plan.js';
import type { Arize, Listing, RawObject } from '../../src/remote/port.js';
import { desiredState } from '../support/desired.js';
import type { Spec } from '../support/desired.js';
import type { Memory, MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/* A random account, random files, and less to see of it: another login, or answers that leave fields out. */

async function accountOf(spec: Spec): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  await carryOut(await planOf(desiredState(spec), arize), arize, { concurrency: 1 });
  return arize;
}

/** The steps that change something for sure; `assert` claims nothing. */
function claims({ steps }: Plan): readonly string[] {
  return steps.filter(({ action }) => action !== 'assert').map(claimOf);
}

function claimOf({ action, kind, address }: Step): string {
  return `${action} ${kind} ${address}`;
}

/** What the contract lets one person see (§6, §7), whose own key is in use. */
class Eyes {
  private readonly isAdmin: boolean;

  constructor(
    private readonly memory: Memory,
    readonly user: string,
  ) {
    this.isAdmin = memory.users.get(user)?.role === 'ADMIN';
  }

  organization(id: string): boolean {
    return this.isAdmin || this.memory.organizations.get(id)?.members.has(this.user) === true;
  }

  administersOrganization(id: string): boolean {
    return this.isAdmin || this.memory.organizations.get(id)?.members.get(this.user) === 'ADMIN';
  }

  space(id: string): boolean {
    const space = this.memory.spaces.get(id);
    if (space === undefined) return false;
    const isInside = this.administersSpace(id) || space.members.has(this.user) || this.isBound(id);
    return isInside || (!space.is_private && this.organization(space.organization));
  }

  administersSpace(id: string): boolean {
    const space = this.memory.spaces.get(id);
    if (space === undefined) return false;
    return this.administersOrganization(space.organization) || space.members.get(this.user) === 'ADMIN';
  }

  project(id: string): boolean {
    const space = this.memory.projects.get(id)?.space_id ?? '';
    if (this.administersSpace(space) || this.isBound(id)) return true;
    return this.space(space) && !this.memory.restrictions.has(id);
  }

  /** Bindings and restrictions on a space or project. */
  administersResource(id: string): boolean {
    return this.administersSpace(this.memory.projects.get(id)?.space_id ?? id);
  }

  private isBound(resource: string): boolean {
    return [...this.memory.bindings.values()].some(
      ({ user_id: user, resource_id: bound }) => user === this.user && bound === resource,
    );
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The same account, as one of its people sees it; without one, as a service key that may see nothing of what is hidden. */
function seenBy(arize: MemoryArize, user: string | undefined, hasRoster: boolean): Arize {
  const eyes = new Eyes(arize.memory, user ?? 'nobody');
  const isShown = (listing: Listing, object: RawObject): boolean => {
    switch (listing.list) {
      case 'organizations':
        return eyes.organization(text(object['id']));
      case 'spaces':
        return eyes.space(text(object['id']));
      case 'projects':
        return eyes.project(text(object['id']));
      case 'role-bindings':
      case 'resource-restrictions':
        return eyes.administersResource(text(object['resource_id']));
      default:
        return true;
    }
  };
  const own = { id: 'k', name: 'own', key_type: 'USER', created_by_user_id: user };
  const { members, ...rest } = arize;
  return {
    ...rest,
    async list(listing, signal) {
      if (listing.list === 'api-keys') return ok(listing.keyType === 'USER' && user !== undefined ? [own] : []);
      const listed = await arize.list(listing, signal);
      return listed.ok ? ok(listed.value.filter((object) => isShown(listing, object))) : listed;
    },
    ...(hasRoster && members !== undefined && { members }),
  };
}

describe('the plan of a lesser login', () => {
  it(
    'never contradicts that of an administrator: it claims only what that does, and does not call equal what is not seen',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs(), specs(), fc.nat(), fc.boolean(), async (first, second, pick, hasRoster) => {
          const arize = await accountOf(first);
          for (const user of arize.memory.users.values()) user.status = 'ACTIVE';
          const people = [...arize.memory.users.keys()].filter((id) => id !== 'User:login');
          const user = [...people, undefined][pick % (people.length + 1)];
          const desired = desiredState(second);
          const whole = await planOf(desired, arize);
          const planned = await tryPlan(desired, seenBy(arize, user, hasRoster));
          if (!planned.ok) throw new Error(JSON.stringify(planned.error));
          const { plan } = planned.value;
          const admin = new Set(claims(whole));
          expect(claims(plan).filter((claim) => !admin.has(claim))).toEqual([]);
          // What is not claimed, asserted or blocked is open.
          const said = new Set([
            ...plan.steps.map(({ address }) => address),
            ...plan.blocked.map(({ address }) => address),
          ]);
          const silent = whole.steps.filter(({ address }) => !said.has(address));
          if (silent.length > 0) expect(plan.unobserved).not.toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );
});

/** What can't be done without, for an object to be one. */
const kept: ReadonlySet<string> = new Set(['id', 'email', 'name']);

/** Leaves out of each object the fields that the bits say, nested ones too. */
function forgetting(arize: Arize, bits: readonly boolean[]): Arize {
  let at = 0;
  const isDropped = () => bits[at++ % bits.length] === true;
  const thin = (object: RawObject): RawObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([field, value]) => {
        if (!kept.has(field) && isDropped()) return [];
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        return [[field, isObject ? thin(value as RawObject) : value]];
      }),
    );
  return {
    ...arize,
    async list(listing, signal) {
      const listed = await arize.list(listing, signal);
      return listed.ok ? ok(listed.value.map(thin)) : listed;
    },
  };
}

describe('answers that leave fields out', () => {
  it(
    'bring no step that was not there with the whole answer, other than assertions',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ apiKeys: true }),
          fc.array(
            fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
            {
              minLength: 1,
              maxLength: 60,
            },
          ),
          async (first, second, bits) => {
            const arize = await accountOf(first);
            const desired = desiredState(second);
            const whole = new Set(claims(await planOf(desired, arize)));
            const planned = await tryPlan(desired, forgetting(arize, bits));
            if (!planned.ok) throw new Error(JSON.stringify(planned.error));
            expect(claims(planned.value.plan).filter((claim) => !whole.has(claim))).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );
});
