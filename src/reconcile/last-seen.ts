import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { kindNames } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { silentHost } from './host.js';
import { readAccount } from './read-account.js';
import type { Surroundings } from './surroundings.js';

/** The addresses in a snapshot: the one that is named, else the newest in the working directory. */
export async function lastSeen(given: string | undefined, at: Surroundings): Promise<readonly Address[]> {
  const files = given === undefined ? await newestJson(at.cwd) : [given];
  for (const live of files) {
    const outcome = await readAccount({ live }, at, silentHost);
    if (outcome.type === 'read')
      return kindNames.flatMap((kind) => [...outcome.live.resources[kind].values()].map(({ address }) => address));
  }
  return [];
}

/** Only a few are looked at: somebody waits for the next letter. */
const most = 5;

async function newestJson(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const found = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  return found
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map(({ name }) => name);
}
