import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/model/result.js';
import { findIds } from '../../src/reconcile/ids.js';
import { formatFiles } from '../../src/reconcile/format-files.js';
import { silentHost } from '../../src/reconcile/host.js';
import type { Outcome } from '../../src/reconcile/outcome.js';
import { endingsOf } from '../../src/reconcile/outcome.js';
import { unreadPlan } from '../../src/reconcile/planned.js';
import { rotationOf } from '../../src/reconcile/rotate.js';
import { savedPlan } from '../../src/reconcile/saved-plan.js';
import type { Session } from '../../src/reconcile/session.js';
import { digestOf, destructiveDigestOf } from '../../src/plan/digest.js';
import { summarise } from '../../src/plan/summary.js';
import type { Connection } from '../../src/remote/port.js';
import { engineRig, smallAccount } from '../support/engine.js';
import { stateOf } from '../support/files.js';
import { folderWith } from '../support/folder.js';

/* Small things that the engine is asked for, and what they come to. */

it('an outcome comes to what became of each step, and to what no step can do', () => {
  const planned = (blocked: number) => ({ summary: { blocked } });
  const all = (outcome: object) => endingsOf(outcome as Outcome);
  expect(all({ type: 'carried-out', endings: ['done', 'failed'], planned: planned(1) })).toEqual(['done', 'failed']);
  expect(all({ type: 'nothing-to-do', planned: planned(0) })).toEqual(['nothing-to-do']);
  expect(all({ type: 'nothing-to-do', planned: planned(1) })).toEqual(['nothing-to-do', 'impossible']);
  expect(all({ type: 'refused', planned: planned(1) })).toEqual(['refused']);
});

it('IDs are those of what is live, or of what a glob matches', async () => {
  await using rig = await engineRig({}, smallAccount);
  const ids = (request: object) => findIds({ ...rig.request, ...request }, rig.at, silentHost);
  const all = await ids({});
  const some = await ids({ glob: 'user/*' });
  const [everything, people] = [all, some].map((one) => (one.type === 'found-ids' ? one.ids : []));
  expect(people?.map(({ address }) => address)).toEqual(
    ['jane', 'new', 'raj'].map((name) => `user/${name}@example.com`),
  );
  expect(everything).toEqual(expect.arrayContaining([...(people ?? [])]));
  expect(everything?.length).toBeGreaterThan(3);
  expect(await ids({ glob: 'users/*' })).toMatchObject({ type: 'impossible-glob', what: 'the glob', glob: 'users/*' });
  expect(await ids({ live: 'nothing.json' })).toMatchObject({ type: 'unusable-snapshot' });
});

describe('a saved plan', () => {
  it('is what was written, or says why it is none', async () => {
    await using folder = await folderWith({ 'plan.json': 'Zoë' });
    const at = { cwd: folder.path };
    const truths: unknown[] = [];
    const read = (text: string, path: string, truth: object) => {
      truths.push(truth);
      return ok([text, path]);
    };
    expect(await savedPlan('plan.json', read, at)).toStrictEqual(ok(['Zoë', 'plan.json']));
    expect(truths).toStrictEqual([{ digestOf, summarise }]);
    const diagnostics = [{ code: 'edited-plan', severity: 'error', message: 'm' }] as never;
    expect(await savedPlan('plan.json', () => failed(diagnostics), at)).toStrictEqual(
      failed({ type: 'unusable-plan', path: 'plan.json', diagnostics, sources: new Map([['plan.json', 'Zoë']]) }),
    );
    expect(await savedPlan('none.json', read, at)).toStrictEqual(
      failed({
        type: 'unreadable-plan',
        path: 'none.json',
        code: 'ENOENT',
        message: expect.stringContaining('ENOENT: no such file or directory') as string,
      }),
    );
  });

  it('of another account than that of the files holds nothing but the refusal', () => {
    const connection = { transport: 'api', host: 'h', capabilities: { privateSpaces: true }, notWarm: 'x' };
    const refused = [
      { code: 'wrong-target', severity: 'error', message: 'for a.b; not read.', hint: 'change it' },
      { code: 'wrong-target', severity: 'error', message: 'no hint' },
    ] as const;
    const { plan, ...rest } = unreadPlan(connection as unknown as Connection, refused);
    expect(plan).toStrictEqual({
      target: { transport: 'api', host: 'h' },
      unobserved: [{ scope: '**', reason: 'the files are for another account, so nothing was read' }],
      accessOmitted: 0,
      ...{ steps: [], unmanaged: [], blocked: [], access: [], causes: [], escalations: [] },
      ...{ unknownTests: [], warnings: [], expiring: [] },
    });
    expect(rest).toStrictEqual({
      summary: summarise(plan),
      digest: digestOf([]),
      destructiveDigest: destructiveDigestOf([]),
      violations: [
        { rule: 'target', message: 'for a.b; not read', hint: 'change it' },
        { rule: 'target', message: 'no hint', hint: '' },
      ],
      settled: [],
      notKept: new Set(),
    });
  });
});

it('a rotation is about one key alone, which is due', async () => {
  const desired = await stateOf({
    'a.yaml': `version: 1
users: { ann@x.io: {} }
api_keys:
  one: { type: service, spaces: { Core/alpha: member }, secret: here }
  two: { type: service, spaces: { Core/alpha: member }, secret: here }
secrets: { here: { file: 'keys/{name}' } }
`,
  });
  const session = { desired } as Session;
  expect(rotationOf('three', session)).toStrictEqual(
    failed({ type: 'no-such-key', name: 'three', declared: ['one', 'two'] }),
  );
  const made = rotationOf('two', session);
  if (!made.ok) throw new Error('no such key');
  const two = desired.resources.find(({ address }) => address === 'api-key/two');
  const others = desired.resources.filter((resource) => resource !== two);
  const alone = {
    ...desired,
    ...{ resources: [two], managed: [], references: [] },
    rest: { resources: others, references: desired.references },
  };
  expect(made.value.afterwards).toStrictEqual(alone);
  expect(made.value.session.desired).toStrictEqual({
    ...alone,
    resources: [{ ...two, delivery: { ...two?.delivery, rotateNow: 'asked' } }],
  });
  const selects = (address: string) => made.value.session.isSelected({ address } as never);
  expect([selects('api-key/two'), selects('api-key/one')]).toEqual([true, false]);
});

it('a file that is generated stays as it is, which is said', async () => {
  const generated = '# do not edit\nusers: { b@example.com: {}, a@example.com: {} }\n';
  await using folder = await folderWith({
    'access.yaml': 'version: 1\n',
    'access/b.yaml': 'version: 1\n',
    'c.yaml': generated,
  });
  const at = { cwd: folder.path, home: folder.path, env: {}, now: () => new Date(0) };
  expect(await formatFiles({ file: ['access.yaml', 'c.yaml'] }, at)).toStrictEqual({
    type: 'edited',
    changed: [],
    notes: ['c.yaml stays as it is: it says that it is generated'],
  });
  // What is only doubtful, such as a folder beside the file, is no reason not to.
  expect(await formatFiles({}, at)).toStrictEqual({ type: 'edited', changed: [], notes: [] });
});
