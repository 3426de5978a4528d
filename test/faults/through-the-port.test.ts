import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../src/apply/journal.js';
import { readJournal } from '../../src/apply/read-journal.js';
import { runsOf } from '../../src/model/journal.js';
import { failed } from '../../src/model/result.js';
import type { Arize, RemoteFailure } from '../../src/remote/port.js';
import { desiredState } from '../support/desired.js';
import type { Memory, MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { faults as sampled } from '../support/runs.js';
import { whole } from './change.js';
import { Matrix } from './matrix.js';

/*
 * At every write of a change of sixty steps, every way in which it can go wrong; then one more run. Live must be what an
 * undisturbed run leaves, with no object twice and no step lost, and the journal must tell what happened. At a desk, every
 * sixth write for each, another one for the next, so that each write goes wrong in two ways.
 */

/** What the platform does with the call that goes wrong, and what is heard of it. */
interface Fault {
  readonly isDone: boolean;
  readonly heard: RemoteFailure | 'nothing, for the process is killed';
}

const lost: RemoteFailure = { kind: 'unreachable', message: 'connection lost', uncertain: true };
const faults: Readonly<Record<string, Fault>> = {
  500: { isDone: false, heard: { kind: 'server', status: 500, message: 'broken', uncertain: true } },
  429: { isDone: false, heard: { kind: 'rate-limited', status: 429, message: 'slow down', uncertain: false } },
  'dropped before': { isDone: false, heard: lost },
  'answer lost': { isDone: true, heard: lost },
  'killed before': { isDone: false, heard: 'nothing, for the process is killed' },
  'killed after': { isDone: true, heard: 'nothing, for the process is killed' },
  'time-out': { isDone: true, heard: { kind: 'timeout', message: 'no answer', uncertain: true } },
};

const { before, after, steps } = whole;
const matrix = new Matrix(`through the port, at ${sampled.areSampled ? 'a sample of the writes' : 'every write'}`);
afterAll(() => {
  matrix.print();
});

describe('a change of sixty steps survives', () => {
  // Whoever is killed is killed once.
  const ways = Object.entries(faults).flatMap(([name, fault]) => [
    { title: name, fault, isLasting: false },
    ...(typeof fault.heard === 'string' ? [] : [{ title: `${name}, again and again`, fault, isLasting: true }]),
  ]);
  const step = sampled.everyThroughPort;
  for (const [row, { title, fault, isLasting }] of ways.entries()) {
    it(`${title}, at ${step === 1 ? 'every write' : 'a sample of the writes'}`, async () => {
      const undisturbed = await stateAfter();
      expect(undisturbed.steps).toHaveLength(steps);
      for (let index = row % step; index < steps; index += step) {
        const problem = await disturbed(fault, index, isLasting, undisturbed.state);
        matrix.count(title, problem);
        expect(problem, `at write ${String(index)}`).toBeUndefined();
      }
    });
  }
});

async function accountBefore(): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true });
  await carryOut(await planOf(desiredState(before), arize), arize, { concurrency: 1 });
  arize.calls.length = 0;
  return arize;
}

async function stateAfter() {
  const arize = await accountBefore();
  const plan = await planOf(desiredState(after), arize);
  await carryOut(plan, arize);
  return { steps: plan.steps, state: contentsOf(arize.memory) };
}

