import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import type { ResolvedCall } from '../../src/model/call.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { Plan } from '../../src/model/plan.js';
import type { Arize, CallResult } from '../../src/remote/port.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

/* One of each kind, and an account in which all of it was made. */

const ann = 'ann@x.io';
export const bob = 'bob@x.io';
const cat = 'cat@x.io';
const alpha = 'organization/Core/space/alpha';

/** One of each kind at least. */
const example: Spec = {
  users: {
    [ann]: { name: 'Ann', role: 'admin', developer: true },
    [bob]: { name: 'Bob', role: 'member' },
    [cat]: { name: 'Cat' },
  },
  roles: { Reader: { description: 'Reads', permissions: ['DATASET_READ', 'PROJECT_READ'] } },
  organizations: {
    Core: {
      description: 'The core',
      members: { [ann]: 'admin', [bob]: 'member', [cat]: 'member' },
      spaces: {
        alpha: {
          description: 'First',
          private: true,
          members: { [ann]: 'admin', [bob]: 'Reader', [cat]: 'member' },
          projects: { bot: { create: true, restricted: true, members: { [bob]: 'Reader' } } },
        },
      },
    },
  },
  apiKeys: { traces: { type: 'service', spaces: { [alpha]: 'member' } } },
};

/** The same with another name for each kind that can be renamed. */
export const renamed: Spec = {
  ...example,
  roles: {
    Viewer: { description: 'Reads', permissions: ['DATASET_READ', 'PROJECT_READ'], renamedFrom: 'Reader' },
  },
  organizations: {
    Heart: {
      description: 'The core',
      renamedFrom: 'Core',
      members: { [ann]: 'admin', [bob]: 'member', [cat]: 'member' },
      spaces: {
        first: {
          description: 'First',
          private: true,
          renamedFrom: 'alpha',
          members: { [ann]: 'admin', [bob]: 'Viewer', [cat]: 'member' },
          projects: { robot: { renamedFrom: 'bot', create: true, restricted: true, members: { [bob]: 'Viewer' } } },
        },
      },
    },
  },
  apiKeys: { traces: { type: 'service', spaces: { 'organization/Heart/space/first': 'member' } } },
};

export interface Made {
  readonly arize: MemoryArize;
  readonly desired: DesiredState;
  readonly plan: Plan;
  readonly live: LiveState;
  /** Everything that was shown or told on the way, and the secrets that were delivered. */
  readonly said: string;
  readonly secrets: readonly string[];
  /** The calls that were made, with what each brought. */
  readonly calls: readonly (readonly [ResolvedCall, CallResult])[];
}

export async function make(): Promise<Made> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  const desired = desiredState(example);
  const plan = await planOf(desired, arize);
  const secrets: string[] = [];
  const calls: [ResolvedCall, CallResult][] = [];
  const watched: Arize = {
    ...arize,
    async call(call, signal) {
      const result = await arize.call(call, signal);
      calls.push([call, result.ok ? result.value : {}]);
      return result;
    },
  };
  const { report, events } = await carryOut(plan, watched, {
    deliver: (_step, secret) => {
      secrets.push(secret.reveal());
      return Promise.resolve();
    },
  });
  const live = await liveOf(arize);
  return { arize, desired, plan, live, said: JSON.stringify([plan, report, events, live]), secrets, calls };
}

export async function liveOf(arize: Arize): Promise<LiveState> {
  const read = await readLive(arize, everything);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}
