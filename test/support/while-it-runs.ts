import type { ResultPromise } from 'execa';
import { setTimeout } from 'node:timers/promises';

/** A program that was started and can be sent signals. */
type Running = Pick<ResultPromise, 'exitCode' | 'signalCode' | 'kill'> & PromiseLike<object>;

/** Waits until something has happened, which a program brings about: one that ends before will never do so. */
export async function until(running: Running, hasHappened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await hasHappened())) {
    if (running.exitCode === null && running.signalCode === null) await setTimeout(2);
    else if (!(await hasHappened()))
      throw new Error(`the program ended before what was waited for: ${JSON.stringify(await running, null, 2)}`);
  }
}

/** `kill -9`, as soon as something has happened; nothing of the program is left when this is done. */
export async function killedOnce(running: Running, hasHappened: () => boolean | Promise<boolean>): Promise<void> {
  await until(running, hasHappened);
  running.kill('SIGKILL');
  await running;
}
