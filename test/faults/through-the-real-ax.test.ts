import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsOf } from '../../src/model/journal.js';
import type { Fault, SandboxRequest, SandboxState } from '../../src/sandbox/index.js';
import { readJournal } from '../../src/apply/read-journal.js';
import { join } from 'node:path';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { faults as sampled } from '../support/runs.js';
import { killedOnce } from '../support/while-it-runs.js';
import { small, whole, yamlOf } from './change.js';
import { Matrix } from './matrix.js';

/*
 * The same change as through the port, with the real ax, over HTTP, at a sample of the writes: as many for each fault as
 * AX_GITOPS_FAULT_SAMPLES says. Where it says nothing the change is a small one, and the run after it goes over REST.
 */

const { before, after, writes } = sampled.areSampled ? small : whole;
const again = sampled.areSampled ? ['--transport', 'api'] : [];
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const approved = ['--auto-approve', '--allow-destructive', '--max-destructive', '60'];

const faults: readonly (readonly [name: string, fault: Fault, isKilled: boolean])[] = [
  ['500', { type: 'status', status: 500 }, false],
  ['429', { type: 'status', status: 429, retryAfter: 1 }, false],
  ['dropped before', { type: 'drop' }, false],
  ['answer lost', { type: 'drop-answer' }, false],
  ['killed with SIGKILL, write not made', { type: 'hang' }, true],
  ['killed with SIGKILL, write made', { type: 'hang-answer' }, true],
  ['time-out', { type: 'hang' }, false],
];

const matrix = new Matrix('through the real ax, at a sample of the writes');
let undisturbed: unknown;
beforeAll(async () => {
  const rig = await rigBefore();
  expect(await rig.run(['apply', ...approved, '--transport', 'api'])).toMatchObject({ exitCode: 0 });
  expect(writesOf(rig)).toHaveLength(writes);
  undisturbed = contentsOf(rig.state());
  await rig.close();
});
afterAll(() => {
  matrix.print();
});

describe('a change survives', () => {
  const cases = faults.flatMap(([name, fault, isKilled], row) =>
    Array.from({ length: sampled.throughAx }, (_, sample) => {
      // Spread evenly, and at other writes for each fault.
      const index = Math.floor(((sample + (row + 0.5) / faults.length) * writes) / sampled.throughAx);
      return { name, fault, isKilled, index };
    }),
  );
  it.each(cases)('$name at write $index', async ({ name, fault, isKilled, index }) => {
    const rig = await rigBefore();
    try {
      rig.sandbox.addFault({ method: 'POST,PATCH,PUT,DELETE', path: '/v2/**', skip: index, fault });
      await (isKilled ? runKilled(rig, index, fault) : rig.run(['apply', ...approved, '--timeout', '3']));
      const rerun = await rig.run(['apply', ...approved, ...again]);
      const problem =
        rerun.exitCode === 0
          ? await problemAfter(rig)
          : `the rerun ended with ${String(rerun.exitCode)}: ${rerun.stderr}`;
      matrix.count(name, problem);
      expect(problem).toBeUndefined();
    } finally {
      await rig.close();
    }
  });
});

async function rigBefore(): Promise<Rig> {
  const rig = await startRig();
  await rig.write('access.yaml', yamlOf(before));
  const prepared = await rig.run([
    'apply',
    '--auto-approve',
    '--transport',
    'api',
    '--journal',
    'before/journal.jsonl',
  ]);
  expect(prepared).toMatchObject({ exitCode: 0 });
  await rig.write('access.yaml', yamlOf(after));
  rig.sandbox.clearRequests();
  return rig;
}

/** Kills the process once the write that hangs has arrived, or was made. */
async function runKilled(rig: Rig, index: number, { type }: Fault): Promise<void> {
  const child = execa(process.execPath, [main, 'apply', ...approved], {
    cwd: rig.folder,
    env: { HOME: rig.home },
    reject: false,
  });
  await killedOnce(child, () => {
    const write = writesOf(rig)[index];
    return write !== undefined && (type === 'hang' || write.status !== 0);
  });
}

/** Of the account; what is read through GraphQL is asked for with POST too. */
function writesOf({ sandbox }: Rig): readonly SandboxRequest[] {
  return sandbox.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/v2/'));
}

async function problemAfter(rig: Rig): Promise<string | undefined> {
  if (JSON.stringify(contentsOf(rig.state())) !== JSON.stringify(undisturbed))
    return 'live is not what an undisturbed run leaves';
  const { entries, unreadable } = await readJournal(join(rig.folder, '.ax-gitops', 'journal.jsonl'));
  if (unreadable.length > 0) return 'the journal has torn lines';
  const [first, second] = runsOf(entries);
  const done = new Set(
    (first?.steps ?? [])
      .filter(({ outcome }) => outcome === 'done')
      .map(({ action, kind, address }) => `${action} ${kind} ${address}`),
  );
  const repeated = second?.steps.find(
    ({ action, kind, address }) => action !== 'assert' && done.has(`${action} ${kind} ${address}`),
  );
  return repeated === undefined ? undefined : `done twice: ${repeated.action} ${repeated.address}`;
}

/** Without what differs from run to run. */
function contentsOf(state: SandboxState): unknown {
  const drop = new Set(['id', 'createdAt', 'updatedAt', 'created_at', 'updated_at']);
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .flatMap(([key, inner]: [string, unknown]) => (drop.has(key) ? [] : [[key, sorted(inner)]]))
        .sort(),
    );
  };
  return sorted(state);
}
