import { beforeAll, describe, expect, it } from 'vitest';
import { diffStates } from '../../src/diff/index.js';
import { exportFiles } from '../../src/export/index.js';
import { kindNames, kinds } from '../../src/kinds/index.js';
import { traceOf, traces } from '../../src/kinds/traces.js';
import { knownPermissions } from '../../src/load/permissions.js';
import type { ResolvedCall } from '../../src/model/call.js';
import type { KindName } from '../../src/model/resource.js';
import { bringsSecret } from '../../src/remote/call-result.js';
import { readSnapshot, stringifySnapshot } from '../../src/remote/snapshot/document.js';
import { recorder } from '../../src/remote/snapshot/recorder.js';
import { replaying } from '../../src/remote/snapshot/replay.js';
import { desiredState } from '../support/desired.js';
import { stateOf } from '../support/files.js';
import { lines, planOf } from '../support/reconcile.js';
import type { Made } from './example.js';
import { liveOf, make, renamed } from './example.js';

/* What every kind of the registry owes to the stages. A new kind gets these for nothing, once it is in the example. */

let made: Made;

beforeAll(async () => {
  made = await make();
});

it('the example holds every kind', () => {
  expect([...new Set(made.desired.resources.map(({ kind }) => kind))].sort()).toEqual([...kindNames].sort());
});

describe.each(kindNames)('%s', (kind: KindName) => {
  const wanted = () => made.desired.resources.filter((resource) => resource.kind === kind);

  it('is known by its own name and address', () => {
    expect(kinds[kind].name).toBe(kind);
    for (const { names, address } of wanted()) expect(kinds[kind].addressOf(names)).toBe(address);
  });

  it('comes after what it refers to', () => {
    // What takes two steps is there after the first.
    const places = new Map([...made.plan.steps.entries()].reverse().map(([index, { address }]) => [address, index]));
    const steps = made.plan.steps.filter((step) => step.kind === kind);
    for (const step of steps) {
      const resource = wanted().find(({ address }) => address === step.address);
      const before = kinds[kind].references(resource ?? { names: {}, attributes: {} }).filter((one) => places.has(one));
      expect(step.dependsOn).toEqual(expect.arrayContaining([...before]));
      for (const one of before) expect(places.get(one)).toBeLessThan(places.get(step.address) ?? 0);
    }
    expect(steps.length).toBeGreaterThan(0);
  });

  it('is read as it was written', () => {
    for (const { address, attributes } of wanted()) {
      const counted = Object.entries(attributes).filter(([field]) => !kinds[kind].createOnly.includes(field));
      expect(made.live.resources[kind].get(address)?.attributes).toMatchObject(Object.fromEntries(counted));
    }
  });

  it('leaves nothing to compare once it is made', () => {
    const compared = diffStates(made.desired, made.live, { privateSpaces: true }, new Date(0));
    expect('diff' in compared && compared.diff.changes.filter((change) => kindOf(change) === kind)).toEqual([]);
  });

  // What a file says of a key is where its secret goes, and that isn't live.
  it.skipIf(kind === 'api-key')('is exported, and the files say the same', async () => {
    const files = exportFiles(made.live, {
      split: false,
      suggestGroups: false,
      knownPermissions: knownPermissions(),
      schemaUrl: 'https://example.com/access.schema.json',
    });
    const desired = await stateOf(Object.fromEntries(files), ['access.yaml']);
    const exported = desired.resources.filter((resource) => resource.kind === kind).map(({ address }) => address);
    expect(exported).toEqual(expect.arrayContaining(wanted().map(({ address }) => address)));
    expect(lines(await planOf(desired, made.arize))).toEqual([]);
  });
});

it('what is read twice is the same', async () => {
  expect(await liveOf(made.arize)).toEqual(made.live);
});

it('a snapshot holds what is read of it', async () => {
  const recording = recorder(made.arize);
  await liveOf(recording.arize);
  const target = { transport: 'api', host: 'memory', private_spaces: true } as const;
  const text = stringifySnapshot({
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: '0.0.0' },
    taken_at: '2027-01-01T00:00:00.000Z',
    target,
    login: { administers: 'account' },
    unobserved: [],
    ...recording.recorded(),
  });
  const read = readSnapshot(text);
  if (!read.ok) throw new Error(read.error);
  const { keysInUse: _, ...live } = made.live;
  expect(await liveOf(replaying(read.value))).toEqual(live);
});

it('every creation is found again by its trace, and by nothing else', async () => {
  const creations = made.calls.filter(([call]) => call.do in traces);
  const found = new Set<string>();
  const unrepeated = Object.entries(traces).flatMap(([call, trace]) => (trace === 'never-repeated' ? [call] : []));
  for (const [call, { id }] of creations) {
    const trace = traceOf(call);
    if (trace === undefined || trace === 'never-repeated') continue;
    const listed = await made.arize.list(trace.listing);
    expect(listed.ok && listed.value.filter(trace.isIt).map((object) => object['id'])).toEqual([id]);
    found.add(call.do);
  }
  expect([...found, ...unrepeated].sort()).toEqual(Object.keys(traces).sort());
});

it('every call that brings a secret is known for it before it is made', () => {
  const brought = made.calls.flatMap(([call, { secret }]) => (secret === undefined ? [] : [call.do]));
  const known = made.plan.steps.filter(({ delivery }) => delivery !== undefined).map(({ call }) => call);
  expect(new Set(known.map((call) => call.do))).toEqual(new Set(brought));
  expect(known.filter((call) => !bringsSecret(call as ResolvedCall))).toEqual([]);
});

it('secrets go to their sinks and are nowhere else', () => {
  expect(made.secrets.length).toBeGreaterThan(0);
  for (const secret of made.secrets) expect(made.said).not.toContain(secret);
});

it('what can be renamed is renamed in place, and nothing else is done', async () => {
  const { arize } = await make();
  const plan = await planOf(desiredState(renamed), arize);
  expect(plan.steps.map(({ action, kind }) => `${action} ${kind}`).sort()).toEqual(
    kindNames
      .filter((kind) => kinds[kind].rename !== undefined)
      .map((kind) => `rename ${kind}`)
      .sort(),
  );
});

function kindOf(change: object): KindName | undefined {
  const { desired, live } = change as {
    readonly desired?: { readonly kind: KindName };
    readonly live?: { readonly kind: KindName };
  };
  return (desired ?? live)?.kind;
}
