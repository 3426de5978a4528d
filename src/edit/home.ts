import type { Declared } from './declared.js';
import { isMap } from './declared.js';

/**
 * The file that a new entry of the map at `path` belongs into: the one that has that map; else the one with the nearest
 * map around it; of several the one with most in it, then the first one read.
 */
export function homeOf(declared: Declared, path: readonly string[]): string {
  for (let length = path.length; length > 0; length--) {
    const holders = declared.at(path.slice(0, length)).filter(({ value }) => isMap(value));
    const sizes = holders.map(({ file, value }) => ({ file, size: Object.keys(value as object).length }));
    const [best] = [...sizes].sort((a, b) => b.size - a.size);
    if (best !== undefined) return best.file;
  }
  const [first] = declared.documents;
  if (first === undefined) throw new TypeError('there is no file to edit');
  return first.file;
}
