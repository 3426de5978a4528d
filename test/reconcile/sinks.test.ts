import { mkdirSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/model/plan.js';
import { Secret } from '../../src/model/secret.js';
import type { Sink } from '../../src/model/sink.js';
import { deliverTo, refusedSinks } from '../../src/reconcile/sinks.js';
import type { Folder } from '../support/folder.js';
import { folderWith } from '../support/folder.js';

/* Where secrets go, looked at before anything is begun. */

const at = ({ path }: Folder) => ({ cwd: path, home: path, env: { PATH: '' } });
const step = (name: string, sink?: string) =>
  ({ kind: 'api-key', address: `api-key/${name}`, ...(sink !== undefined && { delivery: { sink } }) }) as Step;
const sinks = new Map<string, Sink>([
  ['files', { file: 'keys/{name}' }],
  ['one', { file: 'keys/one' }],
  ['linked', { file: 'linked/ONE.env' }],
  ['env', { envFile: 'keys/one.env' }],
  ['program', { command: ['vault-that-is-not-there'] }],
]);

async function refusals(folder: Folder, ...steps: readonly Step[]) {
  const refused = await refusedSinks(steps, sinks, at(folder));
  return steps.map((one) => refused.get(one));
}

describe('a step is not begun', () => {
  it('whose secret could not be kept', async () => {
    await using folder = await folderWith();
    expect(await refusals(folder, step('a', 'program'), step('b', 'files'), step('c'), step('d', 'gone'))).toEqual([
      `the sink "program" can't be used: there is no program "vault-that-is-not-there"; it was not begun`,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('whose secret would take the place of another', async () => {
    await using folder = await folderWith();
    const path = join(folder.path, 'keys');
    const other = (sink: string, first: string, file: string) =>
      `the sink "${sink}" can't be used: the secret of api-key/${first} goes to ${join(path, file)} too, and only one would be kept; it was not begun`;
    expect(await refusals(folder, step('one', 'files'), step('two', 'files'), step('a', 'one'))).toEqual([
      ...[undefined, undefined, other('one', 'one', 'one')],
    ]);
    // Variables of one file get along, where they have different names.
    expect(await refusals(folder, step('a', 'env'), step('b', 'env'), step('A', 'env'))).toEqual([
      ...[undefined, undefined, other('env', 'a', 'one.env')],
    ]);
    // Neither does a whole file with a variable in it, whichever comes first.
    for (const order of [
      ['files', 'env'],
      ['env', 'files'],
    ] as const)
      expect(await refusals(folder, ...order.map((sink) => step('one.env', sink)))).toEqual([
        ...[undefined, other(order[1], 'one.env', 'one.env')],
      ]);
  });

  it('also through a link, and in a spelling that some file systems take for the same', async () => {
    await using folder = await folderWith();
    mkdirSync(join(folder.path, 'keys'));
    symlinkSync('keys', join(folder.path, 'linked'));
    const [first, second] = await refusals(folder, step('one.env', 'files'), step('b', 'linked'));
    expect([first, second]).toEqual([undefined, expect.stringContaining('too, and only one would be kept') as string]);
    // Files that are there are told apart by what they are.
    await folder.write({ 'keys/one.env': '', 'keys/other': '' });
    symlinkSync('one.env', join(folder.path, 'keys', 'one'));
    expect(await refusals(folder, step('one.env', 'files'), step('other', 'files'), step('b', 'one'))).toEqual([
      ...[undefined, undefined, expect.stringContaining('the secret of api-key/one.env goes to') as string],
    ]);
  });
});

it('a secret goes to the sink of its step, and nowhere without one', async () => {
  await using folder = await folderWith();
  const deliver = await deliverTo(sinks, at(folder));
  await deliver(step('a', 'files'), new Secret('raw'));
  expect(await readFile(join(folder.path, 'keys', 'a'), 'utf8')).toBe('raw\n');
  await expect(deliver(step('a', 'gone'), new Secret('raw'))).rejects.toThrow('no sink is configured');
  await expect(deliver(step('a'), new Secret('raw'))).rejects.toThrow('no sink is configured');
});
