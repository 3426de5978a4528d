import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainRunner } from '../../../src/remote/ax/plain-runner.js';

/* `ax` may be a script around the real one: what ends it ends what it has started. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-wrapper-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function wrapper(script: string) {
  const path = join(folder, 'ax');
  await writeFile(path, `#!/bin/sh\ncd '${folder}'\n${script}\n`);
  await chmod(path, 0o755);
  return plainRunner({ ax: path, env: process.env });
}

async function isThere(name: string): Promise<void> {
  const found = await access(join(folder, name)).then(
    () => true,
    () => false,
  );
  if (found) return;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return isThere(name);
}

const child = `sh -c 'trap "touch ended; exit" TERM; touch begun; while :; do sleep 0.1; done'`;

it('a time-out ends the child of a wrapper too', async () => {
  const { run } = await wrapper(`${child} &\nwait`);
  expect(await run(['users', 'list'], { timeoutMs: 500 })).toEqual({ type: 'timeout', timeoutMs: 500 });
  await isThere('ended');
});

it('so does an interrupt, and a child that ignores it is ended all the same', async () => {
  const { run } = await wrapper(`sh -c 'trap "" TERM; touch begun; while :; do sleep 0.1; done' &\n${child}\n`);
  const interrupt = new AbortController();
  const running = run(['users', 'list'], { signal: interrupt.signal });
  await isThere('begun');
  interrupt.abort();
  expect(await running).toEqual({ type: 'aborted' });
});

it('a child that has left the group and holds the output does not keep the run', async () => {
  const { run } = await wrapper(`setsid sh -c 'echo $$ > left; touch begun; exec sleep 30' &\nwait`);
  const interrupt = new AbortController();
  const running = run(['users', 'list'], { signal: interrupt.signal });
  await isThere('begun');
  interrupt.abort();
  expect(await running).toEqual({ type: 'aborted' });
});

it('a script whose interpreter is gone is said to be one', async () => {
  const path = join(folder, 'ax');
  await writeFile(path, '#!/nowhere/python\n');
  await chmod(path, 0o755);
  const reason = `the first line of ${path} names a program that is not there, as after an upgrade of Python; install it anew`;
  expect(await plainRunner({ ax: path, env: process.env }).run(['--version'])).toEqual({ type: 'not-started', reason });
});
