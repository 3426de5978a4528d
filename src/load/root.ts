import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { disk } from './disk.js';
import type { FileTree } from './tree.js';

/** The folder that files are read from. Nothing outside it is, whatever the files say. */
export interface Root {
  readonly path: string;
  /** Whether it is the work tree of a Git repository. */
  readonly isWorkTree: boolean;
}

/** What a path leads to, links followed, inside the root. */
export type Place =
  | { readonly kind: 'file' | 'directory'; readonly path: string }
  /** `broken`: a link on the way leads nowhere. */
  | { readonly kind: 'nothing' | 'broken' | 'outside' | 'git' | 'special' | 'loop' };

/** The root of all files that are named: that of the first. Without a name it is that of `access.yaml`. */
export async function rootFor(paths: readonly string[], cwd: string): Promise<Root> {
  return rootOf(paths[0] ?? 'access.yaml', cwd);
}

/**
 * The root for a path that was named on the command line: the Git work tree around it, or its folder where there is none.
 * Inside the work tree that the tool runs in, links don't count: what a pull request makes of a folder moves no root.
 */
export async function rootOf(path: string, cwd: string): Promise<Root> {
  const around = await workTreeAround(await real(cwd));
  const named = resolve(cwd, path);
  const safe = async (folder: string) =>
    around !== undefined && isInside(around, folder) ? withoutLinks(around, folder) : real(folder);
  // `.` and `..` name a folder without the one that it is in.
  const isBare = /(?:^|[/\\])\.{0,2}$/.test(path);
  const folder = await safe(isBare ? named : dirname(named));
  const self = isBare ? folder : join(folder, basename(named));
  const isFolder = isBare || (await disk.kindOf(self)) === 'directory';
  const workTree = await workTreeAround(isFolder ? self : folder);
  return { path: workTree ?? folder, isWorkTree: workTree !== undefined };
}

/** The nearest folder above that holds `.git`. Git itself is not asked: it may be missing, or refuse to answer. */
async function workTreeAround(start: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = await lstat(join(folder, '.git')).catch(() => undefined);
    if (found !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

async function withoutLinks(from: string, folder: string): Promise<string> {
  let reached = from;
  for (const name of relative(from, folder).split(sep)) {
    const next = join(reached, name);
    if ((await disk.kindOf(next)) !== 'directory') break;
    reached = next;
  }
  return reached;
}

/** The real path of a folder that may not be there (any more). */
export async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await real(dirname(path)), basename(path));
  }
}

export function isInside(root: string, path: string): boolean {
  const inside = relative(root, path);
  return !isAbsolute(inside) && inside !== '..' && !inside.startsWith(`..${sep}`);
}

/** As many links as most systems follow on one path. */
const linkLimit = 40;

/** Follows a path from the root, link by link, so that no step leads out of it. */
export async function follow(tree: FileTree, root: string, path: string): Promise<Place> {
  if (!isInside(root, path)) return { kind: 'outside' };
  let reached = root;
  let kind: 'file' | 'directory' = 'directory';
  let links = 0;
  /** How many names come after the last link: what is missing before them is missing of the link's target. */
  let afterLink = Infinity;
  let ahead = relative(root, path).split(sep);
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    if (name === '' || name === '.') continue;
    const nothing = ahead.length >= afterLink ? 'broken' : 'nothing';
    if (kind === 'file') return { kind: nothing };
    if (name === '..') {
      if (reached === root) return { kind: 'outside' };
      reached = dirname(reached);
      continue;
    }
    if (name.toLowerCase() === '.git') return { kind: 'git' };
    const next = join(reached, name);
    const found = await tree.kindOf(next);
    if (found === undefined) return { kind: nothing };
    if (found === 'special') return { kind: 'special' };
    if (found !== 'link') {
      reached = next;
      kind = found;
      continue;
    }
    if (++links > linkLimit) return { kind: 'loop' };
    afterLink = Math.min(afterLink, ahead.length);
    const target = await tree.linkTarget(next);
    if (isAbsolute(target)) {
      if (!isInside(root, target)) return { kind: 'outside' };
      reached = root;
      ahead = [...relative(root, target).split(sep), ...ahead];
    } else ahead = [...target.split('/'), ...ahead];
  }
  return { kind, path: reached };
}
