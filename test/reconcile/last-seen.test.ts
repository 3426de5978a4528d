import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lastSeen } from '../../src/reconcile/last-seen.js';
import { takeSnapshot } from '../../src/reconcile/snapshot.js';
import { stringifySnapshot } from '../../src/remote/snapshot/document.js';
import { engineRig, smallAccount } from '../support/engine.js';

it('the addresses that were seen last are those of a snapshot', async () => {
  await using rig = await engineRig({}, smallAccount);
  expect(await lastSeen(undefined, rig.at)).toEqual([]);
  expect(await lastSeen(undefined, { ...rig.at, cwd: join(rig.at.cwd, 'nowhere') })).toEqual([]);
  const taken = await takeSnapshot(rig.request, rig.at, rig.host());
  if (taken.type !== 'taken') throw new Error(taken.type);
  const snapshotWith = (email: string) =>
    stringifySnapshot(
      JSON.parse(JSON.stringify(taken.snapshot).replaceAll('raj@example.com', email)) as typeof taken.snapshot,
    );
  await rig.write('older.json', snapshotWith('old@example.com'));
  await rig.write('newer.json', snapshotWith('raj@example.com'));
  await rig.write('elsewhere.txt', snapshotWith('txt@example.com'));
  const age = (name: string, seconds: number) => {
    utimesSync(join(rig.at.cwd, name), seconds, seconds);
  };
  age('older.json', 1_000);
  age('newer.json', 2_000);
  age('elsewhere.txt', 3_000);
  const seen = await lastSeen(undefined, rig.at);
  expect(seen).toEqual([
    ...['jane', 'raj', 'new'].map((name) => `user/${name}@example.com`),
    ...['Space Admin', 'Space Member', 'Space Read-Only', 'Space Annotator', 'Reader'].map((name) => `role/${name}`),
    'organization/Core',
    ...['jane', 'raj'].map((name) => `organization/Core/member/${name}@example.com`),
    ...['alpha', 'beta'].map((name) => `organization/Core/space/${name}`),
    ...['jane', 'raj'].flatMap((name) =>
      ['alpha', 'beta'].map((space) => `organization/Core/space/${space}/member/${name}@example.com`),
    ),
    ...['alpha', 'beta'].map((space) => `organization/Core/space/${space}/project/chat`),
    ...['sandbox', 'ci'].map((name) => `api-key/${name}`),
  ]);
  // One that is named is the only one that is looked at.
  expect(await lastSeen('older.json', rig.at)).toEqual(seen.map((address) => address.replace('raj@', 'old@')));
  expect(await lastSeen('nothing.json', rig.at)).toEqual([]);
  // What is no snapshot is passed over, but not for ever.
  mkdirSync(join(rig.at.cwd, 'folder.json'));
  symlinkSync('nowhere', join(rig.at.cwd, 'a.json'));
  for (const name of ['1.json', '2.json', '3.json']) {
    await rig.write(name, '{}');
    age(name, 3_000);
  }
  age('folder.json', 3_000);
  expect(await lastSeen(undefined, rig.at)).toEqual(seen);
  await rig.write('4.json', '{}');
  expect(await lastSeen(undefined, rig.at)).toEqual([]);
});
