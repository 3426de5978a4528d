import { execa } from 'execa';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SharedAx } from './index.js';
import { shareAx } from './index.js';

/* Tests kill processes at any moment: the one that all others are forked from must not end with them. */

let shared: SharedAx;
beforeAll(async () => {
  shared = await shareAx(process.env['AX_GITOPS_OWN_AX'] ?? 'ax');
  while (!(await answers())) await sleep(20);
});
afterAll(() => shared.close());

/** Whether somebody listens at all. */
async function answers(): Promise<boolean> {
  const client = connect(shared.socket);
  const [event] = await Promise.race([
    once(client, 'connect').then(() => ['connect']),
    once(client, 'close').then(() => ['close']),
  ]).catch(() => ['error']);
  client.destroy();
  return event === 'connect';
}

function size(bytes: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeBigUInt64BE(BigInt(bytes));
  return header;
}

const request = Buffer.from(
  JSON.stringify({ argv: ['ax', '--version'], env: {}, cwd: tmpdir(), executable: 'python' }),
);

it.each([
  ['before it has asked', Buffer.alloc(0)],
  ['within the size', size(100).subarray(0, 3)],
  ['after the size', size(100)],
  ['after the whole request', Buffer.concat([size(request.length), request])],
  ['within the request', Buffer.concat([size(100), Buffer.from('{"argv":')])],
])(
  'goes on after a client that goes away %s',
  async (_name, said) => {
    const client = connect(shared.socket);
    await once(client, 'connect');
    client.end(said);
    await once(client.resume(), 'close');
    expect(await answers()).toBe(true);
    expect(await execa(shared.launcher, ['--version'])).toMatchObject({ exitCode: 0 });
    expect(await answers()).toBe(true);
  },
  60_000,
);