/** Goes wrong once (or from then on, for that very call), runs again undisturbed, and tells what is not as it must be. */
async function disturbed(
  fault: Fault,
  index: number,
  isLasting: boolean,
  wanted: unknown,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-faults-'));
  try {
    const path = join(folder, 'journal.jsonl');
    const arize = await accountBefore();
    await runInto(path, 'first', arize, faulty(arize, fault, index, isLasting), typeof fault.heard === 'string');
    await runInto(path, 'second', arize, arize, false);

    if (JSON.stringify(contentsOf(arize.memory)) !== JSON.stringify(wanted))
      return 'live is not what an undisturbed run leaves';
    const left = lines(await planOf(desiredState(after), arize)).filter((line) => !line.includes('assert'));
    if (left.length > 0) return `left to do: ${left.join('; ')}`;
    return journalProblem(await readJournal(path));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runInto(path: string, run: string, arize: MemoryArize, port: Arize, isKilled: boolean): Promise<void> {
  const plan = await planOf(desiredState(after), arize);
  const journal = await openJournal(path);
  const at = new Date(0).toISOString();
  await journal.record({ type: 'run-started', run, at, digest: 'sha256:0', host: 'memory', steps: plan.steps.length });
  const options = { concurrency: 4, journal, run };
  if (!isKilled) {
    await carryOut(plan, port, options);
    await journal.record({ type: 'run-ended', run, at, outcome: 'done', counts: {} });
  } else {
    // A killed process does nothing any more: the run hangs for good, and what it would write is not written.
    const killed = killedAt(port);
    void carryOut(plan, killed.port, options);
    await killed.moment;
  }
  await journal.close();
}

/** Everything stands still once one call has got no answer. */
function killedAt(port: Arize): { readonly port: Arize; readonly moment: Promise<void> } {
  let die: () => void = () => undefined;
  const moment = new Promise<void>((resolve) => {
    die = resolve;
  });
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  return {
    moment,
    port: {
      ...port,
      async call(call, signal) {
        const result = await (isDead ? never : port.call(call, signal));
        if (!result.ok && result.error.kind === 'interrupted') {
          isDead = true;
          die();
        }
        return isDead ? never : result;
      },
    },
  };
}

function faulty(arize: MemoryArize, { isDone, heard }: Fault, index: number, isLasting: boolean): Arize {
  let seen = -1;
  let cursed: string | undefined;
  return {
    ...arize,
    async call(call, signal) {
      seen++;
      const own = JSON.stringify(call);
      if (seen === index) cursed = own;
      else if (!isLasting || own !== cursed) return arize.call(call, signal);
      if (isDone) await arize.call(call, signal);
      return failed(typeof heard === 'string' ? { kind: 'interrupted', message: heard, uncertain: true } : heard);
    },
  };
}

function journalProblem({ entries, unreadable }: Awaited<ReturnType<typeof readJournal>>): string | undefined {
  if (unreadable.length > 0) return 'the journal has torn lines';
  const runs = runsOf(entries);
  if (runs.length !== 2) return `the journal tells of ${String(runs.length)} runs`;
  const [first, second] = runs;
  const twice = runs.find(({ steps }) => new Set(steps.map(({ index }) => index)).size !== steps.length);
  if (twice !== undefined) return 'a step was begun twice in one run';
  if (second?.steps.some(({ outcome }) => outcome !== 'done') === true)
    return 'the second run did not do all its steps';
  const isDone = (outcome: string) => outcome === 'done';
  const done = (first?.steps ?? [])
    .filter(({ outcome }) => isDone(outcome))
    .map((step) => `${step.action} ${step.kind} ${step.address}`);
  const repeated = (second?.steps ?? []).find(
    (step) => step.action !== 'assert' && done.includes(`${step.action} ${step.kind} ${step.address}`),
  );
  return repeated === undefined ? undefined : `done twice: ${repeated.action} ${repeated.address}`;
}

/** What an account holds, in names: IDs differ from run to run. */
function contentsOf(memory: Memory): unknown {
  const name = (map: ReadonlyMap<string, { readonly name: string }>, id: string) => map.get(id)?.name ?? `?${id}`;
  const email = (id: string) => memory.users.get(id)?.email ?? `?${id}`;
  const place = (id: string): string => {
    const project = memory.projects.get(id);
    if (project !== undefined) return `${place(project.space_id)}/${project.name}`;
    const space = memory.spaces.get(id);
    return space === undefined ? `?${id}` : `${name(memory.organizations, space.organization)}/${space.name}`;
  };
  return {
    users: [...memory.users.values()].map((user) => [user.email, user.name, user.role, user.is_developer]).sort(),
    roles: [...memory.roles.values()].map((role) => [role.name, role.description, ...role.permissions]).sort(),
    organizations: [...memory.organizations.values()]
      .map((one) => [one.name, one.description, [...one.members].map(([id, role]) => [email(id), role]).sort()])
      .sort(),
    spaces: [...memory.spaces.values()].map((one) => [place(one.id), one.description, one.is_private]).sort(),
    projects: [...memory.projects.keys()].map((id) => [place(id), memory.restrictions.has(id)]).sort(),
    bindings: [...memory.bindings.values()]
      .map((one) => [email(one.user_id), name(memory.roles, one.role_id), place(one.resource_id)])
      .sort(),
  };
}
