import { join, relative, resolve } from 'node:path';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import { isAccessFile } from './access-file.js';
import type { CommitProblem, CommitTree } from './commit.js';
import { decode, defaultNames, shownName, sizeLimit } from './files.js';
import { follow, isInside, real } from './root.js';

/** What is to be read at a commit in the place of what is named today. */
export interface FormerPaths {
  readonly paths: readonly string[];
  /** What is named today and was called otherwise then. */
  readonly moved: readonly { readonly now: string; readonly then: string }[];
}

/**
 * The paths under which the files that are named today stood at a commit: those themselves, and what Git takes for the former
 * names of files that were not there yet. Only a file that is gone by now can be a former one: another one is managed by itself.
 */
export async function formerPaths(
  named: readonly string[],
  tree: CommitTree,
  cwd: string,
): Promise<Result<FormerPaths, CommitProblem>> {
  const names = named.length > 0 ? named : defaultNames;
  const today = await Promise.all(names.map((name) => real(resolve(cwd, name))));
  const isNamed = (path: string) => today.some((place) => isInside(place, path));
  const renamed = await tree.renamedSince();
  if (!renamed.ok) return renamed;
  const found = [...renamed.value].filter(([now, then]) => isNamed(now) && !isNamed(then));
  const moved: { now: string; then: string }[] = [];
  for (const [now, then] of found) if (await isAccessFileAt(then, tree)) moved.push({ now, then });
  if (moved.length === 0) return ok({ paths: named, moved: [] });
  const folders = await Promise.all(today.map((place) => formerFolder(place, moved, tree)));
  const kept = named.length > 0 ? await notMoved(named, moved, tree, cwd) : await defaultThere(tree, cwd);
  return ok({
    paths: [...new Set([...kept, ...moved.map(({ then }) => then), ...folders.flatMap((folder) => folder ?? [])])],
    moved: moved.map(({ now, then }) => ({ now: shownName(now, cwd), then: shownName(then, cwd) })),
  });
}

/** A folder that moved as a whole: what was in it and is gone by now was managed, too. */
async function formerFolder(place: string, moved: FormerPaths['moved'], tree: CommitTree): Promise<string | undefined> {
  const inside = moved.filter(({ now }) => now !== place && isInside(place, now));
  const folders = new Set(
    inside.map(({ now, then }) => {
      const below = relative(place, now);
      return then.endsWith(`/${below}`) ? then.slice(0, -below.length - 1) : undefined;
    }),
  );
  const [folder, ...others] = folders;
  const isOther = others.length > 0 || folder === tree.root || (await isThere(place, tree));
  return isOther ? undefined : folder;
}

/** What was there under its name of today, and what is not accounted for by a former one. */
async function notMoved(
  named: readonly string[],
  moved: FormerPaths['moved'],
  tree: CommitTree,
  cwd: string,
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const name of named) {
    const place = await real(resolve(cwd, name));
    if (!moved.some(({ now }) => isInside(place, now)) || (await isThere(place, tree))) kept.push(name);
  }
  return kept;
}

/** What was found without any name, the first of those that may be there. */
async function defaultThere(tree: CommitTree, cwd: string): Promise<readonly string[]> {
  for (const name of defaultNames) if (await isThere(join(await real(cwd), name), tree)) return [name];
  return [];
}

async function isThere(path: string, tree: CommitTree): Promise<boolean> {
  return (await follow(tree, tree.root, path)).kind !== 'nothing';
}

async function isAccessFileAt(path: string, tree: CommitTree): Promise<boolean> {
  if (!/\.ya?ml$/i.test(path)) return false;
  const text = decode(await tree.read(path, sizeLimit), path);
  return text.ok && isAccessFile(text.value, undefined);
}
