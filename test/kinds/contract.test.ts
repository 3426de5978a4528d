import { describe, expect, it } from 'vitest';
import { accessMap } from '../../src/access/index.js';
import { diffStates } from '../../src/diff/index.js';
import { findReferences } from '../../src/desired/references.js';
import { exportFiles } from '../../src/export/index.js';
import { containerOf, grantKinds, kindAt, kindNames, kinds } from '../../src/kinds/index.js';
import { emptyResources, indexLive } from '../../src/kinds/live-index.js';
import { traceOf, traces } from '../../src/kinds/traces.js';
import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import { needsOf } from '../../src/live/needs.js';
import { knownPermissions } from '../../src/load/permissions.js';
import type { Address } from '../../src/model/address.js';
import type { ResolvedCall } from '../../src/model/call.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { LiveState } from '../../src/model/live.js';
import type { Plan } from '../../src/model/plan.js';
import type { KindName, LiveResource } from '../../src/model/resource.js';
import type { Arize } from '../../src/remote/port.js';
import { readSnapshot, stringifySnapshot } from '../../src/remote/snapshot/document.js';
import { recorder } from '../../src/remote/snapshot/recorder.js';
import { replaying } from '../../src/remote/snapshot/replay.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { stateOf } from '../support/files.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';

/* What every kind of the registry owes to the stages. A new kind gets these for nothing, once it is in the example. */

const ann = 'ann@x.io';
const bob = 'bob@x.io';
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
const renamed: Spec = {
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

interface Made {
  readonly arize: MemoryArize;
  readonly desired: DesiredState;
  readonly plan: Plan;
  readonly live: LiveState;
  /** Everything that was shown or told on the way, and the secrets that were delivered. */
  readonly said: string;
  readonly secrets: readonly string[];
  /** The calls that were made, with what each brought. */
  readonly calls: readonly (readonly [ResolvedCall, string | undefined])[];
}

async function make(): Promise<Made> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  const desired = desiredState(example);
  const plan = await planOf(desired, arize);
  const secrets: string[] = [];
  const calls: [ResolvedCall, string | undefined][] = [];
  const watched: Arize = {
    ...arize,
    async call(call, signal) {
      const result = await arize.call(call, signal);
      calls.push([call, result.ok ? result.value.id : undefined]);
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

async function liveOf(arize: Arize): Promise<LiveState> {
  const read = await readLive(arize, everything);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const made = await make();

it('the example holds every kind', () => {
  expect([...new Set(made.desired.resources.map(({ kind }) => kind))].sort()).toEqual([...kindNames].sort());
});

describe.each(kindNames)('%s', (kind: KindName) => {
  const wanted = made.desired.resources.filter((resource) => resource.kind === kind);
  const steps = made.plan.steps.filter((step) => step.kind === kind);

  it('is known by its own name and address', () => {
    expect(kinds[kind].name).toBe(kind);
    for (const { names, address } of wanted) expect(kinds[kind].addressOf(names)).toBe(address);
  });

  it('comes after what it refers to', () => {
    // What takes two steps is there after the first.
    const places = new Map([...made.plan.steps.entries()].reverse().map(([index, { address }]) => [address, index]));
    for (const step of steps) {
      const resource = wanted.find(({ address }) => address === step.address);
      const before = kinds[kind].references(resource ?? { names: {}, attributes: {} }).filter((one) => places.has(one));
      expect(step.dependsOn).toEqual(expect.arrayContaining([...before]));
      for (const one of before) expect(places.get(one)).toBeLessThan(places.get(step.address) ?? 0);
    }
    expect(steps.length).toBeGreaterThan(0);
  });

  it('names who and which role must be there', () => {
    const isMeant = (address: Address) => ['person', 'role'].includes(kinds[kindAt(address) ?? kind].role);
    const needed = new Set(wanted.flatMap((resource) => kinds[kind].references(resource)).filter(isMeant));
    expect(new Set(findReferences(wanted).map(({ address }) => address))).toEqual(needed);
  });

  it('is asked for where files declare nothing else', () => {
    const desired = { ...made.desired, resources: wanted, managed: [], references: [], tests: [] };
    const { lists, membersOf } = needsOf(desired);
    const places = wanted.flatMap(({ names }) => containerOf(kind, names) ?? []);
    const areMembersRead = membersOf === 'all' || places.every((place) => membersOf.has(place));
    expect(kinds[kind].reading === undefined ? areMembersRead : lists.has(kind)).toBe(true);
  });

  it('is read as it was written', () => {
    for (const { address, attributes } of wanted) {
      const counted = Object.entries(attributes).filter(([field]) => !kinds[kind].createOnly.includes(field));
      expect(made.live.resources[kind].get(address)?.attributes).toMatchObject(Object.fromEntries(counted));
    }
  });

  it('leaves nothing to compare once it is made', () => {
    const compared = diffStates(made.desired, made.live, { privateSpaces: true }, new Date(0));
    expect('diff' in compared && compared.diff.changes.filter((change) => kindOf(change) === kind)).toEqual([]);
  });

  it.skipIf(['key', 'object'].includes(kinds[kind].role))('has a part in who can do what', () => {
    const without = { ...made.live, resources: { ...made.live.resources, [kind]: new Map() } };
    expect(accessIn(without)).not.toEqual(accessIn(made.live));
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
    expect(exported).toEqual(expect.arrayContaining(wanted.map(({ address }) => address)));
    expect(lines(await planOf(desired, made.arize))).toEqual([]);
  });
});

it('what a membership takes along goes with it', () => {
  const names = { organization: 'Core', space: 'alpha', project: 'bot', user: bob };
  const all = grantKinds.map((kind): LiveResource => ({
    kind,
    names,
    address: kinds[kind].addressOf(names),
    id: kind,
    attributes: {},
  }));
  const resources = {
    ...emptyResources(),
    ...Object.fromEntries(all.map((one) => [one.kind, new Map([[one.address, one]])])),
  };
  const live = indexLive({ ...made.live, resources });
  for (const grant of all) {
    const taken = kinds[grant.kind].cascade(grant, live).map(({ kind }) => kind);
    expect(grantKinds.filter((kind) => kinds[kind].goesWith === grant.kind)).toEqual(taken);
  }
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
  for (const [call, id] of creations) {
    const trace = traceOf(call);
    if (trace === undefined || trace === 'never-repeated') continue;
    const listed = await made.arize.list(trace.listing);
    expect(listed.ok && listed.value.filter(trace.isIt).map((object) => object['id'])).toEqual([id]);
    found.add(call.do);
  }
  const unrepeated = Object.entries(traces).flatMap(([call, trace]) => (trace === 'never-repeated' ? [call] : []));
  expect([...found, ...unrepeated].sort()).toEqual(Object.keys(traces).sort());
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

function accessIn(live: LiveState): object {
  const map = accessMap(live, []);
  return map.people.flatMap((user) => map.places.map((on) => ({ user, on, ...map.of(user, on) })));
}

function kindOf(change: object): KindName | undefined {
  const { desired, live } = change as {
    readonly desired?: { readonly kind: KindName };
    readonly live?: { readonly kind: KindName };
  };
  return (desired ?? live)?.kind;
}
