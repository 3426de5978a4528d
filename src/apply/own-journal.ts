import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isOwnStream } from '../machine/own-streams.js';
import { destinationOf } from './destination.js';
import { gitView, untrack } from './git.js';
import { JournalProblem } from './journal-problem.js';

/**
 * Fails for a journal that may have come with the repository: what it says is left open leads to keys being revoked, so
 * whoever can change the files must not be able to write it. One that is not there yet is fine.
 */
export async function requireOwnJournal(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  if (isOwnStream(found))
    throw new JournalProblem('it is where the output goes', 'give --journal the path of a file of its own');
  // Neither the file nor a link in its place may be of the repository.
  const places = new Set([join(await realpath(dirname(path)), basename(path)), await destinationOf(path)]);
  for (const place of places) {
    const view = await gitView(place, env);
    if (view.is === 'tracked')
      throw new JournalProblem(
        'it is tracked by Git, so whoever can change the repository could have written it',
        `take it out of the repository: ${untrack(place)}`,
      );
    if (view.is === 'unknown')
      throw new JournalProblem(
        `whether Git tracks it is unknown: ${view.said}`,
        'make `git status` work in its folder, or give --journal a path outside of the repository',
      );
  }
}
