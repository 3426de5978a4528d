import { patternProblem } from '../kinds/pattern.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import { problem } from './say.js';

/** Says of a glob from the command line that it can match nothing, where that is so. `known`: what may have been meant. */
export function isImpossible(what: string, glob: string, known: readonly string[], context: Context): boolean {
  const found = patternProblem(glob, known);
  if (found === undefined) return false;
  const hint = found.suggestion === undefined ? example : `did you mean ${clean(found.suggestion)}?`;
  problem(context, `${what} ${JSON.stringify(glob)} can match nothing: ${found.message}.`, hint);
  return true;
}

const example = 'give a glob over addresses, such as user/ann@example.com or organization/NAME/**';
