import type { Locate, Path } from '../model/source.js';
import { nearest } from '../model/suggestion.js';
import type { Problem } from './relevant-errors.js';
import { relevantErrors } from './relevant-errors.js';

/** What is right in a file of the wrong shape. */
export interface Salvaged {
  readonly content: unknown;
  readonly locate: Locate;
  /** The sections that something is missing from without what was taken out. */
  readonly gaps: readonly string[];
}

/**
 * A file's value without the entries that are wrong, so that everything else in it can be checked as well: all problems at
 * once. Nothing where no such rest is left.
 */
export function salvage(value: unknown, locate: Locate): Salvaged | undefined {
  const wrong = new Set<string>();
  const gaps = new Set<string>();
  // What holds something wrong may need it, and is wrong itself then: at most once for each level.
  for (let level = 0; level < 10; level++) {
    const moved = new Map<string, readonly number[]>();
    const content = without(value, wrong, [], moved);
    const found = relevantErrors(content);
    if (found.length === 0) {
      const original: Locate = (source, part) => locate({ ...source, path: asWritten(source.path, moved) }, part);
      return { content, locate: original, gaps: [...gaps] };
    }
    for (const problem of found) {
      if (problem.path.length === 0) return undefined;
      wrong.add(keyOf(asWritten(problem.path, moved)));
      const gap = gapOf(problem);
      if (gap !== undefined) gaps.add(gap);
    }
  }
  return undefined;
}

/** `moved`: for each list, where its items stood. */
function without(
  value: unknown,
  wrong: ReadonlySet<string>,
  path: Path,
  moved: Map<string, readonly number[]>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const kept = [...value.keys()].filter((index) => !wrong.has(keyOf([...path, index])));
    moved.set(keyOf(path), kept);
    return kept.map((index) => without(value[index], wrong, [...path, index], moved));
  }
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, inside] of Object.entries(value))
    if (!wrong.has(keyOf([...path, key]))) copy[key] = without(inside, wrong, [...path, key], moved);
  return copy;
}

function asWritten(path: Path, moved: ReadonlyMap<string, readonly number[]>): Path {
  return path.reduce<Path>((before, step) => {
    const indexes = typeof step === 'number' ? moved.get(keyOf(before)) : undefined;
    return [...before, indexes?.[Number(step)] ?? step];
  }, []);
}

/** The section that lacks what is wrong; an unknown key that is like none that belongs there is missing from nowhere. */
function gapOf(problem: Problem): string | undefined {
  const section = String(problem.path[0]);
  const meant = problem.type === 'unknown-key' ? nearest(problem.key, problem.known) : section;
  return problem.path.length === 1 || meant === undefined ? meant : section;
}

/** Keys of maps may look like the indexes of lists. */
function keyOf(path: Path): string {
  return JSON.stringify(path.map(String));
}
