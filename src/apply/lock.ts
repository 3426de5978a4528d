import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { prepareFolder } from './journal.js';

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

export type Locked =
  { readonly ok: true; release(): Promise<void> } | { readonly ok: false; readonly holder: Holder | undefined };

/** Takes a lock file, so that no two applies run in one directory. One that a dead process of this machine left is taken over. */
export async function takeLock(path: string, now: Date): Promise<Locked> {
  await prepareFolder(dirname(path));
  const own: Holder = { pid: process.pid, host: hostname(), since: now.toISOString() };
  // Written whole under a name of its own, and only then put in place: a lock is never half there.
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify(own)}\n`, { flag: 'wx', mode: 0o600 });
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        await link(draft, path);
        return { ok: true, release: () => rm(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = await holderOf(path);
        if (holder === undefined || !isDead(holder)) return { ok: false, holder };
        await moveAway(path, `${draft}.dead`);
      }
    }
    return { ok: false, holder: await holderOf(path) };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a dead process's lock away; where another one has just taken its place, that is put back. */
async function moveAway(path: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved === undefined || !isDead(moved)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.host === 'string'
      ? { pid: value.pid, host: value.host, since: value.since ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Only of this machine's processes can be told that they are gone. */
function isDead({ pid, host }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
