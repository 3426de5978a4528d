// A process that wants a lock, run by lock.test.ts: `once` tries a single time, `until` again and again, `stop` ends that.
import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { Lock } from '../../../src/apply/lock.js';
import { takeLock } from '../../../src/apply/lock.js';

/** What the test says to a contender, and what it answers. */
export type Order = 'once' | 'until' | 'stop' | 'release' | 'child';
export type Answer = { readonly type: Lock['type'] | 'stopped' | 'released' } | { readonly child: number };

const [directory = '', journal = ''] = process.argv.slice(2);
let lock: Lock | undefined;
let stopped = false;
const isStopped = () => stopped;

const answer = (said: Answer) => process.send?.(said);

async function attempt(): Promise<Lock> {
  lock = await takeLock({ directory, journal }, new Date(0));
  return lock;
}

const orders: Readonly<Record<Order, () => Promise<void> | void>> = {
  async once() {
    answer({ type: (await attempt()).type });
  },
  async until() {
    stopped = false;
    // One that fails otherwise than by being kept out is said at once.
    while ((await attempt()).type === 'held') {
      if (isStopped()) return void answer({ type: 'stopped' });
      // So that an order can come in.
      await setImmediate();
    }
    answer({ type: lock?.type ?? 'unusable' });
  },
  stop() {
    stopped = true;
  },
  async release() {
    if (lock?.type === 'taken') await lock.release();
    lock = undefined;
    answer({ type: 'released' });
  },
  child() {
    // Like ax, started while the lock is held; it lives on when this process is killed.
    const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
    child.unref();
    answer({ child: child.pid ?? 0 });
  },
};

process.on('message', (order: Order) => void orders[order]());
// When the test is gone.
process.on('disconnect', () => process.exit());
