import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** As many links one after the other as Linux follows. */
const mostLinks = 40;

/**
 * Where writing to a path ends, all links followed, also those that lead to something that is not there yet. Fails where
 * they lead in a circle.
 */
export async function destinationOf(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const above = dirname(path);
  if (above === path) return path;
  const place = join(await destinationOf(above, links), basename(path));
  const isLink = await lstat(place).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (!isLink) return place;
  if (links >= mostLinks) throw new Error(`${path}: too many links lead on from here`);
  return destinationOf(resolve(dirname(place), await readlink(place)), links + 1);
}
