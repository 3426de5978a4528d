import { patternProblem } from '../kinds/pattern.js';
import type { ImpossibleGlob } from './outcome.js';

/** That a glob can match nothing, where that is so. `what`: how it was given; `known`: what may have been meant. */
export function impossibleGlob(what: string, glob: string, known: readonly string[] = []): ImpossibleGlob | undefined {
  const problem = patternProblem(glob, known);
  return problem && { type: 'impossible-glob', what, glob, ...problem };
}
