import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { destinationOf } from './destination.js';
import { gitView } from './git.js';
import { JournalProblem } from './journal-problem.js';

/**
 * Fails for a journal that may have come with the repository: what it says is left open leads to keys being revoked, so
 * whoever can change the files must not be able to write it. One that is not there yet is fine.
 */
export async function requireOwnJournal(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  // Neither the file nor a link in its place may be of the repository.
  const places = new Set([join(await realpath(dirname(path)), basename(path)), await destinationOf(path)]);
  for (const place of places) {
    const view = await gitView(place, env);
    if (view.is === 'tracked')
      throw new JournalProblem(
        'it is tracked by Git, so whoever can change the repository could have written it',
        `take it out of the repository: git rm --cached ${place}`,
      );
    if (view.is === 'unknown')
      throw new JournalProblem(
        `whether Git tracks it is unknown: ${view.said}`,
        'make `git status` work in its folder, or give --journal a path outside of the repository',
      );
  }
}
